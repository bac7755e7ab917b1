"""Answers that are no answers harm neither the tests nor the grader."""

from __future__ import annotations

import pytest
from tests.hostile.assignment import graded_right
from tests.hostile.submissions import FORGED
from tests.integration.nbgrader_course import Course

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("name", FORGED)
def test_no_point_is_undeserved(graded: Course, name: str) -> None:
    """Each earns what it earned honestly, with the reason, and those graded after it are graded right."""
    graded_right(graded, name, FORGED[name])
