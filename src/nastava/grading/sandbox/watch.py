"""The watcher of a kernel: ends it when it goes beyond a limit, and says which."""

from __future__ import annotations

import os
import select
import signal
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass

from nastava.grading.sandbox.limits import MIB, Limits

#: Milliseconds between two looks.
_EVERY = 50
_PAGE = os.sysconf("SC_PAGE_SIZE")
_TICK = os.sysconf("SC_CLK_TCK")
#: Fields of /proc/PID/stat after the name: utime, stime, cutime, cstime.
_TIMES = slice(11, 15)


@dataclass
class Usage:
    """Seconds of processor time, the last seen and the most that was seen of memory, in MiB."""

    cpu: float = 0.0
    peak: float = 0.0


def usage(proc: str = "/proc") -> tuple[float, float]:
    """Return processor time in seconds and memory in MiB, of all processes below a ``/proc``.

    Memory is counted quickly and too high: what processes share with those that they were forked from counts for each.

    Example:
        >>> cpu, memory = usage()
        >>> cpu > 0 and memory > 0
        True
    """
    ticks = pages = 0
    for name in _processes(proc):
        # A process may end meanwhile.
        with suppress(OSError, ValueError):
            with open(f"{proc}/{name}/stat", "rb") as file:
                # The name may hold spaces and brackets; the last bracket ends it.
                ticks += sum(map(int, file.read().rpartition(b")")[2].split()[_TIMES]))
            with open(f"{proc}/{name}/statm", "rb") as file:
                _size, resident, shared = map(int, file.read().split()[:3])
                pages += resident - shared
    return ticks / _TICK, pages * _PAGE / MIB


def own_memory(proc: str = "/proc") -> float:
    """Return memory in MiB of all processes, what is shared counted in shares; slower than :func:`usage`.

    Example:
        >>> 0 < own_memory() < 1_000_000
        True
    """
    kib = 0
    for name in _processes(proc):
        with suppress(OSError, ValueError), open(f"{proc}/{name}/smaps_rollup", "rb") as file:
            kib += sum(int(line.split()[1]) for line in file if line.startswith(b"Pss_Anon:"))
    return kib / 1024


def _processes(proc: str) -> Iterator[str]:
    return (name for name in os.listdir(proc) if name.isdigit())


def watch(pid: int, limits: Limits) -> tuple[int, str, Usage]:
    """Wait until a kernel ends, or end it; return its exit code, the limit it ran into, what it used.

    Runs in the kernel's private root: its ``/proc`` shows the kernel's processes alone.

    Args:
        pid: the kernel's first process, a child of this one; its end is the end of all.
        limits: what it may use.
    """
    seen, reason = Usage(), ""
    began = time.monotonic()
    base: float | None = None
    ended = select.poll()
    ended.register(os.pidfd_open(pid), select.POLLIN)
    while True:
        done, status = os.waitpid(pid, os.WNOHANG)
        if done:
            code = os.waitstatus_to_exitcode(status)
            if (
                not reason
                and code in {-signal.SIGXCPU, -signal.SIGKILL}
                and seen.cpu > limits.cpu_seconds - 1
            ):
                reason = "cpu"
            return code, reason, seen
        cpu, memory = usage()
        # What it got by being forked costs nobody anything.
        base = memory if base is None else base
        memory -= base
        if memory > limits.memory_mib:
            memory = own_memory()
        seen.cpu, seen.peak = max(seen.cpu, cpu), max(seen.peak, memory)
        if not reason:
            if seen.cpu > limits.cpu_seconds:
                reason = "cpu"
            elif memory > limits.memory_mib:
                reason = "memory"
            elif time.monotonic() - began > limits.total_seconds:
                reason = "time"
            if reason:
                os.kill(pid, signal.SIGKILL)
        ended.poll(_EVERY)
