"""Plausible wrong solutions of the assignment framing: three for each exercise, with what they still earn."""

from __future__ import annotations

#: By exercise: what is written in the place of the solution, and what it earns.
WRONG: dict[str, list[tuple[str, float]]] = {
    "predict": [
        ('prediction = "B"', 0),  # compared with one bar instead of all
        ('prediction = "c"', 0),  # a small letter
        ("prediction = 5", 0),  # a number, though asked for a letter
    ],
    "choose": [
        ('chosen_text = "atv"', 0),  # the example's text left as it was
        ('chosen_text = "BGNES"', 0),  # the publisher's name instead of the short one
        ('example_text = "bgnes"', 0),  # the example's name left as it was
    ],
    "draw": [
        # The example's word left as it was.
        ('term = "violence"\nunit = "mentions"\ntitle = "The word attack in eight texts"', 2),
        # The word in one's own language: the table has none such, and no bar is drawn.
        ('term = "napad"\nunit = "pominjanja"\ntitle = "Riječ napad u osam tekstova"', 2),
        # A unit that counts something else, and a title without the word.
        ('term = "attack"\nunit = "words"\ntitle = "Eight texts"', 2),
    ],
    "rate": [
        ("part = 101\nwhole = 3", 0),  # part and whole exchanged
        ("part = 3\nwhole = 100", 1),  # the hundred of the rate taken for the whole
        ("part = 8\nwhole = 481", 0),  # ATV's numbers
    ],
    "order": [
        # Not in order: the first line needs what stands below it.
        (
            (
                "percent = round(outside / mentions * 100, 1)\nin_quotes = 1\n"
                "outside = mentions - in_quotes\nmentions = 8"
            ),
            0,
        ),
        # The numbers of the example, those of NATO's item.
        (
            (
                "mentions = 6\nin_quotes = 1\noutside = mentions - in_quotes\n"
                "percent = round(outside / mentions * 100, 1)"
            ),
            0,
        ),
        # The share inside instead of the share outside.
        (
            (
                "mentions = 8\nin_quotes = 1\noutside = mentions - in_quotes\n"
                "percent = round(in_quotes / mentions * 100, 1)"
            ),
            1,
        ),
    ],
}
