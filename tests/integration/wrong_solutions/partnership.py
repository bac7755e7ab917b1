"""Plausible wrong solutions of the assignment on partnership: for each exercise what a student wrote, and its points."""

from __future__ import annotations

#: By exercise: what is written in the place of the solution, and what it earns.
WRONG: dict[str, list[tuple[str, float]]] = {
    "predict": [
        ('prediction = "B"', 0),  # the first bar taken for half, since it is so much higher than the next
        ("prediction = C", 0),  # without quotation marks: a name that does not exist
        ('prediction = "c"', 0),  # the small letter
    ],
    "choose": [
        ('chosen_status = "ally"', 0),  # members taken for partners
        ('chosen_status = "partners"', 0),  # the plural, which is not in the table: an empty list
        ('example_status = "partner"', 0),  # the example's line, its name unchanged
    ],
    "draw": [
        # The number of the example; unit and title are right.
        ('how_many = 3\nunit = "years"\ntitle = "From the Partnership to NATO"', 2),
        # The number as text: nothing is drawn.
        ('how_many = "4"\nunit = "years"\ntitle = "From the Partnership to NATO"', 0),
        # The unit of the other figure, and a title that names neither.
        ('how_many = 4\nunit = "states"\ntitle = "The four longest"', 2),
    ],
    "share": [
        ("part = 2\nwhole = 34", 1),  # of all signatories
        ("part = 2\nwhole = 17", 1),  # the two left out of their own whole
        ("part = 19\nwhole = 2", 0),  # changed places
    ],
    "change": [
        # The order as given: the first line needs what comes later.
        (
            "percent = round(change / before * 100, 1)\nafter = 19\nchange = after - before\nbefore = 24",
            0,
        ),
        # Before and after changed places: a rise.
        (
            "before = 19\nafter = 24\nchange = after - before\npercent = round(change / before * 100, 1)",
            0,
        ),
        # The difference the wrong way round.
        (
            "before = 24\nafter = 19\nchange = before - after\npercent = round(change / before * 100, 1)",
            0,
        ),
    ],
}
