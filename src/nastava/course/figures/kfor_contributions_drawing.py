"""Drawing of the contributions: a bar for each country, its number and role beside it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from nastava.course.figures import style
from nastava.course.figures.controls import Localized
from nastava.course.wording import number
from nastava.text.languages import pick

if TYPE_CHECKING:
    from matplotlib.figure import FigureBase

    from nastava.course.figures.kfor_contributions import Contribution
    from nastava.course.figures.spec import View

COLOURS = {"ally": style.BLUE, "partner": style.VERMILLION}
ROLE: Mapping[str, Localized] = {
    "ally": {"en": "NATO ally", "sr": "članica NATO-a"},
    "partner": {"en": "partner", "sr": "partner"},
}
_AXIS: Localized = {"en": "Troops (persons)", "sr": "Vojnici (osobe)"}


def draw(base: FigureBase, view: View, language: str, narrow: bool) -> None:
    """Draw the view."""
    data = view.data
    left = 12 + max(style.text_width(name) for name in data.names)
    axes = style.axes_in(base, left=left, right=70 if narrow else 150, top=8, bottom=50)
    places = range(len(data.shown))
    bars = axes.barh(
        places,
        [row.troops for row in data.shown],
        height=0.7,
        color=[_colour(row, data) for row in data.shown],
    )
    told: set[str] = set()
    for place, row, bar in zip(places, data.shown, bars, strict=True):
        if row.inferred:
            bar.set(facecolor="none", edgecolor=_colour(row, data), hatch="////", linewidth=1.5)
        text = number(row.troops, language)
        if data.highlight in {"both", row.role} and (row.role not in told or row.role == "partner"):
            # A direct label instead of a key: the first ally, and each partner.
            told.add(row.role)
            text += _label(row.role, language, narrow)
        style.beside(axes, text, (row.troops, place), (5, 0), va="center")
    axes.set_yticks(places, data.names)
    axes.set_ylim(len(data.shown) - 0.4, -0.6)
    axes.set_xlim(0, max(row.troops for row in data.shown) * 1.02)
    axes.locator_params(axis="x", nbins=3 if narrow else 5)
    axes.set_xlabel(pick(_AXIS, language))
    axes.spines["bottom"].set_visible(False)
    axes.grid(visible=True, axis="x")
    style.thousands(axes, "x", language)


def _colour(row: Contribution, data: Any) -> str:
    return COLOURS[row.role] if data.highlight in {"both", row.role} else style.GREY


def _label(role: str, language: str, narrow: bool) -> str:
    short: Mapping[str, Localized] = {
        "ally": {"en": "ally", "sr": "članica"},
        "partner": {"en": "partner", "sr": "partner"},
    }
    return f" {pick(short[role] if narrow else ROLE[role], language)}"
