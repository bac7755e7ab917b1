"""True or false: what is accepted, and what it earns."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError
from tests.unit.examples import FOLDER
from tests.unit.made import made

from nastava.items import Item, Malformed, Parsed
from nastava.quizzes import load_bank
from nastava.widget.feedback import item_state
from nastava.widget.session import QuizSession

STATEMENT: dict[str, Any] = {
    "type": "true_false",
    "stem": {"en": "Nobody voted against.", "sr": "Niko nije bio protiv."},
    "key": True,
    "points": 2,
    "feedback": {"en": "Read again.", "sr": "Pročitaj opet."},
}


def statement(**fields: Any) -> Item:
    return made(**{**STATEMENT, **fields})


@pytest.mark.parametrize("raw, stored", [(True, True), (False, False), ("true", True), ("false", False)])
def test_a_truth_value_is_accepted_as_it_is_or_as_text(raw: Any, stored: bool) -> None:
    """The sheet keeps true or false, however the browser wrote it."""
    assert statement().parse(raw, "en") == Parsed(stored)


@pytest.mark.parametrize("raw", ["", None, 1, 0, "True", "yes", [], {}])
def test_anything_else_is_no_answer(raw: Any) -> None:
    """Neither no choice nor a number passes for one of the two words."""
    assert isinstance(statement().parse(raw, "sr"), Malformed)


def test_feedback_is_for_those_who_are_wrong() -> None:
    """Who is right earns all the points without it; who is wrong earns none and reads it."""
    right, wrong = statement().score(True), statement().score(False)
    assert (right.points, right.verdict, right.feedback) == (2, "right", ())
    assert (wrong.points, wrong.verdict) == (0, "wrong")
    assert [text["en"] for text in wrong.feedback] == ["Read again."]
    assert [(part.part, part.right) for part in wrong.parts] == [("false", False)]


def test_a_number_on_an_edited_sheet_is_not_taken_for_true() -> None:
    """JSON's 1 equals True in Python, but nobody chose it."""
    assert statement().score(1).points == 0


def test_the_words_are_those_of_the_screen() -> None:
    """Response and key are told in the language of the screen."""
    item = statement(key=False)
    assert (item.describe(True, "en"), item.key_in_words("sr")) == ("True", "Netačno")
    assert item.paper("sr").text == ("( ) Tačno", "( ) Netačno")


def test_it_is_never_a_survey_item() -> None:
    """An opinion is asked for with options of its own."""
    with pytest.raises(ValidationError, match="can't be a survey item"):
        statement(survey=True, key=True)


def test_the_word_false_is_shown_again_as_it_was_given(tmp_path: Path) -> None:
    """A stored or kept "False" is not taken for no answer when the quiz is opened again."""
    bank = load_bank(FOLDER / "true-false.yaml")
    session = QuizSession(bank, folder=tmp_path)
    session.submit("unanimous", False, "en")
    session.draft("status-decided", False)
    assert item_state(session, "unanimous", "en")["response"] is False
    assert item_state(session, "status-decided", "en")["draft"] is False
