"""What a student's program prints or shows is never read as points."""

from __future__ import annotations

import pytest
from tests.hostile.assignment import graded_right
from tests.hostile.submissions import DISPLAYS
from tests.integration.nbgrader_course import Course

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("name", DISPLAYS)
def test_no_point_is_undeserved(graded: Course, name: str) -> None:
    """Each earns what it earned honestly, with the reason, and those graded after it are graded right."""
    graded_right(graded, name, DISPLAYS[name])
