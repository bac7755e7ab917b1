"""The two forms of the map, and its symbols: a circle for an ally, a square for a partner, areas as the troops."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from nastava.course.figures.ground import Window
from nastava.course.figures.item_picture import Box
from nastava.course.figures.kfor_contributions_drawing import COLOURS

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from nastava.course.figures.kfor_contributions import Contribution

#: Below this many troops a symbol would vanish: a small ring stands for it, and the key says so.
TINY = 10
RING = 2.4
#: What the enlarged part shows, in kilometres from the projection's middle: west, north. Pristina lies in it.
_DETAIL_CORNER = (225.0, -640.0)
#: Contributors that are named there and not in the map itself.
DETAIL = frozenset({"ALB", "MKD", "MNE"})


@dataclass(frozen=True)
class Form:
    """One of the two forms of the drawing.

    Attributes:
        window: the map.
        detail: the enlarged part around Kosovo.
        scale: half the size of a circle in pixels, by root of troops.
        beyond: who is drawn beside the map.
        names: how many of the largest are named.
        key: where the parts of the key begin: sizes, roles, lines, those beyond the map.
    """

    window: Window
    detail: Window
    scale: float
    beyond: frozenset[str]
    names: int
    key: tuple[tuple[float, float], ...]


WIDE = Form(
    Window(-2330, 1520, 0.1385, Box(1, 1, 698, 496)),
    Window(*_DETAIL_CORNER, 0.47, Box(1, 507, 178, 164)),
    0.62,
    frozenset({"USA", "CAN"}),
    31,
    ((200, 510), (200, 610), (430, 610), (430, 510)),
)
NARROW = Form(
    Window(-2160, 1520, 0.0842, Box(1, 1, 358, 300)),
    Window(*_DETAIL_CORNER, 0.4, Box(207, 312, 152, 148)),
    0.46,
    frozenset({"USA", "CAN", "ARM", "MAR"}),
    12,
    ((8, 312), (8, 400), (8, 440), (8, 492)),
)


def radius(troops: int, form: Form) -> float:
    """Return half the size of a circle; a square of the same area is a little smaller.

    Example:
        >>> round(radius(400, WIDE) / radius(100, WIDE), 6)
        2.0
    """
    return form.scale * math.sqrt(troops) if troops >= TINY else RING


def draw_row(axes: Axes, form: Form, row: Contribution, at: tuple[float, float]) -> None:
    """Draw the symbol of a contributor; one whose name is inferred is hatched."""
    name = f"{row.iso3}:{row.troops}"
    draw_symbol(axes, form, (row.troops, row.role), at, name=name, hatched=row.inferred)


def draw_symbol(
    axes: Axes,
    form: Form,
    what: tuple[int, str],
    at: tuple[float, float],
    *,
    name: str,
    hatched: bool = False,
) -> None:
    """Draw the symbol of so many troops of an ally or a partner."""
    from matplotlib.colors import to_rgb
    from matplotlib.patches import Circle, Patch, Rectangle

    troops, role = what
    half = radius(troops, form)
    side = half * math.sqrt(math.pi)
    shape: Patch = Circle(at, half)
    if role == "partner":
        shape = Rectangle((at[0] - side / 2, at[1] - side / 2), side, side)
    shape.set(gid=name, edgecolor=COLOURS[role], linewidth=1.2, facecolor="none")
    if troops >= TINY and hatched:
        shape.set_hatch("/////")
    elif troops >= TINY:
        shape.set_facecolor((*to_rgb(COLOURS[role]), 0.85))
    axes.add_patch(shape)
