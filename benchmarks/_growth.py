"""Whether a submission costs more the more there are: the same small assignment, for few students and for many.

One cell of a student's and one trusted test, so that what is not the kernels' weighs most. Measured are

- the coordinator's own processor seconds a submission: planning, hashing, reading what was handed in, keeping results,
  entering them into the gradebook, telling how it goes; what it takes to start is taken off;
- those of the database server, where there is one;
- the workers' own, which are the same work for each submission;
- the coordinator's peak memory, and what a second run takes when nothing has changed.
"""

from __future__ import annotations

import contextlib
import json
import shutil
import statistics
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil
from _common import verdict
from _running import ENVIRONMENT, Measured, measure, python
from nbformat import v4, write

ROOT = Path(__file__).parents[1]
NAME = "small"
REPEATS = 5
#: The command, which tells at its end what the processor did for it alone: in all, and since its programs were read
#: and the run began; and how long that took. What comes before is the same for any number of submissions.
_PROGRAM = """
import atexit, sys, time
from nastava.cli import main
from nastava.grading.engine import run
told, begun, grade = sys.argv.pop(1), [], run.grade
def timed(*given, **more):
    begun[:] = time.process_time(), time.perf_counter()
    return grade(*given, **more)
def tell():
    own = time.process_time()
    with open(told, "w") as file:
        print(own, own - begun[0], time.perf_counter() - begun[1], file=file)
run.grade = timed
atexit.register(tell)
main()
"""
AIM_GROWTH = 1.10
AIM_MEGABYTES = 100.0
AIM_SECOND_RUN = 0.02
_TEST = (
    "from nastava.checks import check, student\n\n"
    'check("The total adds both", student.value("total"), equals=27, points=2)\ncheck.score(of=2)'
)


def growth(folder: Path, sizes: Sequence[int], *, postgres: bool, as_json: bool) -> None:
    """Measure and print."""
    with _server(postgres) as server:
        # The few several times: what it takes to start is otherwise too much of it.
        times = max(1, min(REPEATS, sizes[1] // sizes[0] // 2))
        few = _median([_run(folder / f"few{time}", sizes[0], server) for time in range(times)])
        many = _run(folder / "many", sizes[1], server)
    if as_json:
        print(json.dumps({"few": few, "many": many, "postgres": postgres}, indent=2))
        return
    print(f"{'PostgreSQL' if postgres else 'SQLite'}: one cell, one trusted test; 2 workers")
    print(f"{'':<44}{sizes[0]:>10}{sizes[1]:>10}{'ratio':>8}")
    for name, words in (
        ("seconds", "seconds a submission"),
        ("coordinator", "coordinator's processor, ms a submission"),
        ("server", "database server's processor, ms"),
        ("workers", "workers' own processor, ms a submission"),
        ("again", "second run, ms a submission"),
        ("again_processor", "second run's processor, ms a submission"),
    ):
        if name in few:
            scale = 1 if name == "seconds" else 1000
            ratio = many[name] / few[name] if few[name] else float("nan")
            print(f"{words:<44}{few[name] * scale:10.3f}{many[name] * scale:10.3f}{ratio:8.2f}")
    print(f"{'coordinator at most, MB':<44}{few['megabytes']:10.0f}{many['megabytes']:10.0f}")
    own = [one["coordinator"] + one.get("server", 0) for one in (few, many)]
    print(verdict("cost of a submission but for kernels", own[1] / own[0], AIM_GROWTH))
    print(verdict("coordinator's memory", many["megabytes"] - few["megabytes"], AIM_MEGABYTES, " MB"))
    print(verdict("second run / first", many["again"] / many["seconds"], AIM_SECOND_RUN))


def _median(several: Sequence[dict[str, float]]) -> dict[str, float]:
    return {name: statistics.median(one[name] for one in several) for name in several[0]}


def _run(root: Path, count: int, server: Any) -> dict[str, float]:
    write_course(root, count, server.create(root.name) if server else None)
    one = ("--student", "s0000")
    # The start of all processes, and of the gradebook's tables: one student, then the same with nothing to do.
    start, idle, first, second = (_graded(root, server, *options) for options in ((*one,), (*one,), (), ()))
    _must_be(first, "now", count - 1)
    _must_be(second, "unchanged", count)
    graded = count - 2  # more than at the start
    found = {
        "seconds": (first.seconds - start.seconds) / graded,
        "coordinator": (first.own - start.own) / graded,
        # Each worker has a start of its own.
        "workers": (first.workers - 2 * start.workers) / graded,
        "megabytes": first.measured.first_megabytes,
        "again": max(0.0, second.seconds - idle.seconds) / (count - 1),
        "again_processor": max(0.0, second.own - idle.own) / (count - 1),
    }
    return found | ({"server": (first.server - start.server) / graded} if server else {})


@dataclass(frozen=True)
class _Graded:
    """A run: what was measured; its seconds, and the processor's of its first process, of workers, of the server."""

    measured: Measured
    seconds: float
    own: float
    workers: float
    server: float


def _graded(root: Path, server: Any, *options: str) -> _Graded:
    told = root / "seconds"
    before = _server_seconds(server)
    command = python("-c", _PROGRAM, str(told), "grade", NAME, "--workers", "2", "--json", *options)
    measured = measure([command], root)
    in_all, own, seconds = map(float, told.read_text("utf-8").split())
    return _Graded(measured, seconds, own, measured.waited - in_all, _server_seconds(server) - before)


def _must_be(graded: _Graded, how: str, count: int) -> None:
    found = sum(one["how"] == how for one in json.loads(graded.measured.said)["submissions"])
    if found != count:
        raise SystemExit(f"{found} submissions instead of {count} are '{how}'")


def write_course(root: Path, count: int, db_url: str | None) -> None:
    """Write a course with the small assignment and so many submissions, most of them right."""
    root.mkdir()
    config = (ROOT / "nbgrader_config.py").read_text("utf-8")
    more = f"\nc.CourseDirectory.db_url = {db_url!r}\n" if db_url else ""
    (root / "nbgrader_config.py").write_text(config + more, "utf-8")
    cells = [
        _cell(
            "total",
            "### BEGIN SOLUTION\ntotal = 27\n### END SOLUTION",
            grade=False,
            solution=True,
            locked=False,
        ),
        _cell("test-total", _TEST, grade=True, solution=False, locked=True, points=2),
    ]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    source = root / "solutions" / NAME
    source.mkdir(parents=True)
    write(v4.new_notebook(cells=cells, metadata={"kernelspec": kernel}), source / f"{NAME}.ipynb")
    released = python("-m", "nbgrader", "generate_assignment", NAME)
    subprocess.run(released, cwd=root, env=ENVIRONMENT, capture_output=True, check=True)
    released_text = (root / "release" / NAME / f"{NAME}.ipynb").read_text("utf-8")
    for number in range(count):
        folder = root / "submitted" / f"s{number:04}" / NAME
        shutil.copytree(root / "release" / NAME, folder)
        data = json.loads(released_text)
        right = number % 5
        data["cells"][0]["source"] = f"total = {27 if right else 26}\n# {number}"
        (folder / f"{NAME}.ipynb").write_text(json.dumps(data), "utf-8")
        # As a collected one has it: each has a time.
        (folder / "timestamp.txt").write_text(f"2024-03-14 12:{number % 60:02}:00 UTC", "utf-8")


def _cell(name: str, source: str, **about: Any) -> Any:
    return v4.new_code_cell(
        source,
        metadata={
            "nbgrader": {"grade_id": name, "schema_version": 3, "task": False, "cell_type": "code", **about}
        },
    )


@contextlib.contextmanager
def _server(wanted: bool) -> Iterator[Any]:
    if not wanted:
        yield None
        return
    sys.path.insert(0, str(ROOT))
    from tests.integration.postgres import NoPostgresError, ensure, server

    try:
        ensure()
        with server() as one:
            yield one
    except NoPostgresError as error:
        raise SystemExit(str(error)) from None


def _server_seconds(server: Any) -> float:
    """Return what the server has used of the processor: its first process waits for all others."""
    if server is None:
        return 0.0
    first = psutil.Process(server.pid)
    # psutil's first four: own and waited for, of users and of the system.
    return sum(first.cpu_times()[:4]) + sum(sum(one.cpu_times()[:2]) for one in first.children())
