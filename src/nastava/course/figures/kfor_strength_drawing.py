"""Drawing of the strength figure: a mark by bound, a colour by what is counted, nothing joined."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from nastava.course.figures import style
from nastava.course.figures.controls import Localized
from nastava.course.wording import bounded
from nastava.text.languages import pick

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import FigureBase

    from nastava.course.figures.kfor_strength_data import Strength
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
    "over": {"en": "over this number", "sr": "više od toga"},
    "under": {"en": "just under", "sr": "nešto manje od toga"},
    "unknown": {"en": "not stated what is counted", "sr": "ne piše šta se broji"},
    "including_outside": {"en": "also troops outside Kosovo", "sr": "i vojnici van Kosova"},
    "in_kosovo": {"en": "said to be in Kosovo", "sr": "piše: na Kosovu"},
    "period": {"en": "date known to the year", "sr": "poznata samo godina"},
    "unsure": {"en": "source undated, date inferred", "sr": "izvor bez datuma, datum je izveden"},
    "differ": {"en": "sources differ for the month", "sr": "izvori se razlikuju za mjesec"},
}
_AXIS: Localized = {"en": "Troops (persons)", "sr": "Vojnici (osobe)"}
_AXIS_ZOOM: Localized = {
    "en": "Troops (axis starts at 3,000, not at 0)",
    "sr": "Vojnici (osa počinje od 3.000, ne od 0)",
}
_YEAR: Localized = {"en": "Year", "sr": "Godina"}
_EMPTY: Localized = {"en": "no such figure in these years", "sr": "za ove godine nema takve brojke"}


@dataclass(frozen=True)
class Event:
    """Something that happened to KFOR; ``at`` is the year with its fraction, ``fact`` what it rests on."""

    at: float
    group: str
    name: Localized
    fact: str


EVENTS = (
    Event(
        1999.446, "entry", {"en": "KFOR enters, June 1999", "sr": "Ulazak KFOR-a, jun 1999."}, "kfor-entry"
    ),
    Event(
        2004.21, "violence", {"en": "Violence, March 2004", "sr": "Nasilje, mart 2004."}, "kfor-2004-riots"
    ),
    Event(
        2009.45,
        "decisions",
        {"en": "Ministers agree on 10,000, June 2009", "sr": "Ministri: smanjenje na 10.000, jun 2009."},
        "kfor-2009-cut",
    ),
    Event(
        2010.82,
        "decisions",
        {
            "en": "NATO: down to about 5,000, October 2010",
            "sr": "NATO: smanjenje na oko 5.000, oktobar 2010.",
        },
        "kfor-2010-halving",
    ),
    Event(
        2023.408,
        "violence",
        {"en": "Violence, Zvečan/Zveçan, May 2023", "sr": "Nasilje, Zvečan/Zveçan, maj 2023."},
        "seed-kfor-violence-months",
    ),
    Event(
        2023.729,
        "violence",
        {
            "en": "Violence, Banjska/Banjskë, September 2023",
            "sr": "Nasilje, Banjska/Banjskë, septembar 2023.",
        },
        "seed-kfor-violence-months",
    ),
)


@dataclass(frozen=True)
class Label:
    """A figure that is told in words beside its mark, moved by pixels.

    ``when``: "near" for a view of few years, "far" for one of many, or "always". ``leader``: a thin line leads
    from the words to the mark.
    """

    iso: str
    source_id: str
    by: tuple[float, float]
    align: str
    when: Literal["always", "near", "far"] = "always"
    leader: bool = False
    after: Localized = field(default_factory=lambda: {"en": "", "sr": ""})


_RESERVES: Localized = {"en": ", with reserves", "sr": ", s rezervama"}
_LABELS = (
    Label("1999-06", "govpl-kfor", (8, 2), "left"),
    Label("1999-09-08", "nato-update-1999-09-08", (9, -9), "left"),
    Label("2002-02-11", "hansard-2002-02-11", (9, -1), "left"),
    Label("2003-06", "esi-2008", (8, -1), "left"),
    Label("2004-03-19", "capecod-2004-03-19", (8, 3), "left"),
    Label("2009-10", "forum-kfor-2009", (10, 6), "left"),
    Label("2023-12-31", "ewb-2024-03-14", (-40, 46), "right", "far", leader=True, after=_RESERVES),
    Label("2023-12-31", "ewb-2024-03-14", (-78, 42), "right", "near", leader=True, after=_RESERVES),
    Label("2019-06", "guardian-2019", (0, 9), "center", "near"),
    Label("2020-08-22", "nova-2020-08-22", (0, -17), "center", "near"),
    Label("2021-07", "wiki-de-kfor-2021", (-7, 5), "right", "near"),
    Label("2021-10-16", "defencehu-2021-10-16", (0, 9), "center", "near"),
    Label("2022-08", "infoks-2022", (0, -17), "center", "near"),
    Label("2023", "republika-2023", (-18, 6), "right", "near"),
    Label("2023-05-30", "garner-2023-05-30", (4, -18), "left", "near"),
    Label("2023-06", "wiki-de-kfor-2023", (-8, 2), "right", "near"),
    Label("2023-10-10", "rts-2023-10-10", (8, -4), "left", "near"),
    Label("2024-01", "wiki-en-kfor-2024-01", (8, -4), "left", "near"),
    Label("2024-10", "wiki-de-kfor-2024", (0, -17), "center", "near"),
)
#: Labels of the near view that the narrow form has room for.
_ESSENTIAL = frozenset({"2023-12-31", "2023-05-30", "2020-08-22"})


def draw(base: FigureBase, view: View, language: str, narrow: bool) -> None:
    """Draw the view."""
    data = view.data
    places = _places(data.events, data.span, language, narrow)
    strip = 18 * (max((place.row for place in places), default=-1) + 1)
    columns = 2 if narrow else 3
    keys = _keys(data, language)
    lines = -(-len(keys) // columns)
    axes = style.axes_in(base, left=62, right=12, top=strip + 26, bottom=48 + 20 * lines)
    _frame(axes, view, language)
    _marks(axes, data)
    _labels(axes, data, language, narrow)
    _events(axes, data.events, places, strip, language)
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
    axes.set_xlim(*_limits(data.span))
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


def _limits(span: tuple[int, int]) -> tuple[float, float]:
    first, last = span
    years = last + 1 - first
    return first - 0.02 * years, last + 1 + 0.03 * years


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
            by = (9, -15) if each.troops < 10_000 else (-9, -13)
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


def _labels(axes: Axes, data: Any, language: str, narrow: bool) -> None:
    by_key: dict[tuple[str, str], Strength] = {}
    for each in data.shown:  # of several figures in one source and month the highest is told
        known = by_key.get((each.iso, each.source_id))
        if known is None or known.troops < each.troops:
            by_key[each.iso, each.source_id] = each
    close = data.span[1] - data.span[0] <= 7
    for label in _LABELS:
        found = by_key.get((label.iso, label.source_id))
        if found is None or label.when == ("far" if close else "near"):
            continue
        if label.when == "near" and narrow and label.iso not in _ESSENTIAL:
            continue
        text = bounded(found.troops, found.bound, language) + pick(label.after, language)
        by, leader = label.by, None
        if label.leader:
            leader = {"arrowstyle": "-", "color": style.SOFT, "shrinkA": 2, "shrinkB": 6, "relpos": (1, 0.5)}
            if narrow:
                by = (0.4 * by[0], by[1] + 44 * (label.when == "far"))
        style.beside(axes, text, (found.middle, found.troops), by, ha=label.align, arrowprops=leader)


@dataclass(frozen=True)
class _Place:
    """Where an event's words stand above the axes: line from the top, left edge in pixels from the axes' own."""

    row: int
    left: float
    side: Literal["right", "left", "over"]


def _places(events: tuple[Event, ...], span: tuple[int, int], language: str, narrow: bool) -> list[_Place]:
    """Give each event the first line on which its words meet no others; they stay within the drawing."""
    width = (style.NARROW if narrow else style.WIDE) - 74
    taken: list[list[tuple[float, float]]] = []
    places = []
    for event in events:
        first, last = _limits(span)
        at = (event.at - first) / (last - first) * width
        long = style.text_width(pick(event.name, language))
        side: Literal["right", "left", "over"] = "right" if at + 5 + long <= width + 8 else "left"
        left = at + 5 if side == "right" else at - 5 - long
        if left < -56:
            side, left = "over", min(max(at - long / 2, -56), width + 8 - long)
        room = (min(left, at) - 6, max(left + long, at) + 6)
        row = next(
            (i for i, line in enumerate(taken) if all(room[1] < a or room[0] > b for a, b in line)), None
        )
        if row is None:
            row = len(taken)
            taken.append([])
        taken[row].append(room)
        places.append(_Place(row, left, side))
    return places


def _events(axes: Axes, events: tuple[Event, ...], places: list[_Place], strip: float, language: str) -> None:
    height = axes.bbox.height
    first, last = axes.get_xlim()
    for event, place in zip(events, places, strict=True):
        baseline = 24 + strip - 18 * place.row - 13
        axes.plot(
            [event.at, event.at],
            [0, 1 + (baseline - 5 if place.side == "over" else baseline + 10) / height],
            color=style.SOFT,
            linewidth=1,
            dashes=(3, 3),
            transform=axes.get_xaxis_transform(),
            clip_on=False,
            zorder=0.5,
            gid="event",
        )
        at = (event.at - first) / (last - first) * axes.bbox.width
        words = pick(event.name, language)
        # Words to the left of their line end at it, whatever the browser's font makes of their width.
        left = at - 5 if place.side == "left" else place.left
        axes.annotate(
            words,
            (left, height + baseline),
            xycoords="axes points",
            ha="right" if place.side == "left" else "left",
            fontsize=style.LABEL,
            annotation_clip=False,
        )


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
