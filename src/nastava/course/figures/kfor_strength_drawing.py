"""Drawing of the strength figure: a mark by bound, a colour by what is counted, nothing joined."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from nastava.course.figures import style
from nastava.course.figures.controls import Localized
from nastava.course.figures.kfor_strength_events import draw_events, limits, places_of
from nastava.course.figures.kfor_strength_labels import draw_labels
from nastava.text.languages import pick

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import FigureBase

    from nastava.course.figures.spec import View

#: Where the axis of the zoomed view begins and ends, in troops.
ZOOMED = (3000, 5600)

MARKERS = {"exact": "o", "about": "D", "over": "^", "under": "v"}
#: Colour and whether the mark is filled, by what is counted.
SCOPES = {
    "unknown": (style.BLUE, True),
    "including_outside": (style.VERMILLION, False),
    "in_kosovo": (style.GREEN, True),
}
KEY: dict[str, Localized] = {
    "exact": {"en": "exact number", "sr": "tačan broj"},
    "about": {"en": "about", "sr": "oko"},
    "over": {"en": "over", "sr": "više od"},
    "under": {"en": "just under", "sr": "nešto manje"},
    "unknown": {"en": "area not stated", "sr": "područje nije navedeno"},
    "including_outside": {"en": "also outside Kosovo", "sr": "i van Kosova"},
    "in_kosovo": {"en": "in Kosovo", "sr": "na Kosovu"},
    "period": {"en": "only year known", "sr": "poznata samo godina"},
    "unsure": {"en": "source undated, date inferred", "sr": "izvor bez datuma, datum je izveden"},
    "differ": {"en": "sources differ", "sr": "izvori se razlikuju"},
}
_AXIS: Localized = {"en": "Troops (persons)", "sr": "Vojnici (osobe)"}
_AXIS_ZOOM: Localized = {
    "en": "Troops (axis starts at 3,000, not at 0)",
    "sr": "Vojnici (osa počinje od 3.000, ne od 0)",
}
_YEAR: Localized = {"en": "Year", "sr": "Godina"}
_EMPTY: Localized = {"en": "no such figure in these years", "sr": "za ove godine nema takve brojke"}


def draw(base: FigureBase, view: View, language: str, narrow: bool) -> None:
    """Draw the view."""
    data = view.data
    places = places_of(data.events, data.span, language, narrow)
    strip = 18 * (max((place.row for place in places), default=-1) + 1)
    columns = 2 if narrow else 3
    keys = _keys(data, language)
    lines = -(-len(keys) // columns)
    axes = style.axes_in(base, left=62, right=12, top=strip + 26, bottom=48 + 20 * lines)
    _frame(axes, view, language)
    _marks(axes, data)
    draw_labels(axes, data, language, narrow)
    draw_events(axes, data.events, places, strip, language)
    if keys:
        base.legend(
            handles=keys,
            loc="lower left",
            bbox_to_anchor=(0, 0),
            ncols=columns,
            borderpad=0.2,
            columnspacing=0.8 if narrow else 1.6,
            handletextpad=0.4,
            handlelength=1.4,
            labelspacing=0.35,
        )


def _frame(axes: Axes, view: View, language: str) -> None:
    data = view.data
    first, last = data.span
    years = last + 1 - first
    axes.set_xlim(*limits(data.span))
    top = max((each.troops for each in data.shown), default=50_000) * 1.1
    axes.set_ylim(*(ZOOMED if data.zoom else (0, top)))
    axes.locator_params(axis="y", nbins=6)
    step = next(step for step in (1, 2, 5, 10) if years / step <= 7)
    ticks = [year for year in range(first, last + 2) if year % step == 0 or step == 1]
    axes.set_xticks(ticks, [str(year) for year in ticks])
    axes.set_xlabel(pick(_YEAR, language))
    # Horizontal, above the axis: easier to read than turned by a quarter.
    axes.set_ylabel(pick(_AXIS_ZOOM if data.zoom else _AXIS, language), rotation=0, ha="left", va="bottom")
    axes.yaxis.set_label_coords(0, 1 + 5 / axes.bbox.height)
    axes.grid(visible=True, axis="y")
    style.thousands(axes, "y", language)
    if not data.shown:
        axes.text(0.5, 0.5, pick(_EMPTY, language), transform=axes.transAxes, ha="center", color=style.SOFT)


def _marks(axes: Axes, data: Any) -> None:
    from matplotlib.collections import LineCollection

    def lines(gid: str, ends: list[Any], **look: Any) -> None:
        if ends:
            axes.add_collection(LineCollection(ends, **look), autolim=False).set_gid(gid)

    bars = [[(each.middle, each.low), (each.middle, each.high)] for each in data.differ]
    lines("differ", bars, colors=style.GREY, alpha=0.5, linewidths=11)
    spread = [each for each in data.shown if each.last - each.first > 0.5]
    ends = [[(each.first, each.troops), (each.last, each.troops)] for each in spread]
    lines("period", ends, colors=[SCOPES[each.scope][0] for each in spread], linewidths=1.6)
    for each in data.shown:
        if each.unsure_date:
            near = data.span[1] - data.span[0] <= 7
            by = (-9, -13) if each.troops > 10_000 else (9, -15) if near else (-8, 6)
            style.beside(axes, "?", (each.middle, each.troops), by, weight="bold", ha="center", gid="unsure")
    for scope in SCOPES:
        for bound in MARKERS:
            alike = [each for each in data.shown if (each.scope, each.bound) == (scope, bound)]
            if alike:
                # Marks of one kind in one call for speed; no line runs between them.
                at = ([each.middle for each in alike], [each.troops for each in alike])
                axes.plot(*at, **_mark(bound, scope), gid=f"{scope}:{bound}")


def _mark(bound: str, scope: str) -> dict[str, Any]:
    colour, filled = SCOPES[scope]
    return {
        "linestyle": "none",
        "marker": MARKERS[bound],
        "markersize": 6.5 if bound == "about" else 8,
        "markerfacecolor": colour if filled else "none",
        "markeredgecolor": colour,
        "markeredgewidth": 1.8,
    }


def _keys(data: Any, language: str) -> list[Any]:
    from matplotlib.lines import Line2D
    from matplotlib.patches import Patch

    def line(name: str, **look: Any) -> Line2D:
        return Line2D([], [], label=pick(KEY[name], language), **look)

    bounds = {each.bound for each in data.shown}
    scopes = {each.scope for each in data.shown}
    found: list[Any] = []
    for bound in MARKERS:
        if bound in bounds:
            look = _mark(bound, "unknown")
            look.update(markerfacecolor=style.GREY, markeredgecolor=style.GREY)
            found.append(line(bound, **look))
    found += [line(scope, **_mark("exact", scope)) for scope in SCOPES if scope in scopes]
    if any(each.last - each.first > 0.5 for each in data.shown):
        found.append(line("period", color=style.GREY, linewidth=1.6))
    if data.differ:
        found.append(Patch(facecolor=style.GREY, alpha=0.5, label=pick(KEY["differ"], language)))
    return found
