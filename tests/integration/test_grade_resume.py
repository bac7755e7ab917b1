"""Runs of ``nastava grade`` that are cut short, repeated, or meet what they can't grade."""

from __future__ import annotations

import re
import shutil
import signal
import sqlite3
import subprocess
import time
from pathlib import Path

import psutil
import pytest
from tests.integration.grade_course import (
    configure,
    everything,
    fresh_copy_of,
    grade,
    gradebook_of,
    hand_in,
    start,
    told,
    wait_for,
)
from tests.integration.nbgrader_course import ASSIGNMENT, RIGHT, Course, answer, solve
from tests.integration.nbgrader_submissions import half_right, perfect, untouched

pytestmark = pytest.mark.slow


def _slowly(folder: Path) -> None:
    answer(folder, RIGHT)
    solve(folder, "import time\ntime.sleep(1)\ntotal = 27\nhalf = 13.5")


@pytest.fixture
def course(released: Course, tmp_path: Path) -> Course:
    """A course of the test's own, released, with nothing handed in."""
    return fresh_copy_of(released, tmp_path / "course")


def _marked(course: Course) -> list[str]:
    """Return whose results the gradebook has, read as another program would."""
    with sqlite3.connect(f"file:{course.root}/gradebook.db?mode=ro", uri=True) as database:
        try:
            rows = database.execute(
                "SELECT s.student_id FROM nastava_graded JOIN submitted_assignment s ON s.id = submission_id"
            ).fetchall()
        except sqlite3.OperationalError:  # not made yet, or being written
            return []
    return [student for (student,) in rows]


def _workers(process: subprocess.Popen[str]) -> list[psutil.Process]:
    try:
        below = psutil.Process(process.pid).children(recursive=True)
        return [one for one in below if "nastava.grading.engine.worker" in " ".join(one.cmdline())]
    except psutil.Error:
        return []


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT])
def test_an_ended_run_goes_on(course: Course, how: signal.Signals):
    """After SIGKILL or Ctrl+C the gradebook holds whole submissions only, and the next run grades just the rest."""
    students = [f"s{number}" for number in range(6)]
    for student in students:
        hand_in(course, student, _slowly)
    process = start(course, "--workers", "2")
    wait_for(lambda: len(_marked(course)) >= 2)
    workers = _workers(process)
    process.send_signal(how)
    _, errors = process.communicate(timeout=60)
    done = _marked(course)
    rows = everything(course)

    assert 2 <= len(done) < 6
    assert {place.partition("/")[0] for place in rows} == set(done)
    assert {row["grades"]["quiz-trial"][0] for row in rows.values()} == {6.0}
    if how == signal.SIGINT:
        assert process.returncode == 130
        assert "run the same again" in errors
    wait_for(lambda: not any(one.is_running() and one.status() != "zombie" for one in workers), 30)

    report = grade(course, "--workers", "2")
    outcomes = told(report)
    assert report["complete"] and report["graded"] == 6
    assert [outcomes[student]["how"] for student in done] == ["unchanged"] * len(done)
    assert {outcomes[one]["how"] for one in students if one not in done} <= {"now", "stored"}
    assert {row["grades"]["test-answer"][0] for row in everything(course).values()} == {4.0}
    assert len(everything(course)) == 6


def test_what_was_run_before_the_lights_went_out_is_entered_and_not_run(course: Course):
    """A result that reached the disk but not the gradebook is merged by the next run without any worker."""
    for student, change in (("perfect", perfect), ("half", half_right)):
        hand_in(course, student, change)
    backup = (course.root / "gradebook.db").read_bytes()
    grade(course, "--workers", "1")
    expected = everything(course)
    # As if the power had failed before the gradebook was written: its old pages are there, and half of the files.
    (course.root / "gradebook.db").write_bytes(backup)
    shutil.rmtree(course.root / "autograded" / "half")
    report = grade(course, "--workers", "1")

    assert {one["how"] for one in report["submissions"]} == {"stored"}
    assert everything(course) == expected
    assert course.points("perfect") == (6.0, 4.0)
    assert (course.root / "autograded" / "half" / ASSIGNMENT / "trial.ipynb").is_file()


def test_what_changed_is_graded_again_and_no_other(course: Course):
    """One changed submission is graded alone; a corrected key, or another setting, grades everybody anew."""
    for student, change in (("ana", perfect), ("ben", half_right), ("eva", untouched)):
        hand_in(course, student, change)
    grade(course)
    solve(course.root / "submitted" / "ben" / ASSIGNMENT)
    outcomes = told(grade(course))
    assert {name: one["how"] for name, one in outcomes.items()} == {
        "ana": "unchanged", "ben": "now", "eva": "unchanged",
    }  # fmt: skip
    assert course.points("ben") == (1.5, 4.0)

    bank = course.root / "quizzes" / "graded" / "trial.yaml"
    text = bank.read_text(encoding="utf-8")
    bank.write_text(text.replace("accept: [KFOR, ocelot]", "accept: [NATO]"), encoding="utf-8")
    assert {one["how"] for one in grade(course)["submissions"]} == {"now"}
    assert course.points("ana") == (5.0, 4.0)

    configure(course, 'c.Execute.quiz_feedback = "key"')
    assert {one["how"] for one in grade(course)["submissions"]} == {"now"}
    assert {one["how"] for one in grade(course)["submissions"]} == {"unchanged"}
    assert {one["how"] for one in grade(course, "--force")["submissions"]} == {"now"}

    released = course.root / "release" / ASSIGNMENT / "quizzes" / "trial.json"
    released.write_text(released.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    assert {one["how"] for one in grade(course)["submissions"]} == {"now"}


def test_what_people_gave_stays(course: Course):
    """Points, comments and extra credit of a person outlive a regrade, which puts the cell on the list again."""
    hand_in(course, "ana", perfect)
    grade(course)
    with gradebook_of(course) as book:
        row = book.find_grade("test-answer", ASSIGNMENT, ASSIGNMENT, "ana")
        row.manual_score, row.extra_credit, row.needs_manual_grade = 3.0, 0.5, False
        book.find_comment("why", ASSIGNMENT, ASSIGNMENT, "ana").manual_comment = "Well put."
        book.db.commit()
    grade(course)
    assert everything(course)["ana/trial"]["grades"]["test-answer"] == (4.0, 3.0, 0.5, False)

    solve(course.root / "submitted" / "ana" / ASSIGNMENT, "total = 27\nhalf = 1")
    grade(course)
    rows = everything(course)["ana/trial"]
    assert rows["grades"]["test-answer"] == (2.0, 3.0, 0.5, True)
    assert rows["comments"]["why"][1] == "Well put."


def test_a_late_one_is_graded_alone(course: Course):
    """With --student nobody else is graded; a name without a submission is refused in one line."""
    hand_in(course, "ana", perfect)
    grade(course)
    hand_in(course, "late", half_right)
    hand_in(course, "later", untouched)
    report = grade(course, "--student", "late")
    assert set(told(report)) == {"late"}
    assert {place.partition("/")[0] for place in everything(course)} == {"ana", "late"}

    process = start(course, "--student", "nobody")
    _, errors = process.communicate(timeout=120)
    assert process.returncode == 1
    assert re.fullmatch(r"nastava: 'nobody' has not handed in 'trial'.*", errors.strip())


def test_what_can_not_be_graded_has_a_reason_and_ends_nothing(course: Course):
    """A submission that hangs, is too large, is a link, or has no notebook gets a result; all others their points."""
    # The deadline is above what an honest one takes on a busy machine.
    configure(
        course,
        "c.GradingEngine.deadline = 60",
        "c.GradingEngine.max_megabytes = 1",
        "c.Execute.timeout = 900",
    )
    hand_in(course, "hangs", lambda folder: solve(folder, "import time\ntime.sleep(600)"))
    hand_in(course, "large", lambda folder: (folder / "big.bin").write_bytes(bytes(2**21)))
    hand_in(course, "nothing", lambda folder: (folder / "trial.ipynb").unlink())
    hand_in(course, "perfect", perfect)
    hand_in(course, "honest", perfect)
    (course.root / "submitted" / "linked").mkdir()
    (course.root / "submitted" / "linked" / ASSIGNMENT).symlink_to(
        course.root / "submitted" / "perfect" / ASSIGNMENT
    )
    report = grade(course, "--workers", "2")
    outcomes = told(report)

    assert report["complete"]
    assert {name: one["status"] for name, one in outcomes.items()} == {
        "hangs": "failed", "large": "failed", "linked": "failed", "nothing": "graded", "perfect": "graded", "honest": "graded",
    }  # fmt: skip
    assert "longer than 60 seconds" in outcomes["hangs"]["reason"]
    assert "larger than 1 MB" in outcomes["large"]["reason"]
    assert "a link" in outcomes["linked"]["reason"]
    assert "No notebook" in outcomes["nothing"]["reason"] and outcomes["nothing"]["points"] == 0
    assert course.points("perfect") == course.points("honest") == (6.0, 4.0)
    assert everything(course)["hangs/trial"]["grades"]["test-answer"] == (None, None, None, True)
    # Told once more, and not waited for once more.
    again = told(grade(course, "--workers", "2"))
    assert {one["how"] for one in again.values()} == {"unchanged"}
    assert again["hangs"]["reason"] == outcomes["hangs"]["reason"]


def test_a_worker_that_dies_is_replaced(course: Course):
    """Killed once, a worker is replaced and nobody notices; killed each time, its submission says so."""
    hand_in(course, "slow", _slowly)
    hand_in(course, "other", perfect)
    process = start(course, "--workers", "1", "--json")
    first = wait_for(lambda: _workers(process))[0]
    wait_for(lambda: _scratch_of(first))
    first.kill()
    said, errors = process.communicate(timeout=600)
    assert process.returncode == 0, said + errors
    assert course.points("slow") == course.points("other") == (6.0, 4.0)

    process = start(course, "--workers", "1", "--json", "--force", "--student", "slow")
    killed = set()
    while process.poll() is None:
        for one in _workers(process):
            killed.add(one.pid)
            one.kill()
        time.sleep(0.05)
    said, errors = process.communicate(timeout=60)
    assert process.returncode == 0, said + errors
    assert len(killed) == 2
    assert "ended, 2 times" in said and "signal 9" in said
    # It was graded before, and that stands.
    assert course.points("slow") == (6.0, 4.0)
    assert told(grade(course))["slow"]["how"] == "unchanged"


def _scratch_of(worker: psutil.Process) -> str | None:
    """Return where a worker grades, once it does."""
    try:
        place = worker.cwd()
    except psutil.Error:
        return None
    return place if "nastava-grade-" in place else None


def test_nobody_elses_scratch_is_left(course: Course, tmp_path: Path):
    """After a run nothing of it is left among the temporary files."""
    hand_in(course, "ana", perfect)
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    grade(Course(course.root, {**course.environment, "TMPDIR": str(temporary)}))

    assert [path.name for path in temporary.iterdir() if path.name.startswith("nastava-grade-")] == []


def test_feedback_in_the_same_run(course: Course):
    """--feedback writes nbgrader's pages without hidden tests, anew when a person's points changed, else not."""
    hand_in(course, "ana", half_right)
    hand_in(course, "ben", perfect)
    report = grade(course, "--feedback")
    page = course.root / "feedback" / "ana" / ASSIGNMENT / "trial.html"
    assert report["complete"] and 'class="nastava-marks"' in page.read_text(encoding="utf-8")
    assert "HIDDEN TESTS" not in page.read_text(encoding="utf-8")

    with gradebook_of(course) as book:
        row = book.find_grade("why", ASSIGNMENT, ASSIGNMENT, "ben")
        row.manual_score, row.needs_manual_grade = 1.25, False
        book.find_comment("why", ASSIGNMENT, ASSIGNMENT, "ben").manual_comment = "Well put."
        book.db.commit()
    report = grade(course, "--feedback")
    assert {one["student"]: one["how"] for one in report["feedback"]} == {"ana": "unchanged", "ben": "now"}
    page = course.root / "feedback" / "ben" / ASSIGNMENT / "trial.html"
    assert "Well put." in page.read_text(encoding="utf-8")
    assert "11.25" in page.read_text(encoding="utf-8")
