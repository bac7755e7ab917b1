"""``nastava grade`` with a gradebook in PostgreSQL: a real server, real nbgrader, the same grades as in SQLite."""

from __future__ import annotations

import shutil
import signal
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import create_engine, inspect, text
from tests.integration.grade_course import (
    configure,
    copy_of,
    everything,
    grade,
    gradebook_of,
    hand_in,
    start,
    told,
    wait_for,
)
from tests.integration.nbgrader_course import ASSIGNMENT, RIGHT, Course, answer, edit, named, solve
from tests.integration.nbgrader_submissions import dead_kernel, half_right, no_json, perfect, untouched
from tests.integration.postgres import NoPostgresError, Server, server

pytestmark = [pytest.mark.slow, pytest.mark.timeout(1800)]

DUE = datetime(2024, 3, 14, 12)  # noqa: DTZ001 - as nbgrader keeps it
#: Half a point off whatever is late.
PENALTY = """
from nbgrader.plugins import LateSubmissionPlugin

class HalfAPoint(LateSubmissionPlugin):
    def late_submission_penalty(self, student_id, score, total_seconds_late):
        return 0.5 if score > 1 else 100.0
"""


def _late(folder: Path) -> None:
    half_right(folder)
    (folder / "timestamp.txt").write_text("2024-03-14 14:00:00 UTC", encoding="utf-8")


def _nothing_right(folder: Path) -> None:
    solve(folder, "total = 1\nhalf = 1")
    (folder / "timestamp.txt").write_text("2024-03-15 14:00:00 UTC", encoding="utf-8")


def _only_words(folder: Path) -> None:
    answer(folder, {"one": "b", "word": "KFOR"}, "sr")
    edit(folder, lambda data: named(data, "why").update(source="Zašto? Ђурђевак ć 🕊"))


def _slowly(folder: Path) -> None:
    answer(folder, RIGHT)
    solve(folder, "import time\ntime.sleep(1)\ntotal = 27\nhalf = 13.5")


VARIED: dict[str, Callable[[Path], None]] = {
    "ana": perfect,
    "ben-late": _late,
    "Đorđe": _only_words,
    "eva": untouched,
    "no-json": no_json,
    "dead": dead_kernel,
    "nothing-right": _nothing_right,
}


@pytest.fixture(scope="module")
def postgres() -> Iterator[Server]:
    """A server of this module's own."""
    try:
        with server() as one:
            yield one
    except NoPostgresError as error:
        pytest.skip(str(error))


@pytest.fixture(scope="module")
def empty(released: Course, tmp_path_factory: pytest.TempPathFactory) -> Course:
    """A course with nobody's work, whose gradebook is a file."""
    course = copy_of(released, tmp_path_factory.mktemp("course") / "sqlite")
    for name in ("submitted", "autograded", "feedback", ".nastava"):
        shutil.rmtree(course.root / name, ignore_errors=True)
    with gradebook_of(course) as book:
        for student in [one.id for one in book.students]:
            book.remove_student(student)
    return course


def moved(empty: Course, postgres: Server, root: Path) -> Course:
    """Return a copy of the course whose assignment is released into a database of its own."""
    copied = copy_of(empty, root)
    course = Course(copied.root, copied.environment, postgres.create(root.parent.name + root.name))
    (course.root / "gradebook.db").unlink()
    configure(course, f"c.CourseDirectory.db_url = {course.db_url!r}")
    course.run("generate_assignment", ASSIGNMENT, "--force")
    assert not (course.root / "gradebook.db").exists()
    return course


@pytest.fixture
def course(empty: Course, postgres: Server, tmp_path: Path) -> Course:
    """A course of the test's own whose gradebook is in PostgreSQL."""
    return moved(empty, postgres, tmp_path / "course")


def _marked(course: Course) -> list[str]:
    """Return whose results the gradebook has, read as another program would."""
    engine = create_engine(course.gradebook)
    with engine.connect() as connection:
        rows = []
        if inspect(connection).has_table("nastava_graded"):
            query = (
                "SELECT s.student_id FROM nastava_graded JOIN submitted_assignment s ON s.id = submission_id"
            )
            rows = connection.execute(text(query)).all()
    engine.dispose()
    return [student for (student,) in rows]


def test_it_has_what_sqlite_has(empty: Course, postgres: Server, tmp_path: Path):
    """Every grade, comment, flag, time and penalty is the same, before and after people and students changed some."""
    courses = [copy_of(empty, tmp_path / "sqlite"), moved(empty, postgres, tmp_path / "postgres")]
    (tmp_path / "sqlite" / "half_a_point.py").write_text(PENALTY, encoding="utf-8")
    (tmp_path / "postgres" / "half_a_point.py").write_text(PENALTY, encoding="utf-8")
    seen = []
    for course in courses:
        configure(course, 'c.AssignLatePenalties.plugin_class = "half_a_point.HalfAPoint"')
        with gradebook_of(course) as book:
            book.find_assignment(ASSIGNMENT).duedate = DUE
            book.db.commit()
        for student, change in VARIED.items():
            hand_in(course, student, change) if student != "no-json" else change(course.submission(student))
        report = grade(course, "--workers", "2", "--feedback")
        assert report["complete"]
        first = everything(course)
        assert {one["how"] for one in grade(course)["submissions"]} == {"unchanged"}
        assert everything(course) == first

        with gradebook_of(course) as book:
            row = book.find_grade("test-answer", ASSIGNMENT, ASSIGNMENT, "ana")
            row.manual_score, row.extra_credit, row.needs_manual_grade = 3.0, 0.5, False
            book.find_comment("why", ASSIGNMENT, ASSIGNMENT, "ana").manual_comment = "Well put."
            book.find_submission_notebook(ASSIGNMENT, ASSIGNMENT, "eva").flagged = True
            book.db.commit()
        for student in ("ana", "eva"):
            solve(course.root / "submitted" / student / ASSIGNMENT, "total = 27\nhalf = 1")
        again = told(grade(course, "--workers", "2", "--feedback"))
        assert {name for name, one in again.items() if one["how"] == "now"} == {"ana", "eva"}
        page = course.root / "feedback" / "ana" / ASSIGNMENT / "trial.html"
        assert "Well put." in page.read_text(encoding="utf-8")
        seen.append((first, everything(course), {name: one["status"] for name, one in again.items()}))
    sqlite, in_postgres = seen

    assert in_postgres == sqlite
    first, second, _ = in_postgres
    assert len(first) == len(VARIED)
    assert first["ana/trial"]["grades"]["quiz-trial"][0] == 6.0
    assert first["ben-late/trial"]["penalty"] == 0.5
    assert first["nothing-right/trial"]["penalty"] == 0
    assert second["ana/trial"]["grades"]["test-answer"] == (2.0, 3.0, 0.5, True)
    assert second["ana/trial"]["comments"]["why"][1] == "Well put."
    assert second["eva/trial"]["flagged"]


@pytest.mark.parametrize("how", ["the run", "the server"])
def test_what_is_killed_leaves_whole_submissions(course: Course, postgres: Server, how: str):
    """SIGKILL of the run, or a server that goes away in mid-run: nothing is lost, entered twice, or half-written."""
    students = [f"s{number}" for number in range(6)]
    for student in students:
        hand_in(course, student, _slowly)
    process = start(course, "--workers", "2")
    wait_for(lambda: len(_marked(course)) >= 2)
    if how == "the server":
        postgres.stop()
        postgres.start()
        said, errors = process.communicate(timeout=600)
        assert process.returncode == 0, said + errors
        assert sorted(_marked(course)) == students
    else:
        process.send_signal(signal.SIGKILL)
        process.communicate(timeout=60)
        done = _marked(course)
        rows = everything(course)
        assert 2 <= len(done) < 6
        assert {place.partition("/")[0] for place in rows} == set(done)
        assert {row["grades"]["quiz-trial"][0] for row in rows.values()} == {6.0}

        outcomes = told(grade(course, "--workers", "2"))
        assert [outcomes[student]["how"] for student in done] == ["unchanged"] * len(done)
        assert {outcomes[one]["how"] for one in students if one not in done} <= {"now", "stored"}
        assert sorted(_marked(course)) == students
    rows = everything(course)
    assert len(rows) == 6
    assert {row["grades"]["test-answer"][:2] for row in rows.values()} == {(4.0, None)}
    assert {one["how"] for one in grade(course)["submissions"]} == {"unchanged"}


def test_a_second_run_at_the_same_time_is_refused(course: Course, tmp_path: Path):
    """From the same folder, or from another copy of it with the same gradebook, one line says that one is at work."""
    for number in range(3):
        hand_in(course, f"s{number}", _slowly)
    other = Course(copy_of(course, tmp_path / "copy").root, course.environment, course.db_url)
    process = start(course, "--workers", "1")
    wait_for(lambda: _marked(course))
    process.send_signal(signal.SIGSTOP)  # it may not be done before the others have begun
    for place in (course, other):
        second = start(place)
        _, errors = second.communicate(timeout=120)
        assert second.returncode == 1
        assert len(errors.strip().splitlines()) == 1
        assert "another 'nastava grade' is at work" in errors
    process.send_signal(signal.SIGCONT)
    _, errors = process.communicate(timeout=600)
    assert process.returncode == 0, errors
    assert len(everything(course)) == 3
    # It is free again, and the other copy, which has kept no results of its own, changes nothing that counts.
    before = everything(course)
    assert grade(other)["complete"]
    assert everything(course) == before


def test_what_the_database_does_not_take_is_one_submission_without_a_result(course: Course):
    """A name that is longer than nbgrader's tables take is told, and everybody else is graded."""
    long = "n" * 200
    for student in ("ana", long):
        hand_in(course, student, perfect)
    outcomes = told(grade(course, "--workers", "1", code=1))

    assert outcomes["ana"]["status"] == "graded" and course.points("ana") == (6.0, 4.0)
    assert outcomes[long]["status"] == "none"
    assert "too long" in outcomes[long]["reason"]


def test_a_gradebook_that_can_not_be_opened_is_told_in_one_line(course: Course, postgres: Server):
    """No such database, no driver, no address: one line says which, and shows no password."""
    settings = course.root / "nbgrader_config.py"
    text_ = settings.read_text(encoding="utf-8")
    missing = postgres.address("missing").replace("postgres@", "postgres:sesame@")
    for address, words in (
        (missing, 'database "missing" does not exist'),
        ("postgresql+psycopg2cffi://postgres:sesame@/x", "psycopg2cffi"),
        ("postgresql+nothing://postgres:sesame@/x", "db_url can't be used"),
        ("not an address: sesame", "db_url can't be used"),
    ):
        settings.write_text(f"{text_}\nc.CourseDirectory.db_url = {address!r}\n", encoding="utf-8")
        process = start(course)
        _, errors = process.communicate(timeout=120)
        assert process.returncode == 1
        assert len(errors.strip().splitlines()) == 1, errors
        assert words in errors
        assert "sesame" not in errors
