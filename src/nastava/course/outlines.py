"""Land and boundaries of Europe and its surroundings, the ground of maps. ``scripts/outlines.py`` makes the file.

Land is one shape without states. Boundaries on which states disagree are kept apart, so that a map draws them
otherwise; neither a line nor its absence takes a position on the status of any territory.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from nastava.course.loading import DATA
from nastava.errors import CourseDataError

#: Points as longitude and latitude in degrees.
Line = tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class Outlines:
    """The ground of a map.

    Attributes:
        land: closed shapes, holes (lakes) among them; a hole runs the other way round.
        borders: boundaries between states.
        disputed: boundaries on which states disagree, by the name of the dispute.
        source: whose outlines they are, and how they came here.
        licence: under which.
    """

    land: Sequence[Line]
    borders: Sequence[Line]
    disputed: Mapping[str, Sequence[Line]]
    source: str
    licence: str


@cache
def outlines() -> Outlines:
    """Return the outlines that the package carries.

    Raises:
        CourseDataError: the file is missing or damaged, so the installation is.

    Example:
        >>> sorted(outlines().disputed)[:3]
        ['crimea', 'golan', 'kosovo']
        >>> outlines().licence
        'public domain (Natural Earth)'
    """
    path = DATA / "outlines.json"
    try:
        entries = json.loads(path.read_text(encoding="utf-8"))
        return Outlines(
            land=_lines(entries["land"]),
            borders=_lines(entries["borders"]),
            disputed=MappingProxyType({key: _lines(value) for key, value in entries["disputed"].items()}),
            source=entries["source"],
            licence=entries["licence"],
        )
    except (OSError, ValueError, LookupError, TypeError, AttributeError) as error:
        raise CourseDataError(
            f"{path}: can't be read ({error}). Install again: python -m pip install --force-reinstall nastava"
        ) from error


def _lines(entries: Sequence[Sequence[int]]) -> tuple[Line, ...]:
    """Return lines of whole hundredths, flat, as points in degrees."""
    return tuple(
        tuple((x / 100, y / 100) for x, y in zip(line[::2], line[1::2], strict=True)) for line in entries
    )
