"""A program that is silent, shouts or dies costs its own points, with the reason."""

from __future__ import annotations

import pytest
from tests.hostile.assignment import graded_right, notes_of
from tests.hostile.submissions import SILENCE
from tests.integration.nbgrader_course import Course

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("name", SILENCE)
def test_no_point_is_undeserved(graded: Course, name: str) -> None:
    """Each earns what it earned honestly, with the reason, and those graded after it are graded right."""
    graded_right(graded, name, SILENCE[name])


def test_a_program_that_can_t_be_stopped_is_named(graded: Course) -> None:
    """The instructor reads that a limit was reached, and where."""
    assert ("limit", "test-checks") in notes_of(graded, "never-answers")


def test_an_output_is_not_kept_in_the_test(graded: Course) -> None:
    """What a function shouts while it is asked does not fill the graded notebook."""
    path = graded.root / "autograded" / "shouts" / "trial" / "trial.ipynb"

    assert path.stat().st_size < 100_000
