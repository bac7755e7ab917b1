"""``nastava course new``: a small course that works, to begin with."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from pathlib import Path

from nastava.errors import NastavaError

_FILES = Path(__file__).with_name("course_files")
#: What is written where.
_PLACES: Mapping[str, str] = {
    "nbgrader_config.txt": "nbgrader_config.py",
    "readme.txt": "README.md",
    "gitignore.txt": ".gitignore",
    "facts.txt": "facts.yaml",
    "sources.txt": "sources.yaml",
    "lesson-en.ipynb": "notebooks/en/01-first-lesson.ipynb",
    "lesson-sr.ipynb": "notebooks/sr/01-first-lesson.ipynb",
    "bank.txt": "quizzes/first-lesson.yaml",
    "graded.txt": "quizzes/graded/first-assignment.yaml",
    "assignment.ipynb": "solutions/first-assignment/first-assignment.ipynb",
    "test_course.txt": "tests/test_course.py",
}
ASSIGNMENT = "first-assignment"


def course_id(folder: Path) -> str:
    """Return the id of a course by the name of its folder: letters, digits and hyphens, as nbgrader likes them.

    Example:
        >>> course_id(Path("Čitanje izvještaja 2026")), course_id(Path("Курс"))
        ('citanje-izvjestaja-2026', 'course')
    """
    plain = unicodedata.normalize("NFKD", folder.name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "course"


def write_course(folder: Path) -> list[Path]:
    """Write a course and return its files. Nothing is written over, and nothing is left where it fails.

    Raises:
        NastavaError: one of the files is there already, or the folder can't be written.
    """
    folder = folder.absolute()
    targets = {name: folder / place for name, place in _PLACES.items()}
    there = [path for path in targets.values() if path.exists() or path.is_symlink()]
    if there:
        raise NastavaError(f"{there[0]} is there already. Nothing was written; name a folder of its own.")
    written: list[Path] = []
    made: list[Path] = []
    try:
        for name, path in targets.items():
            made += _make_folders(path.parent)
            text = (_FILES / name).read_text(encoding="utf-8").replace("@COURSE@", course_id(folder))
            with path.open("x", encoding="utf-8", newline="\n") as file:
                written.append(path)
                file.write(text)
    except OSError as error:
        for path in written:
            path.unlink(missing_ok=True)
        for path in reversed(made):
            path.rmdir()
        raise NastavaError(
            f"{error.filename or folder} can't be written ({error.strerror}). Nothing was left behind; name another folder."
        ) from None
    return written


def _make_folders(folder: Path) -> list[Path]:
    """Make a folder with those above it; return what was made, the uppermost first."""
    missing = [one for one in (folder, *folder.parents) if not one.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    return missing[::-1]
