"""Whatever a browser sends: each message is answered at once, nothing raises, and the sheet stays readable.

Run on the example bank of every question type, so that a new type is covered as soon as it has one.
"""

from __future__ import annotations

import json
import math
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jupyter_client.session import Session
from tests.unit.examples import BANKS

from nastava.answers import Sheet
from nastava.quizzes import Bank
from nastava.widget import QuizWidget
from nastava.widget.feedback import whole_state
from nastava.widget.session import QuizSession

#: Seconds that one message may take.
AT_ONCE = 1.0
ACTIONS = (
    "submit",
    "draft",
    "read",
    "hint",
    "solution",
    "save",
    "language",
    "start",
    "finish",
    "again",
    "missed",
    "all",
)

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=40),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=10,
)


def nested(levels: int, kind: type = list) -> Any:
    value: Any = "x"
    for _ in range(levels):
        value = [value] if kind is list else {"a": value}
    return value


HOSTILE: dict[str, Any] = {
    "a huge text": "1" * 5_000_000,
    "a long number": "9" * 9_990,
    "a long number in groups": ",".join(["999"] * 2_000),
    "many digits with spaces": "9 " * 4_900,
    "many words": "naselje " * 1_200,
    "a long word": "a" * 9_990,
    "many combining marks": "a" + "\u0301" * 9_000,
    "letters that unfold": "\ufdfa" * 2_000,
    "mixed alphabets": "аa" * 4_900,
    "control characters": "".join(map(chr, range(32))) + "\x7f\x80\x9f",
    "NUL": "KFOR\0",
    "half a pair": "\ud83d",
    "halves in the wrong order": "\udc00\ud800" * 20,
    "bidi overrides": "\u202e4700\u202c\u2066\u2069",
    "invisible": "\u200b\u200d\ufeff\u2060",
    "markup": "<img src=x onerror=alert(1)>",
    "a formula": "=HYPERLINK(1)",
    "braces": "{0.__class__} {item} %s",
    "not a number": math.nan,
    "lists of no numbers": [math.nan, math.inf, -math.inf],
    "a long list": ["a"] * 1_000_000,
    "a long list of one-letter texts": ["a"] * 1_900,
    "a long mapping": {str(n): "a" for n in range(100_000)},
    "lists a little deep": nested(300),
    "objects a little deep": nested(300, dict),
    "a long integer": 10**400,
    "a mapping with odd keys": {"": "", "\ud800": "\ud800", "__proto__": {"x": 1}},
    "a truth value": True,
    "nothing in a list": [None],
}
#: What only code in the kernel could send, since it is no JSON that Python reads.
BEYOND_JSON: dict[str, Any] = {
    "deep lists": nested(100_000),
    "deep objects": nested(100_000, dict),
    "deep inside": {"a": ["a", nested(100_000)]},
    "an endless integer": [10**5000],
}


@pytest.fixture(autouse=True)
def _quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    # Packed as it is on its way to the browser.
    session = Session()
    monkeypatch.setattr(QuizWidget, "send", lambda _self, content, buffers=None: session.pack(content))


def widget_of(bank: Bank, folder: Path) -> QuizWidget:
    return QuizWidget(QuizSession(bank, folder=folder), "en")


def say(widget: QuizWidget, message: Any) -> None:
    """Hand the widget a message, as its comm does, and see that it is done with it at once."""
    started = time.process_time()
    widget._on_message(widget, message, [])
    took = time.process_time() - started
    assert took < AT_ONCE, f"{str(message)[:80]} took {took:.1f} s"


def expect_sound(folder: Path, bank: Bank) -> None:
    """The sheet reads without a problem and takes the next answer."""
    path = folder / "answers" / f"{bank.id}.json"
    if path.exists():
        json.loads(path.read_bytes())
    assert Sheet.read(path).problems == ()
    widget = widget_of(bank, folder)
    Session().pack({name: widget.get_state()[name] for name in ("_quiz", "_state")})  # what opens a page
    item = next(item for item in widget._talk.session.items.values() if not item.survey)
    right = next(sample for sample in item.samples() if sample.name != "malformed")
    before = len(Sheet.read(path).attempts)
    answer = {"response": right.raw, "language": right.language, "certainty": 1}
    say(widget, {"do": "submit", "item": item.id, **answer})
    assert len(Sheet.read(path).attempts) == before + 1


def send_everywhere(bank: Bank, folder: Path, value: Any) -> None:
    widget = widget_of(bank, folder)
    for item in list(widget._talk.session.items):
        for action in ("submit", "draft", "read"):
            say(widget, {"do": action, "item": item, "response": value, "language": "en"})
    expect_sound(folder, bank)


@pytest.mark.parametrize("bank", BANKS, ids=lambda bank: bank.id)
@pytest.mark.parametrize("name", HOSTILE)
def test_no_response_breaks_the_quiz_or_takes_long(tmp_path: Path, bank: Bank, name: str) -> None:
    """Each is taken or refused within a second, at every item and every question type; the next answer is saved."""
    send_everywhere(bank, tmp_path, HOSTILE[name])


@pytest.mark.parametrize("name", BEYOND_JSON)
def test_no_object_of_the_kernel_breaks_the_quiz(tmp_path: Path, name: str) -> None:
    """Nor does what is no JSON at all."""
    send_everywhere(BANKS[0], tmp_path, BEYOND_JSON[name])


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_json_as_a_message_is_answered(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    """Any JSON as the message, as any of its parts, in any order: nothing raises and the sheet stays sound."""
    bank = data.draw(st.sampled_from(BANKS))
    folder = tmp_path_factory.mktemp("any")
    widget = widget_of(bank, folder)
    items = st.sampled_from([item.id for item in bank.items])
    ids = st.sampled_from("abcdef")
    response = JSON | ids | st.lists(ids, max_size=4) | st.text(st.characters(), max_size=60)
    message = st.fixed_dictionaries(
        {"do": st.sampled_from(ACTIONS) | JSON, "item": items | JSON, "response": response},
        optional={
            "certainty": st.integers(0, 4) | JSON,
            "language": st.sampled_from(["en", "sr", "klingon"]) | JSON,
        },
    )
    for each in data.draw(st.lists(message | JSON, max_size=6)):
        say(widget, each)
    expect_sound(folder, bank)


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_json_given_to_the_session_is_taken_or_refused(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    """The verbs of a session take any item, response and language."""
    bank = data.draw(st.sampled_from(BANKS))
    session = QuizSession(bank, folder=tmp_path_factory.mktemp("any"))
    item = data.draw(st.sampled_from([item.id for item in bank.items]) | JSON)
    raw = data.draw(JSON)
    language = data.draw(st.sampled_from(["en", "sr"]) | st.text(max_size=5))
    session.submit(item, raw, language)
    session.draft(item, raw)
    session.hint(item)
    session.read_as(item, raw, language)
    json.dumps(whole_state(session, "en"), allow_nan=False)
    json.loads(session.sheet.path.read_bytes() if session.sheet.path.exists() else b"{}")


def test_half_a_character_behind_a_number_is_refused_in_words(tmp_path: Path) -> None:
    """The reply quotes what was typed behind the number, and reaches the browser."""
    bank = next(bank for bank in BANKS if bank.items[0].type == "numeric")
    widget = widget_of(bank, tmp_path)
    for item in widget._talk.session.items:
        say(widget, {"do": "submit", "item": item, "response": "5 \ud83d", "language": "en"})


@pytest.mark.parametrize("bank", BANKS, ids=lambda bank: bank.id)
def test_a_quiz_that_was_answered_opens_again(
    request: pytest.FixtureRequest, tmp_path: Path, bank: Bank
) -> None:
    """Every sample of every item is answered; a new session on the sheet shows the state and packs it."""
    widget = widget_of(bank, tmp_path)
    for item in list(widget._talk.session.items.values()):
        options = getattr(item, "options", ())
        samples = () if item.survey else item.samples()
        for raw in [*(option.id for option in options), *(sample.raw for sample in samples)]:
            answer = {"response": raw, "language": "en", "certainty": 1}
            say(widget, {"do": "submit", "item": item.id, **answer})
    expect_sound(tmp_path, bank)
