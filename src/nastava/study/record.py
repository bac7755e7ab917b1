"""The learner's record: every attempt on any quiz, in one SQLite database that only grows.

The answer sheets are the truth; the record is fed from them and can be made anew from them. It keeps a rollback
journal, since a home folder may lie on a network, where write-ahead logs don't work; it is opened for a moment
at a time, so that several kernels and a review share it.
"""

from __future__ import annotations

import contextlib
import json
import sqlite3
import uuid
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, TypeVar

from nastava.answers.clock import now
from nastava.atomic import sync_folder
from nastava.errors import RecordError
from nastava.locking import Timeout, lock
from nastava.study.place import record_folder
from nastava.study.record_event import COLUMNS, Event, Kind
from nastava.study.record_schema import bring_up_to_date
from nastava.study.words import SET_ASIDE
from nastava.text.messages import Notice, notice

NAME = "record.sqlite3"
#: Seconds to wait for another process that is writing.
BUSY_TIME = 20.0
#: Rows read at a time: between two such reads others may write.
CHUNK = 20_000

#: Values in one query; SQLite takes no more than 999 everywhere.
_AT_ONCE = 500
_DAMAGE = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
# Only names from this package stand in these texts.
_INSERT = f"INSERT OR IGNORE INTO events ({', '.join(COLUMNS)}) VALUES ({', '.join('?' * len(COLUMNS))})"  # noqa: S608
_SELECT = f"SELECT seq, {', '.join(COLUMNS)} FROM events"  # noqa: S608

T = TypeVar("T")


class Record:
    """The record in a folder.

    Args:
        home: the folder; default: ``NASTAVA_HOME``, else the system's folder for data of the user's programs.

    Example:
        >>> import tempfile
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     record = Record(Path(folder))
        ...     event = Event("a1", "attempt", now(), quiz="kfor", item="kfor-task")
        ...     record.add([event]), record.add([event]), [each.item for each in record.events()]
        (1, 0, ['kfor-task'])
    """

    def __init__(self, home: Path | None = None) -> None:
        self.home = home or record_folder()
        self.path = self.home / NAME
        #: How often this object has set a damaged database aside and begun a new one.
        self.renewed = 0

    # Reading -------------------------------------------------------------------------------------------

    def events(self, after: int = 0, kinds: Collection[Kind] = ()) -> Iterator[Event]:
        """Yield the events in the order in which they were recorded.

        Nothing is held open between them: the record can be written to meanwhile.

        Args:
            after: only those whose ``seq`` is larger, so that a reader can go on where it stopped.
            kinds: only these; default: all.

        Raises:
            RecordError: it can't be read; one message that says why.
        """
        wanted = f" AND kind IN ({', '.join('?' * len(kinds))})" if kinds else ""
        query = f"{_SELECT} WHERE seq > ?{wanted} ORDER BY seq LIMIT {CHUNK}"
        while True:
            rows = self._rows(query, after, *kinds)
            yield from map(Event.from_row, rows)
            if len(rows) < CHUNK:
                return
            after = rows[-1][0]

    def _rows(self, query: str, *values: Any) -> list[tuple[Any, ...]]:
        return self.use(lambda db: db.execute(query, values).fetchall())

    def events_of(self, quiz: str, item: str) -> list[Event]:
        """Return the events of one item, in the order in which they were recorded."""
        rows = self._rows(f"{_SELECT} WHERE quiz = ? AND item = ? ORDER BY seq", quiz, item)
        return [Event.from_row(row) for row in rows]

    def known(self, ids: Sequence[str]) -> set[str]:
        """Return those of the ids that are in the record."""
        found: set[str] = set()
        for start in range(0, len(ids), _AT_ONCE):
            some = ids[start : start + _AT_ONCE]
            query = f"SELECT id FROM events WHERE id IN ({', '.join('?' * len(some))})"  # noqa: S608  # question marks
            found |= {id_ for (id_,) in self._rows(query, *some)}
        return found

    def setting(self, name: str) -> Any:
        """Return what was chosen last for a setting, or None."""
        rows = self.use(
            lambda db: db.execute(
                "SELECT data FROM events WHERE kind = 'setting' AND item = ? ORDER BY seq DESC LIMIT 1",
                (name,),
            ).fetchall()
        )
        return json.loads(rows[0][0]).get("value") if rows else None

    # Writing -------------------------------------------------------------------------------------------

    def add(self, events: Iterable[Event]) -> int:
        """Add events; those whose id is there already are left out. Return how many were new.

        Raises:
            RecordError: it can't be written; one message that says why.
        """
        rows = [event.to_row() for event in events]

        def insert(db: sqlite3.Connection) -> int:
            with transaction(db):
                before = db.total_changes
                db.executemany(_INSERT, rows)
                return db.total_changes - before

        return self.use(insert) if rows else 0

    def set(self, name: str, value: Any) -> None:
        """Choose a setting; earlier choices stay in the record."""
        self.add([Event(uuid.uuid4().hex, "setting", now(), item=name, data={"value": value})])

    def news(self) -> list[Notice]:
        """Return what the learner has not been told yet, once."""
        damaged, told = [], 0
        for event in self.events(kinds=("damaged", "told")):
            if event.kind == "told":
                told = int(event.data.get("seq", 0))
            else:
                damaged.append(event)
        damaged = [event for event in damaged if event.seq > told]
        if damaged:
            self.add([Event(uuid.uuid4().hex, "told", now(), data={"seq": damaged[-1].seq})])
        return [notice(SET_ASIDE, file=event.data.get("file"), n=event.data.get("read")) for event in damaged]

    # The database --------------------------------------------------------------------------------------

    def use(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """Return what ``work`` returns, given the open database; a damaged one is set aside first.

        Raises:
            RecordError: the database can't be used; one message that says why.
        """
        for last in (False, True):
            try:
                with contextlib.closing(self._open()) as db:
                    return work(db)
            except sqlite3.Error as error:
                if last or not is_damage(error):
                    raise RecordError(f"{self.path}: the record can't be used ({error}). Nothing is lost: answers are on their sheets.") from error  # fmt: skip
            except OSError as error:
                raise RecordError(f"{self.path}: the record can't be used ({error.strerror or error}). Nothing is lost: answers are on their sheets.") from error  # fmt: skip
            self._set_aside()
        raise AssertionError  # the second time returns or raises

    def _open(self) -> sqlite3.Connection:
        self.home.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not self.path.exists():
            self.path.touch(mode=0o600)
        db = sqlite3.connect(self.path, timeout=BUSY_TIME, isolation_level=None)
        try:
            if db.execute("PRAGMA journal_mode").fetchone()[0] == "wal":  # somebody else's tool set it
                db.execute("PRAGMA journal_mode = DELETE")
            bring_up_to_date(db)
        except BaseException:
            db.close()
            raise
        return db

    def _set_aside(self) -> None:
        """Give a damaged database another name; what can be read of it goes into a new one."""
        try:
            with lock(self.home / ".record.lock", BUSY_TIME):
                if not self._is_damaged():
                    return  # another process was faster
                readable = list(self._readable())
                aside = self._rename()
                event = Event(
                    uuid.uuid4().hex, "damaged", now(), data={"file": aside.name, "read": len(readable)}
                )
                self.renewed += 1
                self.add([*readable, event])
        except (OSError, Timeout) as error:
            raise RecordError(f"{self.path}: the record is damaged and can't be put aside ({error}). Rename it.") from error  # fmt: skip

    def _is_damaged(self) -> bool:
        try:
            with contextlib.closing(self._open()) as db:
                for table in ("events", "sheets", "cards"):
                    db.execute(f"SELECT 1 FROM {table} LIMIT 1")  # noqa: S608  # these three
                return bool(db.execute("PRAGMA quick_check").fetchone()[0] != "ok")
        except sqlite3.Error as error:
            return is_damage(error)

    def _readable(self) -> Iterator[Event]:
        try:
            with contextlib.closing(
                sqlite3.connect(self.path, timeout=BUSY_TIME, isolation_level=None)
            ) as db:
                for row in db.execute(f"{_SELECT} ORDER BY seq"):
                    try:
                        yield Event.from_dict(Event.from_row(row).to_dict())
                    except (KeyError, TypeError, ValueError, RecursionError):
                        continue
        except sqlite3.Error:
            return

    def _rename(self) -> Path:
        stamp, more = now().strftime("%Y%m%dT%H%M%S%f"), 1
        aside = self.path.with_name(f"record.damaged-{stamp}.sqlite3")
        while aside.exists():  # a clock that stands still
            more += 1
            aside = self.path.with_name(f"record.damaged-{stamp}-{more}.sqlite3")
        journal = Path(f"{self.path}-journal")
        if journal.exists():
            journal.rename(f"{aside}-journal")
        self.path.rename(aside)
        sync_folder(self.home)
        return aside


def is_damage(error: sqlite3.Error) -> bool:
    """Return whether an error says that the file is no sound database."""
    code = getattr(error, "sqlite_errorcode", None)
    if code is None:
        return False
    # Tables that are missing though the version says they are there: half a file was put back by hand.
    return code & 0xFF in _DAMAGE or (code == sqlite3.SQLITE_ERROR and "no such table" in str(error))


@contextlib.contextmanager
def transaction(db: sqlite3.Connection) -> Iterator[None]:
    """Do all of it or nothing; others wait from the start, so that two writers never stand in each other's way."""
    db.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        if db.in_transaction:
            db.execute("ROLLBACK")
        raise
    db.execute("COMMIT")
