"""Plausible wrong solutions of the assignment briefing: three for each exercise, with what they still earn."""

from __future__ import annotations

#: By exercise: what is written in the place of the solution, and what it earns.
WRONG: dict[str, list[tuple[str, float]]] = {
    "predict": [
        ('prediction = "A"', 0),  # the last bar is longer than the first, so it "grew"
        ('prediction = "C"', 0),  # a mean of bounds taken for a count
        ("prediction = B", 0),  # without quotation marks
    ],
    "choose": [
        ('chosen_year = "2021"', 0),  # the example's year left as it was
        ("chosen_year = 2023", 0),  # a number instead of a text
        ('example_year = "2023"', 0),  # the example's name left as it was
    ],
    "draw": [
        # The axis cut, as in the misleading drawing of the lesson.
        (
            (
                'days = ["2023-05-30", "2023-12-31"]\nstart = 3500\n'
                'title = "KFOR in 2023: from just under 3,800 troops to about 4,700"'
            ),
            3,
        ),
        # A title that judges and states no number.
        ('days = ["2023-05-30", "2023-12-31"]\nstart = 0\ntitle = "KFOR u 2023. naglo raste"', 3),
        # The second day in the learner's own way of writing dates: one bar is left.
        ('days = ["2023-05-30", "31.12.2023"]\nstart = 0\ntitle = "From 3,800 to 4,700 troops"', 2),
    ],
    "reserves": [
        ('column = "includes_reserves"\nword = "unknown"', 1),  # unknown taken for an answer
        ('column = "bound"\nword = "exact"', 0),  # another column
        ('column = "reserves"\nword = "yes"', 0),  # a column that the table doesn't have
    ],
    "order": [
        # Not in order: the first line needs what stands below it.
        (
            (
                'sentence = "NATO\'s report: " + claim + ", as of 31 December 2023. " + where\n'
                'claim = "about " + str(troops) + " troops, deployed reserves included"\n'
                'troops = row["total_troops"].max()\n'
                'where = source_line(row["source_id"], "en")\n'
                'row = strength[strength["date"] == "2023-12-31"]'
            ),
            0,
        ),
        # The source left out.
        (
            (
                'row = strength[strength["date"] == "2023-12-31"]\n'
                'troops = row["total_troops"].max()\n'
                'claim = "about " + str(troops) + " troops, deployed reserves included"\n'
                'sentence = "NATO\'s report: " + claim + ", as of 31 December 2023."'
            ),
            1,
        ),
        # The row of another day under the words of this one.
        (
            (
                'row = strength[strength["date"] == "2023-05-30"]\n'
                'troops = row["total_troops"].max()\n'
                'claim = "about " + str(troops) + " troops, deployed reserves included"\n'
                'where = source_line(row["source_id"], "en")\n'
                'sentence = "NATO\'s report: " + claim + ", as of 31 December 2023. " + where'
            ),
            0,
        ),
    ],
}
