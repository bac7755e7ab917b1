"""Grades as a long table: students by assignments by items by parts."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from nbgrader.coursedir import CourseDirectory

from nastava.answers.handed_in import read_handed_in
from nastava.classroom.course import released_folder, submission_folder
from nastava.classroom.gradebook import Grades, Person
from nastava.quizzes import ItemMark, Marker
from nastava.quizzes.graded import graded_bank, released_quiz

#: ``level`` says what a row is about: assignment, cell, item or part. ``right`` is of parts: 1 or 0.
HEADS = (
    "student_id", "last_name", "first_name", "assignment", "level", "notebook", "cell", "item", "part", "points", "max_points",
    "right", "auto_score", "manual_score", "extra_credit", "late_penalty", "needs_manual_grade", "timestamp",
)  # fmt: skip


def long_rows(
    course: CourseDirectory, grades: Grades, people: Mapping[str, Person]
) -> Iterator[tuple[Any, ...]]:
    """Yield the rows of an assignment, student by student; who handed in nothing has none.

    Raises:
        BankError: a bank has faults.
        QuizNotFoundError: a bank is missing.
    """
    markers = {
        cell.quiz_id: Marker(
            graded_bank(cell.quiz_id, Path(course.root)),
            released_quiz(cell.quiz_id, released_folder(course, grades.assignment)),
        )
        for cell in grades.cells
        if cell.quiz_id is not None
    }
    points, scores = grades.points, grades.scores
    for row, student in enumerate(grades.students):
        if student not in people:
            continue
        person = people[student]
        who = (student, person.last_name, person.first_name, grades.assignment)
        when = grades.handed_in[row]
        yield _row(
            who, "assignment", points=float(scores[row]), most=grades.of, penalty=float(grades.penalty[row]),
            waits=bool(grades.waiting[row].any()), when=when.isoformat() if when else None,
        )  # fmt: skip
        folder = submission_folder(course, student, grades.assignment)
        for k, cell in enumerate(grades.cells):
            yield _row(
                who, "cell", (cell.notebook, cell.name), points=float(points[row, k]), most=cell.points,
                scores=tuple(_number(table[row, k]) for table in (grades.auto, grades.manual, grades.extra)),
                waits=bool(grades.waiting[row, k]),
            )  # fmt: skip
            if cell.quiz_id is not None and not folder.is_symlink():
                for marked in markers[cell.quiz_id].mark(read_handed_in(folder, cell.quiz_id).attempts).items:
                    yield from _item_rows(who, cell.notebook, cell.name, marked)


def _item_rows(who: tuple[Any, ...], notebook: str, cell: str, marked: ItemMark) -> Iterator[tuple[Any, ...]]:
    if marked.item.survey:
        return
    by_hand = marked.item.by_hand
    yield _row(
        who, "item", (notebook, cell, marked.item_id), points=None if by_hand else marked.points, most=marked.of,
        waits=by_hand and marked.response is not None,
    )  # fmt: skip
    for part in marked.score.parts:
        yield _row(who, "part", (notebook, cell, marked.item_id, part.part), right=int(part.right))


def _row(
    who: tuple[Any, ...],
    level: str,
    where: tuple[str, ...] = (),
    *,
    points: float | None = None,
    most: float | None = None,
    right: int | None = None,
    scores: tuple[float | None, ...] = (None, None, None),
    penalty: float | None = None,
    waits: bool = False,
    when: str | None = None,
) -> tuple[Any, ...]:
    needs = None if level == "part" else int(waits)
    return (*who, level, *where, *[""] * (4 - len(where)), points, most, right, *scores, penalty, needs, when)


def _number(value: float) -> float | None:
    return None if math.isnan(value) else float(value)
