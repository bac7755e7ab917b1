"""A fault in a bank or a lesson, as one line that names its place and the mend."""

from __future__ import annotations

import os
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, order=True)
class Fault:
    """Where something is wrong, what, and how to mend it.

    In a notebook, where lines say little, ``line`` is 0 and ``item`` the id of the cell.
    """

    path: Path
    line: int
    item: str | None
    problem: str
    mend: str

    def __str__(self) -> str:
        item = f" [{self.item}]" if self.item else ""
        line = f":{self.line}" if self.line else ""
        return f"{shown(self.path)}{line}:{item} {self.problem}. Mend: {self.mend}."

    def to_dict(self) -> dict[str, Any]:
        """Return the fault as JSON-able data."""
        return {**asdict(self), "path": shown(self.path)}


def shown(path: Path) -> str:
    """Return the path as seen from the working directory where it lies below, else whole."""
    relative = os.path.relpath(path)
    return str(path) if relative.startswith("..") else relative
