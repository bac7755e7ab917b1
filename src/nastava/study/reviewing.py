"""``review()`` in a notebook: what is due, as one quiz."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from html import escape
from pathlib import Path
from typing import Any

from nastava.answers.clock import now
from nastava.study import feed, settings
from nastava.study.asked import SHEETS
from nastava.study.due import Today, known_items, today
from nastava.study.record import Record
from nastava.study.schedule import Card, Key, day_of
from nastava.study.session import ReviewSession, in_days
from nastava.study.sheets import catch_up
from nastava.study.words import MORE_DUE, NEXT_DUE, NOTHING_BEGUN, NOTHING_DUE
from nastava.text.languages import current_language
from nastava.text.languages import language as language_of
from nastava.text.messages import Notice, notice, translator
from nastava.widget import QuizWidget
from nastava.widget.quiz import open_sheet


class Word:
    """What stands where there is no quiz to show."""

    def __init__(self, text: str, language: str) -> None:
        self._text = text
        self._language = language

    def _repr_mimebundle_(self, **_kwargs: Any) -> dict[str, str]:
        lang = language_of(self._language).tag
        style = "max-width:44em;font-size:var(--jp-content-font-size1,14px);line-height:1.55"
        return {
            "text/html": f'<p class="nastava-word" lang="{lang}" style="{style}">{escape(self._text)}</p>',
            "text/plain": self._text,
        }

    def __repr__(self) -> str:
        return self._text


def review(
    language: str | None = None,
    *,
    most: int | None = None,
    new: int | None = None,
    retention: float | None = None,
) -> QuizWidget | Word:
    """Return what is due today, across the course, as one quiz; as the last line of a cell it is shown.

    What is chosen here holds until it is chosen again.

    Args:
        language: code of the language to start with; default: the notebook's own.
        most: questions that are asked at once.
        new: questions a day that were not asked before, from parts of lessons that were begun.
        retention: the share of questions to be remembered when they come back, 0.7 to 0.97.

    Raises:
        RecordError: a setting makes no sense, or the record of answers can't be used.
    """
    code = current_language(language)
    record = opened()
    settings.choose(record, retention=retention, most=most, new=new)
    asked = due_now(record)
    news = record.news()
    if not asked.items:
        told = " ".join([*(each.say(code) for each in news), nothing_due(asked, now(), code)])
        return Word(told, code)
    session = ReviewSession(asked, open_sheet(sheet_name(now())), record)
    session.notices = (*news, *more_due(asked))
    return QuizWidget(session, code)


def opened(*folders: Path, until: float | None = None) -> Record:
    """Return the learner's record with everything that was answered until now.

    Args:
        folders: folders of answer sheets, besides those that are known.
        until: by ``time.monotonic``; what is not read by then is read another time.

    Raises:
        RecordError: it can't be used.
    """
    feed.listen()
    feed.wait()
    record = Record()
    catch_up(record, folders, until=until)
    return record


def due_now(record: Record, folder: Path | None = None) -> Today:
    """Return what is asked now."""
    return today(record, known_items(folder), now(), **settings.limits(record))


def sheet_name(at: datetime) -> str:
    """Return the name of the answer sheet of a time's reviews.

    Example:
        >>> sheet_name(datetime(2024, 5, 1))
        'review-of-2024-05'
    """
    return f"{SHEETS}{at:%Y-%m}"


def more_due(asked: Today) -> tuple[Notice, ...]:
    """Return the word on what waits besides, where something does."""
    left = asked.due + asked.new - len(asked.items)
    return (notice(MORE_DUE, n=left),) if left > 0 else ()


def nothing_due(asked: Today, at: datetime, language: str) -> str:
    """Return what is said where nothing is due: when something will be."""
    _ = translator(language)
    if not asked.begun:
        return _(NOTHING_BEGUN)
    days = due_by_day(asked.cards, at)
    if not days:
        return _(NOTHING_DUE)
    first = min(days)
    next_due = _(NEXT_DUE).format(when=in_days(first, language), n=days[first])
    return " ".join((_(NOTHING_DUE), next_due))


def due_by_day(cards: Mapping[Key, Card], at: datetime) -> dict[int, int]:
    """Return how many items are due in so many days; what is due already counts for today, 0."""
    today = datetime.fromisoformat(day_of(at))
    days = ((datetime.fromisoformat(day_of(card.due)) - today).days for card in cards.values())
    return dict(Counter(max(0, day) for day in days))
