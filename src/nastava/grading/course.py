"""What a preprocessor needs to know of the course: its folders and its graded banks."""

from __future__ import annotations

import glob
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from nbgrader.coursedir import CourseDirectory

from nastava.content import PRIVATE
from nastava.errors import BankError, QuizNotFoundError
from nastava.quizzes import Bank, PublishedQuiz, load_bank
from nastava.quizzes.arrange import settle
from nastava.quizzes.find import instructor_bank


def course_directory(preprocessor: Any) -> CourseDirectory:
    """Return the course directory of the conversion that a preprocessor is part of.

    nbgrader makes a preprocessor a child of the exporter, and the exporter a child of the converter. The
    converter's own directory is asked, since the formgrader changes it without changing the configuration.
    """
    parent = preprocessor.parent
    while parent is not None:
        if getattr(parent, "coursedir", None) is not None:
            return parent.coursedir
        parent = parent.parent
    return CourseDirectory(parent=preprocessor)


def submission_folder(course: CourseDirectory, student: str, assignment: str) -> Path:
    """Return the folder that a student handed in."""
    return Path(course.format_path(course.submitted_directory, student, assignment))


def released_folder(course: CourseDirectory, assignment: str) -> Path:
    """Return the folder in which ``generate_assignment`` laid an assignment: the instructor's own copy."""
    return Path(course.format_path(course.release_directory, ".", assignment))


def students_with_a_folder(course: CourseDirectory, assignment: str) -> Iterator[str]:
    """Yield who has a folder for the assignment, wherever the course's structure puts it."""
    step = course.submitted_directory
    pattern = course.directory_structure.format(
        nbgrader_step=glob.escape(step), student_id="*", assignment_id=glob.escape(assignment)
    )
    wanted = re.compile(
        course.format_path(re.escape(step), r"(?P<student>[^/\\]+)", re.escape(assignment), escape=True)
    )
    for path in Path(course.root).glob(pattern):
        found = wanted.fullmatch(str(path))
        if found and path.is_dir():
            yield found["student"]


def released_quiz(quiz_id: str, folder: Path) -> PublishedQuiz | None:
    """Return a quiz as it was released, or None where the release is not there.

    Args:
        quiz_id: the quiz.
        folder: see ``released_folder``.

    Raises:
        BankError: the file can't be read, or is that of another quiz.
    """
    path = folder / "quizzes" / f"{quiz_id}.json"
    if not path.exists():
        return None
    try:
        quiz = PublishedQuiz.model_validate(json.loads(path.read_bytes()))
    except (OSError, ValueError, RecursionError) as error:
        raise BankError(_unusable(path, f"can't be read ({type(error).__name__})")) from None
    if quiz.id != quiz_id:
        raise BankError(_unusable(path, f"is that of the quiz '{quiz.id}'"))
    return quiz


def _unusable(path: Path, why: str) -> str:
    return (
        f"{path}: the released quiz {why}. Students are marked by what was released: put that file back, from a "
        f"backup or the exchange. Without any, delete it: they are then marked by what the bank would draw today."
    )


def graded_bank(quiz_id: str, root: Path) -> Bank:
    """Return the bank of a graded quiz with its keys, settled as everybody gets it.

    Args:
        quiz_id: the quiz.
        root: top of the instructor's course.

    Raises:
        QuizNotFoundError: there is no such bank; the message says where it was looked for.
        BankError: it has faults, or it is no graded one.
    """
    path = instructor_bank(quiz_id, root)
    if path is None:
        raise QuizNotFoundError(
            f"There is no graded bank '{quiz_id}'. Write {root / 'quizzes' / 'graded' / quiz_id}.yaml, "
            f"put it into the private folder that {PRIVATE} names, or correct the quiz's name in the notebook."
        )
    bank = load_bank(path)
    if bank.mode != "graded":
        raise BankError(
            f"{path}: the bank's mode is '{bank.mode}'. Write 'mode: graded' to use it in an assignment."
        )
    return settle(bank)
