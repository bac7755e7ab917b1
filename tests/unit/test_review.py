"""A review in a notebook: what is due, rated, resumed, in the same widget as every quiz."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from nastava import quiz, review
from nastava.answers import Sheet
from nastava.errors import RecordError
from nastava.study import Record, feed, reviewing
from nastava.study.reviewing import Word
from nastava.widget import QuizWidget

MORNING = datetime(2024, 5, 1, 9, tzinfo=UTC)
#: Items of one part, with an answer that is right.
RIGHT = {"kfor-task": "c"}


class Days:
    """A clock that a test sets forward by days."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.time = MORNING
        for module in ("answers.content", "study.reviewing", "study.session", "study.record"):
            monkeypatch.setattr(f"nastava.{module}.now", lambda: self.time)

    def forward(self, days: float) -> None:
        self.time += timedelta(days=days)


@pytest.fixture
def days(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Days]:
    monkeypatch.setenv("NASTAVA_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    yield Days(monkeypatch)
    feed.wait()


def submit(widget: QuizWidget, item: str, response: Any, certainty: int | None = None) -> dict[str, Any]:
    message = {"do": "submit", "item": item, "response": response, "language": "en", "certainty": certainty}
    reply = widget._talk.handle(message)
    feed.wait()
    assert reply is not None
    assert not reply["malformed"], reply["malformed"]
    return reply


def learn(part: str = "mandate") -> list[str]:
    """Answer every item of a part of the KFOR quiz with its own right sample; return their ids."""
    widget = quiz("kfor", part=part)
    for id_, item in widget._talk.session.items.items():
        (right,) = [sample.raw for sample in item.samples() if sample.name == "right"][:1]
        submit(widget, id_, right, 2)
    return list(widget._talk.session.items)


def asked(shown: Any) -> list[str]:
    assert isinstance(shown, QuizWidget), shown
    return list(shown._talk.session.items)


def answer_right(widget: QuizWidget, name: str) -> dict[str, Any]:
    item = widget._talk.session.items[name]
    (right,) = [sample.raw for sample in item.samples() if sample.name == "right"][:1]
    return submit(widget, name, right, 2)


def test_before_anything_is_begun_the_review_says_what_to_do(days: Days) -> None:
    """An empty record is no error."""
    shown = review("en")
    assert isinstance(shown, Word)
    assert "Answer a quiz of a lesson first" in repr(shown)
    assert 'lang="sr-Latn-ijekavsk"' in review("sr")._repr_mimebundle_()["text/html"]


def test_what_was_learnt_comes_back_when_it_is_due(days: Days) -> None:
    """On the day of learning nothing is due, and the page says when; on that day all of it is asked."""
    learnt = learn()
    assert f"in 2 days, questions due: {len(learnt)}" in repr(review("en", new=0))
    days.forward(2)
    assert sorted(asked(review("en"))) == sorted(f"kfor-{id_}" for id_ in learnt)


def test_an_answer_in_a_review_belongs_to_its_quiz(days: Days) -> None:
    """It is kept on the month's sheet of reviews, counts for the item of the lesson, and moves it on."""
    learn()
    days.forward(2)
    widget = review("en", new=0)
    first = asked(widget)[0]
    answer_right(widget, first)
    sheet = Sheet.read(Path("answers/review-of-2024-05.json"))
    assert sheet.attempts[0]["asked"] == ["kfor", first.removeprefix("kfor-")]
    event = list(Record().events())[-1]
    assert (event.quiz, event.item, event.mode, event.share) == (
        "kfor",
        first.removeprefix("kfor-"),
        "review",
        1,
    )
    assert first not in asked(review("en"))


def test_a_review_that_was_broken_off_goes_on_with_what_is_left(
    days: Days, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A kernel that dies before the record is fed loses nothing: the sheet tells what was answered."""
    learnt = learn()
    days.forward(2)
    widget = review("en", new=0)
    with monkeypatch.context() as dead:
        dead.setattr("nastava.study.sheets.feed_sheet", lambda *_: 0)
        for name in asked(widget)[:2]:
            answer_right(widget, name)
    sys.modules["nastava.widget.quiz"]._SHEETS.clear()  # another kernel
    assert len(asked(review("en"))) == len(learnt) - 2


def test_the_learner_sees_when_it_comes_back_and_may_say_otherwise(days: Days) -> None:
    """After an answer the derived rating is chosen; another one moves the day, and holds in the record."""
    learn()
    days.forward(2)
    widget = review("en", new=0)
    name = asked(widget)[0]
    rating = answer_right(widget, name)["state"]["rating"]
    whens = {level["value"]: level["when"] for level in rating["levels"]}
    assert rating["chosen"] == "good"
    assert (whens["again"], whens["good"]) == ("in 1 day", "in 11 days")
    reply = widget._talk.handle({"do": "rate", "item": name, "response": "again"})
    assert reply["state"]["rating"]["chosen"] == "again"
    feed.wait()
    days.forward(1)
    assert name in asked(review("en", new=0))


@pytest.mark.parametrize(
    "message", [{"response": "fine"}, {"response": None}, {"response": ["good"]}, {"item": "none"}]
)
def test_a_strange_rating_changes_nothing(days: Days, message: dict[str, Any]) -> None:
    """Whatever a browser sends."""
    learn()
    days.forward(2)
    widget = review("en", new=0)
    name = asked(widget)[0]
    widget._talk.handle({"do": "rate", "item": name, "response": "easy"})  # not answered yet
    answer_right(widget, name)
    widget._talk.handle({"do": "rate", "item": name, **message})
    assert not Sheet.read(Path("answers/review-of-2024-05.json")).attempts[1:]


def test_a_lessons_quiz_asks_for_no_rating(days: Days) -> None:
    """Only a review asks how well something was known."""
    widget = quiz("kfor", part="mandate")
    assert "rating" not in submit(widget, "kfor-task", "c")["state"]


def test_what_opens_a_review_holds_no_key(days: Days) -> None:
    """The browser gets questions without their keys, as in every quiz; each opening is fresh."""
    learn()
    days.forward(2)
    state = review("en", new=0).get_state()
    text = json.dumps({name: state[name] for name in ("_quiz", "_state")})
    assert state["_state"]["answered"] == 0
    assert "explanation" not in text
    assert "tolerance" not in text


def test_choices_hold_until_they_are_made_again(days: Days) -> None:
    """Retention and limits given once are kept; nonsense is one line and changes nothing."""
    learn()
    days.forward(2)
    assert len(asked(review("en", most=2, new=0))) == 2
    assert len(asked(review("en"))) == 2
    with pytest.raises(RecordError, match="'most' is a whole number from 1 to 500"):
        review(most=0, new=4)
    with pytest.raises(RecordError, match=r"from 0\.7 to 0\.97"):
        review(retention=5)
    assert len(asked(review("en"))) == 2


def test_more_than_fit_are_announced(days: Days) -> None:
    """Who has more due than is asked at once is told so."""
    learnt = learn()
    days.forward(2)
    summary = review("en", most=2, new=0).get_state()["_state"]
    assert f"More are due: {len(learnt) - 2}" in summary["problems"][0]


def test_a_damaged_record_is_told_in_the_review(days: Days) -> None:
    """The learner reads what became of it, and reviews what the sheets tell."""
    learn()
    Record().path.write_bytes(b"nothing of a database" * 100)
    days.forward(2)
    shown = review("en", new=0)
    assert "was damaged" in shown.get_state()["_state"]["problems"][0]
    assert asked(shown)


def test_the_months_sheet_grows_no_further(days: Days) -> None:
    """Each month has its own sheet of reviews."""
    assert reviewing.sheet_name(MORNING) != reviewing.sheet_name(MORNING + timedelta(days=31))


@pytest.mark.parametrize("language", ["en", "sr", "sr-Cyrl", "sq"])
def test_a_review_speaks_every_language(days: Days, language: str) -> None:
    """Title, levels and days are in the language of the screen."""
    learn()
    days.forward(2)
    widget = review(language, new=0)
    name = asked(widget)[0]
    rating = answer_right(widget, name)["state"]["rating"]
    assert {"en": "Well", "sr": "Dobro", "sr-Cyrl": "Добро", "sq": "Mirë"}[language] in str(rating)
    assert widget._talk.content()["title"].startswith(
        {"sr": "Ponavljanje", "sr-Cyrl": "Понављање"}.get(language, "Review")
    )
