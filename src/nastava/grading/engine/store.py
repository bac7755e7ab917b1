"""Results on disk, each under the key of what it was made from."""

from __future__ import annotations

import contextlib
import os
import zlib
from collections.abc import Sequence
from pathlib import Path

from pydantic import BaseModel, ValidationError

from nastava.atomic import remove_leftovers, write_atomically
from nastava.grading.engine.result import NoteRow

#: Where the engine keeps its own, below the course.
FOLDER = Path(".nastava") / "grading"


_NOTES = "notes"


class _Kept(BaseModel):
    key: str
    notes: list[NoteRow]


class Store:
    """The results of one assignment, one a student.

    Args:
        root: top of the course.
        assignment: its name.
    """

    def __init__(self, root: Path, assignment: str) -> None:
        self.folder = root / FOLDER / assignment

    def get(self, student: str, key: str) -> bytes | None:
        """Return a result, or None where there is none that can be read."""
        try:
            return zlib.decompress(self._path(student, key).read_bytes())
        except (OSError, zlib.error):
            return None

    def has(self, student: str, key: str) -> bool:
        """Return whether there is a result."""
        return self._path(student, key).is_file()

    def drop(self, student: str, key: str) -> None:
        """Remove a result."""
        self._path(student, key).unlink(missing_ok=True)

    def put(self, student: str, key: str, data: bytes) -> None:
        """Keep a result; when this returns the disk has it. Only its owner can read it."""
        path = self._path(student, key)
        with contextlib.suppress(FileExistsError):
            self.folder.parent.mkdir(parents=True, mode=0o700, exist_ok=True)
        write_atomically(path, zlib.compress(data, 1), private=True)

    def tidy(self, student: str, key: str) -> None:
        """Remove a student's results under other keys."""
        folder = self._path(student, key).parent
        remove_leftovers(folder, "")
        with contextlib.suppress(OSError), os.scandir(folder) as entries:
            for entry in entries:
                if entry.name.endswith(".result") and entry.name != f"{key}.result":
                    Path(entry.path).unlink()

    def mark(self, student: str, name: str) -> str:
        """Return a word kept beside a student's results, '' where there is none."""
        try:
            return (self.folder / student / name).read_text(encoding="utf-8")
        except (OSError, ValueError):
            return ""

    def set_mark(self, student: str, name: str, word: str) -> None:
        """Keep a word beside a student's results."""
        write_atomically(self.folder / student / name, word.encode(), private=True)

    def keep_notes(self, student: str, key: str, notes: Sequence[NoteRow]) -> None:
        """Keep what the instructor should know, so that a run that changes nothing can tell it again."""
        if notes or self.mark(student, _NOTES):
            self.set_mark(student, _NOTES, _Kept(key=key, notes=list(notes)).model_dump_json())

    def notes(self, student: str, key: str) -> list[NoteRow]:
        """Return what is kept of a result; nothing where there is none, or it is another's."""
        words = self.mark(student, _NOTES)
        if not words:
            return []
        try:
            kept = _Kept.model_validate_json(words)
        except ValidationError:
            return []
        return kept.notes if kept.key == key else []

    def _path(self, student: str, key: str) -> Path:
        return self.folder / student / f"{key}.result"
