"""Where marking could be unfair or give the key away, and isn't."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest
from pydantic import ValidationError
from tests.unit.made import made

from nastava.items import Parsed
from nastava.quizzes.credit import best
from nastava.text.folding import fold


def points(item: Any, typed: str, language: str = "en") -> float:
    read = item.parse(typed, language)
    assert isinstance(read, Parsed), read
    return float(item.score(read.response).points)


@pytest.mark.parametrize("typed", ["1.79e308", "-1.79e308", "1e-320"])
def test_the_largest_numbers_are_marked_like_any_other(typed: str) -> None:
    """Rounded to two figures they exceed what a number can be: wrong, and no error."""
    item = made(type="numeric", key=4700, tolerance={"figures": 2})
    assert points(item, typed) == 0


def test_a_tiny_key_is_not_earned_by_zero() -> None:
    """The rounding error that is forgiven goes with the key."""
    item = made(type="numeric", key=6.6e-34, tolerance={"relative": 0.01})
    assert points(item, "0") == points(item, "1e-13") == 0
    assert points(item, "6.61e-34") == 1
    assert points(made(type="numeric", key=0, tolerance={"absolute": 0.1}), "0.1") == 1


def test_an_endless_tolerance_is_refused() -> None:
    """It would accept every number, and its test would never end."""
    with pytest.raises(ValidationError):
        made(type="numeric", key=4700, tolerance={"relative": 1e308})


def test_units_that_differ_in_case_are_told_apart() -> None:
    """Five megawatts are no milliwatts; where there is but one such unit its case is forgiven."""
    item = made(type="numeric", key=5_000_000, units={"W": 1, "MW": 1e6, "mW": 1e-3})
    assert points(item, "5 MW") == 1
    assert points(item, "5 mW") == 0
    assert points(item, "5000000 w") == 1
    assert not isinstance(item.parse("5 mw", "en"), Parsed)


@pytest.mark.parametrize("pattern", ["K-?FOR", "vijeće .*", "(?P<Name>NATO)"])
def test_patterns_that_can_never_match_are_refused(pattern: str) -> None:
    """Capitals and diacritics are folded away before anything is compared."""
    with pytest.raises(ValidationError, match="can't match"):
        made(type="short_text", accept=["Security Council"], patterns=[pattern])


def test_a_pattern_may_be_written_before_or_after_word_pairs_are_made_one() -> None:
    """Escapes and classes are no capitals; "savjet" and "vijece" both find what was typed."""
    item = made(type="short_text", accept=["x"], patterns=[r"savjet \S+", r"(?P<What>vijece) [a-z]+"])
    assert points(item, "Savjet bezbjednosti") == points(item, "Vijeće sigurnosti") == 1


def test_a_councillor_is_no_adviser() -> None:
    """Words that merely begin like a pair of the region's are no pair; their own forms are."""
    assert fold("savjetnik") != fold("vijećnik")
    assert fold("savjetnik") == fold("savetnik")
    assert fold("Savjeta bezbjednosti") == fold("Vijeća sigurnosti")


@pytest.mark.parametrize("id_", ["right", "wrong-1", "key2", "the-correct-one", "netacno"])
def test_ids_of_options_that_tell_the_key_are_refused(id_: str) -> None:
    """The browser and a released quiz carry the ids."""
    texts = [{"id": name, "text": {"en": name, "sr": name}} for name in (id_, "b")]
    with pytest.raises(ValidationError, match="says whether it is right"):
        made(type="single_choice", options=[{**texts[0], "key": True}, texts[1]])


@pytest.mark.parametrize("ids", [("e3", "e2", "e1"), ("step-9", "step-10", "step-11"), ("c", "b", "a")])
def test_ids_of_an_order_that_count_are_refused(ids: tuple[str, ...]) -> None:
    """Upwards, downwards, or where only the alphabet is misled by them."""
    entries = [{"id": id_, "text": {"en": id_, "sr": id_}} for id_ in ids]
    with pytest.raises(ValidationError, match="only count"):
        made(type="ordering", entries=entries)


def test_accepted_answers_follow_parameters_in_every_language() -> None:
    """A month drawn, and a number as each language writes it, are right however they are typed."""
    months = [{"en": "May", "sr": "maj"}]
    item = made(
        type="short_text",
        stem={"en": "{{n}} in {{m}}?", "sr": "{{n}} u {{m}}?"},
        parameters={"m": {"choose": months}, "n": {"from": 4726, "to": 4726}},
        accept=["{{m}}", "{{n}}"],
    ).variant(Random(1))
    assert [points(item, typed) for typed in ("May", "maj", "4,726", "4.726")] == [1, 1, 1, 1]


def test_answering_after_the_solution_lifts_no_negative_points() -> None:
    """With a floor below zero the attempt before it stays the best."""
    options = [{"id": name, "text": {"en": name, "sr": name}, "key": name in "ab"} for name in "abcd"]
    item = made(type="multiple_choice", options=options, scoring="per_option", penalty=1, floor=-1)
    wrong = {"response": ["c", "d"]}
    right = {"response": ["a", "b"], "after_solution": True}
    before = best([(item, wrong)], penalty=0)
    assert before < 0
    assert best([(item, wrong), (item, right)], penalty=0) == before


def test_a_field_left_at_its_default_changes_no_version() -> None:
    """Else every release with a new field would tell all learners that their questions changed."""
    plain = {"type": "numeric", "key": 4700}
    assert made(**plain).version == made(**plain, survey=False, shuffle=None).version
    assert made(**plain).version != made(**plain, points=2).version
