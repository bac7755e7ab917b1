"""Grouping: what is refused, what tells the key, what a response earns."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError
from tests.unit.made import made

from nastava.items import Item, Malformed
from nastava.items.seeded import seeded

THREE = {
    "oak": "leafy",
    "elm": "leafy",
    "fir": "needles",
    "yew": "needles",
    "fern": "fronds",
    "moss": "fronds",
}
UNEVEN = {"oak": "leafy", "elm": "leafy", "ash": "leafy", "fir": "needles"}


def label(id_: str) -> dict[str, Any]:
    return {"id": id_, "text": {"en": f"the {id_}", "sr": f"taj {id_}"}}


def grouping(key: Mapping[str, str] = THREE, *, empty: tuple[str, ...] = (), **fields: Any) -> Item:
    groups = [label(group) for group in dict.fromkeys(key.values())]
    frame = {
        "type": "grouping",
        "groups": [*groups, *(label(id_) | {"empty": True} for id_ in empty)],
        "entries": [label(entry) | {"group": group} for entry, group in key.items()],
    }
    return made(**{**frame, **fields})


def share(item: Item, response: Any) -> float:
    return item.score(response).points / item.points


def test_each_entry_placed_right_earns_its_part() -> None:
    """One of six misplaced leaves five sixths; all or nothing leaves nothing."""
    slip = THREE | {"oak": "fronds"}
    assert share(grouping(), slip) == pytest.approx(5 / 6)
    assert share(grouping(scoring="all_or_nothing"), slip) == 0
    assert share(grouping(scoring="all_or_nothing"), THREE) == 1


def test_balanced_counts_every_group_the_same() -> None:
    """The only entry of a small group weighs as much as all three of a large one."""
    item = grouping(UNEVEN, scoring="balanced")
    assert share(item, UNEVEN | {"fir": "leafy"}) == 0
    assert share(item, UNEVEN | {"oak": "needles"}) == pytest.approx(2 / 3)


def test_balanced_is_the_share_above_chance_where_groups_are_even() -> None:
    """With groups of the same size it is (share − 1/g) / (1 − 1/g)."""
    slip = THREE | {"oak": "fronds", "fir": "fronds"}
    assert share(grouping(scoring="balanced"), slip) == pytest.approx((4 / 6 - 1 / 3) / (1 - 1 / 3))


@given(
    sizes=st.lists(st.integers(1, 5), min_size=2, max_size=4), empty=st.booleans(), pick=st.integers(0, 10)
)
@settings(max_examples=60)
def test_one_group_for_everything_never_pays_when_balanced(sizes: list[int], empty: bool, pick: int) -> None:
    """However uneven the groups are, putting everything into one of them earns exactly nothing."""
    names = ("leafy", "needles", "fronds", "cacti")[: len(sizes)]
    key = {f"plant-{names[at][::-1]}-x{n}y": names[at] for at, size in enumerate(sizes) for n in range(size)}
    item = grouping(key, scoring="balanced", empty=("mosses",) if empty else ())
    groups = [group["id"] for group in item.view_data()["groups"]]
    assert item.score(dict.fromkeys(key, groups[pick % len(groups)])).points == 0


@pytest.mark.parametrize(
    "scoring, key",
    [
        *product(("per_entry", "balanced", "all_or_nothing"), (THREE, {"oak": "leafy", "fir": "needles"})),
        ("balanced", UNEVEN),
        ("all_or_nothing", UNEVEN),
    ],
)
@pytest.mark.parametrize("empty", [(), ("mosses",)])
def test_chance_is_the_mean_over_every_possible_answer(
    key: dict[str, str], scoring: str, empty: tuple[str, ...]
) -> None:
    """The stated chance is what all complete answers earn on average, each counted once."""
    item = grouping(key, scoring=scoring, empty=empty)
    groups = [group["id"] for group in item.view_data()["groups"]]
    shares = [share(item, dict(zip(key, way, strict=True))) for way in product(groups, repeat=len(key))]
    assert item.chance() == pytest.approx(sum(shares) / len(shares))


def test_the_largest_item_tells_its_chance_at_once() -> None:
    """Twenty entries in six groups are counted exactly, without trying every answer."""
    names = ("leafy", "needles", "fronds", "cacti", "mosses", "palms")
    key = {f"plant-x{n}y": names[n % 6] for n in range(20)}
    item = grouping(key, scoring="balanced")
    random = Random(3)
    mean = sum(share(item, item.guess(random)) for _ in range(1500)) / 1500
    assert item.chance() == pytest.approx(mean, abs=0.01)


def test_an_unfinished_answer_says_how_much_is_missing() -> None:
    """What has no group yet is counted, and costs no attempt."""
    for raw, open_ in (({}, 6), (None, 6), ({"oak": "leafy", "elm": ""}, 5)):
        parsed = grouping().parse(raw, "sr")
        assert isinstance(parsed, Malformed)
        assert parsed.reason["sr"].endswith(f"Još bez grupe: {open_}.")


@given(order=st.permutations(sorted(THREE)), seed=st.text(max_size=5))
@settings(max_examples=30)
def test_the_order_in_which_entries_are_written_is_never_seen(order: list[str], seed: str) -> None:
    """Before and after entries are drawn, the browser gets the same whatever the author's order."""
    by_name = {group["id"]: group for group in grouping().view_data()["groups"]}
    groups = [by_name[id_] for id_ in ("fronds", "leafy", "needles")]
    one, other = (grouping(key, groups=groups) for key in (THREE, {id_: THREE[id_] for id_ in order}))
    assert one.view_data() == other.view_data()
    drawn, again = (item.arranged(seeded(seed), shuffle=False) for item in (one, other))
    assert drawn.view_data() == again.view_data()


def test_neither_the_key_nor_the_empty_group_is_in_the_view() -> None:
    """The browser gets ids and texts of entries and groups, and nothing else of them."""
    view = grouping(empty=("mosses",)).view_data()
    assert {field for part in (*view["groups"], *view["entries"]) for field in part} == {"id", "text"}


def test_entries_change_places_where_the_bank_keeps_orders_and_groups_stay() -> None:
    """Each learner finds the entries in another order, the groups in the author's."""
    views = [grouping().arranged(seeded(n), shuffle=True).view_data() for n in range(8)]
    assert grouping().varies(shuffle=False)
    assert len({str(view["entries"]) for view in views}) > 4
    assert len({str(view["groups"]) for view in views}) == 1


@pytest.mark.parametrize(
    "fields, problem",
    [
        ({"key": UNEVEN}, "everything put into 'leafy' would earn 75%"),
        ({"key": {"oak": "leafy", "elm": "leafy"}, "empty": ("mosses",)}, "same group"),
        ({"key": THREE, "groups": [label("leafy"), label("needles")]}, "'fronds' of the entry '(fern|moss)' is not"),
        ({"key": THREE, "groups": [label(i) for i in ("leafy", "needles", "fronds", "cacti")]}, "no entry belongs"),
        ({"key": THREE, "groups": [label("leafy") | {"empty": True}, label("needles"), label("fronds")]}, "called empty"),
        ({"key": {"e1": "leafy", "e2": "needles"}}, "only count"),
        ({"key": {"leafy-oak": "leafy", "fir": "needles"}}, "share 'leafy'"),
        ({"key": {"leafy": "leafy", "fir": "needles"}}, "occurs twice"),
    ],
)  # fmt: skip
def test_an_item_that_tells_or_contradicts_itself_is_refused(fields: dict[str, Any], problem: str) -> None:
    """Impossible keys, ids that tell, and one group that pays for everything make no bank."""
    with pytest.raises(ValidationError, match=problem):
        grouping(**fields)
