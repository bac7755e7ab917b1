"""What the instructor should know of a submission: notes in the graded notebook, for people and for programs.

They stand in the notebook's metadata (``nastava.notes``) and, as text, in a cell at its top. Whatever is marked for
the instructor is taken out of the feedback, unless ``HideTests.show_notes`` is set.
"""

from __future__ import annotations

import html
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from nbformat import NotebookNode

from nastava.grading.submission import new_cell
from nastava.grading.words import NOTES_TITLE
from nastava.text import WRITTEN, current_language
from nastava.text.messages import Notice, notice
from nastava.text.tex import literal

#: Where among an export's resources the notes are, as in the notebook's metadata.
NOTES = "nastava_notes"
_MARK = {"for": "instructor"}
_LONGEST = 500


@dataclass(frozen=True)
class Note:
    """One thing that the instructor should know; ``kind`` is for programs, ``cell`` the grade id or empty.

    Example:
        >>> Note("cell-missing", "test-total", notice("It was missing.")).to_plain()["en"]
        'It was missing.'
    """

    kind: str
    cell: str
    words: Notice

    def to_plain(self) -> dict[str, str]:
        """Return the note as JSON-able data, with its sentence in every written language."""
        said = {language: self.words.say(language)[:_LONGEST] for language in WRITTEN}
        return {"kind": self.kind, "cell": self.cell, **said}


def write_notes(nb: NotebookNode, resources: Any, notes: Sequence[Note]) -> None:
    """Put the notes into a graded notebook and into the resources of its conversion."""
    plain = [note.to_plain() for note in notes]
    nb.metadata["nastava"] = {"notes": plain}
    resources[NOTES] = plain
    if notes:
        cell = new_cell("markdown", _as_html(notes))
        for_instructor(cell.metadata)
        nb.cells.insert(0, cell)


def read_notes(nb: NotebookNode) -> list[dict[str, str]]:
    """Return the notes of a graded notebook.

    Example:
        >>> import nbformat.v4
        >>> read_notes(nbformat.v4.new_notebook())
        []
    """
    return [dict(note) for note in nb.metadata.get("nastava", {}).get("notes", [])]


def for_instructor(metadata: Any) -> None:
    """Mark a cell or an output, by its metadata, as one that students do not get.

    Example:
        >>> metadata = {}
        >>> for_instructor(metadata)
        >>> is_for_instructor(metadata)
        True
    """
    metadata["nastava"] = dict(_MARK)


def is_for_instructor(metadata: Mapping[str, Any]) -> bool:
    """Return whether a cell or an output is marked as the instructor's.

    Example:
        >>> is_for_instructor({})
        False
    """
    return bool(metadata.get("nastava") == _MARK)


def _as_html(notes: Iterable[Note]) -> str:
    language = current_language()
    title = html.escape(notice(NOTES_TITLE).say(language))
    rows = "".join(f"<li>{_row(note, language)}</li>" for note in notes)
    return f'<div class="nastava-notes"><strong>{title}</strong><ul>{rows}</ul></div>'


def _row(note: Note, language: str) -> str:
    words = literal(" ".join(note.words.say(language).split())[:_LONGEST])
    return f"<code>{html.escape(note.cell)}</code>: {words}" if note.cell else words
