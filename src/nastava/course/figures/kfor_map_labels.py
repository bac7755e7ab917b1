"""Names on the map: beside their symbols or, where that is crowded, a little away with a thin line to them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

from nastava.course.figures import style
from nastava.course.figures.item_picture import Box

_LINE = 14.5
#: Ways around a symbol, the best first, and how far a name may stand from its edge.
_WAYS = ((1, 0), (-1, 0), (0, 1), (0, -1), (1, 1), (-1, 1), (1, -1), (-1, -1))
_AWAY = (3, 8, 15, 24, 35, 48, 62, 78)
#: From this distance on a line leads from the name to the symbol.
_LEADER = 12
Spot = tuple[float, float]


@dataclass(frozen=True)
class Name:
    """A name with its place: ``at`` is the middle of its height and its left, right or middle by ``align``."""

    text: str
    at: Spot
    align: str
    box: Box
    leader: tuple[Spot, Spot] | None


def names_placed(
    spots: Sequence[Spot], radii: Sequence[float], texts: Sequence[str], frame: Box, taken: Sequence[Box]
) -> list[Name | None]:
    """Return a place for each name that covers nothing, or None where there is none.

    Args:
        spots: the middles of the symbols, the most important first.
        radii: half their sizes.
        texts: the names, "" for none; lines are separated by line breaks.
        frame: where names belong.
        taken: what must stay free besides symbols.

    Example:
        >>> [name] = names_placed([(50, 50)], [10], ["Italy 869"], Box(0, 0, 200, 100), [])
        >>> name.at, name.align
        ((63.0, 50.0), 'left')
    """
    symbols = [Box(x - r, y - r, 2 * r, 2 * r) for (x, y), r in zip(spots, radii, strict=True)]
    room = _Room(frame, symbols, [*taken])
    found: list[Name | None] = []
    for place, text in enumerate(texts):
        tries = _tries(spots[place], radii[place], text) if text else []
        name = next((name for name in tries if room.has(name, symbols[place])), None)
        if name is not None:
            room.take(name)
        found.append(name)
    return found


@dataclass
class _Room:
    """What is covered: symbols, names and other things with their boxes, and lines."""

    frame: Box
    symbols: Sequence[Box]
    taken: list[Box]
    lines: list[tuple[Spot, Spot]] = field(default_factory=list)

    def has(self, name: Name, own: Box) -> bool:
        """Return whether a name and its line cover nothing; ``own`` is the symbol that it belongs to."""
        box, frame = name.box, self.frame
        inside = (
            box.left >= frame.left
            and box.top >= frame.top
            and box.left + box.width <= frame.left + frame.width
            and box.top + box.height <= frame.top + frame.height
        )
        covered = [*self.taken, *self.symbols]
        if not inside or any(box.meets(other) for other in covered):
            return False
        if any(_crosses(line, box) for line in self.lines):
            return False
        return name.leader is None or not any(
            _crosses(name.leader, other) for other in covered if other is not own
        )

    def take(self, name: Name) -> None:
        """Mark as covered what a name and its line cover."""
        self.taken.append(name.box)
        if name.leader:
            self.lines.append(name.leader)


def _tries(spot: Spot, radius: float, text: str) -> list[Name]:
    lines = text.split("\n")
    width, height = max(map(_width, lines)), _LINE * len(lines)
    tries = []
    for away in _AWAY:
        for dx, dy in _WAYS:
            slant = math.sqrt(0.5) if dx and dy else 1.0
            x = spot[0] + dx * slant * (radius + away)
            y = spot[1] + dy * (slant * (radius + away) + (height / 2 if not dx else 0.2 * height))
            left = x - {1: 0.0, -1: width, 0: width / 2}[dx]
            box = Box(left, y - height / 2, width, height)
            leader = None
            if away >= _LEADER:
                end = (x - 2 * dx, y) if dx else (x, y - dy * height / 2)
                reach = math.dist(spot, end)
                start = tuple(s + (e - s) * radius / reach for s, e in zip(spot, end, strict=True))
                leader = ((start[0], start[1]), end)
            tries.append(Name(text, (x, y), {1: "left", -1: "right", 0: "center"}[dx], box, leader))
    return tries


def _width(text: str) -> float:
    """Return a text's width in pixels, closer than the style's estimate: names in capitals are the widest."""
    shares = (0.32 if c in "iljt.,: " else 0.95 if c in "mw" else 0.75 if c.isupper() else 0.62 for c in text)
    return style.LABEL * sum(shares) * (1.1 if text.isupper() else 1.0)


def _crosses(line: tuple[Spot, Spot], box: Box) -> bool:
    """Return whether a line meets a box, looked at every two pixels."""
    steps = max(1, round(math.dist(*line) / 2))
    (x0, y0), (x1, y1) = line
    for step in range(steps + 1):
        x, y = x0 + (x1 - x0) * step / steps, y0 + (y1 - y0) * step / steps
        if box.left < x < box.left + box.width and box.top < y < box.top + box.height:
            return True
    return False
