"""Grades out by the real ``nbgrader export``: Moodle, Canvas, a long table."""

from __future__ import annotations

import csv
import sqlite3
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest
from tests.classroom import ASSIGNMENT, write_course
from tests.integration.nbgrader_course import CHECKOUT

STUDENTS = 12


@pytest.fixture
def course(made: Path, tmp_path: Path) -> Path:
    """A course of its own for each test."""
    subprocess.run(["cp", "-a", str(made), str(tmp_path / "course")], check=True)
    return tmp_path / "course"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Twelve students; one has a formula for a name, one waits for a person, one handed in nothing."""
    root = write_course(tmp_path_factory.mktemp("export") / "course", STUDENTS, 6)
    with sqlite3.connect(root / "gradebook.db") as book:
        book.execute(
            """UPDATE student SET last_name = '=HYPERLINK("http://example.org")' WHERE id = 's0002'"""
        )
        book.execute("UPDATE grade SET needs_manual_grade = 1 WHERE id = 'gs0003why'")
        book.execute("DELETE FROM grade WHERE notebook_id = 'ns0005'")
        book.execute("DELETE FROM submitted_notebook WHERE id = 'ns0005'")
        book.execute("DELETE FROM submitted_assignment WHERE id = 'as0005'")
    return root


def export(course: Path, exporter: str, *arguments: str, code: int = 0) -> str:
    """Run nbgrader's own command, and return what it said."""
    environment = {
        "PATH": f"{Path(sys.executable).parent}:/usr/bin:/bin", "HOME": str(course.parent), "LANG": "C.UTF-8",
        "PYTHONPATH": str(CHECKOUT / "src"), "JUPYTER_PLATFORM_DIRS": "1",
    }  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-m", "nbgrader", "export", "--exporter", f"nastava.reports.{exporter}", *arguments],
        cwd=course, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    said = done.stdout + done.stderr
    assert done.returncode == code, said
    assert "Traceback" not in said
    return said


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def nbgraders_own(course: Path) -> dict[str, float]:
    """Return the scores of nbgrader's stock exporter."""
    environment = {"PATH": f"{Path(sys.executable).parent}:/usr/bin:/bin", "HOME": str(course.parent)}
    subprocess.run([sys.executable, "-m", "nbgrader", "export", "--to", "stock.csv"], cwd=course, env=environment, check=True, capture_output=True)  # fmt: skip
    # The formula's quotation marks break nbgrader's own CSV, so it is read by column from both ends.
    lines = (course / "stock.csv").read_text(encoding="utf-8").splitlines()[1:]
    return {line.split(",")[3]: float(line.split(",")[-2]) for line in lines}


def moodle_roster(course: Path, *people: str) -> str:
    path = course / "people.csv"
    head = "First name,Last name,ID number,Email address\n"
    path.write_text(head + "\n".join(people) + "\n", encoding="utf-8-sig")
    return f"--MoodleExportPlugin.roster={path}"


def test_moodle_gets_scores_with_penalties_and_marks_by_hand(course: Path) -> None:
    """Scores are those of nbgrader's own exporter; who waits and who handed in nothing has an empty cell."""
    said = export(course, "MoodleExportPlugin", "--to", "m.csv")
    assert "1 grades wait for a person; left empty: s0003" in said
    found = {row["ID number"]: row[ASSIGNMENT] for row in rows(course / "m.csv")}
    assert len(found) == STUDENTS
    assert found.pop("s0003") == found.pop("s0005") == ""
    own = nbgraders_own(course)
    assert {student: float(score) for student, score in found.items()} == pytest.approx(
        {student: own[student] for student in found}
    )
    export(course, "MoodleExportPlugin", "--to", "m.csv", "--MoodleExportPlugin.unfinished=True",
           "--MoodleExportPlugin.missing_is_zero=True")  # fmt: skip
    found = {row["ID number"]: float(row[ASSIGNMENT]) for row in rows(course / "m.csv")}
    assert found == pytest.approx(own)


def test_a_formula_for_a_name_is_no_formula(course: Path) -> None:
    """Excel and LibreOffice show it as text."""
    for exporter in ("MoodleExportPlugin", "LongExportPlugin"):
        export(course, exporter, "--to", "out.csv")
        with (course / "out.csv").open(encoding="utf-8", newline="") as file:
            cells = [cell for line in csv.reader(file) for cell in line]
        assert """'=HYPERLINK("http://example.org")""" in cells
        assert not [cell for cell in cells if cell.startswith(("=", "+", "@", "-"))]


def test_moodle_rows_are_matched_through_the_roster(course: Path) -> None:
    """By e-mail address or id, whatever its case; who is left over on either side is listed."""
    roster = moodle_roster(
        course, "Ђорђе,Šarić,77,S0001@Example.org", "Mira,M,s0004,", "Nobody,Here,99,nobody@example.org",
        "Twice,One,5,s0006@example.org", "Twice,Two,6,s0006@example.org", "=1+1,X,s0007,",
    )  # fmt: skip
    said = export(course, "MoodleExportPlugin", "--to", "m.csv", roster)
    found = rows(course / "m.csv")
    assert [row["ID number"] for row in found] == ["77", "s0004", "s0007"]
    assert found[0]["First name"] == "Ђорђе"
    assert found[2]["First name"] == "'=1+1"
    left = rows(course / "m.unmatched.csv")
    assert [row["id"] for row in left if row["only in"] == "gradebook, several fit"] == ["s0006"]
    assert {row["id"] for row in left if row["only in"] == "gradebook"} == {
        f"s{number:04}" for number in (2, 3, 5, 8, 9, 10, 11, 12)
    }
    assert {row["name"] for row in left if row["only in"] == "roster"} == {"Nobody Here", "Twice One", "Twice Two"}  # fmt: skip
    assert "m.unmatched.csv" in said
    export(course, "MoodleExportPlugin", "--to", "m.csv")
    assert not (course / "m.unmatched.csv").exists()


def test_canvas_gets_its_own_columns_and_heading(course: Path) -> None:
    """The roster is Canvas's own export: its ids, and its heading with a number."""
    path = course / "canvas-export.csv"
    path.write_text(
        "Student,ID,SIS User ID,SIS Login ID,Section,Trial (4711)\n    Points Possible,,,,,12\n"
        '"Šarić, Ana",501,s0001,a@example.org,One,\n"Šarić, Mira",502,x,s0004@example.org,One,\n',
        encoding="utf-8",
    )
    said = export(course, "CanvasExportPlugin", "--to", "c.csv", f"--CanvasExportPlugin.roster={path}")
    found = rows(course / "c.csv")
    assert list(found[0]) == ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", "Trial (4711)"]
    assert (found[0]["Student"], found[0]["Trial (4711)"]) == ("    Points Possible", "12")
    own = nbgraders_own(course)
    assert {row["ID"]: float(row["Trial (4711)"]) for row in found[1:]} == {
        "501": own["s0001"], "502": own["s0004"],
    }  # fmt: skip
    assert "Not in the roster" in said
    assert "Export the gradebook there" in export(course, "CanvasExportPlugin", code=1)


def test_the_long_table_has_students_items_and_parts(course: Path) -> None:
    """Points of items add up to those of the quiz's cell; parts say what was right."""
    export(course, "LongExportPlugin", "--to", "l.csv")
    table = pd.read_csv(course / "l.csv")
    assert set(table["level"]) == {"assignment", "cell", "item", "part"}
    items = table[table["level"] == "item"].groupby("student_id")["points"].sum()
    cells = table[(table["level"] == "cell") & (table["cell"] == "quiz-trial")].set_index("student_id")[
        "points"
    ]
    assert items.to_dict() == pytest.approx(cells.to_dict())
    whole = table[table["level"] == "assignment"].set_index("student_id")
    own = nbgraders_own(course)
    assert whole["points"].to_dict() == pytest.approx(
        {student: score for student, score in own.items() if student != "s0005"}
    )
    assert whole.loc["s0004", "late_penalty"] == 1
    assert whole.loc["s0003", "needs_manual_grade"] == 1
    assert set(table[table["level"] == "part"]["right"]) <= {0, 1}


def test_only_some_students_and_assignments(course: Path) -> None:
    """nbgrader's own options hold."""
    export(
        course,
        "LongExportPlugin",
        "--to",
        "l.csv",
        "--student",
        '["s0001"]',
        "--assignment",
        f'["{ASSIGNMENT}"]',
    )
    assert {row["student_id"] for row in rows(course / "l.csv")} == {"s0001"}


@pytest.mark.parametrize(
    "arguments, complaint",
    [
        (["--student", '["nobody"]'], "knows no student 'nobody'"),
        (["--assignment", '["nothing"]'], "knows no assignment 'nothing'. It has: trial."),
        (["--MoodleExportPlugin.roster=nowhere.csv"], "The roster nowhere.csv can't be read"),
        (["--MoodleExportPlugin.roster=nbgrader_config.py"], "has none of the columns"),
        (["--MoodleExportPlugin.roster=gradebook.db"], "is not UTF-8"),
    ],
    ids=["student", "assignment", "no roster", "other file", "binary"],
)
def test_what_is_wrong_is_one_line_and_nothing_is_written(
    course: Path, arguments: list[str], complaint: str
) -> None:
    """Exit code 1, one line of error."""
    said = export(course, "MoodleExportPlugin", "--to", "out/m.csv", *arguments, code=1)
    assert [line for line in said.splitlines() if "ERROR" in line and complaint in line]
    assert not (course / "out").exists()
