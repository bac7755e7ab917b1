"""Who wants to know when an answer sheet was saved: layers above this one, which it doesn't know."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from pathlib import Path

_listeners: list[Callable[[Path], None]] = []


def on_saved(listener: Callable[[Path], None]) -> None:
    """Have a function called with the path of each sheet that got a new attempt, or a sitting's end; once each.

    Example:
        >>> heard = []
        >>> on_saved(heard.append)
        >>> tell(Path("answers/kfor.json"))
        >>> _listeners.remove(heard.append)
        >>> [path.name for path in heard]
        ['kfor.json']
    """
    if listener not in _listeners:
        _listeners.append(listener)


def tell(path: Path) -> None:
    """Tell all listeners; whatever happens there does not disturb who saved."""
    for listener in tuple(_listeners):
        with contextlib.suppress(Exception):
            listener(path)
