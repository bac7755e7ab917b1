"""Bytes that go between processes and machines: a head in JSON, and files. Never pickles."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

_MAGIC = b"NSTV1"
_LENGTH = 8


class WireError(ValueError):
    """Bytes that are no packet, or name a file that no packet may name."""


@dataclass(frozen=True)
class Blob:
    """A file's content and its permissions."""

    data: bytes
    mode: int = 0o644


@dataclass(frozen=True)
class Packet:
    """A head and files by their path, which is relative, with slashes, and stays below its top."""

    head: Mapping[str, Any]
    files: Mapping[str, Blob] = field(default_factory=dict)

    def below(self, folder: str) -> dict[str, Blob]:
        """Return the files below a folder, by their path in it.

        Example:
            >>> sorted(Packet({}, {"a/b.txt": Blob(b""), "c": Blob(b"")}).below("a"))
            ['b.txt']
        """
        start = f"{folder}/"
        return {path.removeprefix(start): blob for path, blob in self.files.items() if path.startswith(start)}


def pack(packet: Packet) -> bytes:
    """Return a packet as bytes; the same packet always gives the same.

    Raises:
        WireError: a file has a path that no packet may have.

    Example:
        >>> unpack(pack(Packet({"student": "ana"}, {"a.txt": Blob(b"1")}))).files["a.txt"].data
        b'1'
    """
    files = sorted(packet.files.items())
    table = [[plain_path(path), len(blob.data), blob.mode] for path, blob in files]
    head = json.dumps({"head": packet.head, "files": table}, sort_keys=True).encode()
    size = len(head).to_bytes(_LENGTH, "big")
    return b"".join([_MAGIC, size, head, *(blob.data for _, blob in files)])


def unpack(data: bytes) -> Packet:
    """Read what ``pack`` wrote.

    Raises:
        WireError: the bytes are no packet.
    """
    start = len(_MAGIC) + _LENGTH
    if data[: len(_MAGIC)] != _MAGIC or len(data) < start:
        raise WireError("no packet")
    place = start + int.from_bytes(data[len(_MAGIC) : start], "big")
    files = {}
    try:
        told = json.loads(data[start:place])
        head, table = told["head"], told["files"]
        for path, size, mode in table:
            if not (isinstance(size, int) and isinstance(mode, int) and 0 <= size <= len(data) - place):
                raise WireError("a file is longer than the packet")
            files[plain_path(path)] = Blob(data[place : place + size], mode & 0o777)
            place += size
    except (KeyError, TypeError, ValueError, RecursionError) as error:
        raise WireError(f"no packet ({error})") from None
    if place != len(data) or not isinstance(head, dict):
        raise WireError("no packet")
    return Packet(head, files)


def plain_path(path: object) -> str:
    """Return a path that stays below its top, unchanged.

    Raises:
        WireError: it does not.

    Example:
        >>> plain_path("answers/kfor.json")
        'answers/kfor.json'
        >>> plain_path("../gradebook.db")
        Traceback (most recent call last):
        ...
        nastava.grading.engine.wire.WireError: not a path below a folder: '../gradebook.db'
    """
    if not isinstance(path, str) or "\0" in path or "\\" in path or str(PurePosixPath(path)) != path:
        raise WireError(f"not a path below a folder: {path!r:.80}")
    parts = PurePosixPath(path).parts
    if not parts or parts[0] == "/" or ".." in parts or "." in parts:
        raise WireError(f"not a path below a folder: {path!r:.80}")
    return path
