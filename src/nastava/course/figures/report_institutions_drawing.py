"""Drawing of the who's-who: a row for each body, lines to whom it answers, a column with what was asked for."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from typing import TYPE_CHECKING

from nastava.course.figures import style
from nastava.course.figures.report_institutions_data import BODIES, GROUPS, Body
from nastava.text.languages import pick

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import FigureBase

    from nastava.course.figures.spec import View

#: Pixels: of a group's heading, of a row, of one level of the line, of the column of names (wide form).
_HEAD, _ROW, _STEP, _NAMES = 34, 27, 20, 268
#: Of a row in the narrow form, where the words stand below the name.
_NARROW_ROW = 58
_WRAP = 42


@dataclass(frozen=True)
class WhoData:
    """``chain``: ids of the chosen body and of those above it; ``words``: of each body for the chosen column."""

    chain: tuple[str, ...]
    chosen: str
    words: dict[str, str]


def heights() -> tuple[int, int]:
    """Return the heights of both forms.

    Example:
        >>> wide, narrow = heights()
        >>> narrow > wide
        True
    """
    heads = len(GROUPS) * _HEAD + 12
    return heads + len(BODIES) * _ROW, heads + len(BODIES) * _NARROW_ROW


def above(body: Body) -> tuple[Body, ...]:
    """Return the bodies above one, nearest first.

    Example:
        >>> kfor = next(body for body in BODIES if body.id == "kfor")
        >>> [body.id for body in above(kfor)]
        ['jfc-naples', 'atlantic-council']
    """
    found: list[Body] = []
    depth = body.depth
    for other in reversed(BODIES[: BODIES.index(body)]):
        if other.group == body.group and other.depth < depth:
            found.append(other)
            depth = other.depth
    return tuple(found)


def draw(base: FigureBase, view: View, language: str, narrow: bool) -> None:
    """Draw the view; one unit of the axes is one pixel, downwards."""
    width, height = style.pixels(base)
    axes = style.axes_in(base, left=0, right=0, top=0, bottom=0)
    axes.set_axis_off()
    axes.set_xlim(0, width)
    axes.set_ylim(height, 0)
    data: WhoData = view.data
    row = _NARROW_ROW if narrow else _ROW
    y = 4.0
    group = ""
    places: dict[str, tuple[float, float]] = {}
    for body in BODIES:
        if body.group != group:
            group = body.group
            _heading(axes, pick(GROUPS[group], language), y, width)
            y += _HEAD
        place = (18 + _STEP * body.depth, y + 12)
        places[body.id] = place
        parents = above(body)
        if parents:
            _line(axes, places[parents[0].id], place, body, data)
        _body(axes, body, place, data, language=language, narrow=narrow)
        y += row


def _heading(axes: Axes, text: str, y: float, width: float) -> None:
    axes.text(8, y + 15, text, fontsize=style.LABEL, color=style.SOFT, va="center", weight="bold")
    axes.plot([8, width - 8], [y + 27, y + 27], color=style.FAINT, linewidth=1)


def _line(
    axes: Axes, parent: tuple[float, float], place: tuple[float, float], body: Body, data: WhoData
) -> None:
    chosen = body.id in data.chain
    axes.plot(
        [parent[0], parent[0], place[0]],
        [parent[1], place[1], place[1]],
        color=style.BLUE if chosen else style.GREY,
        linewidth=3 if chosen else 1.5,
        linestyle="-" if body.line else (0, (1, 3)),
        zorder=2 if chosen else 1,
        gid=f"line:{body.id}",
    )


def _body(
    axes: Axes, body: Body, place: tuple[float, float], data: WhoData, *, language: str, narrow: bool
) -> None:
    x, y = place
    in_chain = body.id in data.chain
    colour = style.VERMILLION if body.un else style.GREY
    axes.plot(
        [x],
        [y],
        marker="s" if body.un else "o",
        markersize=10,
        color=style.BLUE if in_chain and not body.un else colour,
        linestyle="none",
        zorder=3,
        gid=f"body:{body.id}",
    )
    weight = "bold" if in_chain else "normal"
    axes.text(
        x + 12,
        y,
        pick(body.name, language),
        va="center",
        fontsize=style.TEXT,
        weight=weight,
        gid=f"name:{body.id}",
    )
    words = data.words[body.id]
    if narrow:
        axes.text(
            x + 12,
            y + 12,
            "\n".join(textwrap.wrap(words, _WRAP - 3 * body.depth)),
            va="top",
            fontsize=style.LABEL,
            color=style.SOFT,
            linespacing=1.15,
        )
    else:
        # Bold words are wide, so that only the chosen body has them.
        weight = "bold" if body.id == data.chosen else "normal"
        axes.text(_NAMES, y, words, va="center", fontsize=style.LABEL, weight=weight)
