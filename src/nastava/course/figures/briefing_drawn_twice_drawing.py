"""Drawing of the twins: an honest panel, and one in a dashed frame with its warning across the marks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from nastava.course.figures import style
from nastava.course.figures.briefing_drawn_twice_data import window
from nastava.course.figures.controls import Localized
from nastava.course.wording import number
from nastava.text.languages import pick

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import FigureBase

    from nastava.course.figures.briefing_drawn_twice_data import Mark, Panel, TwiceData
    from nastava.course.figures.spec import View

#: Pixels: a panel, the gap between two, its head with stamp and headline, its foot with the names below.
_HIGH, _GAP, _HEAD, _FOOT, _SIDE = 332, 20, 82, 54, 62
_HONEST: Localized = {"en": "✓ Honest", "sr": "✓ Pošteno"}
_MISLEADING: Localized = {"en": "✗ Misleading, on purpose", "sr": "✗ Zavarava, namjerno"}
_ACROSS: Localized = {"en": "MISLEADING", "sr": "ZAVARAVA"}
_TROOPS: Localized = {"en": "Troops (persons)", "sr": "Vojnici (osobe)"}
_YEAR: Localized = {"en": "Year", "sr": "Godina"}
_SCOPES: tuple[tuple[str, Localized], ...] = (
    ("including_outside", {"en": "with troops outside", "sr": "i vojnici izvan"}),
    ("in_kosovo", {"en": "in Kosovo", "sr": "na Kosovu"}),
    ("unknown", {"en": "not said", "sr": "nije rečeno"}),
)
_LOOKS: dict[str, dict[str, Any]] = {
    "including_outside": {"marker": "s", "facecolor": "none", "edgecolor": style.BLUE, "linewidth": 2},
    "in_kosovo": {"marker": "s", "facecolor": style.BLUE, "edgecolor": style.BLUE},
    "unknown": {"marker": "o", "facecolor": style.GREY, "edgecolor": style.GREY},
}


def heights(panels: int) -> tuple[int, int]:
    """Return the heights of both forms: the panels side by side, or one below the other.

    Example:
        >>> heights(2)
        (340, 692)
    """
    return _HIGH + 8, panels * _HIGH + (panels - 1) * _GAP + 8


def draw(base: FigureBase, view: View, language: str, narrow: bool) -> None:
    """Draw the view."""
    data: TwiceData = view.data
    width, _height = style.pixels(base)
    columns = 1 if narrow else len(data.panels)
    each = (width - _GAP * (columns - 1)) / columns
    for place, panel in enumerate(data.panels):
        left = 0.0 if narrow else place * (each + _GAP)
        top = place * (_HIGH + _GAP) if narrow else 0.0
        _panel(base, (left + 2, top + 4, each - 4), panel, data, language)


def _panel(
    base: FigureBase, at: tuple[float, float, float], panel: Panel, data: TwiceData, language: str
) -> None:
    left, top, wide = at
    width, height = style.pixels(base)
    page = style.axes_in(base, left=0, right=0, top=0, bottom=0)
    page.set_xlim(0, width)
    page.set_ylim(height, 0)
    page.set_axis_off()
    _frame(page, at, panel, language)
    axes = style.axes_in(
        base,
        left=left + _SIDE,
        right=width - left - wide + 16,
        top=top + _HEAD + 24,
        bottom=height - top - _HIGH + _FOOT,
    )
    kind = "honest" if panel.honest else "misleading"
    colour = style.BLUE if panel.honest else style.VERMILLION
    if not panel.honest:
        # Across the marks themselves, and below their numbers: a picture of this drawing alone still says what it is.
        axes.text(
            0.5,
            0.5,
            pick(_ACROSS, language),
            transform=axes.transAxes,
            ha="center",
            va="center",
            rotation=24,
            fontsize=34,
            weight="bold",
            color=style.FAINT,
            gid="warning",
            zorder=2.5,
        )
    {"axis": _axis, "window": _window, "line": _line, "area": _area}[data.way](
        axes, data, kind, colour, language
    )
    from matplotlib.transforms import ScaledTranslation

    # Above the axis and not along it: short words need not be turned.
    place = ScaledTranslation((12 - _SIDE) / 72, 12 / 72, axes.figure.dpi_scale_trans)
    axes.set_ylabel(
        pick(_TROOPS, language), rotation=0, ha="left", va="baseline", fontsize=style.LABEL, color=style.SOFT
    )
    axes.yaxis.set_label_coords(0, 1, transform=axes.transAxes + place)


def _frame(page: Axes, at: tuple[float, float, float], panel: Panel, language: str) -> None:
    from matplotlib.patches import Rectangle

    left, top, wide = at
    look: dict[str, Any] = {"edgecolor": style.FAINT, "linewidth": 1}
    if not panel.honest:
        look = {"edgecolor": style.VERMILLION, "linewidth": 2, "linestyle": (0, (6, 4))}
    page.add_patch(Rectangle((left, top), wide, _HIGH - 8, facecolor="none", **look))
    stamp = pick(_HONEST if panel.honest else _MISLEADING, language)
    page.text(left + 12, top + 22, stamp, fontsize=style.TEXT, weight="bold", va="center", gid="stamp")
    page.text(left + 12, top + 48, panel.says, fontsize=style.LABEL, style="italic", va="center")


def _bars(axes: Axes, marks: list[Mark], kind: str, colour: str) -> None:
    for place, mark in enumerate(marks):
        axes.bar([place], [mark.troops], width=0.56, color=colour, gid=f"{kind}:{place}")
        style.beside(axes, mark.words, (place, mark.troops), (0, 5), ha="center")
    axes.set_xticks(range(len(marks)), [_two_lines(mark.name) for mark in marks])
    axes.set_xlim(-0.6, len(marks) - 0.4)


def _two_lines(name: str) -> str:
    """Put the year of a whole date below its day and month, so that two dates fit side by side."""
    return "\n".join(name.rsplit(" ", 1)) if len(name) > 14 else name


def _calm(axes: Axes, language: str) -> None:
    axes.grid(visible=True, axis="y")
    axes.spines["left"].set_visible(False)
    style.thousands(axes, "y", language)


def _axis(axes: Axes, data: TwiceData, kind: str, colour: str, language: str) -> None:
    _bars(axes, list(data.marks), kind, colour)
    low = 0 if kind == "honest" else data.floor
    top = max(mark.troops for mark in data.marks)
    axes.set_ylim(low, low + (top - low) * 1.12)
    axes.set_yticks([0, 2000, 4000] if not low else [low, low + (4300 - low) // 2, 4300])
    _calm(axes, language)


def _window(axes: Axes, data: TwiceData, kind: str, colour: str, language: str) -> None:
    chosen = [mark for mark in data.marks if mark.chosen]
    if kind == "misleading":
        _bars(axes, chosen, kind, colour)
        axes.set_ylim(0, max(mark.troops for mark in chosen) * 1.12)
        axes.set_yticks([0, 2000, 4000])
    else:
        for place, mark in enumerate(data.marks):
            look: dict[str, Any] = {"color": style.GREY, "markersize": 5}
            if mark.chosen:
                look = {"color": colour, "markersize": 9, "zorder": 4}
            axes.plot([mark.year], [mark.troops], "o", linestyle="None", gid=f"{kind}:{place}", **look)
        for year, mark, each, high in zip((2020, 2023), chosen, window(), (21_500, 33_000), strict=True):
            axes.annotate(
                f"{year}: {mark.words}", (each.middle, each.troops), xytext=(year + 1.6, high), ha="right", va="bottom",
                fontsize=style.LABEL, arrowprops={"arrowstyle": "-", "color": style.SOFT, "shrinkB": 4, "relpos": (1, 0)},
            )  # fmt: skip
        axes.set_ylim(0, 54_000)
        axes.set_xlim(1998.5, 2025.2)
        axes.set_yticks([0, 20_000, 40_000])
        axes.set_xticks([2000, 2005, 2010, 2015, 2020])
        axes.set_xlabel(pick(_YEAR, language), fontsize=style.LABEL)
    _calm(axes, language)


def _line(axes: Axes, data: TwiceData, kind: str, colour: str, language: str) -> None:
    if kind == "misleading":
        marks = sorted(data.marks, key=lambda mark: mark.year)
        years, troops = [mark.year for mark in marks], [mark.troops for mark in marks]
        axes.plot(years, troops, color=colour, linewidth=2.5, gid="misleading:line")
    else:
        for place, mark in enumerate(data.marks):
            look = _LOOKS[mark.scope]
            axes.scatter([mark.year], [mark.troops], s=56, gid=f"{kind}:{place}", **look)
        pair = [mark for mark in data.marks if mark.scope != "unknown"][:2]
        for mark in pair:
            style.beside(axes, number(mark.troops, language), (mark.year, mark.troops), (9, -4))
        for place, (scope, name) in enumerate(_SCOPES):
            at = (0.06, 0.38 - 0.12 * place)
            axes.scatter([at[0]], [at[1]], s=56, transform=axes.transAxes, **_LOOKS[scope])
            axes.annotate(
                pick(name, language), at, xycoords="axes fraction", xytext=(10, 0),
                textcoords="offset points", va="center", fontsize=style.LABEL,
            )  # fmt: skip
    axes.set_ylim(0, 56_000)
    axes.set_xlim(1999, 2004)
    axes.set_yticks([0, 20_000, 40_000])
    axes.set_xticks([1999.5, 2000.5, 2001.5, 2002.5, 2003.5], ["1999", "2000", "2001", "2002", "2003"])
    axes.set_xlabel(pick(_YEAR, language), fontsize=style.LABEL)
    _calm(axes, language)


def _area(axes: Axes, data: TwiceData, kind: str, colour: str, language: str) -> None:
    if kind == "honest":
        _bars(axes, list(data.marks), kind, colour)
        axes.set_ylim(0, data.marks[0].troops * 1.12)
        axes.set_yticks([0, 400, 800])
        _calm(axes, language)
        return
    from matplotlib.patches import Circle

    box = axes.get_window_extent()
    # Units are pixels; both circles stand on the ground, and the widest fills the height.
    axes.set_xlim(0, box.width)
    axes.set_ylim(0, box.height)
    largest = data.marks[0].troops
    centres = []
    left = 0.0
    for place, mark in enumerate(data.marks):
        radius = box.height / 2 * 0.86 * mark.troops / largest
        centres.append(left + radius)
        axes.add_patch(Circle((left + radius, radius), radius, color=colour, gid=f"{kind}:{place}"))
        style.beside(axes, mark.words, (left + radius, 2 * radius), (0, 5), ha="center")
        left += 2 * radius + 18
    axes.set_xticks(centres, [mark.name for mark in data.marks])
    axes.set_yticks([])
    axes.spines["left"].set_visible(False)
