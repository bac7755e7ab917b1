"""Drawing of the forces: a mark for each reported strength, below them who was there, bar by bar."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from nastava.course.dates import period
from nastava.course.facts import fact
from nastava.course.figures import style
from nastava.course.figures.controls import Localized
from nastava.course.figures.kfor_strength_data import year_of
from nastava.course.figures.region_forces_data import FIRST, LAST, MANDATES, PRESENCES
from nastava.course.wording import number
from nastava.text.languages import pick

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import FigureBase

    from nastava.course.figures.spec import View

COLOURS = {"nato": style.BLUE, "eu": style.VERMILLION}
#: Beside colour the shape tells who leads.
MARKERS = {"nato": "o", "eu": "s"}
WHO: dict[str, Localized] = {
    "nato": {"en": "led by NATO", "sr": "vodi NATO"},
    "eu": {"en": "led by the EU", "sr": "vodi EU"},
}
_AXIS: Localized = {"en": "Troops (persons)", "sr": "Vojnici (osobe)"}
_YEAR: Localized = {"en": "Year", "sr": "Godina"}
_UN: Localized = {"en": "UN resolutions", "sr": "rezolucije UN"}
_PLOT, _LANE, _TOP, _FOOT, _STRIP = 230, 24, 52, 46, 24


def height(data: Any, *, narrow: bool) -> int:
    """Return the height of the drawing in pixels."""
    return _TOP + _PLOT + _strip(data) + _lanes(data, narrow) + _FOOT


def _strip(data: Any) -> int:
    return _STRIP if data.mandates else 0


def _lanes(data: Any, narrow: bool) -> int:
    return 14 + len(_shown(data)) * (_LANE + (14 if narrow else 0))


def _shown(data: Any) -> list[Any]:
    return [each for each in PRESENCES if each.end > data.first + 0.1]


def draw(base: FigureBase, view: View, language: str, narrow: bool) -> None:
    """Draw the view."""
    data = view.data
    lanes = _lanes(data, narrow)
    above = style.axes_in(base, left=58, right=16, top=_TOP + _strip(data), bottom=_FOOT + lanes)
    _counts(above, data, language, narrow)
    below = style.axes_in(base, left=58, right=16, top=_TOP + _strip(data) + _PLOT, bottom=_FOOT)
    _bars(below, data, language, narrow)
    if data.mandates:
        _resolutions(above, data, language)
    _key(base, data, language)


def _limits(data: Any) -> tuple[float, float]:
    return (data.first - (0.3 if data.first > FIRST else 0.0), LAST + 0.1)


def _counts(axes: Axes, data: Any, language: str, narrow: bool) -> None:
    axes.set_xlim(*_limits(data))
    axes.set_ylim(0, data.top)
    axes.locator_params(axis="y", nbins=5)
    style.thousands(axes, "y", language)
    axes.set_xticks([])
    axes.grid(visible=True, axis="y")
    axes.set_ylabel(pick(_AXIS, language), rotation=0, ha="left", va="bottom")
    axes.yaxis.set_label_coords(-44 / axes.bbox.width, 1 + (5 + _strip(data)) / axes.bbox.height)
    for each in data.shown:
        colour = COLOURS[each.led]
        if each.year_only:
            axes.hlines(each.troops, int(each.at), int(each.at) + 1, color=colour, linewidth=1.6, gid="year")
        axes.plot(
            [each.at], [each.troops], marker=MARKERS[each.led], markersize=8, color=colour, linestyle="none",
            markerfacecolor="none" if each.bound == "about" else colour, markeredgewidth=1.8,
            gid=f"{each.fact}:{each.bound}", clip_on=False,
        )  # fmt: skip
    for each, (across, up), ha in _places(data, narrow):
        words = number(each.troops, language)
        if each.bound == "over":
            words = f"> {words}"
        style.beside(axes, words, (each.at, each.troops), (across, up), ha=ha, va="center")


def _places(data: Any, narrow: bool) -> list[tuple[Any, tuple[float, float], str]]:
    """Return the labels that have room, with where each stands beside its mark; the table has all numbers."""
    whole = data.first < 2000
    quiet = {"forces-2002-sheet", "forces-2003-12", "forces-2007-03", "forces-2007-12", "forces-2021"}
    quiet |= {"forces-2001"} if narrow else set()
    quiet = quiet | {"forces-2022"} if whole else {"forces-2022"} if narrow else set()
    # Beyond the line of the second resolution, where lines are drawn.
    first = (16.0 if narrow else 26.0) if data.mandates else 10.0
    places: dict[str, tuple[float, float, str]] = {
        "forces-1995": (first, 0, "left"),
        "forces-1997": (-2, -15, "left"),
        "forces-1999": (16, 0, "left"),
        "forces-2001": (-9, 0, "right"),
        "forces-2003-01": (-9, 0, "right"),
        "forces-2021": (-9, 0, "right"),
        "forces-2022": (-9, 6, "right"),
        "forces-2023": (6, 14, "right"),
    }
    if whole:
        places["althea-start"] = (8, 11, "left")
    found = []
    for each in data.shown:
        if each.fact not in quiet:
            across, up, ha = places.get(each.fact, (10, 0, "left"))
            found.append((each, (across, up), ha))
    return found


def _bars(axes: Axes, data: Any, language: str, narrow: bool) -> None:
    shown = _shown(data)
    axes.set_xlim(*_limits(data))
    axes.set_ylim(len(shown) - 0.5, -0.9)
    axes.set_yticks([])
    axes.spines["left"].set_visible(False)
    step = 10 if narrow and data.first < 2000 else 5
    ticks = [year for year in range(1995, 2025, step) if year >= data.first]
    axes.set_xticks(ticks, [str(tick) for tick in ticks])
    axes.set_xlabel(pick(_YEAR, language))
    for place, each in enumerate(shown):
        start = max(each.start, _limits(data)[0])
        middle = place + (0.16 if narrow else 0)
        axes.barh(
            [middle], [each.end - start], left=[start], height=0.36 if narrow else 0.62,
            color=COLOURS[each.led], gid=f"bar:{each.key}",
        )  # fmt: skip
        words = pick(each.name, language)
        if narrow:
            fits = start + style.text_width(words) / axes.bbox.width * (LAST - data.first) < LAST
            at, ha = (start, "left") if fits else (LAST, "right")
            style.beside(axes, words, (at, place - 0.28), (0, 0), ha=ha, va="center")
        else:
            room = (each.end - start) / (LAST - data.first) * axes.bbox.width > style.text_width(words) + 12
            colour = "#ffffff" if room else style.INK
            at = start if room else each.end
            style.beside(axes, words, (at, place), (6, -0.5), ha="left", va="center", color=colour)


def _resolutions(axes: Axes, data: Any, language: str) -> None:
    across = axes.get_xaxis_transform()
    # At the height of the label, above the plot.
    up = 1 + (_STRIP - 10) / axes.bbox.height
    for fact_id, name in MANDATES:
        at = year_of(period(fact(fact_id).as_of).middle)
        if at < data.first - 0.2:
            continue
        axes.plot(
            [at, at], [0, up - 0.035], color=style.SOFT, linewidth=1.1, dashes=(3, 3), transform=across,
            clip_on=False, gid=f"mandate:{name}",
        )  # fmt: skip
        early = name == "1031"
        axes.annotate(
            name, (at, up), xycoords=across, xytext=(3 if early else 0, 0), textcoords="offset points",
            ha="center" if name == "1575" else "right" if early else "left", va="center",
            fontsize=style.LABEL, annotation_clip=False,
        )  # fmt: skip
    last = year_of(period(fact(MANDATES[-1][0]).as_of).middle)
    axes.annotate(
        pick(_UN, language), (last, up), xycoords=across, xytext=(24, 0), textcoords="offset points",
        ha="left", va="center", fontsize=style.LABEL, color=style.SOFT, annotation_clip=False,
    )  # fmt: skip


def _key(base: FigureBase, data: Any, language: str) -> None:
    from matplotlib.lines import Line2D

    keys = [
        Line2D([], [], linestyle="none", marker=MARKERS[led], color=COLOURS[led], markersize=8, label=pick(words, language))
        for led, words in WHO.items()
        if any(each.led == led for each in data.shown)
    ]  # fmt: skip
    about: Localized = {"en": "hollow: about", "sr": "prazno: oko"}
    keys.append(
        Line2D([], [], linestyle="none", marker="o", markerfacecolor="none", color=style.GREY,
               markeredgewidth=1.8, markersize=8, label=pick(about, language))
    )  # fmt: skip
    base.legend(
        handles=keys, loc="upper left", bbox_to_anchor=(0, 1), ncols=3, borderpad=0.2, columnspacing=1.0,
        handletextpad=0.1, handlelength=1.4,
    )  # fmt: skip
