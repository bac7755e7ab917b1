"""Banks that were read before, so that opening them again is quick: in this process, and on disk.

On disk lies what a valid bank's YAML says, as JSON, under the hash of the file's bytes; a bank is validated
anew each time that it is loaded, so that the cache saves reading YAML and nothing else. It is a convenience
throughout: where it can't be read or written, or is damaged, all goes on without it. Banks of graded quizzes
are kept nowhere: their keys stay in their own file.
"""

from __future__ import annotations

import os
import sys
import threading
from collections import OrderedDict
from pathlib import Path
from typing import Any, Generic, TypeVar

import nastava
from nastava.content import PRIVATE
from nastava.disk_cache import DiskCache, digest

#: Smaller banks are read in a few hundredths of a second, and are not written to disk.
MIN_BYTES = 128 * 1024
#: When the files are larger than this together, those not used for longest are removed.
MAX_BYTES = 128 * 1024 * 1024
#: Banks kept in this process.
MAX_BANKS = 8

T = TypeVar("T")


class Loaded(Generic[T]):
    """What this process has loaded last, by path and by what the file holds: a changed file is another one."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[Path, str], T] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, path: Path, raw: bytes) -> T | None:
        """Return what was loaded from these bytes at this path."""
        key = path.absolute(), digest(raw)
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
            return self._kept.get(key)

    def put(self, path: Path, raw: bytes, loaded: T) -> None:
        """Keep it; the one not used for longest makes room."""
        with self._lock:
            self._kept[path.absolute(), digest(raw)] = loaded
            while len(self._kept) > MAX_BANKS:
                self._kept.popitem(last=False)

    def clear(self) -> None:
        """Forget everything, as a new process would."""
        with self._lock:
            self._kept.clear()


def is_open(path: Path, mode: str) -> bool:
    """Return whether a bank's keys are no secret, so that a copy may be kept.

    Example:
        >>> is_open(Path("quizzes/kfor.yaml"), "practice"), is_open(Path("quizzes/graded/a.yaml"), "practice")
        (True, False)
    """
    place = path.resolve()
    private = os.environ.get(PRIVATE)
    return (
        mode != "graded"
        and "graded" not in place.parts
        and not (private and place.is_relative_to(Path(private).expanduser().resolve()))
    )


def recall(raw: bytes) -> Any | None:
    """Return the data of a bank whose file holds these bytes, or None where the cache doesn't have it."""
    return _on_disk().get(_key(raw)) if len(raw) >= MIN_BYTES else None


def keep(raw: bytes, data: Any) -> None:
    """Write the data of a valid bank, which must not be a graded quiz's, to the disk."""
    if len(raw) >= MIN_BYTES:
        _on_disk().put(_key(raw), data)


def _on_disk() -> DiskCache:
    return DiskCache("banks", MAX_BYTES)


def _key(raw: bytes) -> str:
    # Another version of Nastava or of Python may read the same text in another way.
    return digest(nastava.__version__, str(sys.version_info[:2]), raw)
