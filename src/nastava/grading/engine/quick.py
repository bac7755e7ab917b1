"""One engine for a worker's scratch gradebook, instead of nbgrader's new one for each look into it.

nbgrader opens its gradebook about ten times a submission. Each time SQLAlchemy would compile all statements anew,
and look for all tables, which was most of a worker's own time. The scratch gradebook always lies at the same
place and always has its tables; its connections are still closed each time.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from nbgrader import api
from sqlalchemy import Engine, create_engine, event


def quicken() -> None:
    """Make this process's gradebooks quick; for workers alone."""
    api.create_engine = _engine
    api.Base.metadata.create_all = _nothing_to_make
    event.listen(Engine, "connect", _no_waiting_for_the_disk)


@cache
def _engine(url: str, **options: Any) -> Engine:
    return create_engine(url, **options)


def _nothing_to_make(bind: Any, **options: Any) -> None:
    """The scratch gradebook is a copy of one that was made whole."""


def _no_waiting_for_the_disk(connection: Any, record: Any) -> None:
    """A scratch gradebook need not outlive a power failure."""
    connection.execute("PRAGMA synchronous=OFF")
    connection.execute("PRAGMA journal_mode=MEMORY")
