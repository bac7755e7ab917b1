"""What a student hands in arrives with the hash that their receipt tells, by both ways."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from tests.integration.nbgrader_course import (
    ASSIGNMENT,
    RIGHT,
    Course,
    answer,
    instructor_notebook,
    solve,
    write_course,
)

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="nbgrader has no exchange on Windows"),
]


@dataclass(frozen=True)
class Class:
    """A course with an exchange folder, and a student who fetched the assignment."""

    course: Course
    exchange: Path
    home: Path

    def hand_in(self, *arguments: str) -> str:
        """Hand in from the student's folder, as the student does."""
        done = subprocess.run(
            [sys.executable, "-m", "nastava", "hand-in", ASSIGNMENT, "--yes", *arguments],
            cwd=self.home, env=self.environment(), capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr
        assert not done.stderr
        return done.stdout

    def environment(self) -> dict[str, str]:
        """Return the student's environment: a Jupyter of their own."""
        own = {"HOME": str(self.home), "JUPYTER_CONFIG_DIR": str(self.home / ".jupyter"), "JUPYTER_DATA_DIR": str(self.home / ".data")}  # fmt: skip
        return {**self.course.environment, **own, "USER": "ana", "LOGNAME": "ana"}

    def receipts(self) -> list[Path]:
        """Return the student's receipts, the oldest first."""
        return sorted((self.home / "receipts").glob("*.json"), key=lambda path: path.stat().st_mtime_ns)

    def receipt_command(self, asked: str) -> tuple[int, str]:
        """Ask the instructor's command about a receipt or a code."""
        done = subprocess.run(
            [sys.executable, "-m", "nastava", "course", "receipt", asked],
            cwd=self.course.root, env=dict(self.course.environment), capture_output=True, text=True, check=False,
        )  # fmt: skip
        return done.returncode, done.stdout + done.stderr


@pytest.fixture(scope="module")
def class_(tmp_path_factory: pytest.TempPathFactory) -> Class:
    """Release it, fetch it, answer it."""
    place = tmp_path_factory.mktemp("hand-in")
    course = write_course(place / "course", instructor_notebook())
    exchange, home = place / "exchange", place / "student"
    exchange.mkdir()
    exchange.chmod(0o777)
    home.mkdir()
    course.run("generate_assignment", ASSIGNMENT)
    course.run("release_assignment", ASSIGNMENT, f"--Exchange.root={exchange}")
    shutil.copytree(course.root / "release" / ASSIGNMENT, home / ASSIGNMENT)
    answer(home / ASSIGNMENT, RIGHT)
    solve(home / ASSIGNMENT)
    return Class(course, exchange, home)


def settings(class_: Class, root: Path) -> None:
    """Write the student's settings of nbgrader: where the exchange is, and nothing more."""
    (class_.home / "nbgrader_config.py").write_text(f"c = get_config()\nc.Exchange.root = {str(root)!r}\n")


def test_through_the_exchange(class_: Class) -> None:
    """The submission lies in the exchange, was read again, and the instructor finds it by the code and the file."""
    settings(class_, class_.exchange)
    said = class_.hand_in()
    assert "The copy there was read again and is the same as yours." in said
    (inbound,) = (class_.exchange / "nastava" / "inbound").iterdir()
    receipt = json.loads(class_.receipts()[-1].read_text(encoding="utf-8"))
    assert (receipt["way"], receipt["course"], receipt["verified"]) == ("exchange", "nastava", True)
    # Without the end of its name, which nobody is to know.
    assert inbound.name.startswith(f"{receipt['where'].removeprefix('nastava/')}+")
    assert inbound.name.rpartition("+")[2] not in class_.receipts()[-1].read_text(encoding="utf-8")
    class_.course.run("collect", ASSIGNMENT, f"--Exchange.root={class_.exchange}")
    for asked in (receipt["code"], str(class_.receipts()[-1])):
        code, told = class_.receipt_command(asked)
        assert code == 0, told
        assert told.startswith(f"The same: {ASSIGNMENT} of ") and "time stamp: 20" in told


def test_what_is_changed_afterwards_is_told(class_: Class) -> None:
    """A submission that was collected and is no longer what was handed in; a code that nobody has; no code at all."""
    (student,) = (class_.course.root / "submitted").iterdir()
    sheet = student / ASSIGNMENT / "answers" / f"{ASSIGNMENT}.json"
    kept = sheet.read_bytes()
    receipt = json.loads(class_.receipts()[-1].read_text(encoding="utf-8"))
    assert receipt["student"] == student.name
    path = class_.receipts()[-1]
    sheet.write_bytes(kept + b"\n")
    code, told = class_.receipt_command(str(path))
    assert (code, f"different: answers/{ASSIGNMENT}.json" in told) == (1, True), told
    sheet.write_bytes(kept)
    assert class_.receipt_command("0000-0000-0000")[0] == 1
    assert class_.receipt_command("hello") == (1, "nastava: 'hello' is neither a file nor a code. A code looks like 3F7A-92C1-0B4D.\n")  # fmt: skip


def test_as_an_archive_where_there_is_no_exchange_folder(class_: Class) -> None:
    """No error; what zip_collect takes from the archive has the hash of the receipt."""
    settings(class_, class_.home / "no such folder")
    said = class_.hand_in("--student", "bojan")
    assert "only then is it handed in" in said
    packed = class_.home / "to-upload" / ASSIGNMENT / "bojan.zip"
    archive = class_.course.root / "downloaded" / ASSIGNMENT / "archive"
    archive.mkdir(parents=True)
    shutil.copy(packed, archive)
    class_.course.run("zip_collect", ASSIGNMENT)
    code, told = class_.receipt_command(str(class_.receipts()[-1]))
    assert code == 0, told
    assert f"{ASSIGNMENT} of bojan" in told


def test_an_exchange_folder_that_refuses_leaves_an_archive(class_: Class) -> None:
    """The reason is told, and nothing is lost."""
    settings(class_, class_.exchange)
    inbound = class_.exchange / "nastava" / "inbound"
    aside = inbound.rename(inbound.with_name("aside"))
    try:
        done = subprocess.run(
            [sys.executable, "-m", "nastava", "hand-in", ASSIGNMENT, "--yes", "--course", "nastava"],
            cwd=class_.home, env=class_.environment(), capture_output=True, text=True, check=False,
        )  # fmt: skip
    finally:
        aside.rename(inbound)
    assert done.returncode == 0, done.stderr
    assert "did not take it (Inbound directory doesn't exist" in done.stderr
    assert "Traceback" not in done.stderr
    assert (class_.home / "to-upload" / ASSIGNMENT).is_dir()


def test_settings_that_can_not_be_read_are_no_error(class_: Class) -> None:
    """A settings file is a program and may fail; the archive is made all the same."""
    (class_.home / "nbgrader_config.py").write_text("raise SystemExit('no')\n")
    assert "only then is it handed in" in class_.hand_in()
