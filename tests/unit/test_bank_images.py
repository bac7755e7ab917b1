"""Pictures of a bank: carried in its texts, checked for words, kept inside its folder."""

from __future__ import annotations

import base64
import json
from pathlib import Path

import pytest

from nastava.quizzes import load_bank, publish, read_bank
from nastava.quizzes.bank import parse_bank
from nastava.quizzes.images import MAX_BYTES
from nastava.quizzes.rules import check_rules
from nastava.quizzes.source import read_source
from nastava.text.languages import pick
from nastava.text.markdown import to_html

PNG = b"\x89PNG\r\n\x1a\n" + bytes(20)
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0h9"/></svg>'
BANK = """
id: maps
title: {en: Maps, sr: Mape}
items:
  - id: led-by
    type: single_choice
    stem:
      en: |
        Who leads KFOR?
        ENGLISH
      sr: Ko predvodi KFOR?
    options:
      - {id: nato, text: {en: NATO, sr: NATO}, key: true}
      - {id: un, text: {en: UN, sr: UN}}
    explanation: {en: "NATO does.", sr: "NATO."}
    tags: {topic: kfor, bloom: remember}
    facts: [seed-kfor-led]
"""


def bank_with(folder: Path, english: str) -> Path:
    path = folder / "maps.yaml"
    path.write_text(BANK.replace("ENGLISH", english), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    "name, content, written",
    [
        ("map.png", PNG, "![A map](map.png)"),
        ("map.svg", SVG, '![A map](map.svg "Title")'),
        ("a map.gif", b"GIF89a" + bytes(9), "![A map](<a map.gif>)"),
        ("карта.webp", b"RIFF" + bytes(9), "![A map](карта.webp)"),
        ("map.JPG", b"\xff\xd8\xff" + bytes(9), "![A map][m]\n\n        [m]: map.JPG"),
    ],
)
def test_a_bank_carries_its_pictures(tmp_path: Path, name: str, content: bytes, written: str) -> None:
    """A picture beside the bank is in the quiz, in the published quiz, and shown in every language that has it."""
    (tmp_path / name).write_bytes(content)
    bank = load_bank(bank_with(tmp_path, written))
    encoded = base64.b64encode(content).decode()
    assert encoded in to_html(bank.items[0].stem["en"])
    assert "<img" in to_html(pick(bank.items[0].stem, "en"))
    assert encoded in json.dumps(publish(bank))


def test_a_picture_in_a_folder_below_is_found(tmp_path: Path) -> None:
    """Paths start at the bank's folder; the same picture may stand in several places."""
    (tmp_path / "images").mkdir()
    (tmp_path / "images" / "map.png").write_bytes(PNG)
    bank = load_bank(bank_with(tmp_path, "![A map](images/map.png) and ![again](./images/map.png)"))
    assert to_html(bank.items[0].stem["en"]).count("<img") == 2


@pytest.mark.parametrize(
    "target, problem",
    [
        ("nowhere.png", "there is no picture"),
        ("map.bmp", "of no known kind"),
        ("map", "of no known kind"),
        ("/etc/passwd.png", "not in the bank's folder"),
        ("http://a.b/map.png", "not in the bank's folder"),
        ("../outside.png", "outside the bank's folder"),
        ("link.png", "outside the bank's folder"),
        ("folder.png", "outside the bank's folder"),
        ("big.png", "larger than 1 MiB"),
        ("false.png", "not what its name says"),
        ("active.svg", "does more than draw"),
        ("map.png%00.png", "there is no picture"),
    ],
)
def test_a_picture_that_can_not_be_taken_is_a_fault(tmp_path: Path, target: str, problem: str) -> None:
    """One message says line, item, what is wrong with the picture, and the mend."""
    folder = tmp_path / "bank"
    (folder / "folder.png").mkdir(parents=True)
    (tmp_path / "outside.png").write_bytes(PNG)
    (folder / "link.png").symlink_to(tmp_path / "outside.png")
    (folder / "big.png").write_bytes(PNG + bytes(MAX_BYTES))
    (folder / "false.png").write_bytes(b"GIF89a")
    (folder / "active.svg").write_bytes(SVG.replace(b"<path", b"<script/><path"))
    bank, faults = read_bank(bank_with(folder, f"![A map]({target})"))
    assert bank is None
    assert [(fault.line, fault.item) for fault in faults] == [(8, "led-by")]
    assert problem in faults[0].problem
    assert faults[0].mend


@pytest.mark.parametrize("written", ["![](map.png)", "![ ](map.png)", "![](<map.png>)"])
def test_a_picture_without_words_is_a_fault(tmp_path: Path, written: str) -> None:
    """`nastava check` names the line and the item of a picture that says nothing to a blind reader."""
    (tmp_path / "map.png").write_bytes(PNG)
    source = read_source(bank_with(tmp_path, written))
    bank, _faults = parse_bank(source)
    assert bank is not None
    found = check_rules(bank, source)
    assert [(fault.line, fault.item) for fault in found] == [(8, "led-by")]
    assert "no words for those who can't see it" in found[0].problem


def test_texts_without_pictures_stay_as_they_are(tmp_path: Path) -> None:
    """A picture that is only written about is left alone."""
    text = "`![a](nowhere.png)`"
    bank = load_bank(bank_with(tmp_path, text))
    assert text in bank.items[0].stem["en"]


def test_a_picture_from_elsewhere_is_a_fault(tmp_path: Path) -> None:
    """It would be fetched whenever the quiz is opened, and tell a stranger who looks at it."""
    bank, faults = read_bank(bank_with(tmp_path, "![A map](https://a.b/c.png)"))
    assert bank is None
    assert "is not loaded" in faults[0].mend
