"""From answer sheets to events. Scores are worked out here, from the bank: a sheet holds none."""

from __future__ import annotations

import contextlib
import sqlite3
import time
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

from nastava.answers import Attempt, Sheet, SheetContent, sheet_path
from nastava.answers.clock import moment_of
from nastava.answers.sittings import Sitting
from nastava.errors import BankError, QuizNotFoundError
from nastava.items import Item, ItemView
from nastava.quizzes import Bank, PublishedQuiz
from nastava.quizzes.arrange import arrange
from nastava.quizzes.find import find_quiz
from nastava.study.asked import ASKED, RATING, SHEETS, Known, review_bank
from nastava.study.place import deleted_at, known_folders, remember_folders
from nastava.study.record import Record, transaction
from nastava.study.record_event import Event
from nastava.text.numbers import count_of

#: Fields of an attempt that have a column of their own, or say where it belongs.
_TOLD = {"id", "item", "version", "at", "language", "hints", "certainty", "sitting", "after_solution", ASKED}


def catch_up(record: Record, folders: Iterable[Path] = (), *, until: float | None = None) -> int:
    """Feed the record from every sheet that changed since it was last read. Return how many events were new.

    Args:
        record: the record.
        folders: folders of answer sheets, besides those that are known and the working directory's own.
        until: by ``time.monotonic``; sheets that are not reached by then are read another time.

    Raises:
        RecordError: the record can't be used.
    """
    here = sheet_path("any").parent
    new = 0
    for folder in dict.fromkeys([*known_folders(record.home), here, *folders]):
        with contextlib.suppress(OSError):
            for path in sorted(folder.glob("*.json")):
                if until is not None and time.monotonic() > until:
                    return new
                new += feed_sheet(record, path)
    return new


def up_to_date(record: Record, folders: Iterable[Path] = ()) -> list[Event]:
    """Return all events, after the sheets were looked at. A record that is found damaged is made anew first.

    Raises:
        RecordError: the record can't be used.
    """
    while True:
        before = record.renewed
        catch_up(record, folders)
        events = list(record.events())
        if record.renewed == before:
            return events


def feed_sheet(record: Record, path: Path) -> int:
    """Feed the record from one sheet, if it changed since it was last read. Return how many events were new.

    Raises:
        RecordError: the record can't be used.
        OSError: the sheet can't be looked at.
    """
    if path.name.startswith(".") or "." in path.stem:  # set aside, or waiting
        return 0
    status = path.stat()
    seen = (status.st_size, status.st_mtime_ns)
    query = "SELECT size, mtime FROM sheets WHERE path = ?"
    if record.use(lambda db: db.execute(query, (str(path),)).fetchone()) == seen:
        return 0
    content = Sheet.read(path)
    reader = SheetReader(path, content, datetime.fromtimestamp(status.st_mtime, UTC))
    since = deleted_at(record.home)
    known = record.known([attempt["id"] for attempt in content.attempts])
    new = record.add(event for event in reader.events(besides=known) if since is None or event.at > since)
    remember_folders(record.home, [path.parent])
    if reader.is_whole and not content.newer:
        record.use(lambda db: _note(db, path, seen))
    return new


def _note(db: sqlite3.Connection, path: Path, seen: tuple[int, int]) -> None:
    with transaction(db):
        db.execute("INSERT OR REPLACE INTO sheets VALUES (?, ?, ?)", (str(path), *seen))


class SheetReader:
    """Reads the events off one sheet.

    Args:
        path: of the sheet; its name is the quiz's id.
        content: what it holds.
        at: the time for an attempt that doesn't tell one.
    """

    def __init__(self, path: Path, content: SheetContent, at: datetime) -> None:
        self._path = path
        self._content = content
        self._at = at
        self._sittings: Mapping[str, Sitting] = {each["id"]: each for each in content.sittings}
        self._quizzes: dict[str, Bank | PublishedQuiz | None] = {}
        #: Whether all that there is has been read: a test that goes on, or a missing bank, may say more another time.
        self.is_whole = True

    def events(self, besides: Collection[str] = ()) -> Iterator[Event]:
        """Yield an event for each attempt and rating that can be told, besides those with these ids."""
        is_review = self._path.stem.startswith(SHEETS)
        for attempt in self._content.attempts:
            quiz, id_ = self._path.stem, attempt["item"]
            if attempt["id"] in besides:
                continue
            if is_review:
                asked = attempt.get(ASKED)
                if not (
                    isinstance(asked, list)
                    and len(asked) == 2
                    and all(isinstance(name, str) for name in asked)
                ):
                    continue
                quiz, asked_id = asked
                if id_ == RATING:
                    yield self._rating(attempt, quiz, asked_id)
                    continue
                id_ = asked_id
            event = self._attempt(attempt, quiz, id_, is_review=is_review)
            if event is None:
                self.is_whole = False
            else:
                yield event

    def _rating(self, attempt: Attempt, quiz: str, item: str) -> Event:
        response = attempt["response"]
        data = response if isinstance(response, dict) else {}
        return Event(
            attempt["id"], "rating", self._moment(attempt), quiz=quiz, item=item, mode="review", data=data
        )

    def _attempt(self, attempt: Attempt, quiz: str, id_: str, *, is_review: bool) -> Event | None:
        found = self._quiz(quiz)
        sitting = self._sittings.get(attempt["sitting"]) if isinstance(attempt.get("sitting"), str) else None
        if found is None or (not is_review and found.mode == "test" and not (sitting or {}).get("ended")):
            return None
        item = next((each for each in found.items_in_order if each.id == id_), None)
        points, worth = self._score(found, item, attempt, sitting, is_review=is_review)
        certainty = attempt.get("certainty")
        return Event(
            attempt["id"],
            "attempt",
            self._moment(attempt),
            quiz=quiz,
            item=id_,
            version=str(attempt.get("version", "")),
            type=item.type if item else "",
            topic=item.tags.topic if isinstance(item, Item) else None,
            part=item.part if item else None,
            mode="review" if is_review else found.mode,
            sitting=sitting["id"] if sitting else None,
            language=str(attempt.get("language", "")),
            hints=count_of(attempt.get("hints")),
            certainty=certainty if certainty in (1, 2, 3) and not isinstance(certainty, bool) else None,
            solution=attempt.get("after_solution") is True,
            points=points,
            worth=worth,
            data={name: value for name, value in attempt.items() if name not in _TOLD},
        )  # fmt: skip

    def _score(
        self,
        quiz: Bank | PublishedQuiz,
        item: ItemView | None,
        attempt: Attempt,
        sitting: Sitting | None,
        *,
        is_review: bool,
    ) -> tuple[float | None, float | None]:
        """Return points and worth, or nothing where no key is at hand, or the item was changed since."""
        if not isinstance(quiz, Bank) or not isinstance(item, Item) or not item.worth:
            return None, None
        if not item.means(str(attempt.get("version"))):
            return None, None
        seed = str(sitting["seed"]) if sitting else ""
        try:
            if is_review:
                asked = review_bank([Known(quiz, item)])
                shown: Item = arrange(asked, seed, only=[asked.items[0].id]).items[0]
            else:
                shown = arrange(quiz, seed, only=[item.id]).items[0] if item.parameters else item
            return round(shown.marked(attempt["response"]).points, 6), shown.worth
        except Exception:  # noqa: BLE001  # a sheet may hold any JSON; what can't be scored has no score
            return None, None

    def _quiz(self, id_: str) -> Bank | PublishedQuiz | None:
        if id_ not in self._quizzes:
            try:
                self._quizzes[id_] = find_quiz(id_, self._path.parent.parent)
            except (QuizNotFoundError, BankError):
                self._quizzes[id_] = None
        return self._quizzes[id_]

    def _moment(self, attempt: Attempt) -> datetime:
        return moment_of(attempt.get("at")) or self._at
