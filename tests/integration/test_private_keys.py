"""Keys in a private folder, from release to feedback: they mark, and they get into nothing that leaves the instructor."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from tests.integration.grade_course import copy_of, grade, start
from tests.integration.nbgrader_course import (
    ASSIGNMENT,
    BANK,
    SOLUTION,
    Course,
    answer,
    files_with,
    instructor_notebook,
    solve,
    write_course,
)

pytestmark = pytest.mark.slow

#: Other questions under the same names, and other keys; two of its words stand in the key alone.
PRIVATE_BANK = (
    BANK.replace("Which <b>one</b>?", "Which spring?")
    .replace("text: {en: First, sr: Prvi}, key: true}", "text: {en: First, sr: Prvi}}")
    .replace("sr: Drugi}, feedback", "sr: Drugi}, key: true, feedback")
    .replace("key: 4700", "key: 1234")
    .replace("accept: [KFOR, ocelot]", "accept: [SFOR, quagga]")
    .replace("Zebra", "Okapi")
)
# Words alone: digits stand in times and hashes by chance.
SECRETS = ("Okapi", "quagga", "ocelot", "Zebra")
RIGHT = {"one": "b", "several": ["a", "b"], "number": {"text": "1,240", "value": 1240.0}, "word": "SFOR"}


def with_overlay(course: Course, private: Path | None) -> Course:
    """The same course, seen with or without the variable that names the private folder."""
    environment = {name: value for name, value in course.environment.items() if name != "NASTAVA_PRIVATE"}
    return Course(course.root, environment | ({"NASTAVA_PRIVATE": str(private)} if private else {}))


def bank_of(private: Path) -> Path:
    return private / "quizzes" / "graded" / "trial.yaml"


def run(course: Course, *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "nastava", *arguments],
        cwd=course.root, env=dict(course.environment), capture_output=True, text=True, check=False, timeout=240,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def private(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A private folder with the bank, and nothing else."""
    folder = tmp_path_factory.mktemp("vault") / "nastava-private"
    bank_of(folder).parent.mkdir(parents=True)
    bank_of(folder).write_text(PRIVATE_BANK, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory, private: Path) -> Course:
    """A course with a public bank, released from the private one; two students have handed in."""
    course = write_course(tmp_path_factory.mktemp("private") / "course", instructor_notebook())
    course = with_overlay(course, private)
    course.run("generate_assignment", ASSIGNMENT)
    for student, responses in (("right", RIGHT), ("wrong", {"one": "a", "word": "KFOR"})):
        folder = course.submission(student)
        answer(folder, responses)
        solve(folder, SOLUTION)
    return course


@pytest.fixture(scope="module")
def graded(released: Course) -> Course:
    """The course, autograded and given back by nbgrader."""
    released.run("autograde", ASSIGNMENT)
    released.run("generate_feedback", ASSIGNMENT)
    return released


def test_the_release_has_the_private_questions_without_their_key(released: Course) -> None:
    """And remembers that its bank is private."""
    quiz = json.loads((released.root / "release" / ASSIGNMENT / "quizzes" / "trial.json").read_text("utf-8"))
    assert quiz["items"][0]["stem"]["en"] == "Which spring?"
    assert quiz["private"] is True
    assert files_with(released.root / "release", SECRETS) == []


def test_nbgrader_marks_with_the_private_key(graded: Course) -> None:
    """Who answers as the public key says earns nothing."""
    assert graded.points("right") == (6.0, 4.0)
    assert graded.points("wrong") == (0.0, 4.0)


def test_nastava_grade_marks_alike(released: Course, tmp_path: Path) -> None:
    """Its workers have no private folder, and get the bank with the assignment."""
    course = copy_of(released, tmp_path / "course")
    for name in ("autograded", "feedback"):
        shutil.rmtree(course.root / name, ignore_errors=True)
    grade(course)
    assert course.points("right") == (6.0, 4.0)
    assert course.points("wrong") == (0.0, 4.0)
    assert files_with(course.root / "autograded", SECRETS) == []


def test_no_key_gets_into_what_is_graded_given_back_or_reported(graded: Course) -> None:
    """Not into graded notebooks, feedback, the gradebook, or the report of the class."""
    run(graded, "report", ASSIGNMENT, "--html", "reports")
    places = [graded.root / name for name in ("autograded", "feedback", "submitted", "reports")]
    assert all(place.is_dir() for place in places)
    for place in places:
        assert files_with(place, SECRETS) == []
    data = (graded.root / "gradebook.db").read_bytes().decode("utf-8", "replace")
    assert [word for word in ("Okapi", "quagga") if word in data] == []


def test_without_the_variable_nothing_is_marked_by_the_public_key(graded: Course, tmp_path: Path) -> None:
    """Both ways of grading stop with a sentence that names the variable, and grades stay as they were."""
    course = with_overlay(copy_of(graded, tmp_path / "course"), None)
    said = course.run("autograde", ASSIGNMENT, "--force", code=None)
    assert "was released from a private folder, and NASTAVA_PRIVATE names none that holds" in said
    assert course.points("right") == (6.0, 4.0)

    process = start(course, "--force")
    _said, errors = process.communicate(timeout=240)
    assert process.returncode == 1
    assert "Set NASTAVA_PRIVATE to that folder and grade again" in errors
    assert "Traceback" not in errors


def test_a_folder_that_is_not_there_is_no_public_key_either(graded: Course, tmp_path: Path) -> None:
    """A mistyped path stops release and grading."""
    course = with_overlay(copy_of(graded, tmp_path / "course"), tmp_path / "mistyped")
    words = f"NASTAVA_PRIVATE names {tmp_path / 'mistyped'}, and no such folder is there"
    assert words in course.run("generate_assignment", ASSIGNMENT, "--force", code=None)
    assert words in course.run("autograde", ASSIGNMENT, "--force", code=None)
    assert course.points("right") == (6.0, 4.0)


def test_a_corrected_private_key_regrades(graded: Course, private: Path, tmp_path: Path) -> None:
    """At once; who had the old answer loses the point, who had the new one gains it."""
    mine = tmp_path / "private"
    shutil.copytree(private, mine)
    course = with_overlay(copy_of(graded, tmp_path / "course"), mine)
    grade(course)
    text = bank_of(mine).read_text(encoding="utf-8")
    bank_of(mine).write_text(text.replace("[SFOR, quagga]", "[KFOR, quagga]"), encoding="utf-8")
    grade(course)
    assert (course.points("right"), course.points("wrong")) == ((5.0, 4.0), (1.0, 4.0))


def test_notebooks_may_be_private_too(graded: Course, private: Path, tmp_path: Path) -> None:
    """They are released, graded by both ways, and their hidden tests stay away from students."""
    mine = tmp_path / "private"
    shutil.copytree(private, mine)
    notebook = instructor_notebook()
    notebook.cells[-2].source += "\n### BEGIN HIDDEN TESTS\n# aardvark\n### END HIDDEN TESTS"
    notebook.cells.insert(0, nbformat.v4.new_markdown_cell("A private task."))
    source = mine / "solutions" / ASSIGNMENT
    source.mkdir(parents=True)
    nbformat.write(notebook, source / f"{ASSIGNMENT}.ipynb")
    (source / "answers").mkdir()
    (source / "answers" / "trial.json").write_text('{"attempts": [{"response": "quagga"}]}', encoding="utf-8")
    course = with_overlay(copy_of(graded, tmp_path / "course"), mine)
    for name in ("submitted", "autograded", "feedback", "release", ".nastava"):
        shutil.rmtree(course.root / name, ignore_errors=True)
    course.run("generate_assignment", ASSIGNMENT, "--force")
    release = course.root / "release" / ASSIGNMENT
    assert "A private task." in (release / f"{ASSIGNMENT}.ipynb").read_text(encoding="utf-8")
    assert files_with(release, (*SECRETS, "aardvark")) == []

    folder = course.submission("right")
    answer(folder, RIGHT)
    solve(folder, SOLUTION)
    grade(course, "--force")
    assert course.points("right") == (6.0, 4.0)
    course.run("autograde", ASSIGNMENT, "--force")
    assert course.points("right") == (6.0, 4.0)
    assert not re.search("aardvark", str(files_with(course.root / "autograded", SECRETS)))
