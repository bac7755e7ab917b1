"""Drawing of the security organisations: bars along time, below them what each side said of December 2018."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from nastava.course.figures import style
from nastava.course.figures.controls import Localized
from nastava.text.languages import pick

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import FigureBase

    from nastava.course.figures.spec import View

#: The day of the three laws, 14 December 2018, on the axis.
LAWS = 2018.95
COLOURS = {"local": style.BLUE, "international": style.GREEN}
VOICE_COLOUR = style.VERMILLION
_ROW, _TOP, _AXIS, _LINE = 30, 30, 46, 17
_YEAR: Localized = {"en": "Year", "sr": "Godina"}


@dataclass(frozen=True)
class Bar:
    """A bar from ``start`` to ``end`` in years; ``unsure``: where an end lies, ``older``: it existed before."""

    key: str
    group: str
    name: str
    start: float
    end: float
    unsure: tuple[tuple[float, float], ...]
    older: bool


@dataclass(frozen=True)
class Voice:
    """A speaker and their sentences."""

    key: str
    name: str
    said: tuple[str, ...]


@dataclass(frozen=True)
class Scene:
    """What is drawn."""

    bars: tuple[Bar, ...]
    voices: tuple[Voice, ...]
    laws: str


def _columns(scene: Scene, narrow: bool) -> int:
    return 1 if narrow or len(scene.voices) < 2 else len(scene.voices)


def _wrapped(scene: Scene, voice: Voice, narrow: bool) -> list[str]:
    width = 47 if narrow else {1: 94, 3: 29}[_columns(scene, narrow)]
    return [line for sentence in voice.said for line in textwrap.wrap(sentence, width)]


def _block(scene: Scene, voice: Voice, narrow: bool) -> int:
    return 20 + _LINE * len(_wrapped(scene, voice, narrow)) + 10


def _words(scene: Scene, narrow: bool) -> int:
    blocks = [_block(scene, voice, narrow) for voice in scene.voices]
    return 0 if not blocks else max(blocks) if _columns(scene, narrow) > 1 else sum(blocks)


def height(scene: Scene, *, narrow: bool) -> int:
    """Return the height of the drawing in pixels."""
    row = _ROW + 14 if narrow else _ROW
    return _TOP + row * len(scene.bars) + _AXIS + _words(scene, narrow) + 8


def draw(base: FigureBase, view: View, language: str, narrow: bool) -> None:
    """Draw the view."""
    scene: Scene = view.data
    width, tall = style.pixels(base)
    # On a narrow page the names stand above their bars.
    left = 10.0 if narrow else 10 + max(style.text_width(bar.name) for bar in scene.bars)
    below = _AXIS + _words(scene, narrow) + 8
    axes = style.axes_in(base, left=left, right=14, top=_TOP, bottom=below)
    _time(axes, scene, language, narrow)
    for place, bar in enumerate(scene.bars):
        _bar(axes, bar, place, narrow)
    _laws(axes, scene)
    _voices(style.axes_in(base, left=0, right=0, top=tall - below + _AXIS, bottom=0), scene, width, narrow)


def _time(axes: Axes, scene: Scene, language: str, narrow: bool) -> None:
    axes.set_xlim(1999, 2024)
    axes.set_ylim(len(scene.bars) - 0.5, -0.5)
    years = range(2000, 2025, 5 if narrow else 4)
    axes.set_xticks(list(years), [str(year) for year in years])
    axes.set_xlabel(pick(_YEAR, language))
    axes.set_yticks(range(len(scene.bars)), [] if narrow else [bar.name for bar in scene.bars])
    axes.spines["left"].set_visible(False)
    axes.grid(visible=True, axis="x")


def _bar(axes: Axes, bar: Bar, place: int, narrow: bool) -> None:
    middle, tall = (place + 0.2, 0.36) if narrow else (place, 0.56)
    colour = COLOURS[bar.group]
    sure_from = max((end for start, end in bar.unsure if start <= bar.start), default=bar.start)
    sure_to = min((start for start, end in bar.unsure if end >= bar.end), default=bar.end)
    axes.barh(
        [middle], [sure_to - sure_from], left=[sure_from], height=tall, color=colour, gid=f"{bar.key}:sure"
    )
    for start, end in bar.unsure:
        look: dict[str, Any] = {"facecolor": colour, "alpha": 0.4, "edgecolor": "none"}
        axes.barh([middle], [end - start], left=[start], height=tall, gid=f"{bar.key}:unsure", **look)
    if bar.older:
        style.beside(
            axes, "?", (bar.start, middle), (-8, 0), ha="center", va="center", weight="bold", gid="older"
        )
    if narrow:
        style.beside(axes, bar.name, (1999, place - 0.18), (0, 0), va="center")


def _laws(axes: Axes, scene: Scene) -> None:
    axes.plot(
        [LAWS, LAWS], [0, 1 + 8 / axes.bbox.height], color=style.SOFT, linewidth=1.2, dashes=(3, 3),
        transform=axes.get_xaxis_transform(), clip_on=False, gid="laws",
    )  # fmt: skip
    axes.annotate(
        scene.laws, (1, 1), xycoords="axes fraction", xytext=(0, 11), textcoords="offset points", ha="right",
        va="bottom", fontsize=style.LABEL, annotation_clip=False,
    )  # fmt: skip


def _voices(axes: Axes, scene: Scene, width: float, narrow: bool) -> None:
    tall = axes.bbox.height
    axes.set_xlim(0, width)
    axes.set_ylim(tall, 0)
    axes.axis("off")
    columns = _columns(scene, narrow)
    top = 8.0
    for place, voice in enumerate(scene.voices):
        left = 4 + (width - 4) / columns * (place % columns)
        lines = _wrapped(scene, voice, narrow)
        axes.plot(
            [left, left],
            [top, top + 18 + _LINE * len(lines)],
            color=VOICE_COLOUR,
            linewidth=2,
            gid=f"voice:{voice.key}",
        )
        axes.text(left + 9, top + 12, voice.name, va="baseline", fontsize=style.TEXT, weight="bold")
        for row, line in enumerate(lines):
            axes.text(left + 9, top + 30 + _LINE * row, line, va="baseline", fontsize=style.LABEL)
        if columns == 1:
            top += _block(scene, voice, narrow)
