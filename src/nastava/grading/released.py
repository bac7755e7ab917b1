"""The cells of a notebook as they were released: the gradebook's word, never the student's."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nbformat import NotebookNode
from nbgrader.api import Gradebook
from nbgrader.coursedir import CourseDirectory
from nbgrader.nbgraderformat import SCHEMA_VERSION

from nastava.classroom.course import QUIZ_PREFIX
from nastava.grading.submission import new_cell


@dataclass(frozen=True)
class ReleasedCell:
    """A cell that nbgrader keeps track of.

    ``points`` is None where the cell has none. ``checksum`` is that of the released source.
    """

    name: str
    cell_type: str
    source: str
    checksum: str | None
    locked: bool
    grade: bool = False
    solution: bool = False
    task: bool = False
    points: float | None = None

    @property
    def quiz_id(self) -> str | None:
        """The id of the quiz that the cell gives the points of, or None where it is no quiz's test cell.

        Example:
            >>> ReleasedCell("quiz-kfor", "code", "", None, locked=True, grade=True).quiz_id
            'kfor'
        """
        is_test = self.locked and self.grade and not self.solution and self.cell_type == "code"
        return self.name.removeprefix(QUIZ_PREFIX) if is_test and self.name.startswith(QUIZ_PREFIX) else None

    @property
    def must_be_there(self) -> bool:
        """Whether it is put back where it is missing.

        Not so a solution without points: its released text would run over what the student wrote elsewhere.
        """
        return self.locked or self.grade or self.task

    def metadata(self) -> dict[str, Any]:
        """Return nbgrader's metadata for the cell."""
        data: dict[str, Any] = {
            "cell_type": self.cell_type,
            "grade": self.grade,
            "grade_id": self.name,
            "locked": self.locked,
            "schema_version": SCHEMA_VERSION,
            "solution": self.solution,
            "task": self.task,
        }
        if self.points is not None:
            data["points"] = self.points
        if self.checksum is not None:
            data["checksum"] = self.checksum
        return data

    def as_cell(self, source: str | None = None, **more: Any) -> NotebookNode:
        """Return the cell for a notebook, with the student's source where the student may write one."""
        text = self.source if source is None or self.locked else source
        return new_cell(self.cell_type, text, metadata={"nbgrader": self.metadata()}, **more)


def released_cells(course: CourseDirectory, assignment: str, notebook: str) -> tuple[ReleasedCell, ...]:
    """Return the released cells of a notebook, in the notebook's order.

    Raises:
        nbgrader.api.MissingEntry: the gradebook does not know the notebook.
    """
    with Gradebook(course.db_url, course.course_id) as gradebook:
        recorded = gradebook.find_notebook(notebook, assignment)
        graded = {cell.name: float(cell.max_score) for cell in recorded.grade_cells}
        tasks = {cell.name: float(cell.max_score) for cell in recorded.task_cells}
        solutions = {cell.name for cell in recorded.solution_cells}
        cells = [
            ReleasedCell(
                name=cell.name,
                cell_type=cell.cell_type,
                source=cell.source or "",
                checksum=cell.checksum,
                locked=cell.locked,
                grade=cell.name in graded,
                solution=cell.name in solutions,
                task=cell.name in tasks,
                points=graded.get(cell.name, tasks.get(cell.name)),
            )
            for cell in recorded.source_cells
        ]
    order = _order(course, assignment, notebook)
    return tuple(sorted(cells, key=lambda cell: order.get(cell.name, len(order))))


def _order(course: CourseDirectory, assignment: str, notebook: str) -> dict[str, int]:
    """Return each cell's place in the instructor's notebook; the gradebook promises no order."""
    path = Path(course.format_path(course.source_directory, ".", assignment)) / f"{notebook}.ipynb"
    try:
        cells = json.loads(path.read_bytes())["cells"]
        names = [cell["metadata"].get("nbgrader", {}).get("grade_id") for cell in cells]
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}
    return {name: place for place, name in enumerate(names) if name}
