"""Output that nobody waits for, displayed a moment after what is waited for."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable
from typing import Any

from IPython.core.getipython import get_ipython
from IPython.display import display

#: Seconds: by then what the learner asked for is on the screen.
DELAY = 1.0
#: The first version of ipykernel that keeps a callback's output with its cell.
_KEEPS_PLACES = 7


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
    """Whether a cell of an open notebook runs: its page names the cell, a program that runs notebooks doesn't.

    Before version 7 a kernel puts what comes later under the cell that ran last; there nothing comes later.
    """
    kernel = getattr(get_ipython(), "kernel", None)
    # Other kernels, such as one in the browser, know no ipykernel, or another thing by its name.
    known = getattr(sys.modules.get("ipykernel"), "version_info", (0,))
    if kernel is None or known[0] < _KEEPS_PLACES:
        return False
    parent: Any = kernel.get_parent()
    return bool(parent.get("metadata", {}).get("cellId"))


def _loop() -> asyncio.AbstractEventLoop | None:
    try:
        return asyncio.get_running_loop()
    except RuntimeError:
        return None
