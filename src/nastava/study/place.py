"""Where the learner's record lives, and which folders of answer sheets feed it."""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from nastava.answers.clock import moment_of, stamp
from nastava.atomic import write_atomically

#: Names the folder of the record; default: the system's folder for data of the user's programs.
HOME = "NASTAVA_HOME"
_FOLDERS = "folders.json"
_DELETED = "deleted.json"


def record_folder() -> Path:
    """Return the folder that holds the learner's record; it may not be there yet.

    Example:
        >>> record_folder().is_absolute()
        True
    """
    named = os.environ.get(HOME)
    if named:
        return Path(named).expanduser().absolute()
    from platformdirs import user_data_path

    return user_data_path("nastava", appauthor=False)


def known_folders(home: Path) -> list[Path]:
    """Return the folders of answer sheets that have fed the record in ``home``.

    They stand in a file of their own, so that a damaged record can be made anew from the sheets.
    """
    try:
        listed = json.loads((home / _FOLDERS).read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return []
    return [Path(each) for each in listed if isinstance(each, str)] if isinstance(listed, list) else []


def remember_folders(home: Path, folders: Iterable[Path]) -> None:
    """Add folders of answer sheets to those that are known. What can't be written is found again another time."""
    known = known_folders(home)
    new = [folder for folder in dict.fromkeys(folders) if folder not in known]
    if new:
        with contextlib.suppress(OSError):
            _write(home / _FOLDERS, [str(folder) for folder in (*known, *new)])


def deleted_at(home: Path) -> datetime | None:
    """Return when the record was deleted: sheets feed only what was answered since."""
    try:
        return moment_of(json.loads((home / _DELETED).read_text(encoding="utf-8")))
    except (OSError, ValueError, RecursionError):
        return None


def note_deletion(home: Path, at: datetime) -> None:
    """Keep the time of a deletion, and nothing else."""
    _write(home / _DELETED, stamp(at))


def _write(path: Path, content: object) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    write_atomically(path, json.dumps(content).encode(), private=True)
