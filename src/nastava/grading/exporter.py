"""How nbgrader reads a submission: a notebook that can't be read becomes one that says so."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import nbformat.v4
from nbconvert.exporters import NotebookExporter
from nbconvert.exporters.exporter import ResourcesDict
from nbformat import NotebookNode

from nastava.grading.submission import UnreadableNotebookError, new_cell, read_submission
from nastava.text import current_language


class SubmissionExporter(NotebookExporter):
    """``c.Autograde.exporter_class``: one damaged notebook is that student's zero, not the end of the run.

    What stands in for it holds the reason; the graded cells are put back by ``RestoreCells``, and ``Execute``
    gives them nothing.
    """

    def from_filename(
        self, filename: str, resources: dict[str, Any] | None = None, **kw: Any
    ) -> tuple[NotebookNode, dict[str, Any]]:
        """Read a notebook and convert it, whatever state it is in."""
        path = Path(filename)
        resources = resources if resources is not None else ResourcesDict()
        resources["metadata"] = ResourcesDict(name=path.stem, path=str(path.parent))
        try:
            notebook = read_submission(path)
        except UnreadableNotebookError as error:
            self.log.warning("%s: %s", filename, error)
            reason = new_cell("markdown", error.reason.say(current_language()))
            notebook = nbformat.v4.new_notebook(cells=[reason])
        return self.from_notebook_node(notebook, resources, **kw)  # type: ignore[no-any-return, no-untyped-call]

    def _validate_preprocessor(self, nbc: NotebookNode, preprocessor: object) -> None:
        """Look at no step's outcome: a dozen looks at one notebook, which is checked again when it is written."""
