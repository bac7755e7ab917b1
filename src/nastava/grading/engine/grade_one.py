"""nbgrader's own converters on one submission, in the scratch course."""

from __future__ import annotations

import logging
import os
import time
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from nbformat import NotebookNode
from nbgrader import preprocessors as stock
from nbgrader.api import Gradebook
from nbgrader.converters import Autograde
from nbgrader.converters.base import NbGraderException
from nbgrader.preprocessors import NbGraderPreprocessor
from nbgrader.utils import is_grade, is_solution, is_task

from nastava.grading.engine.result import (
    MAX_NOTES,
    GradeRow,
    NotebookResult,
    NoteRow,
    Result,
    cut,
    failed,
    note_row,
    plain_note,
)
from nastava.grading.engine.scratch import ScratchCourse
from nastava.grading.engine.wire import Blob, Packet
from nastava.grading.notes import NOTES

_OURS = str(Path(__file__).parents[2])


class KeepTimings(NbGraderPreprocessor):  # type: ignore[misc]
    """A step right after the execution: how long each cell took, and which cells count."""

    def preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        """Look at a notebook that was run."""
        converter = self.parent.parent
        name = resources["nbgrader"]["notebook"]
        cells = converter.seen.setdefault(name, _Seen())
        cells.notes += (note_row(note, name) for note in resources.get(NOTES, ()))
        for place, cell in enumerate(nb.cells):
            name = str(cell.metadata.get("nbgrader", {}).get("grade_id") or f"[{place}]")
            taken = _seconds(cell.metadata.get("execution", {}))
            if taken is not None:
                cells.seconds.append((name, taken))
            if is_grade(cell) or is_task(cell):
                cells.graded.add(name)
            if is_solution(cell) or is_task(cell):
                cells.commented.add(name)
        return nb, resources


class _Seen:
    def __init__(self) -> None:
        self.seconds: list[tuple[str, float]] = []
        self.graded: set[str] = set()
        self.commented: set[str] = set()
        self.notes: list[NoteRow] = []


class ScratchAutograde(Autograde):  # type: ignore[misc]
    """nbgrader's autograde, which tells what ended it. Late penalties wait for the real gradebook."""

    def __init__(self, **more: Any) -> None:
        super().__init__(**more)
        self.seen: dict[str, _Seen] = {}
        self.cause: Exception | None = None
        configured: list[Any] = list(self.autograde_preprocessors)  # type: ignore[has-type]
        steps = [step for step in configured if not _is_a(step, stock.AssignLatePenalties)]
        runs = [place for place, step in enumerate(steps) if _is_a(step, stock.Execute)]
        steps.insert(runs[-1] + 1 if runs else 0, KeepTimings)
        self.autograde_preprocessors = steps

    def init_assignment(self, assignment_id: str, student_id: str) -> None:
        """Remember what went wrong, which the base class only logs."""
        try:
            super().init_assignment(assignment_id, student_id)
        except Exception as error:
            self.cause = error
            raise

    def convert_single_notebook(self, notebook_filename: str) -> None:
        """Remember what went wrong, which the base class only logs."""
        try:
            super().convert_single_notebook(notebook_filename)
        except Exception as error:
            self.cause = error
            raise


def grade_one(scratch: ScratchCourse, student: str, files: Mapping[str, Blob]) -> Packet:
    """Grade a submission, and return its result as a packet; whatever happens, there is one."""
    start = time.monotonic()
    course = scratch.renew(student)
    folder = scratch.lay_step(course.folders.submitted_directory, student, dict(files))
    notes = _Notes(str(scratch.root))
    course.app.log.addHandler(notes)
    known = [one["name"] for one in scratch.bundle.head["rows"]["notebooks"]]
    try:
        if not any((folder / f"{name}.ipynb").exists() for name in known):
            return _nothing(scratch, student, known)
        converter = ScratchAutograde(coursedir=course.folders, parent=course.app)
        try:
            converter.start()
        except NbGraderException as error:
            cause = converter.cause or error
            result = failed(
                student, _in_words(cause), notes=_all_notes(converter, notes), seconds=_since(start)
            )
            return Packet(result.model_dump())
        result = Result(
            student=student,
            status="graded",
            notebooks=_read(scratch, student, folder, converter.seen),
            notes=_all_notes(converter, notes),
            seconds=_since(start),
        )
        graded = course.folder(course.folders.autograded_directory, student, scratch.assignment)
        return Packet(result.model_dump(), read_all(graded))
    finally:
        course.app.log.removeHandler(notes)


def _nothing(scratch: ScratchCourse, student: str, known: list[str]) -> Packet:
    """A folder without any notebook of the assignment: zero for each, as nbgrader has it for one of several."""
    wanted = ", ".join(f"{name}.ipynb" for name in known)
    notebooks = {}
    for one in scratch.bundle.head["rows"]["notebooks"]:
        cells = [cell["name"] for cell in one["cells"] if cell["kind"] != "solution"]
        rows = {name: GradeRow(auto_score=0.0, needs_manual_grade=False) for name in cells}
        notebooks[one["name"]] = NotebookResult(missing=True, grades=rows)
    result = Result(
        student=student,
        status="graded",
        reason=cut(f"No notebook of the assignment was handed in ({wanted}), which is zero points."),
        notebooks=notebooks,
    )
    return Packet(result.model_dump())


def _read(
    scratch: ScratchCourse, student: str, folder: Path, seen: Mapping[str, _Seen]
) -> dict[str, NotebookResult]:
    found = {}
    with Gradebook(scratch.opened.folders.db_url) as gradebook:
        submission = gradebook.find_submission(scratch.assignment, student)
        for notebook in submission.notebooks:
            missing = not (folder / f"{notebook.name}.ipynb").exists()
            cells = seen.get(notebook.name, _Seen())
            found[notebook.name] = NotebookResult(
                missing=missing,
                grades={
                    grade.name: GradeRow(
                        auto_score=grade.auto_score, needs_manual_grade=grade.needs_manual_grade
                    )
                    for grade in notebook.grades
                    if missing or grade.name in cells.graded
                },
                comments={
                    comment.name: comment.auto_comment
                    for comment in notebook.comments
                    if comment.name in cells.commented
                },
                seconds=cells.seconds,
            )
    return found


def read_all(folder: Path) -> dict[str, Blob]:
    """Return every regular file below a folder; links are left out."""
    files = {}
    for parent, _, names in os.walk(folder):
        for path in (Path(parent, name) for name in names):
            if path.is_file() and not path.is_symlink():
                name = path.relative_to(folder).as_posix()
                files[name] = Blob(path.read_bytes(), path.stat().st_mode & 0o777)
    return files


def _all_notes(converter: ScratchAutograde, logged: _Notes) -> list[NoteRow]:
    """Return what our own steps noted, the most telling first, then the warnings of nbgrader."""
    ours = [note for seen in converter.seen.values() for note in seen.notes]
    return [*dict.fromkeys(ours), *(plain_note("nbgrader", words) for words in logged.words)][:MAX_NOTES]


class _Notes(logging.Handler):
    """Keeps nbgrader's and Jupyter's warnings on a submission, but not the tracebacks that follow an error of its own.

    What our own steps warn of stands in their notes.
    """

    def __init__(self, root: str) -> None:
        super().__init__(logging.WARNING)
        self._root = root
        self.words: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        # The scratch course stands for the real one.
        if record.pathname.startswith(_OURS):
            return
        words = record.getMessage().replace(f"{self._root}/", "")
        if len(self.words) < MAX_NOTES and "Traceback" not in words:
            self.words.append(cut(words))


def _is_a(step: Any, kind: type) -> bool:
    return isinstance(step, type) and issubclass(step, kind)


def _in_words(cause: Exception) -> str:
    return f"Grading ended with an error ({type(cause).__name__}: {cause})."


def _since(start: float) -> float:
    return round(time.monotonic() - start, 3)


def _seconds(execution: Mapping[str, str]) -> float | None:
    """Return how long a cell ran, by nbclient's own times."""
    start = execution.get("iopub.execute_input") or execution.get("iopub.status.busy")
    end = execution.get("shell.execute_reply") or execution.get("iopub.status.idle")
    try:
        return round(
            (datetime.fromisoformat(str(end)) - datetime.fromisoformat(str(start))).total_seconds(), 4
        )
    except ValueError:
        return None
