"""A learner at a review: a practice quiz over items of several banks, each of which may be rated."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from nastava.answers import Attempt, Sheet, new_attempt
from nastava.answers.clock import moment_of, now
from nastava.items import Item, ItemView
from nastava.study.asked import ASKED, RATING, name_in_review, review_bank
from nastava.study.due import Today
from nastava.study.rating import RATINGS, Review, rating_of, reviews_of
from nastava.study.record import Record
from nastava.study.record_event import Event
from nastava.study.schedule import Scheduler, day_of
from nastava.study.words import EASY, FORGOT, GOOD, HARD
from nastava.text.messages import catalogue, translator
from nastava.widget.messages import DAYS
from nastava.widget.session import QuizSession

_NAMES = {"again": FORGOT, "hard": HARD, "good": GOOD, "easy": EASY}


class ReviewSession(QuizSession):
    """One review.

    Args:
        today: what is asked.
        sheet: the month's answer sheet of reviews; a sitting of its own is begun on it.
        record: the learner's, for what was answered before.
    """

    def __init__(self, today: Today, sheet: Sheet, record: Record) -> None:
        self._known = {name_in_review(*known.key): known for known in today.items}
        self._scheduler = Scheduler.of(record)
        # Read once: an answer is never kept waiting for the record.
        self._before = {name: record.events_of(*known.key) for name, known in self._known.items()}
        super().__init__(review_bank(today.items, due=today.due, new=today.new), sheet=sheet)
        self.sittings.again()
        self._after_sitting()

    @property
    def may_begin_again(self) -> bool:
        """Never: what was just answered is not due."""
        return False

    def _about(self, item: ItemView) -> dict[str, Any]:
        return {**super()._about(item), ASKED: list(self._known[item.id].key)}

    def rate(self, item_id: object, rating: Any) -> None:
        """Keep the learner's own word on how well they knew an item that was answered."""
        item, word = self._item(item_id), rating_of(rating)
        attempts = self.attempts(item) if item is not None else []
        if item is None or word is None or not attempts:
            return
        response = {"attempt": attempts[0]["id"], "rating": word}
        entry = new_attempt(RATING, "", response, self.language, 0) | {ASKED: list(self._known[item.id].key)}
        self._saving(lambda: self.sheet.record(entry))

    def rating(self, item: ItemView, language: str) -> dict[str, Any] | None:
        """Return the four levels with when the item comes back after each, and the one that holds."""
        reviews = self.reviews(item)
        if not reviews:
            return None
        _ = translator(language)
        levels = [
            {
                "value": word,
                "name": _(_NAMES[word]),
                "when": in_days(self._days(item, reviews, word), language),
            }
            for word in RATINGS
        ]
        return {"levels": levels, "chosen": reviews[-1].rating}

    def reviews(self, item: ItemView) -> list[Review]:
        """Return the reviews of an item up to the one that goes on, which must have been answered; else none."""
        made = self.attempts(item)
        known = self._known[item.id]
        if not made or not isinstance(item, Item):
            return []
        before = {event.id: event for event in self._before[item.id]}
        before |= {attempt["id"]: self._event(item, attempt) for attempt in made}
        rated = [entry for entry in self.sheet.attempts(RATING) if entry.get(ASKED) == list(known.key)]
        before |= {entry["id"]: self._rated(entry) for entry in rated}
        return reviews_of(before.values(), {item.version, *item.same_meaning_as})

    def _days(self, item: ItemView, reviews: list[Review], word: str) -> int:
        last = reviews[-1]
        changed = Review(last.at, word, last.derived, last.first)
        due = self._scheduler.card(self._known[item.id].key, [*reviews[:-1], changed]).due
        today, then = (datetime.fromisoformat(day_of(at)) for at in (now(), due))
        return max(0, (then - today).days)

    def _event(self, item: Item, attempt: Attempt) -> Event:
        return Event(
            attempt["id"], "attempt", _moment(attempt), item=item.id, version=str(attempt.get("version")), mode="review",
            hints=int(attempt["hints"]), certainty=attempt.get("certainty"), solution="after_solution" in attempt,
            points=item.marked(attempt["response"]).points, worth=item.points,
        )  # fmt: skip

    def _rated(self, entry: Attempt) -> Event:
        response = entry["response"]
        return Event(
            entry["id"], "rating", _moment(entry), data=response if isinstance(response, dict) else {}
        )


def _moment(attempt: Attempt) -> datetime:
    return moment_of(attempt.get("at")) or now()


def in_days(days: int, language: str) -> str:
    """Return when something happens, in words.

    Example:
        >>> in_days(1, "en"), in_days(3, "en"), in_days(0, "en")
        ('in 1 day', 'in 3 days', 'today')
    """
    messages = catalogue(language)
    if days == 0:
        return messages.gettext("today")
    return messages.ngettext(*DAYS, days).format(n=days)
