"""Points that real submissions get in the real gradebook."""

from __future__ import annotations

import pytest
from tests.integration.nbgrader_course import Course
from tests.integration.nbgrader_submissions import HANDED_IN

#: Points of the quiz (of six) and of the code (of four) by student.
EXPECTED = {
    "perfect": (6.0, 4.0),
    "half-right": (1.5, 2.0),
    "untouched": (0.0, 0.0),
    "no-sheet": (0.0, 4.0),
    "damaged-sheet": (5.0, 4.0),
    "odd-sheet": (2.0, 4.0),
    "second-thoughts": (5.0, 4.0),
    "syntax-error": (6.0, 0.0),
    "dead-kernel": (6.0, 0.0),
    "no-json": (0.0, 0.0),
    "no-json-but-answers": (6.0, 0.0),
    "broken-structure": (0.0, 0.0),
    "odd-metadata": (6.0, 4.0),
    "skip-tag": (0.0, 0.0),
    "skip-tag-honest": (6.0, 4.0),
    "deleted-tests": (0.0, 0.0),
    "deleted-all": (0.0, 0.0),
    "deleted-tests-honest": (6.0, 4.0),
    "lost-names-honest": (6.0, 4.0),
    "more-points": (0.0, 0.0),
    "no-grade-flag": (0.0, 0.0),
    "called-solution": (0.0, 0.0),
    "markdown": (0.0, 0.0),
    "raw": (0.0, 0.0),
    "renamed": (0.0, 0.0),
    "swapped": (0.0, 0.0),
    "doubled": (0.0, 0.0),
    "forged": (0.0, 0.0),
    "linked-sheet": (0.0, 4.0),
    "linked-notebook": (0.0, 0.0),
    "scripts": (6.0, 4.0),
}


def test_every_submission_has_its_points_listed():
    """No submission of the test course goes unchecked."""
    assert set(HANDED_IN) == set(EXPECTED)


@pytest.mark.slow
@pytest.mark.parametrize("student", EXPECTED)
def test_points(graded: Course, student: str):
    """A submission gets exactly the points that it earned, whatever happened to its files."""
    assert EXPECTED[student] == graded.points(student)


@pytest.mark.slow
@pytest.mark.parametrize("student", EXPECTED)
def test_only_written_answers_wait_for_a_person(graded: Course, student: str):
    """A cell that is graded by the machine never ends without points or on the list of manual grading."""
    waiting = {name for name, (points, manual) in graded.grades(student).items() if points is None or manual}

    wrote = {"perfect", "skip-tag-honest", "deleted-tests-honest", "scripts"}
    assert waiting == ({"why"} if student in wrote else set())


@pytest.mark.slow
def test_a_run_with_damaged_submissions_succeeds(graded: Course):
    """Damaged and hostile submissions neither end the run nor print a traceback of ours."""
    log = (graded.root / "autograde.log").read_text(encoding="utf-8")

    assert "There was an error processing assignment" not in log
    assert "Traceback" not in log
