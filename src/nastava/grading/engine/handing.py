"""One submission as bytes: what a task carries, and the key under which its result is kept."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from nbgrader.utils import parse_utc

from nastava.grading.engine.result import NoteRow, note_row
from nastava.grading.engine.settings import GradingEngine
from nastava.grading.engine.wire import Blob, WireError, plain_path
from nastava.grading.links import NOTE, what_is_odd
from nastava.grading.notes import Note
from nastava.grading.words import NO_TIME
from nastava.text.messages import notice

# Where the system has no such flags (Windows), the look at each file before it is opened stands alone.
_FLAGS = (
    os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
)
TIMESTAMP = "timestamp.txt"


class RefusedError(Exception):
    """A folder that is not graded; the message says why, for the instructor."""


@dataclass(frozen=True)
class HandedIn:
    """What a student handed in."""

    student: str
    files: Mapping[str, Blob]
    #: What the instructor should know.
    notes: tuple[NoteRow, ...] = ()

    def key(self, bundle: str) -> str:
        """Return the name of the result: another file, assignment, key, setting or version gives another.

        Args:
            bundle: digest of the assignment.
        """
        return digest_of(self.files, bundle, self.student)


def digest_of(files: Mapping[str, Blob], *more: str) -> str:
    """Return a digest of files and words.

    Example:
        >>> digest_of({}, "a") == digest_of({}, "a"), digest_of({}, "a") == digest_of({"a": Blob(b"")})
        (True, False)
    """
    digest = hashlib.sha256()
    for words in more:
        digest.update(hashlib.sha256(words.encode("utf-8", "surrogatepass")).digest())
    for path, blob in sorted(files.items()):
        digest.update(hashlib.sha256(path.encode("utf-8", "surrogatepass")).digest())
        digest.update(hashlib.sha256(blob.data).digest())
    return digest.hexdigest()


def read_folder(folder: Path, limits: GradingEngine) -> dict[str, Blob]:
    """Read every file below a folder; of a link or special file comes a note that says what it was.

    Raises:
        RefusedError: the folder is a link, too large, can't be read, or has names that no other system takes.
    """
    if folder.is_symlink():
        raise RefusedError("The folder handed in is a link, which is not followed.")
    files: dict[str, Blob] = {}
    room = limits.max_megabytes * 2**20
    for path in _paths(folder):
        name = path.relative_to(folder).as_posix()
        try:
            plain_path(name)
            blob = _read(path, room)
        except WireError:
            raise RefusedError(f"A file has a name that can't be used: {name!r:.80}.") from None
        except OSError as error:
            raise RefusedError(f"{name!r:.80} can't be read ({error.strerror}).") from None
        files[name] = blob
        room -= len(blob.data)
        if room < 0:
            raise RefusedError(
                f"The submission is larger than {limits.max_megabytes} MB (GradingEngine.max_megabytes)."
            )
        if len(files) > limits.max_files:
            raise RefusedError(
                f"The submission has more than {limits.max_files} files (GradingEngine.max_files)."
            )
    return files


def read_submission_folder(student: str, folder: Path, limits: GradingEngine) -> HandedIn:
    """Read what a student handed in.

    Raises:
        RefusedError: see ``read_folder``.
    """
    files = read_folder(folder, limits)
    notes = []
    if TIMESTAMP in files and timestamp_of(files) is None:
        # nbgrader would stop at it.
        del files[TIMESTAMP]
        notes.append(note_row(Note("timestamp", "", notice(NO_TIME, file=TIMESTAMP)).to_plain()))
    return HandedIn(student, files, tuple(notes))


def timestamp_of(files: Mapping[str, Blob]) -> str | None:
    """Return when a submission was handed in, in UTC and ISO form, or None where that is not known.

    Example:
        >>> timestamp_of({"timestamp.txt": Blob(b"2024-03-14 12:00:00 CET")})
        '2024-03-14T11:00:00'
    """
    words = files[TIMESTAMP].data.decode("utf-8", "replace").strip() if TIMESTAMP in files else ""
    try:
        found = parse_utc(words) if words else None
    except (ValueError, OverflowError, TypeError, AttributeError):
        return None
    return str(found.isoformat()) if found is not None else None


def _paths(folder: Path) -> Iterator[Path]:
    for parent, folders, names in os.walk(folder):
        folders.sort()
        yield from (Path(parent, name) for name in (*sorted(names), *folders) if _is_file(Path(parent, name)))


def _is_file(path: Path) -> bool:
    return not stat.S_ISDIR(path.lstat().st_mode)


def _read(path: Path, room: int) -> Blob:
    what = what_is_odd(path)
    if what is None:
        # It may have become something else since: what was opened is looked at again.
        with os.fdopen(os.open(path, _FLAGS), "rb") as file:
            status = os.fstat(file.fileno())
            if stat.S_ISREG(status.st_mode):
                return Blob(file.read(room + 1), status.st_mode & 0o777)
        what = "a special file"
    return Blob(NOTE.format(what=what).encode("utf-8", "surrogateescape"))
