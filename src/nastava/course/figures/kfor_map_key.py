"""The key of the map: what sizes, shapes and lines mean, and the contributors that lie beyond it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from nastava.course.figures import style
from nastava.course.figures.controls import Localized
from nastava.course.figures.ground import DASHES, DISPUTED_WIDTH
from nastava.course.figures.kfor_contributions_drawing import ROLE
from nastava.course.figures.kfor_map_symbols import NARROW, RING, WIDE, Form, draw_row, draw_symbol, radius
from nastava.course.wording import number
from nastava.text.languages import pick

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from nastava.course.figures.kfor_contributions import Contribution

#: Dots of the circle around Pristina.
DOTS = (0, (1, 2.2))
_UNITS: Localized = {"en": "Troops (persons)", "sr": "Vojnici (osobe)"}
_BEYOND: Localized = {"en": "Beyond the map", "sr": "Izvan karte"}
_SMALL: Localized = {"en": "under 10, not to scale", "sr": "manje od 10, nije u razmjeri"}
_DISPUTED: Localized = {"en": "disputed line", "sr": "sporna linija"}


def heights(rows: Sequence[Contribution]) -> tuple[int, int]:
    """Return the heights of the two forms in pixels."""
    found = []
    for form in (WIDE, NARROW):
        _x, y = form.key[3]
        listed = y + 24 + sum(_line(row, form) for row in _beyond_of(rows, form))
        found.append(round(max(listed, form.detail.frame.top + form.detail.frame.height + 4)))
    return found[0], found[1]


def draw_key(axes: Axes, form: Form, data: Any, language: str) -> None:
    """Explain sizes, shapes and lines; show who lies beyond the map."""
    sizes, roles, lines, beyond = form.key
    _sizes(axes, sizes, form, language)
    for row, role in enumerate(("ally", "partner")):
        at = roles[0] + 9, roles[1] + 8 + 20 * row
        draw_symbol(axes, form, (round((6 / form.scale) ** 2), role), at, name=f"key:{role}")
        _write(axes, (at[0] + 17, at[1]), pick(ROLE[role], language))
    looks: Sequence[tuple[str, dict[str, Any]]] = (
        (data.ring_said, {"color": style.INK, "linewidth": 1.2, "linestyle": DOTS}),
        (pick(_DISPUTED, language), {"color": style.SOFT, "linewidth": DISPUTED_WIDTH, "linestyle": DASHES}),
    )
    for row, (text, look) in enumerate(looks):
        y = lines[1] + 8 + 20 * row
        axes.plot([lines[0], lines[0] + 19], [y, y], **look)
        _write(axes, (lines[0] + 26, y), text)
    _beyond(axes, beyond, form, data, language)


def _sizes(axes: Axes, at: tuple[float, float], form: Form, language: str) -> None:
    x, y = at
    _write(axes, (x, y + 8), pick(_UNITS, language), bold=True)
    left = x
    for troops in (1000, 100, 10):
        half, text = radius(troops, form), number(troops, language)
        draw_symbol(axes, form, (troops, "ally"), (left + half, y + 42), name=f"key:{troops}")
        _write(axes, (left + 2 * half + 4, y + 42), text)
        left += 2 * half + 16 + style.text_width(text)
    draw_symbol(axes, form, (1, "ally"), (x + RING, y + 74), name="key:1")
    _write(axes, (x + 14, y + 74), pick(_SMALL, language))


def _beyond_of(rows: Sequence[Contribution], form: Form) -> list[Contribution]:
    return [row for row in rows if row.iso3 in form.beyond]


def _line(row: Contribution, form: Form) -> float:
    """Return the height of a line of those beyond the map."""
    return 2 * max(radius(row.troops, form), 9) + 2


def _beyond(axes: Axes, at: tuple[float, float], form: Form, data: Any, language: str) -> None:
    x, y = at
    _write(axes, (x, y + 8), pick(_BEYOND, language), bold=True)
    rows = _beyond_of(data.rows, form)
    widest, top = max(radius(row.troops, form) for row in rows), y + 22
    for row in rows:
        middle = top + _line(row, form) / 2
        draw_row(axes, form, row, (x + widest, middle))
        text = f"{data.names[row.iso3]} {number(row.troops, language)}"
        _write(axes, (x + 2 * widest + 6, middle), text)
        top += _line(row, form)


def _write(axes: Axes, at: tuple[float, float], text: str, *, bold: bool = False) -> None:
    axes.text(*at, text, va="center", fontsize=style.LABEL, weight="bold" if bold else "normal")
