"""Marking a whole answer sheet against a bank."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from nastava.items import Item, Score, Verdict
from nastava.items.model import Localized
from nastava.quizzes.arrange import settle
from nastava.quizzes.bank import Bank


@dataclass(frozen=True)
class ItemMark:
    """What one item earned.

    ``response`` is None where nothing was answered. ``outdated`` says that the item was changed after it
    was answered; it is scored as it stands now.
    """

    item: Item
    response: Any
    score: Score
    attempts: int
    outdated: bool = False

    @property
    def item_id(self) -> str:
        """The item's id."""
        return self.item.id

    @property
    def points(self) -> float:
        """Points earned."""
        return self.score.points

    @property
    def of(self) -> float:
        """Points to be had."""
        return self.score.of

    @property
    def feedback(self) -> tuple[Localized, ...]:
        """The authors' words on the response."""
        return tuple(dict(text) for text in self.score.feedback)


@dataclass(frozen=True)
class QuizMark:
    """What a sheet earned: the items in the bank's order, and their sum."""

    items: tuple[ItemMark, ...]

    @property
    def points(self) -> float:
        """Points earned, never below zero, rounded to a millionth, so that thirds add up."""
        return max(0.0, round(sum(item.points for item in self.items), 6))

    @property
    def of(self) -> float:
        """Points to be had."""
        return float(sum(item.of for item in self.items))


def mark(bank: Bank, attempts: Iterable[Mapping[str, Any]]) -> QuizMark:
    """Mark the sheet of a graded quiz: the last attempt at each item counts.

    Nothing random is taken from the sheet: the bank is settled as it was at release. Any JSON is taken: a response that is none scores zero. Attempts are in the order of the sheet.
    """
    bank = settle(bank)
    last: dict[str, Mapping[str, Any]] = {}
    counts: dict[str, int] = {}
    for attempt in attempts:
        id_ = attempt.get("item")
        if isinstance(id_, str):
            last[id_] = attempt
            counts[id_] = counts.get(id_, 0) + 1
    return QuizMark(tuple(_mark_item(item, last.get(item.id), counts.get(item.id, 0)) for item in bank.items))


def _mark_item(item: Item, attempt: Mapping[str, Any] | None, attempts: int) -> ItemMark:
    if attempt is None or attempt.get("response") is None:
        verdict: Verdict = "unmarked" if item.survey or item.by_hand else "wrong"
        return ItemMark(item, None, Score(0.0, 0.0 if item.survey else item.points, verdict), attempts)
    response = attempt["response"]
    outdated = attempt.get("version") != item.version
    return ItemMark(item, response, item.marked(response), attempts, outdated)
