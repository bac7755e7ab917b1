"""Reading nbgrader's gradebook, SQLite or PostgreSQL, a whole assignment in a few queries."""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import numpy as np
from nbgrader.api import (
    Assignment,
    BaseCell,
    Grade,
    GradeCell,
    Notebook,
    SolutionCell,
    Student,
    SubmittedAssignment,
    SubmittedNotebook,
    TaskCell,
)
from numpy.typing import NDArray
from sqlalchemy import Connection, Engine, create_engine, inspect, select
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

from nastava.classroom.course import QUIZ_PREFIX
from nastava.errors import NastavaError

Kind = Literal["quiz", "test", "written"]
_USED = (Assignment, Notebook, BaseCell, GradeCell, SolutionCell, TaskCell, Student, SubmittedAssignment, SubmittedNotebook, Grade)  # fmt: skip


@dataclass(frozen=True)
class Cell:
    """A cell that gives points; ``written`` is what people mark: text, a task, code without a test."""

    notebook: str
    name: str
    kind: Kind
    points: float

    @property
    def quiz_id(self) -> str | None:
        """The quiz that it gives the points of, or None.

        Example:
            >>> Cell("kfor", "quiz-kfor-2023", "quiz", 6).quiz_id
            'kfor-2023'
        """
        return self.name.removeprefix(QUIZ_PREFIX) if self.kind == "quiz" else None


@dataclass(frozen=True)
class Person:
    """A student as the gradebook knows them."""

    id: str
    first_name: str | None = None
    last_name: str | None = None
    email: str | None = None
    lms_user_id: str | None = None

    @property
    def name(self) -> str:
        """First and last name, else the id.

        Example:
            >>> Person("s1", "Željka", "Šarić").name, Person("s1").name
            ('Željka Šarić', 's1')
        """
        return " ".join(filter(None, (self.first_name, self.last_name))) or self.id


@dataclass(frozen=True)
class Grades:
    """An assignment's grades: students (who have a submission) by cells.

    ``auto``, ``manual`` and ``extra`` are NaN where nothing is entered; ``waiting`` says that a person has to look.
    ``penalty`` is by student, over all notebooks.
    """

    assignment: str
    due: dt.datetime | None
    notebooks: tuple[str, ...]
    cells: tuple[Cell, ...]
    students: tuple[str, ...]
    auto: NDArray[np.float64]
    manual: NDArray[np.float64]
    extra: NDArray[np.float64]
    waiting: NDArray[np.bool_]
    penalty: NDArray[np.float64]
    handed_in: tuple[dt.datetime | None, ...]

    @property
    def points(self) -> NDArray[np.float64]:
        """What each cell earned: a person's points before the program's, and extra credit; nothing counts as zero."""
        earned = np.where(np.isnan(self.manual), np.nan_to_num(self.auto), np.nan_to_num(self.manual))
        return np.asarray(earned + np.nan_to_num(self.extra))

    @property
    def scores(self) -> NDArray[np.float64]:
        """Each student's score after late penalties, never below zero, as nbgrader has it."""
        return np.asarray(np.maximum(self.points.sum(axis=1) - self.penalty, 0.0))

    @property
    def of(self) -> float:
        """Points to be had."""
        return float(sum(cell.points for cell in self.cells))


@contextlib.contextmanager
def open_gradebook(url: str) -> Iterator[Connection]:
    """Open a gradebook to be read; nothing is made where there is none.

    Raises:
        NastavaError: it can't be opened, or another version of nbgrader made it.
    """
    with told(url):
        address = make_url(url)
        path = address.database
        if address.get_backend_name() == "sqlite" and path and not Path(path).is_file():
            raise NastavaError(
                f"There is no gradebook yet ({path}). Release an assignment with 'nbgrader generate_assignment', then grade it."
            )
        engine = create_engine(address)
    try:
        with told(url), engine.connect() as connection:
            _check_tables(engine, url)
            yield connection
    finally:
        engine.dispose()


def _check_tables(engine: Engine, url: str) -> None:
    """Raise where a table or a column that is read here is missing."""
    look = inspect(engine)
    there = set(look.get_table_names())
    for model in _USED:
        table = model.__table__
        columns = {column["name"] for column in look.get_columns(table.name)} if table.name in there else ()
        missing = [column.name for column in table.columns if column.name not in columns]
        if missing:
            raise NastavaError(
                f"The gradebook {shown(url)} was made by another version of nbgrader: its table '{table.name}' has no "
                f"'{missing[0]}'. Copy the file, then run: nbgrader db upgrade"
            )


@contextlib.contextmanager
def told(url: str) -> Iterator[None]:
    """Tell in one line why a gradebook can't be opened or read."""
    try:
        yield
    except ModuleNotFoundError as error:
        why = f"the driver '{error.name}' is not installed. Install it: python -m pip install \"nastava[postgres]\""
        raise NastavaError(f"The gradebook {shown(url)} can't be opened: {why}") from None
    except (ArgumentError, NoSuchModuleError) as error:
        raise NastavaError(
            f"CourseDirectory.db_url can't be used ({type(error).__name__}). Write it as "
            "postgresql+psycopg://USER@HOST/DATABASE, or sqlite:///PATH."
        ) from None
    except DBAPIError as error:
        why = " ".join(str(error.orig).split())
        raise NastavaError(f"The gradebook {shown(url)} can't be opened: {why}") from None


def shown(url: str) -> str:
    """Return a gradebook's address without its password.

    Example:
        >>> shown("postgresql+psycopg://ana:secret@db.example.org/course")
        'postgresql+psycopg://ana:***@db.example.org/course'
    """
    return make_url(url).render_as_string(hide_password=True)


def assignment_names(connection: Connection) -> list[str]:
    """Return the assignments of a gradebook, in alphabetical order."""
    return sorted(connection.scalars(select(Assignment.__table__.c.name)))


def read_people(connection: Connection) -> dict[str, Person]:
    """Return all students by id."""
    table = Student.__table__.c
    query = select(table.id, table.first_name, table.last_name, table.email, table.lms_user_id)
    return {row[0]: Person(*row) for row in connection.execute(query)}


def read_grades(connection: Connection, name: str) -> Grades:
    """Return an assignment's grades.

    Raises:
        NastavaError: the gradebook knows no such assignment.
    """
    found = connection.execute(
        select(Assignment.__table__.c.id, Assignment.__table__.c.duedate).where(
            Assignment.__table__.c.name == name
        )
    ).first()
    if found is None:
        there = ", ".join(assignment_names(connection)) or "none"
        raise NastavaError(f"The gradebook knows no assignment '{name}'. It has: {there}.")
    assignment, due = found
    notebooks = _notebooks(connection, assignment)
    cells = _cells(connection, notebooks)
    submitted = SubmittedAssignment.__table__.c
    rows = connection.execute(
        select(submitted.id, submitted.student_id, submitted.timestamp)
        .where(submitted.assignment_id == assignment)
        .order_by(submitted.student_id)
    ).all()
    place = {row[0]: number for number, row in enumerate(rows)}
    penalty = np.zeros(len(rows))
    book, about = SubmittedNotebook.__table__.c, Grade.__table__.c
    whose: dict[str, int] = {}
    of_assignment = book.notebook_id.in_(list(notebooks))
    for id_, owner, late in connection.execute(
        select(book.id, book.assignment_id, book.late_submission_penalty).where(of_assignment)
    ):
        if owner in place:
            whose[id_] = place[owner]
            penalty[place[owner]] += late or 0.0
    columns = {id_: number for number, id_ in enumerate(cells)}
    shape = (len(rows), len(cells))
    auto, manual, extra = (np.full(shape, np.nan) for _each in range(3))
    waiting = np.zeros(shape, dtype=bool)
    graded = (
        select(about.notebook_id, about.cell_id, about.auto_score, about.manual_score, about.extra_credit, about.needs_manual_grade)
        .join(SubmittedNotebook.__table__, book.id == about.notebook_id)
        .where(of_assignment)
    )  # fmt: skip
    for owner, cell, by_program, by_hand, more, needs in connection.execute(graded):
        if owner in whose and cell in columns:
            at = whose[owner], columns[cell]
            auto[at] = np.nan if by_program is None else by_program
            manual[at] = np.nan if by_hand is None else by_hand
            extra[at] = np.nan if more is None else more
            waiting[at] = bool(needs)
    return Grades(
        assignment=name,
        due=due,
        notebooks=tuple(sorted(notebooks.values())),
        cells=tuple(cells.values()),
        students=tuple(row[1] for row in rows),
        auto=auto,
        manual=manual,
        extra=extra,
        waiting=waiting,
        penalty=penalty,
        handed_in=tuple(row[2] for row in rows),
    )


def _notebooks(connection: Connection, assignment: str) -> dict[str, str]:
    table = Notebook.__table__.c
    query = select(table.id, table.name).where(table.assignment_id == assignment)
    return {row[0]: row[1] for row in connection.execute(query)}


def _cells(connection: Connection, notebooks: dict[str, str]) -> dict[str, Cell]:
    """Return the cells that give points by their id, those of a notebook together."""
    base, graded, task, solved = (one.__table__.c for one in (BaseCell, GradeCell, TaskCell, SolutionCell))
    mine = base.notebook_id.in_(list(notebooks))
    answers: set[Any] = {
        (row[0], row[1])
        for row in connection.execute(
            select(base.notebook_id, base.name).join(SolutionCell.__table__, solved.id == base.id).where(mine)
        )
    }
    found: list[tuple[str, Cell]] = []
    for id_, name, where, points, kind in connection.execute(
        select(base.id, base.name, base.notebook_id, graded.max_score, graded.cell_type)
        .join(GradeCell.__table__, graded.id == base.id)
        .where(mine)
    ):
        by_program = kind == "code" and (where, name) not in answers
        is_quiz = by_program and name.startswith(QUIZ_PREFIX)
        what: Kind = "quiz" if is_quiz else "test" if by_program else "written"
        found.append((id_, Cell(notebooks[where], name, what, float(points))))
    for id_, name, where, points in connection.execute(
        select(base.id, base.name, base.notebook_id, task.max_score)
        .join(TaskCell.__table__, task.id == base.id)
        .where(mine)
    ):
        found.append((id_, Cell(notebooks[where], name, "written", float(points))))
    return dict(sorted(found, key=lambda pair: (pair[1].notebook, pair[1].name)))
