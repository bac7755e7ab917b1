"""Dates of which only the year or the month may be known."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?!\d)")
_MONTHS = {
    "en": [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
    "sr": [
        "januar",
        "februar",
        "mart",
        "april",
        "maj",
        "jun",
        "jul",
        "avgust",
        "septembar",
        "oktobar",
        "novembar",
        "decembar",
    ],
}


@dataclass(frozen=True)
class Period:
    """The days in which something lies: one day, a month or a year."""

    first: date
    last: date

    @property
    def middle(self) -> date:
        """The day in the middle, where a partial date is drawn.

        Example:
            >>> period("2004-03").middle
            datetime.date(2004, 3, 16)
        """
        return self.first + timedelta(days=(self.last - self.first).days // 2)


def period(iso: str) -> Period:
    """Return the days that an ISO date, possibly partial, covers.

    Raises:
        ValueError: the text does not begin with an ISO date.

    Example:
        >>> period("2008").first, period("2008").last
        (datetime.date(2008, 1, 1), datetime.date(2008, 12, 31))
    """
    found = _ISO.match(iso)
    if found is None:
        raise ValueError(f"{iso!r} is no ISO date. Write 2004, 2004-03 or 2004-03-18.")
    year, month, day = (int(part) if part else None for part in found.groups())
    if year is None or month is None:
        return Period(date(int(found[1]), 1, 1), date(int(found[1]), 12, 31))
    if day is None:
        return Period(date(year, month, 1), date(year, month, monthrange(year, month)[1]))
    return Period(date(year, month, day), date(year, month, day))


def say_date(iso: str, language: str) -> str:
    """Return an ISO date, possibly partial, as people write it.

    Raises:
        ValueError: the text does not begin with an ISO date.

    Example:
        >>> say_date("2023-05-30", "en"), say_date("2023-05-30", "sr"), say_date("2004-03", "sr")
        ('30 May 2023', '30. maj 2023.', 'mart 2004.')
    """
    found = _ISO.match(iso)
    if found is None:
        raise ValueError(f"{iso!r} is no ISO date. Write 2004, 2004-03 or 2004-03-18.")
    year, month, day = found.groups()
    dot = "." if language == "sr" else ""
    parts = [f"{int(day)}{dot}"] if day else []
    if month:
        parts.append(_MONTHS.get(language, _MONTHS["en"])[int(month) - 1])
    return " ".join([*parts, f"{year}{dot}"])


def say_source_date(text: str, language: str) -> str:
    """Return the date of a source, with the remark that it is approximate or missing.

    Example:
        >>> say_source_date("2009 (approx.)", "en"), say_source_date("undated (about 2010)", "sr")
        ('about 2009', 'bez datuma')
        >>> say_source_date("2024-03 (exact day not shown)", "en")
        'March 2024'
    """
    if _ISO.match(text) is None:
        return "bez datuma" if language == "sr" else "undated"
    said = say_date(text, language)
    if "approx" in text:
        return f"oko {said}" if language == "sr" else f"about {said}"
    return said
