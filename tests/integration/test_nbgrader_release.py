"""What leaves the instructor's hands: the release, the graded notebooks, the feedback."""

from __future__ import annotations

import json
import shutil

import nbformat
import pytest
from tests.integration.nbgrader_course import (
    ASSIGNMENT,
    KEY_MARKERS,
    Course,
    files_with,
    instructor_notebook,
    write_course,
)

from nastava.quizzes import load_published

pytestmark = pytest.mark.slow


def test_the_release_holds_the_keyless_quiz_and_no_more_than_it_should(released: Course):
    """Beside the notebook lie its data and the quiz; not the instructor's answers, nor any YAML."""
    folder = released.root / "release" / ASSIGNMENT
    files = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}

    assert files == {"trial.ipynb", "data.csv", "quizzes/trial.json"}
    assert load_published(folder / "quizzes" / "trial.json").total == 6


def test_blanks_are_explained_in_both_languages(released: Course):
    """Where the solution was, a beginner reads what to do, in English and in Serbian."""
    path = released.root / "release" / ASSIGNMENT / "trial.ipynb"
    sources = [cell.source for cell in nbformat.read(path, as_version=4).cells]

    assert sources[3].startswith("# Your code goes here") and "tvoj kod" in sources[3]
    assert sources[5] == "*Write your answer here.* / *Ovdje napiši odgovor.*"


def test_the_bank_does_hold_every_marker(released: Course):
    """The words that the next test looks for are really in the bank."""
    bank = (released.root / "quizzes" / "graded" / "trial.yaml").read_text(encoding="utf-8")

    assert [word for word in KEY_MARKERS if word not in bank] == ['"key"']


@pytest.mark.parametrize("folder", ["release", "autograded", "feedback"])
def test_no_key_leaves_the_bank(graded: Course, folder: str):
    """Neither a release nor graded work nor feedback holds a key, an explanation, or another accepted answer."""
    assert files_with(graded.root / folder) == []


def test_feedback_shows_the_table_and_no_markup_of_a_learner(graded: Course):
    """The feedback page has the table of the quiz, in the language of the answers, with markup as text."""
    page = (graded.root / "feedback" / "half-right" / ASSIGNMENT / "trial.html").read_text(encoding="utf-8")

    assert 'class="nastava-marks" lang="sr-Latn-ijekavsk"' in page
    assert "Pročitaj opet." in page
    assert "SFOR &lt;script&gt;x()&lt;/script&gt;" in page and "<script>x()" not in page


def test_what_was_amiss_is_said_in_the_graded_notebook(graded: Course):
    """Each zero comes with its reason where student and instructor look."""
    texts = {
        "no-json": "is damaged and can't be read (line 1",
        "broken-structure": "is no Jupyter notebook",
        "linked-notebook": "Links are not followed",
        "deleted-tests": "“test-answer” was missing",
        "no-sheet": "No answer sheet was handed in",
        "damaged-sheet": "Attempts that could be read from it: 3",
        "linked-sheet": "was a link or no file",
        "dead-kernel": "The program ended",
    }
    for student, words in texts.items():
        assert words in json.dumps(graded.autograded(student), ensure_ascii=False), student


def test_a_graded_quiz_has_one_plain_number_as_its_result(graded: Course):
    """nbgrader and its formgrader find one result in the quiz's cell, in plain digits."""
    cell = next(
        c
        for c in graded.autograded("half-right").cells
        if c.metadata.get("nbgrader", {}).get("grade_id") == "quiz-trial"
    )

    assert [output.output_type for output in cell.outputs] == ["execute_result"]
    assert cell.outputs[0].data["text/plain"] == "1.5"


def test_grades_are_exported(graded: Course):
    """nbgrader's export writes every student's points to a CSV file."""
    graded.run("export", "--to=grades.csv")
    rows = (graded.root / "grades.csv").read_text(encoding="utf-8").splitlines()
    column = rows[0].split(",").index("score")

    assert {row.split(",")[3]: float(row.split(",")[column]) for row in rows[1:]}["perfect"] == 10


def test_the_key_is_shown_when_the_instructor_says_so(graded: Course):
    """With quiz_feedback='key' the right answer and the explanation stand in the table."""
    graded.run("autograde", ASSIGNMENT, "--student=untouched", "--force", "--Execute.quiz_feedback=key")
    folder = graded.root / "autograded" / "untouched"
    found = files_with(folder, ("Zebra word", "KFOR"))
    # Gone again, so that the search for leaks finds none, whichever test runs first.
    shutil.rmtree(folder)

    assert found == ["trial/trial.ipynb: Zebra word", "trial/trial.ipynb: KFOR"]
    assert graded.points("untouched") == (0.0, 0.0)


def test_a_quiz_that_can_not_be_released_stops_the_release(tmp_path):
    """The command fails with one message that says what to change, and leaves no release behind."""
    course = write_course(tmp_path / "course", instructor_notebook(quiz_points=5))
    said = course.run("generate_assignment", ASSIGNMENT, code=1)

    assert said.count("cell 'quiz-trial' gives 5 points, but the items of quiz 'trial' have 6 together") == 1
    assert not (course.root / "release" / ASSIGNMENT).exists()
