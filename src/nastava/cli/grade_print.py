"""What ``nastava grade`` shows while it runs, and when it is done."""

from __future__ import annotations

import re
import statistics
from collections.abc import Iterator
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.markup import escape
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)
from rich.table import Table

from nastava.grading.engine.outcome import Outcome, Report
from nastava.text import current_language, pick

_WORDS = {"grade": "Grading", "feedback": "Feedback"}
#: Most students that a list names.
_NAMED = 5
#: Kinds of notes that say nothing of a single submission, or say it in the words of another program.
_LEFT_OUT = {"nbgrader", "students-kernel"}
#: Most notes that are told of one submission.
_LINES = 5
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


class Quiet:
    """Shows nothing: for programs, and where there is no terminal."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Nothing to put away."""

    def begin(self, what: str, total: int) -> None:
        """A part of the run begins."""

    def done(self, outcome: Outcome) -> None:
        """A submission has its outcome."""


class Shown(Quiet):
    """A bar with what is done, what is left, failures, and the slowest submission."""

    def __init__(self) -> None:
        self._progress = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            TextColumn("left"),
            TimeRemainingColumn(),
            TextColumn("{task.fields[more]}"),
            console=Console(stderr=True),
        )
        self._failed = 0
        self._slowest: Outcome | None = None

    def __enter__(self) -> Self:
        self._progress.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Leave the terminal as it was."""
        self._progress.stop()

    def begin(self, what: str, total: int) -> None:
        """Start a bar."""
        self._failed, self._slowest = 0, None
        self._task = self._progress.add_task(_WORDS[what], total=total, more="")

    def done(self, outcome: Outcome) -> None:
        """Move the bar; a failure is told at once."""
        if outcome.status != "graded":
            self._failed += 1
            if outcome.how != "unchanged":
                self._progress.console.print(f"{_plain(outcome.student)}: {_plain(outcome.reason or '')}")
        if (outcome.seconds or 0) > ((self._slowest.seconds or 0) if self._slowest else 0):
            self._slowest = outcome
        more = [f"failed {self._failed}"] if self._failed else []
        if self._slowest:
            more.append(f"slowest {escape(self._slowest.student)} {self._slowest.seconds:.1f} s")
        self._progress.update(self._task, advance=1, more=" · ".join(more))


def print_report(report: Report) -> None:
    """Print the summary: a table, and each submission that needs somebody."""
    console = Console(highlight=False)
    table = Table(
        title=f"{escape(report.assignment)}: {len(report.outcomes)} submissions", title_justify="left"
    )
    table.add_column("")
    table.add_column("", justify="right")
    for words, value in _rows(report):
        table.add_row(words, value)
    console.print(table)
    for outcome in sorted(report.outcomes, key=lambda one: one.student):
        if outcome.status != "graded" or outcome.reason:
            console.print(f"{_plain(outcome.student)}: {_plain(outcome.reason or 'no result')}")
    for outcome in sorted(report.outcomes, key=lambda one: one.student):
        for line in _notes(outcome):
            console.print(line, soft_wrap=True)
    for outcome in report.feedback:
        if outcome.status != "graded":
            console.print(f"{_plain(outcome.student)}: no feedback. {_plain(outcome.reason or '')}")


def _notes(outcome: Outcome) -> Iterator[str]:
    """Yield a line for each thing that the instructor should know, with the cells that it is about."""
    cells: dict[tuple[str, str], list[str]] = {}
    for note in outcome.notes:
        if note.kind not in _LEFT_OUT:
            words = pick({"en": note.en, "sr": note.sr}, current_language())
            cells.setdefault((note.notebook, words), []).append(note.cell)
    lines = list(cells.items())
    for (notebook, words), names in lines[:_LINES]:
        place = ", ".join(filter(None, names[:_NAMED])) + (" …" if len(names) > _NAMED else "")
        where = f" {notebook}" if _several(outcome) and notebook else ""
        yield f"{_plain(outcome.student)}{_plain(where)}: {_plain(f'{place}: {words}' if place else words)}"
    if len(lines) > _LINES:
        rest = len(lines) - _LINES
        yield f"{_plain(outcome.student)}: {rest} more notes stand in the graded notebook"


def _several(outcome: Outcome) -> bool:
    return len({note.notebook for note in outcome.notes if note.notebook} | set(outcome.cells)) > 1


def _plain(words: str) -> str:
    """Return text as the terminal shows it: no marks of ours, no codes of anybody's."""
    return escape(_CONTROL.sub("�", " ".join(words.split())))


def _rows(report: Report) -> list[tuple[str, str]]:
    now = [one for one in report.outcomes if one.how == "now" and one.seconds]
    rows = [("graded", str(report.count("graded")))]
    unchanged = sum(one.how == "unchanged" for one in report.outcomes)
    stored = sum(one.how == "stored" for one in report.outcomes)
    if unchanged:
        rows.append(("  of these unchanged since", str(unchanged)))
    if stored:
        rows.append(("  of these run before, entered now", str(stored)))
    rows += [("failed: somebody has to look", str(report.count("failed")))] if report.count("failed") else []
    rows += [("without a result: run again", str(report.count("none")))] if report.count("none") else []
    if report.feedback:
        written = sum(one.status == "graded" and one.how != "unchanged" for one in report.feedback)
        rows.append(("feedback written", str(written)))
    rows.append(("seconds in all", f"{report.seconds:.1f}"))
    if now:
        rows.append(
            ("seconds a submission, median", f"{statistics.median(one.seconds or 0 for one in now):.2f}")
        )
        slow = sorted(now, key=lambda one: -(one.seconds or 0))[:_NAMED]
        rows.append(("slowest", ", ".join(f"{escape(one.student)} {one.seconds:.1f} s" for one in slow)))
    return rows
