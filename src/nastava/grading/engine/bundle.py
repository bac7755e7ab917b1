"""Everything of an assignment that grading needs, as bytes: workers see no course but this."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from nbgrader.api import Gradebook
from nbgrader.utils import find_all_files

from nastava.classroom.course import QUIZ_PREFIX, released_folder
from nastava.grading.engine.course import OpenCourse
from nastava.grading.engine.handing import digest_of
from nastava.grading.engine.rows import Rows, as_text, assignment_rows, quiz_cells
from nastava.grading.engine.versions import versions
from nastava.grading.engine.wire import Blob, Packet, pack
from nastava.quizzes.find import instructor_bank
from nastava.quizzes.graded import released_quiz, require_its_bank
from nastava.text.pictures import TYPES

#: Variables of the environment that change what students are told.
_ENVIRONMENT = ("NASTAVA_LANGUAGE",)


@dataclass(frozen=True)
class Bundle:
    """An assignment as a worker gets it.

    ``digest`` is over all of it: the gradebook's source cells and points, the instructor's files, what was
    released, the banks with their keys, settings, limits and versions.
    """

    data: bytes
    digest: str
    rows: Rows


def make_bundle(course: OpenCourse, gradebook: Gradebook, assignment: str, *, unsafe: bool = False) -> Bundle:
    """Gather an assignment; ``unsafe``: it is graded without a sandbox.

    Raises:
        NastavaError: the gradebook does not know the assignment, or a quiz's bank is not the one released.
    """
    rows = assignment_rows(gradebook, assignment)
    source = course.folder(course.folders.source_directory, ".", assignment)
    released = released_folder(course.folders, assignment)
    files = dict(_settings(course))
    files |= dict(_banks(course.root, rows, released))
    for name, folder in (("source", source), ("release", released)):
        for path in find_all_files(str(folder), course.folders.ignore):
            files[f"{name}/{Path(path).relative_to(folder).as_posix()}"] = _blob(Path(path))
    limits = course.limits
    head = {
        "task": "assignment",
        "rows": rows,
        "course_id": course.folders.course_id,
        "environment": {name: os.environ.get(name) for name in _ENVIRONMENT},
        "unsafe": unsafe,
        "limits": {name: getattr(limits, name) for name in sorted(limits.traits(config=True))},
        "versions": versions(),
    }
    return Bundle(pack(Packet(head, files)), digest_of(files, as_text(head)), rows)


def _settings(course: OpenCourse) -> Iterator[tuple[str, Blob]]:
    """Yield the settings of the course, the programs beside them, and the machine's own settings."""
    for path in sorted(course.root.glob("*.py")):
        yield f"course/{path.name}", _blob(path)
    for path in sorted(course.root.glob("*_config.json")):
        yield f"course/{path.name}", _blob(path)
    for place, folder in enumerate(course.app.config_file_paths):
        for name in ("jupyter_config", course.app.config_file_name):
            for path in (Path(folder, f"{name}{ending}") for ending in (".py", ".json")):
                if path.is_file() and path.parent.resolve() != course.root.resolve():
                    yield f"settings/{place}/{path.name}", _blob(path)


def _banks(root: Path, rows: Rows, released: Path) -> Iterator[tuple[str, Blob]]:
    """Yield the graded banks, the private ones first as always, and the pictures that they name."""
    for name in quiz_cells(rows, QUIZ_PREFIX):
        quiz_id = name.removeprefix(QUIZ_PREFIX)
        asked = released_quiz(quiz_id, released)
        if asked is not None:
            require_its_bank(asked, root)
        path = instructor_bank(quiz_id, root)
        if path is None:
            continue  # the worker says so, in the words that every command has for it
        bank = _blob(path)
        yield f"course/quizzes/graded/{path.name}", bank
        for picture in sorted(path.parent.rglob("*")):
            if picture.suffix.lower() in TYPES and picture.is_file():
                named = (picture.name, quote(picture.name))
                if any(word.encode() in bank.data for word in named):
                    place = picture.relative_to(path.parent).as_posix()
                    yield f"course/quizzes/graded/{place}", _blob(picture)


def _blob(path: Path) -> Blob:
    return Blob(path.read_bytes(), path.stat().st_mode & 0o777)
