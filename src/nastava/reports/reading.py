"""Reading a class: the gradebook, the answer sheets handed in, and the bank that says what each response is worth."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from nbgrader.coursedir import CourseDirectory
from numpy.typing import NDArray

from nastava.answers import Attempt, SheetContent
from nastava.answers.clock import moment_of
from nastava.answers.handed_in import read_handed_in
from nastava.classroom.course import (
    gradebook_address,
    released_folder,
    students_with_a_folder,
    submission_folder,
)
from nastava.classroom.gradebook import Grades, Person, open_gradebook, read_grades, read_people
from nastava.errors import NastavaError
from nastava.items import Item
from nastava.quizzes import Bank, Marker
from nastava.quizzes.credit import CERTAINTY_MARKS
from nastava.quizzes.graded import graded_bank, released_quiz
from nastava.text.languages import LANGUAGES
from nastava.text.messages import Notice

#: Seconds at one item beyond which somebody was away, so that nothing is known.
LONGEST = 3600.0
#: How a notebook's own metadata begin, and how near to the end of the file.
_METADATA = b'\n "metadata": {'
_TAIL = 64 * 1024
#: Longest answer in words that is counted among the frequent ones.
_LONGEST_ANSWER = 80
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Responses:
    """What a class did in one quiz: students (those with an answer sheet) by the items asked.

    ``scores`` has points, 0 for no answer. ``chosen`` holds, by item with options, students by options (NaN where
    nothing was answered); ``said`` counts answers in words. ``drawn``: the bank draws items from pools.
    """

    bank: Bank
    items: tuple[Item, ...]
    students: tuple[str, ...]
    scores: Floats
    answered: NDArray[np.bool_]
    right: Floats
    seconds: Floats
    certainty: NDArray[np.int8]
    outdated: NDArray[np.bool_]
    languages: tuple[str, ...]
    chosen: Mapping[str, NDArray[np.int8]]
    said: Mapping[str, Counter[str]]
    missing: tuple[str, ...]
    problems: tuple[tuple[str, Notice], ...]

    @property
    def drawn(self) -> bool:
        """Whether the bank draws items from pools."""
        return bool(self.bank.written.draw)


@dataclass(frozen=True)
class Check:
    """One check of a code exercise: how many met it, and how many had all its points."""

    what: Mapping[str, str]
    points: float
    students: int
    passed: int


@dataclass(frozen=True)
class ClassData:
    """All that a report rests on."""

    grades: Grades
    people: Mapping[str, Person]
    quizzes: Mapping[str, Responses]
    checks: Mapping[str, tuple[Check, ...]]
    ungraded: tuple[str, ...]
    renamed: tuple[str, ...]


def read_class(course: CourseDirectory, assignment: str) -> ClassData:
    """Read what a class handed in for an assignment and what it earned.

    Raises:
        NastavaError: there is no gradebook, no such assignment, or no submission.
        BankError: a bank has faults.
        QuizNotFoundError: a bank is missing.
    """
    with open_gradebook(gradebook_address(course)) as connection:
        grades = read_grades(connection, assignment)
        people = read_people(connection)
    folders = set(students_with_a_folder(course, assignment))
    if not grades.students:
        mend = f"Grade it first: nastava grade {assignment}" if folders else "Collect the submissions first."
        raise NastavaError(f"The gradebook has no submission of '{assignment}'. {mend}")
    handed_in = {one: submission_folder(course, one, assignment) for one in grades.students}
    quizzes = {
        cell.quiz_id: _responses(course, assignment, cell.quiz_id, handed_in)
        for cell in grades.cells
        if cell.quiz_id is not None
    }
    return ClassData(
        grades,
        people,
        quizzes,
        _checks(course, grades),
        tuple(sorted(folders - set(grades.students))),
        tuple(_renamed(handed_in, grades)),
    )


@dataclass(frozen=True)
class _Asked:
    """An item with what is looked up for every student."""

    item: Item
    id: str
    version: str
    options: tuple[Any, ...]


@dataclass
class _Gathered:
    """What is filled student by student."""

    items: Sequence[Item]
    size: int
    asked: list[_Asked] = field(default_factory=list)
    students: list[str] = field(default_factory=list)
    languages: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    problems: list[tuple[str, Notice]] = field(default_factory=list)

    def __post_init__(self) -> None:
        shape = (self.size, len(self.items))
        self.asked = [_Asked(item, item.id, item.version, option_ids(item)) for item in self.items]
        self.scores, self.right = np.zeros(shape), np.zeros(shape)
        self.seconds = np.full(shape, np.nan)
        self.answered, self.outdated = np.zeros(shape, dtype=bool), np.zeros(shape, dtype=bool)
        self.certainty = np.zeros(shape, dtype=np.int8)
        # -1 stands for no answer, until all is read.
        self.chosen = {
            one.id: np.full((self.size, len(one.options)), -1, dtype=np.int8)
            for one in self.asked
            if one.options
        }
        self.said: dict[str, Counter[str]] = {
            item.id: Counter() for item in self.items if item.type in {"numeric", "short_text"}
        }


def _responses(
    course: CourseDirectory, assignment: str, quiz_id: str, handed_in: Mapping[str, Path]
) -> Responses:
    bank = graded_bank(quiz_id, Path(course.root))
    marker = Marker(bank, released_quiz(quiz_id, released_folder(course, assignment)))
    items = tuple(item for item in marker.asked.bank.items if not item.survey)
    gathered = _Gathered(items, len(handed_in))
    for student, folder in handed_in.items():
        names = (f"{quiz_id}.json", f"{quiz_id}.waiting.json")
        if folder.is_symlink() or not any((folder / "answers" / name).exists() for name in names):
            gathered.missing.append(student)
            continue
        sheet = read_handed_in(folder, quiz_id)
        gathered.problems += ((student, problem) for problem in sheet.problems)
        _take(gathered, marker, student, sheet)
    n = len(gathered.students)
    return Responses(
        bank=marker.asked.bank,
        items=items,
        students=tuple(gathered.students),
        scores=gathered.scores[:n],
        answered=gathered.answered[:n],
        right=gathered.right[:n],
        seconds=gathered.seconds[:n],
        certainty=gathered.certainty[:n],
        outdated=gathered.outdated[:n],
        languages=tuple(gathered.languages),
        chosen={id_: table[:n] for id_, table in gathered.chosen.items()},
        said=gathered.said,
        missing=tuple(gathered.missing),
        problems=tuple(gathered.problems),
    )


def _take(gathered: _Gathered, marker: Marker, student: str, sheet: SheetContent) -> None:
    """Enter a student's sheet; the last attempt at each item counts, as in the mark."""
    row = len(gathered.students)
    gathered.students.append(student)
    gathered.languages.append(_language(sheet.attempts))
    last: dict[str, Attempt] = {}
    first: dict[str, Attempt] = {}
    for attempt in sheet.attempts:
        last[attempt["item"]] = attempt
        first.setdefault(attempt["item"], attempt)
    spent = _seconds(sheet)
    for k, one in enumerate(gathered.asked):
        counted = last.get(one.id)
        if counted is None or counted["response"] is None:
            continue
        response = counted["response"]
        score = marker.score(one.item, response)
        gathered.answered[row, k] = True
        gathered.scores[row, k] = score.points
        gathered.right[row, k] = score.verdict == "right"
        gathered.outdated[row, k] = counted.get("version") != one.version
        gathered.seconds[row, k] = spent.get(one.id, np.nan)
        level = first[one.id].get("certainty")
        if type(level) is int and level in CERTAINTY_MARKS:
            gathered.certainty[row, k] = level
        if one.options:
            picked = response if isinstance(response, list) else [response]
            gathered.chosen[one.id][row] = [id_ in picked for id_ in one.options]
        elif one.id in gathered.said:
            _count_answer(gathered.said[one.id], one.item, response)


def option_ids(item: Item) -> tuple[Any, ...]:
    """Return what may be chosen in an item of one list of options; nothing for all other types."""
    if item.type == "true_false":
        return (True, False)
    options = getattr(item, "options", ()) if item.type in {"single_choice", "multiple_choice"} else ()
    return tuple(option.id for option in options)


def _count_answer(said: Counter[str], item: Item, response: Any) -> None:
    try:
        words = item.describe(response, "en")
    except Exception:  # noqa: BLE001  # a sheet may hold any JSON
        return
    if len(words) <= _LONGEST_ANSWER:
        said[" ".join(words.split())] += 1


def _language(attempts: Sequence[Attempt]) -> str:
    named = (attempt.get("language") for attempt in reversed(attempts))
    return next((LANGUAGES[code].written for code in named if isinstance(code, str) and code in LANGUAGES), "")  # fmt: skip


def _seconds(sheet: SheetContent) -> dict[str, float]:
    """Return the seconds from what came before to the first answer of each item; the learner's own clock."""
    starts = [moment for sitting in sheet.sittings if (moment := moment_of(sitting.get("started")))]
    before = min(starts, default=None)
    spent: dict[str, float] = {}
    for attempt in sheet.attempts:
        at = moment_of(attempt.get("at"))
        if at is not None and before is not None and attempt["item"] not in spent:
            taken = (at - before).total_seconds()
            if 0 <= taken <= LONGEST:
                spent[attempt["item"]] = taken
        before = at or before
    return spent


def _renamed(handed_in: Mapping[str, Path], grades: Grades) -> Iterable[str]:
    """Yield students who handed in notebooks, but none of the assignment's name."""
    expected = {f"{name}.ipynb" for name in grades.notebooks}
    for student, folder in handed_in.items():
        try:
            with os.scandir(folder) as entries:
                names = [entry.name for entry in entries]
        except OSError:
            continue
        if expected.isdisjoint(names) and any(name.endswith(".ipynb") for name in names):
            yield student


def _checks(course: CourseDirectory, grades: Grades) -> dict[str, tuple[Check, ...]]:
    """Return by test cell the checks that trusted tests have left in the graded notebooks."""
    tests = {cell.name for cell in grades.cells if cell.kind == "test"}
    if not tests:
        return {}
    met: dict[str, dict[str, list[Any]]] = {name: {} for name in tests}
    for student in grades.students:
        folder = Path(course.format_path(course.autograded_directory, student, grades.assignment))
        for notebook in grades.notebooks:
            _count_checks(folder / f"{notebook}.ipynb", met)
    return {
        name: tuple(Check(what, points, n, passed) for what, points, n, passed in rows.values())
        for name, rows in met.items()
        if rows
    }


def _count_checks(path: Path, met: dict[str, dict[str, list[Any]]]) -> None:
    for name, checks in _checks_in(path).items():
        for one in checks if name in met else ():
            row = met[name].setdefault(one["what"]["en"], [one["what"], one["points"], 0, 0])
            row[2] += 1
            row[3] += one["earned"] >= one["points"]


def _checks_in(path: Path) -> Mapping[str, Any]:
    """Return the checks in a graded notebook, which the grader has put into its metadata.

    These stand at the file's end, after a line that no text inside JSON can look like. The rest may be large.
    """
    try:
        with path.open("rb") as file:
            size = file.seek(0, os.SEEK_END)
            file.seek(max(0, size - _TAIL))
            tail = file.read()
            place = tail.rfind(_METADATA)
            if place < 0:
                file.seek(0)
                metadata = json.loads(file.read())["metadata"]
            else:
                metadata = json.JSONDecoder().raw_decode(tail[place + len(_METADATA) - 1 :].decode())[0]
        return dict(metadata.get("nastava", {}).get("checks", {}))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}
