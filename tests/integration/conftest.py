"""A course in a temporary folder, graded by the real nbgrader: made once, read by all the tests here."""

from __future__ import annotations

import pytest
from tests.integration.nbgrader_course import ASSIGNMENT, Course, edit, instructor_notebook, write_course
from tests.integration.nbgrader_submissions import HANDED_IN


@pytest.fixture(scope="session")
def released(tmp_path_factory: pytest.TempPathFactory) -> Course:
    """A course whose assignment is released; the instructor has tried the quiz before."""
    course = write_course(tmp_path_factory.mktemp("nbgrader") / "course 2023", instructor_notebook())
    source = course.root / "solutions" / ASSIGNMENT
    (source / "answers").mkdir()
    (source / "answers" / "trial.json").write_text('{"attempts": [{"response": "ocelot"}]}', encoding="utf-8")
    (source / "notes.yaml").write_text("key: Zebra", encoding="utf-8")
    (source / "data.csv").write_text("year,value\n2023,27\n", encoding="utf-8")
    course.run("generate_assignment", ASSIGNMENT)
    return course


@pytest.fixture(scope="session")
def graded(released: Course) -> Course:
    """The course with every kind of submission, autograded in one run, and feedback written."""
    for student, hand_in in HANDED_IN.items():
        folder = released.submission(student)
        if student not in {"perfect", "half-right"}:
            # The cell that shows the quiz is the student's own; without it the kernels are up sooner.
            edit(folder, lambda data: data["cells"][0].update(source=""))
        hand_in(folder)
    said = released.run("autograde", ASSIGNMENT)
    (released.root / "autograde.log").write_text(said, encoding="utf-8")
    released.run("generate_feedback", ASSIGNMENT)
    return released
