"""Harmless noise costs nothing."""

from __future__ import annotations

import pytest
from tests.hostile.assignment import MOST, graded_right, points_of
from tests.hostile.submissions import NOISE
from tests.integration.nbgrader_course import Course

pytestmark = pytest.mark.slow


def test_warnings_on_stderr_cost_nothing(graded: Course, stock: Course) -> None:
    """Right answers that warn get every point, where stock nbgrader takes those of each test that they reach."""
    graded_right(graded, "warns", NOISE["warns"])

    assert sum(points_of(stock, "warns").values()) < sum(MOST.values())
