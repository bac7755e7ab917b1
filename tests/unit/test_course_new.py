"""nastava course new: what is written works as it stands, and nothing is written over."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from traitlets.config import Config
from typer.testing import CliRunner

from nastava.cli import app
from nastava.cli.course_new import course_id, write_course
from nastava.errors import NastavaError
from nastava.quizzes.graded import graded_bank

NOTEBOOK = "solutions/first-assignment/first-assignment.ipynb"


@pytest.fixture
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A new course, and the working directory in it."""
    root = tmp_path / "Čitanje izvještaja"
    write_course(root)
    monkeypatch.chdir(root)
    return root


def cells(root: Path) -> dict[str, dict]:
    return {cell["id"]: cell for cell in json.loads((root / NOTEBOOK).read_text(encoding="utf-8"))["cells"]}


def test_a_new_course_passes_the_check(course: Path) -> None:
    """Lessons and banks have neither faults nor warnings, and are the ones that the check looks at."""
    result = CliRunner().invoke(app, ["check", "--strict", "--json"])
    told = json.loads(result.output)

    assert result.exit_code == 0, result.output
    assert {bank["id"] for bank in told["banks"]} == {"first-lesson", "first-assignment"}


def test_a_fault_in_its_lesson_is_found(course: Path) -> None:
    """The check in a course of one's own reads that course's lessons."""
    lesson = course / "notebooks/en/01-first-lesson.ipynb"
    lesson.write_text(lesson.read_text(encoding="utf-8").replace("4,700", "4,800"), encoding="utf-8")
    result = CliRunner().invoke(app, ["check"])

    assert result.exit_code == 1
    assert "seed-kfor-total" in result.output
    assert "01-first-lesson.ipynb" in result.output


def test_its_settings_are_nastavas_own_and_bear_its_name(course: Path) -> None:
    """The course's name is one that nbgrader can put into a path."""
    c = Config()
    text = (course / "nbgrader_config.py").read_text(encoding="utf-8")
    exec(compile(text, str(course / "nbgrader_config.py"), "exec"), {"get_config": lambda: c, "__file__": str(course / "nbgrader_config.py")})  # fmt: skip

    assert c.CourseDirectory.course_id == "citanje-izvjestaja"
    assert c.CourseDirectory.ignore[-1] == f"{course}/solutions/./*/answers"
    assert [step.__name__ for step in c.GenerateAssignment.preprocessors].count("PublishQuizzes") == 1


def test_the_assignment_has_all_kinds_of_cells(course: Path) -> None:
    """A trusted test with hidden checks, a graded quiz whose points agree, an essay with its marking scheme."""
    there = cells(course)
    test = "".join(there["test-reserves"]["source"])

    assert "student.value" in test
    assert "BEGIN HIDDEN TESTS" in test
    assert "# nastava: in the student's kernel" not in test
    assert there["quiz-first-assignment"]["metadata"]["nbgrader"]["points"] == graded_bank("first-assignment", course).total  # fmt: skip
    assert "BEGIN MARK SCHEME" in "".join(there["essay"]["source"])
    assert there["essay"]["metadata"]["nbgrader"]["points"] == 4


def test_points_named_in_the_assignment_are_its_cells(course: Path) -> None:
    """The table at the top promises what the cells give."""
    there = cells(course)
    promised = [int(n) for n in re.findall(r"\| (\d) \|\n", "".join(there["title"]["source"]).partition("---\n\n#")[0])]  # fmt: skip
    given = [cell["metadata"].get("nbgrader", {}).get("points") for cell in there.values()]

    assert promised == [points for points in given if points]


def test_no_file_is_written_over(course: Path) -> None:
    """One line says which is there, and everything stays as it was."""
    (course / "README.md").unlink()
    result = CliRunner().invoke(app, ["course", "new", str(course)])

    assert isinstance(result.exception, NastavaError)
    assert "nbgrader_config.py is there already" in str(result.exception)
    assert not (course / "README.md").exists()


def test_a_folder_with_other_things_in_it_will_do(tmp_path: Path) -> None:
    """Such as a repository that was just made."""
    (tmp_path / ".git").mkdir()
    result = CliRunner().invoke(app, ["course", "new", str(tmp_path)])

    assert result.exit_code == 0
    assert (tmp_path / NOTEBOOK).is_file()


@pytest.mark.parametrize("place", ["quizzes", "notebooks/en"])
def test_nothing_is_left_where_it_can_not_be_written(tmp_path: Path, place: str) -> None:
    """A file in the way of a folder ends it in one line, and what was written before is gone again."""
    root = tmp_path / "course"
    path = root / place
    path.parent.mkdir(parents=True)
    path.write_text("mine", encoding="utf-8")
    with pytest.raises(NastavaError, match="Nothing was left behind"):
        write_course(root)

    assert [one for one in root.rglob("*") if one.is_file()] == [path]
    assert path.read_text(encoding="utf-8") == "mine"


def test_a_name_in_another_alphabet_still_gives_an_id() -> None:
    """nbgrader needs one."""
    assert course_id(Path("/srv/Курс")) == "course"
