"""Where labels stand beside points, and how much room each point has for a finger."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from nastava.course.figures import style
from nastava.course.figures.item_picture import Box

#: Half the side of the region around a point, where neighbours leave room; half a point's own size.
_REACH, _POINT = 24.0, 6.0
_LINE = 15.0
Spot = tuple[float, float]


@dataclass(frozen=True)
class Label:
    """A text in pixels: ``at`` is the middle of its height, and its left, right or middle by ``align``."""

    text: str
    at: Spot
    align: str
    box: Box


def placed(spots: Sequence[Spot], texts: Sequence[str], frame: Box) -> list[Label]:
    """Return a place for each text near its point: where it hides least and stays in the frame."""
    points = [Box(x - _POINT, y - _POINT, 2 * _POINT, 2 * _POINT) for x, y in spots]
    labels: list[Label] = []
    for spot, text in zip(spots, texts, strict=True):
        taken = [*points, *(label.box for label in labels)]
        ways = _ways(spot, text)
        labels.append(min(ways, key=lambda way: (_cost(way.box, taken, frame), ways.index(way))))
    return labels


def _ways(spot: Spot, text: str) -> list[Label]:
    x, y = spot
    lines = text.split("\n")
    width, height = max(map(style.text_width, lines)), _LINE * len(lines)
    found = []
    for dx, dy in ((0, -1), (1, 0), (-1, 0), (0, 1), (1, -1), (-1, -1), (1, 1), (-1, 1)):
        middle = (x + dx * 10, y + dy * (_POINT + 5 + height / 2))
        left = middle[0] - {0: width / 2, 1: 0.0, -1: width}[dx]
        align = {0: "center", 1: "left", -1: "right"}[dx]
        found.append(Label(text, middle, align, Box(left, middle[1] - height / 2, width, height)))
    return found


def _cost(box: Box, taken: Sequence[Box], frame: Box) -> float:
    outside = (
        max(0.0, frame.left - box.left)
        + max(0.0, box.left + box.width - frame.left - frame.width)
        + max(0.0, frame.top - box.top)
        + max(0.0, box.top + box.height - frame.top - frame.height)
    )
    return outside + 20 * sum(box.meets(other) for other in taken)


def around(spots: Sequence[Spot]) -> list[Box]:
    """Return a square around each point, smaller where another is near, so that none overlap.

    Example:
        >>> [box.width for box in around([(50, 50), (80, 50), (200, 50)])]
        [30.0, 30.0, 48.0]
    """
    boxes = []
    for index, (x, y) in enumerate(spots):
        others = [spot for place, spot in enumerate(spots) if place != index]
        nearest = min((max(abs(x - a), abs(y - b)) for a, b in others), default=2 * _REACH)
        half = min(_REACH, nearest / 2)
        boxes.append(Box(x - half, y - half, 2 * half, 2 * half))
    return boxes
