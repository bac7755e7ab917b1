"""The same submissions under stock nbgrader, for comparison: pytest -s prints the table."""

from __future__ import annotations

import pytest
from tests.hostile.assignment import points_of
from tests.hostile.submissions import HOSTILE
from tests.integration.nbgrader_course import Course

pytestmark = pytest.mark.slow


def test_stock_is_deceived_where_it_is_said_to_be(graded: Course, stock: Course) -> None:
    """What stock nbgrader gives too much for is what the families say; of Nastava's points none is too much."""
    deceived = set()
    for name, hostile in HOSTILE.items():
        ours = sum(filter(None, points_of(graded, name).values()))
        earned = sum(hostile.points.values())
        row = f"{name:24}{earned:8g}{ours:8g}"
        if hostile.safe_for_stock:
            theirs = sum(filter(None, points_of(stock, name).values()))
            row += f"{theirs:8g}"
            deceived |= {name} if theirs > earned else set()
        print(row)
        assert ours <= earned

    assert deceived == {name for name, hostile in HOSTILE.items() if hostile.deceives_stock}
