"""nastava new: what is written is complete, valid, and leaves the author's file as it is."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from nastava.cli import app
from nastava.cli.check import check_bank
from nastava.content import quizzes_dir
from nastava.errors import NastavaError
from nastava.items import TYPES
from nastava.quizzes import load_bank

BANK = """\
# A bank of mine.
id: mine
title: {en: "Mine", sr: "Moj"}   # short
items:
- id: first
  type: numeric
  key: 4700
  stem: {en: "How many, by the report?", sr: "Koliko, prema izvještaju?"}
  explanation: {en: "About 4,700.", sr: "Oko 4.700."}
  tags: {topic: kfor, bloom: remember}
  facts: [seed-kfor-total]   # the report
# Modes are three.
mode: practice
"""


def new(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(app, ["new", *arguments])
    words = str(result.exception) if isinstance(result.exception, NastavaError) else result.output
    return result.exit_code, words


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("type_", list(TYPES))
def test_an_item_of_every_type_can_be_begun(folder: Path, type_: str) -> None:
    """A new bank with a new item of the type passes the check, under the type's name with hyphens too."""
    assert new("bank", "mine") == (0, "Wrote mine.yaml\n")
    assert new("item", type_.replace("_", "-"), "--to", "mine.yaml")[0] == 0
    bank, faults = check_bank(folder / "mine.yaml")
    assert faults == []
    assert bank is not None
    assert [item.type for item in bank.items] == ["single_choice", type_]
    assert bank.items[1].id == f"mine-{type_.replace('_', '-')}"


def test_without_a_bank_the_item_is_shown() -> None:
    """The template is printed with its comment, ready to be pasted."""
    code, said = new("item", "single_choice", "--id", "my-item")
    assert code == 0
    assert said.startswith("#")
    assert "\n- id: my-item\n  type: single_choice\n" in said


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"], ids=["plain", "bom"])
def test_the_file_keeps_comments_and_form(folder: Path, newline: str, mark: str) -> None:
    """All lines that were there are there, in order and byte by byte; the item stands behind the last one."""
    text = mark + BANK.replace("\n", newline)
    (folder / "mine.yaml").write_bytes(text.encode())
    assert new("item", "short_text", "--to", "mine.yaml", "--id", "second")[0] == 0
    changed = (folder / "mine.yaml").read_bytes().decode()

    before, _, after = text.partition("# Modes are three.")
    assert changed.startswith(before)
    assert changed.endswith("# Modes are three." + after)
    assert changed.count("\n") == changed.count(newline)
    assert [item.id for item in load_bank(folder / "mine.yaml").items] == ["first", "second"]


def test_ids_that_are_taken_are_passed_over(folder: Path) -> None:
    """A second item of a type gets a number; an id that is given and taken is refused, and nothing written."""
    (folder / "mine.yaml").write_text(BANK, encoding="utf-8")
    new("item", "numeric", "--to", "mine.yaml")
    new("item", "numeric", "--to", "mine.yaml")
    assert [i.id for i in load_bank(folder / "mine.yaml").items] == [
        "first",
        "mine-numeric",
        "mine-numeric-2",
    ]
    before = (folder / "mine.yaml").read_bytes()
    code, said = new("item", "numeric", "--to", "mine.yaml", "--id", "first")
    assert code == 1
    assert "the id 'first' is used already on line 5" in said
    assert "mine.yaml stays as it was" in said
    assert (folder / "mine.yaml").read_bytes() == before


def test_in_a_bank_with_parts_the_item_gets_one(folder: Path) -> None:
    """The part of the last item, or the one asked for; an unknown one is refused with those there are."""
    (folder / "kfor.yaml").write_bytes((quizzes_dir() / "kfor.yaml").read_bytes())
    new("item", "numeric", "--to", "kfor.yaml")
    new("item", "numeric", "--to", "kfor.yaml", "--part", "mandate")
    assert [item.part for item in load_bank(folder / "kfor.yaml").items[-2:]] == ["review", "mandate"]
    code, said = new("item", "numeric", "--to", "kfor.yaml", "--part", "mandat")
    assert code == 1
    assert "Parts: mandate, numbers" in said


def test_a_bank_with_faults_is_left_alone(folder: Path) -> None:
    """What was wrong before is said first, and nothing is added on top of it."""
    broken = BANK.replace("key: 4700", "key: 4701")
    (folder / "mine.yaml").write_text(broken, encoding="utf-8")
    code, said = new("item", "numeric", "--to", "mine.yaml")
    assert code == 1
    assert "mine.yaml:7: [first] the key 4701 differs" in said
    assert "Mend mine.yaml first" in said
    assert (folder / "mine.yaml").read_text(encoding="utf-8") == broken


def test_a_bank_with_pictures_can_grow(folder: Path) -> None:
    """Pictures beside the bank are found while the new item is tried."""
    (folder / "dot.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>', "utf-8")
    (folder / "mine.yaml").write_text(BANK.replace("How many,", "![a dot](dot.svg) How many,"), "utf-8")
    assert new("item", "numeric", "--to", "mine.yaml")[0] == 0
    assert "(dot.svg)" in (folder / "mine.yaml").read_text("utf-8")


def test_items_on_one_line_are_not_guessed_at(folder: Path) -> None:
    """A list in brackets has no line to write behind; it is said how to write it."""
    (folder / "mine.yaml").write_text(
        'id: mine\ntitle: {en: "M", sr: "M"}\nitems: [{id: a, type: numeric, key: 4700, stem: {en: "By the '
        'report?", sr: "Prema izvještaju?"}, explanation: {en: "x", sr: "x"}, tags: {topic: kfor, bloom: '
        "remember}, facts: [seed-kfor-total]}]\n",
        encoding="utf-8",
    )
    code, said = new("item", "numeric", "--to", "mine.yaml")
    assert code == 1
    assert "is no list with a line for each item" in said


def test_a_bank_is_put_where_banks_are(folder: Path) -> None:
    """With a folder quizzes it goes there, with the schema's line if that lies there; never over another."""
    (folder / "quizzes").mkdir()
    (folder / "quizzes" / "bank.schema.json").touch()
    assert new("bank", "mine") == (0, "Wrote quizzes/mine.yaml\n")
    assert (folder / "quizzes" / "mine.yaml").read_text("utf-8").startswith("# yaml-language-server")
    code, said = new("bank", "mine")
    assert code == 1
    assert "exists already" in said


@pytest.mark.parametrize(
    "arguments, words",
    [
        (("item", "singel_choice"), "Did you mean single_choice?"),
        (("item", "numeric", "--id", "Not An Id"), "Use lower-case letters"),
        (("item", "numeric", "--to", "nowhere.yaml"), "there is no such file"),
        (("bank", "a/b"), "Use lower-case letters"),
        (("bank", "mine", "--to", "nowhere"), "there is no such folder"),
    ],
)
def test_mistakes_get_one_sentence(arguments: tuple[str, ...], words: str) -> None:
    """What can't be written is said with the mend."""
    code, said = new(*arguments)
    assert code == 1
    assert words in said
