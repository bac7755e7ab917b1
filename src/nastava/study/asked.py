"""A review as a quiz: items of several banks, each under a name of its own, with what its bank says of it."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from nastava.items import Item
from nastava.quizzes import Bank

#: Begins the names of the sheets of reviews; a month's reviews share one, so that none grows without end.
SHEETS = "review-of-"
#: On an attempt of a review: the quiz and the item that it answers.
ASKED = "asked"
#: In place of an item's id: the learner's own word on how well they knew an item.
RATING = "rating"

_TITLE = {"en": "Review", "sr": "Ponavljanje"}
_COUNTS = {"en": "due: {due}, new: {new}", "sr": "na redu: {due}, novo: {new}"}
_MOST = 80


@dataclass(frozen=True)
class Known:
    """An item in its bank."""

    bank: Bank
    item: Item

    @property
    def key(self) -> tuple[str, str]:
        """The ids of quiz and item."""
        return self.bank.id, self.item.id


def name_in_review(quiz: str, item: str) -> str:
    """Return the id that an item has in a review.

    Example:
        >>> name_in_review("kfor", "task"), len(name_in_review("k" * 80, "t"))
        ('kfor-task', 80)
    """
    name = f"{quiz}-{item}"
    if len(name) <= _MOST:
        return name
    digest = hashlib.sha256(f"{quiz}/{item}".encode()).hexdigest()[:12]
    return f"{name[: _MOST - 13].rstrip('-')}-{digest}"


def as_asked(known: Known) -> Any:
    """Return the item as a review asks it: what its bank says of all items is said of it."""
    bank, item = known.bank, known.item
    changes: dict[str, Any] = {
        "id": name_in_review(*known.key),
        "part": None,
        "attempts": None,
        "certainty": bank.asks_certainty(item),
        "shuffle": bank.shuffle if item.shuffle is None else item.shuffle,
        "attempt_penalty": bank.penalty(item),
    }
    return item.model_copy(update=changes).as_variant_of(item)


def review_bank(items: Sequence[Known], *, due: int = 0, new: int = 0) -> Bank:
    """Return the items as a practice quiz, in this order.

    Args:
        items: what is asked.
        due: how many items are due, for the title.
        new: how many of those asked are new.
    """
    title = {code: f"{name} · {_COUNTS[code].format(due=due, new=new)}" for code, name in _TITLE.items()}
    topics: dict[str, Any] = {}
    for known in items:
        for topic, name in known.bank.topics.items():
            topics.setdefault(topic, name)
    # Every item was validated in its own bank.
    return Bank.model_construct(
        id="review", title=title, mode="practice", parts={}, topics=topics, attempts=None, time_limit=None,
        items=tuple(as_asked(known) for known in items),
    )  # fmt: skip
