"""The assignment on wording: its points, its languages, what good, empty and wrong work earns."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient
from tests.integration.wrong_solutions.framing import WRONG

from nastava.course import dataset
from nastava.quizzes import load_bank

pytestmark = pytest.mark.slow
ROOT = Path(__file__).parents[2]
NAME = "framing"
QUIZ = "framing-2024"
NOTEBOOK = ROOT / "solutions" / NAME / f"{NAME}.ipynb"
BANK = ROOT / "quizzes" / "graded" / f"{QUIZ}.yaml"
INTERPRETATION = {"test-predict", f"quiz-{QUIZ}", "essay"}
STUB = "raise NotImplementedError()"


@pytest.fixture
def notebook() -> Any:
    """The instructor's version."""
    return nbformat.read(NOTEBOOK, as_version=4)


def _about(cell: Any) -> dict[str, Any]:
    return dict(cell.metadata.get("nbgrader", {}))


def _points(notebook: Any) -> dict[str, float]:
    return {
        about["grade_id"]: about["points"] for cell in notebook.cells if "points" in (about := _about(cell))
    }


def _without(source: str, name: str, stub: str = "") -> str:
    """Do what nbgrader does with a marked region at release."""
    before, _, rest = source.partition(f"### BEGIN {name}\n")
    _, _, after = rest.partition(f"### END {name}")
    return before + stub + after if rest else source


def _run(notebook: Any, folder: Path) -> dict[str, float]:
    """Run the exercises and return the scores that nbgrader would read."""
    notebook.cells = [cell for cell in notebook.cells if "quiz" not in cell.id and cell.cell_type == "code"]
    resources = {"metadata": {"path": str(folder)}}
    NotebookClient(notebook, kernel_name="python3", allow_errors=True, resources=resources).execute()
    scores = {}
    for cell in notebook.cells:
        if "points" in _about(cell):
            (output,) = cell.outputs
            scores[cell.id] = float(output.data["text/plain"])
    return scores


def test_points_fit_together(notebook: Any) -> None:
    """The quiz cell gives what the bank gives, at least half of all points are interpretation, 20 to 100 in all."""
    points = _points(notebook)

    assert points[f"quiz-{QUIZ}"] == load_bank(BANK).total
    assert sum(points[name] for name in INTERPRETATION) >= sum(points.values()) / 2
    assert 20 <= sum(points.values()) <= 100


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
def test_plausible_wrong_work_loses_what_it_should(notebook: Any, tmp_path: Path, which: int) -> None:
    """Each exercise done wrong in a way that learners do keeps the points of what is right, and no more."""
    for cell in notebook.cells:
        for name, mistakes in WRONG.values():
            if cell.id == name:
                source = _without(cell.source, "SOLUTION", mistakes[which][0] + "\n")
                cell.source = source
    scores = _run(notebook, tmp_path)

    assert scores == {test: mistakes[which][1] for test, (_name, mistakes) in WRONG.items()}


def test_every_exercise_has_three_wrong_solutions(notebook: Any) -> None:
    """No exercise is left out, and each mistake costs something."""
    points = _points(notebook)

    assert set(WRONG) == {name for name in points if name.startswith("test-")}
    for test, (_name, mistakes) in WRONG.items():
        assert len(mistakes) == 3
        assert all(left < points[test] for _source, left in mistakes)


def test_the_article_itself_is_part_of_the_work(notebook: Any) -> None:
    """What the article says of its source, its year and the visit is asked in the quiz, and the visit in the text."""
    used = {fact_id for item in load_bank(BANK).items for fact_id in item.facts}

    assert {"seed-agency", "seed-report-year", "seed-visit-hq"} <= used
    assert "headquarters" in next(cell.source for cell in notebook.cells if cell.id == "part-5")


def test_the_numbers_of_the_exercises_are_those_of_the_table(notebook: Any) -> None:
    """What the instructions state of lengths and mentions can be looked up in the table."""
    table = dataset("framing_counts")
    table = table[table["group"] == "territory"].groupby("text")
    mentions, words = table["mentions"].sum(), table["words"].max()
    sources = {cell.id: cell.source for cell in notebook.cells}

    for task, text in (("task-rate", "abc-albania"), ("task-rate", "atv"), ("part-3", "ewb")):
        assert str(words[text]) in sources[task]
        assert str(mentions[text]) in sources[task]
    assert table["in_quotes"].sum()["atv"] == 1
    assert (mentions["nato"], table["in_quotes"].sum()["nato"]) == (6, 1)


def test_claims_of_all_languages_are_on_offer(notebook: Any) -> None:
    """The written part lets a learner check a claim from an ijekavian, an English or an Albanian text."""
    part = next(cell.source for cell in notebook.cells if cell.id == "part-5")

    assert all(part.count(f"**{letter}**") == 2 for letter in "ABC")
    assert all(outlet in part for outlet in ("ATV", "BGNES", "Dukagjini"))
