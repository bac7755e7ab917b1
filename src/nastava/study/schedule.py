"""When each item is due, by FSRS. What follows from the events is kept beside them, and worked out anew where they grew."""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from nastava.answers.clock import moment_of, stamp
from nastava.errors import RecordError
from nastava.items import Item
from nastava.study.rating import RATINGS, Review, reviews_of
from nastava.study.record import Record, transaction

if TYPE_CHECKING:
    import fsrs

Key = tuple[str, str]
#: Share of the items that the learner wants to remember when they are asked again.
RETENTION = 0.9
#: Between them the interval grows sensibly: below it little is learnt, above it everything is asked all the time.
LOWEST, HIGHEST = 0.7, 0.97
#: The hour at which a learner's day begins: who is up late has not begun the next one.
DAY_BEGINS = 4
#: Changes when the same events give other cards.
_RULES = 1


@dataclass(frozen=True)
class Card:
    """What is known of a learner's memory of an item.

    ``history``: for each review when it was, the stability after it in days, and its rating.
    """

    key: Key
    due: datetime
    stability: float
    difficulty: float
    history: Sequence[tuple[datetime, float, str]]

    @property
    def last(self) -> datetime:
        """When it was last asked."""
        return self.history[-1][0]


class Scheduler:
    """FSRS with days as the shortest steps: within a day, the quiz itself asks again.

    Args:
        retention: the share of items that the learner wants to remember.
        parameters: of the memory model; default: the library's.
    """

    def __init__(self, retention: float = RETENTION, parameters: Sequence[float] | None = None) -> None:
        import fsrs

        self._fsrs = fsrs
        given: dict[str, Any] = {} if parameters is None else {"parameters": tuple(parameters)}
        self.fsrs: fsrs.Scheduler = fsrs.Scheduler(
            desired_retention=retention, learning_steps=(), relearning_steps=(), enable_fuzzing=False, **given
        )
        self.retention = retention
        self.parameters: tuple[float, ...] = tuple(self.fsrs.parameters)

    @classmethod
    def of(cls, record: Record) -> Scheduler:
        """Return the scheduler with what the learner chose, and with the parameters that fit them."""
        retention, parameters = record.setting("retention"), record.setting("parameters")
        try:
            return cls(checked_retention(retention if retention is not None else RETENTION), parameters)
        except (TypeError, ValueError, RecordError):  # written by another version, or by hand
            return cls()

    def card(self, key: Key, reviews: Sequence[Review]) -> Card:
        """Return what follows from the reviews of an item, of which there must be one."""
        card, history = self._fsrs.Card(card_id=1), []
        for review in reviews:
            rating = self._fsrs.Rating(RATINGS.index(review.rating) + 1)
            card, _log = self.fsrs.review_card(card, rating, review.at)
            history.append((review.at, float(card.stability or 0), review.rating))
        return Card(key, card.due, float(card.stability or 0), float(card.difficulty or 0), history)

    def recall(self, days: Any, stability: Any) -> Any:
        """Return the chance that an item is remembered so many days after it was last asked. Takes arrays too.

        Example:
            >>> round(Scheduler().recall(10, 10), 3)
            0.9
        """
        decay = -self.parameters[20]
        factor = 0.9 ** (1 / decay) - 1
        return (1 + factor * days / stability) ** decay

    def recall_at(self, card: Card, at: datetime) -> float:
        """Return the chance that an item is remembered at a time."""
        days = max(0.0, (at - card.last).total_seconds() / 86_400)
        return float(self.recall(days, card.stability))


def checked_retention(value: Any) -> float:
    """Return a desired retention.

    Raises:
        RecordError: it is none.

    Example:
        >>> checked_retention(0.85)
        0.85
    """
    if isinstance(value, (int, float)) and not isinstance(value, bool) and LOWEST <= value <= HIGHEST:
        return float(value)
    raise RecordError(
        f"The share that you want to remember is a number from {LOWEST} to {HIGHEST}, not {value!r:.40}."
    )


def day_of(at: datetime) -> str:
    """Return the learner's day that a time belongs to, as YYYY-MM-DD, by the machine's time zone."""
    return (at.astimezone() - timedelta(hours=DAY_BEGINS)).date().isoformat()


def is_due(card: Card, at: datetime) -> bool:
    """Return whether an item is to be asked on the day of ``at``: at whatever hour it was asked the last time."""
    return day_of(card.due) <= day_of(at)


def cards_of(
    record: Record,
    items: Mapping[Key, Item],
    scheduler: Scheduler | None = None,
    *,
    until: float | None = None,
) -> dict[Key, Card]:
    """Return the cards of the items that were answered and scored.

    Args:
        record: the learner's.
        items: today's, by the ids of quiz and item.
        scheduler: default: the learner's own.
        until: by ``time.monotonic``; items that are not reached by then are left out, and found the next time.

    Raises:
        RecordError: the record can't be used.
    """
    scheduler = scheduler or Scheduler.of(record)
    model = f"{_RULES} {scheduler.retention} {' '.join(map(str, scheduler.parameters))}"
    counts, kept = record.use(_counts_and_kept)
    cards: dict[Key, Card] = {}
    changed: list[tuple[str, str, str, str]] = []
    for key, count in counts.items():
        if key not in items:
            continue
        if until is not None and time.monotonic() > until:
            break
        versions = {items[key].version, *items[key].same_meaning_as}
        basis = json.dumps([count, sorted(versions), model])
        if kept.get(key, ("", ""))[0] == basis:
            data = kept[key][1]
        else:
            reviews = reviews_of(record.events_of(*key), versions)
            data = json.dumps(_to_json(scheduler.card(key, reviews)) if reviews else None)
            changed.append((*key, basis, data))
        card = _from_json(key, json.loads(data))
        if card is not None:
            cards[key] = card
    if changed:
        record.use(lambda db: _keep(db, changed))
    return cards


def _counts_and_kept(db: sqlite3.Connection) -> tuple[dict[Key, int], dict[Key, tuple[str, str]]]:
    counts = db.execute(
        "SELECT quiz, item, COUNT(*) FROM events WHERE quiz != '' GROUP BY quiz, item"
    ).fetchall()
    kept = db.execute("SELECT quiz, item, basis, data FROM cards").fetchall()
    return {(quiz, item): n for quiz, item, n in counts}, {(quiz, item): (b, d) for quiz, item, b, d in kept}


def _keep(db: sqlite3.Connection, rows: Iterable[tuple[str, str, str, str]]) -> None:
    with transaction(db):
        db.executemany("INSERT OR REPLACE INTO cards VALUES (?, ?, ?, ?)", rows)


def _to_json(card: Card) -> dict[str, Any]:
    history = [[stamp(at), round(stability, 4), rating] for at, stability, rating in card.history]
    return {
        "due": stamp(card.due),
        "stability": card.stability,
        "difficulty": card.difficulty,
        "history": history,
    }


def _from_json(key: Key, data: dict[str, Any] | None) -> Card | None:
    if data is None:
        return None
    history = [(datetime.fromisoformat(at), stability, rating) for at, stability, rating in data["history"]]
    due = moment_of(data["due"])
    return None if due is None else Card(key, due, data["stability"], data["difficulty"], history)
