"""Moodle XML and GIFT that others wrote: each question becomes an item, or is told with the reason."""

from __future__ import annotations

from pathlib import Path

import pytest

from nastava.interop.bank_file import bank_data, completed
from nastava.interop.gift_read import read_gift
from nastava.interop.model import Note
from nastava.interop.moodle_read import read_moodle_xml
from nastava.interop.moodle_write import moodle_xml
from nastava.items import Malformed
from nastava.quizzes import load_bank

FILES = Path(__file__).parent / "exchange"


def moodle() -> tuple[dict[str, dict], list[Note], dict[str, bytes]]:
    read = read_moodle_xml((FILES / "moodle.xml").read_bytes(), "moodle.xml", "en")
    data = bank_data("moodle", read, pictures="moodle")
    return {item["id"]: item for item in data["items"]}, read.notes, read.pictures


def gift_items() -> tuple[dict[str, dict], list[Note]]:
    read = read_gift((FILES / "questions.gift").read_bytes(), "questions.gift", "en")
    data = bank_data("gift", read, pictures="gift")
    return {item["id"]: item for item in data["items"]}, read.notes


def share(item: dict, raw: object) -> float:
    """What a response earns of the points."""
    whole = completed(item)
    parsed = whole.parse(raw, "en")
    assert not isinstance(parsed, Malformed)
    return whole.score(parsed.response).points / whole.points


def text_of(notes: list[Note], item: str) -> str:
    return "; ".join(note.text for note in notes if note.item == item)


def test_every_question_is_an_item_or_told() -> None:
    """None is dropped in silence; what has no counterpart is named with the reason."""
    items, notes, _ = moodle()
    dropped = {note.item: note.text for note in notes if note.dropped}
    written = (FILES / "moodle.xml").read_text(encoding="utf-8").count("<question type=") - 1  # the category
    assert len(items) + len(dropped) == written
    assert set(dropped) == {"Several", "Intro", "Sum", "Markers", "Program", "No key"}
    assert "formula" in dropped["Sum"]
    assert "coderunner" in dropped["Program"]
    assert dropped["No key"] == "no answer is wholly right"


def test_a_single_choice_with_a_picture() -> None:
    """Text, picture, points, feedback and hint come over; scripts and Moodle's stock sentences don't."""
    items, notes, pictures = moodle()
    item = items["r-01"]
    assert item["type"] == "single_choice"
    assert item["stem"]["en"] == (
        "Which of these rivers is the **longest**? ![A map of rivers](moodle/map-small.png)"
    )
    assert pictures["map-small.png"].startswith(b"\x89PNG")
    assert [option.get("key") for option in item["options"]] == [None, True, None]
    assert item["options"][0]["feedback"] == {
        "en": "It flows into the Sava.",
        "sr": "It flows into the Sava.",
    }
    assert (item["points"], item["hints"][0]["text"]["en"]) == (2.0, "Think of Vienna.")
    assert item["explanation"]["en"] == "The Danube crosses ten countries."
    assert "attempt_penalty" not in item
    assert text_of(notes, "r-01") == ""


def test_shares_become_a_way_of_scoring() -> None:
    """What ticks earn in Moodle they earn here, unless ticking everything would pay there."""
    items, notes, _ = moodle()
    sava = items["on-the-sava"]
    assert [share(sava, ticks) for ticks in (["a", "b"], ["a"], ["a", "b", "c"], ["c"])] == [1, 0.5, 0.5, 0]
    assert sava["attempt_penalty"] == 0.5
    assert "right, partly right and wrong answers" in text_of(notes, "on-the-sava")
    free = items["without-a-cost"]
    assert share(free, ["a", "b", "c"]) == 0
    assert "shares of its options" in text_of(notes, "without-a-cost")
    assert free["stem"]["en"] == "Which are capitals? 2 * 3 * 4 are no letters."


def test_typed_answers_and_languages() -> None:
    """Shares and feedback come over; stars and a third language are told."""
    items, notes, _ = moodle()
    lake = items["lake"]
    assert lake["stem"] == {
        "en": "Which lake do Albania and North Macedonia share?",
        "sr": "Which lake do Albanija i Sjeverna Makedonija share?",
    }
    assert lake["accept"] == ["Ohrid"]
    assert [share(lake, word) for word in ("ohrid", "Prespa", "Skadar")] == [1, 0.5, 0]
    for words in ("with a star", "text in 'de'", "capitals"):
        assert words in text_of(notes, "lake")


def test_numbers_with_tolerance_and_units() -> None:
    """Within the tolerance, in either unit."""
    items, notes, _ = moodle()
    height = items["height"]
    assert [share(height, raw) for raw in ("2386", "2391 m", "2.386 km", "2392", "2.4")] == [1, 1, 1, 0, 0.5]
    assert height["stem"]["en"] == "How high is Maglić, with $h$ in metres? H₂O boils at x^y."
    assert "points for the unit" in text_of(notes, "height")


def test_pairs_and_order() -> None:
    """A choice may serve twice or never; entries are in the order of their places."""
    items, notes, _ = moodle()
    capitals, seas = items["capitals"], items["seas"]
    assert (len(capitals["prompts"]), len(capitals["choices"]), "reuse" in capitals) == (2, 3, False)
    assert (len(seas["prompts"]), len(seas["choices"]), seas["reuse"]) == (3, 2, True)
    assert share(seas, seas["key"]) == 1
    towns = items["from-the-source"]
    assert [entry["text"]["en"] for entry in towns["entries"]] == ["Foča", "Goražde", "Višegrad"]
    assert "LONGEST_ORDERED_SUBSET" in text_of(notes, "from-the-source")


def test_blanks_in_a_text() -> None:
    """Embedded answers, missing words and dragged words all become blanks."""
    items, _, _ = moodle()
    gaps = items["gaps"]
    assert gaps["text"]["en"] == (
        "The Una is [[blank-1]]; it is [[blank-2]] km long and joins the [[blank-3]]. "
        "Braces {like these} stay, and a \\\\} too."
    )
    assert share(gaps, {"blank-1": "green", "blank-2": "213.5", "blank-3": "b"}) == 1
    assert share(gaps, {"blank-1": "blue", "blank-2": "200"}) == pytest.approx((0.5 + 2 * 0.5) / 4)
    missing, dragged = items["missing-words"], items["drag-words"]
    assert missing["text"]["en"] == "The [[blank-1]] flows into the [[blank-2]]."
    assert share(missing, {"blank-1": "b", "blank-2": "b"}) == 1
    assert share(dragged, {"blank-1": "a", "blank-2": "b"}) == 1


def test_essay_and_statement() -> None:
    """Limits of words come over; the graders' notes, which learners should not see, are told."""
    items, notes, _ = moodle()
    essay = items["essay"]
    assert essay["words"] == {"least": 50, "most": 120}
    assert "sample_answer" not in essay
    assert "Look for sinkholes" in text_of(notes, "essay")
    assert "files" in text_of(notes, "essay")
    bay = items["the-bay"]
    assert (bay["key"], bay["feedback"]["en"]) == (False, "It only looks like one.")


def test_categories_become_the_title_and_parts() -> None:
    """The first name of the path is the title; a doubled slash is a slash."""
    read = read_moodle_xml((FILES / "moodle.xml").read_bytes(), "moodle.xml", "en")
    assert read.title == {"en": "Balkan geography", "sr": "Balkan geography"}
    assert [part["en"] for part in read.parts.values()] == ["Lakes/water"]


def test_gift_that_others_wrote() -> None:
    """Every kind of GIFT answer, with masked characters and words in any alphabet."""
    items, notes = gift_items()
    assert {note.item for note in notes if note.dropped} == {"Nothing asked"}
    assert [item["type"] for item in items.values()] == [
        "true_false", "true_false", "single_choice", "multiple_choice", "single_choice", "short_text", "numeric",
        "numeric", "numeric", "matching", "essay", "short_text",
    ]  # fmt: skip
    first = items["true-one"]
    assert (first["key"], first["feedback"]["en"], first["explanation"]["en"]) == (
        True,
        "It does.",
        "At Kalemegdan.",
    )
    assert items["single"]["stem"]["en"] == "Which flows through **Sarajevo**:"
    assert items["missing"]["stem"]["en"] == "The _____ rises in Italy."
    assert [share(items["multi"], ticks) for ticks in (["a", "b"], ["a"], ["a", "b", "c"])] == [1, 0.5, 0]
    assert [share(items["typed"], word) for word in ("neretva", "Radobolja", "Buna")] == [1, 0.5, 0]
    assert [share(items["number"], raw) for raw in ("9", "11", "12")] == [1, 1, 0]
    assert [share(items["range"], raw) for raw in ("1", "5", "5.5")] == [1, 1, 0]
    assert [share(items["several-numbers"], raw) for raw in ("2004", "2003", "1")] == [1, 0.5, 0]
    assert items["pairs"]["reuse"] is True
    escaped = items["escaped"]
    assert escaped["stem"]["en"] == "What does {x} = 1 ~ 2 # mean in ćirilica?\\\nA second line."
    assert escaped["accept"] == ["A set: one", "Ништа"]
    assert items["true-one"]["tags"] == {"topic": "rivers"}


def test_pictures_travel_inside(tmp_path: Path) -> None:
    """A picture of a bank is a file of its question in Moodle XML, and is a picture of the bank again."""
    (tmp_path / "map.svg").write_bytes(b'<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0h9"/></svg>')
    path = tmp_path / "pics.yaml"
    path.write_text(
        """
id: pics
title: {en: Pictures, sr: Slike}
items:
  - id: seen
    type: true_false
    stem: {en: "![a line](map.svg) Is it a line?", sr: "![linija](map.svg) Je li to linija?"}
    key: true
    explanation: {en: "It is.", sr: "Jeste."}
    tags: {topic: lines, bloom: remember}
    facts: [seed-kfor-led]
""",
        encoding="utf-8",
    )
    written = moodle_xml(load_bank(path), ["en", "sr"])
    assert b"@@PLUGINFILE@@/picture-" in written.content
    assert written.content.count(b'encoding="base64"') == 1
    read = read_moodle_xml(written.content, "pics.xml", "en")
    data = bank_data("pics", read, pictures="pics")
    assert list(read.pictures.values()) == [(tmp_path / "map.svg").read_bytes()]
    assert data["items"][0]["stem"]["sr"].startswith("![linija](pics/picture-")
