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


def usage(space: str = "") -> tuple[float, float]:
    """Return processor time in seconds and memory in MiB, of all processes that ``/proc`` shows.

    Args:
        space: only those of this process namespace, as the links below ``/proc/PID/ns`` name it.

    Memory is counted quickly and too high: what processes share with those that they were forked from counts for each.

    Example:
        >>> cpu, memory = usage()
        >>> cpu > 0 and memory > 0
        True
    """
    ticks = pages = 0
    for name in _processes(space):
        # A process may end meanwhile.
        with suppress(OSError, ValueError):
            with open(f"/proc/{name}/stat", "rb") as file:
                # The name may hold spaces and brackets; the last bracket ends it.
                ticks += sum(map(int, file.read().rpartition(b")")[2].split()[_TIMES]))
            with open(f"/proc/{name}/statm", "rb") as file:
                _size, resident, shared = map(int, file.read().split()[:3])
                pages += resident - shared
    return ticks / _TICK, pages * _PAGE / MIB


def own_memory(space: str = "") -> float:
    """Return memory in MiB as :func:`usage`, what is shared counted in shares; slower.

    Example:
        >>> 0 < own_memory() < 1_000_000
        True
    """
    kib = 0
    for name in _processes(space):
        with suppress(OSError, ValueError), open(f"/proc/{name}/smaps_rollup", "rb") as file:
            kib += sum(int(line.split()[1]) for line in file if line.startswith(b"Pss_Anon:"))
    return kib / 1024


def _beyond(limits: Limits, cpu: float, memory: float, wall: float, beside: int) -> str:
    """Return the limit that is exceeded, empty for none; ``beside`` are bytes in the sockets' folder."""
    return next(
        (
            name
            for name, exceeded in (
                ("cpu", cpu > limits.cpu_seconds),
                ("memory", memory > limits.memory_mib),
                ("disk", beside > MIB),
                ("time", wall > limits.total_seconds),
            )
            if exceeded
        ),
        "",
    )


def _size(folder: str) -> int:
    """Return the bytes of a flat folder's files; a folder in it counts as too much."""
    with suppress(OSError), os.scandir(folder) as found:
        return sum(
            MIB + 1 if each.is_dir(follow_symlinks=False) else 512 + each.stat(follow_symlinks=False).st_size
            for each in found
        )
    return 0


def _processes(space: str) -> Iterator[str]:
    for name in filter(str.isdigit, os.listdir("/proc")):
        with suppress(OSError):
            if not space or os.readlink(f"/proc/{name}/ns/pid") == space:
                yield name


def watch(pid: int, limits: Limits, space: str = "", channel: str = "") -> tuple[int, str, Usage]:
    """Wait until a kernel ends, or end it; return its exit code, the limit it ran into, what it used.

    Args:
        pid: the kernel's first process, a child of this one; its end is the end of all.
        limits: what it may use.
        space: the kernel's process namespace; without effect where ``/proc`` shows the kernel's processes alone.
        channel: a folder of the host's that the kernel can write, and should hardly.
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
            by_system = code in {-signal.SIGXCPU, -signal.SIGKILL} and seen.cpu > limits.cpu_seconds - 1
            reason = "cpu" if by_system and not reason else reason
            return code, reason, seen
        cpu, memory = usage(space)
        # What it got by being forked costs nobody anything.
        base = memory if base is None else base
        memory -= base
        if memory > limits.memory_mib:
            memory = own_memory(space)
        seen.cpu, seen.peak = max(seen.cpu, cpu), max(seen.peak, memory)
        if not reason:
            reason = _beyond(
                limits, seen.cpu, memory, time.monotonic() - began, _size(channel) if channel else 0
            )
            if reason:
                os.kill(pid, signal.SIGKILL)
        ended.poll(_EVERY)
