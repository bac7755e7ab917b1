"""Output that nobody waits for, displayed a moment after what is waited for."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

from IPython.core.getipython import get_ipython
from IPython.display import display

#: Seconds: by then what the learner asked for is on the screen.
DELAY = 1.0


def show_later(content: Callable[[], dict[str, Any]]) -> None:
    """Display what a function returns (a MIME bundle) in a moment, as an output of the cell that runs now.

    Where no page is there to take it then (a notebook run by nbconvert, nbgrader or Voilà) it is displayed at once.
    """
    loop = _loop() if _is_in_page() else None
    if loop is None:
        display(content(), raw=True)
    else:
        # The callback keeps the context of this cell, and with it the place of its outputs.
        loop.call_later(DELAY, lambda: display(content(), raw=True))


def _is_in_page() -> bool:
    """Whether a cell of an open notebook runs: its page names the cell, a program that runs notebooks doesn't."""
    kernel = getattr(get_ipython(), "kernel", None)
    parent: Any = kernel.get_parent() if kernel else {}
    return bool(parent.get("metadata", {}).get("cellId"))


def _loop() -> asyncio.AbstractEventLoop | None:
    try:
        return asyncio.get_running_loop()
    except RuntimeError:
        return None
