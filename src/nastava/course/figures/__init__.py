"""The registry of the course's figures. A figure is one file in this folder; its id is the file's name with hyphens.

A new figure: a module with ``FIGURE`` (see :mod:`nastava.course.figures.spec`), and its id in ``_IDS``.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from nastava.course.figures.beforehand import StillFigure, can_draw
from nastava.course.loading import unknown
from nastava.text.languages import current_language
from nastava.text.languages import language as language_of

if TYPE_CHECKING:
    from nastava.course.figures.explorer import Explorer
    from nastava.course.figures.spec import FigureSpec

_IDS = (
    "kfor-strength",
    "kfor-contributions",
    "kfor-reinforcement",
    "pfp-members",
    "pfp-paths",
    "pfp-steps",
    "capacity-nalt-kfor",
    "capacity-areas",
    "capacity-ksf",
    "dialogue-timeline",
    "dialogue-pace",
    "dialogue-readings",
    "framing-path",
    "framing-terms",
    "framing-counts",
    "report-institutions",
    "report-statements",
    "kfor-map",
    "region-forces",
    "region-status",
    "region-tour",
    "region-polls",
    "briefing-drawn-twice",
    "briefing-ladder",
)

__all__ = ["describe", "explore", "ids"]


def ids() -> tuple[str, ...]:
    """Return the ids of all figures.

    Example:
        >>> ids()[:3]
        ('kfor-strength', 'kfor-contributions', 'kfor-reinforcement')
    """
    return _IDS


def describe(figure_id: str) -> FigureSpec:
    """Return the description of a figure: its controls, what it shows, how it is drawn.

    Raises:
        CourseDataError: there is no such figure; the message names those there are and the nearest.

    Example:
        >>> [control.name for control in describe("kfor-reinforcement").controls]
        ['start', 'others']
    """
    if figure_id not in _IDS:
        raise unknown("figure", figure_id, _IDS, show_all=True)
    module = import_module(f"{__name__}.{figure_id.replace('-', '_')}")
    found: FigureSpec = module.FIGURE
    return found


def explore(figure_id: str, language: str | None = None) -> Explorer | StillFigure:
    """Return an interactive figure; as the last line of a cell it is shown.

    Where there is no matplotlib, as may be in a browser, it is a picture that was made beforehand.

    Args:
        figure_id: such as ``"kfor-strength"``; :func:`ids` lists them.
        language: code of the language; default: the lesson's own.

    Raises:
        CourseDataError: there is no such figure; the message names those there are and the nearest.
        NastavaError: the language is not known.

    Example:
        >>> explore("kfor-strength", "en").settings["scope"]
        'all'
    """
    code = current_language(language)
    if not can_draw() and figure_id in _IDS:
        return StillFigure(figure_id, code, language_of(code).written)
    from nastava.course.figures.explorer import Explorer

    return Explorer(describe(figure_id), code)
