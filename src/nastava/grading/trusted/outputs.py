"""The outputs that a trusted test leaves in the graded notebook; the grader writes them, no kernel does."""

from __future__ import annotations

import base64
import binascii
import html
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import nbformat.v4
from nbformat import NotebookNode

from nastava.checks.reasons import Reason
from nastava.checks.score import Score
from nastava.grading.notes import for_instructor
from nastava.grading.trusted.verdict import Outcome
from nastava.grading.words import NOTE_ERROR, NOTE_FIGURE, NOTE_NO_PICTURE, NOTE_STDERR
from nastava.text import LANGUAGES, current_language, pick
from nastava.text.messages import notice
from nastava.text.tex import literal

_ANSI = re.compile(r"\x1b\[[0-9;?]*[ -/]*[@-~]")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_LONGEST = 20_000
_PICTURES = {"image/png": b"\x89PNG\r\n\x1a\n", "image/jpeg": b"\xff\xd8\xff"}
_MOST_PICTURES = 3
_LARGEST_PICTURE = 2_000_000


def outputs_of(
    outcome: Outcome, written: Iterable[NotebookNode], above: Sequence[NotebookNode]
) -> list[NotebookNode]:
    """Return the outputs of a test cell: first the plain number that nbgrader reads, with the table of checks.

    Args:
        outcome: what the test gave.
        written: what the cell itself wrote in the trusted kernel; its stdout stays for everybody, the rest for
            the instructor.
        above: the notebook's cells before this one, for the pictures that the student's program showed.
    """
    asked = outcome.language
    language = asked if asked is not None and asked in LANGUAGES else current_language()
    score = Score(outcome.points, outcome.of, outcome.results, language)
    data = {"text/plain": repr(float(outcome.points)), "text/html": score.to_html()}
    outputs = [nbformat.v4.new_output("execute_result", data, execution_count=None)]
    for output in written:
        outputs += _kept(output)
    if outcome.figures:
        outputs += _figures(outcome.figures, above)
    return outputs


def checks_of(outcome: Outcome) -> list[dict[str, Any]]:
    """Return the checks of a test as data, for reports on a class."""
    return [{"what": dict(one.what), "points": one.points, "earned": one.earned} for one in outcome.results]


def pictures_above(above: Sequence[NotebookNode]) -> list[NotebookNode]:
    """Return the pictures that the nearest cell above with any has shown, as outputs for the instructor.

    Example:
        >>> pictures_above([])
        []
    """
    for cell in reversed(above):
        if cell.cell_type == "code":
            found = [new for output in cell.get("outputs", ()) for new in _picture(output)]
            if found:
                return found[-_MOST_PICTURES:]
    return []


def _figures(figures: Sequence[Reason], above: Sequence[NotebookNode]) -> Iterator[NotebookNode]:
    pictures = pictures_above(above)
    title = notice(NOTE_FIGURE if pictures else NOTE_NO_PICTURE).say(current_language())
    yield _for_instructor(title, "\n\n".join(pick(words) for words in figures))
    yield from pictures


def _picture(output: Any) -> Iterator[NotebookNode]:
    data = output.get("data", {}) if output.get("output_type") in {"display_data", "execute_result"} else {}
    for kind, start in _PICTURES.items():
        encoded = data.get(kind)
        if not isinstance(encoded, str) or len(encoded) > _LARGEST_PICTURE:
            continue
        try:
            begins = base64.b64decode("".join(encoded[:64].split())[:32], validate=True)
        except (binascii.Error, ValueError):
            continue
        if begins.startswith(start):
            new = nbformat.v4.new_output("display_data", {kind: encoded})
            if output.get("metadata", {}).get("nastava") is None:
                for_instructor(new.metadata)
                yield new
            return


def _kept(output: NotebookNode) -> Iterator[NotebookNode]:
    kind = output.output_type
    if kind == "stream" and output.name == "stdout":
        yield nbformat.v4.new_output("stream", name="stdout", text=_plain(output.text))
    elif kind == "stream":
        yield _for_instructor(notice(NOTE_STDERR).say(current_language()), _plain(output.text))
    elif kind == "error":
        yield _for_instructor(notice(NOTE_ERROR).say(current_language()), _plain("\n".join(output.traceback)))
    elif kind == "display_data":
        for_instructor(output.metadata)
        yield output


def _for_instructor(title: str, text: str) -> NotebookNode:
    lines = "\n".join(literal(line) for line in text.splitlines())
    page = f'<div class="nastava-for-instructor"><p>{html.escape(title)}</p><pre>{lines}</pre></div>'
    output: NotebookNode = nbformat.v4.new_output(
        "display_data", {"text/html": page, "text/plain": f"{title}\n{text}"}
    )
    for_instructor(output.metadata)
    return output


def _plain(text: str) -> str:
    """Return text without a terminal's codes, cut where it would fill the page."""
    clean = _CONTROL.sub("�", _ANSI.sub("", text[: 2 * _LONGEST]))
    return clean if len(clean) <= _LONGEST else clean[:_LONGEST] + " …"
