"""The assignment on wording: what it asks, and the numbers that it states."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import nbformat
import pytest

from nastava.course import dataset
from nastava.quizzes import load_bank

pytestmark = pytest.mark.slow
ROOT = Path(__file__).parents[2]
NAME = "framing"
QUIZ = "framing-2024"
NOTEBOOK = ROOT / "solutions" / NAME / f"{NAME}.ipynb"
BANK = ROOT / "quizzes" / "graded" / f"{QUIZ}.yaml"


@pytest.fixture
def notebook() -> Any:
    """The instructor's version."""
    return nbformat.read(NOTEBOOK, as_version=4)


def test_the_article_itself_is_part_of_the_work(notebook: Any) -> None:
    """What the article says of its source, its year and the visit is asked in the quiz, and the visit in the text."""
    used = {fact_id for item in load_bank(BANK).items for fact_id in item.facts}

    assert {"seed-agency", "seed-report-year", "seed-visit-hq"} <= used
    assert "headquarters" in next(cell.source for cell in notebook.cells if cell.id == "part-5")


def test_the_numbers_of_the_exercises_are_those_of_the_table(notebook: Any) -> None:
    """What the instructions state of lengths and mentions can be looked up in the table."""
    table = dataset("framing_counts")
    table = table[table["group"] == "territory"].groupby("text")
    mentions, words = table["mentions"].sum(), table["words"].max()
    sources = {cell.id: cell.source for cell in notebook.cells}

    for task, text in (("task-rate", "abc-albania"), ("task-rate", "atv"), ("part-3", "ewb")):
        assert str(words[text]) in sources[task]
        assert str(mentions[text]) in sources[task]
    assert table["in_quotes"].sum()["atv"] == 1
    assert (mentions["nato"], table["in_quotes"].sum()["nato"]) == (6, 1)


def test_claims_of_all_languages_are_on_offer(notebook: Any) -> None:
    """The written part lets a learner check a claim from an ijekavian, an English or an Albanian text."""
    part = next(cell.source for cell in notebook.cells if cell.id == "part-5")

    assert all(part.count(f"**{letter}**") == 2 for letter in "ABC")
    assert all(outlet in part for outlet in ("ATV", "BGNES", "Dukagjini"))
