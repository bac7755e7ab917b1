"""The grader's side: the prepared process, and the kernels that it started, with the manners of ``subprocess.Popen``."""

from __future__ import annotations

import atexit
import itertools
import os
import select
import shutil
import signal
import socket
import subprocess
import sys
import threading
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from nastava.errors import NastavaError
from nastava.grading.sandbox.job import Ending, Job
from nastava.grading.sandbox.rights import grader_environment

#: Users that Debian and systemd leave to programs that need one for a while.
_UIDS = range(61_184, 65_184)
_PATIENCE = 60.0


@dataclass
class SandboxedKernel:
    """A kernel in its sandbox; after its end, :attr:`ending` tells why it ended."""

    pid: int
    _report: int = field(repr=False)
    _handle: int = field(repr=False)
    returncode: int | None = None
    ending: Ending | None = None
    stdin: Any = None
    stdout: Any = None
    stderr: Any = None

    def poll(self) -> int | None:
        """Return its exit code, None while it runs."""
        return self._ended(0.0)

    def wait(self, timeout: float | None = None) -> int:
        """Wait until it has ended.

        Raises:
            subprocess.TimeoutExpired: it runs on.
        """
        code = self._ended(timeout)
        if code is None:
            raise subprocess.TimeoutExpired("kernel", timeout or 0.0)
        return code

    def wait_quietly(self, timeout: float) -> None:
        """Wait for its end, at most so many seconds."""
        self._ended(timeout)

    def send_signal(self, number: int) -> None:
        """Interrupt it; any other signal ends it with all that it has started."""
        if self.poll() is None:
            number = signal.SIGINT if number == signal.SIGINT else signal.SIGTERM
            signal.pidfd_send_signal(self._handle, number)

    def kill(self) -> None:
        """End it with all that it has started."""
        self.send_signal(signal.SIGKILL)

    terminate = kill

    def _ended(self, timeout: float | None) -> int | None:
        if self.returncode is not None:
            return self.returncode
        if not select.select([self._report], [], [], timeout)[0]:
            return None
        said = b"".join(iter(lambda: os.read(self._report, 65536), b""))
        # A watcher that was killed says nothing.
        self.ending = Ending.from_json(said) if said else Ending(-signal.SIGKILL)
        self.returncode = self.ending.code
        os.close(self._report)
        os.close(self._handle)
        return self.returncode


class Zygote:
    """The prepared process. One serves a grader's process for as long as that lives.

    It gets ready while the grader goes on; the first kernel waits for it.
    """

    def __init__(self) -> None:
        ours, theirs = socket.socketpair()
        self._turn = threading.Lock()
        self._uids = itertools.cycle(_UIDS)
        self._channel = ours
        command = [sys.executable, "-P", "-m", "nastava.grading.sandbox.zygote", str(theirs.fileno())]
        with theirs:
            self._process = subprocess.Popen(
                command,
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                env=grader_environment() | {"MPLBACKEND": "agg"},
                start_new_session=True,
            )
        atexit.register(self.close)
        ours.settimeout(_PATIENCE)
        self._ready = False

    def close(self) -> None:
        """End it, and with it all kernels."""
        self._channel.close()
        self._process.kill()
        self._process.wait()

    def start(self, job: Job) -> SandboxedKernel:
        """Start a kernel.

        Raises:
            NastavaError: the prepared process could not start, or is gone.
        """
        with self._turn:
            self._wait_until_ready()
            try:
                self._channel.sendall(job.to_json())
                said, descriptors, _flags, _address = socket.recv_fds(self._channel, 64, 2)
            except OSError as error:
                raise NastavaError(
                    f"The prepared process for kernels is gone ({error}). Grade again."
                ) from error
        if len(descriptors) != 2:
            raise NastavaError("The prepared process for kernels is gone. Grade again.")
        report, handle = descriptors
        return SandboxedKernel(int(said), report, handle)

    def _wait_until_ready(self) -> None:
        if self._ready:
            return
        try:
            self._ready = self._channel.recv(6) == b"ready\n"
        except OSError as error:
            raise NastavaError(f"The prepared process for kernels did not get ready ({error}).") from error
        if not self._ready:
            raise NastavaError("The prepared process for kernels could not start; its words stand above.")

    def next_uid(self) -> int:
        """Return a user of the host for the next kernel."""
        return next(self._uids)


@cache
def zygote() -> Zygote:
    """Return this process' prepared process, started at the first call."""
    return Zygote()


def make_channel(base: str, uid: int) -> str:
    """Make a folder for a kernel's sockets, which the kernel's user can write.

    Args:
        base: a folder with a short path: a socket's has room for 107 characters.
        uid: the kernel's user, where the grader is root.
    """
    import tempfile

    folder = tempfile.mkdtemp(prefix="nastava-", dir=base)
    give(folder, uid)
    return folder


def give(path: str, uid: int) -> None:
    """Let a path belong to a kernel's user, where the grader is root; else it belongs to the right one already."""
    if os.geteuid() == 0:
        os.chown(path, uid, uid)


def remove_channel(folder: str) -> None:
    """Remove the folder of a kernel that has ended."""
    shutil.rmtree(folder, ignore_errors=True)
