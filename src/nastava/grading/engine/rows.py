"""The gradebook's rows as plain data, and a scratch gradebook made of them."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from nbgrader import api
from sqlalchemy import MetaData, create_engine
from sqlalchemy.orm import Session

from nastava.errors import NastavaError

Rows = Mapping[str, Any]


def assignment_rows(gradebook: api.Gradebook, assignment: str) -> Rows:
    """Return what the gradebook knows of an assignment: notebooks, cells with their points, sources.

    Raises:
        NastavaError: it does not know the assignment.
    """
    try:
        found = gradebook.find_assignment(assignment)
    except api.MissingEntry:
        raise NastavaError(
            f"The gradebook does not know the assignment '{assignment}'. Release it first: "
            f"nbgrader generate_assignment {assignment}"
        ) from None
    return {"assignment": assignment, "notebooks": [_notebook(one) for one in found.notebooks]}


def _notebook(notebook: api.Notebook) -> dict[str, Any]:
    kinds = (("grade", notebook.grade_cells), ("task", notebook.task_cells))
    graded = [
        {"name": cell.name, "kind": kind, "max_score": float(cell.max_score), "cell_type": cell.cell_type}
        for kind, cells in kinds
        for cell in cells
    ]
    solutions = [{"name": cell.name, "kind": "solution"} for cell in notebook.solution_cells]
    sources = [
        {name: getattr(cell, name) for name in ("name", "cell_type", "source", "checksum", "locked")}
        for cell in notebook.source_cells
    ]
    return {
        "name": notebook.name,
        "kernelspec": notebook.kernelspec,
        "cells": sorted([*graded, *solutions], key=lambda cell: (cell["name"], cell["kind"])),
        "sources": sorted(sources, key=lambda cell: str(cell["name"])),
    }


def quiz_cells(rows: Rows, prefix: str) -> list[str]:
    """Return the names of the cells that give the points of a quiz.

    Example:
        >>> cell = {"name": "quiz-kfor", "cell_type": "code", "locked": True}
        >>> quiz_cells({"notebooks": [{"sources": [cell]}]}, "quiz-")
        ['quiz-kfor']
    """
    return [
        cell["name"]
        for notebook in rows["notebooks"]
        for cell in notebook["sources"]
        if cell["name"].startswith(prefix) and cell["locked"] and cell["cell_type"] == "code"
    ]


_CELLS = {"grade": api.GradeCell, "task": api.TaskCell, "solution": api.SolutionCell}


def write_scratch(path: Path, rows: Rows, courses: Sequence[str]) -> None:
    """Write a gradebook that holds one assignment and nobody's work.

    Args:
        path: where; nothing may be there yet.
        rows: see ``assignment_rows``.
        courses: ids of courses; the first is the assignment's.
    """
    engine = create_engine(f"sqlite:///{path}", future=True)
    try:
        # By the class: in a worker the tables are otherwise taken for granted.
        MetaData.create_all(api.Base.metadata, bind=engine)
        with Session(engine) as session:
            session.add_all(api.Course(id=name) for name in dict.fromkeys(courses))
            assignment = api.Assignment(name=rows["assignment"], course_id=courses[0])
            session.add(assignment)
            for one in rows["notebooks"]:
                notebook = api.Notebook(name=one["name"], assignment=assignment, kernelspec=one["kernelspec"])
                session.add(notebook)
                for cell in one["cells"]:
                    fields = {key: value for key, value in cell.items() if key != "kind"}
                    session.add(_CELLS[cell["kind"]](notebook=notebook, **fields))
                session.add_all(api.SourceCell(notebook=notebook, **cell) for cell in one["sources"])
            session.commit()
    finally:
        engine.dispose()


def add_student(path: Path, student: str) -> None:
    """Enter a student into a scratch gradebook."""
    with sqlite3.connect(path) as database:
        database.execute("INSERT INTO student (id) VALUES (?)", (student,))
    database.close()


def as_text(rows: Rows) -> str:
    """Return rows as text, the same for the same rows.

    Example:
        >>> as_text({"b": 1, "a": None})
        '{"a": null, "b": 1}'
    """
    return json.dumps(rows, sort_keys=True)
