"""Drawing of the polls: a bar each, all of the same length, the middle hatched where people had no opinion."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from nastava.course.figures import style
from nastava.course.figures.controls import Localized
from nastava.text.languages import pick

if TYPE_CHECKING:
    from matplotlib.figure import FigureBase

    from nastava.course.figures.spec import View

#: In the order in which they lie from left to right.
ANSWERS: dict[str, Localized] = {
    "for": {"en": "in favour", "sr": "za"},
    "none": {"en": "undecided", "sr": "bez stava"},
    "against": {"en": "against", "sr": "protiv"},
}
_AXIS: Localized = {"en": "Per cent", "sr": "Odsto"}
_TOP, _FOOT, _ROW = 34, 46, 50
#: Words on the coloured bars; each reaches 5:1 in either theme.
_ON = {"for": "#ffffff", "against": "#111111", "none": style.INK}


def look(answer: str) -> dict[str, Any]:
    """Return how the part of a bar is filled."""
    return {
        "for": {"facecolor": style.BLUE, "edgecolor": style.BLUE, "linewidth": 1.2},
        "none": {"facecolor": "none", "edgecolor": style.GREY, "linewidth": 1.2},
        "against": {"facecolor": style.VERMILLION, "edgecolor": style.VERMILLION, "linewidth": 1.2},
    }[answer]


def height(data: Any, *, narrow: bool) -> int:
    """Return the height of the drawing in pixels; names stand above their bars in either form."""
    del narrow
    return _TOP + _ROW * len(data.polls) + _FOOT


def draw(base: FigureBase, view: View, language: str, narrow: bool) -> None:
    """Draw the view."""
    from matplotlib.patches import Patch

    polls = view.data.polls
    axes = style.axes_in(base, left=10, right=16, top=_TOP, bottom=_FOOT)
    axes.set_xlim(0, 100)
    axes.set_ylim(len(polls) - 0.5, -0.5)
    axes.set_yticks([])
    axes.spines["left"].set_visible(False)
    axes.set_xticks([0, 25, 50, 75, 100])
    axes.set_xlabel(pick(_AXIS, language))
    for place, poll in enumerate(polls):
        style.beside(axes, poll.name, (0, place - 0.28), (0, 0), ha="left", va="center")
        for end in ((place - 0.16, place - 0.08), (place + 0.36, place + 0.44)):
            # The half, beside the bar and not across its numbers.
            axes.plot([50, 50], end, color=style.SOFT, linewidth=1.4, gid="half")
        start = 0.0
        # Rounded shares of one poll add up to 99; the missing one is left open at the seam, not stretched.
        for answer, share, label in zip(ANSWERS, poll.shares, poll.labels, strict=True):
            left = 100 - share if answer == "against" else start
            if share:
                axes.barh(
                    [place + 0.14],
                    [share],
                    left=[left],
                    height=0.42,
                    gid=f"{poll.fact}:{answer}",
                    **look(answer),
                )
                axes.text(
                    left + share / 2,
                    place + 0.15,
                    label,
                    ha="center",
                    va="center",
                    fontsize=style.LABEL,
                    color=_ON[answer],
                )
            start += share
    seen = [answer for answer in ANSWERS if any(poll.shares[list(ANSWERS).index(answer)] for poll in polls)]
    base.legend(
        handles=[Patch(label=pick(ANSWERS[answer], language), **look(answer)) for answer in seen],
        loc="upper left", bbox_to_anchor=(0, 1), ncols=3, borderpad=0.2, columnspacing=1.2,
        handletextpad=0.5, handlelength=1.4,
    )  # fmt: skip
