"""Why a kernel ended, in words."""

from __future__ import annotations

from typing import Any

from nastava.grading.sandbox.limits import Limits
from nastava.grading.words import KERNEL_ENDED, OVER_CPU, OVER_DISK, OVER_MEMORY, OVER_OUTPUT, OVER_TIME
from nastava.text.messages import Notice, notice

_SAID = {
    "memory": (OVER_MEMORY, "memory_mib"),
    "cpu": (OVER_CPU, "cpu_seconds"),
    "time": (OVER_TIME, "total_seconds"),
    "disk": (OVER_DISK, "disk_mib"),
    "output": (OVER_OUTPUT, "output_mib"),
}
#: Seconds that a killed kernel may take until its watcher has said why.
_PATIENCE = 5.0


def limit_hit(manager: Any) -> str:
    """Return the limit of the sandbox that a manager's kernel ran into: a key of :func:`why_ended`, or empty.

    A kernel that isn't sandboxed runs into none.
    """
    kernel = getattr(getattr(manager, "provisioner", None), "kernel", None)
    if kernel is None:
        return ""
    kernel.wait_quietly(_PATIENCE)
    return kernel.ending.reason if kernel.ending else ""


def why_ended(reason: str, limits: Limits) -> Notice:
    """Return the sentence for a limit; for any other reason one that leaves the cause open.

    Example:
        >>> why_ended("memory", Limits()).say("en")
        'The program used more memory than the limit of 1024 MiB, and was ended.'
    """
    if reason not in _SAID:
        return notice(KERNEL_ENDED)
    words, name = _SAID[reason]
    return notice(words, limit=f"{getattr(limits, name):g}")
