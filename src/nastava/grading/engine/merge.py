"""The one writer of the course's gradebook: a transaction per submission, by nbgrader's own rules."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Any

from nbgrader import api
from nbgrader.utils import parse_utc
from sqlalchemy import Column, MetaData, String, Table, Text, select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from nastava.errors import NastavaError
from nastava.grading.engine.course import OpenCourse
from nastava.grading.engine.late import LatePenalties
from nastava.grading.engine.result import NotebookResult, Result

#: Status of a submission that the next run tries once more.
AGAIN = "again"
#: How often a transaction is tried, while somebody else is writing.
_TRIES = 6

_METADATA = MetaData()
#: Beside nbgrader's tables, which know nothing of it: under which key a submission was graded last.
_MARKS = Table(
    "nastava_graded",
    _METADATA,
    Column("submission_id", String(32), primary_key=True),
    Column("key", String(64), nullable=False),
    Column("status", String(16), nullable=False),
    Column("reason", Text()),
)


@dataclass(frozen=True)
class Mark:
    """What the gradebook has of a submission: the key of the result that was merged last."""

    key: str
    status: str
    reason: str | None


class Merger:
    """Writes results into a gradebook.

    Args:
        course: the course.
        gradebook: its gradebook, open.
        assignment: the assignment.
    """

    def __init__(self, course: OpenCourse, gradebook: api.Gradebook, assignment: str) -> None:
        self._gradebook = gradebook
        self._assignment = assignment
        self._penalties = LatePenalties(course)
        _METADATA.create_all(bind=gradebook.engine)

    def marks(self) -> dict[str, Mark]:
        """Return by student what was merged."""
        session: Session = self._gradebook.db
        query = (
            select(api.SubmittedAssignment.student_id, _MARKS.c.key, _MARKS.c.status, _MARKS.c.reason)
            .join(_MARKS, _MARKS.c.submission_id == api.SubmittedAssignment.id)
            .join(api.Assignment, api.Assignment.id == api.SubmittedAssignment.assignment_id)
            .where(api.Assignment.name == self._assignment)
        )
        found = {student: Mark(*rest) for student, *rest in session.execute(query)}
        session.rollback()
        return found

    def merge(self, result: Result, key: str, timestamp: str | None) -> list[str]:
        """Write a result with its key, all or nothing, and return what the instructor should know.

        What a person gave (points, comments, extra credit, extensions, flags) is never touched. As in nbgrader, a
        cell with a person's points is put on the list of those to look at, since it was graded anew.

        Raises:
            NastavaError: the gradebook can't be written.
        """
        session: Session = self._gradebook.db
        for tried in range(1, _TRIES + 1):
            try:
                notes = self._write(session, result, key, timestamp)
                session.commit()
            except OperationalError as error:
                session.rollback()
                if tried == _TRIES:
                    raise NastavaError(
                        f"The gradebook can't be written ({error.orig}). What was graded is kept; run this again."
                    ) from error
                time.sleep(0.2 * 2**tried)
            except BaseException:
                session.rollback()
                raise
            else:
                # Nothing of this submission stays in memory.
                session.expunge_all()
                return notes
        return []

    def _write(self, session: Session, result: Result, key: str, timestamp: str | None) -> list[str]:
        submission = self._submission(session, result.student)
        if timestamp is not None:
            submission.timestamp = parse_utc(timestamp)
        notes = []
        for notebook in submission.notebooks:
            if result.status == "failed":
                _wait_for_a_person(notebook)
                continue
            found = result.notebooks.get(notebook.name)
            if found is None:
                continue
            _enter(notebook, found)
            if not found.missing:
                trouble = self._penalties.assign(session, submission, notebook, result.student)
                notes += [trouble] if trouble else []
        session.flush()
        session.execute(_MARKS.delete().where(_MARKS.c.submission_id == submission.id))
        status = AGAIN if result.again else result.status
        row = {"submission_id": submission.id, "key": key, "status": status, "reason": result.reason}
        session.execute(_MARKS.insert().values(row))
        return notes

    def _submission(self, session: Session, student: str) -> api.SubmittedAssignment:
        """Return the rows of a submission, made where they are missing, as nbgrader makes them."""
        assignment = self._gradebook.find_assignment(self._assignment)
        person = session.get(api.Student, student)
        if person is None:
            person = api.Student(id=student)
            session.add(person)
        query = select(api.SubmittedAssignment).where(
            api.SubmittedAssignment.assignment_id == assignment.id,
            api.SubmittedAssignment.student_id == student,
        )
        submission = session.execute(query).scalar_one_or_none()
        if submission is None:
            submission = api.SubmittedAssignment(assignment=assignment, student=person)
            session.add(submission)
        there = {notebook.name for notebook in submission.notebooks}
        with session.no_autoflush:
            for notebook in assignment.notebooks:
                if notebook.name not in there:
                    session.add(_new_rows(notebook, submission))
        session.flush()
        return submission


def known_student(gradebook: api.Gradebook, student: str) -> bool:
    """Return whether the gradebook has a student."""
    known = gradebook.db.get(api.Student, student) is not None
    gradebook.db.rollback()
    return known


def _new_rows(notebook: api.Notebook, submission: api.SubmittedAssignment) -> api.SubmittedNotebook:
    graded = [*notebook.grade_cells, *notebook.task_cells]
    commented = [*notebook.solution_cells, *notebook.task_cells]
    new = api.SubmittedNotebook(notebook=notebook, assignment=submission)
    new.grades = [api.Grade(cell_id=cell.id) for cell in graded]
    new.comments = [api.Comment(cell_id=cell.id) for cell in commented]
    return new


def _enter(notebook: Any, found: NotebookResult) -> None:
    for grade in notebook.grades:
        row = found.grades.get(grade.name)
        if row is None:
            continue
        grade.auto_score = row.auto_score
        # A notebook that was not handed in needs nobody, whatever was given before.
        again = grade.manual_score is not None and not found.missing
        grade.needs_manual_grade = row.needs_manual_grade or again
    for comment in notebook.comments:
        if comment.name in found.comments:
            comment.auto_comment = found.comments[comment.name]


def _wait_for_a_person(notebook: Any) -> None:
    for grade in notebook.grades:
        grade.auto_score = None
        grade.needs_manual_grade = True
