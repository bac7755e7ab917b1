"""What holds for every question type, on the example banks that ship with the package."""

from __future__ import annotations

import json
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.examples import BANKS, EXAMPLES, MARKED, name_of

from nastava.items import TYPES, Item, Malformed, Parsed
from nastava.quizzes.rules import failed_samples

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=6), inner, max_size=4),
    max_leaves=8,
)
#: Fields of an item view; a type adds its own, which its own tests look at.
NEVER_SHOWN = {
    "key", "explanation", "feedback", "tolerance", "near", "accept", "accept_partly", "patterns", "facts", "hints",
    "scoring", "penalty", "floor", "parameters", "computed", "rubric", "sample_answer", "group", "allow", "tags",
}  # fmt: skip


def fields_of(data: Any) -> set[str]:
    if isinstance(data, dict):
        return set(data).union(*map(fields_of, data.values()))
    if isinstance(data, list):
        return set().union(*map(fields_of, data))
    return set()


def random_json(item: Item) -> st.SearchStrategy[Any]:
    """Any JSON, and JSON made of the item's own ids, which comes nearer to a response."""
    ids = st.sampled_from(sorted(_ids(item.view_data())))
    return JSON | ids | st.lists(ids, max_size=8) | st.dictionaries(ids, ids | JSON, max_size=8)


def _ids(data: Any) -> set[str]:
    if isinstance(data, dict):
        found = {data["id"]} if isinstance(data.get("id"), str) else set()
        return found.union(*map(_ids, data.values()))
    if isinstance(data, list):
        return set().union(*map(_ids, data))
    return set()


def test_every_type_has_an_example() -> None:
    """No question type is without the example that its documentation, template and tests rest on."""
    assert {item.type for item in EXAMPLES} == set(TYPES)


def test_every_policy_has_an_example() -> None:
    """Each way of scoring is shown, or is the only one."""
    for name, type_ in TYPES.items():
        shown = {getattr(item, "scoring", None) for item in EXAMPLES if item.type == name and not item.survey}
        assert len(type_.policies) == 1 or set(type_.policies) - shown <= {"balanced"}, name


@pytest.mark.parametrize("item", MARKED, ids=name_of)
def test_samples_earn_what_they_say(item: Item) -> None:
    """An item can be answered right, and pays for nothing wrong."""
    assert failed_samples(item) == []
    assert {sample.name for sample in item.samples()} >= {"right", "wrong", "malformed"}


@pytest.mark.parametrize("item", EXAMPLES, ids=name_of)
@given(data=st.data(), language=st.sampled_from(["en", "sr"]))
@settings(max_examples=60)
def test_any_json_is_parsed_or_refused_and_scored_in_range(
    item: Item, data: st.DataObject, language: str
) -> None:
    """Whatever a browser sends or a sheet holds, nothing raises and points stay in range."""
    raw = data.draw(random_json(item))
    parsed = item.parse(raw, language)
    if isinstance(parsed, Malformed):
        assert set(parsed.reason) >= {"en", "sr"}
    else:
        json.dumps(parsed.response, allow_nan=False)
        item.describe(parsed.response, language)
        assert item.marked(parsed.response) == item.marked(json.loads(json.dumps(parsed.response)))
    assert item.lowest <= item.marked(raw).points <= item.points


@pytest.mark.parametrize("item", EXAMPLES, ids=name_of)
def test_the_view_holds_nothing_of_the_key(item: Item) -> None:
    """What goes to the browser has neither key, explanation, feedback, tolerance nor accepted answers."""
    assert fields_of(item.view_data()) & NEVER_SHOWN == set()


@pytest.mark.parametrize("item", MARKED, ids=name_of)
def test_the_keyless_view_parses_as_the_item_does(item: Item) -> None:
    """A learner's kernel without keys refuses and accepts the same responses."""
    for sample in item.samples():
        assert item.view().parse(sample.raw, sample.language) == item.parse(sample.raw, sample.language)


@pytest.mark.parametrize("item", MARKED, ids=name_of)
def test_chance_is_what_random_answering_earns(item: Item) -> None:
    """The chance score is the mean over responses given at random."""
    random = Random(1)
    guesses = [item.guess(random) for _ in range(4000)]
    if guesses[0] is None:
        assert item.chance() == 0
        return
    shares = [item.score(_parsed(item, guess)).points / item.points for guess in guesses]
    mean = sum(shares) / len(shares)
    assert item.chance() == pytest.approx(mean, abs=0.025)


@pytest.mark.parametrize("item", MARKED, ids=name_of)
def test_random_answering_never_beats_knowing(item: Item) -> None:
    """On average a guess earns at most half, and far less than the key."""
    assert item.chance() <= 0.5


@pytest.mark.parametrize("item", MARKED, ids=name_of)
def test_a_score_is_the_same_in_every_language(item: Item) -> None:
    """A response is parsed in the language in which it was given, and from then on has one score."""
    for sample in item.samples():
        parsed = item.parse(sample.raw, sample.language)
        if isinstance(parsed, Parsed):
            before = item.score(parsed.response)
            for language in ("en", "sr"):
                assert isinstance(item.describe(parsed.response, language), str)
            assert item.score(json.loads(json.dumps(parsed.response))) == before


@pytest.mark.parametrize("item", EXAMPLES, ids=name_of)
def test_a_question_can_be_printed(item: Item) -> None:
    """On paper there is something to tick or to write on, in both languages."""
    for language in ("en", "sr"):
        paper = item.paper(language)
        assert paper.html
        assert any(line.strip() for line in paper.text)


@pytest.mark.parametrize("bank", BANKS, ids=lambda bank: bank.id)
@given(seed=st.text(max_size=8))
@settings(max_examples=25)
def test_a_seed_gives_the_same_item_again(bank: Any, seed: str) -> None:
    """Order and parameters follow from the seed, keep the item's version, and leave the key what it was."""
    for item in bank.items:
        one, two = (item.variant(Random(seed)).arranged(Random(seed), shuffle=True) for _ in range(2))
        assert one.view_data() == two.view_data()
        assert one.shown == two.shown
        assert one.version == item.version
        if item in MARKED or item.parameters:
            for sample in one.samples():
                parsed = one.parse(sample.raw, sample.language)
                if isinstance(parsed, Parsed):
                    assert one.score(parsed.response).points == pytest.approx(
                        (sample.share or 0) * one.points
                    )


def _parsed(item: Item, raw: Any) -> Any:
    parsed = item.parse(raw, "en")
    assert isinstance(parsed, Parsed), (raw, parsed)
    return parsed.response
