"""The ways in which work comes and goes: the exchange folder, and archives from a learning platform."""

from __future__ import annotations

import os
import shutil
import zipfile
from pathlib import Path

import pytest
from tests.integration.nbgrader_course import ASSIGNMENT, RIGHT, Course, answer, files_with, solve

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def collected(
    graded: Course, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Course, Path, dict[str, str]]:
    """One student hands in through the exchange, one by an archive; both are graded."""
    said: dict[str, str] = {}
    exchange, cache, home = (tmp_path_factory.mktemp(name) for name in ("exchange", "cache", "student"))
    exchange.chmod(0o777)
    where = (f"--Exchange.root={exchange}", f"--Exchange.cache={cache}")
    # The student has no settings of the course: only where the exchange is, and the course's name.
    student = ("--course=nastava", *where)
    graded.run("release_assignment", ASSIGNMENT, *where)
    said["list"] = graded.run("list", *student, cwd=home)
    graded.run("fetch_assignment", ASSIGNMENT, *student, cwd=home)
    answer(home / ASSIGNMENT, RIGHT)
    solve(home / ASSIGNMENT)
    graded.run("submit", ASSIGNMENT, "--student=by-exchange", *student, cwd=home)
    # The inbound folder is the student's: a link is put there afterwards.
    (inbound,) = (exchange / "nastava" / "inbound").iterdir()
    (inbound / "notes.txt").symlink_to(graded.root / "quizzes" / "graded" / "trial.yaml")
    os.mkfifo(inbound / "pipe")
    graded.run("collect", ASSIGNMENT, *where)

    packed = tmp_path_factory.mktemp("packed") / ASSIGNMENT
    shutil.copytree(graded.root / "release" / ASSIGNMENT, packed)
    answer(packed, {"one": "a"})
    solve(packed, "total = 27")
    archive = graded.root / "downloaded" / ASSIGNMENT / "archive"
    archive.mkdir(parents=True)
    with zipfile.ZipFile(archive / "by-archive.zip", "w") as file:
        for path in sorted(packed.rglob("*.*")):
            if path.is_file():
                file.write(path, path.relative_to(packed.parent))
    said["zip_collect"] = graded.run("zip_collect", ASSIGNMENT)

    graded.run("autograde", ASSIGNMENT, "--student=by-*")
    return graded, home, said


def test_a_released_assignment_is_listed(collected: tuple[Course, Path, dict[str, str]]):
    """The student's list shows the assignment."""
    assert f"nastava {ASSIGNMENT}" in collected[2]["list"]


def test_the_exchange_brings_notebook_and_answers(collected: tuple[Course, Path, dict[str, str]]):
    """What is fetched, answered, submitted and collected gets all its points, without copying anything."""
    assert collected[0].points("by-exchange") == (6.0, 4.0)


def test_archives_bring_notebook_and_answers(collected: tuple[Course, Path, dict[str, str]]):
    """zip_collect takes the answer sheet along with the notebook."""
    course = collected[0]
    folder = course.root / "submitted" / "by-archive" / ASSIGNMENT
    collected_files = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}

    assert collected_files == {"answers/trial.json", "trial.ipynb"}
    assert course.points("by-archive") == (1.0, 0.0)


def test_a_student_gets_no_key(collected: tuple[Course, Path, dict[str, str]]):
    """Nothing that a student fetches holds a word of the key."""
    assert files_with(collected[1]) == []
    assert (collected[1] / ASSIGNMENT / "quizzes" / "trial.json").is_file()


def test_a_link_in_the_exchange_is_not_followed(collected: tuple[Course, Path, dict[str, str]]):
    """A link to the bank, placed among the files handed in, is collected as a note."""
    folder = collected[0].root / "submitted" / "by-exchange" / ASSIGNMENT

    assert (folder / "notes.txt").read_text(encoding="utf-8").startswith("Not taken: this was a link to ")
    assert (folder / "pipe").read_text(encoding="utf-8").startswith("Not taken: this was a special file")
