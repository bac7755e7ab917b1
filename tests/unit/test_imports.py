"""What an import costs."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

HEAVY = {"jupyterlab", "matplotlib", "nbgrader", "numpy", "pandas", "distributed"}


def _loaded_by(statement: str) -> set[str]:
    script = f"{statement}\nimport json, sys\nprint(json.dumps([name for name in sys.modules]))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return {name.partition(".")[0] for name in json.loads(done.stdout.splitlines()[-1])}


def test_importing_the_package_loads_nothing_heavy() -> None:
    """`import nastava` in a fresh interpreter loads no plotting, data or grading library."""
    assert _loaded_by("import nastava") & HEAVY == set()


def test_showing_a_quiz_needs_no_plotting_or_grading() -> None:
    """What `quiz` needs is free of matplotlib, pandas and nbgrader, so a lesson opens fast."""
    assert _loaded_by("from nastava import quiz") & (HEAVY - {"numpy"}) == set()


@pytest.mark.parametrize("module", ["text", "items", "quizzes", "answers", "checks", "widget", "course"])
def test_learners_modules_need_no_grading_software(module: str) -> None:
    """A learner's kernel without nbgrader, Dask and JupyterLab can import each of these."""
    blocked = "import sys\nfor name in ('nbgrader', 'distributed', 'jupyterlab'): sys.modules[name] = None\n"

    assert "nastava" in _loaded_by(f"{blocked}import nastava.{module}")
