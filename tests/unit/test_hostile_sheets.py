"""Whatever a student hands in as an answer sheet is marked, told of in a table, and done at once."""

from __future__ import annotations

import json
import time
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.unit.examples import BANKS

from nastava.answers import SheetContent
from nastava.answers.handed_in import read_handed_in
from nastava.grading.quiz import QuizResult
from nastava.grading.table import quiz_table
from nastava.quizzes import Bank, mark
from nastava.text.markdown import to_html

#: Seconds of computing that a sheet of ordinary size may take, and one of the largest size that is read.
AT_ONCE, AT_MOST = 1.0, 5.0

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=6), inner, max_size=4),
    max_leaves=10,
)
PAYLOAD = "<img src=x onerror=alert(1)><script>alert(1)</script>[x](javascript:alert(1))"


def nested(levels: int) -> Any:
    value: Any = PAYLOAD
    for level in range(levels):
        value = [value] if level % 2 else {"a": value, "text": value, "value": value}
    return value


RESPONSES: dict[str, Any] = {
    "deep": nested(16),
    "a number of 400 digits": 10**400,
    "as a value": {"text": PAYLOAD, "value": 10**400},
    "an odd value": {"text": ["x"], "value": "1"},
    "a negative zero": {"text": "-0", "value": -0.0},
    "markup": PAYLOAD,
    "markup in a list": [PAYLOAD, [PAYLOAD], {PAYLOAD: PAYLOAD}],
    "half a pair": "\ud800",
    "a huge text": "a" * 3_000_000,
    "a huge text of odd letters": "а\u0301ß" * 500_000,
    "a huge list": ["a"] * 200_000,
    "a huge mapping": {str(n): "a" for n in range(100_000)},
    "a truth value": True,
    "nothing": None,
}


class Tags(HTMLParser):
    """Collects tags and attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def expect_harmless(markup: str) -> None:
    """No tag that runs or loads, no attribute that runs, no link that runs."""
    tags = Tags()
    tags.feed(markup)
    for tag, attributes in tags.found:
        assert tag not in {
            "script",
            "iframe",
            "object",
            "embed",
            "form",
            "style",
            "svg",
            "math",
            "base",
            "link",
        }
        assert not [name for name in attributes if name.startswith("on")]
        assert (attributes.get("src") or "data:image/").startswith("data:image/")
        for name in ("href", "src"):
            assert not (attributes.get(name) or "").strip().lower().startswith(("javascript:", "data:text"))


def marked(bank: Bank, content: SheetContent) -> QuizResult:
    result = mark(bank, content.attempts)
    quiz = QuizResult(bank.title, result.points, result, content.problems, "en")
    assert 0 <= result.points <= result.of
    for level in ("points", "feedback", "key"):
        table = quiz_table(quiz, level)
        table.encode()  # as it is when the notebook is saved
        expect_harmless(table)
    return quiz


def handed_in(folder: Path, bank: Bank, data: Any) -> SheetContent:
    path = folder / "answers" / f"{bank.id}.json"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(data if isinstance(data, bytes) else json.dumps(data).encode())
    return read_handed_in(folder, bank.id)


def attempts_at(bank: Bank, response: Any) -> list[dict[str, Any]]:
    return [{"id": "1", "item": item.id, "response": response, "language": ["en"]} for item in bank.items]


@pytest.mark.parametrize("bank", BANKS, ids=lambda bank: bank.id)
@pytest.mark.parametrize("name", RESPONSES)
def test_any_response_is_marked_at_once(tmp_path: Path, bank: Bank, name: str) -> None:
    """At every item and question type: points within bounds, a harmless table, a second at most."""
    content = handed_in(tmp_path, bank, {"attempts": attempts_at(bank, RESPONSES[name])})
    started = time.process_time()
    marked(bank, content)
    assert time.process_time() - started < AT_ONCE * (1 + 2 * ("huge" in name))


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_json_handed_in_is_marked(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    """Wrong types everywhere, repeated ids, unknown items: marked, in bounds, harmless."""
    bank = data.draw(st.sampled_from(BANKS))
    items = st.sampled_from([item.id for item in bank.items])
    entry = st.fixed_dictionaries(
        {"id": st.sampled_from(["1", "2"]) | JSON, "item": items | JSON, "response": JSON | st.lists(items)},
        optional=dict.fromkeys(("at", "version", "language", "hints", "after_solution", "shown"), JSON),
    )
    sheet = {"attempts": data.draw(st.lists(entry | JSON, max_size=6))}
    sheet |= data.draw(
        st.dictionaries(st.sampled_from(["format", "drafts", "opened", "sittings", "quiz"]), JSON)
    )
    marked(bank, handed_in(tmp_path_factory.mktemp("any"), bank, sheet))


@pytest.mark.parametrize("bank", BANKS[:1], ids=lambda bank: bank.id)
def test_a_hundred_thousand_attempts_are_marked(tmp_path: Path, bank: Bank) -> None:
    """As many as fit into the largest sheet, all with one id: the last of each item counts."""
    item = bank.items[0]
    right = next(sample for sample in item.samples() if sample.name == "right")
    wrong = {"id": "1", "item": item.id, "response": None}
    many: list[dict[str, Any]] = [wrong] * 100_000
    last = {**wrong, "response": item.parse(right.raw, right.language).response}
    started = time.process_time()
    result = marked(bank, handed_in(tmp_path, bank, {"attempts": [*many, last]}))
    assert time.process_time() - started < AT_MOST
    assert (result.mark.items[0].attempts, result.mark.items[0].score.verdict) == (100_001, "right")


@settings(max_examples=200)
@given(
    text=st.lists(
        st.sampled_from(
            ["<", ">", "&lt;", "[x](", "![x](", ")", "javascript:", "data:text/html,", "onerror=", "<svg ",
             "<script>", "`", "*", "\n", "\n\n", "    ", "<!--", "-->", "\\", "&#106;", "\t", "x", '"', "'", "|",
             "[x]: javascript:x\n\n[x]", "![x](//x.example/x)", "![x](https://x.example/x)", "<https://x>", "<javascript:x>", "\0", "\u202e"]
        ),
        max_size=20,
    ).map("".join)
)  # fmt: skip
def test_no_markdown_becomes_harmful(text: str) -> None:
    """Whatever an author, or a response that is shown, puts together: nothing that runs comes out."""
    expect_harmless(to_html(text))
    expect_harmless(to_html(text, inline=True))
