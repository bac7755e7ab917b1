"""Files laid into a folder, and a folder swapped in as a whole."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from pathlib import Path

from nastava.atomic import sync_folder
from nastava.grading.engine.wire import Blob, plain_path


def lay(folder: Path, files: Mapping[str, Blob], *, sync: bool = False) -> None:
    """Write files below a folder that nobody else writes to.

    Args:
        folder: made as needed.
        files: by their path in it.
        sync: return only when the disk has them.

    Raises:
        WireError: a path leads out of the folder.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for name, blob in files.items():
        path = folder / plain_path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("xb") as file:
            file.write(blob.data)
            if sync:
                file.flush()
                os.fsync(file.fileno())
        path.chmod(blob.mode)
    if sync:
        for parent, _, _ in os.walk(folder):
            sync_folder(Path(parent))


def swap_in(folder: Path, files: Mapping[str, Blob]) -> None:
    """Put a folder with these files in the place of whatever is there.

    It is written beside its place and renamed, so that a reader finds the old one or the new one, whole. A run
    that is killed between the two renames leaves none, and the next run lays it again.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    new, old = (folder.with_name(f".{folder.name}.{ending}") for ending in ("new", "old"))
    # Left by a run that was killed. Not looked for by a pattern: there may be as many folders here as students.
    _remove(new)
    _remove(old)
    new.mkdir(mode=0o700)
    try:
        new.chmod(0o755)
        lay(new, files, sync=True)
        if folder.is_symlink() or folder.exists():
            folder.rename(old)
        new.rename(folder)
    finally:
        shutil.rmtree(new, ignore_errors=True)
    sync_folder(folder.parent)
    _remove(old)


def _remove(path: Path) -> None:
    if path.is_symlink() or path.is_file():
        path.unlink()
    else:
        shutil.rmtree(path, ignore_errors=True)
