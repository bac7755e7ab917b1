"""The lessons of a language as chapters of a book: which there are, in which order, and what their cells hold."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from nastava.cli.lesson import literal_calls
from nastava.course.lessons import joined
from nastava.course.lessons import lessons as lessons_in
from nastava.errors import CourseDataError
from nastava.text.cyrillic import to_cyrillic
from nastava.text.languages import language
from nastava.text.markdown import to_plain

#: Pages that are not read through: one leads to the others, one asks what is due.
START, GLOSSARY = "00-start", "glossary"
#: Pages that are of use in JupyterLab alone.
_NOT_ON_PAPER = {"00-first-steps", "review", "hand-in"}
_TITLE = re.compile(r"\A\s*#[ \t]+(.+?)[ \t]*(?:\n|\Z)")
#: A line of a list of sources, and several: publisher, then the title in italics as a link.
_SOURCE = re.compile(r"- .{1,400}?\[\*.{1,600}?\*\]\(https?://")
_SOURCES = re.compile(rf"^((?:{_SOURCE.pattern}.*\n?)+)", re.MULTILINE)
_NUMBERED = re.compile(r"0*(\d+)-")


@dataclass(frozen=True)
class Cell:
    """A cell as the book needs it; ``calls`` are the quizzes and figures that it shows by literal calls."""

    id: str
    kind: str
    source: str
    calls: tuple[tuple[str, list[Any], dict[str, Any]], ...] = ()
    attachments: Mapping[str, Any] = field(default_factory=dict)
    tags: tuple[str, ...] = ()


@dataclass(frozen=True)
class Chapter:
    """A lesson. ``label`` is its number, or a letter where it stands behind the lessons."""

    path: Path
    label: str
    title: str
    cells: tuple[Cell, ...]

    @property
    def name(self) -> str:
        """The name of its file without ending, which is its id in the book."""
        return self.path.stem

    @property
    def has_programs(self) -> bool:
        """Whether there is code to be read, besides what shows quizzes and figures."""
        return any(cell.kind == "code" and not cell.calls for cell in self.cells)


def chapters(root: Path, code: str) -> list[Chapter]:
    """Return the chapters in order: the numbered lessons, then pages numbered 0, which serve them all.

    Args:
        root: the folder with ``notebooks/``.
        code: code of the language.

    Raises:
        CourseDataError: one is no notebook.

    Example:
        >>> from nastava.content import content_root
        >>> [chapter.label for chapter in chapters(content_root(), "en")]
        ['1', '2', '3', '4', '5', '6', '7', '8', 'A']
    """
    first: list[tuple[str, Path]] = []
    last: list[Path] = []
    for path in lessons_in(root / "notebooks" / language(code).written):
        if path.stem in {START, GLOSSARY} | _NOT_ON_PAPER:
            continue
        number = _NUMBERED.match(path.name)
        if number is None or number[1] == "0":
            last.append(path)
        else:
            first.append((number[1], path))
    if len({number for number, _path in first}) < len(first):
        first = [(str(place), path) for place, (_number, path) in enumerate(first, start=1)]
    behind = [(chr(ord("A") + place), path) for place, path in enumerate(last)]
    return [read_chapter(path, label, code) for label, path in (*first, *behind)]


def page_of(root: Path, name: str, code: str) -> Chapter | None:
    """Return a page that is no lesson, such as the glossary, or None where the course has none."""
    path = root / "notebooks" / language(code).written / f"{name}.ipynb"
    return read_chapter(path, "", code) if path.is_file() else None


def read_chapter(path: Path, label: str, code: str) -> Chapter:
    """Return a notebook as a chapter, in the script of the language.

    Raises:
        CourseDataError: it is no notebook.
    """
    try:
        cells = tuple(_cells(json.loads(path.read_text(encoding="utf-8"))["cells"], code))
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise CourseDataError(
            f"{path}: not a notebook ({type(error).__name__}). Restore it from git, or save it anew."
        ) from error
    found = _TITLE.match(cells[0].source) if cells and cells[0].kind == "markdown" else None
    title = to_plain(found[1], inline=True) if found else path.stem
    if found:
        rest = cells[0].source[found.end() :]
        cells = (
            Cell(cells[0].id, cells[0].kind, rest, (), cells[0].attachments, cells[0].tags),
            *cells[1:],
        )
    return Chapter(path, label, title, cells)


def _cells(raw: list[dict[str, Any]], code: str) -> Iterator[Cell]:
    for cell in raw:
        source = joined(cell["source"])
        kind = cell["cell_type"]
        if kind == "markdown" and language(code).base:
            source = in_cyrillic(source)
        calls = tuple(literal_calls(source)) if kind == "code" else ()
        tags = tuple(cell.get("metadata", {}).get("tags", ()))
        yield Cell(cell.get("id", ""), kind, source, calls, cell.get("attachments", {}), tags)


def in_cyrillic(markdown: str) -> str:
    r"""Return a lesson's text in Cyrillic; titles in lists of sources stay in the script that they were printed in.

    Example:
        >>> in_cyrillic("Ovo je izvor:\n\n- Danas, [*Misija*](https://example.org), 2023")
        'Ово је извор:\n\n- Danas, [*Misija*](https://example.org), 2023'
    """
    return "".join(part if _SOURCE.match(part) else to_cyrillic(part) for part in _SOURCES.split(markdown))
