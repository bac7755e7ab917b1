"""Timelines of items: time runs downward at its true distances, each label beside its point."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from nastava.course.figures import style
from nastava.course.figures.item_picture import Box
from nastava.course.figures.item_picture_charts import plain

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from nastava.items.picture import Picture

#: Where the axis and the labels stand, in pixels from the left; margins above and below.
_AXIS, _TEXT, _MARGIN = 62, 104, 24
_LINE, _GAP, _TALLEST = 16, 8, 520


def _texts(picture: Picture, width: float, language: str) -> list[str]:
    columns = int((width - _TEXT - 8) / (0.6 * style.LABEL))
    return ["\n".join(textwrap.wrap(picture.said(m, language), columns)) for m in picture.in_reading_order]


def _heights(texts: Sequence[str]) -> list[float]:
    return [max(34.0, _LINE * (text.count("\n") + 1) + _GAP) for text in texts]


def height(picture: Picture, width: float, language: str) -> float:
    """Return the height in pixels: as much as the labels need, more where marks lie close."""
    needed = sum(_heights(_texts(picture, width, language)))
    places = [mark.place for mark in picture.in_reading_order]
    gaps = [later - earlier for earlier, later in pairwise(places) if later > earlier]
    wanted = 34 * (places[-1] - places[0]) / min(gaps) if gaps else 0.0
    return max(needed, min(_TALLEST, max(wanted, 1.25 * needed))) + 2 * _MARGIN


def draw(figure: Figure, picture: Picture, language: str) -> Mapping[str, Box]:
    """Draw the timeline; return where each label stands."""
    width, tall = style.pixels(figure)
    marks, texts = picture.in_reading_order, _texts(picture, width, language)
    axes = style.axes_in(figure, left=_AXIS, right=width - _AXIS - 1, top=_MARGIN, bottom=_MARGIN)
    places = [mark.place for mark in marks]
    span = places[-1] - places[0]
    first, last = (places[0], places[-1]) if span else (places[0] - 1, places[0] + 1)
    axes.set_ylim(last, first)
    axes.set_xlim(0, 1)
    axes.set_xticks([])
    axes.spines[["bottom"]].set_visible(False)
    axes.spines["left"].set_color(style.SOFT)
    axes.locator_params(axis="y", nbins=6, integer=span >= 3)
    axes.yaxis.set_major_formatter(lambda value, _position: plain(value, language))
    axes.tick_params(axis="y", length=5, pad=6)
    inner = tall - 2 * _MARGIN
    points = [_MARGIN + inner * (place - first) / (last - first) for place in places]
    heights = _heights(texts)
    middles = spread(points, heights, tall)
    from matplotlib.lines import Line2D

    for point, middle, text in zip(points, middles, texts, strict=True):
        across, up = [_AXIS, _AXIS + 14, _TEXT - 8], [point, point, middle]
        figure.add_artist(
            Line2D([x / width for x in across], [1 - y / tall for y in up], color=style.GREY, linewidth=1)
        )
        dot = ([_AXIS / width], [1 - point / tall])
        figure.add_artist(Line2D(*dot, color=style.BLUE, marker="o", markersize=9, linestyle="none"))
        figure.text(
            _TEXT / width, 1 - middle / tall, text, va="center", fontsize=style.LABEL, linespacing=1.2
        )
    return {
        mark.id: Box(_TEXT - 10, middle - high / 2 + 1, width - _TEXT + 10, high - 2)
        for mark, middle, high in zip(marks, middles, heights, strict=True)
    }


def spread(points: Sequence[float], heights: Sequence[float], tall: float) -> list[float]:
    """Return the middles of labels that stand as near their points as they can without covering each other.

    Example:
        >>> spread([10, 12, 90], [20, 20, 20], 100)
        [10, 30.0, 90]
    """
    middles = list(points)
    for index in range(len(middles)):
        least = (
            heights[0] / 2 if not index else middles[index - 1] + (heights[index - 1] + heights[index]) / 2
        )
        middles[index] = max(middles[index], least)
    most = tall
    for index in reversed(range(len(middles))):
        middles[index] = min(middles[index], most - heights[index] / 2)
        most = middles[index] - heights[index] / 2
    return middles
