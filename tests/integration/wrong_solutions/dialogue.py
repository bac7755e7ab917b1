"""Plausible wrong solutions of the assignment on the dialogue: for each exercise what a student wrote, and its points."""

from __future__ import annotations

#: By exercise: what is written in the place of the solution, and what it earns.
WRONG: dict[str, list[tuple[str, float]]] = {
    "predict": [
        ('prediction = "A"', 0),  # the first step taken for the longest, though all are equally wide
        ("prediction = C", 0),  # without quotation marks: a name that does not exist
        ('prediction = "c"', 0),  # the small letter
    ],
    "choose": [
        ('chosen_spacing = "even"', 0),  # the example's value kept
        ("chosen_spacing = true", 0),  # without quotation marks
        ('example_spacing = "true"', 0),  # the example's name kept
    ],
    "draw": [
        # The entries of the first part; spacing and note are right.
        ('kind = "agreement"\nspacing = "true"\nnote = "Chosen for a course on the report for 2023"', 3),
        # Evenly spaced: the gap is gone.
        ('kind = "round"\nspacing = "even"\nnote = "Izabrano za kurs o izvještaju za 2023."', 4),
        # A note that says what is drawn, and nothing of who chose it.
        ('kind = "round"\nspacing = "true"\nnote = "Meetings, 2011 to 2024"', 4),
    ],
    "share": [
        ("least = 1\nyear = 2023", 0),  # the whole list
        ("least = 2\nyear = 2024", 1),  # the year beside it
        ("least = 2023\nyear = 2", 0),  # changed places: no row is left
    ],
    "change": [
        # The order as given: the first line needs what comes later.
        (
            'years = round(gap / 365.25, 1)\nlater = day("2020-09-04")\ngap = (later - earlier).days\nearlier = day("2015-08-25")',
            0,
        ),
        # The two days changed places: a gap below zero.
        (
            'earlier = day("2020-09-04")\nlater = day("2015-08-25")\ngap = (later - earlier).days\nyears = round(gap / 365.25, 1)',
            0,
        ),
        # Days taken for months.
        (
            'earlier = day("2015-08-25")\nlater = day("2020-09-04")\ngap = (later - earlier).days\nyears = round(gap / 12, 1)',
            1,
        ),
    ],
}
