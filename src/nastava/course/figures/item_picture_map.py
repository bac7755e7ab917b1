"""Maps of items: places on a plain ground under a light graticule.

No borders, coasts or names of territories are drawn, so that no map takes a side by where it draws a line.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from nastava.course.figures import style
from nastava.course.figures.item_picture import Box
from nastava.course.figures.item_picture_labels import Spot, around, draw_points, placed, write_labels
from nastava.items.parameters import write

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from nastava.items.picture import Picture

_LEFT, _RIGHT, _TOP, _BOTTOM = 34, 8, 8, 26
#: Kilometres in a degree of latitude.
_DEGREE = 111.2
_STEPS = (0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 30)


def _extent(picture: Picture) -> tuple[float, float, float, float]:
    """Return west, east, south and north, with room around the places."""
    east, north = zip(*(mark.spot for mark in picture.marks), strict=True)
    room = 0.16 * max(max(east) - min(east), max(north) - min(north), 0.5)
    return min(east) - room, max(east) + room, min(north) - room, max(north) + room


def _shrink(picture: Picture) -> float:
    """Return how much shorter a degree of longitude is than one of latitude."""
    _west, _east, south, north = _extent(picture)
    return math.cos(math.radians((south + north) / 2))


def height(picture: Picture, width: float, language: str) -> float:
    """Return the height in pixels that keeps distances true, within bounds."""
    west, east, south, north = _extent(picture)
    inner = (width - _LEFT - _RIGHT) * (north - south) / ((east - west) * _shrink(picture))
    return min(440.0, max(0.5 * width, inner)) + _TOP + _BOTTOM


def draw(figure: Figure, picture: Picture, language: str) -> Mapping[str, Box]:
    """Draw the places; return the surroundings of each."""
    width, tall = style.pixels(figure)
    axes = style.axes_in(figure, left=_LEFT, right=_RIGHT, top=_TOP, bottom=_BOTTOM)
    west, east, south, north = _extent(picture)
    shrink, across, down = _shrink(picture), width - _LEFT - _RIGHT, tall - _TOP - _BOTTOM
    per_degree = min(across / ((east - west) * shrink), down / (north - south))
    half = across / per_degree / shrink / 2, down / per_degree / 2
    middle = (west + east) / 2, (south + north) / 2
    axes.set_xlim(middle[0] - half[0], middle[0] + half[0])
    axes.set_ylim(middle[1] - half[1], middle[1] + half[1])
    step = next((step for step in _STEPS if 2 * half[1] / step <= 5), _STEPS[-1])
    _graticule(figure, step, language)
    marks = picture.in_reading_order
    spots = [
        (
            _LEFT + (mark.spot[0] - middle[0] + half[0]) * per_degree * shrink,
            _TOP + (middle[1] + half[1] - mark.spot[1]) * per_degree,
        )
        for mark in marks
    ]
    said = [picture.said(mark, language) for mark in marks]
    nothing = [""] * len(marks)
    draw_points(figure, spots, nothing if picture.labels else said)
    frame = Box(_LEFT + 2, _TOP + 2, across - 4, down - 30)
    write_labels(figure, placed(spots, said if picture.labels else nothing, frame))
    _scale_bar(figure, per_degree / _DEGREE, spots, language)
    return {mark.id: box for mark, box in zip(marks, around(spots), strict=True)}


def _graticule(figure: Figure, step: float, language: str) -> None:
    axes = figure.axes[0]
    for axis, (low, high) in ((axes.xaxis, axes.get_xlim()), (axes.yaxis, axes.get_ylim())):
        axis.set_ticks([step * n for n in range(math.ceil(low / step), math.floor(high / step) + 1)])
        axis.set_major_formatter(lambda value, _position: write(round(value, 1), language) + "°")
    axes.grid(visible=True)
    axes.spines[["left", "bottom"]].set_color(style.FAINT)


def _scale_bar(figure: Figure, per_kilometre: float, spots: Sequence[Spot], language: str) -> None:
    """Draw a line of a round number of kilometres in the lower corner that has no place in it, if one has none."""
    from matplotlib.lines import Line2D

    width, tall = style.pixels(figure)
    length = next(
        (n for n in (2000, 1000, 500, 200, 100, 50, 20, 10, 5) if n * per_kilometre < 0.25 * width), 2
    )
    right, bottom = width - _RIGHT - 8, tall - _BOTTOM - 8
    if any(x > 0.65 * width and y > bottom - 60 for x, y in spots):
        right = _LEFT + 10 + length * per_kilometre
    line = [(right - length * per_kilometre) / width, right / width]
    figure.add_artist(Line2D(line, [1 - bottom / tall] * 2, color=style.SOFT, linewidth=2))
    said = f"{write(length, language)} km"
    figure.text(sum(line) / 2, 1 - (bottom - 4) / tall, said, ha="center", va="bottom", fontsize=style.LABEL)
