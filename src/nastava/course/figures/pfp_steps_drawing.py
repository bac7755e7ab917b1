"""Drawing of the steps: one below the other, each mark at its date, the words on the side that has room."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from nastava.course.figures import style
from nastava.course.figures.controls import Localized
from nastava.course.figures.kfor_strength_data import year_of
from nastava.text.languages import pick

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import FigureBase

    from nastava.course.figures.spec import View

WHOSE: Mapping[str, Localized] = {
    "serbia": {"en": "Serbia", "sr": "Srbija"},
    "bih": {"en": "Bosnia and Herzegovina", "sr": "Bosna i Hercegovina"},
    "both": {"en": "both, together", "sr": "obje, zajedno"},
}
KIND: Mapping[str, Localized] = {
    "nato": {"en": "with NATO", "sr": "s NATO-om"},
    "domestic": {"en": "decided at home", "sr": "odluka u zemlji"},
}
COLOURS = {"serbia": style.BLUE, "bih": style.VERMILLION, "both": style.GREEN}
#: Beside colour the shape tells the country.
MARKERS = {"serbia": "o", "bih": "D", "both": "s"}
_AXIS: Localized = {"en": "Year", "sr": "Godina"}
_FIRST, _LAST = 2004.0, year_of(date(2024, 1, 1))


def draw(base: FigureBase, view: View, language: str, narrow: bool) -> None:
    """Draw the view."""
    dots = view.data
    axes = style.axes_in(base, left=12, right=12, top=76 if narrow else 34, bottom=46)
    axes.set_xlim(_FIRST - 0.3, _LAST + 0.2)
    axes.set_ylim(len(dots) - 0.5, -0.5)
    axes.set_yticks([])
    axes.spines["left"].set_visible(False)
    ticks = [2004, 2009, 2014, 2019, 2024] if narrow else list(range(2004, 2025, 2))
    axes.set_xticks(ticks, [str(tick) for tick in ticks])
    axes.set_xlabel(pick(_AXIS, language))
    axes.grid(visible=True, axis="x")
    for place, dot in enumerate(dots):
        _step(axes, dot, place, narrow=narrow)
    _key(base, dots, language, narrow=narrow)


def _step(axes: Axes, dot: Any, place: int, *, narrow: bool) -> None:
    at, colour = year_of(dot.days.middle), COLOURS[dot.step.whose]
    first, last = axes.get_xlim()
    width = axes.bbox.width
    per_year = width / (last - first)
    x = (at - first) * per_year
    # In the narrow form the words have a line of their own above mark and date.
    row = place + 0.22 if narrow else place
    gap = 10.0
    if dot.days.first != dot.days.last:
        ends = (year_of(dot.days.first), year_of(dot.days.last))
        axes.hlines(row, *ends, color=colour, linewidth=2, gid="period")
        gap = max(gap, (at - ends[0]) * per_year + 5)
    axes.plot([at], [row], **_mark(dot.step.whose, dot.step.kind), gid=f"step:{dot.step.fact}")
    words = dot.when if narrow else f"{dot.when}: {dot.words}"
    right = x + gap + style.text_width(words) <= width + 8
    style.beside(
        axes, words, (at, row), (gap if right else -gap, 0), ha="left" if right else "right", va="center"
    )
    if narrow:
        # They begin at the mark where there is room, else as far left as they must.
        left = max(0.0, min(x - 5, width - 1.1 * style.text_width(dot.words)))
        style.beside(axes, dot.words, (at, row), (left - x, 17), ha="left", va="center", weight="bold")


def _mark(whose: str, kind: str) -> dict[str, Any]:
    colour = COLOURS[whose]
    return {
        "linestyle": "none",
        "marker": MARKERS[whose],
        "markersize": 8 if whose == "bih" else 9,
        "markerfacecolor": colour if kind == "nato" else "none",
        "markeredgecolor": colour,
        "markeredgewidth": 1.8,
    }


def _key(base: FigureBase, dots: Any, language: str, *, narrow: bool) -> None:
    from matplotlib.lines import Line2D

    seen = {dot.step.whose for dot in dots}
    keys = [
        Line2D([], [], label=pick(WHOSE[whose], language), **_mark(whose, "nato"))
        for whose in WHOSE
        if whose in seen
    ]
    for kind in KIND:
        look = _mark("serbia", kind)
        look["markeredgecolor"] = style.GREY
        look["markerfacecolor"] = style.GREY if kind == "nato" else "none"
        keys.append(Line2D([], [], label=pick(KIND[kind], language), **look))
    base.legend(
        handles=keys,
        loc="upper left",
        bbox_to_anchor=(0, 1),
        ncols=2 if narrow else 5,
        borderpad=0.2,
        columnspacing=1.2,
        handletextpad=0.2,
        handlelength=1.4,
        labelspacing=0.35,
    )
