"""What the tests of ``nastava grade`` share: runs of it, copies of a course, all of a gradebook."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from nbgrader.api import Gradebook
from tests.integration.nbgrader_course import ASSIGNMENT, Course, edit


def copy_of(course: Course, root: Path) -> Course:
    """Return a course of its own with the same files, links and pipes among them, and the same empty home."""
    subprocess.run(["cp", "-a", str(course.root), str(root)], check=True)
    return Course(root, course.environment)


def fresh_copy_of(course: Course, root: Path) -> Course:
    """Return a released course of its own that nobody has handed in anything of."""
    copy = copy_of(course, root)
    for name in ("submitted", "autograded", "feedback", ".nastava"):
        shutil.rmtree(copy.root / name, ignore_errors=True)
    with gradebook_of(copy) as book:
        for student in [one.id for one in book.students]:
            book.remove_student(student)
    return copy


def command(*arguments: str) -> list[str]:
    """Return the command that grades."""
    return [sys.executable, "-W", "error::Warning:nastava", "-m", "nastava", "grade", *arguments]


def start(course: Course, *arguments: str) -> subprocess.Popen[str]:
    """Begin to grade, and don't wait."""
    return subprocess.Popen(
        command(ASSIGNMENT, *arguments), cwd=course.root, env=dict(course.environment), text=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip


def grade(course: Course, *arguments: str, code: int = 0, patience: float = 1500) -> dict[str, Any]:
    """Grade, and return what was told as JSON."""
    process = start(course, "--json", *arguments)
    said, errors = process.communicate(timeout=patience)
    assert process.returncode == code, said + errors
    assert "Traceback" not in errors, errors
    return json.loads(said)


def told(report: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Return by student what a run told."""
    return {one["student"]: one for one in report["submissions"]}


def hand_in(course: Course, student: str, change: Callable[[Path], None]) -> Path:
    """Hand in for a student. The cell that shows the quiz is left out, so that the kernel is up sooner."""
    folder = course.submission(student)
    edit(folder, lambda data: data["cells"][0].update(source=""))
    change(folder)
    return folder


def gradebook_of(course: Course) -> Gradebook:
    """Return the course's gradebook, to be closed."""
    return Gradebook(course.gradebook, "nastava")


def everything(course: Course) -> dict[str, Any]:
    """Return every grade, comment, flag, time and penalty of the gradebook."""
    with gradebook_of(course) as book:
        return {
            f"{submission.student.id}/{notebook.name}": {
                "timestamp": submission.timestamp,
                "extension": submission.extension,
                "flagged": notebook.flagged,
                "penalty": notebook.late_submission_penalty,
                "grades": {
                    grade.name: (
                        grade.auto_score, grade.manual_score, grade.extra_credit, grade.needs_manual_grade,
                    )
                    for grade in notebook.grades
                },
                "comments": {one.name: (one.auto_comment, one.manual_comment) for one in notebook.comments},
            }
            for submission in book.find_assignment(ASSIGNMENT).submissions
            for notebook in submission.notebooks
        }  # fmt: skip


def wait_for(what: Callable[[], Any], seconds: float = 300) -> Any:
    """Return what is asked for once it is something."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        found = what()
        if found:
            return found
        time.sleep(0.05)
    raise AssertionError("it did not come to that")


def configure(course: Course, *lines: str) -> None:
    """Add settings to the course's own."""
    path = course.root / "nbgrader_config.py"
    path.write_text("\n".join([path.read_text(encoding="utf-8"), *lines, ""]), encoding="utf-8")
