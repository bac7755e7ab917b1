"""What a learner's record says of their progress: sums over the record, none of which reads it row by row."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from nastava.course.figures.controls import Localized
from nastava.study.asked import Known
from nastava.study.due import plain_items
from nastava.study.record import Record
from nastava.study.schedule import DAY_BEGINS, Card, Key, Scheduler, cards_of, day_of, is_due

#: Days that are looked back and ahead.
DAYS = 30
#: An item that was not known so often is a hard one for this learner.
OFTEN = 4

_ACTIVITY = """
    SELECT date(at, 'localtime', ?), COUNT(*), SUM(mode = 'review')
    FROM events WHERE kind = 'attempt' AND at >= ? GROUP BY 1
"""
_CERTAINTY = """
    SELECT certainty, SUM(points >= worth), COUNT(*) FROM events
    WHERE kind = 'attempt' AND certainty IS NOT NULL AND points IS NOT NULL GROUP BY certainty
"""


@dataclass(frozen=True)
class Topic:
    """What is known of a topic: ``remembered`` is the sum of the chances of recall of its items."""

    id: str
    name: Localized
    total: int
    answered: int
    remembered: float


@dataclass(frozen=True)
class Progress:
    """All that is drawn and said.

    Attributes:
        at: the time.
        topics: in the order of the quizzes.
        due: items due in so many days, from today, 0, on.
        activity: by day, the last one today: answers, and how many of them in reviews.
        certainty: by level the number of right answers, and of all.
        cards: of the items that were answered.
        known: all items.
        scheduler: the learner's.
        hard: items that were not known again and again, with how often.
        is_whole: everything was counted in the time that there was.
    """

    at: datetime
    topics: Sequence[Topic]
    due: Sequence[int]
    activity: Sequence[tuple[str, int, int]]
    certainty: Mapping[int, tuple[int, int]]
    cards: Mapping[Key, Card]
    known: Mapping[Key, Known]
    scheduler: Scheduler
    hard: Sequence[tuple[Known, int]]
    is_whole: bool

    def topic_of(self, key: Key) -> str:
        """Return the topic of an item."""
        return self.known[key].item.tags.topic


def gathered(
    record: Record, known: Mapping[Key, Known], at: datetime, *, until: float | None = None
) -> Progress:
    """Return the progress at a time.

    Args:
        record: the learner's, up to date.
        known: what can be asked.
        at: the time.
        until: by ``time.monotonic``; what is not counted by then is left out.
    """
    scheduler = Scheduler.of(record)
    cards = cards_of(record, plain_items(known), scheduler, until=until)
    since = at - timedelta(days=DAYS + 1)
    days, certainty = record.use(lambda db: _sums(db, since.strftime("%Y-%m-%dT%H")))
    lapses = {
        key: sum(rating == "again" for _at, _days, rating in card.history) for key, card in cards.items()
    }
    hard = sorted(((known[key], n) for key, n in lapses.items() if n >= OFTEN), key=lambda pair: -pair[1])
    is_whole = until is None or time.monotonic() <= until
    return Progress(
        at, _topics(known, cards, scheduler, at), _due(cards, at), _filled(days, at), certainty, cards, known, scheduler, hard, is_whole
    )  # fmt: skip


def _sums(
    db: sqlite3.Connection, since: str
) -> tuple[dict[str, tuple[int, int]], dict[int, tuple[int, int]]]:
    days = {
        day: (answers, reviews)
        for day, answers, reviews in db.execute(_ACTIVITY, (f"-{DAY_BEGINS} hours", since))
    }
    certainty = {level: (right, total) for level, right, total in db.execute(_CERTAINTY)}
    return days, certainty


def _topics(
    known: Mapping[Key, Known], cards: Mapping[Key, Card], scheduler: Scheduler, at: datetime
) -> list[Topic]:
    items: dict[str, list[Key]] = {}
    for key, each in known.items():
        items.setdefault(each.item.tags.topic, []).append(key)
    found = []
    for id_, keys in items.items():
        answered = [cards[key] for key in keys if key in cards]
        remembered = sum(scheduler.recall_at(card, at) for card in answered)
        found.append(Topic(id_, _name(known[keys[0]], id_, known), len(keys), len(answered), remembered))
    return found


def _name(one: Known, topic: str, known: Mapping[Key, Known]) -> Localized:
    if topic in one.bank.topics:
        return one.bank.topics[topic]
    if all(item.tags.topic == topic for item in one.bank.items):
        return one.bank.title
    return {"en": topic.replace("-", " ")}


def _due(cards: Mapping[Key, Card], at: datetime) -> list[int]:
    counts = [0] * (DAYS + 1)
    today = datetime.fromisoformat(day_of(at))
    for card in cards.values():
        days = 0 if is_due(card, at) else (datetime.fromisoformat(day_of(card.due)) - today).days
        if days <= DAYS:
            counts[days] += 1
    return counts


def _filled(days: Mapping[str, tuple[int, int]], at: datetime) -> list[tuple[str, int, int]]:
    today = datetime.fromisoformat(day_of(at))
    listed = [(today - timedelta(days=back)).date().isoformat() for back in range(DAYS - 1, -1, -1)]
    return [(day, *days.get(day, (0, 0))) for day in listed]
