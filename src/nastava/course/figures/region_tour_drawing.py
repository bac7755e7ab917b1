"""Drawing of the tour: a row for each point, a column for each kind of text, the mark told by shape and key."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from nastava.course.figures import style
from nastava.course.figures.controls import Localized
from nastava.text.languages import pick

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import FigureBase

    from nastava.course.figures.spec import View

_HEAD, _ROW, _DAY, _KEY = 30, 26, 30, 24
MARKS: Mapping[str, Localized] = {
    "named": {"en": "the text has it", "sr": "tekst to ima"},
    "part": {"en": "country only", "sr": "samo država"},
    "differ": {"en": "texts differ", "sr": "tekstovi se razlikuju"},
    "none": {"en": "not found", "sr": "nismo našli"},
}


def height(data: Any, *, narrow: bool) -> int:
    """Return the height of the drawing in pixels."""
    row = _ROW + (15 if narrow else 0)
    return _HEAD + sum(_DAY + row * len(points) for _day, points in data.days) + 12 + _keys(data, narrow)


def _keys(data: Any, narrow: bool) -> int:
    kinds = len(_kinds(data))
    return _KEY * (-(-kinds // 2) if narrow else 1) + 6


def _kinds(data: Any) -> list[str]:
    return [kind for kind in MARKS if any(kind in marks for _d, points in data.days for _w, marks in points)]


def draw(base: FigureBase, view: View, language: str, narrow: bool) -> None:
    """Draw the view."""
    data = view.data
    width, tall = style.pixels(base)
    axes = style.axes_in(base, left=0, right=0, top=0, bottom=0)
    axes.set_xlim(0, width)
    axes.set_ylim(tall, 0)
    axes.axis("off")
    # On a narrow page what a row is about stands above its marks.
    words = [name for _day, points in data.days for name, _marks in points]
    left = 60.0 if narrow else 16 + max(0.56 * style.TEXT * len(name) for name in words)
    room = min((width - left - 4) / len(data.columns), 110)
    places = [left + room * (column + 0.5) for column in range(len(data.columns))]
    for at, name in zip(places, data.columns, strict=True):
        axes.text(at, 16, name, ha="center", va="center", fontsize=style.LABEL, weight="bold")
    top, row = float(_HEAD), _ROW + (15 if narrow else 0)
    for day, points in data.days:
        axes.plot([0, places[-1] + room / 2], [top + 4] * 2, color=style.SOFT, linewidth=1)
        axes.text(2, top + 18, day, va="center", fontsize=style.LABEL, weight="bold")
        top += _DAY
        for name, marks in points:
            axes.text(8, top + (9 if narrow else row / 2), name, va="center", fontsize=style.TEXT)
            middle = top + (row - 13 if narrow else row / 2)
            for at, kind in zip(places, marks, strict=True):
                _mark(axes, at, middle, kind)
            top += row
    _key(axes, data, top + 18, language, narrow)


def _mark(axes: Axes, at: float, middle: float, kind: str) -> None:
    look: dict[str, Any] = {"linestyle": "none", "markersize": 12, "markeredgewidth": 1.8, "gid": kind}
    if kind == "none":
        axes.plot([at], [middle], marker="_", color=style.GREY, **{**look, "markersize": 9})
    elif kind == "differ":
        axes.plot(
            [at],
            [middle],
            marker="D",
            color=style.VERMILLION,
            markerfacecolor="none",
            **{**look, "markersize": 9},
        )
    else:
        half: dict[str, Any] = {"fillstyle": "left", "markerfacecoloralt": "none"} if kind == "part" else {}
        axes.plot([at], [middle], marker="o", color=style.BLUE, markeredgecolor=style.BLUE, **look, **half)


def _key(axes: Axes, data: Any, middle: float, language: str, narrow: bool) -> None:
    at, column = 10.0, 0
    for kind in _kinds(data):
        words = pick(MARKS[kind], language)
        _mark(axes, at, middle, kind)
        axes.text(at + 13, middle, words, va="center", fontsize=style.LABEL)
        at += 40 + style.text_width(words)
        column += 1
        if narrow and column == 2:
            at, column, middle = 10.0, 0, middle + _KEY
