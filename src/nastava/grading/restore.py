"""Makes the cells that count what they were when released, whatever the student's copy says of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from nbformat import NotebookNode
from nbgrader.preprocessors import NbGraderPreprocessor

from nastava.grading.course import course_directory
from nastava.grading.released import ReleasedCell, released_cells
from nastava.grading.submission import new_cell
from nastava.grading.words import PUT_BACK
from nastava.text import current_language
from nastava.text.messages import notice


class RestoreCells(NbGraderPreprocessor):  # type: ignore[misc]
    """First step on a submission.

    A cell is recognised by its grade id; of two with the same one the later counts, as in nbgrader.
    Its type, metadata and, where locked, its source are the gradebook's. All other metadata go from all
    cells. Missing cells are put back. nbgrader's own steps, which follow, then find nothing amiss; run first
    they would stop at odd metadata: a key that is missing ends the submission, a schema version that is too
    high ends the whole run.
    """

    def preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        """Restore a notebook that was handed in."""
        about = resources["nbgrader"]
        released = released_cells(course_directory(self), about["assignment"], about["notebook"])
        nb.cells = restored(nb.cells, released)
        for cell in nb.cells:
            if "put_back" in cell.metadata:
                self.log.warning("Put back into the notebook: cell %s", cell.metadata.pop("put_back"))
        return nb, resources


def restored(cells: Sequence[NotebookNode], released: Sequence[ReleasedCell]) -> list[NotebookNode]:
    """Return the cells with those released restored; a note stands before each that was put back.

    Args:
        cells: as handed in, each with nbgrader's metadata or none.
        released: the cells that the gradebook knows, in their order.
    """
    by_name = {cell.name: cell for cell in released}
    last = {name: place for place, cell in enumerate(cells) if (name := _name(cell)) in by_name}
    result: list[NotebookNode] = []
    for place, cell in enumerate(cells):
        name = _name(cell)
        if name is not None and last.get(name) == place:
            result.append(_as_released(cell, by_name[name]))
        else:
            cell.metadata = NotebookNode()
            result.append(cell)
    for number, missing in enumerate(released):
        if missing.name not in last and missing.must_be_there:
            _put_back(result, missing, released[:number], released[number + 1 :])
    return result


def _name(cell: NotebookNode) -> str | None:
    name = cell.metadata.get("nbgrader", {}).get("grade_id")
    return name if isinstance(name, str) else None


def _as_released(cell: NotebookNode, released: ReleasedCell) -> NotebookNode:
    more: dict[str, Any] = {"id": cell.id}
    if released.cell_type == cell.cell_type == "code":
        more |= {"outputs": cell.outputs, "execution_count": cell.execution_count}
    elif released.cell_type != "code" and "attachments" in cell:
        more["attachments"] = cell.attachments
    return released.as_cell(cell.source, **more)


def _put_back(
    cells: list[NotebookNode],
    missing: ReleasedCell,
    before: Sequence[ReleasedCell],
    after: Sequence[ReleasedCell],
) -> None:
    """Insert as late as the order allows: what the student wrote for it may stand in a cell without a name."""
    places = {_name(cell): place for place, cell in enumerate(cells)}
    earliest = max((places[cell.name] + 1 for cell in before if cell.name in places), default=0)
    later = (places[cell.name] for cell in after if cell.name in places)
    place = min((found for found in later if found >= earliest), default=len(cells))
    note = new_cell("markdown", notice(PUT_BACK, cell=missing.name).say(current_language()))
    note.metadata["put_back"] = missing.name
    cells[place:place] = [note, missing.as_cell()]
