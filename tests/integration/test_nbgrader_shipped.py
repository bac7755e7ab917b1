"""The assignments that the course ships, from release to points."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from nbgrader.api import Gradebook
from tests.integration.nbgrader_course import CHECKOUT, Course, files_with, instructor_notebook, write_course
from tests.unit.assignments import NAMES, quiz_of

from nastava.answers import Sheet, new_attempt
from nastava.items import Parsed
from nastava.quizzes import Bank, load_bank

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module", params=NAMES)
def name(request: pytest.FixtureRequest) -> str:
    """Name of an assignment."""
    return str(request.param)


@pytest.fixture(scope="module")
def bank(name: str) -> Bank:
    """The graded bank of the assignment."""
    return load_bank(CHECKOUT / "quizzes" / "graded" / f"{quiz_of(name)}.yaml")


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory, name: str, bank: Bank) -> Course:
    """The shipped assignment, handed in solved, and as it was released."""
    course = write_course(tmp_path_factory.mktemp("shipped") / "course", instructor_notebook())
    shutil.copytree(_source(name).parent, course.root / "solutions" / name)
    shutil.copy(CHECKOUT / "quizzes" / "graded" / f"{bank.id}.yaml", course.root / "quizzes" / "graded")
    course.run("generate_assignment", name)
    for student in ("solved", "untouched"):
        shutil.copytree(course.root / "release" / name, course.root / "submitted" / student / name)
    _solve(course.root / "submitted" / "solved" / name, name, bank)
    course.run("autograde", name)
    course.run("generate_feedback", name)
    return course


def _source(name: str) -> Path:
    return CHECKOUT / "solutions" / name / f"{name}.ipynb"


def _solve(folder: Path, name: str, bank: Bank) -> None:
    path = folder / f"{name}.ipynb"
    data = json.loads(path.read_text(encoding="utf-8"))
    solutions = dict(_named(json.loads(_source(name).read_text(encoding="utf-8"))))
    for cell_id, cell in _named(data):
        if cell["metadata"]["nbgrader"]["solution"]:
            cell["source"] = solutions[cell_id]["source"]
    path.write_text(json.dumps(data), encoding="utf-8")
    sheet = Sheet.open(folder / "answers" / f"{bank.id}.json", bank.id)
    for item in bank.items:
        right = next(sample for sample in item.samples() if sample.name == "right")
        parsed = item.parse(right.raw, right.language)
        assert isinstance(parsed, Parsed)
        sheet.record(new_attempt(item.id, item.version, parsed.response, right.language, 0))


def _sources(name: str) -> str:
    cells = json.loads(_source(name).read_text(encoding="utf-8"))["cells"]
    return "\n".join("".join(cell["source"]) for cell in cells)


def _named(data: dict) -> Iterator[tuple[str, dict]]:
    for cell in data["cells"]:
        cell_id = cell["metadata"].get("nbgrader", {}).get("grade_id")
        if cell_id:
            yield cell_id, cell


def _grades(course: Course, name: str, student: str) -> dict[str, tuple[float | None, float, bool]]:
    with Gradebook(f"sqlite:///{course.root}/gradebook.db") as book:
        notebook = book.find_submission_notebook(name, name, student)
        return {g.name: (g.auto_score, g.max_score, g.needs_manual_grade) for g in notebook.grades}


def test_the_solutions_earn_every_point(shipped: Course, name: str):
    """The instructor's own solutions and the bank's own keys get full marks; only the note waits for a person."""
    grades = _grades(shipped, name, "solved")

    assert {cell for cell, (_, _, manual) in grades.items() if manual} == {"essay"}
    assert {cell for cell, (points, most, _) in grades.items() if points != most} == {"essay"}


def test_the_release_handed_in_as_it_is_earns_nothing(shipped: Course, name: str):
    """Blanks that nobody filled are zero points, and nobody has to look at them."""
    grades = _grades(shipped, name, "untouched").values()

    assert {(points, manual) for points, _, manual in grades} == {(0.0, False)}


def test_release_and_graded_work_hold_no_key_of_the_shipped_quiz(shipped: Course, name: str, bank: Bank):
    """No explanation, and no field that only a keyed bank has, stands in what students get."""
    markers = (
        *(text for item in bank.items for text in item.explanation.values()),
        '"key"',
        "accept_partly",
        "key: true",
    )

    assert files_with(shipped.root / "release" / name, markers) == []
    assert files_with(shipped.root / "autograded", markers) == []


def test_feedback_gives_reasons_and_keeps_the_hidden_tests(shipped: Course, name: str, bank: Bank):
    """What goes back tells which checks failed, without the source of the hidden tests or the quiz's key."""
    page = (shipped.root / "feedback" / "untouched" / name / f"{name}.html").read_text(encoding="utf-8")
    text = re.sub(r"<[^>]+>", "", page)
    hidden = "".join(re.findall(r"### BEGIN HIDDEN TESTS(.*?)### END", _sources(name), re.DOTALL))
    labels = re.findall(r'check\(\s*\{"en": "([^"]+)"', hidden)
    assert labels
    assert [label for label in labels if label not in text] == []
    assert "equals=" not in text.replace("&quot;", '"')
    assert "HIDDEN TESTS" not in text
    assert not [words for item in bank.items for words in item.explanation.values() if words in page]
