"""One set of counts, drawn twice: the numbers of each way to mislead, and what is said of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from nastava.course.datasets import records
from nastava.course.figures.controls import Localized
from nastava.course.figures.kfor_strength_data import Strength, strengths

#: Ways to mislead with counts that are right, and the honest twin of each.
WAYS: Mapping[str, Localized] = {
    "axis": {"en": "cut the axis", "sr": "odsječena osa"},
    "window": {"en": "choose the start", "sr": "izabran početak"},
    "line": {"en": "join what counts differently", "sr": "spojeno što se različito broji"},
    "area": {"en": "let pictures grow both ways", "sr": "sličice koje rastu u dva smjera"},
}
#: Where the cut axis begins, by option.
FLOORS: Mapping[str, int] = {"3000": 3000, "4000": 4000, "4200": 4200, "4250": 4250}

_LISTS = (("2017-02", "kfor-placemat-2017-02"), ("2023", "republika-2023"))
_WINDOW = (("2020-08-22", "nova-2020-08-22"), ("2023-12-31", "ewb-2024-03-14"))
_START = ("1999-06", "govpl-kfor")
#: Until when the figures of the way "line" run.
_LINE_END = "2003-06"
_PAIR = ("Italy", "Hungary")


@dataclass(frozen=True)
class Mark:
    """A count as it is drawn: its name, how its source words it, the number, when, and which troops it counts."""

    name: str
    words: str
    troops: int
    year: float = 0.0
    scope: str = "unknown"
    chosen: bool = True


@dataclass(frozen=True)
class Panel:
    """One of the two drawings: its headline, and the sentence below it."""

    honest: bool
    says: str


@dataclass(frozen=True)
class TwiceData:
    """What is drawn: the way, its counts, the panels shown, and where a cut axis begins."""

    way: str
    marks: tuple[Mark, ...]
    panels: tuple[Panel, ...]
    floor: int


def _named(*keys: tuple[str, str]) -> tuple[Strength, ...]:
    return tuple(each for key in keys for each in strengths() if (each.iso, each.source_id) == key)


@cache
def shown(way: str) -> tuple[Strength, ...]:
    """Return the strength figures that a way draws; none for "area", which has contingents.

    Example:
        >>> [each.troops for each in shown("axis")], len(shown("window"))
        ([4273, 4353], 57)
    """
    if way == "axis":
        return _named(*_LISTS)
    if way == "window":
        return strengths()
    if way == "line":
        return tuple(each for each in strengths() if each.iso <= _LINE_END)
    return ()


@cache
def window() -> tuple[Strength, Strength]:
    """Return the two figures that the misleading window shows.

    Example:
        >>> [each.troops for each in window()]
        [3400, 4700]
    """
    start, end = _named(*_WINDOW)
    return start, end


@cache
def beginning() -> Strength:
    """Return the figure of the start that the whole period is compared with.

    Example:
        >>> beginning().troops
        50000
    """
    return _named(_START)[0]


@cache
def pair() -> tuple[tuple[int, int], str]:
    """Return the two contingents of the list of 2023, and their source.

    Example:
        >>> pair()
        ((869, 433), 'republika-2023')
    """
    rows = {row["country"]: row for row in records("kfor_contributions") if row["date"] == "2023"}
    first, second = (rows[country] for country in _PAIR)
    return (int(first["troops"]), int(second["troops"])), first["source_id"]


def times(larger: float, smaller: float, floor: float = 0) -> float:
    """Return how many times as tall a bar is drawn when the axis begins at ``floor``.

    Example:
        >>> round(times(4353, 4273, 4250), 1)
        4.5
    """
    return (larger - floor) / (smaller - floor)
