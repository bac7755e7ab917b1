"""nbgrader's own feedback on one graded submission, in the scratch course."""

from __future__ import annotations

from typing import Any

from nbgrader.api import Gradebook
from nbgrader.converters import GenerateFeedback
from nbgrader.converters.base import NbGraderException

from nastava.grading.engine.grade_one import read_all
from nastava.grading.engine.result import Result, failed
from nastava.grading.engine.scratch import ScratchCourse
from nastava.grading.engine.wire import Packet


def feedback_one(scratch: ScratchCourse, packet: Packet) -> Packet:
    """Write the feedback pages of a submission.

    Args:
        scratch: the assignment.
        packet: the graded files, and in the head ``scores``: what the course's gradebook has by now for each
            notebook, a person's points and comments among it.
    """
    student = str(packet.head["student"])
    course = scratch.renew(student)
    scratch.lay_step(course.folders.autograded_directory, student, dict(packet.files))
    with Gradebook(course.folders.db_url, course.folders.course_id) as gradebook:
        submission = gradebook.add_submission(scratch.assignment, student)
        for notebook in submission.notebooks:
            _enter(notebook, packet.head["scores"].get(notebook.name, {}))
        gradebook.db.commit()
    converter = GenerateFeedback(coursedir=course.folders, parent=course.app)
    try:
        converter.start()
    except NbGraderException as error:
        return Packet(failed(student, f"The feedback ended with an error ({error}).").model_dump())
    pages = course.folder(course.folders.feedback_directory, student, scratch.assignment)
    return Packet(Result(student=student, status="graded").model_dump(), read_all(pages))


def _enter(notebook: Any, scores: dict[str, Any]) -> None:
    notebook.late_submission_penalty = scores.get("late_submission_penalty")
    for kind, rows in (("grades", notebook.grades), ("comments", notebook.comments)):
        for row in rows:
            for field, value in scores.get(kind, {}).get(row.name, {}).items():
                setattr(row, field, value)
