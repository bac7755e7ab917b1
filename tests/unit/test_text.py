"""Languages, Markdown, numbers: what is chosen, what is let through, what is read."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nastava.errors import NastavaError
from nastava.text import current_language, pick
from nastava.text.dormant import dormant
from nastava.text.folding import fold
from nastava.text.markdown import to_html, to_plain
from nastava.text.numbers import format_number, parse_number
from nastava.text.sanitising import sanitise


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        '<img src=x onerror="alert(1)">',
        "[click](javascript:alert(1))",
        "[click](data:text/html;base64,PHNjcmlwdD4=)",
        '<a href="java&#115;cript:alert(1)">x</a>',
        "<style>*{display:none}</style>",
        '<iframe src="https://example.org"></iframe>',
        '<form action="https://example.org"><input></form>',
        "![x](data:image/svg+xml;base64,PHN2Zz4=)",
        '<p style="position:fixed">x</p>',
    ],
)
def test_nothing_that_runs_gets_through(hostile: str) -> None:
    """Scripts, handlers, frames, styles and odd links leave neither Markdown nor HTML alive."""
    for markup in (to_html(hostile), sanitise(hostile)):
        tags = [part.partition(">")[0].lower() for part in markup.split("<")[1:]]
        assert not [tag for tag in tags if tag.startswith(("script", "style", "iframe", "form", "input"))]
        assert not [
            tag
            for tag in tags
            if "onerror" in tag or "javascript" in tag or "data:" in tag or "style=" in tag
        ]


def test_what_authors_need_gets_through() -> None:
    """Emphasis, code, tables, pictures and links are shown; a lone < is text."""
    markup = to_html("**bold** `code` [a](https://example.org) <27\n\n| a |\n|---|\n| 1 |")
    for piece in (
        "<strong>bold</strong>",
        "<code>code</code>",
        'href="https://example.org"',
        "&lt;27",
        "<td>1</td>",
    ):
        assert piece in markup
    picture = "data:image/png;base64,iVBORw0KGgo="
    assert picture in to_html(f"![a flag]({picture})")
    assert to_plain("**bold** ![a flag](x.png)\n\n    code") == "bold [a flag]\ncode"


@given(st.text(max_size=200))
def test_plain_text_and_folding_take_anything(text: str) -> None:
    """No text makes the conversions fail, and folding twice changes nothing more."""
    to_html(text)
    to_plain(text)
    assert fold(fold(text)) == fold(text)


@given(st.integers(-(10**12), 10**12), st.sampled_from(["en", "sr"]))
def test_a_written_number_is_read_back(number: int, language: str) -> None:
    """What the course writes in a language it also reads in that language."""
    assert parse_number(format_number(number / 100, language), language) == number / 100


def test_the_language_that_is_meant(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Argument, environment, nearest folder, workspace, English: the first that speaks decides."""
    lesson = tmp_path / "en" / "course" / "sr" / "deep"
    lesson.mkdir(parents=True)
    assert current_language("en", lesson) == "en"
    assert current_language(folder=lesson) == "sr"
    assert current_language(folder=tmp_path) == "en"
    marker = tmp_path / ".nastava-workspace.json"
    for content, expected in (
        (json.dumps({"language": "sr"}), "sr"),
        ("[]", "en"),
        ("{", "en"),
        ('{"language": "xx"}', "en"),
    ):
        marker.write_text(content, encoding="utf-8")
        assert current_language(folder=tmp_path) == expected
    monkeypatch.setenv("NASTAVA_LANGUAGE", "en")
    assert current_language(folder=lesson) == "en"
    monkeypatch.setenv("NASTAVA_LANGUAGE", "klingon")
    with pytest.raises(NastavaError, match="en, sr"):
        current_language()


def test_a_missing_language_falls_back() -> None:
    """Text in another language is better than none."""
    assert pick({"en": "troops"}, "sr") == "troops"
    assert pick({"sr": "vojnici"}, "en") == "vojnici"


@pytest.mark.parametrize("language", ["en", "sr"])
def test_a_sleeping_output_says_how_to_wake_it(language: str) -> None:
    """In words and with a described picture, in HTML and in plain text."""
    bundle = dormant("quiz", "<p>1</p>", "1", language)
    for text in bundle.values():
        assert "Shift+Enter" in text
    assert 'role="img" aria-label="' in bundle["text/html"]
