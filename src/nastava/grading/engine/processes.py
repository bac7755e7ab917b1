"""Ending a process with all that it started."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Sequence

import psutil

#: Seconds in which killed processes are gone.
_PATIENCE = 5.0
_LOOK = 0.005


def end_children(pid: int) -> None:
    """Kill every process below one; those that left the family are the sandbox's business.

    Example:
        >>> import subprocess, sys
        >>> childless = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
        >>> end_children(childless.pid)
        >>> childless.poll() is None
        True
        >>> end_all(childless.pid)
        >>> childless.wait() < 0
        True
        >>> childless.stdin.close()
    """
    with contextlib.suppress(psutil.Error):
        below = psutil.Process(pid).children(recursive=True)
        for process in below:
            with contextlib.suppress(psutil.Error):
                process.kill()
        _wait_until_gone(below)


def end_all(pid: int) -> None:
    """Kill a process and every one below it.

    Example:
        >>> import subprocess, sys
        >>> sleeper = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
        >>> end_all(sleeper.pid)
        >>> sleeper.wait() < 0
        True
        >>> sleeper.stdin.close()
    """
    with contextlib.suppress(psutil.Error):
        process = psutil.Process(pid)
        # Stopped first, so that it starts nothing while its children are counted.
        process.suspend()
        below = process.children(recursive=True)
        for one in (process, *below):
            with contextlib.suppress(psutil.Error):
                one.kill()
        _wait_until_gone(below)


def _wait_until_gone(processes: Sequence[psutil.Process]) -> None:
    """Wait until none of them runs; one that is dead may stay in the table until the system's init gets round to it."""
    deadline = time.monotonic() + _PATIENCE
    while any(_runs(one) for one in processes) and time.monotonic() < deadline:
        time.sleep(_LOOK)


def _runs(process: psutil.Process) -> bool:
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False
