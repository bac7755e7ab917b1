"""What of a submission's folder its kernel gets: plain files, copied; links and special files stay behind."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator

#: Deeper folders than any course has are a trap.
_DEPTH = 16
_CHUNK = 1 << 20


class TooLargeError(OSError):
    """The files are larger than what the kernel may write."""


def copy_files(source: str, target: str, *, at_most: int, owner: tuple[int, int] | None = None) -> list[str]:
    """Copy the plain files of a folder; return the names of what was left out.

    Nothing is followed: symbolic links, files with a second name (a hard link may lead to a file of the grader's),
    FIFOs, sockets and devices are left out.

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
    room = at_most
    for folder, name, top in _walk(source):
        place = os.path.join(target, top)
        try:
            descriptor = os.open(
                name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC, dir_fd=folder
            )
        except OSError:
            left_out.append(top)
            continue
        with open(descriptor, "rb") as file:
            about = os.fstat(descriptor)
            if stat.S_ISDIR(about.st_mode):
                os.mkdir(place)
            elif stat.S_ISREG(about.st_mode) and about.st_nlink == 1:
                room -= about.st_size
                if room < 0:
                    raise TooLargeError(f"{source}: the files are larger than {at_most} bytes in all")
                with open(place, "wb") as copy:
                    while chunk := file.read(_CHUNK):
                        copy.write(chunk)
            else:
                left_out.append(top)
                continue
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
