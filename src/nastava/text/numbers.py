"""Numbers as people write them: thousands separators and decimal marks by language."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from babel.numbers import get_decimal_symbol, get_group_symbol

from nastava.text.languages import language as language_of

#: Thin space that does not break: the grouping mark in echoes, the same in every language (ISO 80000-1).
THIN = "\u202f"
_SPACES = re.compile(r"(?<=\d)[\s\u00a0\u2009\u202f'’](?=\d{3}(\D|$))")
_MINUS = str.maketrans({"−": "-", "–": "-"})
_NUMBER = re.compile(r"[+-]?(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d{1,3})?")


@dataclass(frozen=True)
class Symbols:
    """Decimal mark and grouping mark of a language."""

    decimal: str
    group: str


@cache
def symbols(language: str) -> Symbols:
    """Return the marks that CLDR gives for the language.

    Example:
        >>> symbols("sr")
        Symbols(decimal=',', group='.')
    """
    locale = language_of(language).locale
    return Symbols(get_decimal_symbol(locale), get_group_symbol(locale))


def parse_number(text: str, language: str) -> float | None:
    """Return the number written in ``text`` by the conventions of the language, or None.

    Groups must be whole (``4,70`` in English is no number), spaces between groups are accepted in every
    language, and a percent sign is left to the caller.

    Example:
        >>> parse_number("4.700", "sr"), parse_number("4,700", "en"), parse_number("4,70", "en")
        (4700.0, 4700.0, None)
    """
    marks = symbols(language)
    compact = _SPACES.sub("", text.strip().translate(_MINUS))
    whole, point, rest = compact.partition(marks.decimal)
    if marks.group in whole:
        first, *groups = whole.split(marks.group)
        if not re.fullmatch(r"[+-]?[1-9]\d{0,2}", first) or any(
            not re.fullmatch(r"\d{3}", g) for g in groups
        ):
            return None
        whole = first + "".join(groups)
    plain = whole + ("." + rest if point else "")
    if not _NUMBER.fullmatch(plain):
        return None
    value = float(plain)
    return value if math.isfinite(value) else None


def format_number(value: float, language: str) -> str:
    """Return the number with thin spaces between groups and the language's decimal mark.

    Example:
        >>> format_number(4700.5, "sr").replace(THIN, "_")
        '4_700,5'
    """
    text = f"{value:,.10f}".rstrip("0").rstrip(".") if abs(value) < 1e15 else f"{value:.6e}"
    if value and abs(value) < 1e-9:
        text = f"{value:.6g}"
    return text.replace(",", THIN).replace(".", symbols(language).decimal)


def count_of(value: Any) -> int:
    """Return how many a value of a file says, zero for whatever is no count: its owner may have edited the file.

    Example:
        >>> count_of(2), count_of(-1), count_of(True), count_of("2")
        (2, 0, 0, 0)
    """
    return value if isinstance(value, int) and not isinstance(value, bool) and value > 0 else 0
