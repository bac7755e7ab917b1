"""Notes on the notebook that was handed in, by comparison with the gradebook and the instructor's own release."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from nbgrader.preprocessors import ClearHiddenTests, ClearMarkScheme

from nastava.grading.integrity import integrity_notes, raw_cells, tags_by_name
from nastava.grading.notes import Note
from nastava.grading.released import ReleasedCell


def hidden_marks(parent: Any) -> tuple[str, str]:
    """Return what stands in the lines before and after hidden tests.

    Args:
        parent: whose configuration says so.
    """
    hidden = ClearHiddenTests(parent=parent)
    return hidden.begin_test_delimeter, hidden.end_test_delimeter


def notes_on_cells(
    handed_in: Path, release: Path, released: Iterable[ReleasedCell], parent: Any
) -> list[Note]:
    """Return what was done to the cells that count.

    Args:
        handed_in: the student's notebook.
        release: the instructor's copy of the released notebook; it may be missing.
        released: the gradebook's cells.
        parent: whose configuration says how hidden tests are marked.
    """
    hidden, scheme = ClearHiddenTests(parent=parent), ClearMarkScheme(parent=parent)

    def as_released(cell: ReleasedCell) -> str:
        node = cell.as_cell()
        try:
            hidden._remove_hidden_test_region(node)  # noqa: SLF001 - nbgrader's own rule for what is hidden
            scheme._remove_mark_scheme_region(node)  # noqa: SLF001
        except RuntimeError:  # marks without an end; nbgrader refuses them at release
            pass
        return str(node.source)

    return list(
        integrity_notes(raw_cells(handed_in), released, as_released, tags_by_name(raw_cells(release)))
    )
