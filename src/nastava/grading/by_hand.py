"""Quizzes with essays wait for a person: the formgrader lists them until somebody has given points."""

from __future__ import annotations

from typing import Any

from nbformat import NotebookNode
from nbgrader.api import Gradebook
from nbgrader.preprocessors import NbGraderPreprocessor

#: Where among an export's resources the execution puts the names of the cells that wait for a person.
BY_HAND = "nastava_by_hand"


class WaitForMarks(NbGraderPreprocessor):  # type: ignore[misc]
    """A step of ``autograde``, after nbgrader has saved the automatic points.

    A quiz with an essay that was answered has automatic points, so that nbgrader takes it for finished. It is
    put on the list of manual grading, unless somebody has graded it: then nbgrader's own rule stands, by
    which a cell that is graded anew is looked at anew.
    """

    def preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        """Put the quizzes with answered essays on the list."""
        names = resources.get(BY_HAND) or ()
        if names:
            about = resources["nbgrader"]
            with Gradebook(about["db_url"]) as gradebook:
                for name in names:
                    grade = gradebook.find_grade(
                        name, about["notebook"], about["assignment"], about["student"]
                    )
                    if grade.manual_score is None:
                        grade.needs_manual_grade = True
                gradebook.db.commit()
        return nb, resources
