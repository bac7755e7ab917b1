"""Where the course teaches, asks and uses each fact of the article that it starts from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from nastava.course.facts import facts
from nastava.course.lessons import Notebook, lessons, read_notebook
from nastava.quizzes import Bank

_ABOUT = """\
The course starts from one news article. Each statement of it is taught in a lesson, asked in a practice item, and used
in an exercise: a graded item, a code exercise or a written task. This page is written by `nastava check --coverage`."""


@dataclass(frozen=True)
class Covered:
    """Where a fact occurs: cells of lessons, practice items, and in assignments graded items and cells.

    Each place is ``"02-kfor#mandate"`` or ``"kfor#kfor-task"``.
    """

    fact: str
    lessons: tuple[str, ...]
    items: tuple[str, ...]
    exercises: tuple[str, ...]


def coverage(root: Path, practice: Iterable[Bank], graded: Iterable[Bank]) -> list[Covered]:
    """Return, for each fact of the article, where it is covered, in the order of the facts.

    Args:
        root: the folder with ``notebooks/`` and, in a checkout, ``solutions/``.
        practice: the practice banks.
        graded: the banks of assignments.
    """
    taught = [read_notebook(path) for path in lessons(root / "notebooks" / "en")]
    assigned = [read_notebook(path) for path in sorted((root / "solutions").glob("*/*.ipynb"))]
    practice, graded = list(practice), list(graded)
    return [
        Covered(
            found.id,
            _cells(taught, found.id),
            _items(practice, found.id),
            (*_items(graded, found.id), *_cells(assigned, found.id)),
        )
        for found in facts().values()
        if found.in_seed
    ]


def _cells(notebooks: Iterable[Notebook], fact_id: str) -> tuple[str, ...]:
    return tuple(
        f"{book.path.stem}#{cell.id}" for book in notebooks for cell in book.cells if fact_id in cell.facts
    )


def _items(banks: Iterable[Bank], fact_id: str) -> tuple[str, ...]:
    return tuple(f"{bank.id}#{item.id}" for bank in banks for item in bank.items if fact_id in item.facts)


def as_markdown(rows: Iterable[Covered]) -> str:
    r"""Return the table as a page.

    Example:
        >>> row = Covered("seed-1244", ("02-kfor#mandate",), ("kfor#kfor-resolution",), ())
        >>> as_markdown([row]).endswith("| kfor#kfor-resolution | **missing** |\n")
        True
    """
    known = facts()
    lines = [
        "# Coverage of the article",
        "",
        _ABOUT,
        "",
        "| Fact | What it says | Lesson | Practice item | Exercise |",
        "|---|---|---|---|---|",
    ]
    for row in rows:
        cells = (", ".join(places) or "**missing**" for places in (row.lessons, row.items, row.exercises))
        lines.append(f"| `{row.fact}` | {known[row.fact].statement} | {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"
