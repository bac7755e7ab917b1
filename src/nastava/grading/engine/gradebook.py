"""The course's gradebook, open for one run alone."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

from filelock import FileLock, Timeout
from nbgrader.api import Gradebook
from sqlalchemy import NullPool, create_engine, text
from sqlalchemy.engine import make_url

from nastava.classroom.gradebook import shown, told
from nastava.errors import NastavaError
from nastava.grading.engine.course import OpenCourse
from nastava.grading.engine.store import FOLDER

#: Name of the lock that a run holds in a PostgreSQL database: the same for all of them.
_LOCK = int.from_bytes(b"nastava", "big")


@contextlib.contextmanager
def open_alone(course: OpenCourse) -> Iterator[Gradebook]:
    """Open the gradebook of a course; let only one run write to it at a time.

    A course's folder is locked, and so is a gradebook on a server, which a copy of the folder may share. Both
    locks end with the process that holds them, however it ends.

    Raises:
        NastavaError: another run is at work, or the gradebook can't be opened.
    """
    url = course.folders.db_url
    with _locked_folder(course.root), _locked_server(url):
        with told(url):
            gradebook = Gradebook(url, course.folders.course_id)
        with gradebook:
            yield gradebook


@contextlib.contextmanager
def _locked_folder(root: Path) -> Iterator[None]:
    folder = root / FOLDER
    folder.mkdir(parents=True, mode=0o700, exist_ok=True)
    lock = FileLock(folder / "lock", timeout=0)
    try:
        lock.acquire()
    except Timeout:
        raise NastavaError(
            f"{root}: another 'nastava grade' is at work here. Wait until it is done."
        ) from None
    try:
        yield
    finally:
        lock.release()


@contextlib.contextmanager
def _locked_server(url: str) -> Iterator[None]:
    with told(url):
        postgres = make_url(url).get_backend_name() == "postgresql"
    if not postgres:
        yield
        return
    with told(url):
        # Without a transaction, in which servers let nobody stay idle.
        engine = create_engine(url, poolclass=NullPool, isolation_level="AUTOCOMMIT")
        connection = engine.connect()
    with connection:
        with told(url):
            free = connection.execute(text("SELECT pg_try_advisory_lock(:name)"), {"name": _LOCK}).scalar()
        if not free:
            raise NastavaError(
                f"{shown(url)}: another 'nastava grade' is at work on this gradebook. Wait until it is done."
            )
        yield
