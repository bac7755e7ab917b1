"""Texts on a socket between a trusted kernel and the grader: length, then JSON in UTF-8."""

from __future__ import annotations

import json
import socket
import struct
from typing import Any

from nastava.checks.limits import MAX_TEXT

#: What stands before each message: its length in bytes.
HEAD = struct.Struct("!I")
#: Bytes of one message: a text as long as may cross, written in JSON within JSON.
MAX_BYTES = 4 * MAX_TEXT
#: The kind under which a kernel gives a text that no formatter changes.
TEXT = "application/vnd.nastava.text"


def packed(data: Any) -> bytes:
    r"""Return a message ready for the socket.

    Raises:
        ValueError: it is longer than may cross.

    Example:
        >>> packed({"n": 1})
        b'\x00\x00\x00\x08{"n": 1}'
    """
    body = json.dumps(data, ensure_ascii=False).encode("utf-8", "replace")
    if len(body) > MAX_BYTES:
        raise ValueError("the message is too long")
    return HEAD.pack(len(body)) + body


def length(head: bytes) -> int:
    r"""Return how many bytes follow.

    Raises:
        ValueError: more than may cross.

    Example:
        >>> length(b"\x00\x00\x00\x08")
        8
    """
    size: int = HEAD.unpack(head)[0]
    if size > MAX_BYTES:
        raise ValueError("the message is too long")
    return size


def receive(connection: socket.socket) -> Any:
    """Return the next message of a socket.

    Raises:
        ConnectionError: the other side is gone.
        ValueError: what came is no message.
    """
    return json.loads(_exactly(connection, length(_exactly(connection, HEAD.size))))


def _exactly(connection: socket.socket, size: int) -> bytes:
    parts = bytearray()
    while len(parts) < size:
        part = connection.recv(min(size - len(parts), 1 << 20))
        if not part:
            raise ConnectionError("the grader has closed the connection")
        parts += part
    return bytes(parts)


class Told:
    """A text that leaves a kernel as it is: formatters and ``%precision`` change others.

    Example:
        >>> Told("27")._repr_mimebundle_()
        {'application/vnd.nastava.text': '27'}
    """

    def __init__(self, text: str) -> None:
        self._text = text

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, str]:
        return {TEXT: self._text}
