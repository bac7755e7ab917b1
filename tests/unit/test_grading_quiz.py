"""Scoring a sheet that was handed in, and the table that tells of it."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from nastava.answers.handed_in import read_handed_in
from nastava.errors import BankError, NastavaError, QuizNotFoundError
from nastava.grading.links import refuse_links
from nastava.grading.quiz import QuizResult, score_quizzes
from nastava.grading.released import ReleasedCell
from nastava.grading.table import quiz_table
from nastava.quizzes import load_bank

BANK = """
id: trial
title: {en: "Tri<al>", sr: Proba}
mode: graded
items:
  - id: several
    type: multiple_choice
    points: 2
    stem: {en: "Which ones?", sr: "Koji?"}
    options:
      - {id: a, text: {en: Alpha, sr: Alfa}, key: true, feedback: {en: Alpha belongs., sr: Alfa spada.}}
      - {id: b, text: {en: Beta, sr: Beta}, key: true, feedback: {en: Beta belongs., sr: Beta spada.}}
      - {id: c, text: {en: Gamma, sr: Gama}, feedback: {en: Gamma does not., sr: Gama ne.}}
    explanation: {en: Zebra., sr: Zebra.}
    tags: {topic: trial, bloom: remember}
    facts: [trial]
"""
CELL = ReleasedCell("quiz-trial", "code", "", None, locked=True, grade=True, points=2.0)
LINES = [{"id": "1", "item": "several", "response": ["a", "c"], "language": "en", "version": "old"}]


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """A course with one bank and one submission."""
    (tmp_path / "quizzes" / "graded").mkdir(parents=True)
    (tmp_path / "quizzes" / "graded" / "trial.yaml").write_text(BANK, encoding="utf-8")
    hand_in(tmp_path, LINES)
    return tmp_path


def hand_in(course: Path, attempts: list[Mapping[str, Any]]) -> Path:
    sheet = course / "work" / "answers" / "trial.json"
    sheet.parent.mkdir(parents=True, exist_ok=True)
    sheet.write_text(json.dumps({"attempts": attempts}), encoding="utf-8")
    return sheet


def score(course: Path, cell: ReleasedCell = CELL) -> QuizResult:
    return score_quizzes([cell], course / "work", course)["quiz-trial"]


def test_only_locked_graded_code_cells_are_quizzes(course: Path):
    """A cell named like a quiz's that the student may edit, or that gives no points, is none."""
    loose = ReleasedCell("quiz-trial", "code", "", None, locked=False, grade=True, solution=True)
    plain = ReleasedCell("quiz-trial", "code", "", None, locked=True)

    assert score_quizzes([loose, plain], course / "work", course) == {}


def test_a_bank_in_the_private_folder_goes_first(
    course: Path, tmp_path_factory, monkeypatch: pytest.MonkeyPatch
):
    """With NASTAVA_PRIVATE the private bank scores, not the public one of the same name."""
    private = tmp_path_factory.mktemp("private")
    (private / "quizzes" / "graded").mkdir(parents=True)
    (private / "quizzes" / "graded" / "trial.yaml").write_text(
        BANK.replace("key: true, ", "", 1), encoding="utf-8"
    )
    hand_in(course, [LINES[0] | {"response": ["b"]}])
    before = score(course).points
    monkeypatch.setenv("NASTAVA_PRIVATE", str(private))

    assert (before, score(course).points) == (1.0, 2.0)


def test_a_missing_or_wrong_bank_is_the_instructors_fault_not_a_zero(course: Path):
    """Without a usable bank nothing is scored: the error says what to do."""
    path = course / "quizzes" / "graded" / "trial.yaml"
    path.write_text(BANK.replace("mode: graded", "mode: practice"), encoding="utf-8")
    with pytest.raises(BankError, match="Write 'mode: graded'"):
        score(course)
    path.write_text(BANK.replace("key: true", "kee: true"), encoding="utf-8")
    with pytest.raises(BankError, match=r"trial\.yaml:\d+"):
        score(course)
    path.unlink()
    with pytest.raises(QuizNotFoundError, match=r"There is no graded bank 'trial'\. Write "):
        score(course)


def test_points_never_exceed_those_of_the_cell(course: Path):
    """nbgrader fails a submission with too many points; the surplus of a changed bank is cut and said."""
    hand_in(course, [LINES[0] | {"response": ["a", "b"]}])
    small = ReleasedCell("quiz-trial", "code", "", None, locked=True, grade=True, points=1.5)
    result = score(course, small)

    assert result.points == 1.5
    assert "gives more points now" in str(result.problems[0])


@pytest.mark.parametrize("where", ["file", "folder", "pipe", "directory"])
def test_no_link_and_no_special_file_is_read(course: Path, where: str):
    """A sheet that is a link, lies behind one, or is no file, is no sheet; reading it does not hang."""
    sheet = course / "work" / "answers" / "trial.json"
    elsewhere = course / "elsewhere"
    sheet.parent.rename(elsewhere)
    if where == "folder":
        sheet.parent.symlink_to(elsewhere)
    else:
        sheet.parent.mkdir()
        make = {
            "file": lambda: sheet.symlink_to(elsewhere / "trial.json"),
            "pipe": lambda: os.mkfifo(sheet),
            "directory": sheet.mkdir,
        }
        make[where]()
    content = read_handed_in(course / "work", "trial")

    assert content.attempts == []
    assert "was a link or no file" in str(content.problems[0])


def test_a_sheet_that_is_too_large_is_not_read(course: Path):
    """A file beyond any real sheet costs no memory and earns nothing."""
    with (course / "work" / "answers" / "trial.json").open("wb") as file:
        file.truncate(20 * 1024 * 1024)

    assert "larger than any real one" in str(read_handed_in(course / "work", "trial").problems[0])


def test_what_waited_beside_a_newer_sheet_is_marked_and_said(course: Path):
    """A sheet of a newer version is read as far as known; what an older one let wait beside it counts, once."""
    sheet = hand_in(course, LINES)
    newer = {"format": 2, "attempts": LINES}
    sheet.write_text(json.dumps(newer), encoding="utf-8")
    waiting = [LINES[0], {"id": "2", "item": "several", "response": ["a", "b"], "language": "en"}]
    sheet.with_name("trial.waiting.json").write_text(json.dumps({"attempts": waiting}), encoding="utf-8")
    result = score(course)

    assert (result.points, result.mark.items[0].attempts) == (2.0, 2)
    said = " ".join(map(str, result.problems))
    assert "newer version of Nastava than the one that marks it" in said
    assert "trial.waiting.json are marked too: 1" in said


def test_a_waiting_file_that_is_a_link_is_not_read(course: Path):
    """No link is followed there either."""
    beside = course / "work" / "answers" / "trial.waiting.json"
    (course / "elsewhere.json").write_text(json.dumps({"attempts": LINES}), encoding="utf-8")
    beside.symlink_to(course / "elsewhere.json")
    content = read_handed_in(course / "work", "trial")

    assert len(content.attempts) == 1
    assert "was a link or no file" in str(content.problems[0])


def test_links_become_notes(course: Path):
    """Links and pipes are replaced before nbgrader copies them; what they point at stays untouched."""
    work = course / "work"
    (work / "trial.ipynb").write_text("{}")
    (work / "key.txt").symlink_to(course / "quizzes" / "graded" / "trial.yaml")
    (work / "all").symlink_to(course / "quizzes")
    os.mkfifo(work / "answers" / "pipe")
    refuse_links(assignment="x", student="*", notebooks=[str(work / "trial.ipynb")])

    for name in ("key.txt", "all", "answers/pipe"):
        assert not (work / name).is_symlink() and (work / name).read_text().startswith(
            "Not taken: this was a"
        )
    assert load_bank(course / "quizzes" / "graded" / "trial.yaml").id == "trial"


@pytest.mark.parametrize(
    "level, said, unsaid",
    [
        ("points", ["Alpha; Gamma"], ["Gamma does not.", "Beta", "Zebra."]),
        ("feedback", ["Alpha; Gamma", "Gamma does not."], ["Beta", "Zebra."]),
        ("key", ["Alpha; Gamma", "Gamma does not.", "Beta belongs.", "Alpha; Beta", "Zebra."], []),
    ],
)
def test_the_table_says_as_much_as_the_instructor_allows(
    course: Path, level, said: list[str], unsaid: list[str]
):
    """Feedback on an option that was left out would tell the key, so it waits with the key."""
    table = quiz_table(score(course), level)

    assert [words for words in said if words not in table] == []
    assert [words for words in unsaid if words in table] == []


def test_the_table_tells_of_questions_that_changed(course: Path):
    """An answer to an earlier version of the question is marked by the present one, and that is said."""
    assert "The question was changed after it was answered." in quiz_table(score(course), "points")


@pytest.mark.parametrize(
    "response", [{"a": ["<img src=x onerror=x()>"]}, "<script>x()</script>", [["a"]], 7, [None]]
)
def test_no_response_breaks_the_table_or_gets_markup_in(course: Path, response: Any):
    """Any JSON in the sheet gives a table, and no markup of the learner's or the title's."""
    hand_in(course, [LINES[0] | {"response": response}])
    table = quiz_table(score(course), "key")

    assert "<script" not in table and "<img" not in table and "Tri&lt;al&gt;" in table


def test_prices_in_the_table_are_no_formula(course: Path):
    """What stands between two dollars in a response is shown as it was written."""
    text = BANK.replace("Alpha, sr: Alfa}", '"$5 or $6", sr: Alfa}')
    (course / "quizzes" / "graded" / "trial.yaml").write_text(text, encoding="utf-8")

    table = quiz_table(score(course), "key")
    assert "<span>$</span>5 or <span>$</span>6; Gamma" in table
    assert "Right answer: <span>$</span>5" in table


def test_errors_are_the_users_kind():
    """What stops grading is told in one message, without a traceback in a notebook."""
    assert issubclass(QuizNotFoundError, NastavaError)


def test_points_are_told_with_two_decimals_at_most(course: Path):
    """A third of two points reads 0.67, while the gradebook keeps every digit."""
    three = BANK.replace(
        "- {id: c, text: {en: Gamma, sr: Gama}",
        "- {id: e, text: {en: E, sr: E}, key: true}\n      - {id: c, text: {en: Gamma, sr: Gama}",
    )
    (course / "quizzes" / "graded" / "trial.yaml").write_text(three, encoding="utf-8")
    hand_in(course, [{**LINES[0], "response": ["a"]}])
    result = score(course)
    assert result.points == pytest.approx(2 / 3)
    assert "0.67 of 2" in quiz_table(result, "points")
    assert "0.666" not in quiz_table(result, "points")
