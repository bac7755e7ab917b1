"""The trusted tests of one submission: a kernel for them, an outcome for each."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterable, Iterator
from logging import Logger
from pathlib import Path
from typing import Any

from jupyter_core.utils import run_sync
from nbformat import NotebookNode

from nastava.grading.notes import Note
from nastava.grading.released import ReleasedCell
from nastava.grading.trusted.cells import hidden_lines, in_both_kernels, is_trusted, opted_out
from nastava.grading.trusted.kernel import TrustedKernel, TrustedKernelError
from nastava.grading.trusted.line import StudentLine
from nastava.grading.trusted.process import Process
from nastava.grading.trusted.verdict import Outcome, failed, verdict
from nastava.grading.words import IN_STUDENTS_KERNEL, TRUSTED_KERNEL_LOST
from nastava.text.messages import notice

_UNNAMED = re.compile(r"\.figure\(\s*\)")


class TrustedTests:
    """Runs the tests of one notebook.

    Args:
        released: the gradebook's cells; their sources are run, never the submission's.
        start_process: starts a new trusted kernel's process, told the kernel's folder and the token for it.
        files: the instructor's files beside the notebook, with their names in the kernel's folder.
        timeout: seconds for one test cell, the student's answers not counted.
        per_cell: seconds for the student's answers in one test cell.
        marks: what stands in the lines before and after hidden tests.
        log: where the grader's messages go.
    """

    def __init__(
        self,
        released: Iterable[ReleasedCell],
        start_process: Callable[[Path, str], Process],
        files: Iterable[tuple[Path, Path]],
        *,
        timeout: float,
        per_cell: float,
        marks: tuple[str, str],
        log: Logger,
    ) -> None:
        cells = tuple(released)
        self._tests = {cell.name: cell for cell in cells if is_trusted(cell)}
        self._shared = {cell.name: cell for cell in cells if in_both_kernels(cell)} if self._tests else {}
        self._open = tuple(cell for cell in cells if opted_out(cell))
        self._start_process = start_process
        self._files = tuple(files)
        self._timeout = timeout + per_cell
        self._marks = marks
        self._log = log
        self._kernel: TrustedKernel | None = None
        self._prepared: list[str] = []
        self._notes: list[Note] = []
        #: What each test gave, by its grade id, and what it wrote.
        self.outcomes: dict[str, Outcome] = {}
        self.written: dict[str, tuple[NotebookNode, ...]] = {}

    def __contains__(self, name: str) -> bool:
        """Return whether a cell is a trusted test."""
        return name in self._tests

    @property
    def asks_for_the_last_figure(self) -> bool:
        """Whether a test may ask for a figure without a name: then its drawing must be watched."""
        return any(_UNNAMED.search(cell.source) for cell in self._tests.values())

    def start(self) -> None:
        """Start the trusted kernel, before any code of the student runs; it gets ready in the meantime."""
        if self._tests:
            self._started()

    def run(self, name: str, line: StudentLine) -> None:
        """Run a test; the outcome is kept."""
        _wait(self._run(self._tests[name], line))

    def prepare(self, name: str) -> None:
        """Run a locked cell that the tests need too, if this is one."""
        if name in self._shared:
            self._prepared.append(name)
            if self._kernel is not None:
                _wait(self._repeat(self._kernel, [name]))

    def close(self) -> None:
        """End the trusted kernel."""
        if self._kernel is not None:
            kernel, self._kernel = self._kernel, None
            kernel.close()

    def notes(self) -> Iterator[Note]:
        """Return what the instructor should know of the tests."""
        for cell in self._open:
            yield Note("students-kernel", cell.name, notice(IN_STUDENTS_KERNEL))
        for name, outcome in self.outcomes.items():
            yield from (Note("test", name, words) for words in outcome.said)
        yield from self._notes

    def _started(self) -> TrustedKernel:
        if self._kernel is None:
            self._kernel = TrustedKernel(self._start_process, self._files, self._timeout)
            self._kernel.start()
        return self._kernel

    async def _run(self, test: ReleasedCell, line: StudentLine) -> None:
        line.begin_cell()
        most = test.points or 0.0
        try:
            if self._kernel is None:
                await self._repeat(self._started(), self._prepared)
            ran = await self._started().run(test.source, line.ask)
        except TrustedKernelError as error:
            self._log.error("The kernel of the tests was lost in cell %s: %s", test.name, error)
            self.outcomes[test.name] = failed(most, notice(TRUSTED_KERNEL_LOST, error=str(error)))
            self.close()
        else:
            self.outcomes[test.name] = verdict(
                ran.report, most,
                has_checks=_calls_check(test.source), hidden=hidden_lines(test.source, *self._marks),
            )  # fmt: skip
            self.written[test.name] = ran.outputs
        for what in line.hit:
            self._notes.append(Note("limit", test.name, what))

    async def _repeat(self, kernel: TrustedKernel, names: Iterable[str]) -> None:
        """Run shared cells; what they ask of the student is answered by nobody."""
        for name in names:
            try:
                await kernel.run(self._shared[name].source, _nobody)
            except TrustedKernelError as error:
                self._log.error("The kernel of the tests was lost in cell %s: %s", name, error)
                self.close()
                return


async def _nobody(question: str) -> str:
    return (
        '{"problem": {"en": "Nobody can be asked in this cell.", "sr": "U ovoj ćeliji nema ko da odgovori."}}'
    )


def _calls_check(source: str) -> bool:
    """Return whether a test collects checks, so that one without any is not a full mark.

    Example:
        >>> _calls_check("for row in rows: check('row', row)"), _calls_check("assert checked")
        (True, False)
    """
    try:
        tree = ast.parse(source)
    except SyntaxError:  # IPython's own writing
        return "check(" in source
    return any(isinstance(node, ast.Name) and node.id == "check" for node in ast.walk(tree))


def _wait(work: Any) -> Any:
    async def awaited() -> Any:
        return await work

    return run_sync(awaited)()
