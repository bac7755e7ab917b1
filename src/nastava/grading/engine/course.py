"""The course as nbgrader's own commands see it: the same settings files, in the same order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nbgrader.coursedir import CourseDirectory

from nastava.classroom.course import read_settings
from nastava.grading.engine.settings import GradingEngine


@dataclass(frozen=True)
class OpenCourse:
    """A course with its settings."""

    app: Any
    root: Path

    @property
    def folders(self) -> CourseDirectory:
        """Where things lie, in nbgrader's own word."""
        return self.app.coursedir

    @property
    def limits(self) -> GradingEngine:
        """The engine's settings."""
        return GradingEngine(parent=self.app)

    def folder(self, step: str, student: str, assignment: str) -> Path:
        """Return a folder of a course's step, such as ``course.folders.submitted_directory``."""
        return Path(self.folders.format_path(step, student, assignment))


def open_course(root: Path, folders: Sequence[str] | None = None) -> OpenCourse:
    """Read a course's settings.

    Args:
        root: the folder that nbgrader's commands are run in.
        folders: folders with settings instead of this machine's own.

    Raises:
        NastavaError: there are none, or they can't be read.
    """
    app = read_settings(root, folders)
    return OpenCourse(app, Path(app.coursedir.root))
