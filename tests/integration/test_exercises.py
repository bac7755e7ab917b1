"""Exercises for those who study alone: current, keyless, and validated by nbgrader's own button."""

from __future__ import annotations

import importlib.util
import json
import re
import sys
from pathlib import Path

import pytest
from nbgrader.validator import Validator
from tests.integration.nbgrader_course import CHECKOUT, files_with
from tests.unit.assignments import NAMES, quiz_of

from nastava.cli.workspace import prepare
from nastava.quizzes import load_bank

EXERCISES = CHECKOUT / "notebooks" / "exercises"


@pytest.mark.slow
def test_the_exercises_are_what_nbgrader_releases_today(tmp_path: Path) -> None:
    """A change in solutions/ or quizzes/graded/ without `make exercises` fails here."""
    spec = importlib.util.spec_from_file_location("exercises", CHECKOUT / "scripts" / "exercises.py")
    assert spec is not None
    assert spec.loader is not None
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    script.release(tmp_path)

    def files(root: Path) -> dict[str, bytes]:
        return {
            path.relative_to(root).as_posix(): path.read_bytes()
            for path in root.rglob("*")
            if path.is_file() and "answers" not in path.parts and ".ipynb_checkpoints" not in path.parts
        }

    assert files(tmp_path) == files(EXERCISES)


@pytest.mark.parametrize("name", NAMES)
def test_an_exercise_holds_no_solution_and_no_key(name: str) -> None:
    """Neither a hidden test nor a word of the quiz's key or explanations stands in it."""
    bank = load_bank(CHECKOUT / "quizzes" / "graded" / f"{quiz_of(name)}.yaml")
    explained = [text for item in bank.items if item.explanation for text in item.explanation.values()]
    source = (CHECKOUT / "solutions" / name / f"{name}.ipynb").read_text(encoding="utf-8")
    cells = "\n".join("".join(cell["source"]) for cell in json.loads(source)["cells"])
    hidden = "".join(re.findall(r"### BEGIN HIDDEN TESTS(.*?)### END", cells, re.DOTALL))
    labels = re.findall(r'check\(\s*\{"en": "([^"]+)"', hidden)

    assert labels
    markers = ("BEGIN SOLUTION", "HIDDEN TESTS", "MARK SCHEME", '"key"', "accept_partly", *explained, *labels)
    assert files_with(EXERCISES / name, markers) == []


@pytest.fixture
def exercise(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The notebook of an exercise in a new workspace."""
    monkeypatch.setenv("JUPYTER_DATA_DIR", str(tmp_path / "jupyter"))
    prepare(tmp_path / "course", "en")
    return tmp_path / "course" / "exercises" / "kfor-2023" / "kfor-2023.ipynb"


@pytest.mark.slow
def test_validate_lists_what_is_missing_in_an_exercise(exercise: Path) -> None:
    """nbgrader's Validate, without any settings of the course, names the checks that fail, and later none."""
    before = Validator().validate(str(exercise))
    failed = json.dumps(before["failed"])
    assert "One of the three letters is chosen" in failed
    assert "Traceback" not in failed

    notebook = json.loads(exercise.read_text(encoding="utf-8"))
    solution = CHECKOUT / "solutions" / "kfor-2023" / "kfor-2023.ipynb"
    solved = {cell["id"]: cell for cell in json.loads(solution.read_text(encoding="utf-8"))["cells"]}
    for cell in notebook["cells"]:
        if cell["metadata"].get("nbgrader", {}).get("solution"):
            cell["source"] = solved[cell["id"]]["source"]
    exercise.write_text(json.dumps(notebook), encoding="utf-8")

    after = Validator().validate(str(exercise))
    assert not after.get("failed"), after
    assert not after.get("changed"), after


@pytest.mark.slow
def test_a_worked_solution_runs_and_earns_every_point(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each solution, as it is written for the learner, passes its own visible and hidden checks."""
    import yaml
    from nbclient import NotebookClient
    from nbformat import reads

    from nastava.cli.exercises import worked

    package = CHECKOUT / "packages" / "nastava-solutions" / "src"
    monkeypatch.syspath_prepend(str(package))
    monkeypatch.delitem(sys.modules, "nastava_solutions", raising=False)
    from nastava_solutions import commentary, content_root

    name = "kfor-2023"
    said = yaml.safe_load(commentary(name).read_text(encoding="utf-8"))
    made = worked((content_root() / "solutions" / name / f"{name}.ipynb").read_bytes(), said)
    folder = tmp_path / name
    (folder / "quizzes").mkdir(parents=True)
    released = EXERCISES / name / "quizzes" / f"{name}.json"
    (folder / "quizzes" / released.name).write_bytes(released.read_bytes())
    notebook = reads(made.decode(), as_version=4)

    NotebookClient(notebook, kernel_name="python3", resources={"metadata": {"path": str(folder)}}).execute()

    printed = json.dumps(notebook)
    assert "✗" not in printed
