"""Marking a whole answer sheet against a bank."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from nastava.items import Item, ItemView, Score, Verdict
from nastava.items.model import Localized
from nastava.quizzes.arrange import settle
from nastava.quizzes.bank import Bank, PublishedQuiz
from nastava.quizzes.released import Released, as_released

#: Longest response whose score is kept for others who say the same.
_LONGEST_KEPT = 200


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
    """What a sheet earned: the items in the order asked, and their sum.

    ``gone``: items that were released and are no longer in the bank; they earn nothing. ``unsure``: ids of items
    whose released numbers are not known for certain. ``stray``: ids that the sheet has answers to and that are
    not asked, as the sheet has them.
    """

    items: tuple[ItemMark, ...]
    gone: tuple[ItemView, ...] = ()
    unsure: tuple[str, ...] = ()
    stray: tuple[str, ...] = ()

    @property
    def points(self) -> float:
        """Points earned, never below zero, rounded to a millionth, so that thirds add up."""
        return max(0.0, round(sum(item.points for item in self.items), 6))

    @property
    def of(self) -> float:
        """Points to be had."""
        return float(
            sum(item.of for item in self.items) + sum(item.points for item in self.gone if not item.survey)
        )


def mark(
    bank: Bank, attempts: Iterable[Mapping[str, Any]], released: PublishedQuiz | None = None
) -> QuizMark:
    """Mark the sheet of a graded quiz: the last attempt at each item counts.

    Nothing random is taken from the sheet. Any JSON is taken: a response that is none scores zero.

    Args:
        bank: with the keys.
        attempts: in the order of the sheet.
        released: what was asked, from the instructor's own files; default: what the bank would ask if it were
            released today.

    Raises:
        BankError: an item of the bank is none with its parameters' values.
    """
    return Marker(bank, released).mark(attempts)


class Marker:
    """Marks the sheets of many learners: what was asked is worked out once, and equal responses are scored once.

    Args:
        bank: with the keys.
        released: what was asked; see ``mark``.

    Raises:
        BankError: an item of the bank is none with its parameters' values.
    """

    def __init__(self, bank: Bank, released: PublishedQuiz | None = None) -> None:
        self.asked = as_released(bank, released) if released else Released(settle(bank), (), ())
        self._scores: dict[tuple[str, bool, str], Score] = {}

    def mark(self, attempts: Iterable[Mapping[str, Any]]) -> QuizMark:
        """Mark a sheet; see ``nastava.quizzes.mark``."""
        return _mark(self, attempts)

    def score(self, item: Item, response: Any) -> Score:
        """Score a response to one of the items asked."""
        said = response if isinstance(response, str) else repr(response)
        key = (item.id, isinstance(response, str), said)
        if len(said) > _LONGEST_KEPT:
            return item.marked(response)
        if key not in self._scores:
            self._scores[key] = item.marked(response)
        return self._scores[key]


def _mark(marker: Marker, attempts: Iterable[Mapping[str, Any]]) -> QuizMark:
    asked = marker.asked
    last: dict[str, Mapping[str, Any]] = {}
    counts: dict[str, int] = {}
    for attempt in attempts:
        id_ = attempt.get("item")
        if isinstance(id_, str):
            last[id_] = attempt
            counts[id_] = counts.get(id_, 0) + 1
    marks = (_mark_item(marker, item, last.get(item.id), counts.get(item.id, 0)) for item in asked.bank.items)
    known = {item.id for item in (*asked.bank.items, *asked.gone)}
    stray = tuple(id_ for id_ in last if id_ not in known)
    return QuizMark(tuple(marks), asked.gone, asked.unsure, stray)


def _mark_item(marker: Marker, item: Item, attempt: Mapping[str, Any] | None, attempts: int) -> ItemMark:
    if attempt is None or attempt.get("response") is None:
        verdict: Verdict = "unmarked" if item.survey or item.by_hand else "wrong"
        return ItemMark(item, None, Score(0.0, 0.0 if item.survey else item.points, verdict), attempts)
    response = attempt["response"]
    outdated = attempt.get("version") != item.version
    return ItemMark(item, response, marker.score(item, response), attempts, outdated)
