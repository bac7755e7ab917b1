"""Worker processes on this machine."""

from __future__ import annotations

import os
import queue
import threading
from collections.abc import Generator, Iterator

from nastava.grading.engine.task import Answer, Hand, Job, Known, Task


def processors() -> int:
    """Return how many processors this process may use.

    Example:
        >>> processors() >= 1
        True
    """
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class LocalPool:
    """As many worker processes as asked for, each started with its first task.

    Tasks are taken from their iterator one at a time, when a worker is free, and as many answers as there are
    workers wait at most: neither all submissions nor all results are ever in memory.
    """

    def __init__(self, job: Job, workers: int) -> None:
        self._job = job
        self._hands = [Hand() for _ in range(workers)]
        self._lock = threading.Lock()
        self._stopping = threading.Event()

    def run(self, items: Iterator[Task | Known]) -> Generator[Answer | Known]:
        """Yield an answer for each task, and what needs none as it is, in no certain order.

        The workers stay for the next run.
        """
        out: queue.Queue[Answer | Known | BaseException | None] = queue.Queue(maxsize=len(self._hands))
        threads = [
            threading.Thread(target=self._serve, args=(hand, items, out), daemon=True) for hand in self._hands
        ]
        for thread in threads:
            thread.start()
        at_work = len(threads)
        try:
            while at_work:
                found = out.get()
                if found is None:
                    at_work -= 1
                elif isinstance(found, BaseException):
                    raise found
                else:
                    yield found
        finally:
            if at_work:  # ended before its time
                self.close()
            for thread in threads:
                thread.join(timeout=10)

    def close(self) -> None:
        """End the workers, whatever they do."""
        self._stopping.set()
        for hand in self._hands:
            hand.stop()

    def _serve(
        self,
        hand: Hand,
        items: Iterator[Task | Known],
        out: queue.Queue[Answer | Known | BaseException | None],
    ) -> None:
        job = self._job
        try:
            while not self._stopping.is_set():
                with self._lock:
                    item = next(items, None)
                if item is None:
                    break
                if isinstance(item, Known):
                    self._put(out, item)
                    continue
                data = hand.do(
                    job.bundle.data,
                    job.bundle.digest,
                    item.data,
                    item.student,
                    deadline=job.deadline,
                    max_bytes=job.max_bytes,
                )
                self._put(out, Answer(item, data))
        except BaseException as error:  # noqa: BLE001 - told where the answers are waited for
            self._put(out, error)
        finally:
            self._put(out, None)

    def _put(
        self,
        out: queue.Queue[Answer | Known | BaseException | None],
        what: Answer | Known | BaseException | None,
    ) -> None:
        while not self._stopping.is_set():
            try:
                out.put(what, timeout=0.2)
            except queue.Full:
                continue
            return
