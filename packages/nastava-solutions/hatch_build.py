"""Adds the course's solutions and graded banks, which stand above this folder in a checkout, beside it in an sdist."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

#: What is carried, and where the package looks for it.
PATTERNS = ("solutions/*/*.ipynb", "quizzes/graded/*.yaml")


class Content(BuildHookInterface):  # type: ignore[misc]
    """Named files one by one: answers or checkpoints of an instructor's own use stay at home."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Put the files into the wheel below the package, into an sdist at its top."""
        if version == "editable":
            return
        here = Path(self.root)
        top = here if (here / "solutions").is_dir() else here.parents[1]
        found = [path for pattern in PATTERNS for path in sorted(top.glob(pattern))]
        if not found:
            raise FileNotFoundError(f"{top}: no solutions here. Build inside a checkout of Nastava.")
        prefix = "nastava_solutions/_content/" if self.target_name == "wheel" else ""
        build_data["force_include"] |= {
            str(path): prefix + path.relative_to(top).as_posix() for path in found
        }
