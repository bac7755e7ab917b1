"""Where labels stand beside points, and how much room each point has for a finger."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from nastava.course.figures import style
from nastava.course.figures.item_picture import Box

if TYPE_CHECKING:
    from matplotlib.figure import Figure

#: Half the side of the region around a point, where neighbours leave room; half the size of a point, and of one
#: that carries a letter.
_REACH, POINT, LETTERED = 19.0, 5.0, 9.5
_LINE = 15.0
Spot = tuple[float, float]


@dataclass(frozen=True)
class Label:
    """A text in pixels: ``at`` is the middle of its height, and its left, right or middle by ``align``."""

    text: str
    at: Spot
    align: str
    box: Box


def placed(
    spots: Sequence[Spot], texts: Sequence[str], frame: Box, obstacles: Sequence[Box] = ()
) -> list[Label]:
    """Return a place for each text outside its point's region: where it hides least and stays in the frame.

    Args:
        spots: the points.
        texts: what stands beside each; "" for nothing.
        frame: where labels belong.
        obstacles: pieces of a line, better left free.
    """
    regions = around(spots)
    labels: list[Label] = []
    for (x, y), text, region in zip(spots, texts, regions, strict=True):
        if not text:
            continue
        taken = [*regions, *(label.box for label in labels)]
        ways = _ways((x, y), region.width / 2, text)
        costs = [_cost(way.box, taken, frame) + 3 * _met(way.box, obstacles) for way in ways]
        labels.append(ways[costs.index(min(costs))])
    return labels


def _ways(spot: Spot, reach: float, text: str) -> list[Label]:
    x, y = spot
    lines = text.split("\n")
    width, height = max(map(style.text_width, lines)), _LINE * len(lines)
    found = []
    for dx, dy in ((1, 0), (-1, 0), (0, -1), (0, 1), (1, -1), (-1, -1), (1, 1), (-1, 1)):
        away = reach + 2 if not dy else 0.6 * reach
        middle = (x + dx * away, y + dy * (reach + 1 + height / 2))
        left = middle[0] - {0: width / 2, 1: 0.0, -1: width}[dx]
        align = {0: "center", 1: "left", -1: "right"}[dx]
        found.append(Label(text, middle, align, Box(left, middle[1] - height / 2, width, height)))
    return found


def _met(box: Box, others: Sequence[Box]) -> int:
    return sum(box.meets(other) for other in others)


def _cost(box: Box, taken: Sequence[Box], frame: Box) -> float:
    outside = (
        max(0.0, frame.left - box.left)
        + max(0.0, box.left + box.width - frame.left - frame.width)
        + max(0.0, frame.top - box.top)
        + max(0.0, box.top + box.height - frame.top - frame.height)
    )
    return 2 * outside + 40 * _met(box, taken)


def around(spots: Sequence[Spot]) -> list[Box]:
    """Return a square around each point, smaller where another is near, so that none overlap.

    Example:
        >>> [box.width for box in around([(50, 50), (80, 50), (200, 50)])]
        [30.0, 30.0, 38.0]
    """
    boxes = []
    for index, (x, y) in enumerate(spots):
        others = [spot for place, spot in enumerate(spots) if place != index]
        nearest = min((max(abs(x - a), abs(y - b)) for a, b in others), default=2 * _REACH)
        half = min(_REACH, nearest / 2)
        boxes.append(Box(x - half, y - half, 2 * half, 2 * half))
    return boxes


def draw_points(figure: Figure, spots: Sequence[Spot], letters: Sequence[str]) -> None:
    """Draw the points, with their letters where they have some."""
    from matplotlib.lines import Line2D

    width, height = style.pixels(figure)
    size = 2 * (LETTERED if any(letters) else POINT)
    for (x, y), letter in zip(spots, letters, strict=True):
        at = x / width, 1 - y / height
        figure.add_artist(
            Line2D([at[0]], [at[1]], color=style.BLUE, marker="o", markersize=size, linestyle="none")
        )
        figure.text(*at, letter, color="white", ha="center", va="center_baseline", fontsize=style.LABEL, weight="bold")  # fmt: skip


def write_labels(figure: Figure, labels: Sequence[Label]) -> None:
    """Write labels where they were placed."""
    width, height = style.pixels(figure)
    for label in labels:
        figure.text(
            label.at[0] / width,
            1 - label.at[1] / height,
            label.text,
            ha=label.align,
            va="center",
            fontsize=style.LABEL,
            linespacing=1.15,
        )
