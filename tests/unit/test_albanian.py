"""Albanian, a language of the interface: its words around questions that stay in English or in Serbian."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from babel.messages.pofile import read_po

from nastava.course import explore, lookup
from nastava.text import LANGUAGES, current_language, language, pick
from nastava.text.dates import format_date
from nastava.text.messages import LOCALE, catalogue
from nastava.text.numbers import format_number, parse_number
from nastava.widget import QuizWidget, quiz, static_bundle
from nastava.widget.messages import WORDS, words

ALBANIAN = [code for code, known in LANGUAGES.items() if known.tag == "sq"]


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[dict[str, Any]]]:
    messages: list[dict[str, Any]] = []
    monkeypatch.setattr(QuizWidget, "send", lambda _self, content, buffers=None: messages.append(content))
    return messages


@pytest.mark.parametrize("code, of", [("sq", "en"), ("sq-sr", "sr")])
def test_a_quiz_has_albanian_buttons_and_its_questions_in_the_content_language(code: str, of: str) -> None:
    """Every word of the interface is Albanian; title, stems and options are those of the other language."""
    shown = quiz("kfor", part="mandate", language=code).get_state()["_quiz"]
    own = quiz("kfor", part="mandate", language=of).get_state()["_quiz"]
    assert shown["words"]["check"] == "Kontrollo përgjigjen"
    assert shown["words"]["language"] == "Gjuha"
    assert (shown["title"], shown["items"]) == (own["title"], own["items"])
    assert (shown["tag"], shown["content_tag"]) == ("sq", LANGUAGES[of].tag)
    assert code in [one["code"] for one in shown["languages"]]


@pytest.mark.parametrize("code, of", [("sq", "en"), ("sq-sr", "sr")])
def test_feedback_comes_in_the_content_language(sent: list[dict[str, Any]], code: str, of: str) -> None:
    """What is explained is what that language explains, sources and dates included."""
    widget = quiz("kfor", part="mandate", language=code)
    widget._on_message(widget, {"do": "submit", "item": "kfor-task", "response": "c", "language": code}, [])
    there = sent[-1]["state"]
    widget._on_message(widget, {"do": "language", "language": of}, [])
    here = sent[-1]["state"]["items"]["kfor-task"]
    assert there["verdict"] == "right"
    for field in ("explanation", "sources", "feedback"):
        assert there.get(field) == here.get(field)


def test_what_is_refused_is_told_in_albanian(sent: list[dict[str, Any]]) -> None:
    """The sentence on an answer that is none is one of the interface."""
    widget = quiz("kfor", part="mandate", language="sq")
    widget._on_message(widget, {"do": "submit", "item": "kfor-task", "response": None, "language": "sq"}, [])
    assert sent[-1]["malformed"] == "Së pari zgjidh një opsion."


def test_numbers_are_read_as_they_are_shown() -> None:
    """Beside English questions a comma groups thousands, beside Serbian ones it marks decimals."""
    assert (parse_number("4,700", "sq"), parse_number("4.700", "sq-sr")) == (4700.0, 4700.0)
    assert (format_number(4700.5, "sq"), format_number(4700.5, "sq-sr")) == (
        format_number(4700.5, "en"),
        format_number(4700.5, "sr"),
    )
    assert (format_date("1999-06-10", "sq"), format_date("1999-06", "sq-sr")) == ("10 June 1999", "jun 1999.")


def test_plural_forms_are_those_of_albanian() -> None:
    """The catalogue has two forms, for one and for all other numbers."""
    with (LOCALE / "sq.po").open("rb") as file:
        messages = read_po(file)
    assert messages.num_plurals == 2
    assert messages.plural_expr == "(n != 1)"
    assert [catalogue("sq").plural(n) for n in (0, 1, 2, 21, 101)] == [1, 0, 1, 1, 1]
    assert words("sq")["point"] == words("sq")["points"] == "{n} pikë"


def test_nothing_of_the_interface_is_left_in_english() -> None:
    """No word that a quiz shows is the English one, but for those that are alike in both."""
    assert [name for name, message in WORDS.items() if words("sq")[name] == message] == []
    assert words("sq") == words("sq-sr")


@pytest.mark.parametrize("folder, expected", [("en", "sq"), ("sr", "sq-sr"), (".", "sq")])
def test_the_lesson_that_is_open_decides_what_the_interface_stands_around(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, folder: str, expected: str
) -> None:
    """Albanian asked for by environment or workspace goes with the language of the lesson's folder."""
    (tmp_path / folder).mkdir(exist_ok=True)
    (tmp_path / ".nastava-workspace.json").write_text(json.dumps({"language": "sq"}), encoding="utf-8")
    assert current_language(folder=tmp_path / folder) == expected
    monkeypatch.setenv("NASTAVA_LANGUAGE", "sq")
    assert current_language(folder=tmp_path / folder) == expected
    (tmp_path / ".nastava-workspace.json").unlink()
    assert current_language(folder=tmp_path / folder) == expected
    assert current_language("sq", tmp_path / folder) == "sq"


def test_a_language_of_the_interface_has_no_lessons_of_its_own() -> None:
    """The start page that opens is that of the content, and texts in it come first where there are any."""
    assert [language(code).written for code in ALBANIAN] == ["en", "sr"]
    assert pick({"en": "yes", "sr": "da"}, "sq-sr") == "da"
    assert pick({"en": "yes", "sr": "da", "sq": "po"}, "sq-sr") == "po"
    assert pick({"en": "yes"}, "sq-sr") == "yes"


@pytest.mark.parametrize("code", ALBANIAN)
def test_figures_static_quizzes_and_the_glossary_are_marked_with_their_language(code: str) -> None:
    """A screen reader learns which words are Albanian and which are not."""
    content = LANGUAGES[code].content_tag
    assert f'lang="{content}"' in explore("kfor-strength", code).html()
    html = static_bundle("kfor", part="mandate", language=code)["text/html"]
    assert 'lang="sq"' in html
    assert f'<section lang="{content}">' in html
    assert "Ky kuiz fle." in html
    table = lookup(code)
    assert table.columns[0] == "sq"
    assert '<th role="columnheader" scope="col">Kuptimi</th>' in table.html()
    assert f'<p lang="{content}">' in table.html()
