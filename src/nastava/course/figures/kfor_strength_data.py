"""The strength figures as the drawing needs them: when, how many, counted how, and what is uncertain."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache

from nastava.course.datasets import records
from nastava.course.dates import period
from nastava.course.sources import source


def year_of(day: date) -> float:
    """Return a day as a year with its fraction, the unit of the time axis.

    Example:
        >>> year_of(date(2023, 7, 2))
        2023.49...
    """
    start = date(day.year, 1, 1)
    return day.year + (day - start).days / (date(day.year + 1, 1, 1) - start).days


@dataclass(frozen=True)
class Strength:
    """One reported figure. ``first`` and ``last`` are the years, with fractions, between which it lies.

    ``unsure_date``: the source is undated, so the date is inferred or known to the year alone.
    """

    iso: str
    troops: int
    nations: str
    source_id: str
    bound: str
    scope: str
    reserves: bool
    first: float
    last: float
    middle: float
    unsure_date: bool

    @property
    def weaker(self) -> bool:
        """Whether it comes from an edition or copy of Wikipedia."""
        return source(self.source_id).weaker


@cache
def strengths() -> tuple[Strength, ...]:
    """Return all figures in the order of the dataset.

    Example:
        >>> len(strengths())
        57
    """
    # The notes on undated lists stand with the contributions, whose totals these figures are.
    unsure = {
        (row["date"], row["source_id"]) for row in records("kfor_contributions") if "undated" in row["note"]
    }
    found = []
    for row in records("kfor_strength"):
        days = period(row["date"])
        found.append(
            Strength(
                iso=row["date"],
                troops=int(row["total_troops"]),
                nations=row["n_contributing_nations"],
                source_id=row["source_id"],
                bound=row["bound"],
                scope=row["scope"],
                reserves=row["includes_reserves"] == "yes",
                first=year_of(days.first),
                last=year_of(days.last),
                middle=year_of(days.middle),
                unsure_date=(row["date"], row["source_id"]) in unsure,
            )
        )
    return tuple(found)


@dataclass(frozen=True)
class Difference:
    """Figures of one month and one scope that are not the same number."""

    month: str
    middle: float
    low: int
    high: int


def differences(shown: Iterable[Strength]) -> list[Difference]:
    """Return the months for which sources give different figures of the same scope.

    Example:
        >>> [d.month for d in differences(strengths())][:2]
        ['2004-03', '2009-10']
    """
    by_month: dict[tuple[str, str], list[Strength]] = defaultdict(list)
    for each in shown:
        if len(each.iso) >= 7:
            by_month[each.iso[:7], each.scope].append(each)
    found = []
    for (month, _scope), rows in by_month.items():
        numbers = [row.troops for row in rows]
        if min(numbers) < max(numbers):
            middle = sum(row.middle for row in rows) / len(rows)
            found.append(Difference(month, middle, min(numbers), max(numbers)))
    return found
