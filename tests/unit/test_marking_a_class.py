"""Marking many sheets of one quiz: equal responses are scored once, and only equal ones."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.classroom import bank

from nastava.items import MultipleChoice
from nastava.quizzes import Marker, load_bank, mark


@pytest.fixture
def quiz(tmp_path: Path) -> Any:
    """A quiz with one multiple choice."""
    data = bank(1)
    data["items"][0] |= {"type": "multiple_choice"}
    data["items"][0]["options"][0]["key"] = True
    path = tmp_path / "trial.yaml"
    path.write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")
    return load_bank(path)


def attempts(response: Any) -> list[dict[str, Any]]:
    return [{"item": "q1", "response": response, "version": "?"}]


def test_a_text_that_looks_like_a_right_response_is_none(quiz: Any) -> None:
    """What another learner's list earned is not kept for a text that reads the same."""
    marker = Marker(quiz)
    assert marker.mark(attempts(["a", "b"])).points == 1
    for forged in ("['a', 'b']", '["a", "b"]', {"a": "b"}, [["a", "b"]], 1, True):
        assert marker.mark(attempts(forged)).points == 0, forged


@pytest.mark.parametrize("response", [["a", "b"], ["a"], ["c"], "a", 3, None, ["x" * 500]])
def test_a_class_is_marked_as_one_sheet_is(quiz: Any, response: Any) -> None:
    """The second time as the first time, and as by itself."""
    marker = Marker(quiz)
    first, second = marker.mark(attempts(response)), marker.mark(attempts(response))
    assert first == second == mark(quiz, attempts(response))


def test_equal_responses_are_scored_once(quiz: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """A class of thousands gives few different answers."""
    scored = []
    score = MultipleChoice.score
    monkeypatch.setattr(MultipleChoice, "score", lambda item, response: scored.append(response) or score(item, response))  # fmt: skip
    marker = Marker(quiz)
    for _student in range(50):
        marker.mark(attempts(["a", "b"]))
    assert len(scored) == 1
