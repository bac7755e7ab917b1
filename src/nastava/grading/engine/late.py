"""nbgrader's late penalties, on the course's own gradebook."""

from __future__ import annotations

from typing import Any

from nbgrader.api import Grade, SubmittedAssignment
from nbgrader.converters import Autograde
from nbgrader.preprocessors import AssignLatePenalties
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import set_committed_value

from nastava.grading.engine.course import OpenCourse
from nastava.grading.engine.submitted import Submitted


class LatePenalties:
    """What ``AssignLatePenalties`` does, without a transaction of its own.

    It is done here and not by a worker, since it rests on a person's points, on extensions and on the course's
    plugin. A course that has taken the step out of its list has no penalties.
    """

    def __init__(self, course: OpenCourse) -> None:
        converter = Autograde(coursedir=course.folders, parent=course.app)
        steps = [
            step
            for step in converter.autograde_preprocessors
            if isinstance(step, type) and issubclass(step, AssignLatePenalties)
        ]
        self._step: Any = steps[0](parent=converter) if steps else None
        if self._step is not None and self._step.enabled:
            self._step.init_plugin()
        else:
            self._step = None

    def assign(
        self, session: Session, submission: SubmittedAssignment, notebook: Submitted, student: str
    ) -> str | None:
        """Set the penalty of a notebook; return what went wrong, if anything did."""
        if self._step is None:
            return None
        row = notebook.row
        row.late_submission_penalty = None
        late = submission.total_seconds_late
        if late <= 0:
            return None
        session.flush()
        # What the notebook's own property would say, which looks through the grades of everybody.
        set_committed_value(row, "score", _score(session, notebook))
        try:
            penalty = self._step.plugin_inst.late_submission_penalty(student, row.score, late)
            if penalty is not None:
                penalty = self._step._check_late_penalty(row, penalty)  # noqa: SLF001 - nbgrader's own bounds
        except Exception as error:  # noqa: BLE001 - the course's own plugin may do anything
            return f"The late penalty could not be computed ({type(error).__name__}: {error}); none was set."
        row.late_submission_penalty = penalty
        return None


def _score(session: Session, notebook: Submitted) -> float:
    ids = [grade.id for grade in notebook.grades.values()]
    return float(
        session.scalar(select(func.coalesce(func.sum(Grade.score), 0.0)).where(Grade.id.in_(ids))) or 0
    )
