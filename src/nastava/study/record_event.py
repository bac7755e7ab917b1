"""One entry of the learner's record."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Literal

from nastava.answers.clock import moment_of, stamp

#: ``attempt``: a response to an item. ``rating``: the learner's own word on how well they knew it. ``setting``: a
#: choice such as the desired retention. ``damaged``: a damaged record was set aside. ``told``: the learner knows.
Kind = Literal["attempt", "rating", "setting", "damaged", "told"]

#: Columns of the table ``events``, in the order of the fields; ``seq`` comes first there.
COLUMNS = (
    "id", "kind", "at", "quiz", "item", "version", "type", "topic", "part", "mode", "sitting",
    "language", "hints", "certainty", "solution", "points", "worth", "data",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Event:
    """What happened, once.

    Attributes:
        id: of the attempt on the answer sheet; the same id is recorded once.
        kind: see ``Kind``.
        at: when, in UTC; by the machine's clock, which may have been wrong.
        quiz: id of the quiz that the item belongs to, also where it was asked in a review.
        item: id of the item; empty where the event is about none.
        version: of the item that was answered.
        type: of the item, such as ``numeric``.
        topic: of the item; None where no bank with its tags was at hand.
        part: of the quiz.
        mode: how it was asked: practice, test, graded or review.
        sitting: id of the sitting on the answer sheet.
        language: code of the language of the screen.
        hints: how many had been opened.
        certainty: 1 to 3, where it was asked for.
        solution: whether the solution had been shown before.
        points: earned, None where no key was at hand.
        worth: points of the item, None where no key was at hand.
        data: the rest, JSON: ``response`` of an attempt, ``attempt`` and ``rating`` of a rating.
        seq: its place in the record; 0 before it is there. Order of recording, not of time.
    """

    id: str
    kind: Kind
    at: datetime
    quiz: str = ""
    item: str = ""
    version: str = ""
    type: str = ""
    topic: str | None = None
    part: str | None = None
    mode: str = ""
    sitting: str | None = None
    language: str = ""
    hints: int = 0
    certainty: int | None = None
    solution: bool = False
    points: float | None = None
    worth: float | None = None
    data: Mapping[str, Any] = field(default_factory=dict)
    seq: int = 0

    @property
    def share(self) -> float | None:
        """The share of the points that was earned, 0 to 1; None where no key was at hand."""
        return (
            max(0.0, min(1.0, self.points / self.worth)) if self.points is not None and self.worth else None
        )

    def to_row(self) -> tuple[Any, ...]:
        """Return the values of ``COLUMNS``."""
        values = {name: getattr(self, name) for name in COLUMNS}
        values |= {"at": stamp(self.at), "solution": int(self.solution)}
        values["data"] = json.dumps(dict(self.data), ensure_ascii=False)
        return tuple(values.values())

    @classmethod
    def from_row(cls, row: tuple[Any, ...]) -> Event:
        """Return the event that a row of ``seq`` and ``COLUMNS`` holds."""
        values = dict(zip(("seq", *COLUMNS), row, strict=True))
        values["at"] = moment_of(values["at"]) or datetime(1970, 1, 1, tzinfo=UTC)
        values |= {"solution": bool(values["solution"]), "data": json.loads(values["data"])}
        return cls(**values)

    def to_dict(self) -> dict[str, Any]:
        """Return it as JSON-able data, without its place in the record.

        Example:
            >>> at = datetime(2024, 5, 1, tzinfo=UTC)
            >>> Event.from_dict(Event("a1", "attempt", at, quiz="kfor").to_dict()).quiz
            'kfor'
        """
        named = dict(zip(COLUMNS, self.to_row(), strict=True))
        return {**named, "solution": self.solution, "data": dict(self.data)}

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Event:
        """Return the event from what ``to_dict`` gave.

        Raises:
            KeyError, TypeError, ValueError: it is none.
        """
        values = [data[name] for name in COLUMNS[:-1]]
        strings = ("id", "kind", "at", "quiz", "item", "version", "type", "mode", "language")
        if not all(isinstance(data[name], str) for name in strings) or moment_of(data["at"]) is None:
            raise ValueError("a text is missing")
        if not isinstance(data["data"], dict):
            raise TypeError("'data' is no mapping")
        return cls.from_row((0, *values, json.dumps(data["data"])))
