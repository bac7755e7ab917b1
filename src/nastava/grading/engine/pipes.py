"""Frames on a pipe: eight bytes that say how long, then the bytes."""

from __future__ import annotations

import os
import selectors
import time
from typing import IO, BinaryIO

#: Longest frame that is believed.
MAX_FRAME = 2**31
_LENGTH = 8


class PipeClosedError(Exception):
    """The other end is gone."""


def write_frame(pipe: BinaryIO, data: bytes) -> None:
    """Write a frame to a pipe that blocks."""
    pipe.write(len(data).to_bytes(_LENGTH, "big"))
    pipe.write(data)
    pipe.flush()


def read_frame(pipe: BinaryIO) -> bytes | None:
    """Read a frame from a pipe that blocks; None where there is none any more.

    Example:
        >>> import io
        >>> read_frame(io.BytesIO(bytes([0] * 7 + [2]) + b"hi")), read_frame(io.BytesIO(b""))
        (b'hi', None)
    """
    head = pipe.read(_LENGTH)
    if len(head) < _LENGTH:
        return None
    size = int.from_bytes(head, "big")
    data = pipe.read(size)
    return data if len(data) == size else None


def send(pipe: IO[bytes], data: bytes, deadline: float) -> None:
    """Write a frame to a process that may hang.

    Args:
        pipe: its standard input.
        data: what to write.
        deadline: by ``time.monotonic``.

    Raises:
        TimeoutError: it did not read all of it in time.
        PipeClosedError: it is gone.
    """
    handle = pipe.fileno()
    os.set_blocking(handle, False)
    rest = memoryview(len(data).to_bytes(_LENGTH, "big") + data)
    with selectors.DefaultSelector() as selector:
        selector.register(handle, selectors.EVENT_WRITE)
        while rest:
            _wait(selector, deadline)
            try:
                rest = rest[os.write(handle, rest[: 2**20]) :]
            except BlockingIOError:
                continue
            except OSError:
                raise PipeClosedError from None


def receive(pipe: IO[bytes], deadline: float, most: int = MAX_FRAME) -> bytes:
    """Read a frame from a process that may hang.

    Raises:
        TimeoutError: it was not there in time.
        PipeClosedError: the process is gone, or what it writes is no frame.
    """
    handle = pipe.fileno()
    os.set_blocking(handle, False)
    with selectors.DefaultSelector() as selector:
        selector.register(handle, selectors.EVENT_READ)
        size = int.from_bytes(_read(handle, selector, _LENGTH, deadline), "big")
        if size > most:
            raise PipeClosedError
        return bytes(_read(handle, selector, size, deadline))


def _read(handle: int, selector: selectors.BaseSelector, size: int, deadline: float) -> bytearray:
    data = bytearray()
    while len(data) < size:
        _wait(selector, deadline)
        try:
            part = os.read(handle, min(size - len(data), 2**20))
        except BlockingIOError:
            continue
        if not part:
            raise PipeClosedError
        data += part
    return data


def _wait(selector: selectors.BaseSelector, deadline: float) -> None:
    rest = deadline - time.monotonic()
    if rest <= 0 or not selector.select(rest):
        raise TimeoutError
