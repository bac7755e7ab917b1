"""The course on paper as a printer and a reader get it: real Chromium makes the PDFs and shows the pages."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from unicodedata import normalize

import pytest
from playwright.sync_api import Browser
from pypdf import PdfReader
from tests.browser.chromium import VARIABLE, ensure
from tests.browser.lab import violations
from typer.testing import CliRunner

from nastava.cli import app
from nastava.cli.book.lessons import chapters
from nastava.content import content_root
from nastava.quizzes import load_bank
from nastava.text.languages import LANGUAGES, WRITTEN, pick
from nastava.text.markdown import to_plain

ROOT = content_root()
BOOKS = ("reader", "tests", "answer-key")
_A4 = (595, 842)  # points


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course with three of the lessons, the start page and the glossary."""
    root = tmp_path_factory.mktemp("course")
    for code in WRITTEN:
        (root / "notebooks" / code).mkdir(parents=True)
        for name in ("00-start", "00-five-moves", "02-kfor", "glossary"):
            shutil.copy(ROOT / "notebooks" / code / f"{name}.ipynb", root / "notebooks" / code)
    shutil.copytree(ROOT / "quizzes", root / "quizzes")
    for name in ("briefing-capstone", "dialogue-2023", "framing-2024", "partnership-2023"):
        (root / "quizzes" / "graded" / f"{name}.yaml").unlink()
    (root / "nbgrader_config.py").touch()
    return root


@pytest.fixture(scope="module")
def printed(course: Path) -> Path:
    """What one run writes, in both languages."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(VARIABLE, ensure())
        patch.delenv("NASTAVA_PRIVATE", raising=False)
        patch.chdir(course)
        result = CliRunner().invoke(app, ["print", "--all", "--with-key"])
    assert result.exit_code == 0, result.exception
    return course / "printed"


@pytest.fixture(scope="module")
def pdfs(printed: Path) -> dict[str, PdfReader]:
    return {path.stem: PdfReader(path) for path in printed.glob("*.pdf")}


def plain(text: str) -> str:
    return " ".join(normalize("NFKC", text).split())


def struct_elements(pdf: PdfReader) -> Iterator[Mapping[str, object]]:
    """What screen readers meet in a tagged PDF, in order."""
    waiting = [pdf.trailer["/Root"]["/StructTreeRoot"]]
    while waiting:
        one = waiting.pop().get_object()
        if isinstance(one, list):
            waiting += reversed(one)
        elif isinstance(one, dict):
            yield one
            waiting += [one["/K"]] if "/K" in one else []


def test_one_run_writes_all_and_changes_nothing_else(printed: Path, course: Path) -> None:
    """A page and a PDF of each book in each language; no answer, no output, no leftover in the course."""
    assert {path.name for path in printed.iterdir()} == {
        f"{book}-{code}.{kind}" for book in BOOKS for code in WRITTEN for kind in ("html", "pdf")
    }
    there = {path.relative_to(course).parts[0] for path in course.rglob("*")}
    assert there == {"notebooks", "quizzes", "nbgrader_config.py", "printed"}
    for code in WRITTEN:
        lesson = course / "notebooks" / code / "00-five-moves.ipynb"
        assert lesson.read_bytes() == (ROOT / "notebooks" / code / lesson.name).read_bytes()


@pytest.mark.parametrize("code", WRITTEN)
@pytest.mark.parametrize("book", BOOKS)
def test_each_pdf_is_a_book_that_one_finds_ones_way_in(
    pdfs: Mapping[str, PdfReader], book: str, code: str
) -> None:
    """A4, tagged, with title, language and an outline; its contents name the pages that its sections begin on."""
    pdf = pdfs[f"{book}-{code}"]
    root = pdf.trailer["/Root"]
    assert {(round(page.mediabox.width), round(page.mediabox.height)) for page in pdf.pages} == {_A4}
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == LANGUAGES[code].content_tag
    assert pdf.metadata
    assert ": " in (pdf.metadata.title or "")

    contents = plain(pdf.pages[1].extract_text())
    _title, sections = pdf.outline
    begins = [
        (plain(one.title), pdf.get_destination_page_number(one) + 1)
        for one in sections
        if not isinstance(one, list)
    ]
    assert len(begins) > 3
    for title, number in begins[1:]:
        words = title.split()[-1]
        assert re.search(rf"{re.escape(words)}\W*? {number}\b", contents), (title, number, contents)
        if book != "tests":
            assert plain(pdf.pages[number - 1].extract_text()).find(words) >= 0


@pytest.mark.parametrize("code", WRITTEN)
def test_figures_are_pictures_with_words(pdfs: Mapping[str, PdfReader], code: str) -> None:
    """Each is one whole picture in the tagged PDF, which says what it shows."""
    said = [str(one["/Alt"]) for one in struct_elements(pdfs[f"reader-{code}"]) if one.get("/S") == "/Figure" and "/Alt" in one]  # fmt: skip
    drawn = [
        call
        for chapter in chapters(ROOT, code)
        if chapter.name in {"00-five-moves", "02-kfor"}
        for cell in chapter.cells
        for call in cell.calls
        if call[0] == "explore"
    ]
    assert len([words for words in said if len(words) > 80]) >= len(drawn)


def test_questions_stand_without_their_key(pdfs: Mapping[str, PdfReader], course: Path) -> None:
    """Reader and tests print each question; what explains it is in the key alone."""
    code = "en"
    texts = {
        f"{book}-{code}": plain(" ".join(page.extract_text() for page in pdfs[f"{book}-{code}"].pages))
        for book in BOOKS
    }
    for name, book in (("kfor", "reader"), ("graded/kfor-2023", "tests")):
        bank = load_bank(course / "quizzes" / f"{name}.yaml")
        for item in bank.items:
            if item.explanation and not item.parameters and not bank.draw:
                words = plain(to_plain(pick(item.explanation, code)))
                assert words not in texts[f"{book}-{code}"], item.id
                assert words[:30] in texts[f"answer-key-{code}"], item.id
    assert "174.07407407407408" in texts[f"reader-{code}"]


@pytest.mark.parametrize(
    "width, theme, code, book",
    [
        (320, "dark", "sr", "reader"),
        (1200, "light", "en", "reader"),
        (320, "light", "en", "tests"),
        (1200, "dark", "sr", "tests"),
        (320, "dark", "en", "answer-key"),
    ],
)
def test_the_pages_are_accessible_and_fit_the_screen(
    browser: Browser, printed: Path, width: int, theme: str, code: str, book: str
) -> None:
    """No accessibility fault, nothing loaded, no sideways scrolling, wide and narrow, light and dark."""
    page = browser.new_page(viewport={"width": width, "height": 800}, color_scheme=theme)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto((printed / f"{book}-{code}.html").as_uri())

    assert [url for url in asked if not url.startswith("data:")] == [page.url]
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert violations(page, "html") == []
    page.close()


def test_the_keyboard_skips_to_the_text(browser: Browser, printed: Path) -> None:
    """The first stop of the tabulator leads past the contents."""
    page = browser.new_page()
    page.goto((printed / "reader-en.html").as_uri())
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the text"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "text"
    page.close()
