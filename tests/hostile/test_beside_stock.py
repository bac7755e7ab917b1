"""The same submissions under stock nbgrader, for comparison; docs/hostile-submissions.md holds the table."""

from __future__ import annotations

import os

import pytest
from tests.hostile.assignment import (
    MOST,
    Hostile,
    harm_of,
    notes_of,
    points_of,
    reasons_of,
    sentences_of,
    total_of,
)
from tests.hostile.beside_stock import DOES, FOLDERS, PAGE, Row, page
from tests.hostile.submissions import HOSTILE
from tests.hostile.test_folder import HANDED_IN
from tests.hostile.test_sandbox import LIMITED, REFUSED
from tests.integration.nbgrader_course import Course


def _row(name: str, hostile: Hostile, graded: Course, stock: Course) -> Row:
    earned = sum(hostile.points.values())
    theirs: float | str | None = None
    harm = ""
    if hostile.safe_for_stock:
        total = total_of(stock, name)
        theirs = "fails" if total is None else total
        harm = hostile.harms_stock if harm_of(stock, name) else ""
    return Row(name, earned, total_of(graded, name) or 0.0, theirs, harm, _says(name, graded))


def _says(name: str, graded: Course) -> str:
    """Return what the instructor reads: the notes, or else why points are missing."""
    told = sentences_of(graded, name)
    if notes_of(graded, name) == set():
        told = [why for test in MOST for why in reasons_of(graded, name, test)]
    first = list(dict.fromkeys(" ".join(one.split()) for one in told))[:2]
    return " ".join(one if len(one) < 140 else one[:140] + " …" for one in first).replace("|", "\\|")


def _without_reasons(text: str) -> list[str]:
    """Leave out the last column: which of two limits is met first depends on how busy the machine is."""
    return [line.rpartition(" | ")[0] if line.count(" | ") > 3 else line for line in text.splitlines()]


@pytest.mark.slow
def test_stock_is_deceived_where_it_is_said_to_be(graded: Course, stock: Course) -> None:
    """What stock nbgrader gives too much for, or lets happen, is what is said; of Nastava's points none is too much."""
    rows = [_row(name, hostile, graded, stock) for name, hostile in HOSTILE.items()]
    text = page(rows, ((name, points) for name, (_, points) in HANDED_IN.items()), REFUSED, LIMITED)
    if os.environ.get("NASTAVA_WRITE_TABLE"):
        PAGE.write_text(text, encoding="utf-8")
    print(text)

    assert [row for row in rows if row.ours > row.earned] == []
    deceived = {row.name for row in rows if isinstance(row.theirs, float) and row.theirs > row.earned}
    assert deceived == {name for name, hostile in HOSTILE.items() if hostile.deceives_stock}
    harmed = {row.name: row.harm for row in rows if row.harm}
    assert harmed == {name: hostile.harms_stock for name, hostile in HOSTILE.items() if hostile.harms_stock}
    assert _without_reasons(PAGE.read_text(encoding="utf-8")) == _without_reasons(text)


def test_the_page_tells_of_every_submission() -> None:
    """Without running any: each that is tried stands in the table, and nothing else does."""
    assert list(DOES) == list(HOSTILE)
    assert list(FOLDERS) == list(HANDED_IN)
    text = PAGE.read_text(encoding="utf-8")
    rows = [line.split(" | ")[0] for line in text.splitlines() if line.startswith("| ")]
    assert rows == [
        f"| {what}" for what in ("The submission", *DOES.values(), "In the folder", *FOLDERS.values())
    ]
    items = [line.removeprefix("- ") for line in text.splitlines() if line.startswith("- ")]
    assert items == [*REFUSED, *LIMITED]


@pytest.mark.slow
def test_points_are_those_of_the_tests(graded: Course) -> None:
    """The gradebook counts what the tests gave, and nothing that a person did not give."""
    for name in HOSTILE:
        assert total_of(graded, name) == sum(filter(None, points_of(graded, name).values()))
