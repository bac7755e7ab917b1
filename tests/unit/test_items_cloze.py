"""Cloze: what may stand in the blanks, what it earns, and which texts are refused."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError
from tests.unit.examples import FOLDER
from tests.unit.made import made

from nastava.items import Malformed, Parsed
from nastava.items.cloze import Cloze
from nastava.items.seeded import seeded
from nastava.quizzes.bank import PublishedQuiz, load_bank, publish, read_bank
from nastava.text.numbers import THIN
from nastava.widget.present import presentable

TEXT = {
    "en": "Led by [[who]], based on [[body]], **about [[size]]** troops.",
    "sr": "Oko [[size]] vojnika; predvodi ih [[who]], na osnovu [[body]].",
}
BLANKS: dict[str, Any] = {
    "who": {
        "type": "choice",
        "options": [
            {"id": "a", "text": {"en": "NATO", "sr": "NATO"}, "key": True},
            {"id": "b", "text": {"en": "the UN", "sr": "UN"}, "feedback": {"en": "No.", "sr": "Ne."}},
            {"id": "c", "text": {"en": "the EU", "sr": "EU"}},
            {"id": "d", "text": {"en": "nobody", "sr": "niko"}, "pinned": True},
        ],
    },
    "body": {
        "type": "text",
        "accept": ["Security Council"],
        "accept_partly": [{"text": "Council", "credit": 0.5, "feedback": {"en": "Which?", "sr": "Koji?"}}],
    },
    "size": {"type": "number", "key": 4700, "tolerance": {"figures": 2}, "weight": 2.0},
}
RIGHT = {"who": "a", "body": "Security Council", "size": "4,700"}


def cloze(**fields: Any) -> Cloze:
    item = made(**{"type": "cloze", "points": 4, "text": TEXT, "blanks": BLANKS, **fields})
    assert isinstance(item, Cloze)
    return item


def only(name: str, **fields: Any) -> Cloze:
    text = dict.fromkeys(("en", "sr"), f"It is [[{name}]].")
    return cloze(text=text, blanks={name: BLANKS[name]}, **fields)


def earned(item: Cloze, raw: Any, language: str = "en") -> float:
    parsed = item.parse(raw, language)
    assert isinstance(parsed, Parsed), parsed
    return item.score(parsed.response).points


@pytest.mark.parametrize(
    "raw, points",
    [
        (RIGHT, 4),
        (RIGHT | {"body": "council"}, 3.5),
        (RIGHT | {"size": "3700"}, 2),
        ({"who": "a"}, 1),
        ({"size": "4700", "who": "", "body": "  "}, 2),
        ({"who": "b", "body": "General Assembly", "size": "1"}, 0),
    ],
)
def test_each_blank_earns_its_part(raw: dict[str, str], points: float) -> None:
    """By weight, with partial credit inside a blank; what is left empty earns nothing."""
    assert earned(cloze(), raw) == points


def test_all_or_nothing_wants_every_blank() -> None:
    """One blank that is only partly right costs all the points."""
    item = cloze(scoring="all_or_nothing")
    assert (earned(item, RIGHT), earned(item, RIGHT | {"body": "council"}), earned(item, {"who": "a"})) == (
        4,
        0,
        0,
    )


@pytest.mark.parametrize("raw", [None, "", [], {}, {"who": ""}, {"nowhere": "a"}, {"who": None, "body": " "}])
def test_nothing_filled_in_is_no_answer(raw: Any) -> None:
    """At least one blank is filled in."""
    assert cloze().parse(raw, "en") == cloze().parse({}, "en")
    assert isinstance(cloze().parse(raw, "en"), Malformed)


def test_a_number_is_read_by_the_language_of_the_screen() -> None:
    """The same figure is right in each writing, and is echoed as it was read."""
    item = cloze()
    assert earned(item, {"size": "4.700"}, "sr") == earned(item, {"size": "4,700"}, "en") == 2
    parsed = item.parse({"size": "4.700", "who": "a"}, "sr")
    assert isinstance(parsed, Parsed)
    assert item.describe(parsed.response, "en") == f"(1) NATO; (2) –; (3) 4{THIN}700"
    assert item.describe(parsed.response, "sr") == f"(1) 4{THIN}700; (2) NATO; (3) –"


def test_a_fault_names_the_blank_by_its_number_in_each_language() -> None:
    """What can't be read is found: the order of the blanks differs with the language."""
    refused = cloze().parse(RIGHT | {"size": "many"}, "en")
    assert isinstance(refused, Malformed)
    assert refused.reason["en"].startswith("Blank 3: Type a number")
    assert refused.reason["sr"].startswith("Praznina 1: Upiši broj")
    refused = cloze().parse({"who": "z"}, "en")
    assert isinstance(refused, Malformed)
    assert refused.reason["en"].startswith("Blank 1: That option")


def test_marks_and_feedback_come_by_blank() -> None:
    """Each blank is a part; the authors' words follow the blanks."""
    score = cloze().score({"who": "b", "body": "Council"})
    assert [(part.part, part.chosen, part.right) for part in score.parts] == [
        ("who", True, False), ("body", True, False), ("size", False, False),
    ]  # fmt: skip
    assert [text["en"] for text in score.feedback] == ["No.", "Which?"]


def test_chance_counts_choices_alone() -> None:
    """A quarter of one point of four for a choice among four; none where words must be right too."""
    assert cloze().chance() == pytest.approx(1 / 16)
    assert cloze(scoring="all_or_nothing").chance() == 0
    assert only("who", scoring="all_or_nothing").chance() == 0.25
    assert only("body").guess(seeded("x")) is None


def test_certainty_can_be_asked_only_without_partial_credit() -> None:
    """A single blank without shares is right or wrong."""
    assert [only(name).right_or_wrong for name in BLANKS] == [True, False, True]
    assert (cloze().right_or_wrong, cloze(scoring="all_or_nothing").right_or_wrong) == (False, True)


def test_the_browser_gets_what_there_is_to_choose_and_no_more() -> None:
    """The view of a blank is its kind, its options and its unit."""
    view = cloze().view_data()["blanks"]
    assert view["body"] == {"type": "text"}
    assert set(view["size"]) == {"type", "units"}
    assert {key for option in view["who"]["options"] for key in option} == {"id", "text"}


def test_a_released_text_can_be_filled_in_without_its_key() -> None:
    """The keyless quiz that lies beside a notebook reads a response as the bank does."""
    bank = load_bank(FOLDER / "cloze.yaml")
    released = PublishedQuiz.model_validate(json.loads(json.dumps(publish(bank))))
    raw = {"strength": "4.700", "who": "a", "body": "Council"}
    assert released.items[0].parse(raw, "sr") == bank.items[0].parse(raw, "sr")


def test_placeholders_reach_the_browser_in_plain_text() -> None:
    """Markdown around a blank is rendered, the blank itself stays as it was written."""
    html = presentable(cloze().view(), "en")["text"]
    assert html == "<p>Led by [[who]], based on [[body]], <strong>about [[size]]</strong> troops.</p>"


def test_choices_change_places_and_pinned_ones_stay() -> None:
    """A shuffle moves options inside their blank and says what was shown."""
    orders = set()
    for number in range(20):
        item = cloze().arranged(seeded(number), shuffle=True)
        shown = item.shown["order"]["who"]
        assert [option["id"] for option in item.view_data()["blanks"]["who"]["options"]] == shown
        assert (shown[3], item.version, earned(item, RIGHT)) == ("d", cloze().version, 4)
        orders.add(tuple(shown))
    assert len(orders) > 3
    assert not only("body").varies(shuffle=True)


def test_on_paper_there_are_numbered_lines_and_the_choices() -> None:
    """Without a browser the blanks can be filled in with a pen."""
    paper = cloze().paper("sr")
    assert paper.text == (
        "Oko ____________ (1) vojnika; predvodi ih ____________ (2), na osnovu ____________ (3).",
        "(2) NATO / UN / EU / niko",
    )
    assert "[[" not in paper.html


def test_the_key_is_told_by_number_and_by_blank() -> None:
    """In words for the feedback, by name for the browser, where markup can't be smuggled in."""
    item = cloze(blanks=BLANKS | {"body": {"type": "text", "accept": ["<b>Council</b>"]}})
    assert item.key_in_words("en") == f"(1) NATO; (2) <b>Council</b>; (3) 4{THIN}700"
    assert item.reveal("en")["body"] == "&lt;b&gt;Council&lt;/b&gt;"


def test_the_key_of_a_blank_is_in_the_language_of_the_text() -> None:
    """Answers in both languages stand in one list; each learner is told one of their own, in their script."""
    accept = ["Security Council", "Savjet bezbjednosti"]
    told = {"en": "The Security Council.", "sr": "Savjet bezbjednosti."}
    item = cloze(blanks=BLANKS | {"body": {"type": "text", "accept": accept}}, explanation=told)
    assert [item.reveal(code)["body"] for code in ("en", "sr", "sr-Cyrl")] == [*accept, "Савјет безбједности"]
    assert "Савјет безбједности" in item.key_in_words("sr-Cyrl")


@pytest.mark.parametrize(
    "stored", [None, 7, "x", [1], {"who": ["a"], "body": {}, "size": {"value": "9"}}, {"size": 4700}]
)
def test_an_edited_sheet_earns_nothing_and_breaks_nothing(stored: Any) -> None:
    """Whatever a sheet holds is scored and told."""
    assert cloze().score(stored).points == 0
    assert cloze().describe(stored, "en") == "(1) –; (2) –; (3) –"


def test_an_empty_blank_is_wrong_whatever_a_pattern_matches() -> None:
    """A pattern that matches nothing at all gives no points for nothing."""
    item = cloze(
        blanks=BLANKS | {"body": {"type": "text", "accept": ["Council"], "patterns": ["(general assembly)?"]}}
    )
    assert earned(item, {"who": "a"}) == 1
    assert item.score({"who": "a", "body": "–"}).points == 1


def with_text(words: str) -> dict[str, Any]:
    return {"text": TEXT | {"sr": words}}


@pytest.mark.parametrize(
    "fields, problem",
    [
        (with_text("[[who]] i [[body]]."), "lacks the blank"),
        (with_text("[[who]], [[body]], [[size]], [[who]]"), "2 times"),
        (with_text("[[who]], [[body]], [[size]], [[when]]"), r"no blank is called so \(there are: who, body, size\)"),
        (with_text("[[who]], [[body]], [[Size]]"), "no blank is called so"),
        (with_text("[[who]], [[body]], `[[size]]`"), "stands inside code, a link or a picture"),
        (with_text("[[who]], [[body]], [see [[size]]](https://nato.int)"), "stands inside code"),
        (with_text("[[who]], [[body]]\n\n    [[size]]"), "stands inside code"),
        ({"blanks": BLANKS | {"size": {"type": "number", "key": 4711, "tolerance": {"figures": 2}}}},
         "blank 'size': the tolerance rejects the key"),
        ({"blanks": BLANKS | {"size": {"type": "number", "key": "= troops"}}}, "no parameters to follow from"),
        ({"blanks": BLANKS | {"body": {"type": "text", "accept": []}}}, "at least 1"),
        ({"blanks": BLANKS | {"body": {"type": "text", "accept": ["Body"]}}}, "is an answer"),
        ({"blanks": {}}, "at least 1"),
        ({"survey": True}, "can't be a survey item"),
    ],
)  # fmt: skip
def test_a_text_that_does_not_fit_its_blanks_is_refused(fields: dict[str, Any], problem: str) -> None:
    """Each language's text holds each blank once, as plain words, and every blank can be answered."""
    with pytest.raises(ValidationError, match=problem):
        cloze(**fields)


def test_a_fault_in_a_blank_is_told_at_its_line(tmp_path: Path) -> None:
    """An author finds the option or the kind that is wrong, not just the item."""
    path = tmp_path / "trial.yaml"
    path.write_text(
        """id: trial
title: {en: T, sr: T}
items:
  - id: one
    type: cloze
    stem: {en: Fill in., sr: Popuni.}
    text: {en: "[[who]] [[size]]", sr: "[[who]] [[size]]"}
    blanks:
      who:
        type: choice
        options:
          - {id: a, text: {en: A, sr: A}, key: true}
          - {id: b, text: {en: B, sr: B}, key: true}
      size:
        type: nomber
        key: 1
    explanation: {en: So., sr: Tako.}
    tags: {topic: kfor, bloom: remember}
    facts: [seed-kfor-total]
""",
        encoding="utf-8",
    )
    _, faults = read_bank(path)
    assert {(fault.line, fault.problem, fault.mend) for fault in faults} == {
        (11, "a choice blank has one key, this one has 2", "mark one option with 'key: true'"),
        (14, "the type 'nomber' is unknown", "did you mean 'number'"),
    }


def test_a_number_is_checked_against_the_facts(tmp_path: Path) -> None:
    """A key of a blank that differs from its fact is a fault, as in a numeric item."""
    from nastava.cli.check import check_bank

    source = FOLDER / "cloze.yaml"
    path = tmp_path / "cloze.yaml"
    path.write_text(source.read_text(encoding="utf-8").replace("key: 4700", "key: 4800"), encoding="utf-8")
    _, faults = check_bank(path)
    assert [fault.problem for fault in faults if "differs" in fault.problem] == [
        "the key 4800 differs from its facts, which state 4700, 4011"
    ]
