"""A program that reaches for the gradebook, the solutions, the grader or the time after its end gets nothing."""

from __future__ import annotations

import pytest
from tests.hostile.assignment import graded_right
from tests.hostile.submissions import OUTSIDE
from tests.integration.nbgrader_course import Course

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("name", OUTSIDE)
def test_no_point_is_undeserved(graded: Course, name: str) -> None:
    """Each earns what it earned honestly, with the reason, touches nothing, and others are graded right."""
    graded_right(graded, name, OUTSIDE[name])
