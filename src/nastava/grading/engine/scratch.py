"""A scratch course for one submission at a time, made anew from the assignment's bytes before each."""

from __future__ import annotations

import logging
import os
import shutil
import sys
from pathlib import Path

from jupyter_client.kernelspec import NATIVE_KERNEL_NAME

from nastava.content import PRIVATE
from nastava.errors import NastavaError
from nastava.grading.engine.course import OpenCourse, open_course
from nastava.grading.engine.laying import lay
from nastava.grading.engine.quick import let_go
from nastava.grading.engine.rows import add_student, write_scratch
from nastava.grading.engine.wire import Blob, Packet
from nastava.grading.execute import Execute
from nastava.grading.sandbox.manager import SANDBOX


class ScratchCourse:
    """Where a worker grades.

    What a submission's code did to the folder is gone with it. Settings are read once: they stay in memory,
    which no student's process shares.

    Args:
        top: a folder of the worker's own.
        bundle: the assignment.
    """

    def __init__(self, top: Path, bundle: Packet) -> None:
        self.root = top / "course"
        self.bundle = bundle
        self.assignment = str(bundle.head["rows"]["assignment"])
        self._settings = top / "settings"
        shutil.rmtree(self._settings, ignore_errors=True)
        lay(self._settings, bundle.below("settings"))
        self._set_environment()
        self._lay_course()
        self.opened = self._open()
        self._gradebook = self._make_gradebook(top)

    def renew(self, student: str) -> OpenCourse:
        """Return the course as it was before anybody's work was in it; the gradebook knows the student."""
        os.chdir(self.root.parent)
        self._lay_course()
        folders = self.opened.folders
        for name, step in (("source", folders.source_directory), ("release", folders.release_directory)):
            lay(self._inside(step, "."), self.bundle.below(name))
        gradebook = self.root / "gradebook.db"
        let_go(folders.db_url)
        gradebook.write_bytes(self._gradebook)
        add_student(gradebook, student)
        folders.student_id = student
        return self.opened

    @property
    def sandboxed(self) -> bool:
        """Whether students' code is to be kept in a sandbox."""
        return bool(Execute(parent=self.opened.app).grading_kernel == SANDBOX)

    def lay_step(self, step: str, student: str, files: dict[str, Blob]) -> Path:
        """Write a student's files of a step of grading, and return the folder."""
        folder = self._inside(step, student)
        lay(folder, files)
        return folder

    def _lay_course(self) -> None:
        shutil.rmtree(self.root, ignore_errors=True)
        lay(self.root, self.bundle.below("course"))

    def _open(self) -> OpenCourse:
        places = sorted(int(path.name) for path in self._settings.iterdir())
        before = list(sys.path)
        opened = open_course(self.root, [str(self._settings / str(place)) for place in places])
        sys.path[:] = [str(self.root), *before]
        opened.app.log_level = logging.WARNING
        if self.bundle.head["unsafe"]:
            opened.app.config.Execute.grading_kernel = NATIVE_KERNEL_NAME
        folders = opened.folders
        folders.root = str(self.root)
        folders.db_url = f"sqlite:///{self.root / 'gradebook.db'}"
        folders.assignment_id = self.assignment
        folders.student_id_exclude = ""
        return OpenCourse(opened.app, self.root)

    def _make_gradebook(self, top: Path) -> bytes:
        path = top / "template.db"
        path.unlink(missing_ok=True)
        # nbgrader's preprocessors name no course, which for them is "default_course".
        courses = [self.bundle.head["course_id"], "default_course"]
        write_scratch(path, self.bundle.head["rows"], courses)
        return path.read_bytes()

    def _inside(self, step: str, student: str) -> Path:
        folder = self.opened.folder(step, student, self.assignment)
        if not folder.is_relative_to(self.root):
            raise NastavaError(
                f"The course's settings put '{step}' at {folder}, outside the course. Use relative folders."
            )
        return folder

    def _set_environment(self) -> None:
        for name, value in self.bundle.head["environment"].items():
            os.environ.pop(name, None)
            if value is not None:
                os.environ[name] = value
        # The private banks came with the assignment.
        os.environ[PRIVATE] = str(self.root)
