"""Drawing of what happened when: time runs downward at its true distances, a lane for each group, words beside."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from nastava.course.figures import style
from nastava.course.figures.controls import Localized
from nastava.course.figures.item_picture_timeline import spread
from nastava.text.languages import pick

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import FigureBase

    from nastava.course.figures.spec import View

#: Room for the years, and the width of a lane, wide and narrow, in pixels.
_YEARS, _LANE = 46, (24, 15)
#: Room above (the axis's name) and below (the key, a line of which takes ``_KEY``), one line of words, between words.
_TOP, _KEY, _LINE, _GAP = 32, 21, 16, 9
_LEAST = 200
_AXIS: Localized = {"en": "Year (true distances)", "sr": "Godina (stvarni razmaci)"}
_EMPTY: Localized = {"en": "no such entry in these years", "sr": "za ove godine nema takve stavke"}
_UNSURE: Localized = {"en": "only month known", "sr": "poznat samo mjesec"}
_OTHERS: Localized = {"en": "other entries", "sr": "druge stavke"}


@dataclass(frozen=True)
class Lane:
    """A column of marks of one kind."""

    id: str
    name: Localized
    colour: str
    marker: str


@dataclass(frozen=True)
class Mark:
    """Something at a time; without words it is a small grey dot, there for the distances alone."""

    first: float
    last: float
    lane: str
    words: str
    unsure: bool = False

    @property
    def middle(self) -> float:
        """Where it is drawn."""
        return (self.first + self.last) / 2


@dataclass(frozen=True)
class Lanes:
    """What is drawn; ``span`` is where the time axis begins and ends, in years."""

    lanes: tuple[Lane, ...]
    marks: tuple[Mark, ...]
    span: tuple[int, int]

    @property
    def named(self) -> list[Mark]:
        """The marks that have words."""
        return [mark for mark in self.marks if mark.words]


def heights(data: Lanes) -> tuple[int, int]:
    """Return the heights of the drawing in pixels, wide and narrow."""
    return _height(data, narrow=False), _height(data, narrow=True)


def _height(data: Lanes, *, narrow: bool) -> int:
    needed = sum(_tall(text) for text in _texts(data, narrow))
    return round(max(_LEAST, 1.12 * needed)) + _TOP + _below(data, narrow)


def _below(data: Lanes, narrow: bool) -> int:
    return 10 + _KEY * -(-_keys_count(data) // _columns(narrow))


def _columns(narrow: bool) -> int:
    return 2 if narrow else 5


def _keys_count(data: Lanes) -> int:
    named = data.named
    lanes = len({mark.lane for mark in named})
    return lanes + any(mark.unsure for mark in named) + (len(named) < len(data.marks))


def _left(data: Lanes, narrow: bool) -> float:
    """Where the words begin."""
    return _YEARS + _LANE[narrow] * len(data.lanes) + (34 if narrow else 56)


def _texts(data: Lanes, narrow: bool) -> list[str]:
    width = (style.NARROW if narrow else style.WIDE) - _left(data, narrow) - 4
    columns = int(width / (0.575 * style.LABEL))
    return ["\n".join(textwrap.wrap(mark.words, columns)) for mark in data.named]


def _tall(text: str) -> int:
    return _LINE * (text.count("\n") + 1) + _GAP


def draw(base: FigureBase, view: View, language: str, narrow: bool) -> None:
    """Draw the view."""
    data: Lanes = view.data
    width, tall = style.pixels(base)
    lane = _LANE[narrow]
    right = _YEARS + lane * len(data.lanes)
    bottom = _below(data, narrow)
    axes = style.axes_in(base, left=_YEARS, right=width - right, top=_TOP, bottom=bottom)
    _frame(axes, data, language)
    _marks(axes, data)
    _words(base, data, narrow, (width, tall))
    keys = _keys(data, language)
    if keys:
        base.legend(
            handles=keys,
            loc="lower left",
            bbox_to_anchor=(0, 0),
            ncols=_columns(narrow),
            borderpad=0.2,
            columnspacing=1.4,
            handletextpad=0.4,
            handlelength=1.2,
            labelspacing=0.45,
        )
    else:
        base.text(right / width + 0.03, 0.5, pick(_EMPTY, language), color=style.SOFT, fontsize=style.LABEL)


def _frame(axes: Axes, data: Lanes, language: str) -> None:
    first, last = data.span
    room = 0.02 * (last - first)
    axes.set_ylim(last + room, first - room)
    axes.set_xlim(0, len(data.lanes))
    axes.set_xticks([])
    axes.spines["bottom"].set_visible(False)
    step = 1 if last - first <= 10 else 2
    ticks = list(range(first, last + 1, step))
    axes.set_yticks(ticks, [str(year) for year in ticks])
    axes.grid(visible=True, axis="y")
    axes.set_ylabel(pick(_AXIS, language), rotation=0, ha="left", va="bottom")
    axes.yaxis.set_label_coords(-(_YEARS - 8) / axes.bbox.width, 1 + 12 / axes.bbox.height)


def _marks(axes: Axes, data: Lanes) -> None:
    places = {lane.id: (number + 0.5, lane) for number, lane in enumerate(data.lanes)}
    for mark in data.marks:
        across, lane = places[mark.lane]
        if not mark.words:
            axes.plot([across], [mark.middle], "o", markersize=4, color=style.GREY, alpha=0.6, gid="other")
            continue
        if mark.unsure:
            axes.plot([across] * 2, [mark.first, mark.last], color=lane.colour, linewidth=2, gid="month")
        axes.plot(
            [across], [mark.middle], gid=f"{lane.id}:{mark.middle:.3f}", **look_of(lane, hollow=mark.unsure)
        )


def look_of(lane: Lane, *, hollow: bool = False) -> dict[str, Any]:
    """Return how a lane's mark looks, as options of matplotlib."""
    return {
        "linestyle": "none",
        "marker": lane.marker,
        "markersize": 8.5,
        "markerfacecolor": "none" if hollow else lane.colour,
        "markeredgecolor": lane.colour,
        "markeredgewidth": 1.8,
    }


def _words(base: FigureBase, data: Lanes, narrow: bool, size: tuple[float, float]) -> None:
    from matplotlib.lines import Line2D

    width, tall = size
    first, last = data.span
    room = 0.02 * (last - first)
    inner = tall - _TOP - _below(data, narrow)
    lane, left = _LANE[narrow], _left(data, narrow)
    places = {each.id: _YEARS + lane * (number + 0.5) for number, each in enumerate(data.lanes)}
    looks = {each.id: each for each in data.lanes}
    edge = _YEARS + lane * len(data.lanes)
    texts = _texts(data, narrow)
    points = [_TOP + inner * (mark.middle - first + room) / (last - first + 2 * room) for mark in data.named]
    shifted = [point - _TOP for point in points]
    middles = spread(shifted, [_tall(text) for text in texts], inner)
    for mark, point, middle, text in zip(data.named, points, middles, texts, strict=True):
        at = _TOP + middle
        across, down = [places[mark.lane] + 7, edge + 2, left - 18], [point, point, at]
        base.add_artist(
            Line2D(
                [x / width for x in across], [1 - y / tall for y in down], color=style.FAINT, linewidth=1.2
            )
        )
        # The mark again: where many lie close, the line alone would not tell whose words these are.
        look = look_of(looks[mark.lane], hollow=mark.unsure) | {"markersize": 6.5, "markeredgewidth": 1.5}
        base.add_artist(Line2D([(left - 11) / width], [1 - at / tall], gid="repeat", **look))
        base.text(
            left / width, 1 - at / tall, text, va="center", fontsize=style.LABEL, linespacing=1.2, gid="words"
        )


def _keys(data: Lanes, language: str) -> list[Any]:
    from matplotlib.lines import Line2D

    shown = {mark.lane for mark in data.named}
    found = [
        Line2D([], [], label=pick(lane.name, language), **look_of(lane))
        for lane in data.lanes
        if lane.id in shown
    ]
    if any(mark.unsure for mark in data.named):
        hollow = Lane("", _UNSURE, style.GREY, "o")
        found.append(Line2D([], [], label=pick(_UNSURE, language), **look_of(hollow, hollow=True)))
    if len(data.named) < len(data.marks):
        found.append(
            Line2D(
                [],
                [],
                label=pick(_OTHERS, language),
                linestyle="none",
                marker="o",
                markersize=4,
                color=style.GREY,
                alpha=0.6,
            )
        )
    return found


def words_of(when: str, text: str) -> str:
    """Return a date and what happened as one label.

    Example:
        >>> words_of("19. april 2013.", "Parafiran sporazum")
        '19. april 2013: Parafiran sporazum'
    """
    return f"{when.rstrip('.')}: {text}"


def told(marks: Sequence[Mark]) -> str:
    """Return the words of all marks as one text, for those who don't see them."""
    return "; ".join(mark.words for mark in marks if mark.words)
