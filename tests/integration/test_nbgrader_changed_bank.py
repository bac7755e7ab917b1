"""A bank that is changed after its release, through the real nbgrader: marked by what was released."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.integration.nbgrader_course import (
    ASSIGNMENT,
    BANK,
    Course,
    answer,
    instructor_notebook,
    write_course,
)

pytestmark = pytest.mark.slow

HEAD = BANK.split("items:")[0]
POOL = "draw: [{topic: pool, count: 2}]\nitems:"
NUMERIC = """
  - id: half
    type: numeric
    points: 2
    stem: {en: "Half of {{n}}?", sr: "Pola od {{n}}?"}
    parameters: {n: {from: 1000, to: 5000}}
    key: "= n / 2"
    computed: half of it
    explanation: {en: Half., sr: Pola.}
    tags: {topic: trial, bloom: apply}
    facts: [trial]
"""


def single(id_: str, key: str = "a") -> str:
    options = [f"      - {{id: {each}, text: {{en: {each}, sr: {each}}}, key: {str(each == key).lower()}}}" for each in "abc"]  # fmt: skip
    return f"""
  - id: {id_}
    type: single_choice
    points: 2
    stem: {{en: "{id_}?", sr: "{id_}?"}}
    options:
{chr(10).join(options)}
    explanation: {{en: So., sr: Tako.}}
    tags: {{topic: pool, bloom: remember}}
    facts: [trial]
"""


def bank(course: Course, *items: str) -> None:
    path = course.root / "quizzes" / "graded" / "trial.yaml"
    path.write_text(HEAD + POOL + "".join(items), encoding="utf-8")


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Course:
    """Two of four questions and a number are released; one student has answered all of them right."""
    course = write_course(tmp_path_factory.mktemp("changed") / "course", instructor_notebook())
    bank(course, NUMERIC, *map(single, ("q0", "q1", "q2", "q3")))
    course.run("generate_assignment", ASSIGNMENT)
    folder = course.submission("right")
    number = _asked(folder)["parameters"]["half"]["n"]
    answer(folder, {"half": {"value": number / 2}, **dict.fromkeys(_drawn(folder), "a")})
    course.run("autograde", ASSIGNMENT)
    return course


def _asked(folder: Path) -> dict[str, dict[str, dict[str, float]]]:
    data: dict[str, dict[str, dict[str, float]]] = json.loads((folder / "quizzes" / "trial.json").read_text())
    return data


def _drawn(folder: Path) -> list[str]:
    return [id_ for id_ in _asked(folder)["versions"] if id_ != "half"]


def graded_again(course: Course) -> tuple[float | None, str]:
    said = course.run("autograde", ASSIGNMENT, "--student=right", "--force")
    return course.grades("right")["quiz-trial"][0], said


def test_the_bank_may_grow_and_its_ranges_widen(course: Course):
    """All right before, all right after; the table tells of nothing amiss."""
    assert course.grades("right")["quiz-trial"] == (6.0, False)
    wider = NUMERIC.replace("to: 5000", "to: 9999")
    bank(course, single("new"), wider, *map(single, ("q0", "q1", "q2", "q3", "q4")))
    points, said = graded_again(course)
    assert points == 6.0
    assert "For the instructor" not in said


def test_a_corrected_key_changes_the_points(course: Course):
    """One of the two drawn has another key now."""
    first = _drawn(course.root / "release" / ASSIGNMENT)[0]
    bank(course, NUMERIC, *(single(id_, "b" if id_ == first else "a") for id_ in ("q0", "q1", "q2", "q3")))
    assert graded_again(course)[0] == 4.0


def test_a_question_taken_out_is_told_to_the_instructor(course: Course):
    """It earns nothing, and both the log and the graded notebook say how to mend that."""
    first = _drawn(course.root / "release" / ASSIGNMENT)[0]
    bank(course, NUMERIC, *(single(id_) for id_ in ("q0", "q1", "q2", "q3", "q4") if id_ != first))
    points, said = graded_again(course)
    assert points == 4.0
    words = f"“{first}” was released and is not in the quiz's bank any more"
    assert words in said
    assert words in course.autograded("right").cells[1].outputs[0].data["text/html"].replace("&#x27;", "'")


def test_the_student_s_own_copy_of_the_quiz_has_no_say(course: Course):
    """A number put into the file that was handed in changes nothing."""
    bank(course, NUMERIC, *map(single, ("q0", "q1", "q2", "q3")))
    path = course.root / "submitted" / "right" / ASSIGNMENT / "quizzes" / "trial.json"
    data = json.loads(path.read_text(encoding="utf-8"))
    data["parameters"]["half"]["n"] = 2.0
    path.write_text(json.dumps(data), encoding="utf-8")
    assert graded_again(course)[0] == 6.0
