"""What of a submission's folder its kernel gets: plain files, copied; links and special files stay behind."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass

#: Deeper folders than any course has are a trap.
_DEPTH = 16
_CHUNK = 1 << 20


class TooLargeError(OSError):
    """The files are larger than what the kernel may write."""


@dataclass(frozen=True)
class Entry:
    """A file or folder of a submission.

    Attributes:
        path: from the top of the submission.
        descriptor: of the open file; None for a folder, and for what is left out.
        size: in bytes.
        is_folder: whether it is a folder.
    """

    path: str
    descriptor: int | None
    size: int = 0
    is_folder: bool = False

    @property
    def left_out(self) -> bool:
        """Whether it is a link, a file with a second name (that may be the grader's), or no plain file at all."""
        return self.descriptor is None and not self.is_folder


def entries(source: str, *, at_most: int) -> Iterator[Entry]:
    """Yield what is in a folder, folders before what is in them; nothing is followed.

    A file is closed when the next entry is asked for.

    Args:
        source: the folder.
        at_most: bytes in all.

    Raises:
        OSError: the folder can't be read.
        TooLargeError: there is more than ``at_most``.
    """
    room = at_most
    for folder, name, path in _walk(source):
        try:
            descriptor = os.open(
                name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC, dir_fd=folder
            )
        except OSError:
            yield Entry(path, None)
            continue
        try:
            about = os.fstat(descriptor)
            if stat.S_ISDIR(about.st_mode):
                yield Entry(path, None, is_folder=True)
            elif stat.S_ISREG(about.st_mode) and about.st_nlink == 1:
                room -= about.st_size
                if room < 0:
                    raise TooLargeError(f"the submission's files are larger than {at_most} bytes in all")
                yield Entry(path, descriptor, about.st_size)
            else:
                yield Entry(path, None)
        finally:
            os.close(descriptor)


def copy_files(source: str, target: str, *, at_most: int, owner: tuple[int, int] | None = None) -> list[str]:
    """Copy the plain files of a folder; return the names of what was left out.

    Args:
        source: the folder.
        target: an empty folder.
        at_most: bytes in all.
        owner: user and group that the copies belong to.

    Raises:
        OSError: the folder can't be read.
        TooLargeError: there is more to copy than ``at_most``.
    """
    left_out: list[str] = []
    for entry in entries(source, at_most=at_most):
        place = os.path.join(target, entry.path)
        if entry.left_out:
            left_out.append(entry.path)
            continue
        if entry.descriptor is None:
            os.mkdir(place)
        else:
            with open(place, "wb") as copy:
                while chunk := os.read(entry.descriptor, _CHUNK):
                    copy.write(chunk)
        if owner:
            os.chown(place, *owner)
    return left_out


def _walk(source: str) -> Iterator[tuple[int, str, str]]:
    """Yield each entry: the descriptor of its folder, its name there, its path from the top; folders first."""
    flags = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
    waiting = [(os.open(source, flags), "")]
    while waiting:
        folder, top = waiting.pop()
        try:
            with os.scandir(folder) as entries:
                found = sorted((entry.name, entry.is_dir(follow_symlinks=False)) for entry in entries)
            for name, is_folder in found:
                path = os.path.join(top, name)
                yield folder, name, path
                if is_folder and path.count(os.sep) < _DEPTH:
                    try:
                        waiting.append((os.open(name, flags, dir_fd=folder), path))
                    except OSError:
                        continue
        finally:
            os.close(folder)
