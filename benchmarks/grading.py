"""Grading the same submissions in several ways, in one run: seconds a submission, ratios, peak memory.

The submissions are of ``kfor-2023``, the assignment that the course ships: three code exercises with real figures, a
quiz, an essay; answers vary from perfect to untouched. What takes turns:

- ``nbgrader autograde`` with its own execution: kernel and tests as nbgrader has them, one after another;
- two such processes side by side, each with half of the students;
- ``otter run``, where asked for by ``--otter``: the same exercises, without quiz and essay, as tests in otter's form;
  it takes one submission a call, so that its start is paid for each;
- ``nastava grade`` with one worker and with two;
- the cells' own time alone, which is the limit.

What is paid once a run, importing nbgrader and preparing kernels, is measured apart and taken off. Then comes a second
run on what is unchanged, and the processor's seconds of one submission part by part. Those are the run's own, by
which a machine that does other work is told least; wall time wants a quiet one.

``--growth`` asks something else: whether a submission costs more the more there are, see ``_growth.py``.

Run: make bench, or: python benchmarks/grading.py [--submissions N] [--otter] [--growth [--postgres]] [--json]
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from _common import verdict
from _growth import growth
from _otter import exercises, make_environment, otter_command, scores
from _running import ENVIRONMENT, Measured, measure, python

from nastava.answers import Sheet, new_attempt
from nastava.items import Parsed
from nastava.quizzes import load_bank

ROOT = Path(__file__).parents[1]
NAME = "kfor-2023"
SOURCE = ROOT / "solutions" / NAME / f"{NAME}.ipynb"
AIM_TIMES_STOCK = 6.0
AIM_TIMES_TWO = 4.0
AIM_SECOND_RUN = 0.02


def main() -> None:
    """Print what was measured."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--submissions", type=int, default=20)
    parser.add_argument(
        "--otter",
        nargs="?",
        const=ROOT / ".venv-otter",
        type=Path,
        metavar="FOLDER",
        help="beside otter, in this environment, which is made where it is missing",
    )
    parser.add_argument("--growth", action="store_true", help="from few submissions to many, instead")
    parser.add_argument("--sizes", type=int, nargs=2, default=(50, 1000), metavar="N", help="for --growth")
    parser.add_argument(
        "--postgres", action="store_true", help="for --growth: with a gradebook in PostgreSQL"
    )
    parser.add_argument("--json", action="store_true", help="print the outcome as JSON")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        if options.growth:
            growth(Path(name), options.sizes, postgres=options.postgres, as_json=options.json)
            return
        outcome = compare(Path(name), options.submissions, options.otter)
    if options.json:
        print(json.dumps(outcome, indent=2))
    else:
        show(outcome, options.submissions)


def compare(folder: Path, count: int, otter: Path | None) -> dict[str, object]:
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
    alone = measure([grade("--student", students[0], "--workers", "1")], warm, kernels=True)
    three = measure([grade(*with_students(students[:3]), "--workers", "1", "--force")], warm)
    pair = measure([grade(*with_students(students[:2]), "--workers", "2", "--force")], warm)
    six = measure([grade(*with_students(students[:6]), "--workers", "2", "--force")], warm)
    starts = {
        "nbgrader": measure([python("-m", "nbgrader", "autograde", "--help")], stock).seconds,
        # What one submission and three take differs by two; the rest is the start. Likewise with two workers, which
        # start side by side.
        "nastava": max(0.0, alone.seconds - (three.seconds - alone.seconds) / 2),
        "nastava, 2 workers": max(0.0, pair.seconds - (six.seconds - pair.seconds) / 2),
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
    }
    if otter:
        starts["otter"], ways["otter run, a call each"] = run_otter(course, folder / "otter", otter, stock)
    ways |= {
        "nastava grade, 1 worker": measure([grade("--workers", "1", "--json")], ones, kernels=True),
        "nastava grade, 2 workers": measure([grade("--workers", "2")], twos),
        "nastava grade, 2 workers, unchanged": measure([grade("--workers", "2")], twos),
    }
    one = ways["nastava grade, 1 worker"]
    report = json.loads(one.said)
    rows = [row for told in report["submissions"] for rows in told["cells"].values() for row in rows]
    tests = sum(seconds for name, seconds in rows if name.startswith("test-"))
    cells = sum(seconds for _, seconds in rows)
    return {
        "submissions": count,
        "start": starts,
        "cells": cells,
        "in_the_worker": sum(told["seconds"] for told in report["submissions"]),
        "parts": parts(alone, one, count, (cells - tests) / count, tests / count),
        "ways": {name: one.to_dict() for name, one in ways.items()},
    }


def parts(alone: Measured, all_: Measured, count: int, cells: float, tests: float) -> dict[str, float]:
    """Return the processor's seconds of one submission: what all took and one alone differs by all but one."""
    each = {
        part: (seconds - alone.parts.get(part, 0.0)) / max(1, count - 1)
        for part, seconds in all_.parts.items()
    }
    return {
        "student's cells": cells,
        "trusted tests": tests,
        "both kernels' start and end": each.pop("kernels", 0.0) - cells - tests,
        **dict(sorted(each.items())),
    }


def run_otter(course: Path, folder: Path, environment: Path, stock: Path) -> tuple[float, Measured]:
    """Grade the exercises by otter; return what its starts take, and all; points other than nbgrader's are told."""
    made = make_environment(environment)
    autograder, notebooks = exercises(SOURCE, course, NAME, folder)
    start = measure([otter_command(made, "run", "--help")], folder)
    each = []
    for student, notebook in notebooks.items():
        (folder / student).mkdir()
        command = otter_command(
            made, "run", "--no-logo", "-a", str(autograder), "-o", str(folder / student), str(notebook)
        )
        each.append(measure([command], folder))
    differ = scores(folder, notebooks, stock / "gradebook.db", NAME)
    if differ:
        print(f"otter gives other points than nbgrader: {differ}", file=sys.stderr)
    return start.seconds * len(notebooks), Measured.of_all(each)


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


def with_students(names: Sequence[str]) -> list[str]:
    """Return the options that choose students."""
    return [word for name in names for word in ("--student", name)]


def grade(*arguments: str) -> list[str]:
    """Return the command that grades."""
    return python("-m", "nastava", "grade", NAME, *arguments)


def show(outcome: dict, count: int) -> None:
    """Print the table and the aims."""
    ways = outcome["ways"]
    starts, cells = outcome["start"], outcome["cells"] / count
    print(
        f"{count} submissions; paid once: nbgrader {starts['nbgrader']:.1f} s, nastava {starts['nastava']:.1f} s, "
        f"with two workers {starts['nastava, 2 workers']:.1f} s"
    )
    print(f"{'':<36}{'s in all':>9}{'s each':>8}{'CPU each':>10}{'MB':>7}")
    for name, one in ways.items():
        each, processor = one["seconds"] / count, one["processor"]
        told = f"{processor / count:10.3f}" if processor is not None else f"{'':>10}"
        print(f"{name:<36}{one['seconds']:9.1f}{each:8.3f}{told}{one['megabytes']:7.0f}")
    print(f"{'the cells alone':<36}{outcome['cells']:9.1f}{cells:8.3f}")
    worker = outcome["in_the_worker"]
    print(f"{'in a worker, one at a time':<36}{worker:9.1f}{worker / count:8.3f}")
    print("Processor's seconds of one submission:")
    for part, seconds in outcome["parts"].items():
        print(f"  {part:<34}{seconds:9.3f}")
    print(f"  {'together':<34}{sum(outcome['parts'].values()):9.3f}")
    stock = ways["nbgrader autograde"]["seconds"] - starts["nbgrader"]
    halves = ways["nbgrader autograde, two processes"]["seconds"] - starts["nbgrader"]
    ours = ways["nastava grade, 2 workers"]["seconds"] - starts["nastava, 2 workers"]
    again = ways["nastava grade, 2 workers, unchanged"]["seconds"] - starts["nastava, nothing to do"]
    print(verdict("2 workers / nbgrader", ours / stock, 1 / AIM_TIMES_STOCK))
    print(verdict("2 workers / two nbgrader processes", ours / halves, 1 / AIM_TIMES_TWO))
    if "otter" in starts:
        otter = ways["otter run, a call each"]["seconds"]
        print(
            f"otter run / nbgrader: {otter / stock:.2f}; without its start {(otter - starts['otter']) / stock:.2f}"
        )
        print(
            f"2 workers / otter run: {ours / otter:.3g}; without its start {ours / (otter - starts['otter']):.3g}"
        )
    print(verdict("second run / first", max(0.0, again) / ours, AIM_SECOND_RUN))


if __name__ == "__main__":
    main()
