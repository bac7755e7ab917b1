"""What students wrote and programmed in an assignment, and what everybody was given."""

from __future__ import annotations

import json
import stat
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nbgrader.coursedir import CourseDirectory

from nastava.classroom.course import released_folder, submission_folder
from nastava.course.lessons import joined
from nastava.errors import NastavaError
from nastava.grading.essays import banks_with_essays, essays_of, who_handed_in
from nastava.grading.integrity import raw_cells
from nastava.grading.similar.compare import Given, Text
from nastava.grading.similar.tokens import names_in

#: Longer texts of one student at one place are cut: they would cost time, and nobody wrote them.
_LONGEST = 60_000


@dataclass(frozen=True)
class HandedIn:
    """The texts to compare, what everybody was given, who handed in, and what could not be read."""

    texts: tuple[Text, ...]
    given: Given
    students: tuple[str, ...]
    problems: tuple[str, ...]


def gather(course: CourseDirectory, assignment: str) -> HandedIn:
    """Read an assignment: written answers cell by cell, programs a notebook together, essays of its quizzes.

    Raises:
        NastavaError: there is no such assignment, it was not released, or nobody has handed in.
        BankError: a bank has faults.
    """
    banks = banks_with_essays(course, assignment)
    release = released_folder(course, assignment)
    notebooks = {path.stem: raw_cells(path) for path in sorted(release.glob("*.ipynb"))}
    if not notebooks:
        raise NastavaError(
            f"{release} holds no notebook, so that nobody knows what everybody was given. "
            f"Run: nbgrader generate_assignment {assignment}"
        )
    students = who_handed_in(course, assignment)
    texts: list[Text] = []
    problems: list[str] = []
    for student in students:
        folder = submission_folder(course, student, assignment)
        if folder.is_symlink() or folder.parent.is_symlink():
            problems.append(f"{student}: the folder handed in is a link, which is not followed.")
            continue
        for name, cells in notebooks.items():
            path = folder / f"{name}.ipynb"
            there = raw_cells(path) if _is_file(path) else []
            if not there:
                problems.append(f"{student}: {name}.ipynb is missing or can't be read.")
            texts += _of_notebook(student, name, there, cells)
    essays = essays_of(course, assignment, banks, (one for one in students))
    texts += (
        Text(one.student, f"{one.quiz}: {one.item}", "text", one.text) for one in essays.written if one.text
    )
    problems += (problem for problem in essays.problems if problem not in problems)
    source = Path(course.format_path(course.source_directory, ".", assignment))
    given = _given(release, notebooks.values(), source)
    return HandedIn(tuple(texts), given, tuple(students), tuple(problems))


def _is_file(path: Path) -> bool:
    try:
        return stat.S_ISREG(path.lstat().st_mode)
    except OSError:
        return False


def _of_notebook(
    student: str, notebook: str, cells: Iterable[Mapping[str, Any]], released: Iterable[Mapping[str, Any]]
) -> Iterator[Text]:
    """Yield the student's own cells: what was locked at release is the instructor's, whatever the student says."""
    about = {name: cell for cell in released if (name := _name(cell))}
    programs: list[str] = []
    written: dict[str, list[str]] = {}
    for cell in cells:
        name = _name(cell)
        was = about.get(name)
        if was is not None and was["metadata"]["nbgrader"].get("locked"):
            continue
        source = _source(cell)
        if cell.get("cell_type") == "code":
            programs.append(source)
        elif source.strip():
            written.setdefault(name if was is not None else "", []).append(source)
    if programs:
        yield Text(student, notebook, "code", "\n\n".join(programs)[:_LONGEST])
    for name, parts in written.items():
        place = f"{notebook}: {name}" if name else notebook
        yield Text(student, place, "text", "\n\n".join(parts)[:_LONGEST])


def _name(cell: Mapping[str, Any]) -> str:
    try:
        return str(cell["metadata"]["nbgrader"]["grade_id"])
    except (KeyError, TypeError):
        return ""


def _source(cell: Mapping[str, Any]) -> str:
    try:
        return joined(cell["source"])
    except (KeyError, TypeError):
        return ""


def _given(release: Path, notebooks: Iterable[Iterable[Mapping[str, Any]]], source: Path) -> Given:
    cells = [cell for notebook in notebooks for cell in notebook]
    programs = tuple(_source(cell) for cell in cells if cell.get("cell_type") == "code")
    # At the instructor's own solution anybody may arrive.
    solved = [cell for path in sorted(source.glob("*.ipynb")) for cell in raw_cells(path)]
    solutions = tuple(_source(cell) for cell in solved if cell.get("cell_type") == "code")
    texts = [_source(cell) for cell in cells if cell.get("cell_type") != "code"]
    for path in sorted((release / "quizzes").glob("*.json")):
        try:
            texts += _strings(json.loads(path.read_bytes()))
        except (OSError, ValueError, RecursionError):
            continue
    names = frozenset(name for program in programs for name in names_in(program))
    return Given(tuple(texts), programs + solutions, names)


def _strings(data: Any) -> Iterator[str]:
    """Yield all texts of a released quiz."""
    if isinstance(data, str):
        yield data
    elif isinstance(data, (list, dict)):
        for one in data.values() if isinstance(data, dict) else data:
            yield from _strings(one)
