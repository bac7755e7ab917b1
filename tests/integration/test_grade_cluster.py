"""``nastava grade --scheduler`` on a real Dask scheduler with three workers on loopback."""

from __future__ import annotations

import contextlib
import json
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from tests.integration.grade_course import copy_of, everything, grade, hand_in, start, told, wait_for
from tests.integration.nbgrader_course import RIGHT, Course, answer, solve

pytestmark = [pytest.mark.slow, pytest.mark.timeout(1500)]


class Cluster:
    """A scheduler and its workers, each a process of its own with its own empty folder to be in."""

    def __init__(self, folder: Path, environment: dict[str, str]) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.address = f"tcp://127.0.0.1:{probe.getsockname()[1]}"
        self._folder, self._environment = folder, environment
        port = self.address.rpartition(":")[2]
        self.scheduler = self._start("scheduler", "--host", "127.0.0.1", "--port", port, "--no-dashboard")
        self.workers: list[subprocess.Popen[bytes]] = []

    def add_worker(self) -> None:
        """Start one more worker: one process, without a nanny that would start it again."""
        name = f"w{len(self.workers)}"
        options = ("--nthreads", "1", "--no-nanny", "--no-dashboard", "--name", name)
        self.workers.append(self._start("worker", self.address, *options))

    def log(self, name: str) -> str:
        """Return what a process said."""
        return "".join(path.read_text("utf-8") for path in self._folder.glob(f"{name}*.log"))

    def close(self) -> None:
        """End all of it."""
        for process in (*self.workers, self.scheduler):
            with contextlib.suppress(psutil.Error):
                below = psutil.Process(process.pid).children(recursive=True)
                process.send_signal(signal.SIGCONT)
                process.kill()
                process.wait(30)
                for one in below:
                    with contextlib.suppress(psutil.Error):
                        one.kill()

    def _start(self, what: str, *arguments: str) -> subprocess.Popen[bytes]:
        folder = self._folder / f"{what}-{time.monotonic_ns()}"
        folder.mkdir()
        with (self._folder / f"{folder.name}.log").open("wb") as log:
            return subprocess.Popen(
                [sys.executable, "-m", f"distributed.cli.dask_{what}", *arguments],
                cwd=folder, env=self._environment, stdout=log, stderr=log,
            )  # fmt: skip


@pytest.fixture
def cluster(tmp_path: Path, released: Course) -> Iterator[Cluster]:
    """A scheduler with three workers that are there."""
    folder = tmp_path / "cluster"
    folder.mkdir()
    cluster = Cluster(folder, {**released.environment, "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "3"})
    try:
        for _ in range(3):
            cluster.add_worker()
        wait_for(lambda: len(set(re.findall(r"Register worker.*name: (w\d)", cluster.log("scheduler")))) == 3)
        yield cluster
    finally:
        cluster.close()


@pytest.fixture
def course(released: Course, tmp_path: Path) -> Course:
    """A course in which nine students have handed in."""
    course = copy_of(released, tmp_path / "course")
    for name in ("submitted", "autograded", ".nastava"):
        shutil.rmtree(course.root / name, ignore_errors=True)

    def work(folder: Path) -> None:
        answer(folder, RIGHT)
        solve(folder, "import time\ntime.sleep(2)\ntotal = 27\nhalf = 13.5")

    for number in range(9):
        hand_in(course, f"s{number}", work)
    return course


class _Slowed(threading.Thread):
    """Stops a worker most of the time."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        super().__init__(daemon=True)
        self._process = process
        self.over = threading.Event()

    def run(self) -> None:
        while not self.over.is_set():
            self._process.send_signal(signal.SIGSTOP)
            self.over.wait(0.8)
            self._process.send_signal(signal.SIGCONT)
            self.over.wait(0.2)


def test_one_worker_killed_and_one_slow_leave_each_submission_one_result(cluster: Cluster, course: Course):
    """With a worker killed in mid-run and another slow, each submission ends with exactly one result, the right one."""
    slowed = _Slowed(cluster.workers[1])
    slowed.start()
    process = start(course, "--scheduler", cluster.address, "--json")
    victim = cluster.workers[2]
    try:
        # Only once it has a submission in its hands.
        wait_for(lambda: psutil.Process(victim.pid).children())
        grading = psutil.Process(victim.pid).children()
        time.sleep(4)
        victim.kill()
        victim.wait(30)
        said, errors = process.communicate(timeout=900)
    finally:
        slowed.over.set()
        slowed.join()
    assert process.returncode == 0, said + errors
    report = json.loads(said)
    assert [one["student"] for one in report["submissions"]] == [f"s{number}" for number in range(9)]
    assert {one["status"] for one in report["submissions"]} == {"graded"}
    rows = everything(course)
    assert len(rows) == 9
    assert {row["grades"]["test-answer"][0] for row in rows.values()} == {4.0}
    assert {row["grades"]["quiz-trial"][0] for row in rows.values()} == {6.0}
    # What the lost worker had started ends with it.
    wait_for(lambda: not any(one.is_running() and one.status() != "zombie" for one in grading), 60)

    again = grade(course)
    assert {one["how"] for one in again["submissions"]} == {"unchanged"}


def test_a_cluster_that_is_lost_keeps_what_was_graded(cluster: Cluster, course: Course):
    """When the scheduler dies the run says so in a line, and the next goes on, on this machine."""
    process = start(course, "--scheduler", cluster.address)
    wait_for(lambda: len(list((course.root / "autograded").glob("*/trial"))) >= 1)
    cluster.scheduler.kill()
    _, errors = process.communicate(timeout=300)
    assert process.returncode == 1
    assert re.search(r"nastava: The scheduler at tcp://.* is gone", errors), errors
    assert "Traceback" not in errors.partition("nastava: ")[2]

    report = grade(course, "--workers", "2")
    assert report["complete"] and report["graded"] == 9
    assert "unchanged" in {one["how"] for one in told(report).values()}


def test_nobody_at_the_address(course: Course):
    """An address without a scheduler is told in one line."""
    process = start(course, "--scheduler", "tcp://127.0.0.1:9")
    _, errors = process.communicate(timeout=300)
    assert process.returncode == 1
    assert "No Dask scheduler answers at tcp://127.0.0.1:9" in errors
