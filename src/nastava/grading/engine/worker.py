"""The process that grades: packets in, packets out, one submission after another.

Its argument is a folder of its own. It reads its standard input and writes to what was its standard output; both
ends are the coordinator's, or a Dask worker's. When the input ends, so does it, in the midst of whatever it does.
"""

from __future__ import annotations

import gc
import os
import queue
import shutil
import sys
import threading
import time
from pathlib import Path
from typing import BinaryIO

from nastava.grading.engine.pipes import read_frame, write_frame
from nastava.grading.engine.processes import end_children
from nastava.grading.engine.result import failed
from nastava.grading.engine.wire import Packet, pack, unpack

#: When garbage is collected.
_SELDOM = (20_000, 20, 20)


def main() -> None:
    """Grade until the input ends."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what anything prints must not run into the answers
    tasks: queue.SimpleQueue[bytes] = queue.SimpleQueue()
    _prepare_kernels()
    from nastava.grading.engine.work import Work

    top = Path(sys.argv[1])
    work = Work(top)
    # What was imported stays: to look through it for garbage, as often as notebooks come and go, takes its time.
    gc.freeze()
    gc.set_threshold(*_SELDOM)
    source = os.fdopen(os.dup(0), "rb")
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    threading.Thread(target=_listen, args=(source, tasks, top), daemon=True).start()
    write_frame(answers, pack(Packet({"ready": True, "seconds": time.process_time()})))
    while True:
        packet = unpack(tasks.get())
        try:
            answer = pack(work.do(packet))
        except Exception as error:  # noqa: BLE001 - whatever it is, it is one submission's
            words = f"Grading ended with an error ({type(error).__name__}: {error})."
            result = failed(str(packet.head.get("student", "")), words)
            answer = pack(Packet(result.model_dump()))
        write_frame(answers, answer)


def _prepare_kernels() -> None:
    """Let the prepared process for kernels get ready while this one imports nbgrader: each takes seconds."""
    if sys.platform == "linux":
        from nastava.grading.sandbox.process import zygote

        zygote()


def _listen(source: BinaryIO, tasks: queue.SimpleQueue[bytes], top: Path) -> None:
    while True:
        frame = read_frame(source)
        if frame is None:
            # Whoever gave the work is gone.
            end_children(os.getpid())
            shutil.rmtree(top, ignore_errors=True)
            os._exit(0)
        tasks.put(frame)
