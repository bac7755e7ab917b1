"""Drawing of the reinforcement figure: troops as bars from zero, and the report's ratios in a small chart."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from nastava.course.facts import fact
from nastava.course.figures import style
from nastava.course.figures.controls import Localized
from nastava.text.languages import pick

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import FigureBase

    from nastava.course.figures.spec import View

#: Facts that are ratios, with what they count.
RATIOS: Mapping[str, Localized] = {
    "seed-kfor-patrols": {"en": "Patrols", "sr": "Patrole"},
    "seed-kfor-north": {"en": "Presence in the north", "sr": "Prisustvo na sjeveru"},
}
COLOURS = {"strength": style.BLUE, "difference": style.VERMILLION, "reserves": style.GREEN}
#: Words on a blue bar; white on it reaches 5:1 in either theme.
_ON_BAR = "#ffffff"
_TROOPS: Localized = {"en": "Troops (persons)", "sr": "Vojnici (osobe)"}
_INDEX: Localized = {"en": "Index (before = 1)", "sr": "Indeks (prije = 1)"}
_BEFORE: Localized = {"en": "before", "sr": "prije"}
_AFTER: Localized = {"en": "after", "sr": "poslije"}
_AS_SAID: Localized = {
    "en": "As the report says;\nbase figures not given",
    "sr": "Prema izvještaju;\npolazne brojke nisu navedene",
}


def draw(base: FigureBase, view: View, language: str, narrow: bool) -> None:
    """Draw the view."""
    width, height = style.pixels(base)
    left = 8 + max(style.text_width(word) for bar in view.data for word in _lines(bar.name))
    if narrow:
        _troops(style.axes_in(base, left=left, right=12, top=6, bottom=322), view, language, narrow)
        _ratios(style.axes_in(base, left=76, right=76, top=height - 232, bottom=48), language)
    else:
        _troops(style.axes_in(base, left=left, right=268, top=6, bottom=48), view, language, narrow)
        _ratios(style.axes_in(base, left=width - 178, right=24, top=46, bottom=48), language)


def _lines(name: str) -> list[str]:
    """Break a long name after its comma."""
    return [part.strip() for part in name.replace(", ", ",\n").split("\n")]


def _troops(axes: Axes, view: View, language: str, narrow: bool) -> None:
    bars = view.data
    top = max(bar.high for bar in bars)
    for place, bar in enumerate(bars):
        look: dict[str, Any] = {"color": COLOURS[bar.kind]}
        if bar.kind == "reserves":
            # How many of the troops counted were reserves is the report's word, not a count of its own.
            look = {"facecolor": "none", "edgecolor": COLOURS[bar.kind], "hatch": "////", "linewidth": 1.5}
        axes.barh([place], [bar.high - bar.low], left=[bar.low], height=0.72, gid=bar.kind, **look)
        if bar.kind == "strength":
            style.beside(axes, bar.words, (0, place), (7, 0), va="center", color=_ON_BAR)
        else:
            style.beside(axes, bar.words, (bar.low, place), (-7, 0), va="center", ha="right")
    start = next(bar for bar in bars if bar.kind == "difference").low
    last = next(place for place, bar in enumerate(bars) if bar.kind == "difference")
    axes.vlines(start, 0.36, last + 0.36, color=style.SOFT, linewidth=1, linestyle=(0, (3, 3)), gid="start")
    axes.set_yticks(range(len(bars)), ["\n".join(_lines(bar.name)) for bar in bars])
    axes.set_ylim(len(bars) - 0.5, -0.5)
    axes.set_xlim(0, top * 1.03)
    axes.set_xticks(range(0, top + 1, 2000 if narrow else 1000))
    axes.set_xlabel(pick(_TROOPS, language))
    _calm(axes)
    style.thousands(axes, "x", language)


def _ratios(axes: Axes, language: str) -> None:
    ticks: list[tuple[float, str]] = []
    for number, (fact_id, name) in enumerate(RATIOS.items()):
        at = 3.0 * number
        ratio = int(fact(fact_id).value or 0)
        axes.barh([at + 1], [1], height=0.72, color=style.GREY, gid=f"{fact_id}:before")
        axes.barh([at + 2], [ratio], height=0.72, color=style.BLUE, gid=f"{fact_id}:after")
        style.beside(axes, "1", (1, at + 1), (5, 0), va="center")
        style.beside(axes, str(ratio), (ratio, at + 2), (5, 0), va="center")
        style.beside(axes, pick(name, language), (0, at + 0.15), (2, 0), va="center")
        ticks += [(at + 1, pick(_BEFORE, language)), (at + 2, pick(_AFTER, language))]
    axes.set_yticks([at for at, _word in ticks], [word for _at, word in ticks])
    axes.set_ylim(5.6, -0.4)
    axes.set_xlim(0, 4.2)
    axes.set_xticks(range(5))
    axes.set_xlabel(pick(_INDEX, language))
    axes.annotate(
        pick(_AS_SAID, language),
        (0, 1),
        xycoords="axes fraction",
        xytext=(-50, 12),
        textcoords="offset points",
        va="bottom",
        fontsize=style.LABEL,
    )
    _calm(axes)


def _calm(axes: Axes) -> None:
    axes.spines["bottom"].set_visible(False)
    axes.grid(visible=True, axis="x")
