"""A bank's file, read so that a fault can name its line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from nastava.quizzes.faults import Fault
from nastava.quizzes.plain_yaml import Place, parse_yaml

__all__ = ["MAX_BYTES", "Place", "Source", "parse_source", "read_bytes", "read_source"]

#: Larger banks are refused: they would be a mistake or an attack (a bank of 5,000 items has about 12 MB).
MAX_BYTES = 64 * 1024 * 1024


@dataclass(frozen=True)
class Source:
    """A parsed YAML file: its text, its data, and what is wrong with it as YAML."""

    path: Path
    data: Any
    text: str = field(default="", repr=False)
    faults: tuple[Fault, ...] = ()

    @cached_property
    def lines(self) -> Mapping[Place, int]:
        """For each place in the data (path of keys and indices) the line; found when first needed."""
        return parse_yaml(self.text, lines=True).lines

    def line(self, place: Place) -> int:
        """Return the line of the place, or of the nearest place around it that the file has."""
        while place not in self.lines and place:
            place = place[:-1]
        return self.lines.get(place, 1)


def read_source(path: Path) -> Source:
    """Read a YAML file. Faults are collected, never raised; ``data`` is None where nothing can be read."""
    raw = read_bytes(path)
    return parse_source(path, raw) if isinstance(raw, bytes) else Source(path, None, faults=(raw,))


def read_bytes(path: Path) -> bytes | Fault:
    """Return what a bank's file holds, or why that can't be had."""
    try:
        with path.open("rb") as file:
            raw = file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        return Fault(path, 1, None, "there is no such file", "check the path")
    except OSError as error:
        problem = f"the file can't be read ({error.strerror})"
        return Fault(path, 1, None, problem, "check the path and its permissions")
    if len(raw) > MAX_BYTES:
        return Fault(path, 1, None, f"the file is larger than {MAX_BYTES // 2**20} MiB", "split the bank")
    return raw


def parse_source(path: Path, raw: bytes) -> Source:
    """Parse the bytes of a bank's file, as ``read_source`` does."""
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        return Source(
            path, None, faults=(Fault(path, line, None, "the file is not UTF-8", "save it as UTF-8"),)
        )
    parsed = parse_yaml(text)
    faults = tuple(Fault(path, fault.line, None, fault.problem, fault.mend) for fault in parsed.faults)
    return Source(path, parsed.data, text, faults)
