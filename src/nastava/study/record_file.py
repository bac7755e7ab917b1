"""The whole record as one file: out, in on another machine, and gone."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from nastava.answers.clock import now
from nastava.errors import RecordError
from nastava.locking import lock
from nastava.study.place import known_folders, note_deletion
from nastava.study.record import BUSY_TIME, NAME, Record
from nastava.study.record_event import Event

FORMAT = 1
#: Kinds that concern this machine's file alone.
_HERE = {"damaged", "told"}


def exported(record: Record) -> Iterator[str]:
    r"""Yield the record as JSON lines: first what it is, then an event a line.

    Raises:
        RecordError: the record can't be used.

    Example:
        >>> import tempfile
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     list(exported(Record(Path(folder))))
        ['{"nastava-record": 1}\n']
    """
    yield json.dumps({"nastava-record": FORMAT}) + "\n"
    for event in record.events():
        if event.kind not in _HERE:
            yield json.dumps(event.to_dict(), ensure_ascii=False) + "\n"


def imported(record: Record, lines: Iterable[str], name: str) -> int:
    """Add the events of an exported record; those that are there already count once. Return how many were new.

    Raises:
        RecordError: that is no exported record; nothing was added. Or the record can't be used.
    """
    rows = iter(lines)
    head = _json(next(rows, ""))
    if not isinstance(head, dict) or not isinstance(head.get("nastava-record"), int):
        raise RecordError(
            f"{name}: this is no record that was exported. Export one: nastava record export FILE"
        )
    if head["nastava-record"] > FORMAT:
        raise RecordError(f"{name}: a newer version of Nastava exported this. Update Nastava here first.")
    events = []
    for number, row in enumerate(rows, start=2):
        data = _json(row)
        try:
            events.append(Event.from_dict(data))
        except (KeyError, TypeError, ValueError, RecursionError):
            raise RecordError(f"{name}:{number}: this line is damaged, so that nothing was read. Export the record once more.") from None  # fmt: skip
    return record.add(events)


def _json(line: str) -> Any:
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        return None


def sheets_of(record: Record) -> list[Path]:
    """Return the answer sheets that fed the record, with what was set aside or waits beside them."""
    return [
        path
        for folder in known_folders(record.home)
        for path in sorted(folder.glob("*.json"))
        if path.is_file()
    ]


def delete(record: Record, *, answers: bool = False) -> list[Path]:
    """Delete the record, and also the copies that were set aside; return the answer sheets that remain.

    Only the time of deletion is kept, so that the sheets don't bring back what was deleted.

    Args:
        record: the learner's.
        answers: delete the answer sheets that fed it too.

    Raises:
        RecordError: a file can't be deleted.
    """
    sheets = sheets_of(record)
    try:
        record.home.mkdir(mode=0o700, parents=True, exist_ok=True)
        with lock(record.home / ".record.lock", BUSY_TIME):
            note_deletion(record.home, now())
            for path in (*record.home.glob(f"{NAME}*"), *record.home.glob("record.damaged-*")):
                path.unlink(missing_ok=True)
            if not answers:
                return sheets
            for path in sheets:
                path.unlink(missing_ok=True)
                path.with_name(f".{path.stem}.lock").unlink(missing_ok=True)
            (record.home / "folders.json").unlink(missing_ok=True)
            return []
    except OSError as error:
        raise RecordError(f"{error.filename}: this can't be deleted ({error.strerror or error}). Close what uses it and try again.") from error  # fmt: skip
