"""The course as nbgrader's own commands see it: the same settings files, in the same order."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nbgrader.apps import AutogradeApp
from nbgrader.coursedir import CourseDirectory

from nastava.errors import NastavaError
from nastava.grading.engine.settings import GradingEngine
from nastava.quizzes.find import COURSE_CONFIG


class SettingsApp(AutogradeApp):  # type: ignore[misc]
    """nbgrader's command ``autograde``, to read settings with; it is never started.

    ``folders`` takes the place of the machine's own folders of Jupyter settings.
    """

    folders: Sequence[str] | None = None

    @property
    def config_file_paths(self) -> list[str]:
        """Where settings are looked for, besides the course."""
        return list(self.folders if self.folders is not None else super().config_file_paths)


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
    if not (root / COURSE_CONFIG).is_file():
        raise NastavaError(
            f"{root} holds no {COURSE_CONFIG}. Run this in the course's folder, as nbgrader's commands."
        )
    app = SettingsApp()
    app.folders = folders
    app.raise_config_file_errors = True
    with contextlib.chdir(root):
        try:
            app.initialize([])
        except SystemExit:
            raise NastavaError(f"{root / COURSE_CONFIG} can't be used; the lines above say why.") from None
        except Exception as error:  # the instructor's own program may do anything
            raise NastavaError(
                f"{root / COURSE_CONFIG} can't be read ({type(error).__name__}: {error})."
            ) from error
        return OpenCourse(app, Path(app.coursedir.root))
