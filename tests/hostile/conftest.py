"""Hostile submissions, graded in one run by Nastava, and those that are safe in another by stock nbgrader."""

from __future__ import annotations

import pytest
from tests.hostile.assignment import HONEST, Hostile, course, hand_in
from tests.hostile.submissions import HOSTILE
from tests.integration.nbgrader_course import ASSIGNMENT, Course


@pytest.fixture(scope="session")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Course:
    """Every hostile submission, and an honest one at the end, graded in one run."""
    made = course(tmp_path_factory.mktemp("hostile") / "course")
    for name, hostile in {**HOSTILE, "zz-honest": Hostile(HONEST)}.items():
        hand_in(made.submission(name), hostile)
    (made.root / "said.log").write_text(made.run("autograde", ASSIGNMENT, seconds=900), encoding="utf-8")
    made.run("generate_feedback", ASSIGNMENT)
    return made


@pytest.fixture(scope="session")
def stock(tmp_path_factory: pytest.TempPathFactory) -> Course:
    """The submissions that are safe to run there, graded by stock nbgrader, whose tests use the student's names."""
    made = course(tmp_path_factory.mktemp("hostile") / "stock", stock=True)
    for name, hostile in {**HOSTILE, "zz-honest": Hostile(HONEST)}.items():
        if hostile.safe_for_stock:
            hand_in(made.submission(name), hostile)
    made.run("autograde", ASSIGNMENT, seconds=900, code=None)  # nbgrader calls some of them failures
    return made
