"""Rules of the course's figures: each tells its finding, its units, its sources, and what it shows without sight."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nastava.course import figures
from nastava.course.figures.explorer import Explorer
from nastava.course.sources import sources
from nastava.quizzes import Fault

if TYPE_CHECKING:
    from nastava.course.figures.spec import View

_NUMBER = re.compile(r"[+\u2212-]?\d[\d.,\u00a0\u202f ]*%?\.?")
#: A description that only repeats the title says nothing of the drawing.
_DESCRIBED = 40


def check_figures(languages: Iterable[str]) -> list[Fault]:
    """Return what is wrong in the figures as they open, in each language.

    Example:
        >>> check_figures(["en"])
        []
    """
    return [
        Fault(_file(figure_id), 0, f"{figure_id} ({language})", problem, mend)
        for figure_id in figures.ids()
        for language in languages
        for problem, mend in _faults(figure_id, language)
    ]


def _file(figure_id: str) -> Path:
    return Path(figures.__file__).with_name(f"{figure_id.replace('-', '_')}.py")


def _faults(figure_id: str, language: str) -> Iterator[tuple[str, str]]:
    explorer = Explorer(figures.describe(figure_id), language)
    view = explorer.view()
    yield from check_view(view)
    for name in unlabelled(explorer.figure()):
        yield f"the {name} axis has numbers and no label", "say what the numbers count, and in which unit"


def check_view(view: View) -> Iterator[tuple[str, str]]:
    """Yield problems, each with its mend, of what a figure says beside its drawing."""
    if not view.title.strip():
        yield "it has no title", "state the finding as a title"
    if len(view.alt) < len(view.title) + _DESCRIBED:
        yield "its text alternative says no more than its title", "tell what is drawn and what it shows"
    if not view.table.rows:
        yield "its table is empty", "give the same data as text"
    if not view.sources:
        yield "it names no source", "name the sources of what is shown"
    for source in view.sources:
        if source not in sources():
            yield f"there is no source '{source}'", "correct the id, or add the source to sources.yaml first"


def unlabelled(figure: Any) -> Iterator[str]:
    """Yield "horizontal" or "vertical" for each axis of a matplotlib figure with numbers along it and no label.

    Example:
        >>> from matplotlib.figure import Figure
        >>> list(unlabelled(Figure().subplots().figure))
        ['horizontal', 'vertical']
    """
    for axes in figure.findobj(lambda artist: hasattr(artist, "get_xlim")):
        if not (axes.get_visible() and axes.axison):
            continue
        for axis, name in ((axes.xaxis, "horizontal"), (axes.yaxis, "vertical")):
            shown = [label.get_text() for label in axis.get_ticklabels() if label.get_visible()]
            if axis.get_visible() and any(map(_NUMBER.fullmatch, shown)) and not axis.get_label_text():
                yield name
