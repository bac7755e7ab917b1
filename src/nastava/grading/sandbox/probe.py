"""Whether this machine can keep a student's code in a sandbox; if not, why, and what to do."""

from __future__ import annotations

import os
import platform
import sys
import tempfile
from functools import cache

from nastava.errors import NastavaError
from nastava.grading.sandbox.job import Job
from nastava.grading.sandbox.process import zygote
from nastava.grading.sandbox.syscalls import numbers

_DO = (
    "Grade on a Linux machine where ordinary users may make user namespaces (most distributions; in a container, "
    "allow them or run it as root), or, for submissions that you trust, without a sandbox: nastava grade "
    "--unsafe-no-sandbox, or c.Execute.grading_kernel = 'python3' in nbgrader_config.py for nbgrader autograde."
)


class NoSandboxError(NastavaError):
    """This machine can't keep a student's code in a sandbox."""


def require_sandbox() -> None:
    """Make sure that kernels can be sandboxed, by trying it once.

    Raises:
        NoSandboxError: they can't; the message says why and what to do.
    """
    reason = _reason()
    if reason:
        raise NoSandboxError(f"Students' code can't be kept in a sandbox here: {reason}. {_DO}")


@cache
def _reason() -> str:
    if sys.platform != "linux":
        return f"that takes Linux, and this is {platform.system()}"
    if not numbers():
        return f"there is no filter of system calls for processors of the kind {platform.machine()}"
    with tempfile.TemporaryDirectory(prefix="nastava-") as folder:
        job = Job("", folder, folder, zygote().next_uid(), trial=True)
        if os.geteuid() == 0:
            os.chown(folder, job.uid, job.uid)
        kernel = zygote().start(job)
        kernel.wait()
    ending = kernel.ending
    if ending is None or not ending.reason:
        return ""
    return ending.detail.strip().rpartition("\n")[2] or f"a trial ended with code {ending.code}"
