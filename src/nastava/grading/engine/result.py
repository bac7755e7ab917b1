"""What grading one submission gave: made by a worker, believed only after it was looked at."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from nastava.grading.engine.rows import Rows
from nastava.grading.engine.wire import Packet, WireError, unpack

#: Longest text that is kept of a reason or a note.
MAX_WORDS = 2000
#: Most notes that are kept of one submission.
MAX_NOTES = 50
Words = Annotated[str, Field(max_length=MAX_WORDS)]
MAX_NAME = 256
Name = Annotated[str, Field(max_length=MAX_NAME)]


class ResultError(ValueError):
    """A result that can't be right: its worker is broken, or was tampered with."""


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class GradeRow(_Strict):
    """Automatic points of a cell; None where only a person can give them."""

    auto_score: float | None
    needs_manual_grade: bool


class NotebookResult(_Strict):
    """One notebook. ``missing``: it was not handed in, which is zero points. ``seconds``: of its code cells."""

    missing: bool = False
    grades: dict[str, GradeRow] = {}
    comments: dict[str, str | None] = {}
    seconds: list[tuple[str, float]] = []


class NoteRow(_Strict):
    """What the instructor should know of a submission.

    ``kind``: see ``nastava.grading.notes``; ``nbgrader`` is a warning of nbgrader's or Jupyter's own, in English.
    ``cell``: its grade id, or empty. ``en``, ``sr``: the sentence.
    """

    kind: Name
    notebook: Name = ""
    cell: Name = ""
    en: Words
    sr: Words


class Result(_Strict):
    """A submission's result.

    ``failed``: it could not be graded; ``reason`` says why, and people have to look at it. ``again``: the next
    run tries once more, since the cause may lie outside the submission. ``mismatch``: nothing was tried.
    """

    student: str
    status: Literal["graded", "failed"]
    reason: Words | None = None
    again: bool = False
    mismatch: bool = False
    notebooks: dict[str, NotebookResult] = {}
    notes: Annotated[list[NoteRow], Field(max_length=MAX_NOTES)] = []
    seconds: float = 0.0

    @property
    def points(self) -> float:
        """All automatic points together."""
        rows = (row for notebook in self.notebooks.values() for row in notebook.grades.values())
        return sum(row.auto_score or 0.0 for row in rows)


def note_row(note: Mapping[str, str], notebook: str = "") -> NoteRow:
    """Return a note of a graded notebook as a result carries it.

    Example:
        >>> note_row({"kind": "test", "cell": "a", "en": "No.", "sr": "Ne."}, "kfor").notebook
        'kfor'
    """
    kind, cell = (note[name][:MAX_NAME] for name in ("kind", "cell"))
    return NoteRow(notebook=notebook[:MAX_NAME], kind=kind, cell=cell, en=cut(note["en"]), sr=cut(note["sr"]))


def plain_note(kind: str, words: str) -> NoteRow:
    """Return a note whose sentence is the same in every language.

    Example:
        >>> plain_note("penalty", "No penalty.").sr
        'No penalty.'
    """
    return NoteRow(kind=kind, en=cut(words), sr=cut(words))


def failed(student: str, reason: str, **more: Any) -> Result:
    """Return the result of a submission that could not be graded.

    Example:
        >>> failed("ana", "The worker ended.").status
        'failed'
    """
    return Result(student=student, status="failed", reason=cut(reason), **more)


def cut(words: str) -> str:
    """Return text of a length that a result may have.

    Example:
        >>> cut("short")
        'short'
    """
    return words if len(words) <= MAX_WORDS else words[: MAX_WORDS - 2] + " …"


def read_result(data: bytes, student: str, rows: Rows) -> tuple[Result, Packet]:
    """Read a result and hold it against the gradebook's own cells and points.

    Raises:
        ResultError: it is none, is somebody else's, or says what can't be.
    """
    try:
        packet = unpack(data)
        result = Result.model_validate(packet.head)
    except (WireError, ValidationError) as error:
        raise ResultError(f"The worker's answer can't be read ({type(error).__name__}).") from None
    if result.student != student:
        raise ResultError("The worker's answer is about another student.")
    known = {one["name"]: one for one in rows["notebooks"]}
    for name, notebook in result.notebooks.items():
        if name not in known:
            raise ResultError(f"The worker's answer has a notebook that the gradebook lacks: {name!r:.80}.")
        _check(notebook, known[name])
    return result, packet


def _check(notebook: NotebookResult, known: Mapping[str, Any]) -> None:
    most = {cell["name"]: cell["max_score"] for cell in known["cells"] if cell["kind"] != "solution"}
    commented = {cell["name"] for cell in known["cells"] if cell["kind"] != "grade"}
    for name, row in notebook.grades.items():
        if name not in most:
            raise ResultError(f"The worker's answer grades a cell that has no points: {name!r:.80}.")
        score = row.auto_score
        if score is not None and not (math.isfinite(score) and 0 <= score <= most[name]):
            raise ResultError(f"The worker's answer gives the cell {name!r:.80} impossible points.")
    if not set(notebook.comments) <= commented:
        raise ResultError("The worker's answer comments on a cell that takes no comment.")
