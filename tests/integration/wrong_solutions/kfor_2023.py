"""Plausible wrong solutions of the assignment kfor-2023: three for each exercise, with what they still earn."""

from __future__ import annotations

#: By exercise: what is written in the place of the solution, and what it earns.
WRONG: dict[str, list[tuple[str, float]]] = {
    "predict": [
        ('prediction = "B"', 0),  # the sum of five bars underestimated
        ('prediction = "c"', 0),  # a small letter
        ("prediction = 61", 0),  # a percentage, though asked for a letter
    ],
    "choose": [
        ('chosen_list = "2017-02"', 0),  # the example's list left as it was
        # A number instead of a text: nothing is found, and neither total nor countries are right.
        ("chosen_list = 2023", 0),
        ('example_list = "2023"', 0),  # the example's name left as it was
    ],
    "draw": [
        # The example's number of bars.
        ('how_many = 3\nunit = "troops"\ntitle = "KFOR in 2023: the largest contingents"', 2),
        # A unit that says nothing, and a title without the year.
        ('how_many = 5\nunit = "number"\ntitle = "KFOR: pet najvećih kontingenata"', 2),
        # The number as a text: no figure is drawn.
        ('how_many = "5"\nunit = "vojnici"\ntitle = "KFOR u 2023: pet najvećih"', 0),
    ],
    "share": [
        ("part = 4700\nwhole = 1000", 0),  # part and whole exchanged
        ("part = 1000\nwhole = 5700", 1),  # the reserves counted twice
        ("part = 1.000\nwhole = 4.700", 0),  # a point for the thousands
    ],
    "change": [
        # Not in order: the first line needs what stands below it.
        (
            (
                "percent = round(change / before * 100, 1)\nafter = 4353\n"
                "change = after - before\nbefore = 4273"
            ),
            0,
        ),
        # The numbers of the two lists exchanged: a fall instead of a rise.
        (
            (
                "before = 4353\nafter = 4273\nchange = after - before\n"
                "percent = round(change / before * 100, 1)"
            ),
            0,
        ),
        # Related to the number after instead of the number before, rounded to whole per cent.
        (
            ("before = 4273\nafter = 4353\nchange = after - before\npercent = round(change / after * 100)"),
            1,
        ),
    ],
}
