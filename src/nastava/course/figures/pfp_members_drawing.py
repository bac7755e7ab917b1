"""Drawing of the Partnership's members: a stacked bar for each year's end, the chosen year told in the key."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from nastava.course.figures import style
from nastava.course.figures.controls import Localized
from nastava.course.figures.pfp_data import STATUS, Status
from nastava.text.languages import pick

if TYPE_CHECKING:
    from matplotlib.figure import FigureBase

    from nastava.course.figures.spec import View

COLOURS: dict[Status, str] = {
    "partner": style.BLUE,
    "suspended": style.VERMILLION,
    "left": style.PURPLE,
    "ally": style.GREEN,
}
_AXIS: Localized = {"en": "States", "sr": "Države"}
_YEAR: Localized = {"en": "End of the year", "sr": "Kraj godine"}


def look(status: Status) -> dict[str, Any]:
    """Return how a bar of this status looks: filled where the state takes part or is in NATO, else hatched.

    Example:
        >>> look("left")["facecolor"]
        'none'
    """
    colour = COLOURS[status]
    if status in {"suspended", "left"}:
        return {"facecolor": "none", "edgecolor": colour, "hatch": "////", "linewidth": 1.5}
    return {"color": colour}


def draw(base: FigureBase, view: View, language: str, narrow: bool) -> None:
    """Draw the view."""
    from matplotlib.patches import Patch

    data = view.data
    axes = style.axes_in(base, left=40, right=12, top=76 if narrow else 54, bottom=48)
    years = list(data.counts)
    foot = dict.fromkeys(years, 0)
    for status in data.statuses:
        some = [year for year in years if data.counts[year][status]]  # an empty bar would leave a line
        sizes = [data.counts[year][status] for year in some]
        axes.bar(some, sizes, bottom=[foot[year] for year in some], width=0.74, gid=status, **look(status))
        foot = {year: foot[year] + data.counts[year][status] for year in years}
    _chosen(axes, data.year, foot[data.year])
    axes.set_xlim(years[0] - 0.7, years[-1] + 0.7)
    axes.set_ylim(0, 40)
    axes.set_yticks(range(0, 41, 10))
    ticks = [1994, 2004, 2014, 2023] if narrow else [1994, 1999, 2004, 2009, 2014, 2019, 2023]
    axes.set_xticks(ticks, [str(year) for year in ticks])
    axes.set_xlabel(pick(_YEAR, language))
    axes.set_ylabel(pick(_AXIS, language), rotation=0, ha="left", va="bottom")
    axes.yaxis.set_label_coords(-30 / axes.bbox.width, 1 + 5 / axes.bbox.height)
    axes.grid(visible=True, axis="y")
    keys = [
        Patch(label=f"{pick(STATUS[status], language)}: {data.counts[data.year][status]}", **look(status))
        for status in data.statuses
        # Also what the chosen year has none of: another year's bars show it.
        if any(each[status] for each in data.counts.values())
    ]
    style.key_on_top(base, keys, columns=2 if narrow else 4)


def _chosen(axes: Any, year: int, height: int) -> None:
    """Mark the year that the title and the key are about."""
    axes.plot([year], [height + 1.4], "v", color=style.INK, markersize=8, gid="chosen")
    early = year < 2000
    axes.annotate(
        f"{year}: {height}",
        (year, height + 1.4),
        xytext=(-8 if early else 8, 8),
        textcoords="offset points",
        ha="left" if early else "right",
        va="bottom",
        fontsize=style.LABEL,
        weight="bold",
    )
