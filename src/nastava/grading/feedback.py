"""What students get back: their notebook with points and reasons, without the source of the hidden tests."""

from __future__ import annotations

from typing import Any

from nbformat import NotebookNode
from nbgrader.preprocessors import ClearHiddenTests
from nbgrader.utils import is_grade, is_locked


class HideTests(ClearHiddenTests):  # type: ignore[misc]
    """A step of ``generate_feedback``: hidden tests stay hidden, so that an assignment can be set again.

    Only locked test cells are touched, which are the gradebook's: the same marks in a student's own cell
    would end the student's feedback with an error.
    """

    def preprocess_cell(self, cell: NotebookNode, resources: Any, index: int) -> tuple[NotebookNode, Any]:
        """Take the hidden region out of a locked test cell."""
        if is_grade(cell) and is_locked(cell):
            result: tuple[NotebookNode, Any] = super().preprocess_cell(cell, resources, index)
            return result
        return cell, resources
