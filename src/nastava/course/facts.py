"""The facts that lessons, quizzes and figures rest on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Literal

from nastava.course.loading import read_yaml, unknown

Kind = Literal["event", "count", "assessment", "position", "definition"]


@dataclass(frozen=True)
class Fact:
    """One atomic statement, who makes it and what it rests on.

    ``kind`` tells an event or a count from an assessment (a judgement by the speaker), a position (what a party
    wants or claims) and a definition (what a text or body is). The first two stand by themselves; an assessment
    or a position is always told with ``said_by``. ``value`` is a number or, for composed figures such as a
    vote, a text; ``unit`` says what it counts and whether it is approximate or a bound. ``as_of`` is an ISO
    date, possibly only a year or a month. ``in_seed`` marks what the article that the course starts from says.
    """

    id: str
    topic: str
    kind: Kind
    said_by: str
    statement: str
    value: int | float | str | None
    unit: str | None
    as_of: str
    sources: tuple[str, ...]
    confidence: Literal["seed", "corroborated", "single-source"]
    in_seed: bool
    note: str | None = None


#: What a course of one's own knows besides: see nastava.course.own.
OWN: dict[str, Fact] = {}


@cache
def facts() -> Mapping[str, Fact]:
    """Return all facts by id, in the order of the file.

    Each has its ``id``; its ``topic``; a ``kind`` (event, count, assessment, position, definition); ``said_by``, who
    asserts it; the ``statement``; a ``value`` with its ``unit``, None where nothing is counted; ``as_of``, an ISO date
    that may be partial; ``sources``, ids of :func:`nastava.course.source`; its ``confidence`` (seed: only the article
    has it, corroborated, single-source); ``in_seed``, whether the article has it; and a ``note``, None where there is
    nothing to remark. ``docs/datasets.md`` says more.

    Raises:
        CourseDataError: the installation is damaged.

    Example:
        >>> len(facts()) >= 225
        True
    """
    return MappingProxyType({entry["id"]: _fact(**entry) for entry in read_yaml("facts.yaml")})


def _fact(
    *,
    sources: list[str],
    value: float | str | None = None,
    unit: str | None = None,
    note: str | None = None,
    **rest: object,
) -> Fact:
    return Fact(sources=tuple(sources), value=value, unit=unit, note=note, **rest)  # type: ignore[arg-type]


def fact(fact_id: str) -> Fact:
    """Return one fact.

    Args:
        fact_id: such as ``"seed-kfor-total"``.

    Raises:
        CourseDataError: there is no such fact; the message names the nearest.

    Example:
        >>> fact("seed-kfor-total").value
        4700
    """
    try:
        return OWN[fact_id] if fact_id in OWN else facts()[fact_id]
    except (KeyError, TypeError):
        raise unknown("fact", fact_id, facts(), show_all=False) from None
