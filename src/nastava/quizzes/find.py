"""Where a quiz is found, from the folder of a notebook."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from pathlib import Path

from nastava.content import private_folder, quizzes_dir
from nastava.errors import NastavaError, QuizNotFoundError
from nastava.quizzes.bank import Bank, PublishedQuiz, load_bank, load_published, publish

#: What marks a folder as the instructor's course.
COURSE_CONFIG = "nbgrader_config.py"


def find_quiz(name: str, folder: Path | None = None) -> Bank | PublishedQuiz:
    """Return the quiz with this id as it may be shown in ``folder`` (default: the working directory).

    In this order: a keyless quiz of a released assignment beside the notebook; a practice bank in a
    ``quizzes`` folder here or above; a practice bank of the course. A graded bank is opened only inside the
    instructor's course, and even there only its keyless twin is returned.

    Raises:
        QuizNotFoundError: there is none, or that is no name; the message names those there are and the nearest.
        BankError: it was found and has faults.
    """
    if not isinstance(name, str):  # a cell of a notebook may say anything
        raise QuizNotFoundError(
            f'A quiz is asked for by its name in quotation marks, such as quiz("kfor"), not by {name!r:.60}.'
        )
    folder = (folder or Path.cwd()).absolute()
    released = folder / "quizzes" / f"{name}.json"
    if _is_plain(name):
        if released.is_file():
            return load_published(released)
        practice = practice_bank(name, folder)
        if practice:
            return _unless_graded(load_bank(practice))
        course = instructor_course(folder)
        graded = instructor_bank(name, course) if course else None
        if graded:
            return PublishedQuiz.model_validate(publish(load_bank(graded)))
    raise QuizNotFoundError(_no_such_quiz(name, folder))


def practice_bank(name: str, folder: Path | None = None) -> Path | None:
    """Return the practice bank that ``find_quiz`` reads, or None where it reads another form, or nothing."""
    folder = (folder or Path.cwd()).absolute()
    if not _is_plain(name) or (folder / "quizzes" / f"{name}.json").is_file():
        return None
    candidates = (shelf / f"{name}.yaml" for shelf in _practice_shelves(folder))
    return next((path for path in candidates if path.is_file()), None)


def _is_plain(name: str) -> bool:
    return bool(name) and Path(name).name == name and name not in {".", ".."}


def _unless_graded(bank: Bank) -> Bank | PublishedQuiz:
    # A bank that says graded keeps its key to itself wherever it lies.
    return bank if bank.mode != "graded" else PublishedQuiz.model_validate(publish(bank))


def _practice_shelves(folder: Path) -> Iterator[Path]:
    for candidate in (folder, *folder.parents):
        if (candidate / "quizzes").is_dir():
            yield candidate / "quizzes"
    try:
        yield quizzes_dir()
    except NastavaError:
        return


def quiz_names(folder: Path | None = None) -> list[str]:
    """Return the ids of the quizzes that ``find_quiz`` reaches from the folder, in alphabetical order."""
    folder = (folder or Path.cwd()).absolute()
    names = {path.stem for path in (folder / "quizzes").glob("*.json") if not path.stem.endswith(".schema")}
    for shelf in _practice_shelves(folder):
        names |= {path.stem for path in shelf.glob("*.yaml")}
    course = instructor_course(folder)
    return sorted(names.union(graded_names(course) if course else ()))


def graded_names(course: Path) -> list[str]:
    """Return the ids of the graded banks of an instructor's course and its private overlay, in alphabetical order."""
    return sorted({path.stem for shelf in _graded_shelves(course) for path in shelf.glob("*.yaml")})


def _no_such_quiz(name: str, folder: Path) -> str:
    names = quiz_names(folder)
    near = difflib.get_close_matches(name, names, n=1, cutoff=0.4)
    asked = f"There is no quiz {name!r}."
    meant = f" Did you mean {near[0]!r}?" if near else ""
    return f"{asked}{meant} Quizzes here: {', '.join(names) or 'none'}."


def instructor_course(folder: Path) -> Path | None:
    """Return the instructor's course that the folder lies in: nbgrader's settings and graded banks at hand."""
    for candidate in (folder, *folder.parents):
        if (candidate / COURSE_CONFIG).is_file() and any(s.is_dir() for s in _graded_shelves(candidate)):
            return candidate
    return None


def _graded_shelves(course: Path) -> Iterator[Path]:
    private = private_folder()
    if private:
        yield private / "quizzes" / "graded"
    yield course / "quizzes" / "graded"


def instructor_bank(name: str, course: Path) -> Path | None:
    """Return the path of a graded bank with its keys: the private overlay first, then the course's own.

    Args:
        name: id of the quiz.
        course: root of the instructor's course.
    """
    if not _is_plain(name):
        return None
    candidates = (shelf / f"{name}.yaml" for shelf in _graded_shelves(course))
    return next((path for path in candidates if path.is_file()), None)


def is_private(bank: Path) -> bool:
    """Return whether a bank lies in the private overlay."""
    private = private_folder()
    return private is not None and bank.absolute().is_relative_to(private)
