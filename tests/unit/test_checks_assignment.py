"""The course's own assignments: points, languages, and what their test cells give for good and empty work."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import Any

import pytest
from tests.unit.assignments import NAMES, ROOT, about, points, quiz_of, read, run, without

from nastava.quizzes import load_bank

#: Beginnings of the grade ids whose points are for interpretation.
INTERPRETATION = ("test-predict", "quiz-", "essay")
STUB = "raise NotImplementedError()"


@pytest.fixture(params=NAMES)
def name(request: pytest.FixtureRequest) -> str:
    """Name of an assignment."""
    return str(request.param)


@pytest.fixture
def notebook(name: str) -> Any:
    """The instructor's version."""
    return read(name)


def test_points_fit_together(name: str, notebook: Any) -> None:
    """The quiz cell gives what the bank gives, at least half of all points are interpretation, 20 to 100 in all."""
    given = points(notebook)
    quiz = quiz_of(name)

    assert given[f"quiz-{quiz}"] == load_bank(ROOT / "quizzes" / "graded" / f"{quiz}.yaml").total
    assert (
        sum(each for id_, each in given.items() if id_.startswith(INTERPRETATION)) >= sum(given.values()) / 2
    )
    assert 20 <= sum(given.values()) <= 100


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
        assert sum(given) == about(cell)["points"], cell.id
        assert cell.source.endswith(f"check.score(of={about(cell)['points']})")


def test_cells_are_named_and_locked(notebook: Any) -> None:
    """Ids are readable and agree with nbgrader's; graded tests are locked; there are no outputs."""
    for cell in notebook.cells:
        told = about(cell)
        if told:
            assert cell.id == told["grade_id"]
            assert told["locked"] == (not told["solution"])
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
    full = points(notebook)
    scores = run(notebook, tmp_path)

    assert scores == {id_: full[id_] for id_ in scores}


def test_empty_work_earns_nothing(notebook: Any, tmp_path: Path) -> None:
    """A released notebook handed in as it is gets nothing, and no test cell ends with an error."""
    for cell in notebook.cells:
        cell.source = without(cell.source, "SOLUTION", STUB)

    assert set(run(notebook, tmp_path).values()) == {0.0}


def test_good_work_passes_the_tests_that_are_released(notebook: Any, tmp_path: Path) -> None:
    """Without the hidden tests Validate is content with good work: full marks are shown."""
    for cell in notebook.cells:
        cell.source = without(cell.source, "HIDDEN TESTS")
    full = points(notebook)
    scores = run(notebook, tmp_path)

    assert scores == {id_: full[id_] for id_ in scores}
