"""The course on paper: what the reader, the tests and the answer key hold, and that no key gets into the wrong one."""

from __future__ import annotations

import itertools
import json
import re
import shutil
from collections.abc import Mapping
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import pytest
from typer.testing import CliRunner

from nastava.cli import app, print_all
from nastava.cli.book.lessons import chapters, in_cyrillic
from nastava.cli.book.page import places_in
from nastava.cli.book.words import book_html, with_pictures
from nastava.cli.course_new import write_course
from nastava.content import content_root
from nastava.errors import NastavaError
from nastava.quizzes import Bank, load_bank
from nastava.text.languages import WRITTEN, pick
from nastava.text.markdown import to_plain

ROOT = content_root()
PRACTICE = [load_bank(path) for path in sorted((ROOT / "quizzes").glob("*.yaml"))]
GRADED = [load_bank(path) for path in sorted((ROOT / "quizzes" / "graded").glob("*.yaml"))]
_INLINE = {"a", "b", "code", "em", "i", "span", "strong", "sub", "sup"}
BOOKS = ("reader", "tests", "answer-key")


class Page(HTMLParser):
    """A page as it is read: its words, headings, ids, links, and what is said instead of pictures."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.headings: list[tuple[int, str]] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.pictures: list[str] = []
        self.tags: set[str] = set()
        self._inside: list[str] = []
        self.feed(re.sub(r'<span class="nastava-whole">([^<]*)</span>', r"\1", html))

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        self.tags.add(tag)
        self.words += [] if tag in _INLINE else [" "]
        self.ids += [found["id"]] if "id" in found else []
        self.links += [found["href"]] if "href" in found else []
        if tag == "img" or found.get("role") == "img":
            self.pictures.append(found.get("alt") or found.get("aria-label") or "")
        if re.fullmatch(r"h[1-6]", tag):
            self.headings.append((int(tag[1]), ""))
        if tag in {"style", "title", "svg"} or re.fullmatch(r"h[1-6]", tag):
            self._inside.append(tag)

    def handle_endtag(self, tag):
        self.words += [] if tag in _INLINE else [" "]
        if self._inside and self._inside[-1] == tag:
            self._inside.pop()

    def handle_data(self, data):
        last = self._inside[-1] if self._inside else ""
        if last in {"style", "title", "svg"}:
            return
        self.words.append(data)
        if last:
            level, said = self.headings[-1]
            self.headings[-1] = (level, said + data)

    @property
    def text(self) -> str:
        return " ".join("".join(self.words).split())


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The whole course in both languages, printed once."""
    folder = tmp_path_factory.mktemp("printed")
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("NASTAVA_PRIVATE", raising=False)
        patch.chdir(ROOT)
        result = CliRunner().invoke(
            app, ["print", "--all", "--with-key", "--no-pdf", "--output", str(folder)]
        )
    assert result.exit_code == 0, result.exception
    assert sorted(path.name for path in folder.iterdir()) == sorted(
        f"{book}-{code}.html" for book in BOOKS for code in WRITTEN
    )
    return {path.stem: path.read_text(encoding="utf-8") for path in folder.iterdir()}


@pytest.fixture(scope="module")
def pages(printed: Mapping[str, str]) -> dict[str, Page]:
    return {name: Page(html) for name, html in printed.items()}


def told(text: Mapping[str, str], code: str) -> str:
    return " ".join(to_plain(pick(text, code)).split())


def secrets(bank: Bank, code: str) -> list[str]:
    """What of a bank only the key may say: explanations, hints, feedback, rubrics."""
    found = []
    for item in bank.items:
        found += [item.explanation] if item.explanation else []
        found += [hint.text for hint in item.hints]
        found += [option.feedback for option in getattr(item, "options", ()) if option.feedback]
        found += [one.criterion for one in getattr(item, "rubric", None) or ()]
    return [said for text in found if len(said := told(text, code)) > 30]


@pytest.mark.parametrize("code", WRITTEN)
def test_no_key_gets_into_reader_or_tests(pages: Mapping[str, Page], code: str) -> None:
    """Not an explanation, a hint, a word of feedback or a rubric of any quiz stands in them."""
    reader, tests = pages[f"reader-{code}"].text, pages[f"tests-{code}"].text
    for bank in (*PRACTICE, *GRADED):
        said = secrets(bank, code)
        assert said
        for words in said:
            assert words not in reader, (bank.id, words)
            assert words not in tests, (bank.id, words)
    key = "Answer key: " if code == "en" else "Rješenja: "
    assert key not in reader
    assert key not in tests


@pytest.mark.parametrize("code", WRITTEN)
def test_the_reader_has_each_lesson_with_its_figures_and_quizzes(
    pages: Mapping[str, Page], code: str
) -> None:
    """Each chapter in order, each figure with words for those who don't see it and its data, each question."""
    page = pages[f"reader-{code}"]
    titles = [title for level, title in page.headings if level == 2]
    lessons = chapters(ROOT, code)
    assert [one.title for one in lessons] == [
        re.sub(r"^(?:Lesson|Lekcija|Appendix|Dodatak) \w ", "", title)
        for title in titles[2 : 2 + len(lessons)]
    ]
    figures = [
        one for chapter in lessons for cell in chapter.cells for one in cell.calls if one[0] == "explore"
    ]
    assert len(figures) > 20
    assert len([id_ for id_ in page.ids if re.fullmatch(r"figure-\w+-\d+", id_)]) == len(figures)
    assert len([id_ for id_ in page.ids if id_.startswith("data-figure-")]) == len(figures)
    assert all(len(said) > 5 for said in page.pictures)
    for bank in PRACTICE:
        for item in bank.items:
            if not item.parameters:
                assert told(item.stem, code).replace("**", "")[:50] in page.text, item.id


@pytest.mark.parametrize("code, pages_left_out", [("en", "First steps|Hand in|Review: remember"), ("sr", "Prvi koraci|Predaja|Ponavljanje: da kurs")])  # fmt: skip
def test_the_reader_leaves_out_what_needs_jupyterlab(
    pages: Mapping[str, Page], code: str, pages_left_out: str
) -> None:
    """Eight lessons and the five moves in Python: no page to hand in, to review or to take first steps on, nor a word that leads there."""
    page = pages[f"reader-{code}"]
    chapters_of_book = [title for level, title in page.headings if level == 2 and re.match(r"(Lesson|Lekcija|Appendix|Dodatak) ", title)]  # fmt: skip
    assert len(chapters_of_book) == 9
    assert re.findall(pages_left_out, page.text) == []


@pytest.mark.parametrize("code", WRITTEN)
def test_the_tests_have_each_graded_quiz(pages: Mapping[str, Page], code: str) -> None:
    """A title, a name to be filled in and the questions of each."""
    text = pages[f"tests-{code}"].text
    for bank in GRADED:
        assert text.count(told(bank.title, code)) >= 2  # in the contents and above the test
    assert text.count("Name:" if code == "en" else "Ime i prezime:") == len(GRADED)


@pytest.mark.parametrize("code", WRITTEN)
def test_the_answer_key_explains_practice_and_graded_quizzes(pages: Mapping[str, Page], code: str) -> None:
    """Its questions are numbered as those of the reader and the tests are."""
    page = pages[f"answer-key-{code}"]
    for bank in (*PRACTICE, *GRADED):
        for item in bank.items:
            if item.explanation and not item.parameters and not bank.draw:
                assert told(item.explanation, code)[:50] in page.text, item.id
    assert sum(title.startswith(("Answer key", "Rješenja")) for _level, title in page.headings) == len(GRADED)


@pytest.mark.parametrize("code", WRITTEN)
@pytest.mark.parametrize("book", BOOKS)
def test_each_page_can_be_found_ones_way_in(
    printed: Mapping[str, str], pages: Mapping[str, Page], book: str, code: str
) -> None:
    """It loads nothing, its ids are its own, its links lead somewhere, and no level of headings is left out."""
    page = pages[f"{book}-{code}"]
    html = printed[f"{book}-{code}"]
    assert not re.search(r"""(?:src|href)=["'](?!data:|#|https?://|mailto:)""", html)
    assert not re.search(r"""src=["']http""", html)
    assert not page.tags & {"script", "link", "iframe", "object"}
    assert len(page.ids) == len(set(page.ids))
    assert {link[1:] for link in page.links if link.startswith("#")} <= set(page.ids)
    levels = [level for level, _title in page.headings]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))
    assert {"main", "nav", "header"} <= page.tags


def test_reader_and_key_name_the_same_edition(pages: Mapping[str, Page]) -> None:
    """So that a key can be told to belong to a book."""
    edition = re.search(r"Edition (\w{6})", pages["reader-en"].text)
    assert edition
    assert edition[0] in pages["answer-key-en"].text


def test_programs_stand_with_what_they_print(pages: Mapping[str, Page]) -> None:
    """The page for beginners shows its code, a table that it chose, and the error that it tells of."""
    text = pages["reader-en"].text
    assert "174.07407407407408" in text
    assert "NameError: name 'nation' is not defined" in text
    assert "\x1b" not in text


def test_links_lead_within_the_book(printed: Mapping[str, str]) -> None:
    """A link to another lesson leads to its chapter; one to a page that is not printed is plain text."""
    assert 'href="#lesson-2"' in printed["reader-en"]
    assert ".ipynb" not in " ".join(Page(printed["reader-en"]).links)


# --- pieces -----------------------------------------------------------------------------------------------------


def test_what_is_folded_away_stands_open() -> None:
    """On paper nothing can be unfolded."""
    html = book_html(
        "<details>\n<summary><b>More: x</b></summary>\n\n- a\n\n</details>\n", lambda target: None
    )
    assert html == '<div class="more">\n<p class="more-name">More: x</p>\n<ul>\n<li>a</li>\n</ul>\n</div>'


def test_a_picture_beside_a_lesson_is_carried(tmp_path: Path) -> None:
    """But none from outside the lessons."""
    (tmp_path / "notebooks" / "en").mkdir(parents=True)
    (tmp_path / "notebooks" / "en" / "a.png").write_bytes(b"\x89PNG")
    (tmp_path / "b.png").write_bytes(b"\x89PNG")
    folder = tmp_path / "notebooks" / "en"
    assert with_pictures("![A](a.png)", {}, folder) == "![A](data:image/png;base64,iVBORw==)"
    assert with_pictures("![B](../../b.png)", {}, folder) == "![B](../../b.png)"


def test_code_in_a_lesson_stays_latin() -> None:
    """A fence with several lines among the words."""
    assert in_cyrillic("Riječ\n\n```\ntroops = 4\nprint(troops)\n```\n") == (
        "Ријеч\n\n```\ntroops = 4\nprint(troops)\n```\n"
    )


def test_lessons_of_the_same_number_are_counted(tmp_path: Path) -> None:
    """So that each chapter is told from the others; a program's comment is no title."""
    folder = tmp_path / "notebooks" / "en"
    folder.mkdir(parents=True)
    for name, kind in (("01-a", "markdown"), ("01-b", "code")):
        cell = {"cell_type": kind, "id": "x", "metadata": {}, "source": "# Title", "outputs": []}
        (folder / f"{name}.ipynb").write_text(json.dumps({"cells": [cell]}), encoding="utf-8")
    assert [(one.label, one.title) for one in chapters(tmp_path, "en")] == [("1", "Title"), ("2", "01-b")]


def test_a_pdf_that_fails_leaves_the_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With one sentence, and no half of a PDF."""
    write_course(tmp_path / "course")
    monkeypatch.chdir(tmp_path / "course")
    monkeypatch.setattr(print_all, "find_chromium", lambda: str(tmp_path / "nowhere"))
    result = CliRunner().invoke(app, ["print", "--all", "--language", "en"])
    assert isinstance(result.exception, NastavaError)
    assert "The page is written; print it from a browser, or give --no-pdf" in str(result.exception)
    assert [path.name for path in Path("printed").iterdir()] == ["reader-en.html"]


def test_no_number_is_read_from_another_pdf() -> None:
    """The contents then name no pages."""
    assert places_in(b"%PDF-1.7 /lesson-1 [9 0 R /XYZ 0 0 0]") == {}


# --- the command ------------------------------------------------------------------------------------------------


def test_a_course_of_ones_own_is_printed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its lesson, its graded quiz, and with an overlay the private key; without Chromium a line tells of the PDF."""
    course, private = tmp_path / "my-course", tmp_path / "private"
    write_course(course)
    graded = next((course / "quizzes" / "graded").glob("*.yaml"))
    (private / "quizzes" / "graded").mkdir(parents=True)
    text = graded.read_text(encoding="utf-8")
    title = re.search(r"^title: *\{en: \"?([^\",}]+)", text, re.MULTILINE)
    assert title
    shutil.copy(graded, private / "quizzes" / "graded")
    mine = private / "quizzes" / "graded" / graded.name
    mine.write_text(text.replace(title[1], "Overlay test", 1), encoding="utf-8")
    monkeypatch.chdir(course)
    monkeypatch.setattr(print_all, "find_chromium", lambda: None)
    monkeypatch.setenv("NASTAVA_PRIVATE", str(private))
    result = CliRunner().invoke(app, ["print", "--all", "--with-key", "--language", "en"])

    assert result.exit_code == 0, result.exception
    assert [line for line in result.output.splitlines() if line.startswith("No PDF: ")]
    written = sorted(path.name for path in (course / "printed").iterdir())
    assert written == ["answer-key-en.html", "reader-en.html", "tests-en.html"]
    assert "Overlay test" in (course / "printed" / "tests-en.html").read_text(encoding="utf-8")
    assert "Overlay test" in (course / "printed" / "answer-key-en.html").read_text(encoding="utf-8")


def test_the_key_is_written_on_request_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without --with-key there is no such file."""
    write_course(tmp_path / "course")
    monkeypatch.chdir(tmp_path / "course")
    assert CliRunner().invoke(app, ["print", "--all", "--no-pdf", "--language", "sr"]).exit_code == 0
    assert sorted(path.name for path in Path("printed").iterdir()) == ["reader-sr.html", "tests-sr.html"]


def test_outside_the_instructors_course_graded_keys_stay_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A lesson's folder with a graded quiz as released prints its questions, and says where its key is printed."""
    monkeypatch.delenv("NASTAVA_PRIVATE", raising=False)
    (tmp_path / "notebooks" / "en").mkdir(parents=True)
    shutil.copy(ROOT / "notebooks" / "en" / "08-briefing.ipynb", tmp_path / "notebooks" / "en")
    released = tmp_path / "notebooks" / "exercises" / "kfor-2023" / "quizzes"
    released.mkdir(parents=True)
    shutil.copy(ROOT / "notebooks" / "exercises" / "kfor-2023" / "quizzes" / "kfor-2023.json", released)
    shutil.copytree(ROOT / "quizzes", tmp_path / "quizzes", ignore=shutil.ignore_patterns("graded"))
    monkeypatch.setattr(print_all, "course_here", lambda: tmp_path)
    folder = str(tmp_path / "out")
    arguments = ["print", "--all", "--with-key", "--no-pdf", "--language", "en", "--output", folder]
    result = CliRunner().invoke(app, arguments)

    assert result.exit_code == 0, result.exception
    assert "the keys of kfor-2023 are printed inside the instructor's course" in result.output
    key = unescape((tmp_path / "out" / "answer-key-en.html").read_text(encoding="utf-8"))
    graded = next(bank for bank in GRADED if bank.id == "kfor-2023")
    assert not [said for said in secrets(graded, "en") if said[:60] in key]


@pytest.mark.parametrize(
    "arguments, words",
    [
        (("--all", "kfor"), "Leave QUIZ, --part, --to and --seed out"),
        (("--all", "--to", "x.pdf"), "Leave QUIZ, --part, --to and --seed out"),
        (("--all", "--language", "xx"), "Language 'xx' is not known"),
        ((), "Name a quiz to print, or give --all"),
        (("kfor", "--no-pdf"), "go with --all"),
        (("kfor", "--language", "en", "--language", "sr"), "Give --language once"),
    ],
)
def test_mistakes_get_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], words: str
) -> None:
    """And nothing is written."""
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(app, ["print", *arguments])
    assert isinstance(result.exception, NastavaError)
    assert words in str(result.exception)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_can_not_be_written_gets_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the way out, and no half of a file."""
    write_course(tmp_path / "course")
    monkeypatch.chdir(tmp_path / "course")
    Path("printed").write_text("a file stands there", encoding="utf-8")
    result = CliRunner().invoke(app, ["print", "--all", "--no-pdf", "--language", "en"])
    assert isinstance(result.exception, NastavaError)
    assert "Choose another place with --output" in str(result.exception)
