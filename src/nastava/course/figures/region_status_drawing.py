"""Drawing of the six states: a bar each, its parts what the state was at the time, told by colour, pattern and key."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from nastava.course.dates import period
from nastava.course.facts import fact
from nastava.course.figures import style
from nastava.course.figures.controls import Localized
from nastava.course.figures.kfor_strength_data import year_of
from nastava.course.figures.region_status_data import LAST, NOT_INVITED, STATUS
from nastava.text.languages import pick

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import FigureBase

    from nastava.course.figures.spec import View

_YEAR: Localized = {"en": "Year", "sr": "Godina"}
_SINCE: Localized = {"en": "Years since signing", "sr": "Godine od potpisa"}
_YEARS: Localized = {"en": "{n} years", "sr": "{n} god."}
_YEARS_NARROW: Localized = {"en": "{n} y", "sr": "{n} g."}
_NOT: Localized = {"en": "2008: not invited", "sr": "2008: bez poziva"}
_NOT_NARROW: Localized = {"en": "not invited", "sr": "bez poziva"}
#: Words on a blue and on a green bar; each reaches 5:1 in either theme.
_ON_BLUE, _ON_GREEN = "#ffffff", "#111111"
_TOP, _FOOT, _ROW = 52, 46, 40


def look(status: str) -> dict[str, Any]:
    """Return how a part of a bar is filled; each status differs by pattern or lightness as well as colour."""
    return {
        "partner": {"facecolor": "none", "edgecolor": style.BLUE, "linewidth": 1.6},
        "plan": {"facecolor": style.GREEN, "edgecolor": style.GREEN, "linewidth": 0},
        "offered": {"facecolor": "none", "edgecolor": style.GREEN, "hatch": "////", "linewidth": 1.6},
        "invited": {"facecolor": style.VERMILLION, "edgecolor": style.VERMILLION, "linewidth": 0},
        "ally": {"facecolor": style.BLUE, "edgecolor": style.BLUE, "linewidth": 0},
    }[status]


def height(data: Any, *, narrow: bool) -> int:
    """Return the height of the drawing in pixels."""
    return _TOP + (22 if narrow else 0) + _row(narrow) * len(data.lines) + _FOOT


def _row(narrow: bool) -> int:
    return _ROW + (14 if narrow else 0)


def draw(base: FigureBase, view: View, language: str, narrow: bool) -> None:
    """Draw the view."""
    data = view.data
    # On a narrow page the names stand above their bars.
    left = 10.0 if narrow else 10 + max(style.text_width(name) for _state, name in data.lines)
    axes = style.axes_in(base, left=left, right=16, top=_TOP + (22 if narrow else 0) - 20, bottom=_FOOT)
    _frame(axes, data, language, narrow)
    seen = set()
    for place, (state, name) in enumerate(data.lines):
        seen |= _bar(axes, data, state, place, language=language, narrow=narrow)
        if narrow:
            first = state.phases[0].start - _origin(data, state)
            style.beside(axes, name, (first, place - 0.3), (0, 0), va="center", ha="left")
    _key(base, seen, language, narrow)


def _origin(data: Any, state: Any) -> float:
    return float(state.phases[0].start) if data.since else 0.0


def _frame(axes: Axes, data: Any, language: str, narrow: bool) -> None:
    axes.set_ylim(len(data.lines) - 0.5, -0.75)
    axes.set_yticks(range(len(data.lines)), [] if narrow else [name for _state, name in data.lines])
    ticks: list[int]
    if data.since:
        axes.set_xlim(-0.3, 30.2)
        ticks = [0, 10, 20, 30] if narrow else [0, 5, 10, 15, 20, 25, 30]
    else:
        axes.set_xlim(1993.7, LAST + 0.1)
        ticks = [1994, 2004, 2014, 2024] if narrow else [1994, 1999, 2004, 2009, 2014, 2019, 2024]
    axes.set_xticks(ticks, [str(tick) for tick in ticks])
    axes.set_xlabel(pick(_SINCE if data.since else _YEAR, language))
    axes.spines["left"].set_visible(False)
    axes.grid(visible=True, axis="x")


def _bar(axes: Axes, data: Any, state: Any, place: int, *, language: str, narrow: bool) -> set[str]:
    origin = _origin(data, state)
    phases = [each for each in state.phases if data.all_phases or each.status in {"partner", "ally"}]
    starts = [each.start for each in phases]
    middle, tall = (place + 0.12, 0.36) if narrow else (place, 0.52)
    for phase, start, end in zip(phases, starts, [*starts[1:], LAST], strict=True):
        axes.barh(
            [middle], [end - start], left=[start - origin], height=tall, gid=f"{state.iso3}:{phase.status}",
            **look(phase.status),
        )  # fmt: skip
        if phase.year_only:
            # The year that the change fell into; its day is not known.
            axes.hlines(middle - tall / 2 - 0.05, int(start) - origin, int(start) + 1 - origin,
                        color=style.SOFT, linewidth=2, gid="year")  # fmt: skip
    if state.years is not None:
        words = pick(_YEARS_NARROW if narrow else _YEARS, language).format(n=round(state.years))
        style.beside(
            axes, words, (starts[-1] - origin, middle), (5, -0.5), va="center", color=_ON_BLUE, gid="years"
        )
    if data.all_phases and state.iso3 == NOT_INVITED[0]:
        at = year_of(period(fact(NOT_INVITED[1]).as_of).middle) - origin
        axes.plot(
            [at], [middle], marker="x", color=_ON_GREEN, markersize=8, markeredgewidth=2, gid="not-invited"
        )
        words = pick(_NOT_NARROW if narrow else _NOT, language)
        style.beside(axes, words, (at, middle), (8, -0.5), va="center", color=_ON_GREEN)
    return {phase.status for phase in phases}


def _key(base: FigureBase, seen: set[str], language: str, narrow: bool) -> None:
    from matplotlib.patches import Patch

    keys = [
        Patch(label=pick(words, language), **look(each)) for each, words in STATUS.items() if each in seen
    ]
    base.legend(
        handles=keys,
        loc="upper left",
        bbox_to_anchor=(0, 1),
        ncols=2 if narrow else 5,
        borderpad=0.2,
        columnspacing=1.2,
        handletextpad=0.5,
        handlelength=1.4,
        labelspacing=0.35,
    )
