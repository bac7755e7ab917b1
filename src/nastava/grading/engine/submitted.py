"""A submission's rows in the gradebook, found by what the database has an index of.

nbgrader's own relations look for the notebooks of a submission, and for their grades, by columns that have no
index: the more submissions a course has, the longer each would take.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from nbgrader import api
from sqlalchemy import select
from sqlalchemy.orm import Session, load_only

_GRADED = ("GradeCell", "TaskCell")
_COMMENTED = ("SolutionCell", "TaskCell")


@dataclass
class _Cells:
    """A notebook of the assignment: its cells' names by their ids."""

    name: str
    graded: dict[str, str] = field(default_factory=dict)
    commented: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Submitted:
    """One notebook of a submission, with its grades and comments by the names of their cells."""

    name: str
    row: api.SubmittedNotebook
    grades: Mapping[str, api.Grade]
    comments: Mapping[str, api.Comment]


def find_submission(
    session: Session, assignment: str, student: str, *, lock: bool = False
) -> api.SubmittedAssignment | None:
    """Return the row of a submission, or None; ``lock`` lets nobody else change it before the transaction ends."""
    query = (
        select(api.SubmittedAssignment)
        .join(api.Assignment, api.Assignment.id == api.SubmittedAssignment.assignment_id)
        .where(api.Assignment.name == assignment, api.SubmittedAssignment.student_id == student)
    )
    if lock:
        query = query.with_for_update(of=api.SubmittedAssignment)
    return session.execute(query).scalar_one_or_none()


def notebooks_of(
    session: Session, submission: api.SubmittedAssignment, *, make: bool = False
) -> list[Submitted]:
    """Return the notebooks of a submission.

    Args:
        session: where its rows are read.
        submission: its own row.
        make: make rows of notebooks that it lacks, as nbgrader makes them; and let nobody else change those
            that there are before the transaction ends.
    """
    cells = _cells(session, str(submission.assignment_id))
    query = select(api.SubmittedNotebook).where(
        api.SubmittedNotebook.assignment_id == submission.id,
        api.SubmittedNotebook.notebook_id.in_(list(cells)),
    )
    there = {row.notebook_id: row for row in session.scalars(query)}
    graded = [cell for notebook in cells.values() for cell in notebook.graded]
    commented = [cell for notebook in cells.values() for cell in notebook.commented]
    ids = [row.id for row in there.values()]
    fields = (api.Grade.auto_score, api.Grade.manual_score, api.Grade.extra_credit)
    grades = _rows(session, api.Grade, graded, ids, [*fields, api.Grade.needs_manual_grade], lock=make)
    texts = (api.Comment.auto_comment, api.Comment.manual_comment)
    comments = _rows(session, api.Comment, commented, ids, list(texts), lock=make)
    if make:
        for notebook in cells.keys() - there.keys():
            row = api.SubmittedNotebook(
                id=api.new_uuid(), notebook_id=notebook, assignment_id=submission.id, flagged=False
            )
            there[notebook] = row
            grades[row.id] = [
                api.Grade(cell_id=cell, notebook_id=row.id, needs_manual_grade=True)
                for cell in cells[notebook].graded
            ]
            comments[row.id] = [
                api.Comment(cell_id=cell, notebook_id=row.id) for cell in cells[notebook].commented
            ]
            session.add_all([row, *grades[row.id], *comments[row.id]])
    return [
        Submitted(
            cells[notebook].name,
            row,
            {cells[notebook].graded[one.cell_id]: one for one in grades.get(row.id, [])},
            {cells[notebook].commented[one.cell_id]: one for one in comments.get(row.id, [])},
        )
        for notebook, row in there.items()
    ]


def _cells(session: Session, assignment: str) -> dict[str, _Cells]:
    """Return the notebooks of an assignment by their ids."""
    notebook, cell = api.Notebook.__table__.c, api.BaseCell.__table__.c
    query = (
        select(notebook.id, notebook.name, cell.id, cell.name, cell.type)
        .outerjoin_from(api.Notebook.__table__, api.BaseCell.__table__, cell.notebook_id == notebook.id)
        .where(notebook.assignment_id == assignment)
        .order_by(notebook.name, cell.name)
    )
    found: dict[str, _Cells] = {}
    for key, name, cell_id, cell_name, kind in session.execute(query):
        cells = found.setdefault(key, _Cells(name))
        if kind in _GRADED:
            cells.graded[cell_id] = cell_name
        if kind in _COMMENTED:
            cells.commented[cell_id] = cell_name
    return found


def _rows(
    session: Session,
    kind: Any,
    cells: Sequence[str],
    notebooks: Sequence[str],
    fields: list[Any],
    *,
    lock: bool,
) -> dict[str, list[Any]]:
    """Return grades or comments by their notebooks, with these fields alone."""
    query = (
        select(kind)
        .options(load_only(kind.cell_id, kind.notebook_id, *fields))
        .where(kind.cell_id.in_(cells), kind.notebook_id.in_(notebooks))
    )
    found: dict[str, list[Any]] = {}
    if cells and notebooks:
        for row in session.scalars(query.with_for_update() if lock else query):
            found.setdefault(row.notebook_id, []).append(row)
    return found
