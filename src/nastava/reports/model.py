"""A class report as data."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from typing import Any

from nastava.classroom.gradebook import Kind
from nastava.reports.reading import Check
from nastava.reports.statistics import Chosen
from nastava.reports.statistics_certainty import Calibration
from nastava.reports.statistics_groups import Functioning
from nastava.reports.statistics_reliability import Reliability
from nastava.reports.words import Said
from nastava.text import WRITTEN
from nastava.text.messages import Notice

Words = Mapping[str, str]


@dataclass(frozen=True)
class ItemReport:
    """What is known of one item. Shares are of those who handed in a sheet; None stands for what can't be said."""

    id: str
    number: int
    type: str
    stem: Words
    points: float
    by_hand: bool
    facility: float | None
    item_rest: float | None
    index: float | None
    blanks: float
    not_reached: float
    seconds: float | None
    chance: float
    options: tuple[Chosen, ...]
    option_texts: Mapping[str, Words]
    said: tuple[tuple[str, int], ...]
    functioning: Functioning | None
    flags: tuple[Said, ...]


@dataclass(frozen=True)
class QuizReport:
    """What is known of one quiz. ``languages`` counts answer sheets; ``compared``: reference and focal language."""

    id: str
    title: Words
    sheets: int
    of: float
    mean: float | None
    sd: float | None
    guess: float
    reliability: Reliability | None
    languages: Mapping[str, int]
    compared: tuple[str, str] | None
    calibration: Calibration | None
    items: tuple[ItemReport, ...]
    notes: tuple[Said, ...]


@dataclass(frozen=True)
class CellReport:
    """What is known of a cell that gives points: a quiz, a test of code, or what people mark."""

    notebook: str
    name: str
    kind: Kind
    points: float
    facility: float | None
    item_rest: float | None
    waiting: int
    checks: tuple[Check, ...]


@dataclass(frozen=True)
class Coverage:
    """One cell of the blueprint: items of a topic that ask the same of the learner."""

    topic: str
    bloom: str
    items: int
    points: float
    facility: float | None


@dataclass(frozen=True)
class StudentRow:
    """A student's line; ``name`` is a pseudonym unless names were asked for."""

    name: str
    score: float
    penalty: float
    notes: tuple[Said | Notice, ...]


@dataclass(frozen=True)
class Report:
    """The report on one assignment."""

    assignment: str
    made: dt.datetime
    named: bool
    of: float
    mean: float
    median: float
    sd: float | None
    scores: tuple[float, ...]
    quizzes: tuple[QuizReport, ...]
    cells: tuple[CellReport, ...]
    topics: Mapping[str, Words]
    blueprint: tuple[Coverage, ...]
    students: tuple[StudentRow, ...]
    notes: tuple[Said, ...]

    @property
    def flags(self) -> tuple[Said, ...]:
        """What is worth a look, item by item."""
        return tuple(flag for quiz in self.quizzes for item in quiz.items for flag in item.flags)

    def to_dict(self) -> dict[str, Any]:
        """Return the report as JSON-able data; what can't be said is null."""
        return dict(_plain(self))

    def _repr_html_(self) -> str:
        from html import escape

        from nastava.reports.page import page

        # A frame keeps the page's style to itself.
        return (
            f'<iframe srcdoc="{escape(page(self))}" style="width:100%;height:80vh;border:0" sandbox></iframe>'
        )


def _plain(value: Any) -> Any:
    if isinstance(value, Said):
        return value.to_dict()
    if isinstance(value, Notice):
        return {language: value.say(language) for language in WRITTEN}
    if is_dataclass(value) and not isinstance(value, type):
        return {one.name: _plain(getattr(value, one.name)) for one in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): _plain(one) for key, one in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_plain(one) for one in value]
    if isinstance(value, dt.datetime):
        return value.isoformat()
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    return value
