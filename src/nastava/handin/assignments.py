"""The assignments that lie in a learner's folder."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nastava.content import EXERCISES
from nastava.course.lessons import joined
from nastava.errors import NastavaError
from nastava.text.languages import LANGUAGES, WORKSPACE_MARKER, WRITTEN
from nastava.text.languages import language as language_of

#: Folders of a learner's that hold no assignment of theirs.
_OTHERS = {
    *LANGUAGES,
    "answers",
    "quizzes",
    "feedback",
    "receipts",
    "to-upload",
    "__pycache__",
    "node_modules",
}
#: Notebooks larger than this are not looked into.
_MAX_BYTES = 64 * 1024 * 1024
#: A home folder may hold anything; no more folders than these are looked through.
_MOST_FOLDERS = 3000

Cells = list[dict[str, Any]]


@dataclass(frozen=True)
class Assignment:
    """A folder with a notebook of nbgrader's in it.

    ``alone``: it came with the course, for those who study alone.
    """

    folder: Path
    alone: bool = False

    @property
    def name(self) -> str:
        """Its name in nbgrader."""
        return self.folder.name

    @property
    def notebooks(self) -> list[Path]:
        """Its notebooks, in alphabetical order."""
        found = (path for path in self.folder.glob("*.ipynb") if not path.name.startswith("."))
        return sorted(path for path in found if path.is_file() and not path.is_symlink())

    def title(self, language: str) -> str:
        """Return the heading of its first notebook, which may stand there in each written language."""
        for notebook in self.notebooks:
            for cell in cells_of(notebook):
                lines = (
                    joined(cell.get("source", "")).splitlines() if cell.get("cell_type") == "markdown" else []
                )
                headings = [line[2:].strip() for line in lines if line.startswith("# ")]
                if headings:
                    place = (
                        WRITTEN.index(language_of(language).written) if len(headings) == len(WRITTEN) else 0
                    )
                    return headings[place]
        return self.name


def root_of(folder: Path) -> Path:
    """Return where a learner's assignments lie: the workspace around a folder, else the folder above a language's.

    Example:
        >>> root_of(Path("/home/ana/en")).name
        'ana'
    """
    folder = folder.expanduser().absolute()
    for candidate in (folder, *folder.parents):
        if (candidate / WORKSPACE_MARKER).is_file():
            return candidate
    return folder.parent if folder.name in LANGUAGES else folder


def assignments_in(root: Path) -> list[Assignment]:
    """Return the assignments below a folder, at most two folders deep; those for studying alone come last."""
    own = root / EXERCISES
    found = [Assignment(folder, folder.parent == own) for folder in _folders(root) if _is_assignment(folder)]
    return sorted(found, key=lambda each: (each.alone, each.name.casefold(), str(each.folder)))


def find_assignment(root: Path, name: str) -> Assignment:
    """Return the assignment of a name: the instructor's before one of the course's exercises.

    Raises:
        NastavaError: there is none, or several; the message lists them.
    """
    found = assignments_in(root)
    wanted = [each for each in found if each.name == name] or [
        each for each in found if each.folder == Path(name).expanduser().absolute()
    ]
    given = [each for each in wanted if not each.alone] or wanted
    if len(given) > 1:
        places = ", ".join(str(each.folder) for each in given)
        raise NastavaError(f"There are several folders {name!r}: {places}. Give the path of one.")
    if not given:
        names = ", ".join(dict.fromkeys(each.name for each in found)) or "none"
        raise NastavaError(f"There is no assignment {name!r} in {root}. Those there are: {names}.")
    return given[0]


def cells_of(notebook: Path) -> Cells:
    """Return the cells of a notebook file; none where it can't be read."""
    try:
        if notebook.stat().st_size > _MAX_BYTES:
            return []
        cells = json.loads(notebook.read_bytes())["cells"]
        return [cell for cell in cells if isinstance(cell, dict) and isinstance(cell.get("metadata"), dict)]
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return []


def about(cell: dict[str, Any]) -> dict[str, Any]:
    """Return what nbgrader has noted on a cell.

    Example:
        >>> about({"metadata": {"nbgrader": {"grade": True}}})
        {'grade': True}
    """
    noted = cell["metadata"].get("nbgrader")
    return noted if isinstance(noted, dict) else {}


def _is_assignment(folder: Path) -> bool:
    return any(
        about(cell).get("grade") or about(cell).get("solution")
        for notebook in Assignment(folder).notebooks
        for cell in cells_of(notebook)
    )


def _folders(root: Path) -> Iterator[Path]:
    seen = 0
    for folder in _below(root):
        yield folder
        for deeper in _below(folder):
            seen += 1
            if seen > _MOST_FOLDERS:
                return
            yield deeper


def _below(folder: Path) -> list[Path]:
    try:
        with os.scandir(folder) as entries:
            return sorted(
                Path(entry.path)
                for entry in entries
                if not entry.name.startswith(".")
                and entry.name not in _OTHERS
                and entry.is_dir(follow_symlinks=False)
            )
    except OSError:
        return []
