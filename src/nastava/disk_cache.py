"""What was worked out before, kept on disk for the next process: a convenience, and never more.

An entry is JSON under a key, which has to name all that the entry depends on. Where the folder can't be read or
written, or may have been written by somebody else, or an entry is damaged, all goes on as if there were none.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nastava.atomic import write_atomically

#: A folder named here holds the caches instead of the user's cache folder.
CACHE = "NASTAVA_CACHE"
_FORMAT = "nastava cache 1"
#: What may go wrong: the system, the entry, a home that is not known.
_TROUBLE = (OSError, ValueError, RuntimeError)


@dataclass(frozen=True)
class DiskCache:
    """A folder of entries.

    Args:
        name: of the folder, below the user's cache folder.
        max_bytes: when the entries are larger than this together, those not used for longest are removed.

    Example:
        >>> DiskCache("renders", max_bytes=1000).get(digest("no such thing")) is None
        True
    """

    name: str
    max_bytes: int

    def get(self, key: str) -> Any | None:
        """Return what is kept under a key, which is a digest; None where nothing is."""
        with contextlib.suppress(*_TROUBLE):
            path = self._file(key)
            if not _is_ours(path.parent):
                return None
            head, _, body = path.read_bytes().partition(b"\n")
            if head != _head(key, body):
                return None
            with contextlib.suppress(OSError):
                os.utime(path)  # used now: not the first to be removed
            return _json().from_json(body)
        return None

    def put(self, key: str, data: Any) -> None:
        """Keep it, unless JSON can't hold it as it is."""
        with contextlib.suppress(*_TROUBLE):
            body: bytes = _json().to_json(data)
            if _json().from_json(body) != data:  # dates and NaN: JSON doesn't have them
                return
            path = self._file(key)
            path.parent.parent.mkdir(parents=True, exist_ok=True)
            path.parent.mkdir(mode=0o700, exist_ok=True)
            if _is_ours(path.parent):
                # A crash may tear the entry: its digest tells then.
                write_atomically(path, _head(key, body) + b"\n" + body, private=True, durable=False)
                self._make_room(path.parent)

    def _file(self, key: str) -> Path:
        return _root() / self.name / f"{key}.json"

    def _make_room(self, folder: Path) -> None:
        files = []
        for file in folder.iterdir():
            with contextlib.suppress(FileNotFoundError):  # another process makes room too
                files.append((file.lstat(), file))
        total = sum(status.st_size for status, _file in files)
        for status, file in sorted(files, key=lambda entry: entry[0].st_mtime_ns):
            if total <= self.max_bytes:
                return
            file.unlink(missing_ok=True)
            total -= status.st_size


def digest(*parts: str | bytes) -> str:
    """Return a key for these parts; what is divided in another way is another key.

    Example:
        >>> digest("ab", "c") == digest("a", "bc")
        False
    """
    whole = hashlib.sha256()
    for part in parts:
        raw = part.encode() if isinstance(part, str) else part
        whole.update(b"%d:" % len(raw))
        whole.update(raw)
    return whole.hexdigest()


def _root() -> Path:
    named = os.environ.get(CACHE)
    if named:
        return Path(named).expanduser()
    from platformdirs import user_cache_path

    return user_cache_path("nastava", appauthor=False)


def _head(key: str, body: bytes) -> bytes:
    return f"{_FORMAT} {key} {hashlib.sha256(body).hexdigest()}".encode()


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


def _json() -> Any:
    import pydantic_core

    return pydantic_core
