"""The sandbox as ``jupyter_client`` knows it: a kernel provisioner, named in a kernel's ``kernel.json``.

https://jupyter-client.readthedocs.io/en/stable/provisioning.html
"""

from __future__ import annotations

import asyncio
import os
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Any, cast

from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.manager import KernelManager
from jupyter_client.provisioning.local_provisioner import LocalProvisioner
from traitlets import Bool, Dict, List, Unicode, default

from nastava.grading.sandbox.job import Ending, Job
from nastava.grading.sandbox.limits import Limits
from nastava.grading.sandbox.process import SandboxedKernel, give, make_channel, remove_channel, zygote

#: Seconds between two looks at a kernel that is ending.
_LOOK = 0.004
#: Seconds in which a kernel that was killed is gone; the manager waits on.
_PATIENCE = 5.0


class SandboxProvisioner(LocalProvisioner):
    """Starts kernels in the sandbox, by a fork of the prepared process.

    The kernel gets a copy of the plain files of its working directory; what it writes is gone with it. It speaks
    over sockets in the file system, since it has no network.
    """

    bubblewrap = Bool(False, help="Start fresh kernels in bubblewrap, instead of forks.").tag(config=True)

    limits: dict[str, Any] = Dict(help="Fields of nastava.grading.sandbox.limits.Limits that differ.").tag(
        config=True
    )  # type: ignore[assignment]

    channel = Unicode(
        "", help="Folder of the grader's for the kernel's sockets; default: a new one, gone with the kernel."
    ).tag(config=True)

    doors = List(Unicode(), help="Names of the grader's own sockets in 'channel'.").tag(config=True)

    kernel: SandboxedKernel | None = None
    _channel = ""
    _uid = 0

    @default("limits")
    def _limits(self) -> dict[str, Any]:
        return {}

    async def pre_launch(self, **kwargs: Any) -> dict[str, Any]:
        """Choose where the kernel's sockets and its connection file lie."""
        self._uid = zygote().next_uid()
        self._channel = self.channel or make_channel(
            os.environ.get("XDG_RUNTIME_DIR") or tempfile.gettempdir(), self._uid
        )
        for path in (self._channel, *(f"{self._channel}/{name}" for name in self.doors)):
            give(path, self._uid)
        manager = self._manager()
        manager.transport = "ipc"
        manager.cache_ports = False
        manager.connection_file = str(Path(self._channel, ".kernel.json"))
        manager.ip = str(Path(self._channel, ".k"))
        result: dict[str, Any] = await super().pre_launch(**kwargs)
        give(manager.connection_file, self._uid)
        return result

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:
        """Start the kernel; ``cmd`` has no say, the kernel is a fork."""
        folder = str(kwargs.get("cwd") or Path.cwd())
        job = Job(
            connection_file=self._manager().connection_file,
            channel=self._channel,
            folder=folder,
            uid=self._uid,
            limits=Limits(**self.limits),
            doors=tuple(self.doors),
            bubblewrap=self.bubblewrap,
        )
        self.kernel = zygote().start(job)
        # It has the manners of the base class' Popen.
        self.process = cast("Any", self.kernel)
        # Signals go to the watcher alone, which passes on what they mean.
        self.cwd, self.pid, self.pgid = folder, self.kernel.pid, None
        return self.connection_info

    async def wait(self) -> int | None:
        """Wait for the kernel's end, which is seen sooner than the base class looks."""
        while self.kernel is not None and self.kernel.poll() is None:  # noqa: ASYNC110 - a pipe has no event
            await asyncio.sleep(_LOOK)
        return await super().wait()

    async def kill(self, restart: bool = False) -> None:
        """End the kernel and see its end, for which the manager would look ten times a second only."""
        await super().kill(restart)
        with suppress(TimeoutError):
            await asyncio.wait_for(self.wait(), _PATIENCE)

    async def cleanup(self, restart: bool = False) -> None:
        """Remove the folder of the sockets."""
        await super().cleanup(restart)
        if not self.channel:
            remove_channel(self._channel)

    @property
    def ending(self) -> Ending | None:
        """How the kernel ended; None while it runs."""
        return self.kernel.ending if self.kernel else None

    def _manager(self) -> KernelManager:
        return cast("KernelManager", self.parent)
