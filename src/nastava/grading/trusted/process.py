"""The process of a trusted kernel: in the sandbox, or with the grader's own rights where there is none."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Protocol

from nastava.grading.sandbox.job import Job
from nastava.grading.sandbox.limits import Limits
from nastava.grading.sandbox.probe import require_sandbox
from nastava.grading.sandbox.process import give, zygote
from nastava.grading.trusted.socket import NAME


class Process(Protocol):
    """What the grader needs of it."""

    def poll(self) -> int | None:
        """Return its exit code, None while it runs."""

    def kill(self) -> None:
        """End it with all that it has started."""

    def wait(self, timeout: float | None = None) -> int:
        """Wait until it has ended."""


def start_in_sandbox(folder: Path, token: str, limits: Limits, *, bubblewrap: bool = False) -> Process:
    """Start one that reaches nothing but its own folder.

    Args:
        folder: the kernel's, with the grader's socket in it; its files are copied.
        token: what the kernel says at the socket.
        limits: what it may use.
        bubblewrap: start it fresh, in bubblewrap.

    Raises:
        NoSandboxError: this machine can't keep a kernel in a sandbox.
    """
    require_sandbox()
    uid = zygote().next_uid()
    for path in (folder, folder / NAME):
        give(str(path), uid)
    job = Job("", str(folder), str(folder), uid, limits, doors=(NAME,), token=token, bubblewrap=bubblewrap)
    return zygote().start(job)


def start_without(folder: Path, token: str) -> Process:
    """Start one with the grader's own rights, in the kernel's folder."""
    return _Plain(folder, token)


class _Plain:
    def __init__(self, folder: Path, token: str) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", "nastava.checks.running", NAME],
            cwd=folder,
            env={**os.environ, "MPLBACKEND": "module://matplotlib_inline.backend_inline"},
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        if self._process.stdin is not None:
            with self._process.stdin as stdin:
                stdin.write(f"{token}\n".encode())

    def poll(self) -> int | None:
        return self._process.poll()

    def kill(self) -> None:
        if self._process.poll() is None:
            os.killpg(self._process.pid, signal.SIGKILL)

    def wait(self, timeout: float | None = None) -> int:
        return self._process.wait(timeout)
