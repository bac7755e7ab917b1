"""Which submissions there are, and what has to be done for each."""

from __future__ import annotations

import fnmatch
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Literal

from nastava.classroom.course import students_with_a_folder
from nastava.errors import NastavaError
from nastava.grading.engine.bundle import Bundle
from nastava.grading.engine.course import OpenCourse
from nastava.grading.engine.handing import (
    HandedIn,
    RefusedError,
    digest_of,
    read_submission_folder,
    timestamp_of,
)
from nastava.grading.engine.merge import Mark
from nastava.grading.engine.result import NoteRow
from nastava.grading.engine.store import Store
from nastava.grading.engine.task import Known, Task
from nastava.grading.engine.wire import Packet, pack


def students_to_grade(course: OpenCourse, assignment: str, wanted: Sequence[str]) -> list[str]:
    """Return who has handed in, of those that are asked for, in alphabetical order.

    Raises:
        NastavaError: nobody has, or somebody who is asked for has not.
    """
    folders = course.folders
    there = set(students_with_a_folder(folders, assignment))
    for student in wanted:
        if student not in there:
            place = course.folder(folders.submitted_directory, student, assignment)
            raise NastavaError(f"'{student}' has not handed in '{assignment}': there is no folder {place}.")
    if not there:
        raise NastavaError(
            f"Nobody has handed in '{assignment}' yet: {folders.submitted_directory}/ holds no folder of that "
            f"name. Collect it first."
        )
    if wanted:
        return sorted(set(wanted))
    left_out = set(folders.student_id_exclude.split(",") if folders.student_id_exclude else [])
    return [
        one for one in sorted(there) if fnmatch.fnmatchcase(one, folders.student_id) and one not in left_out
    ]


class Plan:
    """Reads one submission at a time, when it is asked for the next.

    Args:
        course: the course.
        bundle: the assignment.
        store: where its results are kept.
        marks: what the gradebook has.
        force: whether to grade even what is unchanged.
        may_join: students that the gradebook must know before; None where it takes anybody.
    """

    def __init__(
        self,
        course: OpenCourse,
        bundle: Bundle,
        store: Store,
        marks: Mapping[str, Mark],
        *,
        force: bool = False,
        may_join: Collection[str] | None = None,
    ) -> None:
        self._course = course
        self._bundle = bundle
        self._store = store
        self._marks = marks
        self._force = force
        self._may_join = may_join
        self._assignment = str(bundle.rows["assignment"])

    def items(self, students: Sequence[str]) -> Iterator[Task | Known]:
        """Yield a task for each student, or why there is none to do."""
        limits = self._course.limits
        for student in students:
            folder = self._folder(self._course.folders.submitted_directory, student)
            try:
                self._admit(student)
                handed_in = read_submission_folder(student, folder, limits)
            except RefusedError as error:
                yield self._refused(student, str(error))
                continue
            yield self._next(handed_in)

    def _admit(self, student: str) -> None:
        if self._may_join is not None and student not in self._may_join:
            raise RefusedError(
                f"The gradebook has no student '{student}', and Autograde.create_student is off."
            )

    def _next(self, handed_in: HandedIn) -> Task | Known:
        student, key = handed_in.student, handed_in.key(self._bundle.digest)
        more = (timestamp_of(handed_in.files), handed_in.notes)
        if not self._force:
            if self._is_done(student, key):
                return self._unchanged(student, *more)
            if self._store.has(student, key):
                return Known(student, "stored", key, *more)
        data = pack(Packet({"task": "grade", "student": student}, handed_in.files))
        return Task(student, key, data, *more)

    def _refused(self, student: str, reason: str) -> Known:
        key = digest_of({}, "refused", reason)
        if self._is_done(student, key):
            return self._unchanged(student)
        return Known(student, "refused", key, reason=reason, status="failed")

    def _unchanged(
        self, student: str, timestamp: str | None = None, notes: tuple[NoteRow, ...] = ()
    ) -> Known:
        mark = self._marks[student]
        status: Literal["graded", "failed"] = "graded" if mark.status == "graded" else "failed"
        kept = self._store.notes(student, mark.key)
        return Known(student, "unchanged", mark.key, timestamp, (*notes, *kept), mark.reason, status)

    def _is_done(self, student: str, key: str) -> bool:
        mark = self._marks.get(student)
        if mark is None or mark.key != key:
            return False
        graded = self._folder(self._course.folders.autograded_directory, student)
        return mark.status == "failed" or (mark.status == "graded" and graded.is_dir())

    def _folder(self, step: str, student: str) -> Path:
        return self._course.folder(step, student, self._assignment)
