"""What a figure is: its controls, what it says for given settings, and how that is drawn."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from nastava.course.figures.controls import Control, Localized, Settings

if TYPE_CHECKING:
    from matplotlib.figure import FigureBase


@dataclass(frozen=True)
class Cell:
    """A cell of the text alternative; ``href`` makes it a link, ``numeric`` sets it to the right."""

    text: str
    href: str = ""
    numeric: bool = False


@dataclass(frozen=True)
class Table:
    """The figure's data as a table: the first cell of each row is its heading."""

    header: Sequence[str]
    rows: Sequence[Sequence[Cell]]


@dataclass(frozen=True)
class View:
    """All that a figure says for one choice of settings, in one language.

    Attributes:
        title: the finding, as a sentence or a headline.
        alt: what the drawing shows, for those who don't see it; it tells the finding, not the colours.
        sources: ids of the sources of what is shown.
        table: the same data as text.
        notes: how to read the drawing; short paragraphs of plain text below it.
        heights: of the drawing in pixels, wide (700 px) and narrow (360 px).
        data: what ``draw`` needs.
        origin: the source line of what has no published source, such as the learner's own answers.
    """

    title: str
    alt: str
    sources: Sequence[str]
    table: Table
    heights: tuple[int, int]
    notes: Sequence[str] = ()
    data: Any = field(default=None, repr=False)
    origin: str = ""


@dataclass(frozen=True)
class FigureSpec:
    """A figure of the course.

    Attributes:
        id: lower-case words joined by hyphens.
        name: what it is about, for lists.
        controls: what the learner can set.
        view: settings and language to what the figure says; pure, without matplotlib.
        draw: draws a view into a figure or subfigure; the last argument is True for the narrow form.
        inactive: names of the controls that have no effect with these settings.
    """

    id: str
    name: Localized
    controls: tuple[Control, ...]
    view: Callable[[Settings, str], View]
    draw: Callable[[FigureBase, View, str, bool], None]
    inactive: Callable[[Settings], frozenset[str]] = lambda _settings: frozenset()
