"""Releases every assignment into notebooks/exercises/, as a learner without an instructor gets it.

nbgrader's own ``generate_assignment`` does it, with the course's settings: no solution, hidden test or key stays in.
Run it after a change in solutions/ or quizzes/graded/: make exercises. A test holds both together.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TARGET = ROOT / "notebooks" / "exercises"


def assignments() -> Iterator[str]:
    """Yield the names of the course's assignments."""
    yield from sorted(path.parent.name for path in ROOT.glob("solutions/*/*.ipynb"))


def release(target: Path) -> None:
    """Write the released version of every assignment below a folder; what stood there is replaced.

    Raises:
        SystemExit: nbgrader refused one; its own words say why.
    """
    # Private keys belong to an instructor's own release.
    environment = {name: value for name, value in os.environ.items() if name != "NASTAVA_PRIVATE"}

    def one(name: str) -> None:
        with tempfile.TemporaryDirectory() as folder:
            command = [
                sys.executable, "-m", "nbgrader", "generate_assignment", name, "--force",
                f"--CourseDirectory.release_directory={folder}/release",
                f"--db=sqlite:///{folder}/gradebook.db",
            ]  # fmt: skip
            done = subprocess.run(
                command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False
            )
            if done.returncode:
                raise SystemExit(f"{name}: not released.\n{done.stderr}")
            shutil.rmtree(target / name, ignore_errors=True)
            shutil.copytree(Path(folder) / "release" / name, target / name)

    with ThreadPoolExecutor(max_workers=os.cpu_count()) as pool:
        list(pool.map(one, assignments()))


if __name__ == "__main__":
    shutil.rmtree(TARGET, ignore_errors=True)
    release(TARGET)
    print(*sorted(path.relative_to(ROOT).as_posix() for path in TARGET.rglob("*.*")), sep="\n")
