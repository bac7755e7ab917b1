"""One style for all figures: colours, sizes, axes. Everything is measured in pixels at the width shown.

Marks use those colours of the Okabe-Ito palette that reach a contrast of 3:1 on white and on JupyterLab's dark
background; text has the theme's own colour. ``INK``, ``SOFT`` and ``FAINT`` stand in the drawing for
colours of the theme, which :mod:`nastava.course.figures.svg` puts in their place.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from nastava.course.wording import number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import FigureBase

#: Widths of the two forms, in pixels.
WIDE, NARROW = 700, 360

BLUE = "#0072b2"
VERMILLION = "#d55e00"
GREEN = "#009e73"
PURPLE = "#cc79a7"
#: For marks that step back behind highlighted ones.
GREY = "#7a7a7a"
PALETTE = (BLUE, VERMILLION, GREEN, PURPLE, GREY)

INK = "#202122"
SOFT = "#505152"
FAINT = "#c9cacb"

#: Text sizes in pixels.
TEXT, LABEL, TITLE = 13.0, 12.5, 16.0

#: Settings under which everything is built and written: one SVG unit is one pixel.
RC: Any = {
    "figure.dpi": 72,
    "savefig.dpi": 72,
    "font.family": "DejaVu Sans",
    "font.size": LABEL,
    "text.color": INK,
    "text.parse_math": False,
    "axes.facecolor": "none",
    "axes.edgecolor": SOFT,
    "axes.labelcolor": INK,
    "axes.labelsize": LABEL,
    "axes.linewidth": 1.0,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.grid": False,
    "axes.axisbelow": True,
    "axes.autolimit_mode": "data",
    "grid.color": FAINT,
    "grid.linewidth": 1.0,
    "xtick.color": SOFT,
    "ytick.color": SOFT,
    "ytick.major.size": 0,
    "xtick.labelcolor": INK,
    "ytick.labelcolor": INK,
    "xtick.labelsize": LABEL,
    "ytick.labelsize": LABEL,
    "hatch.linewidth": 2.0,
    "legend.fontsize": LABEL,
    "legend.frameon": False,
    "svg.fonttype": "none",
}


def pixels(base: FigureBase) -> tuple[float, float]:
    """Return width and height of a figure or subfigure in pixels."""
    box = cast("Any", base).bbox  # both kinds have one; only their base class does not say so
    return float(box.width), float(box.height)


def axes_in(base: FigureBase, *, left: float, right: float, top: float, bottom: float) -> Axes:
    """Return axes with these margins in pixels."""
    width, height = pixels(base)
    box = (left / width, bottom / height, (width - left - right) / width, (height - top - bottom) / height)
    return base.add_axes(box)


def thousands(axes: Axes, axis: str, language: str) -> None:
    """Write the numbers of an axis as the language does."""
    getattr(axes, f"{axis}axis").set_major_formatter(lambda value, _position: number(value, language))


def beside(axes: Axes, text: str, at: tuple[float, float], by: tuple[float, float], **options: Any) -> None:
    """Write a label at a point of the data, moved by some pixels."""
    axes.annotate(text, at, xytext=by, textcoords="offset points", fontsize=LABEL, **options)


def text_width(text: str, size: float = LABEL) -> float:
    """Return a generous estimate of a text's width in pixels, without asking a font."""
    return 0.6 * size * len(text)


def key_on_top(base: FigureBase, handles: Sequence[Any], columns: int) -> None:
    """Draw a key from the upper left corner of a figure, in so many columns, with room for narrow pages."""
    base.legend(
        handles=list(handles),
        loc="upper left",
        bbox_to_anchor=(0, 1),
        ncols=columns,
        borderpad=0.2,
        columnspacing=1.2,
        handletextpad=0.5,
        handlelength=1.4,
        labelspacing=0.35,
    )
