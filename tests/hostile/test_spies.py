"""Hidden tests stay hidden: from the student's kernel while it runs, and from what goes back."""

from __future__ import annotations

import re

import pytest
from tests.hostile.assignment import graded_right
from tests.hostile.submissions import HOSTILE, SPIES
from tests.integration.nbgrader_course import Course

pytestmark = pytest.mark.slow


def test_the_student_s_kernel_never_sees_a_test(graded: Course) -> None:
    """Neither its history nor the notebook in its folder holds the hidden tests while its code runs."""
    graded_right(graded, "reads-in", SPIES["reads-in"])


@pytest.mark.parametrize("name", [*HOSTILE, "zz-honest"])
def test_feedback_holds_no_hidden_test(graded: Course, name: str) -> None:
    """What goes back shows points and reasons; the lines of the hidden tests and the instructor's notes are out."""
    page = (graded.root / "feedback" / name / "trial" / "trial.html").read_text(encoding="utf-8")
    text = re.sub(r"<[^>]+>", "", page)

    assert "hid" not in re.findall(r"\w+", text)
    assert "of 3 points" in text
    assert "For the instructor" not in text
    assert "Where the test stopped" not in text
