"""What self-study says to learners, in the language of the source; ``_`` marks it for the catalogues."""

from __future__ import annotations


def _(message: str) -> str:
    return message


# The record
SET_ASIDE = _(
    "The record of your answers was damaged. It is kept as {file} and was made anew: entries read from it: {n}; "
    "the rest comes from your answer sheets."
)

# How well an item was known
FORGOT = _("Not at all")
HARD = _("Barely")
GOOD = _("Well")
EASY = _("Easily")
TODAY = _("today")

# A review
NOTHING_BEGUN = _(
    "There is nothing to review yet. Answer a quiz of a lesson first; what you learn there comes back here."
)
NOTHING_DUE = _("Nothing is due today.")
NEXT_DUE = _("Next: {when}, questions due: {n}.")
MORE_DUE = _("More are due: {n}. Run this cell again when you have answered these.")
