"""Essays of an assignment in one list, for marking by hand outside the formgrader."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from nbgrader.coursedir import CourseDirectory
from traitlets.config.loader import PyFileConfigLoader

from nastava.answers.handed_in import read_handed_in
from nastava.classroom.course import (
    QUIZ_PREFIX,
    released_folder,
    students_with_a_folder,
    submission_folder,
)
from nastava.errors import NastavaError
from nastava.grading.quiz import waits_for_a_person
from nastava.items.essay import Essay, count_words
from nastava.quizzes import Bank, PublishedQuiz, mark
from nastava.quizzes.find import COURSE_CONFIG, instructor_course
from nastava.quizzes.graded import graded_bank, released_quiz
from nastava.text.spreadsheet import to_csv


@dataclass(frozen=True)
class Written:
    """What one student wrote for one essay; the words are counted here, whatever the sheet says."""

    student: str
    quiz: str
    item: str
    words: int
    text: str
    points_possible: float


@dataclass(frozen=True)
class Essays:
    """The essays of an assignment, student by student, and what could not be read."""

    written: tuple[Written, ...]
    problems: tuple[str, ...]


def open_course(folder: Path) -> CourseDirectory:
    """Return the course that a folder lies in, with the instructor's own settings.

    Raises:
        NastavaError: there is none, or its settings can't be read.
    """
    root = instructor_course(folder.absolute())
    if root is None:
        raise NastavaError(
            f"{folder.absolute()} lies in no course. Run this in the folder that holds {COURSE_CONFIG} and "
            f"quizzes/graded, or name that folder with --course."
        )
    try:
        config = PyFileConfigLoader(COURSE_CONFIG, path=str(root)).load_config()
    except Exception as error:  # the instructor's own program may do anything
        raise NastavaError(
            f"{root / COURSE_CONFIG} can't be read ({type(error).__name__}: {error})."
        ) from error
    return CourseDirectory(config=config, root=str(root))


def collect_essays(course: CourseDirectory, assignment: str) -> Essays:
    """Read what every student handed in for the essays of an assignment.

    The last answer to each counts. A student who wrote nothing is listed with an empty text, so that nobody
    is overlooked.

    Raises:
        NastavaError: there is no such assignment, nothing was handed in, or no quiz of it asks for an essay.
        BankError: a bank has faults.
        QuizNotFoundError: a bank is missing.
    """
    banks = banks_with_essays(course, assignment)
    if not banks:
        raise NastavaError(f"No quiz of the assignment '{assignment}' asks for an essay.")
    return essays_of(course, assignment, banks, who_handed_in(course, assignment))


def who_handed_in(course: CourseDirectory, assignment: str) -> list[str]:
    """Return the students with a folder for the assignment, in alphabetical order.

    Raises:
        NastavaError: there is none.
    """
    students = sorted(students_with_a_folder(course, assignment))
    if not students:
        raise NastavaError(
            f"Nobody has handed in '{assignment}' yet: {course.submitted_directory}/ holds no folder of that name. "
            f"Collect it first."
        )
    return students


def banks_with_essays(course: CourseDirectory, assignment: str) -> dict[str, Bank]:
    """Return by id the banks of an assignment's quizzes that ask for essays to be marked.

    Raises:
        NastavaError: there is no such assignment.
        BankError: a bank has faults.
        QuizNotFoundError: a bank is missing.
    """
    root = Path(course.root)
    banks = {quiz_id: graded_bank(quiz_id, root) for quiz_id in _quiz_ids(course, assignment)}
    return {quiz_id: bank for quiz_id, bank in banks.items() if any(map(_is_marked, bank.written.items))}


def essays_of(
    course: CourseDirectory, assignment: str, banks: Mapping[str, Bank], students: Iterable[str]
) -> Essays:
    """Read what these students wrote for the essays of these banks; no link is followed."""
    released = {quiz_id: released_quiz(quiz_id, released_folder(course, assignment)) for quiz_id in banks}
    written: list[Written] = []
    problems: list[str] = []
    for student in students:
        folder = submission_folder(course, student, assignment)
        for quiz_id, bank in banks.items():
            if folder.is_symlink() or folder.parent.is_symlink():
                problems.append(f"{student}: the folder handed in is a link, which is not followed.")
                break
            sheet = read_handed_in(folder, quiz_id)
            problems += (f"{student}: {problem.say('en')}" for problem in sheet.problems)
            written += _of_one(student, bank, sheet.attempts, released[quiz_id])
    return Essays(tuple(written), tuple(problems))


def _is_marked(item: object) -> bool:
    return isinstance(item, Essay) and not item.survey


def _of_one(
    student: str, bank: Bank, attempts: Iterable[Any], released: PublishedQuiz | None
) -> Iterator[Written]:
    for marked in mark(bank, attempts, released).items:
        if _is_marked(marked.item):
            text = marked.item.describe(marked.response, "en") if waits_for_a_person(marked) else ""
            yield Written(student, bank.id, marked.item_id, count_words(text), text, marked.item.points)


def _quiz_ids(course: CourseDirectory, assignment: str) -> list[str]:
    """Return the quizzes of an assignment, by the cells of the instructor's notebooks that give their points."""
    folder = Path(course.format_path(course.source_directory, ".", assignment))
    notebooks = sorted(folder.glob("*.ipynb"))
    if not notebooks:
        there = sorted({path.parent.name for path in folder.parent.glob("*/*.ipynb")})
        raise NastavaError(
            f"There is no assignment '{assignment}' in {folder.parent}. There are: {', '.join(there) or 'none'}."
        )
    ids: list[str] = []
    for path in notebooks:
        try:
            cells = json.loads(path.read_bytes())["cells"]
            about = [cell["metadata"].get("nbgrader", {}) for cell in cells]
            names = [str(cell.get("grade_id")) for cell in about if cell.get("grade") and cell.get("locked")]
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise NastavaError(f"{path} can't be read ({type(error).__name__}).") from error
        ids += (name.removeprefix(QUIZ_PREFIX) for name in names if name.startswith(QUIZ_PREFIX))
    return list(dict.fromkeys(ids))


def as_csv(written: Iterable[Written]) -> str:
    """Return the list as CSV that a spreadsheet opens without running anything in it.

    Example:
        >>> print(as_csv([Written("ana", "kfor", "why", 2, "=1+1 two", 4)]), end="")
        student,quiz,item,words,text,points_possible
        ana,kfor,why,2,'=1+1 two,4
    """
    return to_csv([field.name for field in fields(Written)], (tuple(asdict(one).values()) for one in written))


def as_json(written: Iterable[Written]) -> str:
    """Return the list as JSON.

    Example:
        >>> print(as_json([]))
        []
    """
    return json.dumps([asdict(one) for one in written], ensure_ascii=False, indent=2)
