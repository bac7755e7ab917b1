"""The notebook that this kernel runs: its variables, when a cell begins, and the figure it drew last."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from typing import Any

from nastava.errors import CheckError

_HOOK = f"{__name__}:remember"


class _Watch:
    """What is known of the running notebook: its shell once it is watched, and its last figure."""

    shell: Any = None
    last_drawn: object = None


def shell() -> Any:
    """Return IPython's shell, or None outside a notebook; never imports IPython.

    Example:
        >>> shell() is None
        True
    """
    ipython = sys.modules.get("IPython")
    return ipython.get_ipython() if ipython is not None else None


def namespace() -> Mapping[str, object]:
    """Return the notebook's variables.

    Raises:
        CheckError: no notebook runs here.
    """
    running = shell()
    if running is None:
        raise CheckError("No notebook runs here. Outside a notebook use Student.of(globals()).")
    variables: Mapping[str, object] = running.user_ns
    return variables


def last_drawn() -> object:
    """Return the figure that pyplot made last, also when the notebook has shown and closed it since."""
    return _Watch.last_drawn


def watch(at_start: Callable[[], None]) -> None:
    """From now on call a function whenever a cell begins, and remember the figures that pyplot makes.

    Does nothing outside a notebook, or the second time.
    """
    running = shell()
    if running is None or running is _Watch.shell:
        return
    _Watch.shell = running
    running.events.register("pre_run_cell", lambda _: at_start())
    running.events.register("pre_run_cell", lambda _: _hook())
    running.events.register("post_execute", _look)
    # Before the inline backend's own callback, which shows the figures and closes them.
    callbacks = running.events.callbacks["post_execute"]
    callbacks.insert(0, callbacks.pop())


def remember(figure: object) -> None:
    """Keep a new figure; matplotlib calls this by name, since ``plt.show()`` closes a notebook's figures."""
    _Watch.last_drawn = figure


def _hook() -> None:
    """Ask matplotlib for its new figures once it is there; it is never imported for that."""
    matplotlib = sys.modules.get("matplotlib")
    hooks = getattr(matplotlib, "rcParams", {}).get("figure.hooks")
    if hooks is not None and _HOOK not in hooks:
        matplotlib.rcParams["figure.hooks"] = [*hooks, _HOOK]  # type: ignore[union-attr]


def _look() -> None:
    """Find the figures of the cell that imported pyplot itself, as long as they are open."""
    pyplot = sys.modules.get("matplotlib.pyplot")
    if pyplot is not None and pyplot.get_fignums():
        remember(pyplot.gcf())
