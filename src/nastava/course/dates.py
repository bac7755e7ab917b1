"""Dates of which only the year or the month may be known."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from nastava.text.dates import format_date, iso_parts
from nastava.text.languages import pick

_UNDATED = {"en": "undated", "sr": "bez datuma"}
_ABOUT = {"en": "about {}", "sr": "oko {}"}


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
    year, month, day = iso_parts(iso)
    if month is None:
        return Period(date(year, 1, 1), date(year, 12, 31))
    if day is None:
        return Period(date(year, month, 1), date(year, month, monthrange(year, month)[1]))
    return Period(date(year, month, day), date(year, month, day))


def say_date(iso: str, language: str) -> str:
    """Return an ISO date, possibly partial, as people write it in a list or below a figure.

    Raises:
        ValueError: the text does not begin with an ISO date.

    Example:
        >>> say_date("2023-05-30", "en"), say_date("2023-05-30", "sr"), say_date("2004-03", "sr")
        ('30 May 2023', '30. maj 2023.', 'mart 2004.')
    """
    return format_date(iso, language, standing_alone=True)


def say_source_date(text: str, language: str) -> str:
    """Return the date of a source, with the remark that it is approximate or missing.

    Example:
        >>> say_source_date("2009 (approx.)", "en"), say_source_date("undated (about 2010)", "sr")
        ('about 2009', 'bez datuma')
        >>> say_source_date("2024-03 (exact day not shown)", "en")
        'March 2024'
    """
    if not text[:4].isdecimal():
        return pick(_UNDATED, language)
    said = say_date(text, language)
    return pick(_ABOUT, language).format(said) if "approx" in text else said
