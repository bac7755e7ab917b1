"""A page that stays open keeps its connection to the kernel."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from tests.browser.lab import running_lab
from tornado.websocket import websocket_connect

#: Seconds between a Jupyter server's pings, unless it is told otherwise.
PING = 30


@pytest.mark.slow
def test_a_connection_outlives_a_minutes_reading(tmp_path: Path) -> None:
    """Whoever reads before they answer is still connected, and nothing is complained of."""
    with running_lab(tmp_path) as lab:
        kernel = lab.api("api/kernels", "POST", {"name": "python3"})["id"]

        async def stay() -> bool:
            address = f"{lab.url.replace('http', 'ws')}/api/kernels/{kernel}/channels?session_id=reader&token={lab.token}"
            socket = await websocket_connect(address)
            loop = asyncio.get_running_loop()
            end = loop.time() + PING + 5
            while (left := end - loop.time()) > 0:
                try:
                    if await asyncio.wait_for(socket.read_message(), left) is None:
                        return False
                except TimeoutError:
                    break
            socket.close()
            return True

        assert asyncio.run(stay())
        assert not [line for line in lab.output if "ping" in line]
