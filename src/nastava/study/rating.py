"""From answers to reviews with a rating: again, hard, good or easy. The time that an answer took plays no part."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from nastava.study.record_event import Event

#: From "did not know it" to "knew it at once"; their places, from 1, are those of the scheduler.
RATINGS = ("again", "hard", "good", "easy")
#: Answers to an item so soon after one another are one review: what is known then was just read.
ONE_REVIEW = timedelta(hours=4)
#: From this share of the points on an answer is partly remembered.
PARTLY = 0.5


@dataclass(frozen=True)
class Review:
    """One time that an item was asked.

    Attributes:
        at: when it was first answered then.
        rating: what the schedule goes by.
        derived: what the answer says; another than ``rating`` where the learner said otherwise.
        first: the answer that counts.
    """

    at: datetime
    rating: str
    derived: str
    first: Event


def reviews_of(events: Iterable[Event], versions: Collection[str]) -> list[Review]:
    """Return the reviews of one item, in order of time.

    Args:
        events: all of the item, in any order.
        versions: those of the item that ask the same as today's; what was answered to others is another item's.
    """
    ordered = sorted(events, key=lambda event: (event.at, event.seq))
    groups: list[list[Event]] = []
    for event in ordered:
        if event.kind != "attempt" or event.share is None or event.version not in versions:
            continue
        if groups and event.at - groups[-1][0].at < ONE_REVIEW:
            groups[-1].append(event)
        else:
            groups.append([event])
    said = {
        event.data.get("attempt"): event.data.get("rating") for event in ordered if event.kind == "rating"
    }
    reviews: list[Review] = []
    for group in groups:
        first = _that_counts(group)
        derived = derived_rating(first, is_new=not reviews)
        own = [rating for event in group if (rating := rating_of(said.get(event.id)))]
        reviews.append(Review(group[0].at, own[-1] if own else derived, derived, first))
    return reviews


def _that_counts(group: Sequence[Event]) -> Event:
    """Return the first answer; of a test the last, since answers could be changed until it ended."""
    first = group[0]
    same = [event for event in group if event.mode == "test" and event.sitting == first.sitting]
    return same[-1] if same else first


def derived_rating(answer: Event, *, is_new: bool) -> str:
    """Return what an answer says of how well the item was known.

    Args:
        answer: the first one of a review, scored.
        is_new: the item was never answered before.
    """
    share = answer.share or 0.0
    if answer.solution or share < PARTLY:
        return "again"
    if share < 1:
        return "again" if answer.hints else "hard"
    if answer.hints or answer.certainty == 1:
        return "hard"
    return "easy" if answer.certainty == 3 and not is_new else "good"


def rating_of(value: Any) -> str | None:
    """Return a rating from what a browser or a terminal sent, or None.

    Example:
        >>> rating_of("hard"), rating_of(3), rating_of("fine")
        ('hard', None, None)
    """
    return value if isinstance(value, str) and value in RATINGS else None
