"""What self-study says to learners, in the language of the source; ``_`` marks it for the catalogues."""

from __future__ import annotations


def _(message: str) -> str:
    return message


# The record
SET_ASIDE = _(
    "The record of your answers was damaged. It is kept as {file} and was made anew: entries read from it: {n}; "
    "the rest comes from your answer sheets."
)
