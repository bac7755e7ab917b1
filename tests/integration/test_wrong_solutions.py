"""Plausible mistakes in the assignments cost the points that they should."""

from __future__ import annotations

import runpy
from pathlib import Path
from typing import Any

import pytest
from tests.unit.assignments import points, read, run, without

FOLDER = Path(__file__).parent / "wrong_solutions"
#: By assignment and exercise: what is written in the place of the solution, and what it earns.
WRONG: dict[str, dict[str, list[tuple[str, float]]]] = {
    path.stem.replace("_", "-"): runpy.run_path(str(path))["WRONG"] for path in sorted(FOLDER.glob("*.py"))
}
ROUNDS = [
    (name, number)
    for name, exercises in WRONG.items()
    for number in range(max(len(answers) for answers in exercises.values()))
]


@pytest.mark.parametrize("name", list(WRONG))
def test_every_exercise_has_three_wrong_solutions(name: str) -> None:
    """No exercise whose tests were never tried on wrong work."""
    exercises = {
        cell_id.removeprefix("test-") for cell_id in points(read(name)) if cell_id.startswith("test-")
    }

    assert set(WRONG[name]) == exercises
    assert all(len(answers) >= 3 for answers in WRONG[name].values())


@pytest.mark.parametrize("name, number", ROUNDS)
def test_wrong_work_earns_what_it_should(name: str, number: int, tmp_path: Path) -> None:
    """In one notebook every exercise has its mistake; each costs its own points, and none of the others'."""
    notebook = read(name)
    full = points(notebook)
    expected: dict[str, float] = {}
    for exercise, answers in WRONG[name].items():
        source, earned = answers[number % len(answers)]
        expected[f"test-{exercise}"] = earned
        cell: Any = next(cell for cell in notebook.cells if cell.id == exercise)
        cell.source = without(cell.source, "SOLUTION", source)

    assert run(notebook, tmp_path) == expected
    assert all(earned < full[exercise] for exercise, earned in expected.items())
