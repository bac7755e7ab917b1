"""A run: plan, work, store, lay, merge; then feedback."""

from __future__ import annotations

import contextlib
import shutil
import time
from collections.abc import Generator, Iterator, Sequence
from pathlib import Path
from typing import Protocol

from nbgrader.api import Gradebook, Student
from nbgrader.converters import Autograde
from sqlalchemy import select

from nastava.errors import NastavaError
from nastava.grading.engine.bundle import Bundle, make_bundle
from nastava.grading.engine.course import OpenCourse
from nastava.grading.engine.gradebook import open_alone
from nastava.grading.engine.laying import swap_in
from nastava.grading.engine.merge import Merger, NotTakenError
from nastava.grading.engine.outcome import Outcome, Report
from nastava.grading.engine.plan import Plan, students_to_grade
from nastava.grading.engine.pool import LocalPool, processors
from nastava.grading.engine.result import Result, ResultError, failed, plain_note, read_result
from nastava.grading.engine.store import Store
from nastava.grading.engine.task import Answer, Job, Known, Task
from nastava.grading.engine.wire import Blob, Packet


class Listener(Protocol):
    """Is told how a run goes on."""

    def begin(self, what: str, total: int) -> None:
        """A part of the run begins, with so many submissions."""

    def done(self, outcome: Outcome) -> None:
        """A submission has its outcome."""


class Pool(Protocol):
    """Does tasks somewhere."""

    def run(self, items: Iterator[Task | Known]) -> Generator[Answer | Known]:
        """Yield an answer for each task, and what needs none as it is."""

    def close(self) -> None:
        """End what works."""


def grade(
    course: OpenCourse,
    assignment: str,
    listener: Listener,
    *,
    students: Sequence[str] = (),
    workers: int | None = None,
    scheduler: str | None = None,
    force: bool = False,
    feedback: bool = False,
    unsafe: bool = False,
) -> Report:
    """Grade an assignment into the course's gradebook.

    Args:
        course: the course.
        assignment: its name.
        listener: is told of each submission.
        students: those to grade; all who have handed in where there is none.
        workers: processes on this machine; as many as it has processors where that is None.
        scheduler: address of a Dask scheduler whose workers grade instead.
        force: grade what is unchanged too.
        feedback: write feedback as well.
        unsafe: run students' code without a sandbox, with all rights of whoever grades.

    Raises:
        NastavaError: the run can't begin, or can't go on; what was graded is kept.
    """
    start = time.monotonic()
    with open_alone(course) as gradebook:
        bundle = make_bundle(course, gradebook, assignment, unsafe=unsafe)
        gradebook.db.rollback()  # a server ends who stays idle within a transaction
        chosen = students_to_grade(course, assignment, students)
        run = _Run(course, gradebook, bundle, assignment, at_home=scheduler is None)
        with contextlib.closing(_pool(bundle, course, workers, scheduler)) as pool:
            listener.begin("grade", len(chosen))
            report = Report(assignment)
            for outcome in run.grade(pool, chosen, force=force):
                report.add(outcome)
                listener.done(outcome)
            if feedback:
                from nastava.grading.engine.feedback import write_feedback

                graded = sorted(one.student for one in report.outcomes if one.status == "graded")
                listener.begin("feedback", len(graded))
                for outcome in write_feedback(course, gradebook, bundle, pool, graded, force=force):
                    report.add_feedback(outcome)
                    listener.done(outcome)
        report.seconds = time.monotonic() - start
        return report


class _Run:
    def __init__(
        self, course: OpenCourse, gradebook: Gradebook, bundle: Bundle, assignment: str, *, at_home: bool
    ) -> None:
        self._at_home = at_home
        self._course = course
        self._gradebook = gradebook
        self._bundle = bundle
        self._assignment = assignment
        self._store = Store(course.root, assignment)
        self._merger = Merger(course, gradebook, assignment)
        self._autograde = Autograde(coursedir=course.folders, parent=course.app)

    def grade(self, pool: Pool, students: Sequence[str], *, force: bool) -> Iterator[Outcome]:
        """Yield the outcome of each submission, once it is in the gradebook."""
        known = None
        if not self._autograde.create_student:
            known = set(self._gradebook.db.execute(select(Student.id)).scalars())
            self._gradebook.db.rollback()
        marks = self._merger.marks()
        plan = Plan(self._course, self._bundle, self._store, marks, force=force, may_join=known)
        with contextlib.closing(pool.run(plan.items(students))) as answers:
            for item in answers:
                yield self._finish(item)

    def _finish(self, item: Answer | Known) -> Outcome:
        if isinstance(item, Answer):
            return self._take(item.task, item.data)
        if item.what == "unchanged":
            return Outcome(item.student, item.status, "unchanged", item.reason, list(item.notes))
        if item.what == "refused":
            result = failed(item.student, item.reason or "")
            return self._settle(item, result, {}, "now")
        data = self._store.get(item.student, item.key)
        try:
            result, packet = read_result(data or b"", item.student, self._bundle.rows)
        except ResultError:
            # Damaged on the disk: the next run grades it.
            self._store.drop(item.student, item.key)
            why = "The stored result was damaged and was removed; run this again."
            return Outcome(item.student, "none", "stored", why)
        return self._settle(item, result, packet.files, "stored")

    def _take(self, task: Task, data: bytes) -> Outcome:
        try:
            result, packet = read_result(data, task.student, self._bundle.rows)
        except ResultError as error:
            result, packet = failed(task.student, str(error), again=True), Packet({})
        if result.mismatch and self._at_home:
            raise NastavaError(result.reason or "")  # the next worker would say the same
        if result.mismatch:
            return Outcome(task.student, "none", "now", result.reason)
        if result.status == "failed" and self._store.has(task.student, task.key):
            why = f"{result.reason} What was graded before stays."
            return Outcome(task.student, "failed", "now", why, result.notes)
        if not result.again:
            self._store.put(task.student, task.key, data)
        return self._settle(task, result, packet.files, "now")

    def _settle(
        self, item: Task | Known, result: Result, files: dict[str, Blob] | object, how: str
    ) -> Outcome:
        """Lay the files, then merge: see ``nastava.grading.engine`` on why in this order."""
        folder = self._graded(result.student)
        if result.status == "graded":
            swap_in(folder, files)  # type: ignore[arg-type]
            if self._course.folders.groupshared:
                self._autograde.set_permissions(self._assignment, result.student)
        elif folder.exists():
            shutil.rmtree(folder)  # as nbgrader does where it fails
        notes = [*item.notes, *result.notes]
        self._store.keep_notes(result.student, item.key, result.notes)
        try:
            troubles = self._merger.merge(result, item.key, item.timestamp)
        except NotTakenError as error:
            return Outcome(result.student, "none", how, str(error), notes)
        notes += (plain_note("penalty", words) for words in troubles)
        self._store.tidy(result.student, item.key)
        return Outcome.of(result, how, notes)

    def _graded(self, student: str) -> Path:
        return self._course.folder(self._course.folders.autograded_directory, student, self._assignment)


def _pool(bundle: Bundle, course: OpenCourse, workers: int | None, scheduler: str | None) -> Pool:
    limits = course.limits
    job = Job(bundle, limits.deadline, limits.max_result_megabytes * 2**20)
    if scheduler is not None:
        from nastava.grading.engine.cluster import Cluster

        return Cluster(job, scheduler)
    return LocalPool(job, workers or processors())
