"""Self-study: the learner's record, what is due for review, progress."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from nastava.study.progressing import progress
    from nastava.study.record import Record
    from nastava.study.record_event import Event
    from nastava.study.reviewing import review

__all__ = ["Event", "Record", "progress", "review"]

# Loaded when first used: a quiz that only feeds the record needs none of it.
_HOMES = {"Event": "record_event", "Record": "record", "progress": "progressing", "review": "reviewing"}


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
