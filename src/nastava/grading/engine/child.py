"""A worker process, seen from the side that gives it work."""

from __future__ import annotations

import collections
import contextlib
import os
import shutil
import subprocess
import sys
import sysconfig
import tempfile
import threading
import time
from pathlib import Path
from typing import IO, cast

from nastava.grading.engine.pipes import PipeClosedError, receive, send
from nastava.grading.engine.processes import end_all
from nastava.light import WITHOUT_IRI_GRAMMAR

#: Seconds in which a worker has to be ready: it imports nbgrader, perhaps on a machine full of work.
START_PATIENCE = 300.0
_KEPT_LINES = 20
_PROGRAM = WITHOUT_IRI_GRAMMAR + "from nastava.grading.engine.worker import main; main()"


class WorkerEndedError(Exception):
    """A worker is gone; the message says how."""


class WorkerHungError(Exception):
    """A worker did not answer in time, and was ended."""


class Child:
    """One worker process with everything below it.

    Raises:
        WorkerEndedError: it ended before it was ready.
    """

    def __init__(self) -> None:
        environment = dict(os.environ)
        # As everywhere: nbgrader calls programs of this Python by name.
        own = sysconfig.get_path("scripts")
        environment["PATH"] = os.pathsep.join([own, environment.get("PATH", os.defpath)])
        # One thread each: there are as many workers as processors.
        environment.setdefault("OPENBLAS_NUM_THREADS", "1")
        environment.setdefault("OMP_NUM_THREADS", "1")
        self._top = Path(tempfile.mkdtemp(prefix="nastava-grade-"))
        self._process = subprocess.Popen(
            [sys.executable, "-c", _PROGRAM, str(self._top)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=environment,
            start_new_session=True,  # Ctrl+C reaches the coordinator, which ends its workers itself
        )
        self._stdin = cast("IO[bytes]", self._process.stdin)
        self._stdout = cast("IO[bytes]", self._process.stdout)
        errors = cast("IO[bytes]", self._process.stderr)
        self._said: collections.deque[bytes] = collections.deque(maxlen=_KEPT_LINES)
        self._listener = threading.Thread(target=self._listen, args=(errors,), daemon=True)
        self._listener.start()
        self._bundle = ""
        try:
            self._answer(START_PATIENCE)
        except WorkerHungError:
            raise WorkerEndedError(f"It was not ready in {START_PATIENCE:g} seconds.") from None

    @property
    def pid(self) -> int:
        """The process's number."""
        return self._process.pid

    def give(self, bundle: bytes, digest: str) -> None:
        """Give the assignment, unless it has it already.

        Raises:
            WorkerEndedError: it ended.
        """
        if digest != self._bundle:
            try:
                self.ask(bundle, START_PATIENCE)
            except WorkerHungError:
                raise WorkerEndedError("It did not take the assignment.") from None
            self._bundle = digest

    def ask(self, task: bytes, seconds: float, most: int | None = None) -> bytes:
        """Give a task and return the answer.

        Args:
            task: a packet.
            seconds: how long it may take.
            most: longest answer that is taken, in bytes.

        Raises:
            WorkerEndedError: it ended, by itself or because its answer was too long.
            WorkerHungError: it took too long, and was ended.
        """
        try:
            send(self._stdin, task, time.monotonic() + seconds)
        except TimeoutError:
            self.end()
            raise WorkerHungError from None
        except PipeClosedError:
            raise WorkerEndedError(self._how()) from None
        return self._answer(seconds, most)

    def end(self) -> None:
        """End it with everything below it."""
        end_all(self._process.pid)
        self._process.wait()
        self._listener.join(timeout=5)
        for pipe in (self._stdin, self._stdout):
            with contextlib.suppress(OSError):
                pipe.close()
        shutil.rmtree(self._top, ignore_errors=True)

    def _answer(self, seconds: float, most: int | None = None) -> bytes:
        deadline = time.monotonic() + seconds
        try:
            return receive(self._stdout, deadline) if most is None else receive(self._stdout, deadline, most)
        except TimeoutError:
            self.end()
            raise WorkerHungError from None
        except PipeClosedError:
            raise WorkerEndedError(self._how()) from None

    def _how(self) -> str:
        running = self._process.poll() is None
        with contextlib.suppress(subprocess.TimeoutExpired):
            # A pipe closes a moment before its process is gone.
            running = self._process.wait(timeout=2) is None
        self.end()
        if running:
            return "Its answer was longer than GradingEngine.max_result_megabytes, or was none."
        code = self._process.returncode
        how = f"by signal {-code}" if code < 0 else f"with exit code {code}"
        last = b" ".join(self._said).decode("utf-8", "replace")[-300:].strip()
        return f"It ended {how}." + (f" Its last words: {last}" if last else "")

    def _listen(self, errors: IO[bytes]) -> None:
        # Read all the time, or whoever writes there would wait; only the end is kept.
        with errors:
            while line := errors.readline(4096):
                self._said.append(line.strip())
