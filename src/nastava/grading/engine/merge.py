"""The one writer of the course's gradebook: a transaction per submission, by nbgrader's own rules."""

from __future__ import annotations

import time
from dataclasses import dataclass

from nbgrader import api
from nbgrader.utils import parse_utc
from sqlalchemy import Column, MetaData, String, Table, Text, select
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, OperationalError
from sqlalchemy.orm import Session

from nastava.errors import NastavaError
from nastava.grading.engine.course import OpenCourse
from nastava.grading.engine.late import LatePenalties
from nastava.grading.engine.result import NotebookResult, Result
from nastava.grading.engine.submitted import Submitted, find_submission, notebooks_of

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


class NotTakenError(NastavaError):
    """The database refuses what a result holds: it is this submission's trouble alone."""


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
            NotTakenError: it does not take this result.
        """
        session: Session = self._gradebook.db
        for tried in range(1, _TRIES + 1):
            try:
                notes = self._write(session, result, key, timestamp)
                session.commit()
            except (DataError, UnicodeError) as error:
                session.rollback()
                raise NotTakenError(f"The gradebook does not take it ({_first_line(error)}).") from error
            except DBAPIError as error:
                session.rollback()
                if not _may_pass(error):
                    raise
                if tried == _TRIES:
                    raise NastavaError(
                        f"The gradebook can't be written ({_first_line(error)}). What was graded is kept; run this "
                        "again."
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
        # It writes first: so SQLite, too, lets nobody else write between what is read here and what is written.
        self._remove_mark(session, result.student)
        submission = self._submission(session, result.student)
        if timestamp is not None:
            submission.timestamp = parse_utc(timestamp)
        notes = []
        for notebook in notebooks_of(session, submission, make=True):
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
        status = AGAIN if result.again else result.status
        row = {"submission_id": submission.id, "key": key, "status": status, "reason": result.reason}
        session.execute(_MARKS.insert().values(row))
        return notes

    def _remove_mark(self, session: Session, student: str) -> None:
        table = api.SubmittedAssignment.__table__
        ids = (
            select(table.c.id)
            .join(api.Assignment.__table__, api.Assignment.__table__.c.id == table.c.assignment_id)
            .where(api.Assignment.__table__.c.name == self._assignment, table.c.student_id == student)
        )
        session.execute(_MARKS.delete().where(_MARKS.c.submission_id.in_(ids)))

    def _submission(self, session: Session, student: str) -> api.SubmittedAssignment:
        """Return the row of a submission, made where it is missing, as nbgrader makes it."""
        submission = find_submission(session, self._assignment, student, lock=True)
        if submission is None:
            assignment = self._gradebook.find_assignment(self._assignment)
            if session.get(api.Student, student) is None:
                session.add(api.Student(id=student))
            submission = api.SubmittedAssignment(
                id=api.new_uuid(), assignment_id=assignment.id, student_id=student
            )
            session.add(submission)
            session.flush()
        return submission


def _may_pass(error: DBAPIError) -> bool:
    """Return whether it may work when it is tried again: somebody wrote the same, or the server was away."""
    return error.connection_invalidated or isinstance(error, (OperationalError, IntegrityError))


def _first_line(error: Exception) -> str:
    words = str(error.orig if isinstance(error, DBAPIError) else error).strip()
    return words.splitlines()[0] if words else type(error).__name__


def _enter(notebook: Submitted, found: NotebookResult) -> None:
    for name, grade in notebook.grades.items():
        row = found.grades.get(name)
        if row is None:
            continue
        grade.auto_score = row.auto_score
        # A notebook that was not handed in needs nobody, whatever was given before.
        again = grade.manual_score is not None and not found.missing
        grade.needs_manual_grade = row.needs_manual_grade or again
    for name, comment in notebook.comments.items():
        if name in found.comments:
            comment.auto_comment = found.comments[name]


def _wait_for_a_person(notebook: Submitted) -> None:
    for grade in notebook.grades.values():
        grade.auto_score = None
        grade.needs_manual_grade = True
