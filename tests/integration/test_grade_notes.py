"""What the instructor should know of submissions, as ``nastava grade`` tells it; it changes no points."""

from __future__ import annotations

import json
import subprocess
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from tests.integration.grade_course import command, copy_of, everything, grade, gradebook_of, hand_in, told
from tests.integration.nbgrader_course import ASSIGNMENT, RIGHT, Course, answer, edit, named, solve

pytestmark = pytest.mark.slow


def _honest(folder: Path) -> None:
    answer(folder, RIGHT)
    solve(folder)


def _tampered(folder: Path) -> None:
    """Rewrite the test, take out a cell, point a link at a key, and set the clock back."""
    _honest(folder)
    edit(folder, lambda data: named(data, "test-answer").update(source="4.0"))
    edit(folder, lambda data: data["cells"].remove(named(data, "data")))
    (folder / "\x1b[2Jkey.txt").symlink_to("../../../quizzes/graded/trial.yaml")
    sheet = folder / "answers" / "trial.json"
    data = json.loads(sheet.read_text(encoding="utf-8"))
    moment = datetime.fromisoformat(data["attempts"][0]["at"])
    data["attempts"][-1]["at"] = moment.replace(year=moment.year - 1).isoformat()
    sheet.write_text(json.dumps(data), encoding="utf-8")


def _dead(folder: Path) -> None:
    _honest(folder)
    solve(folder, "import os\nos._exit(1)")


def _greedy(folder: Path) -> None:
    _honest(folder)
    solve(folder, "held = [bytearray(b'x') * 400_000_000 for _ in range(9)]")


def _unreadable(folder: Path) -> None:
    answer(folder, RIGHT)
    (folder / f"{ASSIGNMENT}.ipynb").write_text("{", encoding="utf-8")


SUBMISSIONS = {
    "honest": _honest, "tampered": _tampered, "dead": _dead, "greedy": _greedy, "unreadable": _unreadable,
}  # fmt: skip
#: Kind and cell of each note.
NOTES = {
    "honest": set(),
    "tampered": {
        ("cell-altered", "test-answer"), ("cell-missing", "data"), ("odd-file", ""), ("sheet-clock", "quiz-trial"),
    },
    "dead": {("kernel-ended", "answer")},
    "greedy": {("limit-memory", "answer")},
    "unreadable": {("unreadable", "")},
}  # fmt: skip
#: The test of the course opts out, which is noted of everybody whose notebook was read.
_OPTED_OUT = ("students-kernel", "test-answer")


@pytest.fixture(scope="module")
def course(released: Course, tmp_path_factory: pytest.TempPathFactory) -> Course:
    """A course with a submission of each kind, not graded yet."""
    course = copy_of(released, tmp_path_factory.mktemp("notes") / "course")
    for student, change in SUBMISSIONS.items():
        hand_in(course, student, change)
    return course


@pytest.fixture(scope="module")
def report(course: Course) -> dict[str, dict[str, Any]]:
    """What a first run told as JSON."""
    return told(grade(course, "--workers", "1"))


def _kinds(one: dict[str, Any]) -> set[tuple[str, str]]:
    kinds = {(note["kind"], note["cell"]) for note in one["notes"] if note["kind"] != "nbgrader"}
    return kinds - {_OPTED_OUT}


def _summary(course: Course, *arguments: str, **environment: str) -> list[str]:
    done = subprocess.run(
        command(ASSIGNMENT, "--workers", "1", *arguments), cwd=course.root, env={**course.environment, **environment},
        capture_output=True, text=True, timeout=600, check=True,
    )  # fmt: skip
    return done.stdout.splitlines()


@pytest.mark.parametrize("student", SUBMISSIONS)
def test_each_note_reaches_the_program_that_asked(report: dict[str, dict[str, Any]], student: str) -> None:
    """Kind, cell, notebook and a sentence in both languages."""
    assert _kinds(report[student]) == NOTES[student]
    for note in report[student]["notes"]:
        assert note["en"] and note["sr"]
        assert note["kind"] == "nbgrader" or note["notebook"] == ASSIGNMENT


def test_notes_change_no_points(course: Course, report: dict[str, dict[str, Any]]) -> None:
    """Points are those of the work, whatever there is to note."""
    assert course.points("tampered") == course.points("honest") == (6.0, 4.0)
    assert course.points("dead") == course.points("greedy") == (6.0, 0.0)


def test_the_summary_has_a_line_for_each_note_in_the_instructors_language(
    course: Course, report: dict[str, dict[str, Any]]
) -> None:
    """A run that changes nothing tells them again; honest work has none of its own, and no code moves the cursor."""
    english = _summary(course)
    assert "tampered: test-answer: Its text was changed; the original was run." in english
    assert any(
        line.startswith("tampered: quiz-trial: The clock of the answer sheet runs backwards")
        for line in english
    )
    assert any(line.startswith("tampered: “??2Jkey.txt” was a link") for line in english)
    assert any(
        line.startswith("greedy: answer: The program used more memory than the limit") for line in english
    )
    assert not [line for line in english if line.startswith("honest:")]
    assert "\x1b" not in "".join(english)

    serbian = _summary(course, NASTAVA_LANGUAGE="sr")
    assert "tampered: data: U predatoj svesci je nije bilo; vraćena je." in serbian


def test_what_a_person_gave_stays(course: Course, report: dict[str, dict[str, Any]]) -> None:
    """Points and comments of the instructor outlast another attempt to change the tests."""
    with gradebook_of(course) as book:
        notebook = book.find_submission_notebook(ASSIGNMENT, ASSIGNMENT, "tampered")
        for one in notebook.grades:
            one.manual_score = 1.5 if one.name == "test-answer" else one.manual_score
            one.extra_credit = 0.5 if one.name == "test-answer" else one.extra_credit
        for comment in notebook.comments:
            comment.manual_comment = "Come and see me."
        book.db.commit()
    folder = course.root / "submitted" / "tampered" / ASSIGNMENT
    edit(folder, lambda data: named(data, "test-answer")["metadata"].update(tags=["skip-execution"]))
    again = told(grade(course, "--student", "tampered", "--workers", "1"))

    assert ("cell-tags", "test-answer") in _kinds(again["tampered"])
    left = everything(course)[f"tampered/{ASSIGNMENT}"]
    assert left["grades"]["test-answer"] == (4.0, 1.5, 0.5, True)
    assert set(left["comments"]["why"]) >= {"Come and see me."}
