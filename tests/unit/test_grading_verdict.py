"""From a trusted kernel's report to points: what a test is worth, and what a person must look at."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nastava.grading.trusted.verdict import verdict

_EMPTY: dict[str, Any] = {
    "checks": [], "of": None, "language": None, "value": None, "error": None, "missing": [], "figures": [],
}  # fmt: skip


def _check(points: float, *, passed: bool = True) -> dict[str, Any]:
    return {"what": {"en": "it"}, "points": points, "reason": None if passed else {"en": "no"}, "hint": None}


def _error(kind: str, said: str = "", **more: Any) -> dict[str, Any]:
    return {"kind": kind, "name": "E", "said": said, "reason": None, "line": 1, "own": True, **more}


def _judged(
    most: float = 2.0, *, has_checks: bool = False, hidden: frozenset[int] = frozenset(), **report: Any
) -> Any:
    return verdict(json.dumps(_EMPTY | report), most, has_checks=has_checks, hidden=hidden)


@pytest.mark.parametrize(
    "report, points, by_hand",
    [
        ({}, 2.0, False),
        ({"value": True}, 2.0, False),
        ({"value": False}, 0.0, False),
        ({"value": 1.5}, 1.5, False),
        ({"value": 2}, 2.0, False),
        ({"value": {"missing": {"en": "not there"}}}, 0.0, False),
        ({"value": -1.0}, 0.0, True),
        ({"value": 2.5}, 0.0, True),
        ({"value": "odd"}, 0.0, True),
        ({"error": _error("assertion", "no")}, 0.0, False),
        ({"error": _error("missing", reason={"en": "not there"})}, 0.0, False),
        ({"error": _error("test")}, 0.0, True),
        ({"has_checks": True}, 0.0, True),
        ({"checks": [_check(1), _check(1, passed=False)]}, 1.0, False),
        ({"checks": [_check(1)]}, 1.0, True),
        ({"checks": [_check(3)]}, 2.0, True),
        ({"checks": [_check(2)], "error": _error("assertion")}, 0.0, False),
        ({"checks": [_check(1)], "error": _error("missing", reason={"en": "not there"})}, 1.0, False),
        ({"checks": [_check(2)], "error": _error("test")}, 0.0, True),
    ],
)
def test_what_a_test_is_worth(report: dict[str, Any], points: float, by_hand: bool) -> None:
    """Points are what was earned; where the test itself is at fault a person looks, and the reason is said."""
    outcome = _judged(**report)

    assert outcome.points == points
    assert outcome.by_hand == by_hand
    assert bool(outcome.said) >= by_hand
    assert all(row.reason is None or row.reason["en"] for row in outcome.results)


def test_an_assertion_shows_the_instructor_s_words() -> None:
    """And why a value was missing, where that is the cause."""
    (row,) = _judged(error=_error("assertion", "The total"), missing=[{"en": "It is missing."}]).results

    assert row.reason == {"en": "The total It is missing.", "sr": "The total It is missing."}


@pytest.mark.parametrize("own, shown", [(True, True), (False, False)])
def test_what_a_library_says_of_a_hidden_line_is_not_shown(own: bool, shown: bool) -> None:
    """It would quote the value expected; what the instructor wrote with an assertion is meant to be read."""
    error = _error("assertion", "DESIRED: 27", line=2, own=own)
    (row,) = _judged(error=error, hidden=frozenset({2})).results

    assert row.reason is not None
    assert ("27" in row.reason["en"]) == shown


_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from([*_EMPTY, "x"]), inner, max_size=7)
    ),
    max_leaves=12,
)


@given(_json, st.floats(0, 100), st.booleans())
def test_no_report_gives_points_out_of_range(report: Any, most: float, has_checks: bool) -> None:
    """Whatever stands in a report, what comes out is a number from zero to the cell's points."""
    outcome = verdict(json.dumps(report), most, has_checks=has_checks)

    assert 0.0 <= outcome.points <= most


@given(st.text())
def test_what_is_no_report_gives_nothing(text: str) -> None:
    """And a person looks."""
    outcome = verdict(text, 2.0, has_checks=False)

    assert (outcome.points, outcome.by_hand) == (0.0, True)
