"""A learner at a quiz: what is taken, what it earns, what is shown and what stays hidden."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from nastava.quizzes import Bank, load_published, publish
from nastava.quizzes.bank import PublishedQuiz
from nastava.widget import answered
from nastava.widget import feedback as shown
from nastava.widget.session import QuizSession

BANK = """\
id: force
title: {en: "A force", sr: "Snage"}
items:
  - id: who-leads
    type: single_choice
    points: 2
    stem: {en: "Who leads KFOR?", sr: "Ko predvodi KFOR?"}
    options:
      - {id: a, text: {en: "NATO", sr: "NATO"}, key: true}
      - {id: b, text: {en: "The UN", sr: "UN"}, feedback: {en: "The **mandate** is the UN's.", sr: "UN daje mandat."}}
    explanation: {en: "NATO does.", sr: "NATO."}
    hints:
      - {text: {en: "Look at its name.", sr: "Pogledaj ime."}, cost: 0.25}
      - {text: {en: "It has four letters.", sr: "Ima četiri slova."}}
    tags: {topic: kfor, bloom: remember}
    facts: [seed-kfor-led]
  - id: how-many
    type: numeric
    key: 4700
    stem: {en: "How many troops?", sr: "Koliko vojnika?"}
    explanation: {en: "About 4,700.", sr: "Oko 4.700."}
    tags: {topic: kfor, bloom: remember}
    facts: [seed-kfor-total]
"""


@pytest.fixture
def bank() -> Bank:
    return Bank.model_validate(yaml.safe_load(BANK))


@pytest.fixture
def session(bank: Bank, tmp_path: Path) -> QuizSession:
    return QuizSession(bank, folder=tmp_path)


@pytest.fixture
def graded(bank: Bank, tmp_path: Path) -> QuizSession:
    path = tmp_path / "force.json"
    path.write_text(json.dumps(publish(bank.model_copy(update={"mode": "graded"}))), encoding="utf-8")
    quiz: PublishedQuiz = load_published(path)
    return QuizSession(quiz, folder=tmp_path)


def test_a_wrong_answer_tells_why_and_not_what(session: QuizSession) -> None:
    """After a wrong response the option's own feedback appears; key and explanation stay with the kernel."""
    assert session.submit("who-leads", "b", "en") is None
    state = shown.item_state(session, "who-leads", "en")
    assert state["verdict"] == "wrong"
    assert "<strong>mandate</strong>" in state["feedback"][0]
    assert not {"key", "explanation", "sources"} & set(state)
    assert "NATO does" not in json.dumps(shown.whole_state(session, "en"))


def test_a_right_answer_brings_explanation_and_sources(session: QuizSession) -> None:
    """After the right response the explanation and the sources behind the facts appear in both languages."""
    session.submit("who-leads", "a", "sr")
    state = shown.item_state(session, "who-leads", "en")
    assert (state["verdict"], state["points"]) == ("right", 2)
    assert state["explanation"] == "<p>NATO does.</p>"
    assert any("europeanwesternbalkans.com" in source["url"] for source in state["sources"])


def test_points_are_the_best_attempt_less_the_hints_before_it(session: QuizSession) -> None:
    """A hint that costs a quarter leaves 1.5 of 2; a later wrong attempt takes nothing away."""
    session.hint("who-leads")
    assert len(shown.item_state(session, "who-leads", "en")["hints"]) == 1
    session.submit("who-leads", "a", "en")
    session.submit("who-leads", "b", "en")
    assert shown.item_state(session, "who-leads", "en")["points"] == 1.5
    assert shown.summary(session, "en")["points"] == 1.5


def test_hints_come_one_at_a_time_and_end(session: QuizSession) -> None:
    """The text of a hint leaves the kernel only when it is asked for."""
    assert "four letters" not in json.dumps(shown.whole_state(session, "en"))
    for _ in range(5):
        session.hint("who-leads")
    state = shown.item_state(session, "who-leads", "en")
    assert len(state["hints"]) == 2
    assert state.get("next_hint") is None


def test_the_solution_is_shown_after_an_attempt_and_ends_the_scoring(session: QuizSession) -> None:
    """Before an attempt there is no solution to see; after it was seen, nothing more is earned."""
    session.solution("who-leads")
    assert "key" not in shown.item_state(session, "who-leads", "en")
    session.submit("who-leads", "b", "en")
    session.solution("who-leads")
    assert shown.item_state(session, "who-leads", "en")["key"] == "NATO"
    session.submit("who-leads", "a", "en")
    assert shown.item_state(session, "who-leads", "en")["points"] == 0


@pytest.mark.parametrize("raw", ["", "zzz", None, 5, ["a"], {"x": 1}, "x" * 20_000])
def test_a_malformed_response_uses_no_attempt(session: QuizSession, raw: Any) -> None:
    """What is no answer is refused in both languages and leaves the sheet as it was."""
    in_english, in_serbian = (session.submit("who-leads", raw, language) for language in ("en", "sr"))
    assert in_english
    assert in_serbian
    assert in_english != in_serbian
    assert shown.item_state(session, "who-leads", "en")["attempts"] == 0


@pytest.mark.parametrize("item, language", [("nope", "en"), (None, "en"), (["x"], "en"), ("who-leads", "xx")])
def test_a_message_that_makes_no_sense_is_refused(session: QuizSession, item: Any, language: str) -> None:
    """An unknown item or language is refused without an error."""
    assert session.submit(item, "a", language) is not None


def test_how_a_number_is_read_is_echoed_by_language(session: QuizSession) -> None:
    """4.700 is 4 700 where it was typed in Serbian, and 4.7 in English."""
    assert session.read_as("how-many", "4.700", "sr") == "4\u202f700"
    assert session.read_as("how-many", "4.700", "en") == "4.7"
    assert session.read_as("how-many", "many", "en") == ""
    assert session.read_as("who-leads", "5", "en") == ""


def test_a_graded_quiz_confirms_and_tells_nothing(graded: QuizSession) -> None:
    """It can be changed, keeps each attempt, and shows neither verdict nor points."""
    graded.submit("who-leads", "b", "en")
    graded.submit("who-leads", "a", "en")
    state = shown.item_state(graded, "who-leads", "en")
    assert (state["attempts"], state["response"]) == (2, "a")
    assert not {"verdict", "points", "key", "hints", "explanation"} & set(state)
    assert shown.summary(graded, "en").get("points") is None


def test_the_same_answers_in_another_session(bank: Bank, tmp_path: Path) -> None:
    """A new session on the same folder shows responses, attempts and drafts."""
    first = QuizSession(bank, folder=tmp_path)
    first.submit("who-leads", "b", "en")
    first.draft("how-many", "47")
    again = QuizSession(bank, folder=tmp_path)
    assert shown.item_state(again, "who-leads", "en") == shown.item_state(first, "who-leads", "en")
    assert shown.item_state(again, "how-many", "en")["draft"] == "47"


def test_an_item_edited_since_says_so(bank: Bank, tmp_path: Path) -> None:
    """A changed item keeps the response and is marked as changed."""
    QuizSession(bank, folder=tmp_path).submit("who-leads", "a", "en")
    edited = Bank.model_validate(yaml.safe_load(BANK.replace("Who leads", "Which body leads")))
    assert shown.item_state(QuizSession(edited, folder=tmp_path), "who-leads", "en")["outdated"] is True


def test_strange_entries_of_a_sheet_show_as_wrong(bank: Bank, tmp_path: Path) -> None:
    """Whatever JSON an edited sheet holds as response, the quiz opens."""
    session = QuizSession(bank, folder=tmp_path)
    session.submit("who-leads", "a", "en")
    path = session.sheet.path
    path.write_text(
        path.read_text(encoding="utf-8").replace('"response": "a"', '"response": {"a": [1]}'),
        encoding="utf-8",
    )
    state = shown.whole_state(QuizSession(bank, folder=tmp_path), "en")
    assert state["items"]["who-leads"]["verdict"] == "wrong"


def test_a_quiz_stays_usable_where_nothing_can_be_saved(bank: Bank, tmp_path: Path) -> None:
    """With the folder's name taken by a file the answer is marked all the same and the reason is shown."""
    (tmp_path / "answers").write_text("in the way", encoding="utf-8")
    session = QuizSession(bank, folder=tmp_path)
    session.submit("who-leads", "a", "en")
    assert shown.item_state(session, "who-leads", "en")["verdict"] == "right"
    assert shown.item_state(session, "who-leads", "en").get("saved") is None
    assert "Not saved yet" in shown.summary(session, "en")["unsaved"]
    (tmp_path / "answers").unlink()
    session.save_again()
    assert shown.summary(session, "en")["unsaved"] is None
    assert shown.item_state(session, "who-leads", "en")["saved"] is True
    assert shown.item_state(QuizSession(bank, folder=tmp_path), "who-leads", "en")["attempts"] == 1


def test_the_cell_under_a_graded_quiz_tells_what_is_open(
    bank: Bank, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """It counts answered and open questions, in the language asked for, and gives no score."""
    (tmp_path / "quizzes").mkdir()
    (tmp_path / "quizzes" / "force.json").write_text(json.dumps(publish(bank)), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    QuizSession(bank, folder=tmp_path).submit("how-many", "4700", "en")
    assert answered("force") is None
    assert capsys.readouterr().out == "Answered and saved: 1 of 2 questions.\nStill open: 1.\n"
    answered("force", language="sr")
    assert "Odgovoreno i sačuvano: 1 od 2" in capsys.readouterr().out


SEVERAL = """\
id: several
title: {en: "T", sr: "T"}
items:
  - id: tasks
    type: multiple_choice
    stem: {en: "Which?", sr: "Koji?"}
    options:
      - {id: a, text: {en: "A", sr: "A"}, key: true}
      - {id: b, text: {en: "B", sr: "B"}, key: true, feedback: {en: "B belongs.", sr: "B spada."}}
      - {id: c, text: {en: "C", sr: "C"}, feedback: {en: "C does not.", sr: "C ne."}}
    explanation: {en: "A and B.", sr: "A i B."}
    tags: {topic: kfor, bloom: remember}
    facts: [seed-kfor-led]
"""


def test_words_on_an_option_left_out_wait_until_it_is_solved(tmp_path: Path) -> None:
    """Before the item is solved they would name a key that was missed."""
    session = QuizSession(Bank.model_validate(yaml.safe_load(SEVERAL)), folder=tmp_path)
    session.submit("tasks", ["a", "c"], "en")
    assert shown.item_state(session, "tasks", "en")["feedback"] == ["<p>C does not.</p>"]
    assert "belongs" not in json.dumps(shown.whole_state(session, "en"))
    session.solution("tasks")
    assert "B belongs" in json.dumps(shown.whole_state(session, "en"))


def test_running_the_cell_again_does_not_call_saved_what_is_not(bank: Bank, tmp_path: Path) -> None:
    """A new view on a sheet that could not be written tries again, and says so while it can't."""
    (tmp_path / "answers").write_text("in the way", encoding="utf-8")
    first = QuizSession(bank, folder=tmp_path)
    first.submit("who-leads", "a", "en")
    first.sheet.refresh()
    again = QuizSession(bank, sheet=first.sheet)
    assert shown.summary(again, "en")["unsaved"] is not None
    assert shown.summary(again, "en")["all_saved"] is False
    (tmp_path / "answers").unlink()
    third = QuizSession(bank, sheet=first.sheet)
    assert (shown.summary(third, "en")["unsaved"], shown.summary(third, "en")["all_saved"]) == (None, True)
