"""What stops a release, and how our steps stand among nbgrader's."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from nbgrader import preprocessors as stock
from nbgrader.converters import Autograde, GenerateAssignment
from nbgrader.coursedir import CourseDirectory

from nastava.errors import PublishError
from nastava.grading import (
    Execute,
    PublishQuizzes,
    WaitForMarks,
    autograde_preprocessors,
    release_preprocessors,
)
from nastava.grading.feedback import HideTests

BANK = """
id: trial
title: {en: Trial, sr: Proba}
mode: graded
items:
  - id: one
    type: single_choice
    points: 2
    stem: {en: "Which?", sr: "Koji?"}
    options: [{id: a, text: {en: A, sr: A}, key: true}, {id: b, text: {en: B, sr: B}}]
    explanation: {en: Zebra., sr: Zebra.}
    tags: {topic: trial, bloom: remember}
    facts: [trial]
"""


def points_cell(points: float = 2, name: str = "quiz-trial", **about: bool):
    about = {"grade": True, "locked": True, "solution": False, **about}
    return new_code_cell("answered()", metadata={"nbgrader": {"grade_id": name, "points": points, **about}})


SHOWN = new_code_cell('%matplotlib inline\nfrom nastava import quiz\nquiz("trial", part="x")')


def publish(tmp_path: Path, *cells):
    (tmp_path / "quizzes" / "graded").mkdir(parents=True, exist_ok=True)
    bank = tmp_path / "quizzes" / "graded" / "trial.yaml"
    if not bank.exists():
        bank.write_text(BANK, encoding="utf-8")
    step = PublishQuizzes()
    step.parent = None
    step.config.CourseDirectory.root = str(tmp_path)
    resources = {"nbgrader": {"assignment": "week", "notebook": "task"}}
    return step.preprocess(new_notebook(cells=list(cells)), resources)[1].get("outputs", {})


def test_the_quiz_is_laid_beside_the_notebook_without_its_key(tmp_path: Path):
    """The file has questions and options, and neither key nor explanation."""
    outputs = publish(tmp_path, SHOWN, points_cell())
    text = outputs["quizzes/trial.json"].decode()

    assert list(outputs) == ["quizzes/trial.json"]
    assert json.loads(text)["items"][0]["options"] == [
        {"id": "a", "text": {"en": "A", "sr": "A"}},
        {"id": "b", "text": {"en": "B", "sr": "B"}},
    ]
    assert "Zebra" not in text and '"key"' not in text


def test_other_code_is_none_of_our_business(tmp_path: Path):
    """Words about quizzes, code that is no Python, and quizzes of other packages publish nothing."""
    cells = [
        new_markdown_cell('quiz("trial")'), new_code_cell("quiz = ___"), new_code_cell("quiz ("),
        new_code_cell('other.quiz("trial")'), new_code_cell('print("quiz")'),
        new_code_cell("1", metadata={"nbgrader": {"grade_id": "quiz-note", "locked": True, "grade": False, "solution": False}}),
    ]  # fmt: skip

    assert publish(tmp_path, *cells) == {}


@pytest.mark.parametrize(
    "cells, message",
    [
        (
            [SHOWN],
            "quiz 'trial' is shown, but no cell gives its points. Add an autograder test cell named 'quiz-trial'",
        ),
        ([points_cell()], "gives points for quiz 'trial', which is not shown. Add a cell quiz"),
        (
            [SHOWN, points_cell(3)],
            "gives 3 points, but the items of quiz 'trial' have 2 together. Set the cell's points to 2",
        ),
        ([SHOWN, points_cell(locked=False)], "cell 'quiz-trial' is not locked"),
        ([SHOWN, points_cell(solution=True)], "cell 'quiz-trial' is not locked"),
        ([new_code_cell("quiz(name)"), points_cell()], "a name that is not written out"),
        (
            [new_code_cell('import nastava\nnastava.quiz("other")'), points_cell(name="quiz-other")],
            "There is no graded bank 'other'",
        ),
    ],
)
def test_a_release_that_would_not_work_is_refused(tmp_path: Path, cells, message: str):
    """One message names the notebook, what is wrong, and the mend."""
    with pytest.raises(PublishError) as caught:
        publish(tmp_path, *cells)

    assert message in str(caught.value) and str(caught.value).startswith("week/task.ipynb: ")


@pytest.mark.parametrize(
    "change, message",
    [(("graded", "practice"), "mode is 'practice'"), (("key: true", "kee: true"), "'kee' is not a field")],
)
def test_a_bank_with_faults_is_refused(tmp_path: Path, change, message: str):
    """The faults of the bank stand in the message, each with its line."""
    (tmp_path / "quizzes" / "graded").mkdir(parents=True)
    (tmp_path / "quizzes" / "graded" / "trial.yaml").write_text(BANK.replace(*change), encoding="utf-8")
    with pytest.raises(PublishError, match=message):
        publish(tmp_path, SHOWN, points_cell())


def test_our_steps_stand_in_nbgraders_own_lists():
    """Nothing of nbgrader's is lost: one step is added to a release; in grading one is replaced, one added."""
    release, grading = release_preprocessors(), autograde_preprocessors()
    own = GenerateAssignment.class_traits()["preprocessors"].default()

    assert [step for step in release if step is not PublishQuizzes] == own
    assert release.index(PublishQuizzes) == own.index(stock.SaveCells) + 1
    assert [stock.Execute if step is Execute else step for step in grading if step is not WaitForMarks] == (
        Autograde.class_traits()["autograde_preprocessors"].default()
    )
    assert grading.index(WaitForMarks) == grading.index(stock.SaveAutoGrades) + 1


def test_the_kernel_is_this_python_whatever_is_called_python3(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """A kernel 'python3' of another installation does not run submissions; a name that is set does."""
    for name in ("python3", "other"):
        folder = tmp_path / "kernels" / name
        folder.mkdir(parents=True)
        (folder / "kernel.json").write_text(
            json.dumps({"argv": ["/nowhere", "{connection_file}"], "display_name": name})
        )
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path))
    used = []
    for name in ("python3", "other"):
        execute = Execute(grading_kernel=name)
        execute.kernel_name = name
        used.append(execute.create_kernel_manager().kernel_spec.argv[0])

    assert used == [sys.executable, "/nowhere"]


def test_the_course_is_the_converters(tmp_path: Path):
    """The folders are those of the running conversion, which the formgrader sets without configuration."""
    from nastava.classroom.course import submission_folder
    from nastava.grading.course import course_directory

    course = CourseDirectory(root=str(tmp_path))
    step = SimpleNamespace(
        parent=SimpleNamespace(parent=SimpleNamespace(coursedir=course, parent=None), coursedir=None)
    )

    assert course_directory(step) is course
    assert submission_folder(course, "student", "week") == tmp_path / "submitted" / "student" / "week"


def test_hidden_tests_leave_locked_test_cells_alone_in_a_student_s_own_cell():
    """Marks of a hidden region in a cell that the student wrote do not stop the feedback."""
    source = "### BEGIN HIDDEN TESTS\nassert total == 27\n### END HIDDEN TESTS\nprint(1)"
    own = new_code_cell(source)
    test = new_code_cell(source)
    test.metadata["nbgrader"] = {
        "grade": True,
        "locked": True,
        "grade_id": "t",
        "solution": False,
        "points": 1,
    }
    step = HideTests()

    assert step.preprocess_cell(own, {}, 0)[0].source == source
    assert step.preprocess_cell(test, {}, 1)[0].source == "print(1)"
