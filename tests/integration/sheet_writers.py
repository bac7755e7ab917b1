"""A warm, single-threaded process that forks writers of answer sheets and kills them: a command of its own.

python sheet_writers.py SHEET. Each line on standard input is one writer, as JSON; each line on standard
output says what became of it. See ``Writers`` for both ends.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from types import FrameType
from typing import Any, Self

from nastava.answers import Sheet, new_attempt

QUIZ = "kfor"
#: The code that touches the disk. To be killed in any other is the same as to be killed just before it.
_ON_DISK = ("/nastava/answers/sheet.py", "/nastava/atomic.py", "/tempfile.py", "/filelock/_unix.py")


class Writers:
    """The test's end: starts the process and asks it for writers."""

    def __init__(self, path: Path) -> None:
        self.process = subprocess.Popen(
            [sys.executable, __file__, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.process.communicate(timeout=30)

    def run(self, **order: Any) -> dict[str, Any]:
        """Return what a writer did: the ids that it ``began`` with, those ``saved``, its signal, seconds, lines.

        Args:
            order: ``saves``: how many attempts, None for as many as it lives. ``seconds``: killed from outside
                so long after its start. ``line``: kills itself at this line of Python run. ``count``: count lines.
        """
        assert self.process.stdin and self.process.stdout
        print(json.dumps(order), file=self.process.stdin, flush=True)
        return json.loads(self.process.stdout.readline())


def _write(path: Path, tell: int, saves: int | None) -> None:
    sheet = Sheet.open(path, QUIZ)
    number = 0
    while saves is None or number < saves:
        number += 1
        item = f"item-{number % 3}"
        attempt = new_attempt(item, "v1", f"{os.getpid()} {number}", "en", 0)
        os.write(tell, f"began {attempt['id']}\n".encode())
        sheet.record(attempt)
        os.write(tell, f"saved {attempt['id']}\n".encode())
        sheet.draft("typing", f"{os.getpid()} {number}")
        os.write(tell, f"draft {os.getpid()} {number}\n".encode())
        sheet.open_help(item, hints=number)


def _tracing(limit: int | None) -> Any:
    """Return a trace function that counts lines in ``lines[0]`` and kills the process at one of them."""
    lines = [0]

    def trace(frame: FrameType, event: str, _argument: Any) -> Any:
        # Merging is done in memory, in more and more lines as the sheet grows.
        merging = frame.f_code.co_name in {"_merge", "_adopt", "<genexpr>", "<setcomp>", "<dictcomp>"}
        if merging or not frame.f_code.co_filename.endswith(_ON_DISK):
            return None
        if event == "line":
            lines[0] += 1
            if lines[0] == limit:
                os.kill(os.getpid(), signal.SIGKILL)
        return trace

    return trace, lines


def _writer(path: Path, tell: int, order: dict[str, Any]) -> None:
    if order.get("line") is not None or order.get("count"):
        trace, lines = _tracing(order.get("line"))
        sys.settrace(trace)
        _write(path, tell, order.get("saves"))
        sys.settrace(None)
        os.write(tell, f"lines {lines[0]}\n".encode())
    else:
        _write(path, tell, order.get("saves"))


def _serve(path: Path) -> None:
    for line in sys.stdin:
        order = json.loads(line)
        reading, tell = os.pipe()
        started = time.monotonic()
        child = os.fork()
        if child == 0:
            os.close(reading)
            code = 1
            try:
                _writer(path, tell, order)
                code = 0
            finally:
                os._exit(code)
        os.close(tell)
        if order.get("seconds") is not None:
            time.sleep(order["seconds"])
            os.kill(child, signal.SIGKILL)
        with os.fdopen(reading) as pipe:
            told = [entry.split(" ", 1) for entry in pipe.read().splitlines()]
        _pid, status = os.waitpid(child, 0)
        outcome: dict[str, Any] = {
            word: [value for kind, value in told if kind == word] for word in ("began", "saved", "draft")
        }
        outcome["lines"] = next((int(value) for kind, value in told if kind == "lines"), None)
        outcome["killed"] = os.WIFSIGNALED(status)
        outcome["failed"] = not os.WIFSIGNALED(status) and os.WEXITSTATUS(status) != 0
        outcome["seconds"] = time.monotonic() - started
        print(json.dumps(outcome), flush=True)


if __name__ == "__main__":
    _serve(Path(sys.argv[1]))
