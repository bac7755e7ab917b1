"""Feedback in the same run: nbgrader's own pages, with what the gradebook has by now."""

from __future__ import annotations

import contextlib
from collections.abc import Generator, Iterator, Sequence
from typing import Any, Protocol

from nbgrader import api
from sqlalchemy.orm import Session

from nastava.grading.engine.bundle import Bundle
from nastava.grading.engine.course import OpenCourse
from nastava.grading.engine.handing import RefusedError, digest_of, read_folder
from nastava.grading.engine.laying import swap_in
from nastava.grading.engine.outcome import Outcome
from nastava.grading.engine.result import ResultError, read_result
from nastava.grading.engine.rows import as_text
from nastava.grading.engine.store import Store
from nastava.grading.engine.submitted import find_submission, notebooks_of
from nastava.grading.engine.task import Answer, Known, Task
from nastava.grading.engine.wire import Packet, pack

_MARK = "feedback"
_GRADE = ("auto_score", "manual_score", "extra_credit", "needs_manual_grade")
_COMMENT = ("auto_comment", "manual_comment")


class _Pool(Protocol):
    def run(self, items: Iterator[Task | Known]) -> Generator[Answer | Known]: ...


def write_feedback(
    course: OpenCourse,
    gradebook: api.Gradebook,
    bundle: Bundle,
    pool: _Pool,
    students: Sequence[str],
    *,
    force: bool = False,
) -> Iterator[Outcome]:
    """Yield an outcome for each student whose graded work there is.

    Pages are made by the workers, from the graded files and from points and comments, a person's among
    them; so a manual grade changes the next feedback, and nothing else is written again.
    """
    assignment = str(bundle.rows["assignment"])
    store = Store(course.root, assignment)
    folders, limits = course.folders, course.limits

    def items() -> Iterator[Task | Known]:
        for student in students:
            try:
                files = read_folder(course.folder(folders.autograded_directory, student, assignment), limits)
            except RefusedError as error:
                yield Known(student, "refused", reason=str(error))
                continue
            scores = scores_of(gradebook, assignment, student)
            key = digest_of(files, as_text(scores), bundle.digest)
            pages = course.folder(folders.feedback_directory, student, assignment)
            if not force and pages.is_dir() and store.mark(student, _MARK) == key:
                yield Known(student, "unchanged", key)
            else:
                head = {"task": "feedback", "student": student, "scores": scores}
                yield Task(student, key, pack(Packet(head, files)))

    with contextlib.closing(pool.run(items())) as answers:
        for item in answers:
            if isinstance(item, Known):
                status = "graded" if item.what == "unchanged" else "failed"
                yield Outcome(item.student, status, item.what, item.reason)
                continue
            student = item.task.student
            try:
                result, packet = read_result(item.data, student, bundle.rows)
            except ResultError as error:
                yield Outcome(student, "failed", "now", str(error))
                continue
            if result.status == "graded":
                pages = course.folder(folders.feedback_directory, student, assignment)
                swap_in(pages, packet.files)
                store.set_mark(student, _MARK, item.task.key)
            yield Outcome(student, result.status, "now", result.reason)


def scores_of(gradebook: api.Gradebook, assignment: str, student: str) -> dict[str, Any]:
    """Return by notebook what the gradebook has of a submission."""
    # A session of its own: this may be another thread than the one that writes.
    with Session(gradebook.engine) as session:
        submission = find_submission(session, assignment, student)
        if submission is None:
            return {}
        return {
            notebook.name: {
                "late_submission_penalty": notebook.row.late_submission_penalty,
                "grades": {
                    cell: {name: getattr(row, name) for name in _GRADE}
                    for cell, row in notebook.grades.items()
                },
                "comments": {
                    cell: {name: getattr(row, name) for name in _COMMENT}
                    for cell, row in notebook.comments.items()
                },
            }
            for notebook in notebooks_of(session, submission)
        }
