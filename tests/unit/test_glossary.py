"""The glossary: complete, in the same words as the lessons, found by whatever a reader types."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from copy import deepcopy
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from nastava import lookup
from nastava.cli.lesson import static_outputs
from nastava.content import notebooks_dir
from nastava.course import glossary, source, term
from nastava.course.glossary import LESSONS, read_terms
from nastava.course.glossary_rules import CELL, entries, glossary_faults, named
from nastava.course.glossary_table import Lookup
from nastava.course.lesson_rules import check_lessons
from nastava.course.lessons import read_notebook
from nastava.errors import CourseDataError
from nastava.text import LANGUAGES, WRITTEN
from nastava.text.cyrillic_exceptions import ACRONYMS

GOOD: dict[str, Any] = {
    "id": "mandate",
    "name": {"en": "Mandate", "sr": "Mandat", "sq": "Mandat"},
    "definition": {"en": "The task.", "sr": "Zadatak."},
    "facts": ["seed-kfor-mandate"],
    "lessons": ["kfor"],
}
LESSON_FILES = [path for code in WRITTEN for path in sorted((notebooks_dir() / code).glob("0[1-9]-*.ipynb"))]


def glossary_cell(path: Path) -> str:
    return "".join(cell.source for cell in read_notebook(path).cells if cell.id == CELL)


@pytest.mark.parametrize(
    "change, message",
    [
        ({"name": {"en": "Mandate", "sr": "Mandat"}}, r"'mandate' has no 'name' in 'sq'\. Add it"),
        ({"definition": {"en": "The task."}}, r"'mandate' has no 'definition' in 'sr'\. Add it"),
        ({"lessons": []}, r"has no 'lessons'"),
        ({"lessons": ["kfro"]}, r"under 'lessons' the unknown 'kfro'\. Correct it"),
        ({"facts": ["seed-kfor-mandat"]}, r"under 'facts' the unknown 'seed-kfor-mandat'"),
        ({"sources": ["nobody"]}, r"under 'sources' the unknown 'nobody'"),
        ({"meaning": "x"}, r"the unknown field 'meaning'\. Use also, definition"),
        ({"id": ""}, r"the term '' has no 'id'"),
    ],
)
def test_a_faulty_entry_is_named_with_its_mend(change: dict[str, Any], message: str) -> None:
    """Whoever edits the file is told which term is wrong, how, and what to do."""
    with pytest.raises(CourseDataError, match=message):
        read_terms([{**deepcopy(GOOD), **change}])


def test_a_term_stands_once() -> None:
    """Two entries with one id are refused; the good one alone is taken."""
    assert list(read_terms([GOOD])) == ["mandate"]
    with pytest.raises(CourseDataError, match="'mandate' stands there twice"):
        read_terms([GOOD, GOOD])


def test_an_unknown_term_names_the_nearest() -> None:
    """A slip of the finger is answered with the id that was meant."""
    with pytest.raises(CourseDataError, match=r"no term 'mandat'\. Did you mean 'mandate'"):
        term("mandat")
    with pytest.raises(CourseDataError, match=r"are the keys of nastava\.course\.glossary\(\)"):
        term("qqqq")


def test_terms_are_in_order_and_told_apart() -> None:
    """Ids are in alphabetical order, and no name means two terms in one language."""
    assert list(glossary()) == sorted(glossary())
    for code in ("en", "sr", "sr-Cyrl", "sq"):
        names = [name for each in glossary().values() for name in dict.fromkeys(each.names(code))]
        assert len(names) == len(set(names)), code


def test_definitions_are_short_and_end() -> None:
    """One or two sentences, each ended."""
    for each in glossary().values():
        for text in each.definition.values():
            assert text.endswith((".", "”.", "“.")), each.id
            assert len(text) <= 200, each.id


def test_cyrillic_has_cyrillic_letters_but_for_acronyms() -> None:
    """Names are in Cyrillic as a whole, save acronyms and names in another language."""
    latin = ACRONYMS | {"Althea"}
    for each in glossary().values():
        for name in each.names("sr-Cyrl"):
            left = [word for word in re.findall(r"[A-Za-zČĆŽŠĐčćžšđ]+", name) if word not in latin | {"KM"}]
            assert left == [], name


@pytest.mark.parametrize("path", LESSON_FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_lessons_and_glossary_say_the_same(path: Path) -> None:
    """Each term that a lesson explains is in the glossary, begins with its words and names the lesson."""
    lesson = read_notebook(path).lesson
    cell = glossary_cell(path)
    assert entries(cell)
    assert list(glossary_faults(cell, path.parent.name, lesson)) == []


@pytest.mark.parametrize("path", LESSON_FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_lesson_explains_every_term_once(path: Path) -> None:
    """No term stands twice in a lesson's glossary."""
    cell = glossary_cell(path)
    terms = [named(head, path.parent.name) for head, _text in entries(cell)]
    assert len({each.id for each in terms if each}) == len(terms)


def test_a_lesson_that_is_named_uses_the_term() -> None:
    """A term that names a lesson is found in that lesson's text, as far as the lesson is there."""
    texts = {
        notebook.lesson: " ".join(cell.source for cell in notebook.cells).casefold()
        for notebook in map(read_notebook, (notebooks_dir() / "en").glob("0[1-9]-*.ipynb"))
    }
    assert {"reading", "kfor"} <= set(texts) <= set(LESSONS)
    for each in glossary().values():
        for lesson in set(each.lessons) & set(texts):
            assert any(name.casefold() in texts[lesson] for name in each.names("en")), (each.id, lesson)


@pytest.mark.parametrize(
    "en, sr, fault",
    [
        ("- **Mandate.** {en} Here by a text.", "- **Mandat.** {sr}", None),
        ("- **Mandate.** An order.", "- **Mandat.** {sr}", "explained otherwise"),
        ("- **Mandatt.** {en}", "- **Mandat.** {sr}", "not in the glossary; the nearest there is 'Mandate'"),
        ("- **Mandate.** {en}\n- **Slip.** A change that nobody meant.", "- **Mandat.** {sr}", "this lesson"),
        (
            "- **Mandate.** {en}\n- **KFOR.** {kfor}",
            "- **Mandat.** {sr}",
            "'KFOR' is explained in 'en' and not",
        ),
    ],
)
def test_the_check_tells_where_they_disagree(tmp_path: Path, en: str, sr: str, fault: str | None) -> None:
    """Other words, an unknown term, and a term that one language lacks are each told."""
    words = {**term("mandate").definition, "kfor": term("kfor").definition["en"]}
    for code, text in (("en", en), ("sr", sr)):
        (tmp_path / code).mkdir()
        cell = {"id": "glossary", "cell_type": "markdown", "metadata": {}, "source": text.format(**words)}
        notebook = {"cells": [cell], "metadata": {"nastava": {"lesson": "kfor"}}, "nbformat": 4}
        (tmp_path / code / "02-x.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
    found = [each.problem for each in check_lessons(tmp_path, ("en", "sr"))]
    assert bool(found) is (fault is not None), found
    if fault:
        assert any(fault in problem for problem in found), found


@pytest.mark.parametrize(
    "typed, expected",
    [
        ("kfor", "kfor"),
        ("МАНДАТ", "mandate"),
        ("sigurnost", "security-council"),
        ("sigur", "security-council"),
        ("bezbednosti savet", "security-council"),
        ("qendrim", "position"),
        ("Qëndrim", "position"),
        ("fsk", "ksf"),
        ("anetaresim plani", "map"),
        ("dialling codes", "itu"),
    ],
)
def test_any_script_and_spelling_finds_a_term(typed: str, expected: str) -> None:
    """Accents, case and script don't matter, nor which of the region's words is typed."""
    for code in LANGUAGES:
        found = Lookup(code).found(typed)
        assert expected in [each.id for each in found]
        assert len(found) < len(glossary()) / 2


def test_the_order_is_that_of_the_alphabet() -> None:
    """Serbian letters with a mark follow those without; by lesson, earlier lessons come first."""
    table = lookup("sr")
    names = [each.name["sr"] for each in table.found()]
    assert names.index("Obustavljeno") < names.index("Ocjena") < names.index("Specijalni predstavnik")
    assert names[0] == "Agencija"
    assert [each.name["sq"] for each in table.found(order="sq")][:2] == [
        "Agjenci lajmesh",
        "Aleatë dhe partnerë",
    ]
    lessons = [min(map(LESSONS.index, each.lessons)) for each in table.found(order="lesson")]
    assert lessons == sorted(lessons)


class Shape(HTMLParser):
    """Counts what a table has, and the languages that are named."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.languages: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.languages |= {value for name, value in attrs if name == "lang" and value}


@pytest.mark.parametrize("code", list(LANGUAGES))
def test_the_table_is_one_for_every_reader(code: str) -> None:
    """Each row has a head and three cells, each name its language; it is well-formed."""
    html = lookup(code).html()
    ET.fromstring(f"<x>{html}</x>".replace("&nbsp;", " "))
    shape = Shape()
    shape.feed(html)
    rows = len(glossary())
    assert shape.tags.count("tr") == rows + 1
    assert shape.tags.count("th") == rows + 4
    assert shape.tags.count("td") == 3 * rows
    assert {"en", "sq", LANGUAGES["sr"].tag, LANGUAGES["sr-Cyrl"].tag} <= shape.languages


def test_a_name_may_break_behind_its_slash_and_not_before_its_ending() -> None:
    """In a narrow column the halves of a double name stand below each other; NATO-a stays whole."""
    assert "Association/<wbr/>Community" in lookup("en").html("association")
    shown = lookup("sr").html()
    assert "Asocijacija/<wbr/>Zajednica" in shown
    assert not re.search(r"(?<!nastava-whole\">)\bNATO-a\b(?![^<]*\">)", shown)


def test_nothing_found_says_what_to_do() -> None:
    """Instead of an empty table stands a sentence."""
    assert "<table" not in lookup("en").html("zzz")
    assert "Try fewer of them" in lookup("en").html("zzz")


def test_what_is_typed_is_no_markup() -> None:
    """Letters of HTML in the search harm nothing."""
    assert "<script" not in lookup("en").html("<script>alert(1)</script>")


def test_the_live_table_follows_the_field() -> None:
    """Typing narrows the table, and the choice of order changes it."""
    box = lookup("en").widget()
    search, order = box.children[0].children
    shown = box.children[1]
    search.value = "unmik"
    assert "UNMIK" in shown.value
    assert "Presidency" not in shown.value
    search.value = ""
    first = shown.value
    order.value = "sq"
    assert shown.value != first


def test_it_can_be_read_before_it_is_run() -> None:
    """The workspace has the whole table in the notebook: terms, both scripts, Albanian, and how to search."""
    (output,) = static_outputs("from nastava import lookup\n\nlookup()", "sr")
    html = output["data"]["text/html"]
    assert all(
        word in html for word in ("Savjet bezbjednosti", "Савјет безбједности", "Këshilli i Sigurimit")
    )
    assert "Za pretragu ove tabele" in html
    assert "Këshilli i Sigurimit" in output["data"]["text/plain"]


def test_what_a_term_rests_on_is_linked() -> None:
    """Sources stand beside the definition, with publisher and address."""
    first = source(term("unmik").rests_on[0])
    assert first.url.replace("&", "&amp;") in lookup("en").html("unmik")
    assert "How this course uses the word." in lookup("en").html("slip")
