"""Essays of a submission: in the table, in the list for marking by hand, and never as a spreadsheet's formula."""

from __future__ import annotations

import csv
import json
import os
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook
from typer.testing import CliRunner

from nastava.cli import app
from nastava.errors import NastavaError
from nastava.grading.essays import Written, as_csv, collect_essays, open_course
from nastava.grading.quiz import QuizResult, score_quizzes
from nastava.grading.released import ReleasedCell
from nastava.grading.table import quiz_table
from nastava.quizzes import load_bank

BANK = """
id: trial
title: {en: Trial, sr: Proba}
mode: graded
items:
  - id: vote
    type: true_false
    stem: {en: "Nobody voted against.", sr: "Niko nije bio protiv."}
    key: true
    explanation: {en: So., sr: Tako.}
    tags: {topic: trial, bloom: remember}
    facts: [trial]
  - id: why
    type: essay
    points: 4
    words: {most: 40}
    stem: {en: "Why?", sr: "Zašto?"}
    rubric:
      - {criterion: {en: Says why., sr: Kaže zašto.}, points: 4, levels: [{points: 4, text: {en: fully, sr: potpuno}}]}
    sample_answer: {en: "Ocelot, because of it.", sr: "Ocelot, zbog toga."}
    explanation: {en: Zebra., sr: Zebra.}
    tags: {topic: trial, bloom: analyse}
    facts: [trial]
  - id: unclear
    type: essay
    survey: true
    stem: {en: "What is unclear?", sr: "Šta je nejasno?"}
    tags: {topic: trial, bloom: remember}
"""
CELL = ReleasedCell("quiz-trial", "code", "", None, locked=True, grade=True, points=5.0)
TEXT = "First <b>line</b>.\n\nSecond line."


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """A course with one assignment, whose quiz asks for an essay."""
    (tmp_path / "quizzes" / "graded").mkdir(parents=True)
    (tmp_path / "quizzes" / "graded" / "trial.yaml").write_text(BANK, encoding="utf-8")
    (tmp_path / "nbgrader_config.py").write_text(
        'c = get_config()\nc.CourseDirectory.source_directory = "solutions"\n', encoding="utf-8"
    )
    about = {"grade": True, "locked": True, "solution": False, "grade_id": "quiz-trial"}
    notebook = new_notebook(cells=[new_code_cell("", metadata={"nbgrader": about}), new_code_cell("1")])
    (tmp_path / "solutions" / "week-1").mkdir(parents=True)
    nbformat.write(notebook, tmp_path / "solutions" / "week-1" / "week-1.ipynb")
    return tmp_path


def hand_in(course: Path, student: str, *responses: tuple[str, Any]) -> Path:
    folder = course / "submitted" / student / "week-1"
    (folder / "answers").mkdir(parents=True)
    lines = [
        {"id": f"{n}", "item": item, "response": response, "language": "en", "words": 9_999}
        for n, (item, response) in enumerate(responses)
    ]
    (folder / "answers" / "trial.json").write_text(json.dumps({"attempts": lines}), encoding="utf-8")
    return folder


def score(course: Path, *responses: tuple[str, Any]) -> QuizResult:
    return score_quizzes([CELL], hand_in(course, "ana", *responses), course)["quiz-trial"]


def test_an_answered_essay_waits_for_a_person(course: Path) -> None:
    """The program's points are those of the other items; the essay is named as open."""
    result = score(course, ("vote", True), ("why", TEXT), ("unclear", "Much."))
    assert (result.points, [item.item_id for item in result.by_hand]) == (1, ["why"])


def test_an_essay_that_nobody_wrote_does_not_wait(course: Path) -> None:
    """There is nothing to read: no points, and no entry on the list."""
    result = score(course, ("vote", False), ("unclear", "Much."))
    assert (result.points, result.by_hand) == (0, ())
    assert "to be marked by hand" not in quiz_table(result, "key")


def test_the_table_shows_the_whole_text(course: Path) -> None:
    """Escaped, with its line breaks and our own count of its words, and no zero beside it."""
    table = quiz_table(score(course, ("why", TEXT)), "feedback")
    assert "First &lt;b&gt;line&lt;/b&gt;.<br><br>Second line." in table
    assert "Words: 4 (at most 40 words asked for)" in table
    assert "to be marked by hand: 4" in table
    assert "0 of 4" not in table


@pytest.mark.parametrize(
    "feedback, rubric, sample", [("points", False, False), ("feedback", True, False), ("key", True, True)]
)
def test_the_rubric_is_shown_as_far_as_feedback_allows(
    course: Path, feedback: Any, rubric: bool, sample: bool
) -> None:
    """With points nothing, with feedback what is looked for, with the key also the sample answer."""
    table = quiz_table(score(course, ("why", TEXT)), feedback)
    assert ("Says why." in table and "4: fully" in table) is rubric
    assert ("Ocelot" in table and "Zebra" in table) is sample


def test_every_student_is_on_the_list(course: Path) -> None:
    """The last text counts, its words are counted anew, and who wrote nothing is not left out."""
    hand_in(course, "ana", ("why", "First try."), ("why", TEXT))
    hand_in(course, "bo", ("vote", True))
    hand_in(course, "cy", ("why", {"words": 7}))
    found = collect_essays(open_course(course), "week-1")
    assert found.written == (
        Written("ana", "trial", "why", 4, TEXT, 4),
        Written("bo", "trial", "why", 0, "", 4),
        Written("cy", "trial", "why", 0, "", 4),
    )
    assert found.problems == ()


def test_what_can_not_be_read_is_said(course: Path) -> None:
    """A link is not followed, and a missing sheet is named with its student."""
    (course / "submitted" / "dee" / "week-1").mkdir(parents=True)
    real = hand_in(course, "ana", ("why", TEXT))
    (course / "submitted" / "eve").mkdir()
    (course / "submitted" / "eve" / "week-1").symlink_to(real)
    found = collect_essays(open_course(course), "week-1")
    assert [one.student for one in found.written] == ["ana", "dee"]
    assert [problem.partition(":")[0] for problem in found.problems] == ["dee", "eve"]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_of_the_spreadsheet_runs(start: str) -> None:
    """A text that a spreadsheet would take for a formula is told to be text."""
    text = f'{start}HYPERLINK("http://example.org")\nand "more", even'
    written = [Written(f"{start}eve", "trial", "why", 3, text, 2.5)]
    rows = list(csv.reader(as_csv(written).splitlines(keepends=True)))
    assert rows[1] == [f"'{start}eve", "trial", "why", "3", f"'{text}", "2.5"]


def test_the_file_is_one_that_excel_reads(course: Path) -> None:
    """UTF-8 with its mark in front; JSON without."""
    hand_in(course, "ana", ("why", "Šta, čije, đe?"))
    for name in ("essays.csv", "essays.json"):
        done = CliRunner().invoke(
            app, ["essays", "week-1", "--to", str(course / name), "--course", str(course)]
        )
        assert (done.exit_code, "essays 1, students 1" in done.output) == (0, True), done.output
    raw = (course / "essays.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbfstudent,quiz,item,words,text,points_possible\r\n")
    assert "Šta, čije, đe?" in raw.decode("utf-8-sig")
    assert json.loads((course / "essays.json").read_text(encoding="utf-8"))[0]["text"] == "Šta, čije, đe?"


def test_without_a_file_the_list_is_printed(course: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """From inside the course no option is needed."""
    hand_in(course, "ana", ("why", "Because."))
    monkeypatch.chdir(course / "solutions")
    assert (
        CliRunner().invoke(app, ["essays", "week-1"]).output.splitlines()[1] == "ana,trial,why,1,Because.,4"
    )


@pytest.mark.parametrize(
    "arguments, problem",
    [
        (["week-2"], r"There are: week-1\."),
        (["week-1"], "Nobody has handed in 'week-1' yet"),
        (["week-1", "--to", "marks.xlsx"], r"End it with \.csv or \.json"),
        (["week-1", "--to", "taken.csv"], "may hold marks"),
        (["week-1", "--course", os.sep], "lies in no course"),
    ],
)
def test_a_mistake_is_told_in_one_sentence(
    course: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], problem: str
) -> None:
    """With the mend, and without writing over anything."""
    (course / "taken.csv").write_text("mine", encoding="utf-8")
    monkeypatch.chdir(course)
    done = CliRunner().invoke(app, ["essays", *arguments])
    assert isinstance(done.exception, NastavaError)
    with pytest.raises(NastavaError, match=problem):
        raise done.exception
    assert (course / "taken.csv").read_text(encoding="utf-8") == "mine"


def test_settings_with_a_fault_are_named(course: Path) -> None:
    """An error in the instructor's own settings is one sentence too."""
    (course / "nbgrader_config.py").write_text("1/0", encoding="utf-8")
    with pytest.raises(NastavaError, match=r"nbgrader_config.py can't be read \(ZeroDivisionError"):
        open_course(course)


def test_an_assignment_without_essays_says_so(course: Path) -> None:
    """A list without a row would look like a failure to find anything."""
    path = course / "quizzes" / "graded" / "trial.yaml"
    path.write_text(BANK.partition("  - id: why")[0], encoding="utf-8")
    assert load_bank(path).total == 1
    with pytest.raises(NastavaError, match="No quiz of the assignment 'week-1' asks for an essay"):
        collect_essays(open_course(course), "week-1")
