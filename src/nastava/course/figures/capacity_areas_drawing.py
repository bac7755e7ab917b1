"""Drawing of the areas of advice: a grid of marks, each told by shape and word besides colour."""

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

_HEAD, _ROW, _KEY = 46, 32, 34
_MARKS: Mapping[str, Localized] = {
    "named": {"en": "named", "sr": "navedeno"},
    "near": {"en": "something near it", "sr": "nešto blisko"},
    "none": {"en": "not named", "sr": "nije navedeno"},
}
_COUNT: Localized = {"en": "Areas in the text", "sr": "Oblasti u tekstu"}


def height(data: Any, *, narrow: bool) -> int:
    """Return the height of the drawing in pixels."""
    return _HEAD + _ROW * len(data.rows) + _ROW + _KEY + _more(data, narrow)


def draw(base: FigureBase, view: View, language: str, narrow: bool) -> None:
    """Draw the view."""
    data = view.data
    width, tall = style.pixels(base)
    axes = style.axes_in(base, left=0, right=0, top=0, bottom=0)
    axes.set_xlim(0, width)
    axes.set_ylim(tall, 0)
    axes.axis("off")
    left = 8 + max(
        0.56 * style.LABEL * len(name) for name in (*(row[0] for row in data.rows), pick(_COUNT, language))
    )
    room = min((width - left - 8) / len(data.columns), 150)
    places = [left + room * (column + 0.5) for column in range(len(data.columns))]
    top = _HEAD + _more(data, narrow)
    for at, (name, year, _many) in zip(places, data.columns, strict=True):
        lines = name.split(" ", 1) if narrow else [name]
        for up, line in enumerate(reversed(lines)):
            axes.text(
                at, top - 30 - 16 * up, line, ha="center", va="baseline", fontsize=style.LABEL, weight="bold"
            )
        axes.text(at, top - 12, year, ha="center", va="baseline", fontsize=style.LABEL)
    for place, (name, marks) in enumerate(data.rows):
        middle = top + _ROW * (place + 0.5)
        axes.plot([0, places[-1] + room / 2], [middle - _ROW / 2] * 2, color=style.FAINT, linewidth=1)
        axes.text(2, middle, name, va="center", fontsize=style.TEXT)
        for at, kind in zip(places, marks, strict=True):
            _mark(axes, at, middle, kind)
    foot = top + _ROW * (len(data.rows) + 0.5)
    axes.plot([0, places[-1] + room / 2], [foot - _ROW / 2] * 2, color=style.SOFT, linewidth=1)
    axes.text(2, foot, pick(_COUNT, language), va="center", fontsize=style.LABEL, color=style.SOFT)
    for at, (_name, _year, many) in zip(places, data.columns, strict=True):
        axes.text(at, foot, str(many), va="center", ha="center", fontsize=style.TEXT, weight="bold")
    _key(axes, data, foot + _ROW, language)


def _more(data: Any, narrow: bool) -> int:
    """Return the height that a heading of two lines needs."""
    return 16 if narrow and any(" " in name for name, _year, _many in data.columns) else 0


def _mark(axes: Axes, at: float, middle: float, kind: str) -> None:
    look: dict[str, Any] = {"linestyle": "none", "markersize": 15, "markeredgewidth": 1.8, "gid": kind}
    if kind == "none":
        axes.plot([at], [middle], marker="_", color=style.GREY, **{**look, "markersize": 11})
        return
    half: dict[str, Any] = {"fillstyle": "left", "markerfacecoloralt": "none"} if kind == "near" else {}
    axes.plot([at], [middle], marker="o", color=style.BLUE, markeredgecolor=style.BLUE, **look, **half)


def _key(axes: Axes, data: Any, middle: float, language: str) -> None:
    at = 10.0
    for kind, words in _MARKS.items():
        if any(kind in marks for _name, marks in data.rows):
            _mark(axes, at, middle, kind)
            axes.text(at + 14, middle, pick(words, language), va="center", fontsize=style.LABEL)
            at += 40 + style.text_width(pick(words, language))
