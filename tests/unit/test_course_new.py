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
from nastava.course import fact
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


# --- facts of one's own -----------------------------------------------------------------------------------------

FACT = """
- id: danube-length
  kind: count
  said_by: documented
  statement: The Danube is about 2,850 km long.
  value: 2850
  unit: km (approx.)
  as_of: 2023
  sources: [danube-commission]
"""
SOURCE = """
- id: danube-commission
  title: The Danube
  publisher: Danube Commission
  date: undated
  url: https://www.danubecommission.org/
"""


def with_own_fact(root: Path, key: int = 2850) -> tuple[int, str]:
    """What the check says of a question on a fact of one's own."""
    (root / "facts.yaml").write_text(FACT, encoding="utf-8")
    (root / "sources.yaml").write_text(SOURCE, encoding="utf-8")
    bank = root / "quizzes" / "first-lesson.yaml"
    text = bank.read_text(encoding="utf-8").replace("seed-kfor-total", "danube-length")
    bank.write_text(text.replace("key: 4700", f"key: {key}"), encoding="utf-8")
    result = CliRunner().invoke(app, ["check"])
    return result.exit_code, result.output


def test_a_question_may_rest_on_a_fact_of_the_course_itself(course: Path) -> None:
    """Nastava does not bring it along."""
    code, said = with_own_fact(course)
    assert code == 0, said


def test_a_number_that_differs_from_ones_own_fact_is_a_fault(course: Path) -> None:
    """As with the facts that Nastava brings along."""
    code, said = with_own_fact(course, key=3000)
    assert code == 1
    assert "the key 3000 differs from its facts, which state 2850" in said


def test_a_lesson_may_link_a_source_of_the_course_itself(course: Path) -> None:
    """And no other address."""
    for language in ("en", "sr"):
        lesson = course / f"notebooks/{language}/01-first-lesson.ipynb"
        data = json.loads(lesson.read_text(encoding="utf-8"))
        data["cells"][-1]["source"] = ["[*The Danube*](https://www.danubecommission.org/)"]
        lesson.write_text(json.dumps(data), encoding="utf-8")
    assert CliRunner().invoke(app, ["check"]).exit_code == 1
    assert with_own_fact(course)[0] == 0


@pytest.mark.parametrize(
    "written, said",
    [
        (FACT.replace("  statement: The Danube is about 2,850 km long.\n", ""), "statement: field required"),
        (FACT.replace("danube-commission", "nobody"), "there is no source 'nobody'"),
        (FACT.replace("kind: count", "kind: rumour"), "facts.yaml:3"),
        (FACT + FACT, "the id is taken"),
        (FACT.replace("danube-length", "seed-kfor-led"), "the id is taken"),
        ("danube: long\n", "a list of entries was expected"),
        ("- [", "facts.yaml:2: YAML error"),
    ],
)
def test_what_is_wrong_in_ones_own_facts_is_said_with_its_line(course: Path, written: str, said: str) -> None:
    """One line for each, and no traceback."""
    (course / "facts.yaml").write_text(written, encoding="utf-8")
    (course / "sources.yaml").write_text(SOURCE, encoding="utf-8")
    result = CliRunner().invoke(app, ["check"])

    assert result.exit_code == 1
    assert said in result.output


def test_facts_of_one_course_are_not_known_in_another(course: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """They are forgotten when the check is over."""
    assert with_own_fact(course)[0] == 0
    with pytest.raises(NastavaError, match="There is no fact 'danube-length'"):
        fact("danube-length")
