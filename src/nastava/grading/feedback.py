"""What students get back: their notebook with points and reasons, without hidden tests and the instructor's notes."""

from __future__ import annotations

from typing import Any

from nbformat import NotebookNode
from nbgrader.preprocessors import ClearHiddenTests
from nbgrader.utils import is_grade, is_locked
from traitlets import Bool

from nastava.grading.notes import is_for_instructor


class HideTests(ClearHiddenTests):  # type: ignore[misc]
    """A step of ``generate_feedback``: hidden tests stay hidden, so that an assignment can be set again.

    Only locked test cells are touched, which are the gradebook's: the same marks in a student's own cell
    would end the student's feedback with an error. A traceback in a cell with hidden tests would quote them, so
    only its last line stays. Notes, errors and pictures for the instructor are taken out.
    """

    show_notes = Bool(
        default_value=False,
        help="Leave in the feedback what is written for the instructor: notes on the submission, errors of tests.",
    ).tag(config=True)

    def preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        """Take out what students don't get."""
        if not self.show_notes:
            nb.metadata.pop("nastava", None)
            nb.cells = [cell for cell in nb.cells if not is_for_instructor(cell.metadata)]
            for cell in nb.cells:
                if cell.cell_type == "code":
                    cell.outputs = [
                        output for output in cell.outputs if not is_for_instructor(output.get("metadata", {}))
                    ]
        result: tuple[NotebookNode, Any] = super().preprocess(nb, resources)
        return result

    def preprocess_cell(self, cell: NotebookNode, resources: Any, index: int) -> tuple[NotebookNode, Any]:
        """Take the hidden region out of a locked test cell, and out of its tracebacks."""
        if not (is_grade(cell) and is_locked(cell)):
            return cell, resources
        before = cell.source
        result: tuple[NotebookNode, Any] = super().preprocess_cell(cell, resources, index)
        if cell.cell_type == "code" and cell.source != before:
            for output in cell.outputs:
                if output.output_type == "error":
                    output.traceback = [f"{output.ename}: {output.evalue}"]
        return result
