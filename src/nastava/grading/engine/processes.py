"""Ending a process with all that it started."""

from __future__ import annotations

import contextlib

import psutil


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
        psutil.wait_procs(below, timeout=5)


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
        psutil.wait_procs(below, timeout=5)
