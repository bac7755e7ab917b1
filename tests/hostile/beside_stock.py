"""The page docs/hostile-submissions.md: what each hostile submission does, and what it gets here and elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.hostile.assignment import MOST

PAGE = Path(__file__).parents[2] / "docs" / "hostile-submissions.md"
#: What each submission does, in the words of the table.
DOES = {
    "formatter-text": "lets every float print as words, which nbgrader reads as full marks",
    "formatter-nan": "lets every float print as `nan`",
    "display-hook": "takes the display hook away, so that no cell has a result",
    "formatter-more": "lets every float print as 400, above the cell's points",
    "printed-result": "displays points of its own before each cell",
    "input-transformer": "replaces the text of every later cell by `pass` (input transformer)",
    "ast-transformer": "strips `assert` and expressions from every later cell (AST transformer)",
    "patched-checks": "patches the functions that compare and add up",
    "patched-ipython": "patches IPython, so that no later cell is run and all succeed",
    "patched-json": "patches `json`",
    "always-equal": "gives an object that equals everything",
    "float-subclass": "gives a number that equals everything",
    "wrong-types": "gives text and lists where numbers are expected",
    "endless-list": "gives a list that contains itself",
    "patched-numpy-testing": "patches `numpy.testing`",
    "shadowed-numpy": "hands in a `numpy.py` that takes NumPy's place",
    "patched-matplotlib": "patches matplotlib, so that every bar has every height",
    "shadowed-checks": "hands in files that take the place of the course's package and of Python's start",
    "callers-frame": "looks for the variable with the points in its caller's frame",
    "settrace": "sets the points from a trace function and from a thread (`sys.settrace`)",
    "reads-in": "reads hidden tests from the kernel's history (`In`) and from the notebook beside it",
    "dies-when-asked": "ends the kernel when a test calls it (`os._exit`)",
    "died-before": "ends the kernel before the tests (`os._exit`)",
    "never-answers": "loops for ever when called, and swallows interrupts",
    "endless-loop": "loops for ever when called",
    "stops-with-error": "raises an error with markup in it when called",
    "shouts": "prints 40 MB when called",
    "huge-value": "gives 50 MB of text and a list of a million numbers",
    "deep-json": "answers tests with JSON five million levels deep",
    "huge-json": "answers tests with 60 MB of JSON",
    "odd-json": "answers tests with an array of objects",
    "colliding-json": "answers tests with numbers chosen to make a set slow",
    "no-json": "answers tests with what is no JSON",
    "marks-in-reason": "answers tests with a script tag and codes for the terminal as the reason",
    "warns": "does the work well, and warns on stderr",
    "deleted": "deletes the test cells",
    "altered": "writes its own points into the test cells",
    "doubled": "copies a test cell twice, with the same grade id",
    "tagged": "tags the test cells `skip-execution`",
    "more-points": "raises a test's points in the notebook's metadata",
    "other-flags": "marks a test cell as a solution",
    "graded-too": "adds a graded cell of its own, of 100 points",
    "asks-to-opt-out": "asks in a test cell to be tested in its own kernel",
    "edits-gradebook": "opens the gradebook by a relative path and enters points",
    "writes-to-source": "writes a file into the source folder",
    "reads-solution": "reads the solution from the source folder and runs it",
    "links-to-solution": "hands in a symbolic link to the solution and runs that",
    "reads-proc": "reads the grader's processes in `/proc`",
    "daemon": "leaves a detached process that edits the gradebook later",
    "outlives-its-cell": "leaves a thread and an exit function that print points and edit the gradebook",
    "signals": "kills every process that it can reach",
    "prints-200-mb": "prints 200 MB",
    "swallows-interrupts": "loops for ever in its own cell, and swallows interrupts",
    "memory-hog": "takes all memory",
    "fork-bomb": "starts processes without end",
    "disk-filler": "fills the disk",
}
FOLDERS = {
    "pipe": "a FIFO",
    "device": "a device",
    "hard-link": "a hard link to a file of another student, which the program overwrites",
    "huge-notebook": "a notebook of 50 MB",
    "deep-notebook": "a notebook of a million levels of JSON",
    "deep-output": "an output of 400 levels of JSON",
    "other-kernel": "a notebook that names another kernel",
    "escapes": "codes for the terminal in a file's name and in an output",
    "many-attempts": "an answer sheet with 100,000 attempts",
    "own-scores": "an answer sheet with impossible scores",
    "path-as-id": "an answer sheet with paths in the place of ids",
}
_HEAD = """# Hostile submissions

What students' programs and files could do to get points, to read what is not theirs or to stop the grading, and what comes of it. Each row is a test in `tests/hostile`; the figures are those of its last run, and `NASTAVA_WRITE_TABLE=1 pytest tests/hostile/test_beside_stock.py` writes this page.

In every row the grading goes on, an honest submission that is graded afterwards has full marks, nothing outside the submission is read or changed, and each check that gave no points says why. What to do where a note stands: [notes and reasons](grading.md#notes-and-reasons).

## Programs and notebooks

An assignment of {most:g} points with five tests. *Earned* is what the work is worth by itself: one right value is left in nearly each. *nbgrader* is `nbgrader autograde` with its own steps and kernel, in a copy of the course; where a test has a form of its own there, it tests the same. A dash: not tried, since it would harm the machine, or since it attacks what nbgrader does not have.

| The submission | Earned | Nastava | nbgrader | The instructor reads |
|---|---:|---:|---:|---|
"""
_FOLDERS = """
## Files in the folder

All the rest of these submissions is honest work. With nbgrader they were not tried.

| In the folder | Quiz, of 6 | Code, of 4 |
|---|---:|---:|
"""
_SANDBOX = """
## What a program can't reach

Tried from inside a kernel, started by root, by an ordinary user, and by way of bubblewrap. nbgrader runs a student's code with the rights of whoever grades, so that nothing holds it there; it was not tried.

"""
_LIMITS = """
A limit ends these, or the program is told that there is no more:

"""


@dataclass(frozen=True)
class Row:
    """What came of a submission: points, harm done under stock nbgrader, and the instructor's words."""

    name: str
    earned: float
    ours: float
    #: None: not tried; text: nbgrader did not grade it.
    theirs: float | str | None
    harm: str
    says: str


def page(
    rows: Iterable[Row],
    folders: Iterable[tuple[str, tuple[float, float]]],
    refused: Iterable[str],
    limited: Iterable[str],
) -> str:
    """Return the page."""
    return "".join((
        _HEAD.format(most=sum(MOST.values())), *map(_row, rows),
        _FOLDERS, *(f"| {FOLDERS[name]} | {quiz:g} | {code:g} |\n" for name, (quiz, code) in folders),
        _SANDBOX, *(f"- {what}\n" for what in refused),
        _LIMITS, *(f"- {what}\n" for what in limited),
    ))  # fmt: skip


def _row(row: Row) -> str:
    cells = (DOES[row.name], f"{row.earned:g}", f"{row.ours:g}", "; ".join(_theirs(row)), row.says)
    return "| " + " | ".join(cells) + " |\n"


def _theirs(row: Row) -> Iterator[str]:
    if row.theirs is None:
        yield "–"
    elif isinstance(row.theirs, str):
        yield row.theirs
    else:
        much = row.theirs > row.earned
        yield f"**{row.theirs:g}**" if much else f"{row.theirs:g}"
    if row.harm:
        yield f"**{row.harm}**"
