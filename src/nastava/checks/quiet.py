"""Running a learner's code without noise and without waiting for ever.

nbgrader gives nothing for a test cell that wrote a single character to stderr, so a warning inside a
learner's function must not reach it.
"""

from __future__ import annotations

import contextlib
import io
import signal
import threading
import warnings
from collections.abc import Iterator


class OutOfTimeError(BaseException):
    """What ran took longer than it may. No ``Exception``, so that a learner's ``except`` does not stop it."""


@contextlib.contextmanager
def quietly() -> Iterator[None]:
    """Swallow what is printed, to stderr too, and warnings.

    Example:
        >>> with quietly():
        ...     print("unheard")
    """
    with (
        contextlib.redirect_stdout(io.StringIO()),
        contextlib.redirect_stderr(io.StringIO()),
        warnings.catch_warnings(),
    ):
        warnings.simplefilter("ignore")
        yield


@contextlib.contextmanager
def within(seconds: float) -> Iterator[None]:
    """Stop what runs inside after so many seconds, where the system can (not on Windows, not in a thread).

    Raises:
        OutOfTimeError: inside the block, when the time is over.

    Example:
        >>> with within(5):
        ...     1 + 1
        2
    """
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(*_: object) -> None:
        raise OutOfTimeError

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
