"""What to ask today: what is due, a few new items, topics mixed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from nastava.answers import sheet_path
from nastava.errors import BankError, QuizNotFoundError
from nastava.items import Item
from nastava.quizzes import Bank
from nastava.quizzes.find import find_quiz, quiz_names
from nastava.study.asked import Known
from nastava.study.record import Record
from nastava.study.schedule import Card, Key, Scheduler, cards_of, day_of, is_due

#: Items that one review asks at most, and those of them that are new, a day.
MOST, NEW = 20, 5


@dataclass(frozen=True)
class Today:
    """A day's review.

    Attributes:
        items: what is asked now, in this order.
        due: how many items are due, asked now or not.
        new: how many of ``items`` were never asked before.
        cards: of all items that were answered.
        begun: whether the learner has answered anything that can be asked again.
    """

    items: Sequence[Known]
    due: int
    new: int
    cards: Mapping[Key, Card]
    begun: bool


def known_items(folder: Path | None = None) -> dict[Key, Known]:
    """Return all items that can be asked and marked by the program, in the order of quizzes and items.

    A bank with faults is left out: it says so where it is opened.
    """
    found: dict[Key, Known] = {}
    root = sheet_path("any", folder).parent.parent
    for name in quiz_names(root):
        try:
            bank = find_quiz(name, root)
        except (BankError, QuizNotFoundError):
            continue
        if isinstance(bank, Bank):
            found |= {(bank.id, item.id): Known(bank, item) for item in bank.items if item.worth}
    return found


def plain_items(known: Mapping[Key, Known]) -> dict[Key, Item]:
    """Return the items alone."""
    return {key: each.item for key, each in known.items()}


def today(
    record: Record, known: Mapping[Key, Known], at: datetime, *, most: int = MOST, new: int = NEW
) -> Today:
    """Return what to ask at a time.

    Args:
        record: the learner's, up to date.
        known: what can be asked.
        at: the time.
        most: items that are asked at most.
        new: items a day that are asked in a review for the first time; from parts of quizzes that were begun.
    """
    scheduler = Scheduler.of(record)
    cards = cards_of(record, plain_items(known), scheduler)
    due = sorted(
        (key for key, card in cards.items() if is_due(card, at)),
        key=lambda key: (scheduler.recall_at(cards[key], at), key),
    )
    left = min(max(0, new - introduced(record, at)), max(0, most - len(due)))
    begun = {(key[0], known[key].item.part) for key in cards}
    fresh = [key for key, each in known.items() if key not in cards and (key[0], each.item.part) in begun]
    chosen = due[:most] + fresh[:left]
    return Today(interleaved([known[key] for key in chosen]), len(due), len(fresh[:left]), cards, bool(cards))


def introduced(record: Record, at: datetime) -> int:
    """Return how many items were asked in a review for the first time on the day of ``at``."""
    query = (
        "SELECT MIN(at) FROM events WHERE kind = 'attempt' GROUP BY quiz, item "
        "HAVING MIN(at) = MIN(CASE WHEN mode = 'review' THEN at END)"
    )
    rows = record.use(lambda db: db.execute(query).fetchall())
    day = day_of(at)
    return sum(day_of(datetime.fromisoformat(first)) == day for (first,) in rows)


def interleaved(items: Sequence[Known]) -> list[Known]:
    """Return the items with topics mixed: two of a topic follow each other only where no other is left.

    Within a topic the order stays.
    """
    waiting: dict[str, list[Known]] = {}
    for each in items:
        waiting.setdefault(each.item.tags.topic, []).append(each)
    mixed: list[Known] = []
    last = ""
    while any(waiting.values()):
        # The topic with most items left goes first: otherwise its items would follow each other at the end.
        topic = max((t for t in waiting if waiting[t]), key=lambda t: (t != last, len(waiting[t])))
        mixed.append(waiting[topic].pop(0))
        last = topic
    return mixed
