"""Plausible wrong solutions of the assignment capacity-and-region: three for each exercise, with what they still earn."""

from __future__ import annotations

_JUMBLED = """\
share = round(years / (2023 - signed) * 100)
joined = 2017
years = joined - signed
signed = 2006"""
_EXAMPLE = """\
signed = 1995
joined = 2020
years = joined - signed
share = round(years / (2023 - signed) * 100)"""
_FROM_JOINING = """\
signed = 2006
joined = 2017
years = joined - signed
share = round(years / (2023 - joined) * 100)"""

#: By exercise: what is written in the place of the solution, and what it earns.
WRONG: dict[str, list[tuple[str, float]]] = {
    "predict": [
        ('prediction = "A"', 0),  # the bar taken for ten times as long
        ('prediction = "c"', 0),  # a small letter
        ("prediction = 117.5", 0),  # calculated, though asked for a letter
    ],
    "year": [
        ("chosen_year = 2015", 0),  # the example's year left as it was
        ('chosen_year = "2023"', 0),  # a number in quotation marks
        ("example_year = 2023", 0),  # the example's name left as it was
    ],
    "compare": [
        # The page of 2017 taken for a text on 2023.
        ('first = "article"\nsecond = "NATO page"\ntitle = "NALT: areas of advice"', 1),
        # One text compared with itself, and no name in the title.
        ('first = "EWB"\nsecond = "EWB"\ntitle = "Areas of advice"', 0),
        # A name that the table doesn't have.
        ('first = "article"\nsecond = "ewb"\ntitle = "NALT: areas of advice"', 1),
    ],
    "status": [
        ('status = "ally"\nmet_in_skopje = 5', 2),  # Slovenia, invited, counted as present
        ('status = "partner"\nmet_in_skopje = 2', 0),  # the example's word left as it was
        ('status = "Ally"\nmet_in_skopje = 4', 1),  # a capital letter
    ],
    "order": [
        (_JUMBLED, 0),  # not in order: the first line needs what stands below it
        (_EXAMPLE, 0),  # the years of the example, North Macedonia's
        (_FROM_JOINING, 1),  # the whole counted from joining instead of signing
    ],
}
