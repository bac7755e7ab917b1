"""The record is fed as answers are saved, in a thread of its own: a quiz never waits for it, nor fails with it.

A browser's Python has no threads: there it is fed at once.
"""

from __future__ import annotations

import contextlib
import queue
import threading
from pathlib import Path

from nastava.answers.listening import on_saved
from nastava.study.place import record_folder

#: Homes of records, each with a sheet that was saved.
_waiting: queue.Queue[tuple[Path, Path]] = queue.Queue()
_starting = threading.Lock()
_worker: threading.Thread | None = None


def listen() -> None:
    """Feed the record from now on, whenever a sheet of this process is saved."""
    on_saved(_saved)


def wait() -> None:
    """Return when all that was saved until now is in the record, as far as it can be."""
    _waiting.join()


def _saved(path: Path) -> None:
    global _worker  # noqa: PLW0603  # one thread for the process
    _waiting.put((record_folder(), path.absolute()))
    with _starting:
        if _worker is None or not _worker.is_alive():
            _worker = threading.Thread(target=_work, name="nastava-record", daemon=True)
            try:
                _worker.start()
            except RuntimeError:
                _worker = None
                _feed_next()


def _work() -> None:
    while True:
        _feed_next()


def _feed_next() -> None:
    home, path = _waiting.get()
    try:
        # What fails here is made good by the next review: the sheet is the truth.
        with contextlib.suppress(Exception):
            from nastava.study.record import Record
            from nastava.study.sheets import feed_sheet

            feed_sheet(Record(home), path)
    finally:
        _waiting.task_done()
