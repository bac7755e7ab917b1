"""What a run of ``nastava grade`` uses: processor seconds by part, memory of all its processes and of its first."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import psutil

#: Seconds between looks at kernels, which live for half a second; and at all else.
_OFTEN, _SELDOM = 0.01, 0.5
_PREPARED = "nastava.grading.sandbox.zygote"


class Watch:
    """Looks at commands and all that they start, until ``stop``.

    ``processor``: seconds by part. ``coordinator`` is the command itself; ``worker`` the processes that grade;
    ``prepared process`` the one that kernels are forked from; ``kernels`` both kernels with their watchers.
    ``megabytes``: most memory of all at once, what is shared counted once; ``first``: of the first command alone.

    Args:
        pids: the commands' processes.
        kernels: whether to look at kernels: often enough to miss little of them, at a tenth of a processor.
    """

    def __init__(self, pids: Sequence[int], *, kernels: bool = False) -> None:
        self._pids = pids
        self._kernels = kernels
        self._seen: dict[tuple[str, int, float], float] = {}
        self._prepared: set[int] = set()
        self.megabytes = self.first = 0.0
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Look no more."""
        self._over.set()
        self._thread.join()

    @property
    def processor(self) -> dict[str, float]:
        """Seconds by part."""
        parts: dict[str, float] = {}
        for (part, _, _), seconds in self._seen.items():
            parts[part] = parts.get(part, 0.0) + seconds
        return parts

    def _look(self) -> None:
        every = _OFTEN if self._kernels else _SELDOM
        next_all = 0.0
        while not self._over.wait(every):
            if time.monotonic() >= next_all:
                self._look_at_all()
                next_all = time.monotonic() + _SELDOM
            for pid in self._prepared if self._kernels else ():
                for one in _below(pid):
                    self._note("kernels", one, 0.0, _nanoseconds(one) / 1e9)

    def _look_at_all(self) -> None:
        total = 0.0
        for place, pid in enumerate(self._pids):
            try:
                root = psutil.Process(pid)
                family = [root, *root.children(recursive=True)]
            except psutil.Error:
                continue
            for one in family:
                try:
                    with one.oneshot():
                        words = " ".join(one.cmdline())
                        part = _part(one, root, words)
                        if part == "prepared process":
                            self._prepared.add(one.pid)
                        if part != "kernels":
                            times = one.cpu_times()
                            self._note(part, one.pid, one.create_time(), times.user + times.system)
                    memory = one.memory_full_info().pss / 2**20
                except (psutil.Error, AttributeError):
                    continue
                total += memory
                if one == root and place == 0:
                    self.first = max(self.first, memory)
        self.megabytes = max(self.megabytes, total)

    def _note(self, part: str, pid: int, born: float, seconds: float) -> None:
        key = (part, pid, born)
        self._seen[key] = max(self._seen.get(key, 0.0), seconds)


def _part(one: psutil.Process, root: psutil.Process, words: str) -> str:
    if one == root:
        return "coordinator"
    if "nastava.grading.engine.worker" in words:
        return "worker"
    if _PREPARED in words:
        return "kernels" if _is_prepared(one.parent()) else "prepared process"
    return "other"


def _is_prepared(one: psutil.Process | None) -> bool:
    """Whether it is the prepared process or, as its forks have its command, a fork of it."""
    return one is not None and _PREPARED in " ".join(one.cmdline())


def _below(pid: int) -> Iterator[int]:
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    except OSError:
        return
    for child in map(int, children):
        yield child
        yield from _below(child)


def _nanoseconds(pid: int) -> int:
    total = 0
    try:
        for thread in Path(f"/proc/{pid}/task").iterdir():
            total += int((thread / "schedstat").read_text(encoding="ascii").split()[0])
    except (OSError, ValueError, IndexError):
        return total
    return total
