"""Ordering: what an order earns, what is shown of it, and what the check refuses."""

from __future__ import annotations

from itertools import permutations
from random import Random
from typing import Any

import pytest
from pydantic import ValidationError
from tests.unit.made import made

from nastava.items import Item, Malformed

KEY = ["technical", "fifteen", "four", "code"]
DATES = ["2011-03-08", "2013-04", "2015", "2016-12-15"]


def ordering(**fields: Any) -> Item:
    entries = [
        {"id": id_, "at": at, "text": {"en": f"step {id_}", "sr": f"korak {id_}"}}
        for id_, at in zip(KEY, DATES, strict=True)
    ]
    return made(**{"type": "ordering", "entries": entries, **fields})


@pytest.mark.parametrize(
    "scoring, order, points",
    [
        ("adjacent_pairs", KEY, 1),
        ("adjacent_pairs", ["code", "technical", "fifteen", "four"], 2 / 3),
        ("adjacent_pairs", KEY[::-1], 0),
        ("positions", ["fifteen", "technical", "four", "code"], 0.5),
        ("positions", ["code", "technical", "fifteen", "four"], 0),
        ("all_or_nothing", ["fifteen", "technical", "four", "code"], 0),
        ("all_or_nothing", KEY, 1),
    ],
)
def test_each_policy_counts_what_it_says(scoring: str, order: list[str], points: float) -> None:
    """Pairs of neighbours, places, or the whole."""
    assert ordering(scoring=scoring).score(order).points == pytest.approx(points)


@pytest.mark.parametrize("scoring", ["adjacent_pairs", "positions", "all_or_nothing"])
def test_chance_is_the_mean_over_all_orders(scoring: str) -> None:
    """Counted over each of the 24 orders of four entries."""
    item = ordering(scoring=scoring)
    earned = [item.score(list(order)).points for order in permutations(KEY)]
    assert item.chance() == pytest.approx(sum(earned) / len(earned))


def test_marks_agree_with_the_points() -> None:
    """Where pairs count, an entry in a right pair is marked right, wherever it stands."""
    score = ordering().score(["code", "technical", "fifteen", "four"])
    assert [part.right for part in score.parts] == [False, True, True, True]


def test_no_learner_sees_the_order_of_the_key() -> None:
    """Neither by any seed nor where no learner is known."""
    item = ordering()
    assert [entry["id"] for entry in item.view_data()["entries"]] != KEY
    orders = set()
    for seed in range(200):
        shown = item.arranged(Random(seed), shuffle=False)
        orders.add(tuple(entry["id"] for entry in shown.view_data()["entries"]))
    assert tuple(KEY) not in orders
    assert len(orders) == 23


def test_an_order_that_nobody_touched_is_no_answer() -> None:
    """An empty list, an entry missing, doubled or foreign is refused and costs nothing."""
    item = ordering()
    for raw in ([], None, KEY[1:], [*KEY[1:], KEY[1]], [*KEY[1:], "else"], [*KEY, "else"], [[], {}, 1, 2]):
        assert isinstance(item.parse(raw, "en"), Malformed)
        assert item.score(raw).points == 0


def test_the_true_distances_follow_from_the_dates() -> None:
    """Partial dates stand in their middle and are written as far as they are known, in the reader's language."""
    rows = ordering(timeline=True).reveal("sr")
    assert [row["said"] for row in rows] == ["8. mart 2011.", "april 2013.", "2015.", "15. decembar 2016."]
    assert [row["place"] for row in rows] == pytest.approx([0, 0.366, 0.748, 1], abs=0.01)


def entries(*pairs: tuple[str, str | None]) -> list[dict[str, Any]]:
    return [{"id": id_, "text": {"en": id_, "sr": id_}} | ({"at": at} if at else {}) for id_, at in pairs]


@pytest.mark.parametrize(
    "fields, problem",
    [
        ({"entries": entries(("vote", "2011"), ("talks", "2010"), ("accord", "2012"))}, "is not later"),
        ({"entries": entries(("vote", "2011"), ("talks", "soon"), ("accord", "2012"))}, "is no ISO date"),
        (
            {"entries": entries(("vote", None), ("talks", None), ("accord", None)), "timeline": True},
            "has no date",
        ),
        ({"entries": entries(("accord", None), ("talks", None), ("vote", None))}, "tell the key"),
        ({"entries": entries(("c", None), ("a", None), ("b", None))}, "only count"),
        ({"entries": entries(("vote", None), ("vote", None), ("accord", None))}, "occurs twice"),
    ],
)
def test_an_item_that_contradicts_itself_is_refused(fields: dict[str, Any], problem: str) -> None:
    """Dates that don't ascend, dates that are none, ids that give the order away."""
    with pytest.raises(ValidationError, match=problem):
        ordering(**fields)
