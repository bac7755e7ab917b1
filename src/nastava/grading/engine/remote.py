"""What runs on a Dask worker: it hands bytes to a process of its own, and bytes back.

The Dask worker itself runs no nbgrader and no student's code, so that what the coordinator gets from it is only
ever bytes; and a submission that takes its process down does not take the worker.
"""

from __future__ import annotations

import threading

from nastava.grading.engine.task import Hand

#: One process a thread: as many as the Dask worker does tasks at once.
_OWN = threading.local()


def do_task(
    bundle: bytes, digest: str, task: bytes, student: str, *, deadline: float, max_bytes: int
) -> bytes:
    """Do a task and return the answer. Never raises, so that no exception has to travel."""
    hand: Hand | None = getattr(_OWN, "hand", None)
    if hand is None:
        hand = _OWN.hand = Hand()
    return hand.do(bundle, digest, task, student, deadline=deadline, max_bytes=max_bytes)
