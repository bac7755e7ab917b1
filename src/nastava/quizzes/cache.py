"""Banks that were read before, so that opening them again is quick: in this process, and on disk.

On disk lies what a valid bank's YAML says, as JSON, under the hash of the file's bytes; a bank is validated
anew each time that it is loaded, so that the cache saves reading YAML and nothing else. It is a convenience
throughout: where it can't be read or written, or is damaged, all goes on without it. Banks of graded quizzes
are kept nowhere: their keys stay in their own file.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import sys
import threading
from collections import OrderedDict
from pathlib import Path
from typing import Any, Generic, TypeVar

import nastava
from nastava.atomic import write_atomically
from nastava.content import PRIVATE

#: A folder named here holds the cache instead of the user's cache folder.
CACHE = "NASTAVA_CACHE"
#: Smaller banks are read in a few hundredths of a second, and are not written to disk.
MIN_BYTES = 128 * 1024
#: When the files are larger than this together, those not used for longest are removed.
MAX_BYTES = 128 * 1024 * 1024
#: Banks kept in this process.
MAX_BANKS = 8
_FORMAT = b"nastava bank 1 "

T = TypeVar("T")


class Loaded(Generic[T]):
    """What this process has loaded last, by path and by what the file holds: a changed file is another one."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[Path, str], T] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, path: Path, raw: bytes) -> T | None:
        """Return what was loaded from these bytes at this path."""
        key = path.absolute(), _digest(raw)
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
            return self._kept.get(key)

    def put(self, path: Path, raw: bytes, loaded: T) -> None:
        """Keep it; the one not used for longest makes room."""
        with self._lock:
            self._kept[path.absolute(), _digest(raw)] = loaded
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
    if len(raw) < MIN_BYTES:
        return None
    with contextlib.suppress(OSError, ValueError, RuntimeError):
        path = _file(raw)
        if not _is_ours(path.parent):
            return None
        head, _, body = path.read_bytes().partition(b"\n")
        if head != _FORMAT + _digest(body).encode():
            return None
        with contextlib.suppress(OSError):
            os.utime(path)  # used now: not the first to be removed
        return _json().from_json(body)
    return None


def keep(raw: bytes, data: Any) -> None:
    """Write the data of a valid bank, which must not be a graded quiz's, to the disk."""
    if len(raw) < MIN_BYTES:
        return
    with contextlib.suppress(OSError, ValueError, RuntimeError):
        body: bytes = _json().to_json(data)
        if _json().from_json(body) != data:  # dates and NaN: JSON doesn't have them
            return
        path = _file(raw)
        path.parent.parent.mkdir(parents=True, exist_ok=True)
        path.parent.mkdir(mode=0o700, exist_ok=True)
        if _is_ours(path.parent):
            write_atomically(path, _FORMAT + _digest(body).encode() + b"\n" + body, private=True)
            _make_room(path.parent)


def _file(raw: bytes) -> Path:
    # Another version of Nastava or of Python may read the same text in another way.
    version = f"{nastava.__version__} {sys.version_info[:2]} ".encode()
    return _folder() / f"{_digest(version + raw)}.json"


def _folder() -> Path:
    named = os.environ.get(CACHE)
    if named:
        return Path(named).expanduser() / "banks"
    from platformdirs import user_cache_path

    return user_cache_path("nastava", appauthor=False) / "banks"


def _is_ours(folder: Path) -> bool:
    """Return whether nobody else can have written there; a folder of ours that is open to others is shut."""
    if not hasattr(os, "geteuid"):
        return folder.is_dir()
    status = folder.lstat()
    if folder.is_symlink() or status.st_uid != os.geteuid():
        return False
    if status.st_mode & 0o077:
        folder.chmod(0o700)
    return not status.st_mode & 0o022


def _make_room(folder: Path) -> None:
    files = [(file.stat(), file) for file in folder.iterdir()]
    total = sum(status.st_size for status, _file in files)
    for status, file in sorted(files, key=lambda entry: entry[0].st_mtime_ns):
        if total <= MAX_BYTES:
            return
        file.unlink()
        total -= status.st_size


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _json() -> Any:
    import pydantic_core

    return pydantic_core
