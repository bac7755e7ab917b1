"""Bars and lines of items."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from nastava.course.figures import style
from nastava.course.figures.item_picture import Box
from nastava.course.figures.item_picture_labels import Spot, around, draw_points, placed, write_labels
from nastava.items.parameters import write
from nastava.items.picture import Picture
from nastava.text.languages import pick
from nastava.text.markdown import to_plain

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

#: Height of a bar's row, of a line of text, and of the axis below, in pixels.
_ROW, _LINE, _AXIS = 38, 16, 28


def _wrapped(picture: Picture, width: float, language: str) -> list[str]:
    """Return what stands beside each bar, in lines of at most two fifths of the width."""
    columns = int(0.4 * width / (0.6 * style.LABEL))
    return ["\n".join(textwrap.wrap(picture.said(mark, language), columns)) for mark in picture.marks]


def _row(texts: Sequence[str]) -> float:
    return max(_ROW, 10 + _LINE * max(text.count("\n") + 1 for text in texts))


def _below(picture: Picture) -> float:
    return (0 if picture.values else _AXIS) + (20 if picture.unit else 0) + 4


def bars_height(picture: Picture, width: float, language: str) -> float:
    """Return the height of the bars in pixels."""
    return _row(_wrapped(picture, width, language)) * len(picture.marks) + _below(picture)


def draw_bars(figure: Figure, picture: Picture, language: str) -> Mapping[str, Box]:
    """Draw a row for each mark; return the rows. With their numbers beside them bars need no axis."""
    width, _height = style.pixels(figure)
    texts = _wrapped(picture, width, language)
    row, count = _row(texts), len(texts)
    left = 14 + max(style.text_width(line) for text in texts for line in text.split("\n"))
    said = [write(round(mark.size, 2), language) if picture.values else "" for mark in picture.marks]
    right = 12 + max(map(style.text_width, said))
    axes = style.axes_in(figure, left=left, right=right, top=0, bottom=_below(picture))
    sizes = [mark.size for mark in picture.marks]
    axes.barh(range(count), sizes, height=0.56, color=style.BLUE)
    for place, (size, text) in enumerate(zip(sizes, said, strict=True)):
        style.beside(axes, text, (size, place), (5, 0), va="center")
    axes.set_yticks(range(count), texts)
    axes.set_ylim(count - 0.5, -0.5)
    axes.set_xlim(0, max(sizes) or 1)
    axes.spines["bottom"].set_visible(False)
    if picture.values:
        axes.set_xticks([])
    else:
        axes.locator_params(axis="x", nbins=4)
        axes.grid(visible=True, axis="x")
        axes.xaxis.set_major_formatter(lambda value, _position: write(round(value, 6), language))
    _say_unit(axes, picture, language)
    return {mark.id: Box(0, place * row + 3, width, row - 6) for place, mark in enumerate(picture.marks)}


def _say_unit(axes: Axes, picture: Picture, language: str) -> None:
    if picture.unit:
        unit = to_plain(pick(picture.unit, language), inline=True)
        axes.set_xlabel(unit, loc="left")


def line_height(picture: Picture, width: float, language: str) -> float:
    """Return the height of the line in pixels."""
    return min(320.0, max(240.0, 0.6 * width))


def draw_line(figure: Figure, picture: Picture, language: str) -> Mapping[str, Box]:
    """Draw a line through the marks; return the surroundings of each."""
    width, height = style.pixels(figure)
    marks = picture.in_reading_order
    values, places = [mark.size for mark in marks], [mark.place for mark in marks]
    left = 16 + _widest(values, language)
    axes = style.axes_in(figure, left=left, right=26, top=40, bottom=30)
    axes.plot(places, values, color=style.BLUE, linewidth=2, clip_on=False)
    low = min([0.0, *values])
    axes.set_ylim(low, (max(values) or 1) if max(values) > low else low + 1)
    span = max(places) - min(places) or 1.0
    axes.set_xlim(min(places) - 0.04 * span, max(places) + 0.04 * span)
    axes.locator_params(axis="y", nbins=5)
    axes.locator_params(axis="x", nbins=6 if width > 400 else 4, integer=span >= 3)
    axes.grid(visible=True, axis="y")
    axes.spines["left"].set_visible(False)
    axes.yaxis.set_major_formatter(lambda value, _position: write(round(value, 6), language))
    axes.xaxis.set_major_formatter(lambda value, _position: plain(value, language))
    if picture.unit:
        unit = to_plain(pick(picture.unit, language), inline=True)
        figure.text(0, 1 - 2 / height, unit, fontsize=style.LABEL, va="top", ha="left")
    spots = [_pixel(axes, at, height) for at in zip(places, values, strict=True)]
    numbers = [write(round(value, 2), language) if picture.values else "" for value in values]
    said = [picture.said(mark, language) for mark in marks]
    draw_points(figure, spots, [""] * len(marks) if picture.labels else said)
    texts = ["\n".join(filter(None, pair)) for pair in zip(said, numbers, strict=True)]
    frame = Box(left, 20, width - left - 2, height - 50)
    write_labels(figure, placed(spots, texts if picture.labels else numbers, frame, _pieces(spots)))
    return {mark.id: box for mark, box in zip(marks, around(spots), strict=True)}


def _pieces(spots: Sequence[Spot]) -> list[Box]:
    """Return the line between the points in small pieces, which labels keep clear of."""
    steps = [n / 20 for n in range(21)]
    return [
        Box(x + (a - x) * step - 2, y + (b - y) * step - 2, 4, 4)
        for (x, y), (a, b) in pairwise(spots)
        for step in steps
    ]


def _widest(values: Sequence[float], language: str) -> float:
    return max(style.text_width(write(round(value), language)) for value in (*values, max(values) * 1.2))


def plain(value: float, language: str) -> str:
    """Return a place on the axis without grouping marks: 2004 is a year."""
    return f"{value:g}" if value == int(value) else write(round(value, 6), language)


def _pixel(axes: Axes, at: Any, height: float) -> tuple[float, float]:
    across, up = axes.transData.transform(at)
    return float(across), float(height - up)
