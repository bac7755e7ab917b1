"""Drawing of NALT beside KFOR: rows of equal dots, so that an area twice as large is twice as many."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Any

from nastava.course.figures import style

if TYPE_CHECKING:
    from matplotlib.figure import FigureBase

    from nastava.course.figures.spec import View

COLOURS = {"KFOR": style.BLUE, "NALT": style.VERMILLION}
_LEFT, _RIGHT = 2, 8
_HEADING, _LINE, _GAP = 24, 17, 22


def _columns(data: Any, narrow: bool) -> int:
    width = (style.NARROW if narrow else style.WIDE) - _LEFT - _RIGHT
    fit = width // int(data.pitch[narrow])
    # Tens and fives can be counted; a row of 52 can't.
    return int(max(step for step in (10, 15, 20, 25, 30, 40, 50) if step <= fit))


def _wrapped(words: tuple[str, ...], narrow: bool) -> list[str]:
    return [line for text in words for line in textwrap.wrap(text, 47 if narrow else 96)]


def height(data: Any, *, narrow: bool) -> int:
    """Return the height of the drawing in pixels."""
    total = 8 + _LINE
    for row in data.rows:
        lines = -(-row.dots // _columns(data, narrow))
        total += _HEADING + _LINE * len(_wrapped(row.words, narrow)) + data.pitch[narrow] * lines + _GAP
    return total


def draw(base: FigureBase, view: View, _language: str, narrow: bool) -> None:
    """Draw the view."""
    data = view.data
    width, tall = style.pixels(base)
    axes = style.axes_in(base, left=0, right=0, top=0, bottom=0)
    axes.set_xlim(0, width)
    axes.set_ylim(tall, 0)
    axes.axis("off")
    pitch, columns = data.pitch[narrow], _columns(data, narrow)
    axes.text(_LEFT, 8, data.unit, va="top", fontsize=style.LABEL, color=style.SOFT)
    top = 8.0 + _LINE + 6
    for row in data.rows:
        axes.text(_LEFT, top, row.heading, va="top", fontsize=style.TEXT, weight="bold")
        top += _HEADING
        for line in _wrapped(row.words, narrow):
            axes.text(_LEFT, top - 3, line, va="top", fontsize=style.LABEL)
            top += _LINE
        across = [_LEFT + pitch * (place % columns + 0.5) for place in range(row.dots)]
        down = [top + pitch * (place // columns + 0.5) for place in range(row.dots)]
        size = 0.72 * pitch
        axes.plot(
            across, down, "o", markersize=size, markeredgewidth=0, color=COLOURS[row.name], gid=row.name
        )
        top += pitch * -(-row.dots // columns) + _GAP
