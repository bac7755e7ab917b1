"""The course's exchange folder, as nbgrader is set up for this learner."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

#: Seconds that nbgrader may take: large folders on slow disks are copied twice.
_PATIENCE = 300
#: nbgrader's own default, looked at without starting it.
_DEFAULT = Path("/usr/local/share/nbgrader/exchange")
_SETTINGS = ("nbgrader_config.py", "nbgrader_config.json")


@dataclass(frozen=True)
class Exchange:
    """What exchange there is.

    ``released`` holds by course the assignments in it; a plugin's exchange doesn't tell them. ``problem``: why it
    couldn't be asked.
    """

    there: bool = False
    root: str = ""
    course: str = ""
    released: Mapping[str, Sequence[str]] = field(default_factory=dict)
    problem: str = ""

    def course_of(self, assignment: str) -> str | None:
        """Return the course that an assignment is to be handed in to; None where it was released in none.

        Example:
            >>> Exchange(True, released={"history": ["one"], "law": ["two"]}).course_of("two")
            'law'
        """
        if not self.there:
            return None
        courses = [course for course, names in self.released.items() if assignment in names]
        if self.course in courses or (self.course and not self.root):
            return self.course
        return courses[0] if len(courses) == 1 and not self.course else None


def find_exchange(root: Path) -> Exchange:
    """Return what exchange a learner's folder has. Takes a second where nbgrader has to be asked."""
    if not _may_have_one(root):
        return Exchange()
    told = ask({"do": "look"}, root)
    if not told.get("there"):
        return Exchange(problem=str(told.get("why", "")))
    return Exchange(True, told["root"], told["course"], told["released"])


def ask(request: Mapping[str, Any], root: Path) -> dict[str, Any]:
    """Have nbgrader do something, in a process of its own that runs in the learner's folder."""
    command = [sys.executable, "-m", "nastava.handin.through_nbgrader"]
    try:
        done = subprocess.run(
            command, input=json.dumps(request), cwd=root, capture_output=True, text=True, encoding="utf-8",
            timeout=_PATIENCE, check=True,
        )  # fmt: skip
        reply: dict[str, Any] = json.loads(done.stdout)
    except (OSError, ValueError, subprocess.SubprocessError) as error:
        return {"there": False, "ok": False, "why": f"nbgrader: {error}"}
    return reply


def _may_have_one(root: Path) -> bool:
    """Tell whether it is worth asking: most learners at home have neither settings nor the default folder."""
    from jupyter_core.paths import jupyter_config_path

    if sys.platform == "win32":  # nbgrader's exchange needs a system that knows owners
        return False
    places = (root, *map(Path, jupyter_config_path()))
    return _DEFAULT.is_dir() or any((place / name).is_file() for place in places for name in _SETTINGS)
