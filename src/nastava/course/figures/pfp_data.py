"""Who signed the Partnership for Peace, when, and what became of it: status of each state on any day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Literal

from nastava.course.datasets import records
from nastava.course.dates import Period, period
from nastava.course.figures.controls import Localized

Status = Literal["partner", "ally", "suspended", "left"]
#: In the order in which they are stacked, listed and told.
STATUSES: tuple[Status, ...] = ("partner", "suspended", "left", "ally")
STATUS: dict[Status, Localized] = {
    "partner": {"en": "partner", "sr": "partner"},
    "suspended": {"en": "cooperation suspended", "sr": "saradnja obustavljena"},
    "left": {"en": "left for a time", "sr": "privremeno izašla"},
    "ally": {"en": "in NATO", "sr": "u NATO-u"},
}
#: The last day that the table describes.
LAST_DAY = date(2023, 12, 31)
#: From when practical cooperation was suspended, as the table's remarks and two facts of the course have it.
_SUSPENDED = {"RUS": "2014-04-01", "BLR": "2021-11"}
#: Malta alone left and came back; the days are those of the fact "pfp-malta".
_AWAY = {"MLT": ("1996-10", "2008-04-03")}
_AWAY_SOURCE = "nato-news-7192"


@dataclass(frozen=True)
class Phase:
    """What a state was from a day on; ``iso`` is the date as the source has it, possibly partial."""

    status: Status
    iso: str
    source_id: str

    @property
    def days(self) -> Period:
        """The days among which the beginning lies."""
        return period(self.iso)


@dataclass(frozen=True)
class Member:
    """A state that signed the Framework Document, with all that it has been since."""

    iso3: str
    country: str
    phases: tuple[Phase, ...]
    joined: str

    @property
    def signed(self) -> str:
        """Day, month or year of signing."""
        return self.phases[0].iso

    @property
    def month_only(self) -> bool:
        """Whether no source gives the day of signing."""
        return len(self.signed) < 10

    def status_on(self, day: date) -> Status | None:
        """Return what the state was at the end of a day, None before it signed.

        Example:
            >>> by_code()["MLT"].status_on(date(2000, 1, 1)), by_code()["SRB"].status_on(date(2000, 1, 1))
            ('left', None)
        """
        found: Status | None = None
        for phase in self.phases:
            if phase.days.middle <= day:
                found = phase.status
        return found

    @property
    def years_as_partner(self) -> float | None:
        """Years from signing to joining NATO, None for a state that had not joined by the end of 2023."""
        if not self.joined or period(self.joined).first > LAST_DAY:
            return None
        return (period(self.joined).middle - period(self.signed).middle).days / 365.25


@cache
def members() -> tuple[Member, ...]:
    """Return all states that ever signed, in the order of the table.

    Example:
        >>> len(members())
        34
    """
    return tuple(
        Member(
            row["iso3"],
            row["country"],
            _phases(row),
            row["joined_nato_date"],
        )
        for row in records("pfp_members")
    )


@cache
def by_code() -> dict[str, Member]:
    """Return the states by their ISO 3166-1 alpha-3 code.

    Example:
        >>> by_code()["ROU"].signed
        '1994-01-26'
    """
    return {member.iso3: member for member in members()}


def _phases(row: Mapping[str, str]) -> tuple[Phase, ...]:
    iso3, ids = row["iso3"], row["source_id"].split(";")
    # The table names the source of the signing first and that of joining NATO, or of the suspension, last.
    found = [Phase("partner", row["pfp_signed_date"], ids[0])]
    if iso3 in _AWAY:
        gone, back = _AWAY[iso3]
        found += [Phase("left", gone, _AWAY_SOURCE), Phase("partner", back, _AWAY_SOURCE)]
    if iso3 in _SUSPENDED:
        found.append(Phase("suspended", _SUSPENDED[iso3], ids[-1]))
    if row["joined_nato_date"]:
        found.append(Phase("ally", row["joined_nato_date"], ids[-1]))
    return tuple(found)


def count_on(day: date) -> dict[Status, int]:
    """Return how many of the signatories had each status at the end of a day.

    Example:
        >>> count_on(LAST_DAY)
        {'partner': 17, 'suspended': 2, 'left': 0, 'ally': 15}
    """
    now = [member.status_on(day) for member in members()]
    return {status: now.count(status) for status in STATUSES}
