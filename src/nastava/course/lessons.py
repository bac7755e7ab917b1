"""Notebooks of the course as the checks read them: cells, and the facts that each cell says it teaches."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nastava.errors import CourseDataError


@dataclass(frozen=True)
class Cell:
    """A cell: its id, its kind ("markdown", "code", "raw"), its text, and ids of facts from its metadata.

    In the notebook file the ids stand in the cell's metadata: ``"nastava": {"facts": ["seed-kfor-total"]}``.
    """

    id: str
    kind: str
    source: str
    facts: tuple[str, ...]


@dataclass(frozen=True)
class Notebook:
    """A lesson or an assignment; ``lesson`` is the lesson's id from the notebook's metadata, "" where it has none."""

    path: Path
    cells: tuple[Cell, ...]
    lesson: str = ""


def read_notebook(path: Path) -> Notebook:
    """Read a notebook.

    Raises:
        CourseDataError: it is no notebook.
    """
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        lesson = data.get("metadata", {}).get("nastava", {}).get("lesson", "")
        return Notebook(path, tuple(_cell(cell) for cell in data["cells"]), lesson)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise CourseDataError(
            f"{path}: not a notebook ({type(error).__name__}). Restore it from git, or save it anew."
        ) from error


def _cell(cell: dict[str, Any]) -> Cell:
    facts = cell["metadata"].get("nastava", {}).get("facts", [])
    return Cell(
        id=cell.get("id", ""),
        kind=cell["cell_type"],
        source=joined(cell["source"]),
        facts=tuple(facts),
    )


def joined(source: str | list[str]) -> str:
    r"""Return the text of a cell, which a notebook file has whole or in lines.

    Example:
        >>> joined(["a\n", "b"]) == joined("a\nb")
        True
    """
    return source if isinstance(source, str) else "".join(source)


def lessons(root: Path) -> Iterator[Path]:
    """Yield the lessons of one language's folder, in order, its glossary, its pages of reviews and of handing in.

    Args:
        root: such as ``notebooks/en``.

    Example:
        >>> from nastava.content import notebooks_dir
        >>> next(iter(lessons(notebooks_dir() / "en"))).name
        '00-first-steps.ipynb'
    """
    yield from sorted(root.glob("[0-9]*.ipynb"))
    for name in ("glossary", "review", "hand-in"):
        yield from root.glob(f"{name}.ipynb")
