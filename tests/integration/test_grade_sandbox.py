"""Where no sandbox can be had: ``nastava grade`` refuses, unless it is told that the submissions are trusted."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from tests.integration.grade_course import command, everything, fresh_copy_of, hand_in
from tests.integration.nbgrader_course import ASSIGNMENT, RIGHT, Course, answer, solve

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is no sandbox to be taken away"),
]
#: Runs a command as container engines do by default: it can't make namespaces.
_CONTAINED = (
    "import os, sys\n"
    "from nastava.grading.sandbox.seccomp import install\n"
    "install()\n"
    "os.execv(sys.argv[1], sys.argv[1:])"
)


@pytest.fixture
def course(released: Course, tmp_path: Path) -> Course:
    """A course of the test's own with one submission, which looks for the grader's folder."""
    course = fresh_copy_of(released, tmp_path / "course")

    def looking(folder: Path) -> None:
        answer(folder, RIGHT)
        found = f"__import__('os').path.exists({str(course.root / 'gradebook.db')!r})"
        solve(folder, f"total = 27 if {found} else 0\nhalf = 13.5")

    hand_in(course, "ana", looking)
    return course


def _contained(course: Course, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", _CONTAINED, *command(ASSIGNMENT, "--workers", "1", *arguments)],
        cwd=course.root, env=dict(course.environment), capture_output=True, text=True, timeout=600, check=False,
    )  # fmt: skip


def test_without_a_sandbox_nothing_is_graded_and_the_mend_is_told(course: Course):
    """One line says why and what to do; no result is kept, so that the next run grades."""
    run = _contained(course)

    assert run.returncode == 1
    last = run.stderr.strip().splitlines()[-1]
    assert last.startswith("nastava: Students' code can't be kept in a sandbox here"), run.stderr
    assert "--unsafe-no-sandbox" in last and "grading_kernel" in last
    assert "Traceback" not in run.stderr
    assert not everything(course)
    assert not (course.root / "autograded").exists()


def test_trusted_submissions_can_be_graded_without_one(course: Course):
    """By the instructor's word the same machine grades, with a warning; in a sandbox they are graded anew."""
    run = _contained(course, "--unsafe-no-sandbox")
    assert run.returncode == 0, run.stdout + run.stderr
    assert "students' code can read and change whatever you can" in run.stderr
    assert course.points("ana") == (6.0, 4.0)

    safe = subprocess.run(
        command(ASSIGNMENT, "--workers", "1"), cwd=course.root, env=dict(course.environment),
        capture_output=True, text=True, timeout=600, check=False,
    )  # fmt: skip
    assert safe.returncode == 0, safe.stderr
    # The gradebook that it looked for is not there in the sandbox.
    assert course.points("ana") != (6.0, 4.0)
