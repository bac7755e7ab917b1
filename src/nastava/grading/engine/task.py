"""What is given to a pool, and what comes back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from nastava.grading.engine.bundle import Bundle
from nastava.grading.engine.child import Child, WorkerEndedError, WorkerHungError
from nastava.grading.engine.result import NoteRow, failed
from nastava.grading.engine.wire import Packet, pack

#: How often a submission is given to a worker that ends over it.
TRIES = 2


@dataclass(frozen=True)
class Task:
    """A submission to grade, or to write feedback on.

    ``timestamp`` is when it was handed in; ``notes`` are the coordinator's own.
    """

    student: str
    key: str
    data: bytes
    timestamp: str | None = None
    notes: tuple[NoteRow, ...] = ()


@dataclass(frozen=True)
class Answer:
    """What a worker gave: bytes that nobody has looked at yet."""

    task: Task
    data: bytes


@dataclass(frozen=True)
class Known:
    """A submission that needs no worker.

    ``unchanged``: the gradebook has its result. ``stored``: there is a result, which the gradebook lacks.
    ``refused``: it is not graded, for the reason given.
    """

    student: str
    what: Literal["unchanged", "stored", "refused"]
    key: str = ""
    timestamp: str | None = None
    notes: tuple[NoteRow, ...] = ()
    reason: str | None = None
    status: Literal["graded", "failed"] = "graded"


@dataclass(frozen=True)
class Job:
    """What all tasks of a run have in common."""

    bundle: Bundle
    deadline: float
    max_bytes: int


class Hand:
    """Does tasks, one after another, by a worker process that it replaces when that is lost."""

    def __init__(self) -> None:
        self._child: Child | None = None
        self._stopped = False

    def do(
        self, bundle: bytes, digest: str, task: bytes, student: str, *, deadline: float, max_bytes: int
    ) -> bytes:
        """Return the answer to a task, or a result that says why there is none. Never raises."""
        how = ""
        for _ in range(TRIES):
            if self._stopped:
                break
            try:
                if self._child is None:
                    self._child = Child()
                self._child.give(bundle, digest)
                return self._child.ask(task, deadline, max_bytes)
            except WorkerHungError:
                self._child = None
                words = (
                    f"Grading took longer than {deadline:g} seconds (GradingEngine.deadline) and was ended."
                )
                return pack(Packet(failed(student, words, seconds=deadline).model_dump()))
            except WorkerEndedError as error:
                self.close()
                how = str(error)
            except OSError as error:
                self.close()
                how = f"It could not be started ({error.strerror})."
        words = f"The process that graded it ended, {TRIES} times. {how}"
        return pack(Packet(failed(student, words, again=True).model_dump()))

    def stop(self) -> None:
        """End the worker for good; may be called from another thread."""
        self._stopped = True
        self.close()

    def close(self) -> None:
        """End the worker."""
        child, self._child = self._child, None
        if child is not None:
            child.end()
