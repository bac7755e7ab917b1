"""The course's assignments for the tests: where they are, and what nbgrader would read from their test cells."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import nbformat
from nbclient import NotebookClient

ROOT = Path(__file__).parents[2]
NAMES = sorted(path.name for path in (ROOT / "solutions").iterdir() if path.is_dir())


def read(name: str) -> Any:
    """The instructor's version of an assignment."""
    return nbformat.read(ROOT / "solutions" / name / f"{name}.ipynb", as_version=4)


def about(cell: Any) -> dict[str, Any]:
    """What nbgrader knows of a cell."""
    return dict(cell.metadata.get("nbgrader", {}))


def points(notebook: Any) -> dict[str, float]:
    """The points of each graded cell."""
    return {told["grade_id"]: told["points"] for cell in notebook.cells if "points" in (told := about(cell))}


def quiz_of(name: str) -> str:
    """The id of an assignment's graded quiz, which isn't that of a practice bank."""
    (cell_id,) = (id_ for id_ in points(read(name)) if id_.startswith("quiz-"))
    return cell_id.removeprefix("quiz-")


def without(source: str, name: str, stub: str = "") -> str:
    """Do what nbgrader does with a marked region at release; what stands in its place is ``stub``."""
    before, _, rest = source.partition(f"### BEGIN {name}\n")
    _, _, after = rest.partition(f"### END {name}")
    return before + stub + after if rest else source


def run(notebook: Any, folder: Path) -> dict[str, float]:
    """Run the exercises and return the scores that nbgrader would read."""
    notebook.cells = [cell for cell in notebook.cells if "quiz" not in cell.id and cell.cell_type == "code"]
    resources = {"metadata": {"path": str(folder)}}
    NotebookClient(notebook, kernel_name="python3", allow_errors=True, resources=resources).execute()
    scores = {}
    for cell in notebook.cells:
        if "points" in about(cell):
            (output,) = cell.outputs
            scores[cell.id] = float(output.data["text/plain"])
    return scores
