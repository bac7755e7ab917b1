"""Drawing of the statements: a block for each group, in it a bar of squares for each kind, one a statement."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from nastava.course.figures import style
from nastava.course.figures.controls import Localized
from nastava.course.figures.report_statements_data import KINDS
from nastava.text.languages import pick

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import FigureBase

    from nastava.course.figures.spec import View

COLOURS = {
    "count": style.BLUE,
    "assessment": style.VERMILLION,
    "position": style.PURPLE,
    "event": style.GREEN,
    "definition": style.GREY,
}
AXIS: Localized = {"en": "Statements (number)", "sr": "Iskazi (broj)"}
#: Pixels: above a block's bars, of a bar, below a block, of the axis, left of the bars.
_HEAD, _BAR, _GAP, _AXIS, _LEFT = 26, 22, 14, 40, 96
#: The scale is the same in every block.
_MOST = 8


@dataclass(frozen=True)
class Block:
    """A group of statements: its name, and how many there are of each kind that occurs."""

    id: str
    name: str
    counts: tuple[tuple[str, int], ...]

    @property
    def height(self) -> int:
        """Pixels that the block takes."""
        return _HEAD + _BAR * len(self.counts) + _GAP


@dataclass(frozen=True)
class StatementsData:
    """What is drawn; ``highlight`` is a kind or "all"."""

    blocks: tuple[Block, ...]
    highlight: str


def heights(blocks: tuple[Block, ...]) -> tuple[int, int]:
    """Return the heights of both forms: two columns, or one.

    Example:
        >>> heights((Block("a", "A", (("count", 2),)), Block("b", "B", (("event", 1),))))
        (102, 164)
    """
    columns = _columns(blocks)
    wide = max(sum(block.height for block in column) for column in columns)
    return wide + _AXIS, sum(block.height for block in blocks) + _AXIS


def _columns(blocks: tuple[Block, ...]) -> tuple[tuple[Block, ...], tuple[Block, ...]]:
    """Share the blocks out to two columns of about the same height, keeping their order."""
    whole = sum(block.height for block in blocks)
    cut = min(
        range(1, len(blocks) + 1),
        key=lambda place: abs(whole - 2 * sum(block.height for block in blocks[:place])),
    )
    return blocks[:cut], blocks[cut:]


def draw(base: FigureBase, view: View, language: str, narrow: bool) -> None:
    """Draw the view."""
    data: StatementsData = view.data
    width, height = style.pixels(base)
    columns = (data.blocks,) if narrow else _columns(data.blocks)
    each = width / len(columns)
    for place, column in enumerate(columns):
        top = 0.0
        for number, block in enumerate(column):
            last = number == len(column) - 1
            bottom = top + block.height - _GAP
            axes = style.axes_in(
                base,
                left=place * each + _LEFT,
                right=width - (place + 1) * each + 30,
                top=top + _HEAD,
                bottom=height - bottom,
            )
            _block(axes, block, data.highlight, language, last=last)
            top += block.height


def _block(axes: Axes, block: Block, highlight: str, language: str, *, last: bool) -> None:
    for place, (kind, count) in enumerate(block.counts):
        seen = highlight in {"all", kind}
        look: dict[str, Any] = (
            {"color": COLOURS[kind]} if seen else {"facecolor": "none", "edgecolor": style.GREY}
        )
        axes.barh(
            [place] * count,
            0.84,
            left=[n + 0.08 for n in range(count)],
            height=0.66,
            gid=f"{block.id}:{kind}",
            **look,
        )
        style.beside(
            axes,
            str(count),
            (count, place),
            (4, 0),
            va="center",
            weight="bold" if seen and highlight != "all" else None,
        )
    axes.set_yticks(range(len(block.counts)), [pick(KINDS[kind], language) for kind, _count in block.counts])
    axes.set_ylim(len(block.counts) - 0.5, -0.5)
    axes.set_xlim(0, _MOST)
    axes.annotate(
        block.name,
        (0, 1),
        xycoords="axes fraction",
        xytext=(8 - _LEFT, 5),
        textcoords="offset points",
        va="bottom",
        fontsize=style.TEXT,
        weight="bold",
    )
    axes.spines["bottom"].set_visible(False)
    axes.grid(visible=True, axis="x")
    axes.set_xticks(range(0, _MOST + 1, 2))
    axes.tick_params(axis="x", length=0)
    if last:
        axes.set_xlabel(pick(AXIS, language))
    else:
        axes.tick_params(labelbottom=False)
