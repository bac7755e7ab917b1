"""The joint assignment on capacity and the region: what it asks about."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import nbformat
import pytest

from nastava.course import facts
from nastava.quizzes import load_bank

pytestmark = pytest.mark.slow
ROOT = Path(__file__).parents[2]
NAME = "capacity-and-region"
NOTEBOOK = ROOT / "solutions" / NAME / f"{NAME}.ipynb"
BANK = ROOT / "quizzes" / "graded" / f"{NAME}.yaml"


@pytest.fixture
def notebook() -> Any:
    """The instructor's version."""
    return nbformat.read(NOTEBOOK, as_version=4)


def test_half_of_the_quiz_is_about_each_lesson() -> None:
    """Both lessons are asked about, none more than twice as much as the other."""
    topics = [item.tags.topic for item in load_bank(BANK).items]

    assert {topics.count(topic) for topic in ("capacity", "region")} <= {5, 6}


def test_every_fact_of_the_article_on_this_subject_is_used(notebook: Any) -> None:
    """What the article says of capacity, of the visit and of Bosnia and Herzegovina is in the quiz or the note."""
    used = {fact_id for item in load_bank(BANK).items for fact_id in item.facts}
    subjects = ("seed-nalt-", "seed-visit-", "seed-bih-")
    ours = {fact_id for fact_id in facts() if fact_id.startswith(subjects)}

    # The headquarters of the visit is an open question: it is what the note is about, and no item's key.
    assert ours - used == {"seed-visit-hq"}
    assert "headquarters" in next(cell.source for cell in notebook.cells if cell.id == "part-5")
