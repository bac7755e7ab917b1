"""Limits of a graded quiz: what exceeds them is told and costs nothing."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from nastava.answers import SheetContent
from nastava.grading.limits import beyond_limits, clock_runs_backwards
from nastava.quizzes import Bank

BANK = """\
id: limits
title: {en: "Limits", sr: "Ograničenja"}
mode: graded
attempts: 2
time_limit: 10
items:
  - id: lead
    type: true_false
    stem: {en: "NATO leads KFOR.", sr: "KFOR predvodi NATO."}
    key: true
    explanation: {en: "It does.", sr: "Tako je."}
    tags: {topic: kfor, bloom: remember}
    facts: [seed-kfor-led]
"""


def attempt(minute: Any, *, second: str = "00", response: bool = True) -> dict[str, Any]:
    return {
        "id": str(minute),
        "item": "lead",
        "at": f"2023-11-20T09:{minute}:{second}Z",
        "response": response,
    }


def said(sheet: SheetContent, multiplier: float = 1.0) -> list[str]:
    bank = Bank.model_validate(yaml.safe_load(BANK))
    return [str(sentence) for sentence in beyond_limits(bank, sheet, multiplier)]


STARTED = [{"id": "s", "seed": "s", "items": ["lead"], "started": "2023-11-20T09:00:00Z"}]


def test_what_keeps_to_the_limits_is_not_mentioned() -> None:
    """Two answers within ten minutes."""
    assert said(SheetContent([attempt("03"), attempt("09")], sittings=STARTED)) == []


def test_a_clock_that_runs_backwards_is_told() -> None:
    """Two answers are dated before the one that came before them; half a minute is no matter."""
    made = [
        attempt("30"),
        attempt("03"),
        attempt("03", second="40"),
        attempt("03", second="20"),
        attempt("01"),
    ]
    (told,) = (notice.say("en") for notice in clock_runs_backwards(SheetContent(made)))
    assert "came before them: 2;" in told
    assert "by up to 27 min." in told
    assert list(clock_runs_backwards(SheetContent(made[1:4]))) == []
    assert list(clock_runs_backwards(SheetContent([attempt("x"), {"at": 7}, {}]))) == []


def test_more_attempts_and_more_time_are_told_with_their_numbers() -> None:
    """Three answers, the last after fourteen minutes."""
    made = [attempt("03"), attempt("09", response=False), attempt("14", second="40")]
    sheet = SheetContent(made, sittings=STARTED)
    attempts, time = said(sheet)
    assert "answered 3 times" in attempts
    assert "14 min 40 s. The limit is 10 min" in time


def test_a_learner_with_more_time_is_measured_by_it() -> None:
    """Fourteen minutes are within fifteen."""
    assert said(SheetContent([attempt("14")], sittings=STARTED), 1.5) == []


@pytest.mark.parametrize("started", [None, 5, "yesterday", ["x"], "2023-11-20"])
def test_made_up_times_are_passed_over(started: Any) -> None:
    """A sheet may hold anything; nothing raises."""
    sheet = SheetContent([attempt("xx"), {"id": "b", "item": "lead", "at": 7, "response": True}])
    sheet.sittings = [{"id": "s", "seed": "s", "items": [], "started": started}]
    assert said(sheet) == []


def test_the_same_answer_saved_again_is_no_other_attempt() -> None:
    """Neither does it count as one, nor does it prolong the time; back and forth are three."""
    assert (
        said(SheetContent([attempt("03"), attempt("04"), attempt("05"), attempt("20")], sittings=STARTED))
        == []
    )
    (attempts,) = said(SheetContent([attempt("03"), attempt("04", response=False), attempt("05")]))
    assert "answered 3 times" in attempts


def test_a_few_seconds_over_are_passed_over() -> None:
    """Half a minute is; a second more is not, and the sentence doesn't contradict itself."""
    assert said(SheetContent([attempt("10", second="30")], sittings=STARTED)) == []
    (time,) = said(SheetContent([attempt("10", second="31")], sittings=STARTED))
    assert "10 min 31 s" in time


def test_moments_beyond_all_calendars_are_passed_over() -> None:
    """They can't be compared with any other."""
    late = {"id": "x", "item": "lead", "response": True, "at": "9999-12-31T23:59:59-23:59"}
    assert said(SheetContent([late], sittings=STARTED)) == []
