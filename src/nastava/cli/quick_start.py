"""Jupyter's libraries without what makes them slow to import."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

#: jsonschema takes it where it is there, to check addresses with letters beyond ASCII. Its import compiles a grammar
#: for more than a second, and no schema of notebooks or of Jupyter's events has such an address.
_SLOW = "rfc3987_syntax"
#: For ``python -c``: JupyterLab, in a process of its own.
JUPYTERLAB = f"import sys; sys.modules[{_SLOW!r}] = None; from jupyterlab.labapp import main; main()"


@contextmanager
def quick_imports() -> Iterator[None]:
    """Import nbformat and the like inside, in a fraction of the time.

    Example:
        >>> with quick_imports():
        ...     import nbformat
        >>> nbformat.v4.new_notebook().cells
        []
    """
    modules: dict[str, Any] = sys.modules
    if _SLOW in modules:
        yield
        return
    modules[_SLOW] = None  # jsonschema takes it for not installed
    try:
        yield
    finally:
        modules.pop(_SLOW, None)
