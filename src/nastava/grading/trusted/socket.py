"""The grader's end of the socket to a trusted kernel."""

from __future__ import annotations

import asyncio
import hmac
import json
import secrets
import socket
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from nbformat import NotebookNode
from nbformat.v4 import new_output

from nastava.checks.wire import HEAD, length, packed

#: The socket's name in the trusted kernel's working directory.
NAME = ".nastava"

Ask = Callable[[str], Awaitable[str]]


class Door:
    """A socket that lets one kernel in: the one that knows the token.

    Args:
        folder: the trusted kernel's working directory; its path must be short, as sockets' are.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / NAME
        self._token = secrets.token_hex(16)
        self._listener = socket.socket(socket.AF_UNIX)
        self._listener.bind(str(self._path))
        self._path.chmod(0o600)
        self._listener.listen(4)
        self._listener.setblocking(False)
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    @property
    def token(self) -> str:
        """What the kernel has to say here."""
        return self._token

    async def let_in(self, seconds: float) -> None:
        """Wait for the kernel; whoever else knocks is turned away, and nobody after it gets in.

        Raises:
            TimeoutError: it did not come.
        """
        async with asyncio.timeout(seconds):
            while self._streams is None:
                connection, _ = await asyncio.get_running_loop().sock_accept(self._listener)
                reader, writer = await asyncio.open_unix_connection(sock=connection)
                if await _knows(reader, self._token):
                    self._streams = reader, writer
                else:
                    writer.close()
        self._listener.close()
        self._path.unlink(missing_ok=True)

    async def run(self, source: str, ask: Ask) -> tuple[tuple[NotebookNode, ...], str]:
        """Have the kernel run a cell, and pass its questions on; return its outputs and its report.

        Raises:
            OSError, EOFError: the kernel is gone.
            ValueError, KeyError, TypeError: what it says makes no sense.
        """
        if self._streams is None:
            raise EOFError
        reader, writer = self._streams
        writer.write(packed({"run": source}))
        while True:
            await writer.drain()
            message = await _message(reader)
            if "report" in message:
                return tuple(map(_output, message["outputs"])), str(message["report"])
            answer = await ask(str(message["ask"]))
            writer.write(packed({"n": message["n"], "answer": answer}))

    def close(self) -> None:
        """Close everything."""
        if self._streams is not None:
            self._streams[1].close()
        self._listener.close()
        self._path.unlink(missing_ok=True)


async def _message(reader: asyncio.StreamReader) -> Any:
    size = length(await reader.readexactly(HEAD.size))
    return json.loads(await reader.readexactly(size))


def _output(data: dict[str, Any]) -> NotebookNode:
    fields = dict(data)
    output: NotebookNode = new_output(fields.pop("output_type"), **fields)
    return output


async def _knows(reader: asyncio.StreamReader, token: str) -> bool:
    try:
        async with asyncio.timeout(5):
            given = str((await _message(reader))["token"])
    except (OSError, EOFError, ValueError, KeyError, TypeError, TimeoutError, RecursionError):
        return False
    return hmac.compare_digest(given.encode("utf-8", "replace"), token.encode())
