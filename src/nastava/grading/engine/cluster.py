"""The same tasks on a Dask cluster."""

from __future__ import annotations

import threading
import time
import uuid
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from typing import Any

from nastava.errors import NastavaError
from nastava.grading.engine.child import START_PATIENCE
from nastava.grading.engine.remote import do_task
from nastava.grading.engine.result import failed
from nastava.grading.engine.task import TRIES, Answer, Job, Known, Task
from nastava.grading.engine.wire import Packet, pack

#: Seconds without any worker after which a run gives up.
_NOBODY = 120.0
_LOOK = 1.0


@dataclass
class _Given:
    task: Task
    at: float
    tries: int


class Cluster:
    """Dask workers somewhere, found by their scheduler's address.

    A few more tasks are on their way than the cluster has threads. What a lost worker had is given to another
    by Dask itself; what does not come back at all is given once more from here. The first answer to a task
    counts, and any other is dropped, so that each submission has exactly one.

    Results travel as bytes; what would have to be unpickled is refused.

    Raises:
        NastavaError: Dask is not installed, or no scheduler answers.
    """

    def __init__(self, job: Job, address: str) -> None:
        try:
            import distributed
        except ImportError:
            raise NastavaError(
                'A cluster needs the extra "grading": python -m pip install "nastava[grading]".'
            ) from None
        self._job = job
        self._address = address
        self._news = threading.Event()
        self._dask: Any = distributed
        # A worker that starts its process now has to import nbgrader first; a slow one is no lost one.
        self._patience = 2 * job.deadline + START_PATIENCE

    def run(self, items: Iterator[Task | Known]) -> Generator[Answer | Known]:
        """Yield an answer for each task, and what needs none as it is, in no certain order."""
        try:
            client = self._dask.Client(
                self._address,
                timeout=20,
                set_as_default=False,
                deserializers=["dask", "msgpack", "error"],
            )
        except (OSError, TimeoutError, ValueError) as error:
            raise NastavaError(
                f"No Dask scheduler answers at {self._address} ({error}). Start one: dask scheduler"
            ) from None
        with client:
            yield from self._work(client, items)

    def close(self) -> None:
        """Nothing stays between runs: the workers are the cluster's."""

    def _work(self, client: Any, items: Iterator[Task | Known]) -> Generator[Answer | Known]:
        given: dict[Any, _Given] = {}
        more = True
        alone_since: float | None = None
        while more or given:
            threads = self._threads(client)
            alone_since = None if threads else alone_since or time.monotonic()
            if alone_since is not None and time.monotonic() - alone_since > _NOBODY:
                raise NastavaError(
                    f"{self._address} has had no workers for {_NOBODY:g} seconds. What was graded is kept."
                )
            while more and len(given) < threads + max(1, threads // 2):
                item = next(items, None)
                if item is None:
                    more = False
                elif isinstance(item, Known):
                    yield item
                else:
                    given[self._give(client, item)] = _Given(item, time.monotonic(), 1)
            yield from self._collect(client, given)

    def _threads(self, client: Any) -> int:
        try:
            return sum(client.nthreads().values())
        except Exception as error:
            raise self._gone(error) from error

    def _give(self, client: Any, task: Task) -> Any:
        job = self._job
        try:
            future = client.submit(
                do_task,
                job.bundle.data,
                job.bundle.digest,
                task.data,
                task.student,
                deadline=job.deadline,
                max_bytes=job.max_bytes,
                key=f"nastava-grade-{task.key[:16]}-{uuid.uuid4().hex}",
                pure=False,
            )
            future.add_done_callback(lambda _: self._news.set())
        except Exception as error:
            raise self._gone(error) from error
        return future

    def _collect(self, client: Any, given: dict[Any, _Given]) -> Generator[Answer]:
        self._news.wait(_LOOK)
        self._news.clear()
        for future in [one for one in given if one.done()]:
            yield from self._take(client, future, given)
        for future, one in list(given.items()):
            if time.monotonic() - one.at > self._patience:
                yield from self._again(client, future, given, "No worker answered in time.")

    def _take(self, client: Any, future: Any, given: dict[Any, _Given]) -> Generator[Answer]:
        if future.status == "finished":
            try:
                data = future.result(timeout=60)
            except Exception as error:  # noqa: BLE001 - lost on its way, or more than bytes
                yield from self._again(
                    client, future, given, f"Its answer was lost ({type(error).__name__})."
                )
                return
            task = given.pop(future).task
            future.release()
            yield Answer(task, data if isinstance(data, bytes) else b"")
        elif client.status != "running":
            raise self._gone(None)
        else:
            yield from self._again(client, future, given, "The workers that had it were lost.")

    def _again(self, client: Any, future: Any, given: dict[Any, _Given], why: str) -> Generator[Answer]:
        one = given.pop(future)
        future.cancel(force=True)
        if one.tries < TRIES:
            given[self._give(client, one.task)] = _Given(one.task, time.monotonic(), one.tries + 1)
            return
        words = f"{why} It was given to the cluster {TRIES} times."
        yield Answer(one.task, pack(Packet(failed(one.task.student, words, again=True).model_dump())))

    def _gone(self, error: Exception | None) -> NastavaError:
        why = f" ({type(error).__name__})" if error is not None else ""
        return NastavaError(
            f"The scheduler at {self._address} is gone{why}. What was graded is kept; run the same again."
        )
