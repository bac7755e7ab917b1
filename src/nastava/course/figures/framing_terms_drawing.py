"""Drawing of the terms: under a heading for what they carry, each wording with its speaker."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from nastava.course.figures import style
from nastava.course.figures.controls import Localized
from nastava.course.figures.framing_terms_data import LOADS
from nastava.text.languages import pick

if TYPE_CHECKING:
    from collections.abc import Iterator

    from matplotlib.axes import Axes
    from matplotlib.figure import FigureBase

    from nastava.course.figures.framing_terms import Line, TermData
    from nastava.course.figures.spec import View

COLOURS = {
    "open": style.BLUE,
    "status": style.VERMILLION,
    "judges": style.PURPLE,
    "distances": style.GREEN,
    "differs": style.GREY,
}
#: Signs, so that a group is known without its colour.
_SIGNS = {"open": "o", "status": "s", "judges": "^", "distances": "D", "differs": "X"}
_COUNT: Localized = {"en": "Number of wordings", "sr": "Broj formulacija"}
_HEAD: Localized = {"en": "Wording and speaker", "sr": "Formulacija i ko je kaže"}
_ROW, _HEADING, _GAP, _TOP = 17.0, 22.0, 12.0, 24.0
#: Where the speaker begins in the wide form, and room for characters in each column.
_SPEAKER = 400.0
_WIDE_TERM, _WIDE_SPEAKER, _NARROW = 52, 40, 46


def _blocks(line: Line, narrow: bool) -> tuple[list[str], list[str], list[str]]:
    """Return the wrapped lines of wording, sense and speaker."""
    gloss = f"({line.gloss})" if line.gloss else ""
    return (
        textwrap.wrap(line.term, _NARROW - 2 if narrow else _WIDE_TERM - 4),
        textwrap.wrap(gloss, _NARROW if narrow else _WIDE_TERM),
        textwrap.wrap(line.label, _NARROW if narrow else _WIDE_SPEAKER),
    )


def _line_height(line: Line, narrow: bool) -> float:
    term, gloss, label = _blocks(line, narrow)
    rows = len(term) + len(gloss) + len(label) if narrow else max(len(term) + len(gloss), len(label))
    return rows * _ROW + 7


def heights(data: TermData, language: str) -> tuple[int, int]:
    """Return how high the wide and the narrow drawing are."""
    if data.bars:
        return 60 + 25 * len(data.bars), 60 + 25 * len(data.bars)
    both = []
    for narrow in (False, True):
        loads = {line.load for line in data.lines}
        lines = sum(_line_height(line, narrow) for line in data.lines)
        both.append(max(110, round(_TOP + len(loads) * (_HEADING + _GAP) + lines)))
    return both[0], both[1]


def draw(base: FigureBase, view: View, language: str, narrow: bool) -> None:
    """Draw the view."""
    data: TermData = view.data
    if data.bars:
        _bars(base, data, language)
        return
    width, height = style.pixels(base)
    axes = style.axes_in(base, left=0, right=0, top=0, bottom=0)
    axes.set_xlim(0, width)
    axes.set_ylim(height, 0)
    axes.set_axis_off()
    axes.text(2, 10, pick(_HEAD, language), fontsize=style.LABEL, color=style.SOFT, va="center")
    top = _TOP
    for load, lines in _grouped(data):
        top = _heading(axes, load, top, width, language)
        for line in lines:
            _write(axes, line, top, narrow)
            top += _line_height(line, narrow)
        top += _GAP


def _grouped(data: TermData) -> Iterator[tuple[str, list[Line]]]:
    for load in LOADS:
        lines = [line for line in data.lines if line.load == load]
        if lines:
            yield load, lines


def _heading(axes: Axes, load: str, top: float, width: float, language: str) -> float:
    axes.plot([2, width - 4], [top + 1, top + 1], color=COLOURS[load], linewidth=2, gid=f"rule:{load}")
    axes.plot([9], [top + 13], marker=_SIGNS[load], color=COLOURS[load], markersize=8, gid=f"sign:{load}")
    axes.text(
        22,
        top + 13,
        pick(LOADS[load], language),
        fontsize=style.LABEL,
        color=style.INK,
        weight="bold",
        va="center",
    )
    return top + _HEADING + 3


def _write(axes: Axes, line: Line, top: float, narrow: bool) -> None:
    term, gloss, label = _blocks(line, narrow)
    place = top + _ROW / 2
    for text in term:
        axes.text(22, place, text, fontsize=style.TEXT, color=style.INK, va="center", gid=f"term:{line.load}")
        place += _ROW
    for text in gloss:
        axes.text(22, place, text, fontsize=style.LABEL, color=style.SOFT, va="center")
        place += _ROW
    at = 22.0
    if not narrow:
        at, place = _SPEAKER, top + _ROW / 2
    for text in label:
        axes.text(at, place, text, fontsize=style.LABEL, color=style.SOFT, va="center", style="normal")
        place += _ROW


def _bars(base: FigureBase, data: TermData, language: str) -> None:
    left = 12 + max(style.text_width(name) for name, _number in data.bars)
    axes = style.axes_in(base, left=left, right=34, top=6, bottom=46)
    places = range(len(data.bars))
    axes.barh(places, [number for _name, number in data.bars], height=0.7, color=style.BLUE)
    for place, (_name, number) in zip(places, data.bars, strict=True):
        style.beside(axes, str(number), (number, place), (5, 0), va="center")
    axes.set_yticks(places, [name for name, _number in data.bars])
    axes.set_ylim(len(data.bars) - 0.4, -0.6)
    axes.set_xlim(0, max(number for _name, number in data.bars) * 1.02)
    axes.locator_params(axis="x", integer=True, nbins=4)
    axes.set_xlabel(pick(_COUNT, language))
    axes.spines["bottom"].set_visible(False)
    axes.grid(visible=True, axis="x")
