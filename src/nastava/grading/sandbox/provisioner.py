"""The sandbox as ``jupyter_client`` knows it: a kernel provisioner, named in a kernel's ``kernel.json``.

https://jupyter-client.readthedocs.io/en/stable/provisioning.html
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import Any

from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.provisioning import LocalProvisioner
from traitlets import Dict, default

from nastava.grading.sandbox.job import Ending, Job
from nastava.grading.sandbox.limits import Limits
from nastava.grading.sandbox.process import SandboxedKernel, make_channel, remove_channel, zygote


class SandboxProvisioner(LocalProvisioner):
    """Starts kernels in the sandbox, by a fork of the prepared process.

    The kernel gets a copy of the plain files of its working directory; what it writes is gone with it. It speaks
    over sockets in the file system, since it has no network.
    """

    limits: dict[str, Any] = Dict(help="Fields of nastava.grading.sandbox.limits.Limits that differ.").tag(
        config=True
    )  # type: ignore[assignment]

    #: How the last kernel ended.
    ending: Ending | None = None
    _channel = ""
    _uid = 0

    @default("limits")
    def _limits(self) -> dict[str, Any]:
        return {}

    async def pre_launch(self, **kwargs: Any) -> dict[str, Any]:
        """Choose where the kernel's sockets and its connection file lie."""
        self._uid = zygote().next_uid()
        self._channel = make_channel(os.environ.get("XDG_RUNTIME_DIR") or tempfile.gettempdir(), self._uid)
        self.parent.transport = "ipc"
        self.parent.cache_ports = False
        self.parent.connection_file = str(Path(self._channel, "kernel.json"))
        self.parent.ip = str(Path(self._channel, "k"))
        result: dict[str, Any] = await super().pre_launch(**kwargs)
        if os.geteuid() == 0:
            os.chown(self.parent.connection_file, self._uid, self._uid)
        return result

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:
        """Start the kernel; ``cmd`` has no say, the kernel is a fork."""
        self.cwd = kwargs.get("cwd") or str(Path.cwd())
        job = Job(
            connection_file=self.parent.connection_file,
            channel=self._channel,
            folder=str(self.cwd),
            uid=self._uid,
            limits=Limits(**self.limits),
        )
        process: SandboxedKernel = zygote().start(job)
        self.process = process
        # Signals go to the watcher alone, which passes on what they mean.
        self.pid, self.pgid = process.pid, None
        return self.connection_info

    async def wait(self) -> int | None:
        """Wait for the kernel's end and keep how it ended."""
        process = self.process
        code: int | None = await super().wait()
        self.ending = process.ending if process else self.ending
        return code

    async def cleanup(self, restart: bool = False) -> None:
        """Remove the folder of the sockets."""
        await super().cleanup(restart)
        remove_channel(self._channel)
