"""Matching: what is refused, what tells the key, what a response earns."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import permutations, product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError
from tests.unit.made import made

from nastava.items import Item, Malformed, Parsed
from nastava.items.seeded import seeded

NAMES = ("oak", "elm", "ash", "fir", "yew", "bay")


def label(id_: str, text: str | None = None) -> dict[str, Any]:
    return {"id": id_, "text": {"en": text or f"the {id_}", "sr": text or f"taj {id_}"}}


def matching(prompts: Sequence[str] = "abc", choices: Sequence[str] = NAMES[:4], **fields: Any) -> Item:
    """An item in which the first prompt belongs to the first choice, and so on."""
    frame = {
        "type": "matching",
        "prompts": [label(prompt) for prompt in prompts],
        "choices": [label(choice) for choice in choices],
        "key": dict(zip(prompts, choices, strict=False)),
    }
    return made(**{**frame, **fields})


def refusal(item: Item, raw: Any) -> str:
    parsed = item.parse(raw, "en")
    assert isinstance(parsed, Malformed), parsed
    assert parsed.reason["sr"]
    return parsed.reason["en"]


@pytest.mark.parametrize(
    "response, points",
    [
        ({"a": "oak", "b": "elm", "c": "ash"}, 3),
        ({"a": "oak", "b": "elm", "c": "fir"}, 2),
        ({"a": "elm", "b": "oak", "c": "ash"}, 1),
        ({"a": "elm", "b": "ash", "c": "oak"}, 0),
    ],
)
def test_each_right_pair_earns_its_part(response: dict[str, str], points: float) -> None:
    """Points follow the number of right pairs; all or nothing takes all of them or none."""
    assert matching(points=3).score(response).points == pytest.approx(points)
    assert matching(points=3, scoring="all_or_nothing").score(response).points == (3 if points == 3 else 0)


def test_an_unfinished_answer_says_how_much_is_missing() -> None:
    """What lacks a choice is counted, whatever else the browser sends, and costs no attempt."""
    for raw in ({}, None, [], "oak", {"a": "", "b": None}):
        assert refusal(matching(), raw).endswith("Still open: 3.")
    assert refusal(matching(), {"a": "oak", "c": "ash"}).endswith("Still open: 1.")


def test_a_choice_that_serves_once_is_not_taken_twice() -> None:
    """The learner is told which choice stands twice; where choices may serve several prompts it is fine."""
    twice = {"a": "oak", "b": "oak", "c": "ash"}
    assert "“the oak” is chosen more than once" in refusal(matching(), twice)
    assert isinstance(matching(reuse=True).parse(twice, "en"), Parsed)


def test_a_sheet_edited_by_hand_gains_nothing_by_one_choice_for_all() -> None:
    """A choice that serves once counts for no prompt where it stands at several."""
    assert matching().score(dict.fromkeys("abc", "oak")).points == 0


@pytest.mark.parametrize("raw", [{"a": "oak", "z": "elm"}, {"a": "birch"}, {"a": 3}, {"a": ["oak"]}])
def test_what_the_question_does_not_have_is_refused(raw: Any) -> None:
    """Prompts and choices of an older page are no answer."""
    assert "Reload" in refusal(matching(), raw)


@pytest.mark.parametrize("reuse", [False, True])
@pytest.mark.parametrize("scoring", ["per_pair", "all_or_nothing"])
@pytest.mark.parametrize("prompts, choices", [("ab", 2), ("abc", 4), ("abcd", 4)])
def test_chance_is_the_mean_over_every_possible_answer(
    prompts: str, choices: int, scoring: str, reuse: bool
) -> None:
    """The stated chance is what all complete answers earn on average, each counted once."""
    item = matching(prompts, NAMES[:choices], scoring=scoring, reuse=reuse)
    names = NAMES[:choices]
    ways = product(names, repeat=len(prompts)) if reuse else permutations(names, len(prompts))
    shares = [item.score(dict(zip(prompts, way, strict=True))).points for way in ways]
    assert item.chance() == pytest.approx(sum(shares) / len(shares))


@given(order=st.permutations(NAMES[:4]), seed=st.text(max_size=5))
@settings(max_examples=30)
def test_the_order_in_which_the_key_is_written_is_never_seen(order: list[str], seed: str) -> None:
    """Before and after choices are drawn, the browser gets the same whatever the author's order and key."""
    one, other = matching(), matching(choices=order)
    assert one.view_data() == other.view_data()
    assert one.paper("en") == other.paper("en")
    drawn, again = (item.arranged(seeded(seed), shuffle=False) for item in (one, other))
    assert drawn.view_data() == again.view_data()


def test_choices_change_places_where_the_bank_keeps_orders_and_prompts_stay() -> None:
    """Each learner finds the choices in another order; the prompts only where orders may change."""
    item = matching("abcdef", NAMES)
    kept = [item.arranged(seeded(n), shuffle=False).view_data() for n in range(8)]
    assert item.varies(shuffle=False)
    assert len({str(view["choices"]) for view in kept}) > 4
    assert len({str(view["prompts"]) for view in kept}) == 1
    moved = {str(item.arranged(seeded(n), shuffle=True).view_data()["prompts"]) for n in range(8)}
    assert len(moved) > 4


def test_feedback_is_told_for_a_wrong_pair_only() -> None:
    """The author's words on a prompt come with its wrong match."""
    words = {"en": "Look at the leaves.", "sr": "Pogledaj lišće."}
    data = matching().model_dump(exclude_unset=True)
    data["prompts"][0]["feedback"] = words
    told = type(matching()).model_validate(data)
    assert told.score({"a": "oak", "b": "ash", "c": "elm"}).feedback == ()
    assert told.score({"a": "elm", "b": "oak", "c": "ash"}).feedback == (words,)
    assert "feedback" not in str(told.view_data())


def test_a_date_stays_whole_in_words() -> None:
    """A text such as "10. jun 1999." is told in full where an answer is put into words."""
    data = matching("ab", NAMES[:2]).model_dump(exclude_unset=True)
    data["choices"] = [label("oak", "10. jun 1999."), label("elm", "2006.")]
    item = type(matching()).model_validate(data)
    assert item.key_in_words("sr") == "taj a → 10. jun 1999.; taj b → 2006."


@pytest.mark.parametrize(
    "fields, problem",
    [
        ({"key": {"a": "oak", "b": "elm"}}, "no choice for the prompt 'c'"),
        ({"key": {"a": "oak", "b": "elm", "c": "birch"}}, "'birch' under 'key' is no choice"),
        ({"key": {"a": "oak", "b": "elm", "c": "ash", "d": "fir"}}, "'d' under 'key' is no prompt"),
        ({"key": {"a": "oak", "b": "oak", "c": "elm"}}, "belongs to 2 prompts"),
        ({"key": dict.fromkeys("abc", "oak"), "reuse": True}, "belongs to every prompt"),
        ({"choices": ["oak", "oak", "elm"]}, "occurs twice"),
        ({"choices": ["a", "elm", "oak"]}, "occurs twice"),
        ({"choices": ["x", "y", "z"]}, "only count"),
        ({"choices": ["c1", "c2", "c3"]}, "only count"),
        ({"prompts": ["oak-leaf", "b", "c"]}, "share 'oak'"),
        ({"prompts": ["oak1", "b", "c"]}, "share 'oak'"),
    ],
)  # fmt: skip
def test_an_item_that_tells_or_contradicts_itself_is_refused(fields: dict[str, Any], problem: str) -> None:
    """Impossible keys and ids from which the key could be told make no bank."""
    parts = {name: fields.pop(name) for name in ("prompts", "choices") if name in fields}
    with pytest.raises(ValidationError, match=problem):
        matching(**parts, **fields)


def test_a_word_that_every_choice_shares_tells_nothing() -> None:
    """Ids may have common words, as long as none points at one choice."""
    assert matching(("tree-tall", "b", "c"), ("tree-oak", "tree-elm", "tree-ash"))
