"""The entries of the dialogue's timeline as figures need them: when, what, of which group, from where."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from nastava.course.datasets import records
from nastava.course.dates import period
from nastava.course.figures.controls import Localized
from nastava.course.figures.kfor_strength_data import year_of
from nastava.course.sources import source

#: Years that the list covers.
FIRST, LAST = 2008, 2024

#: The groups of the figures, and which categories of the data each takes.
CATEGORIES: Mapping[str, tuple[str, ...]] = {
    "agreement": ("agreement",),
    "round": ("round",),
    "implementation": ("implementation",),
    "tension": ("crisis", "election"),
    "around": ("status", "law", "eu-path", "mediator", "statement", "proposal"),
}
GROUPS: Mapping[str, Localized] = {
    "agreement": {"en": "agreements", "sr": "sporazumi"},
    "round": {"en": "meetings", "sr": "sastanci"},
    "implementation": {"en": "steps to carry out", "sr": "koraci u primjeni"},
    "tension": {"en": "tensions, elections", "sr": "tenzije, izbori"},
    "around": {"en": "around the dialogue", "sr": "oko dijaloga"},
}


@dataclass(frozen=True)
class Entry:
    """One entry. ``first`` and ``last`` are the years, with fractions, between which it lies."""

    iso: str
    text: Localized
    category: str
    group: str
    source_ids: tuple[str, ...]
    first: float
    last: float

    @property
    def unsure(self) -> bool:
        """Whether the month alone is known."""
        return len(self.iso) < len("2023-02-27")

    @property
    def year(self) -> int:
        """The year in which it lies."""
        return int(self.iso[:4])

    @property
    def weaker(self) -> bool:
        """Whether it rests on copies of Wikipedia alone."""
        return all(source(each).weaker for each in self.source_ids)


@cache
def entries() -> tuple[Entry, ...]:
    """Return all entries in the order of time.

    Example:
        >>> len(entries()), entries()[0].iso
        (46, '2008-02-17')
    """
    group_of = {category: group for group, all_ in CATEGORIES.items() for category in all_}
    found = []
    for row in records("dialogue_timeline"):
        days = period(row["date"])
        found.append(
            Entry(
                iso=row["date"],
                text={"en": row["event_en"], "sr": row["event_bcms"]},
                category=row["category"],
                group=group_of[row["category"]],
                source_ids=tuple(row["source_id"].split(";")),
                first=year_of(days.first),
                last=year_of(days.last),
            )
        )
    return tuple(sorted(found, key=lambda each: (each.first, each.last)))


def longest_gap(shown: Sequence[Entry]) -> tuple[Entry, Entry] | None:
    """Return the two neighbours between which most time passes, or None where there are fewer than two.

    Example:
        >>> [each.iso for each in longest_gap([e for e in entries() if e.group == "agreement"])]
        ['2015-08-25', '2020-09-04']
    """
    return max(pairwise(shown), key=lambda pair: pair[1].first - pair[0].last, default=None)
