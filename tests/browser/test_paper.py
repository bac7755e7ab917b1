"""Paper tests as a printer gets them: real Chromium makes the PDF and shows the page."""

from __future__ import annotations

from pathlib import Path
from unicodedata import normalize

import pytest
from playwright.sync_api import Browser
from pypdf import PdfReader
from tests.browser.chromium import VARIABLE, ensure
from tests.browser.lab import violations
from typer.testing import CliRunner

from nastava.cli import app
from nastava.content import quizzes_dir
from nastava.quizzes import load_bank
from nastava.text.languages import LANGUAGES

_A4 = (595, 842)  # points


def written(target: Path, *arguments: str) -> Path:
    result = CliRunner().invoke(app, ["print", "kfor", "--with-key", "--to", str(target), *arguments])
    assert result.exit_code == 0, result.exception
    return target


def test_a_pdf_has_the_test_and_behind_it_the_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A4 pages with numbered questions, none of which is torn apart, and the key on pages of its own; tagged."""
    monkeypatch.setenv(VARIABLE, ensure())
    pdf = PdfReader(written(tmp_path / "kfor.pdf", "--language", "en"))
    pages = [" ".join(normalize("NFKC", page.extract_text()).split()) for page in pdf.pages]
    first_of_key = next(number for number, text in enumerate(pages) if "Answer key" in text)

    assert {(round(page.mediabox.width), round(page.mediabox.height)) for page in pdf.pages} == {_A4}
    for item in load_bank(quizzes_dir() / "kfor.yaml").items:
        stem = item.stem["en"].replace("*", "")[:40]
        page = next(text for text in pages[:first_of_key] if stem in text)
        for option in getattr(item, "options", ()):
            assert option.text["en"].replace("*", "") in page
        assert item.key_in_words("en")[:40] in " ".join(pages[first_of_key:])
    assert "Name:" in pages[0]
    assert "Answer key" not in "".join(pages[:first_of_key])
    assert pdf.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert pdf.trailer["/Root"]["/Lang"] == "en"
    assert pdf.metadata
    assert pdf.metadata.title == "KFOR in 2023"


@pytest.mark.parametrize("code", list(LANGUAGES))
def test_the_page_is_accessible_and_fits_a_narrow_screen(browser: Browser, tmp_path: Path, code: str) -> None:
    """On a screen the paper test has no accessibility fault, loads nothing, and needs no sideways scrolling."""
    page = browser.new_page(viewport={"width": 320, "height": 700})
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(written(tmp_path / "kfor.html", "--language", code).as_uri())

    assert len(asked) == 1
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert violations(page, "html") == []
    page.close()
