"""Drawing of the entries by year: one mark each, so that nobody takes a column for a measured amount."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from nastava.course.figures import style
from nastava.course.figures.controls import Localized
from nastava.course.figures.dialogue_lanes import Lane, look_of
from nastava.text.languages import pick

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import FigureBase

    from nastava.course.figures.spec import View

#: Height of an entry, in pixels.
STEP = 17
_TOP, _BELOW, _KEY = 34, 54, 20
_AXIS: Localized = {"en": "Entries in this list (number)", "sr": "Stavke u ovom spisku (broj)"}
_YEAR: Localized = {"en": "Year", "sr": "Godina"}
_REST: Localized = {"en": "others", "sr": "ostalo"}


@dataclass(frozen=True)
class Pace:
    """What is drawn: of each entry the year, the group and whether it is highlighted."""

    lanes: tuple[Lane, ...]
    entries: tuple[tuple[int, str, bool], ...]
    span: tuple[int, int]

    @property
    def lit(self) -> list[Lane]:
        """The groups that are highlighted."""
        return [lane for lane in self.lanes if any(lit and g == lane.id for _year, g, lit in self.entries)]

    @property
    def most(self) -> int:
        """The number of entries in the fullest year."""
        return max(Counter(year for year, _group, _lit in self.entries).values())


def heights(data: Pace) -> tuple[int, int]:
    """Return the heights of the drawing in pixels, wide and narrow."""
    inner = STEP * (data.most + 1) + _TOP
    return inner + _below(data, narrow=False), inner + _below(data, narrow=True)


def _below(data: Pace, *, narrow: bool) -> int:
    keys = len(_keys(data))
    return _BELOW + _KEY * -(-keys // (2 if narrow else 5))


def _keys(data: Pace) -> list[Lane]:
    rest = any(not lit for _year, _group, lit in data.entries)
    return [*data.lit, *([Lane("", _REST, style.GREY, "o")] if rest else [])]


def draw(base: FigureBase, view: View, language: str, narrow: bool) -> None:
    """Draw the view."""
    data: Pace = view.data
    axes = style.axes_in(base, left=34, right=10, top=_TOP, bottom=_below(data, narrow=narrow))
    _marks(axes, data)
    _frame(axes, data, language, narrow)
    from matplotlib.lines import Line2D

    base.legend(
        handles=[
            Line2D([], [], label=pick(lane.name, language), **look_of(lane, hollow=not lane.id))
            for lane in _keys(data)
        ],
        loc="lower left",
        bbox_to_anchor=(0, 0),
        ncols=2 if narrow else 5,
        borderpad=0.2,
        columnspacing=1.2,
        handletextpad=0.4,
        handlelength=1.2,
        labelspacing=0.4,
    )


def _marks(axes: Axes, data: Pace) -> None:
    height: Counter[int] = Counter()
    order = {lane.id: number for number, lane in enumerate(data.lanes)}
    for year, group, lit in sorted(data.entries, key=lambda each: (each[0], not each[2], order[each[1]])):
        lane = data.lanes[order[group]] if lit else Lane(group, _REST, style.GREY, "o")
        look: dict[str, Any] = look_of(lane, hollow=not lit)
        axes.plot([year], [height[year] + 0.5], gid=f"{group}:{lit}", **look)
        height[year] += 1
    for year in range(data.span[0], data.span[1] + 1):
        style.beside(axes, str(height[year]), (year, height[year]), (0, 3), ha="center", gid="count")


def _frame(axes: Axes, data: Pace, language: str, narrow: bool) -> None:
    first, last = data.span
    ticks = range(first, last + 1, 4 if narrow else 2)
    axes.set_xlim(first - 0.6, last + 0.6)
    axes.set_ylim(0, data.most + 1)
    axes.set_xticks(ticks, [str(year) for year in ticks])
    axes.set_yticks(range(0, data.most + 1, 4 if data.most > 8 else 2))
    axes.tick_params(axis="x", length=0)
    axes.set_xlabel(pick(_YEAR, language))
    axes.set_ylabel(pick(_AXIS, language), rotation=0, ha="left", va="bottom")
    axes.yaxis.set_label_coords(-26 / axes.bbox.width, 1 + 10 / axes.bbox.height)
    axes.spines["left"].set_visible(False)
    axes.grid(visible=True, axis="y")
