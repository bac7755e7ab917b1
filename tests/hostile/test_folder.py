"""What lies in the folder that was handed in: odd files, odd notebooks, odd answer sheets; one run over all of them."""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.integration.grade_course import start, told
from tests.integration.nbgrader_course import (
    ASSIGNMENT,
    RIGHT,
    Course,
    answer,
    edit,
    files_with,
    instructor_notebook,
    solve,
    write_course,
)

pytestmark = pytest.mark.slow


def _honest(folder: Path) -> None:
    answer(folder, RIGHT)
    solve(folder)


def _pipe(folder: Path) -> None:
    os.mkfifo(folder / "pipe")


def _device(folder: Path) -> None:
    if os.geteuid() == 0:
        os.mknod(folder / "zero", 0o666 | stat.S_IFCHR, os.makedev(1, 5))


def _hard_link(folder: Path) -> None:
    """Link to another student's file, and write into it."""
    os.link(folder.parents[1] / "a-honest" / ASSIGNMENT / "notes.txt", folder / "notes.txt")
    solve(folder, "open('notes.txt', 'w').write('mine')\ntotal = 27\nhalf = 13.5")


def _huge_notebook(folder: Path) -> None:
    edit(folder, lambda data: data["cells"].append(_code("#" * 50_000_000)))


def _deep_notebook(folder: Path) -> None:
    (folder / f"{ASSIGNMENT}.ipynb").write_text('{"nbformat": 4, "cells": ' + "[" * 1_000_000)


def _deep_output(folder: Path) -> None:
    deep: Any = "bottom"
    for _ in range(400):
        deep = [deep]
    output = {"output_type": "display_data", "metadata": {}, "data": {"application/json": deep}}
    edit(folder, lambda data: data["cells"].append(_code("1", [output])))


def _other_kernel(folder: Path) -> None:
    spec = {"name": "bash", "display_name": "Bash", "language": "bash"}
    edit(folder, lambda data: data["metadata"].update(kernelspec=spec))


def _escapes(folder: Path) -> None:
    """Rename the terminal's window and clear it, by an output and by the name of a file."""
    (folder / "\x1b]0;owned\x07\x1b[2J.txt").write_text("")
    solve(folder, "import sys\nprint('\\x1b]0;owned\\x07\\x1b[2J', file=sys.stderr)\ntotal = 27\nhalf = 13.5")


def _many_attempts(folder: Path) -> None:
    wrong = {"item": "one", "response": "b", "version": "?", "language": "en"}
    attempts = [{"id": str(number), **wrong} for number in range(100_000)]
    _write_sheet(folder, {"attempts": attempts})


def _own_scores(folder: Path) -> None:
    _write_sheet(
        folder,
        {
            "score": 6,
            "points": 1e9,
            "attempts": [
                {"id": "1", "item": "one", "response": "b", "score": 1e308, "points": 6, "correct": True},
                {"id": "2", "item": "several", "response": ["a"], "credit": -1, "of": -6},
            ],
        },
    )


def _path_as_id(folder: Path) -> None:
    paths = ("../../../../quizzes/graded/trial.yaml", "/etc/passwd", "one/../one", "\x00")
    attempts = [{"id": path, "item": path, "response": path, "version": path} for path in paths]
    _write_sheet(folder, {"quiz": paths[0], "attempts": attempts})


def _code(source: str, outputs: list[Any] | None = None) -> dict[str, Any]:
    return {
        "cell_type": "code",
        "id": "added",
        "metadata": {},
        "execution_count": None,
        "source": source,
        "outputs": outputs or [],
    }


def _write_sheet(folder: Path, data: dict[str, Any]) -> None:
    (folder / "answers").mkdir(exist_ok=True)
    (folder / "answers" / "trial.json").write_text(json.dumps(data), encoding="utf-8")


#: What is done besides honest work, and the points of quiz and code that remain.
HANDED_IN: dict[str, tuple[Callable[[Path], None], tuple[float, float]]] = {
    "pipe": (_pipe, (6.0, 4.0)),
    "device": (_device, (6.0, 4.0)),
    "hard-link": (_hard_link, (6.0, 4.0)),
    "huge-notebook": (_huge_notebook, (6.0, 4.0)),
    "deep-notebook": (_deep_notebook, (6.0, 0.0)),
    "deep-output": (_deep_output, (6.0, 4.0)),
    "other-kernel": (_other_kernel, (6.0, 4.0)),
    "escapes": (_escapes, (6.0, 4.0)),
    "many-attempts": (_many_attempts, (0.0, 4.0)),
    "own-scores": (_own_scores, (1.0, 4.0)),  # one of the two right options is earned
    "path-as-id": (_path_as_id, (0.0, 4.0)),
}


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> tuple[Course, dict[str, Any], str]:
    """The course after one run, what was told as JSON, and what was said on the terminal."""
    course = write_course(tmp_path_factory.mktemp("folders") / "course", instructor_notebook())
    course.run("generate_assignment", ASSIGNMENT)
    changes: dict[str, Callable[[Path], None]] = {name: change for name, (change, _) in HANDED_IN.items()}
    for student in ("a-honest", *changes, "z-honest"):
        folder = course.submission(student)
        edit(folder, lambda data: data["cells"][0].update(source=""))
        _honest(folder)
        if student == "a-honest":
            (folder / "notes.txt").write_text("theirs")
        changes.get(student, lambda _: None)(folder)
    process = start(course, "--json", "--feedback", "--workers", "2")
    said, errors = process.communicate(timeout=900)
    assert process.returncode == 0, said + errors
    return course, json.loads(said), said + errors


@pytest.mark.parametrize("name", HANDED_IN)
def test_it_has_the_points_that_it_earned(run: tuple[Course, dict[str, Any], str], name: str) -> None:
    """No more than earned, and no less where the rest of the folder is honest."""
    course, report, _ = run
    assert told(report)[name]["status"] == "graded"
    assert course.points(name) == HANDED_IN[name][1]


@pytest.mark.parametrize("name", ["a-honest", "z-honest"])
def test_others_are_not_touched(run: tuple[Course, dict[str, Any], str], name: str) -> None:
    """Who is graded before and after them has full marks, and their files are as they were."""
    course, _, _ = run
    assert course.points(name) == (6.0, 4.0)
    assert (course.root / "submitted" / "a-honest" / ASSIGNMENT / "notes.txt").read_text() == "theirs"


def test_no_key_comes_out(run: tuple[Course, dict[str, Any], str]) -> None:
    """Nothing of the bank's key is in what is given back."""
    course, _, _ = run
    assert files_with(course.root / "feedback") == []


def test_the_terminal_is_left_alone(run: tuple[Course, dict[str, Any], str]) -> None:
    """No escape code of a student reaches the instructor's terminal, nor the notebook's own words on it."""
    course, _, said = run
    assert "\x1b" not in said and "\x07" not in said
    assert course.points("escapes") == (6.0, 4.0)
