"""Interface messages: every sentence of the code exists in every language, with the same blanks."""

from __future__ import annotations

import ast
import string
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from nastava.text import LANGUAGES, messages
from nastava.widget.messages import DAYS, POINTS, WORDS, words

PACKAGE = Path(messages.__file__).parents[1]
TRANSLATED = sorted({language.interface for language in LANGUAGES.values()} - {"en"})


def messages_of_the_code() -> set[str]:
    """What is marked with _() in the package, and the tables of messages."""
    found = set(WORDS.values()) | set(POINTS) | set(DAYS)
    for _file, _line, message, _comments, _context in extract_from_dir(
        PACKAGE, [("**.py", "python")], keywords={"_": None}
    ):
        found.add(message if isinstance(message, str) else message[0])
    return found


def blanks(text: str) -> set[str]:
    return {name for _text, name, _spec, _conversion in string.Formatter().parse(text) if name}


def test_no_message_hides_in_an_f_string() -> None:
    """A message inside an f-string is not found when messages are collected, and stays English."""
    for module in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
            if isinstance(node, ast.JoinedStr):
                calls = [call for call in ast.walk(node) if isinstance(call, ast.Call)]
                assert not [call for call in calls if getattr(call.func, "id", "") == "_"], module


@pytest.mark.parametrize("code", TRANSLATED)
def test_every_message_is_translated_and_none_is_left_over(code: str) -> None:
    """The catalogue holds exactly the messages of the code, each with a translation."""
    with (messages.LOCALE / f"{code}.po").open("rb") as file:
        catalogue = read_po(file)
    entries = {}
    for entry in catalogue:
        if entry.id:
            ids = entry.id if isinstance(entry.id, (tuple, list)) else (entry.id,)
            strings = entry.string if isinstance(entry.string, (tuple, list)) else (entry.string,) * len(ids)
            entries |= dict.fromkeys(ids, strings)
    assert set(entries) == messages_of_the_code()
    for id_, strings in entries.items():
        assert all(text and blanks(text) == blanks(id_) for text in strings), id_


def test_points_are_counted_as_each_language_counts() -> None:
    """Serbian has a form for two to four."""
    forms = words("sr")
    assert (forms["point"], forms["points_few"], forms["points"]) == ("{n} bod", "{n} boda", "{n} bodova")
    assert words("en")["points_few"] == "{n} points"


@pytest.mark.parametrize("code", list(LANGUAGES))
def test_the_browser_finds_every_word_it_asks_for(code: str) -> None:
    """Each t("name") of the ES modules is in the table."""
    import re

    static = PACKAGE / "widget" / "static"
    asked = set()
    for module in static.rglob("*.js"):
        asked |= set(re.findall(r"\bt\(\"(\w+)\"", module.read_text(encoding="utf-8")))
    assert asked <= set(words(code))
    code_of_the_browser = "".join(module.read_text(encoding="utf-8") for module in static.rglob("*.js"))
    assert [name for name in WORDS if name not in code_of_the_browser] == []
