"""Dates as people write them, of which only the year or the month may be known."""

from __future__ import annotations

import re
from datetime import date
from functools import cache

from babel.dates import format_date as babel_format
from babel.dates import format_skeleton, get_month_names

from nastava.text.cyrillic import to_cyrillic
from nastava.text.languages import language as language_of

_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?!\d)")


def iso_parts(iso: str) -> tuple[int, int | None, int | None]:
    """Return year, month and day of a text that begins with an ISO date, possibly partial.

    Raises:
        ValueError: it doesn't, or there is no such day.

    Example:
        >>> iso_parts("2004-03-18"), iso_parts("2004 (approx.)")
        ((2004, 3, 18), (2004, None, None))
    """
    found = _ISO.match(iso)
    if found is None:
        raise ValueError(f"{iso!r} is no ISO date. Write 2004, 2004-03 or 2004-03-18.")
    year, month, day = (int(part) if part else None for part in found.groups())
    date(year or 0, month or 1, day or 1)
    return year or 0, month, day


def format_date(iso: str, language: str, *, standing_alone: bool = False) -> str:
    """Return an ISO date as the language writes it.

    Args:
        iso: a text that begins with a year, a month (2004-03) or a day (2004-03-18).
        language: code of the language.
        standing_alone: as in a list or a citation, not within a sentence. Serbian then leaves the month
            in the nominative.

    Raises:
        ValueError: the text begins with no date.

    Example:
        >>> format_date("1999-06-10", "en"), format_date("1999-06-10", "sr"), format_date("1999-06", "sr")
        ('10 June 1999', '10. juna 1999.', 'jun 1999.')
        >>> format_date("1999-06-10", "sr-Cyrl"), format_date("1999-06-10", "sr", standing_alone=True)
        ('10. јуна 1999.', '10. jun 1999.')
    """
    known = language_of(language)
    if known.content:
        return format_date(iso, known.content, standing_alone=standing_alone)
    if known.base:
        return to_cyrillic(format_date(iso, known.base, standing_alone=standing_alone))
    year, month, day = iso_parts(iso)
    if language == "sr":
        return _serbian(year, month, day, standing_alone=standing_alone)
    if language == "en":
        # The order that NATO and the UN use; CLDR's own for "en" is that of the United States.
        parts = [str(day) if day else "", _months("en")[month] if month else "", str(year)]
        return " ".join(part for part in parts if part)
    if month is None:
        return str(year)
    if day is None:
        return format_skeleton("yMMMM", date(year, month, 1), locale=known.locale)
    return babel_format(date(year, month, day), "long", locale=known.locale)


def _serbian(year: int, month: int | None, day: int | None, *, standing_alone: bool) -> str:
    if month is None:
        return f"{year}."
    name = _months("sr_Latn")[month]
    if day is None:
        return f"{name} {year}."
    return f"{day}. {name if standing_alone else _genitive(name)} {year}."


def _genitive(month: str) -> str:
    """CLDR has the nominative alone; before a year people also write "10. juna"."""
    return f"{month[:-2]}ra" if month.endswith("bar") else f"{month}a"


@cache
def _months(locale: str) -> dict[int, str]:
    return dict(get_month_names("wide", "stand-alone", locale))
