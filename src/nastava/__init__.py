"""Nastava: a course for Jupyter that people can run, be graded on, and remember.

In a lesson three names are enough::

    from nastava import dataset, explore, quiz

Each is loaded when first used, so that importing the package costs next to nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from nastava.course import dataset, explore, lookup
    from nastava.handin.page import hand_in
    from nastava.study.progressing import progress
    from nastava.study.reviewing import review
    from nastava.widget.answered import answered
    from nastava.widget.quiz import quiz

__version__ = "0.1.0"
__all__ = ["__version__", "answered", "dataset", "explore", "hand_in", "lookup", "progress", "quiz", "review"]

_HOMES = {
    "answered": "nastava.widget",
    "dataset": "nastava.course",
    "explore": "nastava.course",
    "hand_in": "nastava.handin.page",
    "lookup": "nastava.course",
    "progress": "nastava.study",
    "quiz": "nastava.widget",
    "review": "nastava.study",
}


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        value = getattr(import_module(_HOMES[name]), name)
        if name == "quiz":  # what is answered goes into the learner's record
            import_module("nastava.study.feed").listen()
        globals()[name] = value
        return value
    raise AttributeError(f"module 'nastava' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
