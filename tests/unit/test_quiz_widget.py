"""The widget between browser and kernel: one message in, one out, and nothing that a browser sends breaks it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from nastava.content import quizzes_dir
from nastava.errors import QuizNotFoundError
from nastava.text import LANGUAGES
from nastava.widget import QuizWidget, quiz, static_bundle
from nastava.widget.bundle import STATIC, browser_module

Sent = list[dict[str, Any]]


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> Sent:
    """What goes to the browser beside the first opening."""
    messages: Sent = []
    monkeypatch.setattr(QuizWidget, "send", lambda _self, content, buffers=None: messages.append(content))
    return messages


def say(widget: QuizWidget, **message: Any) -> None:
    widget._on_message(widget, message, [])


def test_one_message_brings_the_verdict_in_the_language_of_the_screen(sent: Sent) -> None:
    """A response is answered by one message with the item's state and the score so far."""
    widget = quiz("kfor", part="mandate", language="sr")
    say(widget, do="submit", item="kfor-task", response="c", language="sr")
    (reply,) = sent
    assert reply["state"]["verdict"] == "right"
    assert "Navode se dvije stvari" in reply["state"]["explanation"]
    assert (reply["summary"]["answered"], reply["summary"]["points"]) == (1, 1)
    assert len(json.dumps(reply)) < 6_000


def test_what_opens_the_quiz_holds_no_key() -> None:
    """The state that a page gets at first has no explanation, feedback or mark of the key."""
    state = quiz("kfor").get_state()
    text = json.dumps({name: state[name] for name in ("_quiz", "_state")})
    for secret in ('"key"', "Two things are named", "Customs are no part", "tolerance", "explanation"):
        assert secret not in text
    assert len(text) < 2_000 * len(state["_quiz"]["items"])


def test_another_language_is_one_message_away(sent: Sent) -> None:
    """Questions, words and what was said of the answers come in the language asked for; an unknown one changes nothing."""
    widget = quiz("kfor", part="mandate", language="en")
    say(widget, do="submit", item="kfor-task", response="c", language="en")
    say(widget, do="language", language="sr")
    assert sent[-1]["quiz"]["tag"] == LANGUAGES["sr"].tag
    assert "Navode se dvije stvari" in sent[-1]["state"]["items"]["kfor-task"]["explanation"]
    say(widget, do="language", language="xx")
    assert sent[-1]["quiz"]["language"] == "sr"
    assert widget.get_state()["_quiz"]["language"] == "sr"


def test_a_new_page_gets_the_present_state(sent: Sent) -> None:
    """A page opened later asks the model for its state and finds the answers given since."""
    widget = quiz("kfor", part="mandate")
    say(widget, do="submit", item="kfor-task", response="a", language="en")
    say(widget, do="hint", item="kfor-lead")
    state = widget.get_state()["_state"]
    assert state["items"]["kfor-task"]["verdict"] == "wrong"
    assert len(state["items"]["kfor-lead"]["hints"]) == 1


@pytest.mark.parametrize(
    "message",
    [
        {},
        {"do": "submit"},
        {"do": "nothing", "item": "kfor-task"},
        {"do": "submit", "item": "another-item", "response": "a", "language": "en"},
        {"do": "submit", "item": {"a": 1}, "response": "a"},
        {"do": ["submit"], "item": "kfor-task"},
        {"do": "submit", "item": "kfor-task", "response": {"deep": [[]]}, "language": "en"},
        {"do": "submit", "item": "kfor-task", "response": "c", "language": "klingon"},
        {"do": "draft", "item": "kfor-task", "response": 5, "language": "en"},
        {"do": "read", "item": "kfor-task", "response": None, "language": "en"},
    ],
)
def test_no_message_breaks_the_quiz_or_costs_an_attempt(sent: Sent, message: dict[str, Any]) -> None:
    """What makes no sense is refused or passed over; no attempt is used and the next response is taken."""
    widget = quiz("kfor", part="mandate")
    widget._on_message(widget, message, [])
    assert widget.get_state()["_state"]["answered"] == 0
    say(widget, do="submit", item="kfor-task", response="c", language="en")
    assert sent[-1]["state"]["attempts"] == 1


def test_a_message_that_is_no_mapping_is_passed_over(sent: Sent) -> None:
    """Text or a list in place of a message does nothing."""
    widget = quiz("kfor", part="mandate")
    widget._on_message(widget, ["submit"], [])
    assert sent == []


def test_two_cells_of_one_quiz_share_the_answers(sent: Sent) -> None:
    """The whole quiz shows what was answered in one of its parts."""
    say(quiz("kfor", part="mandate"), do="submit", item="kfor-task", response="c", language="en")
    assert quiz("kfor").get_state()["_state"]["answered"] == 1


def test_unknown_names_are_answered_with_those_there_are() -> None:
    """A wrong quiz or part names the right ones."""
    with pytest.raises(QuizNotFoundError, match="Did you mean 'kfor'"):
        quiz("kfro")
    with pytest.raises(QuizNotFoundError, match="'mandate'"):
        quiz("kfor", part="mandat")


@pytest.mark.parametrize("language", list(LANGUAGES))
def test_the_static_rendering_shows_every_question(language: str) -> None:
    """Without a kernel stems and options are there, in HTML and in plain text, and no key."""
    bundle = static_bundle("kfor", "mandate", language)
    assert bundle["text/html"].count("○") == 4
    assert bundle["text/plain"].count("( )") == 4
    assert bundle["text/plain"].count("[ ]") == 5
    assert "Two things are named" not in bundle["text/html"]


def test_the_browser_side_is_one_module_of_plain_modules() -> None:
    """Each question type's module stands in it; nothing is imported, so it loads anywhere."""
    module = browser_module()
    assert module.count("export default") == 1
    assert "import " not in module
    for path in (STATIC / "items").glob("*.js"):
        assert f"ITEM_TYPES.{path.stem} = " in module


def test_an_unknown_language_in_a_bank_lets_no_markup_through(tmp_path: Path) -> None:
    """A text with a language that the course does not know is sanitised like any other."""
    bank = yaml.safe_load((quizzes_dir() / "kfor.yaml").read_text(encoding="utf-8"))
    bank |= {"id": "hostile", "items": bank["items"][:1]}
    bank["items"][0]["stem"] = {"en": "<img src=x onerror=alert(1)>", "sr": "x", "sq": "y"}
    (tmp_path / "quizzes").mkdir()
    (tmp_path / "quizzes" / "hostile.yaml").write_text(json.dumps(bank), encoding="utf-8")
    stem = quiz("hostile").get_state()["_quiz"]["items"][0]["stem"]
    assert "onerror" in stem
    assert "<img" not in stem
