"""The assignment that the course ships, from release to points."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from nbgrader.api import Gradebook
from tests.integration.nbgrader_course import CHECKOUT, Course, files_with, instructor_notebook, write_course

from nastava.answers import Sheet, new_attempt
from nastava.items import Parsed
from nastava.quizzes import Bank, load_bank

pytestmark = pytest.mark.slow
NAME = "kfor-2023"
SOURCE = CHECKOUT / "solutions" / NAME / f"{NAME}.ipynb"


@pytest.fixture(scope="module")
def bank() -> Bank:
    """The graded bank of the assignment."""
    return load_bank(CHECKOUT / "quizzes" / "graded" / f"{NAME}.yaml")


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory, bank: Bank) -> Course:
    """The shipped assignment, handed in solved, and as it was released."""
    course = write_course(tmp_path_factory.mktemp("shipped") / "course", instructor_notebook())
    shutil.copytree(SOURCE.parent, course.root / "solutions" / NAME)
    shutil.copy(CHECKOUT / "quizzes" / "graded" / f"{NAME}.yaml", course.root / "quizzes" / "graded")
    course.run("generate_assignment", NAME)
    for student in ("solved", "untouched"):
        shutil.copytree(course.root / "release" / NAME, course.root / "submitted" / student / NAME)
    _solve(course.root / "submitted" / "solved" / NAME, bank)
    course.run("autograde", NAME)
    course.run("generate_feedback", NAME)
    return course


def _solve(folder: Path, bank: Bank) -> None:
    path = folder / f"{NAME}.ipynb"
    data = json.loads(path.read_text(encoding="utf-8"))
    solutions = dict(_named(json.loads(SOURCE.read_text(encoding="utf-8"))))
    for name, cell in _named(data):
        if cell["metadata"]["nbgrader"]["solution"]:
            cell["source"] = solutions[name]["source"]
    path.write_text(json.dumps(data), encoding="utf-8")
    sheet = Sheet.open(folder / "answers" / f"{NAME}.json", NAME)
    for item in bank.items:
        right = next(sample for sample in item.samples() if sample.name == "right")
        parsed = item.parse(right.raw, right.language)
        assert isinstance(parsed, Parsed)
        sheet.record(new_attempt(item.id, item.version, parsed.response, right.language, 0))


def _named(data: dict) -> Iterator[tuple[str, dict]]:
    for cell in data["cells"]:
        name = cell["metadata"].get("nbgrader", {}).get("grade_id")
        if name:
            yield name, cell


def _grades(course: Course, student: str) -> dict[str, tuple[float | None, float, bool]]:
    with Gradebook(f"sqlite:///{course.root}/gradebook.db") as book:
        notebook = book.find_submission_notebook(NAME, NAME, student)
        return {g.name: (g.auto_score, g.max_score, g.needs_manual_grade) for g in notebook.grades}


def test_the_solutions_earn_every_point(shipped: Course):
    """The instructor's own solutions and the bank's own keys get full marks; only the note waits for a person."""
    grades = _grades(shipped, "solved")

    assert {name for name, (_, _, manual) in grades.items() if manual} == {"essay"}
    assert {name for name, (points, most, _) in grades.items() if points != most} == {"essay"}


def test_the_release_handed_in_as_it_is_earns_nothing(shipped: Course):
    """Blanks that nobody filled are zero points, and nobody has to look at them."""
    assert {(points, manual) for points, _, manual in _grades(shipped, "untouched").values()} == {
        (0.0, False)
    }


def test_release_and_graded_work_hold_no_key_of_the_shipped_quiz(shipped: Course, bank: Bank):
    """No explanation, and no field that only a keyed bank has, stands in what students get."""
    markers = (
        *(text for item in bank.items for text in item.explanation.values()),
        '"key"',
        "accept_partly",
        "key: true",
    )

    assert files_with(shipped.root / "release" / NAME, markers) == []
    assert files_with(shipped.root / "autograded", markers) == []


def test_feedback_gives_reasons_and_keeps_the_hidden_tests(shipped: Course, bank: Bank):
    """What goes back tells which checks failed, without the source of the hidden tests or the quiz's key."""
    page = (shipped.root / "feedback" / "untouched" / NAME / f"{NAME}.html").read_text(encoding="utf-8")
    text = re.sub(r"<[^>]+>", "", page)
    assert "The countries of the list are counted" in text
    assert "equals=" not in text.replace("&quot;", '"')
    assert "HIDDEN TESTS" not in text
    assert not [words for item in bank.items for words in item.explanation.values() if words in page]
