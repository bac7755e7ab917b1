"""Grading the same submissions in several ways, in one run: seconds a submission, ratios, peak memory.

The submissions are of ``kfor-2023``, the assignment that the course ships: three code exercises with real figures, a
quiz, an essay; answers vary from perfect to untouched. What takes turns:

- ``nbgrader autograde`` with its own execution: kernel and tests as nbgrader has them, one after another;
- two such processes side by side, each with half of the students;
- ``nastava grade`` with one worker and with two;
- the cells' own time alone, which is the limit.

What is paid once a run, importing nbgrader and preparing kernels, is measured apart and taken off. At last comes a
second run on what is unchanged. Processor seconds are the whole machine's, since not every process below ours is
waited for: run it on a quiet one.

Run: make bench, or: python benchmarks/grading.py [--submissions N] [--json]
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import sysconfig
import tempfile
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil
from _common import verdict

from nastava.answers import Sheet, new_attempt
from nastava.items import Parsed
from nastava.quizzes import load_bank

ROOT = Path(__file__).parents[1]
NAME = "kfor-2023"
SOURCE = ROOT / "solutions" / NAME / f"{NAME}.ipynb"
AIM_TIMES_STOCK = 6.0
AIM_TIMES_TWO = 4.0
AIM_SECOND_RUN = 0.02
ENVIRONMENT = {**os.environ, "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
ENVIRONMENT["PATH"] = os.pathsep.join([sysconfig.get_path("scripts"), ENVIRONMENT["PATH"]])


@dataclass
class Measured:
    """One way of grading: seconds in all, of processor, and the most memory of all its processes together."""

    seconds: float
    processor: float
    megabytes: float


def main() -> None:
    """Print what was measured."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--submissions", type=int, default=20)
    parser.add_argument("--json", action="store_true", help="print the outcome as JSON")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        outcome = compare(Path(name), options.submissions)
    if options.json:
        print(json.dumps(outcome, indent=2))
    else:
        show(outcome, options.submissions)


def compare(folder: Path, count: int) -> dict[str, object]:
    """Return all figures."""
    course = write_course(folder / "course", count)
    # nbgrader's own execution, tests and kernel; the quiz can't be marked by it, and costs it nothing.
    stock = copy(course, folder / "stock")
    config = stock / "nbgrader_config.py"
    config.write_text(config.read_text("utf-8") + STOCK, "utf-8")
    halves = copy(stock, folder / "halves")
    ones, twos = copy(course, folder / "ones"), copy(course, folder / "twos")
    students = sorted(path.name for path in (course / "submitted").iterdir())
    first = ",".join(students[: count // 2])
    second = ",".join(students[count // 2 :])
    warm = copy(course, folder / "warm")
    alone = measure([grade("--student", students[0], "--workers", "1")], warm).seconds
    three = measure([grade(*with_students(students[:3]), "--workers", "1", "--force")], warm).seconds
    starts = {
        "nbgrader": measure([python("-m", "nbgrader", "autograde", "--help")], stock).seconds,
        # What one submission and three take differs by two; the rest is the start.
        "nastava": max(0.0, alone - (three - alone) / 2),
        "nastava, nothing to do": measure([grade("--student", students[0])], warm).seconds,
    }
    ways = {
        "nbgrader autograde": measure([python("-m", "nbgrader", "autograde", NAME)], stock),
        "nbgrader autograde, two processes": measure(
            [
                python("-m", "nbgrader", "autograde", NAME, f"--CourseDirectory.student_id_exclude={second}"),
                python("-m", "nbgrader", "autograde", NAME, f"--CourseDirectory.student_id_exclude={first}"),
            ],
            halves,
        ),
        "nastava grade, 1 worker": measure([grade("--workers", "1")], ones),
        "nastava grade, 2 workers": measure([grade("--workers", "2")], twos),
        "nastava grade, 2 workers, unchanged": measure([grade("--workers", "2")], twos),
    }
    said = subprocess.run(
        grade("--force", "--json", "--workers", "1"),
        cwd=ones,
        env=ENVIRONMENT,
        capture_output=True,
        check=True,
    ).stdout
    report = json.loads(said)
    cells = sum(
        seconds for one in report["submissions"] for rows in one["cells"].values() for _, seconds in rows
    )
    workers = sum(one["seconds"] for one in report["submissions"])
    return {
        "submissions": count,
        "start": starts,
        "cells": cells,
        "in_the_worker": workers,
        "ways": {name: vars(one) for name, one in ways.items()},
    }


#: Undoes in a copy of the course what replaces nbgrader's own execution.
STOCK = """
from nbgrader import preprocessors as _stock
from nbgrader.converters import Autograde as _Autograde
c.Autograde.autograde_preprocessors = _Autograde.class_traits()["autograde_preprocessors"].default()
c.Autograde.sanitize_preprocessors = _Autograde.class_traits()["sanitize_preprocessors"].default()
del c.Execute.shutdown_kernel
"""


def write_course(root: Path, count: int) -> Path:
    """Write a course with varied submissions of the shipped assignment."""
    root.mkdir()
    shutil.copy(ROOT / "nbgrader_config.py", root)
    shutil.copytree(SOURCE.parent, root / "solutions" / NAME)
    (root / "quizzes" / "graded").mkdir(parents=True)
    bank_path = root / "quizzes" / "graded" / f"{NAME}.yaml"
    shutil.copy(ROOT / "quizzes" / "graded" / f"{NAME}.yaml", bank_path)
    released = python("-m", "nbgrader", "generate_assignment", NAME)
    subprocess.run(released, cwd=root, env=ENVIRONMENT, capture_output=True, check=True)
    bank = load_bank(bank_path)
    solutions = dict(_solutions(json.loads(SOURCE.read_text("utf-8"))))
    for number in range(count):
        folder = root / "submitted" / f"s{number:04}" / NAME
        shutil.copytree(root / "release" / NAME, folder)
        path = folder / f"{NAME}.ipynb"
        data = json.loads(path.read_text("utf-8"))
        for place, (name, cell) in enumerate(_cells(data)):
            # Of ten students one hands in the release, and the others leave something out, or nothing.
            if name in solutions and number % 10 and (place + number) % 9:
                cell["source"] = f"{solutions[name]}\n# {number}"
        path.write_text(json.dumps(data), "utf-8")
        sheet = Sheet.open(folder / "answers" / f"{NAME}.json", NAME)
        for place, item in enumerate(bank.items):
            samples = item.samples()
            sample = samples[0] if (place + number) % 3 else samples[-1]
            parsed = item.parse(sample.raw, sample.language)
            if isinstance(parsed, Parsed):
                sheet.record(new_attempt(item.id, item.version, parsed.response, sample.language, 0))
    return root


def _cells(data: dict) -> list[tuple[str, dict]]:
    found = ((cell["metadata"].get("nbgrader", {}), cell) for cell in data["cells"])
    return [(about["grade_id"], cell) for about, cell in found if about.get("solution")]


def _solutions(data: dict) -> list[tuple[str, str]]:
    return [(name, "".join(cell["source"])) for name, cell in _cells(data)]


def copy(course: Path, root: Path) -> Path:
    """Return a course with the same files."""
    shutil.copytree(course, root)
    return root


def python(*arguments: str) -> list[str]:
    """Return a command of this Python."""
    return [sys.executable, *arguments]


def with_students(names: Sequence[str]) -> list[str]:
    """Return the options that choose students."""
    return [word for name in names for word in ("--student", name)]


def grade(*arguments: str) -> list[str]:
    """Return the command that grades."""
    return python("-m", "nastava", "grade", NAME, *arguments)


def measure(commands: Sequence[Sequence[str]], folder: Path) -> Measured:
    """Run commands side by side to their end."""
    before = psutil.cpu_times()
    start = time.perf_counter()
    processes = [
        subprocess.Popen(
            command, cwd=folder, env=ENVIRONMENT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
        )
        for command in commands
    ]
    peak = [0.0]
    over = threading.Event()
    watch = threading.Thread(target=_watch, args=([one.pid for one in processes], peak, over))
    watch.start()
    said = [one.communicate()[0].decode("utf-8", "replace") for one in processes]
    seconds = time.perf_counter() - start
    over.set()
    watch.join()
    after = psutil.cpu_times()
    for one, words in zip(processes, said, strict=True):
        if one.returncode:
            raise SystemExit(f"{' '.join(map(str, one.args))} failed:\n{words[-3000:]}")
    processor = after.user + after.system - before.user - before.system
    return Measured(seconds, processor, peak[0])


def _watch(pids: Sequence[int], peak: list[float], over: threading.Event) -> None:
    """Keep the most memory that the processes and all below them had at once: what is shared counts once."""
    while not over.wait(0.5):
        total = 0
        for pid in pids:
            try:
                family = [psutil.Process(pid), *psutil.Process(pid).children(recursive=True)]
            except psutil.Error:
                continue
            for one in family:
                try:
                    total += one.memory_full_info().pss
                except (psutil.Error, AttributeError):
                    continue
        peak[0] = max(peak[0], total / 2**20)


def show(outcome: dict, count: int) -> None:
    """Print the table and the aims."""
    ways = outcome["ways"]
    starts, cells = outcome["start"], outcome["cells"] / count
    print(
        f"{count} submissions; paid once: nbgrader {starts['nbgrader']:.1f} s, nastava {starts['nastava']:.1f} s"
    )
    print(f"{'':<36}{'s in all':>9}{'s each':>8}{'CPU each':>10}{'MB':>7}")
    for name, one in ways.items():
        each, processor = one["seconds"] / count, one["processor"] / count
        print(f"{name:<36}{one['seconds']:9.1f}{each:8.3f}{processor:10.3f}{one['megabytes']:7.0f}")
    print(f"{'the cells alone':<36}{outcome['cells']:9.1f}{cells:8.3f}")
    worker = outcome["in_the_worker"]
    print(f"{'in a worker, one at a time':<36}{worker:9.1f}{worker / count:8.3f}")
    stock = ways["nbgrader autograde"]["seconds"] - starts["nbgrader"]
    halves = ways["nbgrader autograde, two processes"]["seconds"] - starts["nbgrader"]
    ours = ways["nastava grade, 2 workers"]["seconds"] - starts["nastava"]
    again = ways["nastava grade, 2 workers, unchanged"]["seconds"] - starts["nastava, nothing to do"]
    print(verdict("2 workers / nbgrader", ours / stock, 1 / AIM_TIMES_STOCK))
    print(verdict("2 workers / two nbgrader processes", ours / halves, 1 / AIM_TIMES_TWO))
    print(verdict("second run / first", max(0.0, again) / ours, AIM_SECOND_RUN))


if __name__ == "__main__":
    main()
