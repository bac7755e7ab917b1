"""Texts put into one line."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise

_MARKS_AROUND = "„“”‘’'\"«»()*_ "


def in_one_line(texts: Iterable[str]) -> str:
    """Return texts one after the other: sentences as in a paragraph, all else with semicolons between.

    Example:
        >>> in_one_line(["Fourteen voted for it.", "1 member abstained."])
        'Fourteen voted for it. 1 member abstained.'
        >>> in_one_line(["10. jun 1999.", "12. jun 1999."]), in_one_line(["Austria", "Hungary"])
        ('10. jun 1999.; 12. jun 1999.', 'Austria; Hungary')
    """
    listed = list(texts)
    line = "".join(listed[:1])
    for before, text in pairwise(listed):
        line += f" {text}" if _is_sentence(before) and _begins_one(text) else f"; {text}"
    return line


def _is_sentence(text: str) -> bool:
    bare = text.strip(_MARKS_AROUND)
    if len(bare.split()) < 2 or bare[-1] not in ".!?…":
        return False
    # The point behind a figure may be that of a date: "10. jun 1999."
    return not re.search(r"\d\.$", bare) or bare[0].isupper()


def _begins_one(text: str) -> bool:
    return text.lstrip(_MARKS_AROUND)[:1].isupper() or _is_sentence(text)
