"""Reading a notebook that was handed in: whatever the file holds, what comes out is a sound notebook.

Kept of a cell: its type, text, pictures, outputs and nbgrader's metadata. Tags and all other metadata go:
some of them change how the cell is run, none of them is part of an answer.
"""

from __future__ import annotations

import json
import stat
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import nbformat
import nbformat.v4
from nbformat import NotebookNode, ValidationError
from nbformat.corpus.words import generate_corpus_id

from nastava.answers.handed_in import NOTE_START
from nastava.errors import NastavaError
from nastava.grading.words import NO_NOTEBOOK, NOT_JSON, NOTEBOOK_NOT_A_FILE
from nastava.text.messages import Notice, notice

_KINDS = ("code", "markdown", "raw")
_WHAT_CAN_GO_WRONG = (
    ValueError,
    KeyError,
    TypeError,
    AttributeError,
    IndexError,
    RecursionError,
    ValidationError,
)


class UnreadableNotebookError(NastavaError):
    """A notebook that was handed in can't be read; ``reason`` says why."""

    def __init__(self, reason: Notice) -> None:
        super().__init__(str(reason))
        self.reason = reason


def read_submission(path: Path) -> NotebookNode:
    """Read a notebook that a student handed in.

    Raises:
        UnreadableNotebookError: it is no regular file, no JSON or no notebook.
    """
    try:
        regular = stat.S_ISREG(path.lstat().st_mode)
    except OSError:
        regular = False
    if not regular:
        raise UnreadableNotebookError(notice(NOTEBOOK_NOT_A_FILE))
    return parse_submission(path.read_bytes())


def parse_submission(raw: bytes) -> NotebookNode:
    """Turn the bytes of a notebook into a sound one.

    Raises:
        UnreadableNotebookError: they are no JSON or no notebook.

    Example:
        >>> nb = parse_submission(b'{"nbformat": 4, "cells": [{"cell_type": "code", "source": "1"}]}')
        >>> nb.cells[0].source
        '1'
    """
    text = raw.decode("utf-8-sig", errors="replace")
    if text.startswith(NOTE_START):
        raise UnreadableNotebookError(notice(NOTEBOOK_NOT_A_FILE))
    try:
        data = json.loads(text)
    except json.JSONDecodeError as error:
        raise UnreadableNotebookError(notice(NOT_JSON, line=error.lineno, why=error.msg)) from None
    except (ValueError, RecursionError) as error:
        raise UnreadableNotebookError(notice(NOT_JSON, line=1, why=type(error).__name__)) from None
    try:
        if data["nbformat"] != nbformat.v4.nbformat:
            data = nbformat.reads(text, as_version=nbformat.v4.nbformat)
        if not isinstance(data["cells"], list):
            raise TypeError("cells")  # what follows says it
        try:
            # Most are sound as they stand: one look at the whole is many times quicker than one at each part.
            return _notebook(data, _keep)
        except _WHAT_CAN_GO_WRONG:
            return _notebook(data, _keep_if_sound)
    except _WHAT_CAN_GO_WRONG:
        raise UnreadableNotebookError(notice(NO_NOTEBOOK)) from None


def _notebook(
    data: dict[str, Any], keep: Callable[[NotebookNode, dict[str, Any], str], None]
) -> NotebookNode:
    cells = list(_unique_ids(_cell(cell, keep) for cell in data["cells"] if isinstance(cell, dict)))
    notebook: NotebookNode = nbformat.v4.new_notebook(cells=cells, metadata=_metadata(data.get("metadata")))
    nbformat.validate(notebook)
    return notebook


def _cell(data: dict[str, Any], keep: Callable[[NotebookNode, dict[str, Any], str], None]) -> NotebookNode:
    kind = data.get("cell_type")
    cell = new_cell(kind if kind in _KINDS else "raw", _text(data.get("source")))
    own = data.get("metadata")
    if isinstance(own, dict) and isinstance(own.get("nbgrader"), dict):
        cell.metadata["nbgrader"] = nbformat.from_dict(own["nbgrader"])
    keep(cell, data, "id")
    if cell.cell_type == "code":
        keep(cell, data, "outputs")
        keep(cell, data, "execution_count")
    else:
        keep(cell, data, "attachments")
    return cell


def new_cell(kind: str, source: str, **more: Any) -> NotebookNode:
    """Return a fresh cell: code, markdown or raw. Whoever writes the notebook checks it, not each cell.

    Example:
        >>> new_cell("raw", "27").source
        '27'
    """
    cell = NotebookNode(id=generate_corpus_id(), cell_type=kind, metadata=NotebookNode(), source=source)
    if kind == "code":
        cell.update(execution_count=None, outputs=[])
    cell.update(more)
    return cell


def _text(source: Any) -> str:
    if isinstance(source, list):
        source = "".join(line for line in source if isinstance(line, str))
    return source if isinstance(source, str) else ""


def _keep(cell: NotebookNode, data: dict[str, Any], field: str) -> None:
    if field in data:
        cell[field] = nbformat.from_dict(data[field])
        if field == "outputs" and isinstance(data[field], list):
            _join_lines(cell[field])


def _keep_if_sound(cell: NotebookNode, data: dict[str, Any], field: str) -> None:
    before = dict(cell)
    try:
        _keep(cell, data, field)
        nbformat.validate(cell, ref=f"{cell.cell_type}_cell", version=4, version_minor=5)
    except _WHAT_CAN_GO_WRONG:
        cell.pop(field, None)
        cell.update(before)


def _join_lines(outputs: list[Any]) -> None:
    """Join texts that are kept as lists of lines, as reading a notebook does."""
    for output in outputs:
        if isinstance(output, dict) and isinstance(output.get("text"), list):
            output["text"] = "".join(map(str, output["text"]))
        bundle = output.get("data") if isinstance(output, dict) else None
        if not isinstance(bundle, dict):
            continue
        for kind, value in bundle.items():
            if isinstance(value, list) and not kind.endswith("json"):
                bundle[kind] = "".join(map(str, value))


def _unique_ids(cells: Iterator[NotebookNode]) -> Iterator[NotebookNode]:
    seen: set[str] = set()
    for cell in cells:
        if cell.id in seen:
            cell.id = new_cell("raw", "").id
        seen.add(cell.id)
        yield cell


def _metadata(data: Any) -> dict[str, Any]:
    """Keep which kernel and language the notebook is for."""
    kept: dict[str, Any] = {}
    data = data if isinstance(data, dict) else {}
    kernel, language = data.get("kernelspec"), data.get("language_info")
    if isinstance(kernel, dict) and isinstance(kernel.get("name"), str):
        words = {key: value for key, value in kernel.items() if isinstance(value, str)}
        kept["kernelspec"] = {"display_name": kernel["name"], **words}
    if isinstance(language, dict) and isinstance(language.get("name"), str):
        words = {key: value for key, value in language.items() if isinstance(value, str)}
        kept["language_info"] = words
    return kept
