"""Essays in a graded quiz, through the real nbgrader: they wait for a person, who then has the last word."""

from __future__ import annotations

from pathlib import Path

import pytest
from nbgrader.api import Gradebook
from tests.integration.nbgrader_course import (
    ASSIGNMENT,
    BANK,
    RIGHT,
    Course,
    answer,
    instructor_notebook,
    solve,
    write_course,
)

from nastava.grading.essays import collect_essays, open_course

pytestmark = pytest.mark.slow

ESSAY = """
  - id: essay
    type: essay
    points: 4
    stem: {en: "Why?", sr: "Zašto?"}
    rubric: [{criterion: {en: Gives a reason., sr: Navodi razlog.}, points: 4}]
    sample_answer: {en: An ocelot did it., sr: Bio je to ocelot.}
    explanation: {en: Zebra essay., sr: Zebra esej.}
    tags: {topic: trial, bloom: analyse}
    facts: [trial]
"""
TEXT = "Because of <this>,\nand of that."


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Course:
    """One student has written the essay, another has left it empty."""
    course = write_course(tmp_path_factory.mktemp("essays") / "course", instructor_notebook(quiz_points=10.0))
    bank = course.root / "quizzes" / "graded" / "trial.yaml"
    bank.write_text(BANK.rstrip() + ESSAY, encoding="utf-8")
    course.run("generate_assignment", ASSIGNMENT)
    for student, responses in {"wrote": {**RIGHT, "essay": TEXT}, "left-empty": RIGHT}.items():
        folder = course.submission(student)
        answer(folder, responses)
        solve(folder)
    course.run("autograde", ASSIGNMENT)
    return course


def test_an_answered_essay_is_on_the_list_of_manual_grading(course: Course):
    """The quiz has its automatic points and waits; where nothing was written, nobody has to look."""
    assert course.grades("wrote")["quiz-trial"] == (6.0, True)
    assert course.grades("left-empty")["quiz-trial"] == (6.0, False)


def test_the_grader_reads_the_text_where_the_points_are_given(course: Course):
    """The formgrader's page is made from this output."""
    cells = {c.metadata.get("nbgrader", {}).get("grade_id"): c for c in course.autograded("wrote").cells}
    table = cells["quiz-trial"].outputs[0].data["text/html"]
    assert "Because of &lt;this&gt;,<br>and of that." in table
    assert "Gives a reason." in table
    assert "ocelot" not in table


def test_the_release_keeps_rubric_and_sample_answer_back(course: Course):
    """What a grader goes by stays with the instructor."""
    released = Path(course.root / "release" / ASSIGNMENT / "quizzes" / "trial.json").read_text(
        encoding="utf-8"
    )
    assert '"essay"' in released
    assert "reason" not in released
    assert "ocelot" not in released


def test_the_texts_can_be_had_in_one_list(course: Course):
    """With the course's own settings."""
    found = collect_essays(open_course(course.root), ASSIGNMENT)
    assert [(one.student, one.words, one.text) for one in found.written] == [
        ("left-empty", 0, ""),
        ("wrote", 6, TEXT),
    ]


def test_points_given_by_hand_survive_grading_anew(course: Course):
    """What a person gave stays, and by nbgrader's own rule the quiz is looked at once more."""
    database = f"sqlite:///{course.root}/gradebook.db"
    with Gradebook(database) as book:
        grade = book.find_grade("quiz-trial", ASSIGNMENT, ASSIGNMENT, "wrote")
        grade.manual_score, grade.needs_manual_grade = 9.0, False
        book.db.commit()
    course.run("autograde", ASSIGNMENT, "--student", "wrote", "--force")
    with Gradebook(database) as book:
        grade = book.find_grade("quiz-trial", ASSIGNMENT, ASSIGNMENT, "wrote")
        assert (grade.auto_score, grade.score, grade.needs_manual_grade) == (6.0, 9.0, True)
