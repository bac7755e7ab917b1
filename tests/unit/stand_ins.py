"""What stands in for the world in tests: a clock that the test sets, a disk that is full."""

from __future__ import annotations

import contextlib
import errno
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

NOON = datetime(2024, 5, 1, 12, tzinfo=UTC)


class Clock:
    """A clock that stands still unless time goes by; ``steady`` is the same time, as nobody can set it."""

    def __init__(self) -> None:
        self.time = NOON
        self.seconds = 0.0

    def steady(self) -> float:
        return self.seconds

    def __call__(self) -> datetime:
        return self.time

    def forward(self, **by: float) -> None:
        """Time goes by."""
        self.time += timedelta(**by)
        self.seconds += timedelta(**by).total_seconds()

    def put(self, **by: float) -> None:
        """Somebody sets the clock."""
        self.time += timedelta(**by)


@contextlib.contextmanager
def full_disk(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A disk on which no answer sheet can be written."""

    def fail(*_args: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as broken:
        broken.setattr("nastava.answers.sheet.write_atomically", fail)
        yield
