"""Where the course teaches, asks and uses each fact of the article that it starts from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from nastava.course.facts import facts
from nastava.course.lessons import Notebook, lessons, read_notebook
from nastava.quizzes import Bank, Fault

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


def check_coverage(rows: Iterable[Covered], page: Path) -> list[Fault]:
    """Return a fault for each fact that no lesson, no practice item or no exercise covers, and for a stale page.

    Args:
        rows: where each fact is covered.
        page: the file that holds the table.

    Example:
        >>> from nastava.content import content_root
        >>> row = Covered("seed-1244", ("02-kfor#mandate",), ("kfor#kfor-lead",), ())
        >>> check_coverage([row], content_root() / "none.md")[0].problem
        "no exercise rests on the article's fact 'seed-1244'"
    """
    rows = list(rows)
    faults = [
        Fault(page, 0, None, f"no {kind} rests on the article's fact '{row.fact}'", mend)
        for row in rows
        for kind, places, mend in (
            ("lesson", row.lessons, "teach it, and name it in the metadata of the cell"),
            ("practice item", row.items, "ask it, and name it under the item's facts"),
            ("exercise", row.exercises, "use it in a graded item, a code exercise or a written task"),
        )
        if not places
    ]
    if not page.exists() or page.read_text(encoding="utf-8") != as_markdown(rows):
        faults.append(Fault(page, 0, None, "the table is not current", "run nastava check --coverage"))
    return faults


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
