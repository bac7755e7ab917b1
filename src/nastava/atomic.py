"""Writing a file so that a reader, or a crash, finds the old one or the new one and nothing between."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path

# The umask can only be read by setting it, so it is read once, before any thread starts.
_UMASK = os.umask(0)
os.umask(_UMASK)


def write_atomically(path: Path, data: bytes, *, private: bool = False, durable: bool = True) -> None:
    """Write to a temporary file, sync it, rename it over ``path`` and sync the folder.

    Folders above it are made as needed. A ``private`` file can be read by its owner alone; any other is as open
    as the system makes new files. One that is not ``durable`` is not synced: after a power cut it may be torn.

    Raises:
        OSError: as the system says; ``path`` is then as it was.

    Example:
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     write_atomically(Path(folder) / "answers" / "kfor.json", b"{}")
        ...     [path.name for path in Path(folder, "answers").iterdir()]
        ['kfor.json']
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".tmp")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            if durable:
                file.flush()
                os.fsync(file.fileno())
        if not private:
            # mkstemp's 0600 would shut out whoever else may read the folder, such as a grader.
            with contextlib.suppress(OSError):
                temporary.chmod(0o666 & ~_UMASK)
        temporary.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise
    if durable:
        sync_folder(path.parent)


def remove_leftovers(folder: Path, start: str) -> None:
    """Remove the temporary files of writers that were killed while writing files whose names begin with ``start``.

    To be called only where no other writer of such a file can be at work, as under their common lock. What
    can't be removed stays.

    Example:
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     Path(folder, ".kfor.json.x1y2.tmp").touch()
        ...     remove_leftovers(Path(folder), "kfor.")
        ...     list(Path(folder).iterdir())
        []
    """
    with contextlib.suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.startswith(f".{start}") and entry.name.endswith(".tmp"):
                with contextlib.suppress(OSError):
                    Path(entry.path).unlink()


def sync_folder(folder: Path) -> None:
    """Have the names in a folder on the disk, where the system can: after a rename, a new file, a removal.

    Example:
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     sync_folder(Path(folder))
    """
    # Windows can't open a folder; some network file systems refuse to sync one. The rename stands anyway.
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
