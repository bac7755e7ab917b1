"""Drawing of the ladder: rails and rungs at the left, beside each rung its name, a bar of its facts, and the claim."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from nastava.course.figures import style
from nastava.course.figures.controls import Localized
from nastava.text.languages import pick

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import FigureBase

    from nastava.course.figures.briefing_ladder import Step
    from nastava.course.figures.spec import View

#: Pixels: of a rung's row, of the axis and its key below, left of the bars; the rails of the ladder.
_ROW, _FOOT, _LEFT, _RIGHT = 82, 74, 64, 56
_RAILS = (10.0, 44.0)
_AXIS: Localized = {"en": "Facts (number)", "sr": "Činjenice (broj)"}
_DIFFER: Localized = {"en": "hatched: the sources differ", "sr": "šrafirano: izvori se razlikuju"}
_HERE: Localized = {"en": "here: ", "sr": "ovdje: "}


def heights(steps: Sequence[Step]) -> tuple[int, int]:
    """Return the heights of both forms.

    Example:
        >>> heights(())
        (82, 82)
    """
    high = _ROW * len(steps) + _FOOT + 8
    return high, high


def draw(base: FigureBase, view: View, language: str, narrow: bool) -> None:
    """Draw the view."""
    steps: Sequence[Step] = view.data
    width, height = style.pixels(base)
    page = style.axes_in(base, left=0, right=0, top=0, bottom=0)
    page.set_xlim(0, width)
    page.set_ylim(height, 0)
    page.set_axis_off()
    axes = style.axes_in(base, left=_LEFT, right=_RIGHT, top=8, bottom=_FOOT)
    some = any(step.claim for step in steps)
    for place, step in enumerate(steps):
        colour = style.VERMILLION if step.claim else style.GREY if some else style.BLUE
        _rung(page, place, step, colour)
        _bar(axes, place, step, colour, language)
    for rail in _RAILS:
        page.plot(
            [rail, rail], [12, 8 + _ROW * len(steps)], color=style.SOFT, linewidth=3, solid_capstyle="round"
        )
    most = max(step.count for step in steps)
    axes.set_xlim(0, max(most, 5) * 1.02)
    axes.set_ylim(len(steps), 0)
    axes.set_yticks([])
    axes.locator_params(axis="x", nbins=4 if narrow else 6, integer=True)
    axes.set_xlabel(pick(_AXIS, language))
    axes.spines["bottom"].set_visible(False)
    axes.grid(visible=True, axis="x")
    if any(step.disputed for step in steps):
        page.text(
            _LEFT, height - 10, pick(_DIFFER, language), fontsize=style.LABEL, color=style.SOFT, va="center"
        )


def _rung(page: Axes, place: int, step: Step, colour: str) -> None:
    at = 8 + _ROW * (place + 0.5)
    page.plot(_RAILS, [at, at], color=colour, linewidth=7 if step.claim else 5, gid=f"rung:{step.id}")
    if step.claim:
        middle = sum(_RAILS) / 2
        page.plot([middle], [at - 12], marker="o", markersize=15, color=colour, gid="claim")


def _bar(axes: Axes, place: int, step: Step, colour: str, language: str) -> None:
    plain = step.count - step.disputed
    axes.barh([place + 0.5], [plain], height=0.28, color=colour, gid=f"{step.id}:agree")
    if step.disputed:
        look: dict[str, Any] = {"facecolor": "none", "edgecolor": colour, "hatch": "////", "linewidth": 1.5}
        axes.barh([place + 0.5], [step.disputed], left=[plain], height=0.28, gid=f"{step.id}:differ", **look)
    style.beside(axes, str(step.count), (step.count, place + 0.5), (6, 0), va="center")
    style.beside(axes, step.name, (0, place + 0.5), (0, 22), va="center", weight="bold")
    if step.claim:
        words = f"{pick(_HERE, language)}{step.claim}"
        style.beside(axes, words, (0, place + 0.5), (0, -24), va="center", color=style.INK)
