"""The capstone assignment: what it asks, and the numbers that it states."""

from __future__ import annotations

import re
from typing import Any

import pytest
from tests.unit.assignments import ROOT, read

from nastava.course import dataset, fact, source
from nastava.quizzes import load_bank

pytestmark = pytest.mark.slow
BANK = ROOT / "quizzes" / "graded" / "briefing-capstone.yaml"


@pytest.fixture
def notebook() -> Any:
    """The instructor's version."""
    return read("briefing")


def cell(notebook: Any, cell_id: str) -> Any:
    """One of its cells."""
    return next(each for each in notebook.cells if each.id == cell_id)


def test_the_mandate_is_part_of_the_work(notebook: Any) -> None:
    """KFOR's task is asked in the quiz and belongs on the page."""
    used = {fact_id for item in load_bank(BANK).items for fact_id in item.facts}

    assert "seed-kfor-mandate" in used
    assert "seed-kfor-mandate" in cell(notebook, "part-5").metadata["nastava"]["facts"]


def test_the_numbers_of_the_exercises_are_those_of_the_table() -> None:
    """What tests and instructions take for right comes out of the table."""
    table = dataset("kfor_strength")
    of_2023 = table[table["date"].str.startswith("2023")]
    totals = of_2023["total_troops"]

    assert (len(of_2023), totals.min(), totals.max()) == (12, 3800, 4700)
    assert list(of_2023[of_2023["includes_reserves"] == "yes"]["date"]) == ["2023-12-31"]
    assert dict(zip(of_2023["date"], totals, strict=True))["2023-05-30"] == 3800
    assert fact("seed-kfor-total").value == 4700
    october = of_2023[of_2023["date"] == "2023-10-10"]
    assert sorted(october["total_troops"]) == [4000, 4500, 4700]


def test_both_parties_have_the_same_room_in_the_material(notebook: Any) -> None:
    """Two statements each, from positions in the collection, within a fifth of the same length."""
    text = cell(notebook, "part-5").source
    for first, second in (("Belgrade", "Pristina"), ("Beograd", "Priština")):
        rows = [re.search(rf"^- {name}[^:]*: (.+)$", text, re.MULTILINE) for name in (first, second)]
        said = [re.sub(r" \(\[.*?\)\)", "", row[1]) for row in rows if row]

        assert [each.count(".") for each in said] == [2, 2]
        assert min(map(len, said)) / max(map(len, said)) > 0.8


def test_the_material_links_sources_of_the_course(notebook: Any) -> None:
    """Each link of the page's material is that of a known source, in both languages alike."""
    links = re.findall(r"\]\((https?://[^)]+)\)", cell(notebook, "part-5").source)
    half = len(links) // 2

    assert links[:half] == links[half:]
    named = ("ewb-2024-03-14", "un-sc6686", "bgnes-2024-03-14", "rts-2023-10-10", "danas-2023-10-10")
    assert {source(id_).url for id_ in named} <= set(links)


def test_levels_are_described_for_grader_and_learner(notebook: Any) -> None:
    """The rubric has five levels in both languages; the mark scheme shows what pages of three levels look like."""
    rubric = cell(notebook, "part-5").source

    assert [len(re.findall(rf"^\| \*\*{points}\*\* \|", rubric, re.MULTILINE)) for points in (12, 9, 6, 3, 0)] == [
        2, 2, 2, 2, 2
    ]  # fmt: skip
    assert re.findall(r"What a page of (\d+) looks like", cell(notebook, "essay").source) == ["9", "6", "3"]


def test_the_sample_page_keeps_its_own_rules(notebook: Any) -> None:
    """The instructor's page has the length that is asked for, and names both parties and the limit on reserves."""
    page = cell(notebook, "essay").source.partition("### BEGIN MARK SCHEME")[0].partition("points**\n")[2]
    words = re.findall(r"\w[\w'’,.-]*", page)

    assert 200 <= len(words) <= 280
    assert all(name in page for name in ("Vučić", "Kurti", "reserves", "31 December 2023"))
