"""The libraries of the tests are the grader's own, not those in the student's kernel or folder."""

from __future__ import annotations

import pytest
from tests.hostile.assignment import graded_right
from tests.hostile.submissions import LIBRARIES
from tests.integration.nbgrader_course import Course

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("name", LIBRARIES)
def test_no_point_is_undeserved(graded: Course, name: str) -> None:
    """Each earns what it earned honestly, with the reason, and those graded after it are graded right."""
    graded_right(graded, name, LIBRARIES[name])
