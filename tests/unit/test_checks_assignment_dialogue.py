"""The assignment on the dialogue: points, languages, and what its tests give for good, empty and wrong work."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import Any

import nbformat
import pytest
from tests.integration.wrong_solutions.dialogue import WRONG
from tests.unit.test_checks_assignment import STUB, _about, _points, _run, _without

from nastava.quizzes import load_bank

ROOT = Path(__file__).parents[2]
NOTEBOOK = ROOT / "solutions" / "dialogue" / "dialogue.ipynb"
BANK = ROOT / "quizzes" / "graded" / "dialogue-2023.yaml"
INTERPRETATION = {"test-predict", "quiz-dialogue-2023", "essay"}


@pytest.fixture
def notebook() -> Any:
    """The instructor's version."""
    return nbformat.read(NOTEBOOK, as_version=4)


def test_points_fit_together(notebook: Any) -> None:
    """The quiz cell gives what the bank gives, at least half of all points are interpretation, 20 to 100 in all."""
    points = _points(notebook)

    assert points["quiz-dialogue-2023"] == load_bank(BANK).total
    assert sum(points[name] for name in INTERPRETATION) >= sum(points.values()) / 2
    assert 20 <= sum(points.values()) <= 100


def test_the_table_of_points_is_the_cells_points(notebook: Any) -> None:
    """What the title promises for each part is what its cells give."""
    points = _points(notebook)
    order = ["test-predict", "test-choose", "test-draw", "test-share", "test-change"]
    order += ["quiz-dialogue-2023", "essay"]
    rows = [line.split("|")[3] for line in notebook.cells[0].source.splitlines() if line.startswith("| ")]
    promised = [float(part) for row in rows for part in row.split("+") if part.strip().isdecimal()]

    assert promised == 2 * [points[name] for name in order]


def test_the_checks_of_each_test_cell_add_up(notebook: Any) -> None:
    """Visible and hidden checks together have the cell's points, which its last line states."""
    for cell in notebook.cells:
        if not cell.id.startswith("test-"):
            continue
        calls = [node for node in ast.walk(ast.parse(cell.source)) if isinstance(node, ast.Call)]
        given = [
            ast.literal_eval(keyword.value)
            for call in calls
            if isinstance(call.func, ast.Name) and call.func.id == "check"
            for keyword in call.keywords
            if keyword.arg == "points"
        ]
        assert sum(given) == _about(cell)["points"], cell.id
        assert cell.source.endswith(f"check.score(of={_about(cell)['points']})")


def test_cells_are_named_and_locked(notebook: Any) -> None:
    """Ids are readable and agree with nbgrader's; graded tests are locked; there are no outputs."""
    for cell in notebook.cells:
        about = _about(cell)
        if about:
            assert cell.id == about["grade_id"]
            assert about["locked"] == (not about["solution"])
        if cell.cell_type == "code":
            assert cell.outputs == []
            assert cell.execution_count is None


def test_every_instruction_stands_in_both_languages(notebook: Any) -> None:
    """English above the rule, the other language below it, with as many paragraphs, tables and lists."""
    for cell in notebook.cells:
        if cell.cell_type == "markdown" and cell.id != "essay":
            english, other = cell.source.split("\n\n---\n\n")
            assert len(english.splitlines()) == len(other.splitlines()), cell.id


def test_good_work_earns_every_point(notebook: Any, tmp_path: Path) -> None:
    """The instructor's own solutions get full marks."""
    points = _points(notebook)
    scores = _run(notebook, tmp_path)

    assert scores == {name: points[name] for name in scores}


def test_empty_work_earns_nothing(notebook: Any, tmp_path: Path) -> None:
    """A released notebook handed in as it is gets nothing, and no test cell ends with an error."""
    for cell in notebook.cells:
        cell.source = _without(cell.source, "SOLUTION", STUB)

    assert set(_run(notebook, tmp_path).values()) == {0.0}


def test_good_work_passes_the_tests_that_are_released(notebook: Any, tmp_path: Path) -> None:
    """Without the hidden tests Validate is content with good work: full marks are shown."""
    for cell in notebook.cells:
        cell.source = _without(cell.source, "HIDDEN TESTS")
    points = _points(notebook)
    scores = _run(notebook, tmp_path)

    assert scores == {name: points[name] for name in scores}


@pytest.mark.parametrize("which", range(3))
def test_plausible_mistakes_lose_what_they_should(which: int, notebook: Any, tmp_path: Path) -> None:
    """Each of three mistakes per exercise earns the points of what is right in it, and no more."""
    for cell in notebook.cells:
        if cell.id in WRONG:
            cell.source = _without(cell.source, "SOLUTION", WRONG[cell.id][which][0])

    assert _run(notebook, tmp_path) == {f"test-{name}": wrong[which][1] for name, wrong in WRONG.items()}
