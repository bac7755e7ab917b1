"""Deleting what a course holds of a student: files, results, rows of the gradebook."""

from __future__ import annotations

import datetime as dt
import glob
import shutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from nbgrader.api import Gradebook, MissingEntry
from sqlalchemy import text

from nastava.classroom.course import gradebook_address
from nastava.classroom.gradebook import open_gradebook
from nastava.errors import NastavaError
from nastava.grading.engine.course import OpenCourse
from nastava.grading.engine.gradebook import open_alone
from nastava.grading.engine.store import FOLDER


@dataclass(frozen=True)
class Held:
    """What a course holds of a student.

    ``last``: when they last handed in, None where nothing tells.
    """

    student: str
    folders: tuple[Path, ...]
    in_gradebook: bool
    last: dt.datetime | None


def find(course: OpenCourse, students: Sequence[str] | None = None) -> list[Held]:
    """Return what a course holds of these students, or of all.

    Raises:
        NastavaError: a name is none of a student's, the course holds nothing of one, or the gradebook can't be read.
    """
    for student in students or ():
        if not student or Path(student).name != student or student in {".", ".."}:
            raise NastavaError(f"'{student}' is no student's id.")
    times = _times(course)
    wanted = list(students) if students is not None else sorted(times)
    held = []
    for student in dict.fromkeys(wanted):
        folders = tuple(sorted(_folders(course, student)))
        if not folders and student not in times:
            raise NastavaError(f"The course holds nothing of a student '{student}'.")
        held.append(Held(student, folders, student in times, times.get(student)))
    return held


def older_than(held: Iterable[Held], days: int, now: dt.datetime) -> tuple[list[Held], list[Held]]:
    """Return those who last handed in longer ago than that, and those of whom no time is known."""
    before = now - dt.timedelta(days=days)
    known, unknown = [], []
    for one in held:
        if one.last is None:
            unknown.append(one)
        elif one.last < before:
            known.append(one)
    return known, unknown


def forget(course: OpenCourse, held: Iterable[Held]) -> None:
    """Delete it all. The files go first, so that a run that was ended can be run again.

    Raises:
        NastavaError: a file can't be deleted, or the gradebook can't be written.
    """
    held = list(held)
    if not any(one.in_gradebook for one in held):
        for one in held:
            _delete(one.folders)
        return
    with open_alone(course) as gradebook:
        for one in held:
            _delete(one.folders)
            try:
                gradebook.remove_student(one.student)
            except MissingEntry:  # a run before this one came so far
                continue
        _tidy(gradebook)


def _tidy(gradebook: Gradebook) -> None:
    """Have SQLite write its file anew: deleted rows stay readable in it until then."""
    bind = gradebook.engine
    if bind.dialect.name == "sqlite":
        gradebook.db.commit()
        gradebook.db.remove()
        with bind.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("VACUUM"))


def _times(course: OpenCourse) -> dict[str, dt.datetime | None]:
    """Return by student of the gradebook when they last handed in."""
    from nbgrader.api import Student, SubmittedAssignment
    from sqlalchemy import func, select

    people, submitted = Student.__table__.c, SubmittedAssignment.__table__.c
    query = (
        select(people.id, func.max(submitted.timestamp))
        .select_from(Student.__table__.outerjoin(SubmittedAssignment.__table__, submitted.student_id == people.id))
        .group_by(people.id)
    )  # fmt: skip
    with open_gradebook(gradebook_address(course.folders)) as connection:
        return {row[0]: row[1] and row[1].replace(tzinfo=dt.UTC) for row in connection.execute(query)}


def _folders(course: OpenCourse, student: str) -> Iterable[Path]:
    """Yield the student's folders of all steps and of the engine's results."""
    folders = course.folders
    root = Path(folders.root)
    for step in (folders.submitted_directory, folders.autograded_directory, folders.feedback_directory):
        pattern = folders.directory_structure.format(
            nbgrader_step=glob.escape(step), student_id=glob.escape(student), assignment_id="*"
        )
        yield from root.glob(pattern)
    yield from (course.root / FOLDER).glob(f"*/{glob.escape(student)}")


def _delete(folders: Iterable[Path]) -> None:
    for folder in folders:
        try:
            # A link is taken away, what it leads to is not.
            if folder.is_symlink() or not folder.is_dir():
                folder.unlink(missing_ok=True)
            else:
                shutil.rmtree(folder)
            parent = folder.parent
            if not any(parent.iterdir()):
                parent.rmdir()
        except OSError as error:
            raise NastavaError(
                f"{error.filename or folder} can't be deleted ({error.strerror}). Make it writable and run this again."
            ) from None
