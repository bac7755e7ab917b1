"""What is done to test cells changes no points, and the instructor reads of it."""

from __future__ import annotations

import pytest
from tests.hostile.assignment import MOST, graded_right, notes_of
from tests.hostile.submissions import CELLS
from tests.integration.nbgrader_course import Course

pytestmark = pytest.mark.slow

NOTES = {
    "deleted": {("cell-missing", name) for name in MOST},
    "altered": {("cell-altered", name) for name in MOST},
    "doubled": {("cell-doubled", "test-number"), ("cell-altered", "test-number")},
    "tagged": {("cell-tags", name) for name in MOST},
    "more-points": {("cell-points", "test-next")},
    "other-flags": {("cell-flags", "test-number")},
    "graded-too": {("cell-added", "mine")},
    "asks-to-opt-out": {("cell-altered", "test-number")},
}


@pytest.mark.parametrize("name", CELLS)
def test_no_point_is_undeserved(graded: Course, name: str) -> None:
    """Tests run as the gradebook has them, wherever they stood and whatever they were made to say."""
    graded_right(graded, name, CELLS[name])


@pytest.mark.parametrize("name", CELLS)
def test_the_instructor_reads_what_was_done(graded: Course, name: str) -> None:
    """The notes name the cells, for people at the top of the notebook and for programs in its metadata."""
    assert notes_of(graded, name) == NOTES[name]
    assert "For the instructor" in graded.autograded(name).cells[0].source


def test_honest_work_has_no_notes(graded: Course) -> None:
    """Nothing is said of a notebook whose tests are as released."""
    assert notes_of(graded, "zz-honest") == set()
    assert "For the instructor" not in graded.autograded("zz-honest").cells[0].source
