"""nastava similar on a class of five hundred, with essays and programs of the usual length."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from random import Random

import pytest

from nastava.cli.course_new import ASSIGNMENT, write_course
from nastava.grading.similar.finding import find_alike

pytestmark = pytest.mark.slow
STUDENTS = 500
WORDS = [f"w{n}" for n in range(3_000)]
WEIGHTS = [1 / (n + 1) for n in range(3_000)]


def hand_in(root: Path, students: int) -> None:
    """Everybody writes what is their own; the second student copies half an essay and all of a program."""
    random = Random(1)
    released = json.loads((root / "solutions" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb").read_text(encoding="utf-8"))  # fmt: skip
    for cell in released["cells"]:
        if cell["id"] in {"essay", "reserves"}:
            cell["source"] = ["Write here."]
    folder = root / "release" / ASSIGNMENT
    folder.mkdir(parents=True)
    (folder / f"{ASSIGNMENT}.ipynb").write_text(json.dumps(released), encoding="utf-8")
    before: dict[str, str] = {}
    for number in range(students):
        written = {
            "essay": " ".join(random.choices(WORDS, WEIGHTS, k=180)),
            "reserves": "\n".join(_line(random) for _ in range(40)),
        }
        if number == 1:
            written["essay"] = " ".join(before["essay"].split()[:90] + written["essay"].split()[:90])
            written["reserves"] = before["reserves"].replace("value", "other")
        before = written
        data = copy.deepcopy(released)
        for cell in data["cells"]:
            cell["source"] = [written[cell["id"]]] if cell["id"] in written else cell["source"]
        place = root / "submitted" / f"s{number:03}" / ASSIGNMENT
        place.mkdir(parents=True)
        (place / f"{ASSIGNMENT}.ipynb").write_text(json.dumps(data), encoding="utf-8")


def _line(random: Random) -> str:
    function, operator = random.choice(["sum", "max", "len", "min"]), random.choice("+-*/")
    return f"value_{random.randrange(99)} = {function}(rows[{random.randrange(99)}] {operator} {random.randrange(999)})"


def test_of_five_hundred_the_one_pair_stands_out(tmp_path: Path) -> None:
    """By its essay and by its program, and nobody else does."""
    write_course(tmp_path / "course")
    hand_in(tmp_path / "course", STUDENTS)
    found = find_alike(ASSIGNMENT, tmp_path / "course", names=True)

    assert {(pair.left.student, pair.right.student, pair.left.kind) for pair in found.pairs} == {
        ("s000", "s001", "text"),
        ("s000", "s001", "code"),
    }
