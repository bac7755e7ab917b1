"""One writer at a time, where there may be several."""

from __future__ import annotations

import sys
import warnings
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

with warnings.catch_warnings():
    # Where the system has no locks of its own, filelock says so when it is imported; see below.
    warnings.simplefilter("ignore")
    from filelock import FileLock, Timeout

__all__ = ["Timeout", "lock"]


def lock(path: Path, timeout: float) -> AbstractContextManager[object]:
    """Return a lock that one process at a time holds; waiting for it ends with ``Timeout``.

    It is the system's own, which ends with the process that holds it, however that ends. In a browser there is none:
    a file that stands for a lock stays behind there for ever, and would keep every later writer out.

    Example:
        >>> import tempfile
        >>> with tempfile.TemporaryDirectory() as folder, lock(Path(folder, ".kfor.lock"), 1):
        ...     pass
    """
    if sys.platform == "emscripten":
        return nullcontext()
    return FileLock(path, timeout=timeout)
