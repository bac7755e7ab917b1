"""Tests run as they are written, whatever the student's kernel does to code and to libraries."""

from __future__ import annotations

import pytest
from tests.hostile.assignment import graded_right
from tests.hostile.submissions import REWRITING
from tests.integration.nbgrader_course import Course

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("name", REWRITING)
def test_no_point_is_undeserved(graded: Course, name: str) -> None:
    """Each earns what it earned honestly, with the reason, and those graded after it are graded right."""
    graded_right(graded, name, REWRITING[name])
