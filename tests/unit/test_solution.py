"""nastava solution: a worked solution, once the exercise was tried."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import nbformat
import pytest
import yaml
from tests.unit.assignments import NAMES, about, read
from typer.testing import CliRunner

from nastava.answers import Sheet, new_attempt
from nastava.cli import app
from nastava.cli.exercises import worked
from nastava.cli.workspace import prepare
from nastava.errors import NastavaError

PACKAGE = Path(__file__).parents[2] / "packages" / "nastava-solutions" / "src"
NAME = "kfor-2023"


@pytest.fixture(autouse=True)
def installed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The second distribution is there."""
    monkeypatch.setenv("JUPYTER_DATA_DIR", str(tmp_path / "jupyter"))
    monkeypatch.syspath_prepend(str(PACKAGE))
    monkeypatch.delitem(sys.modules, "nastava_solutions", raising=False)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A workspace just made."""
    prepare(tmp_path / "course", "en")
    return tmp_path / "course"


def ask(root: Path, name: str = NAME) -> str:
    """Return what the command prints, or the sentence that it ends with."""
    result = CliRunner().invoke(app, ["solution", name, "--workspace", str(root)])
    if isinstance(result.exception, NastavaError):
        return str(result.exception)
    assert result.exit_code == 0, result.output
    return str(result.output)


def change(root: Path) -> None:
    path = root / "exercises" / NAME / f"{NAME}.ipynb"
    notebook = json.loads(path.read_bytes())
    cell = next(cell for cell in notebook["cells"] if cell["id"] == "predict")
    cell["source"] = ['prediction = "A"']
    path.write_text(json.dumps(notebook), encoding="utf-8")


def test_before_any_try_it_says_to_try_first(root: Path) -> None:
    """Nothing is written, and one line says what counts as a try."""
    said = ask(root)

    assert said.startswith(f"Try {NAME} first")
    assert "\n" not in said
    assert not list(root.rglob("*-solution.ipynb"))


def test_running_the_notebook_is_no_try(root: Path) -> None:
    """Outputs alone don't count: something must have been changed or answered."""
    path = root / "exercises" / NAME / f"{NAME}.ipynb"
    notebook = json.loads(path.read_bytes())
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            cell["execution_count"] = 1
    path.write_text(json.dumps(notebook), encoding="utf-8")

    assert ask(root).startswith("Try")


def test_after_a_saved_change_the_solution_stands_beside_the_notebook(root: Path) -> None:
    """It is a valid notebook with solutions, commentary in both languages and no mark of nbgrader's."""
    change(root)
    folder = root / "exercises" / NAME
    mine = (folder / f"{NAME}.ipynb").read_bytes()

    assert ask(root) == f"Wrote {folder / f'{NAME}-solution.ipynb'}\n"

    text = (folder / f"{NAME}-solution.ipynb").read_text(encoding="utf-8")
    notebook = nbformat.reads(text, as_version=4)
    nbformat.validate(notebook)
    sources = {cell.id: cell.source for cell in notebook.cells}
    assert sources["predict"].strip() == 'prediction = "C"'
    assert "2,593 of 4,273" in sources["commentary-predict"]
    assert "Komentar." in sources["commentary-predict"]
    assert "BEGIN" not in text
    assert "nbgrader" not in json.dumps([cell.metadata for cell in notebook.cells])
    assert (folder / f"{NAME}.ipynb").read_bytes() == mine
    assert ask(root).startswith("Wrote")


def test_an_answer_in_the_quiz_is_a_try_too(root: Path) -> None:
    """Who has answered one question has tried."""
    sheet = Sheet.open(root / "exercises" / NAME / "answers" / f"{NAME}.json", NAME)
    sheet.record(new_attempt("any", "0", "a", "en", 0))

    assert ask(root).startswith("Wrote")


def test_a_solution_that_was_changed_is_not_written_over(root: Path) -> None:
    """Notes in the solution are the learner's own."""
    change(root)
    ask(root)
    path = root / "exercises" / NAME / f"{NAME}-solution.ipynb"
    path.write_bytes(path.read_bytes().replace(b"Worked solution", b"My notes"))

    assert "is there already" in ask(root)
    assert b"My notes" in path.read_bytes()


def test_without_the_package_one_line_says_how_to_get_it(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An instructor can leave it out; a learner alone learns how to have it."""
    change(root)
    monkeypatch.setitem(sys.modules, "nastava_solutions", None)

    said = ask(root)

    assert "python -m pip install nastava-solutions" in said
    assert "\n" not in said


def test_a_wrong_name_or_place_is_told_in_a_line(root: Path, tmp_path: Path) -> None:
    """The names that there are stand in the message."""
    assert ask(root, "kfor").startswith("There is no exercise 'kfor' here. Exercises: briefing,")
    assert "no workspace here" in ask(tmp_path)


@pytest.mark.parametrize("name", NAMES)
def test_every_solved_cell_has_a_commentary_in_both_languages(name: str) -> None:
    """No more and no less than the cells that a learner fills."""
    path = PACKAGE / "nastava_solutions" / "commentary" / f"{name}.yaml"
    said = yaml.safe_load(path.read_text(encoding="utf-8"))
    solved = [about(cell)["grade_id"] for cell in read(name).cells if about(cell).get("solution")]

    assert list(said) == solved
    assert all(set(texts) == {"en", "sr"} for texts in said.values())
    notebook = json.loads(worked(nbformat.writes(read(name)).encode(), said))
    assert sum(cell["id"].startswith("commentary-") for cell in notebook["cells"]) == len(solved)
