"""A new course through the stock commands of nbgrader, from release to feedback."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from nbgrader.api import Gradebook
from tests.integration.nbgrader_course import CHECKOUT, Course, named

from nastava.answers import Sheet, new_attempt
from nastava.cli.course_new import ASSIGNMENT, write_course
from nastava.quizzes import load_published

pytestmark = pytest.mark.slow
RIGHT = {
    "first-assignment-tripled": "patrols",
    "first-assignment-reserves": {"text": "1000", "value": 1000.0},
}
TEXT = "NATO says so, of its own mission. It gives no number before."


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Course:
    """The course, and an environment that knows nothing of this machine's Jupyter."""
    root = tmp_path_factory.mktemp("new") / "mine"
    write_course(root)
    home = root.parent / "home"
    home.mkdir()
    environment = {
        "PATH": "/usr/local/bin:/usr/bin:/bin", "HOME": str(home), "JUPYTER_PLATFORM_DIRS": "1",
        "PYTHONPATH": str(CHECKOUT / "src"), "LANG": "C.UTF-8", "OPENBLAS_NUM_THREADS": "1",
    }  # fmt: skip
    return Course(root, environment)


@pytest.fixture(scope="module")
def gone_round(course: Course) -> tuple[Course, Path]:
    """One student solves everything, another hands in what was fetched; both get feedback."""
    exchange, cache = course.root.parent / "exchange", course.root.parent / "cache"
    exchange.mkdir()
    exchange.chmod(0o777)
    where = (f"--Exchange.root={exchange}", f"--Exchange.cache={cache}")
    student = ("--course=mine", *where)
    course.run("generate_assignment", ASSIGNMENT)
    course.run("release_assignment", ASSIGNMENT, *where)
    for name in ("ana", "boris"):
        home = course.root.parent / name
        home.mkdir()
        course.run("fetch_assignment", ASSIGNMENT, *student, cwd=home)
        if name == "ana":
            _solve(home / ASSIGNMENT)
        course.run("submit", ASSIGNMENT, f"--student={name}", *student, cwd=home)
    course.run("collect", ASSIGNMENT, *where)
    course.run("autograde", ASSIGNMENT)
    course.run("generate_feedback", ASSIGNMENT)
    course.run("release_feedback", ASSIGNMENT, *where)
    return course, exchange


def _solve(folder: Path) -> None:
    path = folder / f"{ASSIGNMENT}.ipynb"
    data = json.loads(path.read_text(encoding="utf-8"))
    named(data, "reserves")["source"] = "without_reserves = 4700 - 1000"
    named(data, "essay")["source"] = TEXT
    path.write_text(json.dumps(data), encoding="utf-8")
    quiz = load_published(folder / "quizzes" / f"{ASSIGNMENT}.json")
    sheet = Sheet.open(folder / "answers" / f"{ASSIGNMENT}.json", ASSIGNMENT)
    for item, response in RIGHT.items():
        sheet.record(new_attempt(item, quiz.versions[item], response, "en", 0))


def points(course: Course, student: str) -> dict[str, float | None]:
    with Gradebook(course.gradebook) as book:
        notebook = book.find_submission_notebook(ASSIGNMENT, ASSIGNMENT, student)
        return {grade.name: grade.auto_score for grade in notebook.grades}


def test_the_students_version_has_no_solution(gone_round: tuple[Course, Path]) -> None:
    """Neither the solution, nor the hidden check, nor the marking scheme, nor the quiz's key."""
    release = gone_round[0].root / "release" / ASSIGNMENT
    text = "".join(path.read_text(encoding="utf-8") for path in release.rglob("*.*") if path.is_file())

    assert "4700 - 1000" not in text
    assert "equals=3700" not in text
    assert "Whose word" not in text
    assert '"key"' not in text


def test_right_answers_earn_all_points_and_none_earn_nothing(gone_round: tuple[Course, Path]) -> None:
    """The essay of the one waits for a person; that of the other was left as it came, which is nothing."""
    course = gone_round[0]

    assert points(course, "ana") == {"test-reserves": 2.0, f"quiz-{ASSIGNMENT}": 3.0, "essay": None}
    assert points(course, "boris") == {"test-reserves": 0.0, f"quiz-{ASSIGNMENT}": 0.0, "essay": 0.0}


def test_the_feedback_comes_back_without_the_marking_scheme(gone_round: tuple[Course, Path]) -> None:
    """What an essay is marked by stands in the formgrader alone."""
    course, exchange = gone_round
    page = (course.root / "feedback" / "ana" / ASSIGNMENT / f"{ASSIGNMENT}.html").read_text(encoding="utf-8")

    assert "The reserves are taken away" in page
    assert "Whose word" not in page
    assert len(list((exchange / "mine" / "feedback").iterdir())) == 2


def test_its_own_tests_pass(course: Course) -> None:
    """Also the instructor's solution passes the instructor's tests."""
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "tests"],
        cwd=course.root, env=dict(course.environment), capture_output=True, text=True, timeout=240, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
