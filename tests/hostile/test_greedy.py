"""A program that takes more than its share is ended, with the limit named; the next is graded."""

from __future__ import annotations

import pytest
from tests.hostile.assignment import graded_right
from tests.hostile.submissions import GREEDY
from tests.integration.nbgrader_course import Course

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("name", GREEDY)
def test_no_point_is_undeserved(graded: Course, name: str) -> None:
    """Each earns what it earned honestly, with the reason, touches nothing, and others are graded right."""
    graded_right(graded, name, GREEDY[name])
