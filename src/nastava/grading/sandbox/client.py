"""A client for kernels that nobody has spoken to: it needn't wait for what others may still be saying."""

from __future__ import annotations

import time
from queue import Empty
from typing import Any

import zmq
import zmq.asyncio
from jupyter_client.asynchronous.client import AsyncKernelClient

#: Seconds to wait for one message before asking again.
_TURN = 1.0
#: Milliseconds until a connection that was not accepted is tried again: the kernel opens its sockets meanwhile.
#: The library's tenth of a second would be most of a start.
_TRY_AGAIN = 3


class FreshKernelClient(AsyncKernelClient):
    """Knows a kernel to be ready by its answer to the first request, published to its end.

    ``jupyter_client`` listens on for 0.2 seconds of silence, twice, since a kernel may have other clients.
    """

    def _context_default(self) -> zmq.asyncio.Context:
        context: zmq.asyncio.Context = super()._context_default()
        context.setsockopt(zmq.RECONNECT_IVL, _TRY_AGAIN)
        return context

    def start_channels(
        self,
        shell: bool = True,
        iopub: bool = True,
        stdin: bool = False,
        hb: bool = False,
        control: bool = True,
    ) -> None:
        """Start the channels that grading uses: the kernel's process tells whether it lives, and nobody types.

        The heartbeat's thread would only hold up the end.
        """
        super().start_channels(shell, iopub, stdin, hb, control)

    def stop_channels(self) -> None:
        """Stop them, and wait for no message to a kernel that is gone."""
        super().stop_channels()
        self.context.destroy(linger=0)

    async def wait_for_ready(self, timeout: float | None = None) -> None:  # noqa: ASYNC109 - the base class' name
        """Wait until the kernel answers and its public channel is heard.

        Raises:
            RuntimeError: it has died, or didn't answer in time.
        """
        until = time.monotonic() + (timeout or float("inf"))
        while True:
            asked = self.kernel_info()
            if await self._answered(asked, until):
                return
            if not await self._async_is_alive():
                raise RuntimeError("Kernel died before replying to kernel_info")
            if time.monotonic() > until:
                raise RuntimeError(f"Kernel didn't respond in {timeout} seconds")

    async def _answered(self, asked: str, until: float) -> bool:
        try:
            while True:
                reply = await self.shell_channel.get_msg(timeout=min(_TURN, until - time.monotonic()))
                if reply["parent_header"].get("msg_id") == asked:
                    break
            while True:
                said: dict[str, Any] = await self.iopub_channel.get_msg(timeout=_TURN / 5)
                idle = said["msg_type"] == "status" and said["content"].get("execution_state") == "idle"
                if idle and said["parent_header"].get("msg_id") == asked:
                    break
        except Empty:
            return False
        self._handle_kernel_info_reply(reply)
        return True
