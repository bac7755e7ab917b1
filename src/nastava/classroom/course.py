"""The course as nbgrader's own commands see it: the same settings files, in the same order, and its folders."""

from __future__ import annotations

import contextlib
import glob
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from nbgrader.apps import AutogradeApp
from nbgrader.coursedir import CourseDirectory

from nastava.errors import NastavaError
from nastava.quizzes.find import COURSE_CONFIG

#: How the test cell of a graded quiz is named: this, then the quiz's id.
QUIZ_PREFIX = "quiz-"


class SettingsApp(AutogradeApp):  # type: ignore[misc]
    """nbgrader's command ``autograde``, to read settings with; it is never started.

    ``folders`` takes the place of the machine's own folders of Jupyter settings.
    """

    folders: Sequence[str] | None = None

    @property
    def config_file_paths(self) -> list[str]:
        """Where settings are looked for, besides the course."""
        return list(self.folders if self.folders is not None else super().config_file_paths)


def read_settings(root: Path, folders: Sequence[str] | None = None) -> Any:
    """Return nbgrader's application with a course's settings.

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
    return app


def submission_folder(course: CourseDirectory, student: str, assignment: str) -> Path:
    """Return the folder that a student handed in."""
    return Path(course.format_path(course.submitted_directory, student, assignment))


def released_folder(course: CourseDirectory, assignment: str) -> Path:
    """Return the folder in which ``generate_assignment`` laid an assignment: the instructor's own copy."""
    return Path(course.format_path(course.release_directory, ".", assignment))


def students_with_a_folder(course: CourseDirectory, assignment: str) -> Iterator[str]:
    """Yield who has a folder for the assignment, wherever the course's structure puts it."""
    step = course.submitted_directory
    pattern = course.directory_structure.format(
        nbgrader_step=glob.escape(step), student_id="*", assignment_id=glob.escape(assignment)
    )
    wanted = re.compile(
        course.format_path(re.escape(step), r"(?P<student>[^/\\]+)", re.escape(assignment), escape=True)
    )
    for path in Path(course.root).glob(pattern):
        found = wanted.fullmatch(str(path))
        if found and path.is_dir():
            yield found["student"]


def gradebook_address(course: CourseDirectory) -> str:
    """Return the address of a course's gradebook; a path is read from the course's folder, wherever this runs.

    Example:
        >>> course = CourseDirectory(root="/srv/course", db_url="sqlite:///gradebook.db")
        >>> gradebook_address(course)
        'sqlite:////srv/course/gradebook.db'
    """
    start = "sqlite:///"
    url = str(course.db_url)
    path = url.removeprefix(start)
    return start + str(Path(course.root) / path) if url.startswith(start) and path else url


def course_root(folder: Path) -> Path:
    """Return the course that a folder lies in.

    Raises:
        NastavaError: it lies in none.
    """
    start = folder.absolute()
    for candidate in (start, *start.parents):
        if (candidate / COURSE_CONFIG).is_file():
            return candidate
    raise NastavaError(
        f"{start} lies in no course. Run this in the folder that holds {COURSE_CONFIG}, or name that folder with --course."
    )
