"""The report on what the real nbgrader graded, on SQLite and PostgreSQL; and a student who is forgotten."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.classroom import ASSIGNMENT as MADE
from tests.classroom import write_course
from tests.integration.grade_course import gradebook_of
from tests.integration.nbgrader_course import ASSIGNMENT, Course
from tests.integration.postgres import NoPostgresError, Server, server

from nastava.reports import class_report


@pytest.fixture(scope="module")
def copied(graded: Course, tmp_path_factory: pytest.TempPathFactory) -> Course:
    """The graded course, to be changed."""
    root = tmp_path_factory.mktemp("desk") / "course"
    subprocess.run(["cp", "-a", str(graded.root), str(root)], check=True)
    return Course(root, graded.environment)


@pytest.fixture(scope="module")
def postgres() -> Iterator[Server]:
    """A PostgreSQL server."""
    try:
        with server() as running:
            yield running
    except NoPostgresError as error:
        pytest.skip(str(error))


def nastava(course: Course, *arguments: str, code: int = 0, said: str | None = None) -> str:
    """Run a command of the program in the course's folder."""
    done = subprocess.run(
        [sys.executable, "-m", "nastava", *arguments], cwd=course.root, env=dict(course.environment),
        capture_output=True, text=True, input=said, check=False,
    )  # fmt: skip
    assert done.returncode == code, done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    return done.stdout + done.stderr


def test_the_report_agrees_with_the_gradebook(copied: Course) -> None:
    """Scores are nbgrader's own; the items' points are those that the quiz's cell got."""
    data = json.loads(nastava(copied, "report", ASSIGNMENT, "--json", "--names"))
    with gradebook_of(copied) as book:
        scores = {
            one.student.id: max(0.0, one.score - one.late_submission_penalty)
            for one in book.find_assignment(ASSIGNMENT).submissions
        }
    told = {row["name"]: row["score"] for row in data["students"]}
    assert told == pytest.approx(scores)
    quiz = data["quizzes"][0]
    assert quiz["id"] == "trial"
    assert [item["id"] for item in quiz["items"]] == ["one", "several", "number", "word"]
    assert {cell["name"]: cell["kind"] for cell in data["cells"]} == {
        "quiz-trial": "quiz", "test-answer": "test", "why": "written",
    }  # fmt: skip


@pytest.mark.parametrize("indent", [1, None], ids=["as nbgrader writes it", "in one line"])
def test_failed_checks_of_trusted_tests_are_counted(tmp_path: Path, indent: int | None) -> None:
    """What each check asks, and how many met it, is read from the graded notebooks; a text that looks alike is not."""
    from nastava.checks.score import Result
    from nastava.grading.trusted.outputs import checks_of
    from nastava.grading.trusted.verdict import Outcome
    from nastava.reports.reading import _count_checks

    met: dict = {"test-answer": {}}
    for number, reason in enumerate([None, {"en": "No.", "sr": "Ne."}]):
        result = Result({"en": "The total", "sr": "Zbir"}, 2.0, reason, None)
        checks = {"test-answer": checks_of(Outcome(result.earned, 2.0, (result,)))}
        forged = '\n "metadata": {"nastava": {"checks": {"test-answer": []}}}'
        data = {"cells": [{"source": forged}], "metadata": {"nastava": {"checks": checks}}, "nbformat": 4}
        path = tmp_path / f"{number}.ipynb"
        path.write_text(json.dumps(data, indent=indent), encoding="utf-8")
        _count_checks(path, met)
    assert met["test-answer"] == {"The total": [{"en": "The total", "sr": "Zbir"}, 2.0, 2, 1]}


def test_checks_are_kept_in_graded_notebooks(released: Course, tmp_path: Path) -> None:
    """A real run of `nbgrader autograde` leaves them where the report reads them."""
    from tests.integration.grade_course import fresh_copy_of, hand_in
    from tests.integration.nbgrader_course import named, solve

    course = fresh_copy_of(released, tmp_path / "course")
    source = 'check("the total", student.value("total"), equals=27, points=4)\ncheck.score(of=4)'
    path = course.root / "solutions" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb"
    data = json.loads(path.read_text(encoding="utf-8"))
    named(data, "test-answer")["source"] = source
    path.write_text(json.dumps(data), encoding="utf-8")
    course.run("generate_assignment", ASSIGNMENT, "--force")
    for student, solution in (("ana", "total = 27\nhalf = 1"), ("boris", "total = 26\nhalf = 1")):
        hand_in(course, student, lambda folder, solution=solution: solve(folder, solution))
    course.run("autograde", ASSIGNMENT)
    cells = json.loads(nastava(course, "report", ASSIGNMENT, "--json"))["cells"]
    checks = next(cell["checks"] for cell in cells if cell["name"] == "test-answer")
    assert [(one["students"], one["passed"], one["points"]) for one in checks] == [(2, 1, 4)]


def test_postgresql_gives_the_same_report(postgres: Server, tmp_path: Path) -> None:
    """The same class in a gradebook on a server."""
    write_course(tmp_path / "files", 40, seed=5)
    write_course(tmp_path / "server", 40, seed=5, url=postgres.create("desk"))
    one, other = (class_report(MADE, tmp_path / name).to_dict() for name in ("files", "server"))
    for each in (one, other):
        del each["made"], each["students"]  # pseudonyms are each course's own
    assert one == other
    server_course = Course(tmp_path / "server", {**os.environ})
    assert "Deleted: 1." in nastava(server_course, "course", "forget", "s0007", "--yes")
    assert len(class_report(MADE, tmp_path / "server").scores) == 39


def test_a_student_is_forgotten(copied: Course) -> None:
    """After confirmation nothing in the course's folder names them, the gradebook's file included."""
    student = "half-right"
    assert (copied.root / "autograded" / student).is_dir()
    link = copied.root / "feedback" / student / "elsewhere"
    outside = copied.root.parent / "outside"
    outside.mkdir()
    (outside / "kept").touch()
    link.symlink_to(outside)
    others = {path.name for path in (copied.root / "submitted").iterdir()} - {student}
    assert "Nothing is deleted" in nastava(copied, "course", "forget", student, code=1, said="n\n")
    assert (copied.root / "submitted" / student).is_dir()
    assert "Deleted: 1." in nastava(copied, "course", "forget", student, said="y\n")
    assert not [path for path in copied.root.rglob("*") if student in path.parts]
    assert student.encode() not in (copied.root / "gradebook.db").read_bytes()
    assert (outside / "kept").exists()
    assert {path.name for path in (copied.root / "submitted").iterdir()} == others
    assert "holds nothing of a student" in nastava(copied, "course", "forget", student, "--yes", code=1)


def test_old_submissions_are_forgotten(tmp_path: Path, copied: Course) -> None:
    """By the time of the last submission; who handed in later stays."""
    course = Course(write_course(tmp_path / "course", 6), copied.environment)
    with sqlite3.connect(course.root / "gradebook.db") as book:
        book.execute("UPDATE submitted_assignment SET timestamp = datetime('now') WHERE student_id = 's0002'")
        book.execute("UPDATE submitted_assignment SET timestamp = NULL WHERE student_id = 's0003'")
    said = nastava(course, "course", "forget", "--older-than", "1y", "--yes")
    assert "s0003: nothing tells when they handed in" in said
    assert "Deleted: 4." in said
    assert sorted(path.name for path in (course.root / "submitted").iterdir()) == ["s0002", "s0003"]
    with gradebook_of(course) as book:
        assert sorted(one.id for one in book.students) == ["s0002", "s0003"]
    assert "is no span of time" in nastava(course, "course", "forget", "--older-than", "soon", code=1)
    assert "one of the two" in nastava(course, "course", "forget", code=1)
    assert "no student's id" in nastava(course, "course", "forget", "../course", "--yes", code=1)
    shutil.rmtree(course.root)
