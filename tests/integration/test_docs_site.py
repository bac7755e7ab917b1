"""The documentation site as a reader gets it: whole, without a broken link, with every lesson and command."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from bs4 import BeautifulSoup
from tests.docs_site import built
from typer.main import get_command

import nastava
from nastava.cli import app
from nastava.content import content_root, notebooks_dir, quizzes_dir
from nastava.quizzes import load_bank
from nastava.text.languages import LANGUAGES
from nastava.text.markdown import to_plain

LESSONS = sorted(
    f"{code}/{path.stem}" for code in ("en", "sr") for path in (notebooks_dir() / code).glob("*.ipynb")
)
ROOT = content_root()


@cache
def page(name: str) -> BeautifulSoup:
    return BeautifulSoup((built() / f"{name}.html").read_text(encoding="utf-8"), "lxml")


def words(text: str) -> str:
    return " ".join(text.replace("’", "'").split())


def shown(code: str, lesson: str) -> Iterator[tuple[str, list[str]]]:
    """Yield what the cells of a lesson call, with the texts among the arguments."""
    cells = json.loads((notebooks_dir() / code / f"{lesson}.ipynb").read_text(encoding="utf-8"))["cells"]
    for cell in cells:
        if cell["cell_type"] == "code":
            for name, arguments in re.findall(
                r"^(quiz|explore|lookup)\((.*)\)$", "".join(cell["source"]), re.MULTILINE
            ):
                yield name, re.findall(r'"([^"]+)"', arguments)


def test_it_is_built_without_a_warning() -> None:
    """The site has its entrance, its front page, and an index to search in."""
    assert 'url=docs/index.html"' in (built() / "index.html").read_text(encoding="utf-8")
    index = (built() / "searchindex.js").read_text(encoding="utf-8")
    for word in ("kfor", "nbgrader", "izvjestaj", "sandbox"):
        assert f'"{word}' in index
    assert (built() / "search.html").is_file()


@pytest.mark.parametrize("lesson", LESSONS)
def test_a_lesson_has_its_questions_and_figures(lesson: str) -> None:
    """Every question is asked once for each quiz that asks it, every figure drawn with its words; no key is told."""
    code, _, name = lesson.partition("/")
    seen = page(f"notebooks/{lesson}")
    text = words(seen.find("article").get_text(" "))
    asked = words("".join(one.get_text() for one in seen.select("[data-nastava-static=quiz]")))
    calls = list(shown(code, name))
    for called, arguments in calls:
        if called == "quiz":
            bank = load_bank(quizzes_dir() / f"{arguments[0]}.yaml")
            for item in bank.items:
                if item.part == arguments[1]:
                    start = words(to_plain(item.stem[code]))[:30]
                    assert start in re.sub(r" ([,.:;?!)])", r"\1", text) or start in words(
                        seen.find("article").get_text()
                    ), item.id
                if item.explanation:
                    assert words(to_plain(item.explanation[code]))[:60] not in asked, item.id
    assert len(calls) > 5 or name[:2] not in {f"{number:02}" for number in range(1, 9)}
    figures = seen.select("[data-nastava-static=figure]")
    assert len(seen.select("[data-nastava-static=quiz]")) == sum(called == "quiz" for called, _ in calls)
    assert len(figures) == sum(called == "explore" for called, _ in calls)
    for figure in figures:
        assert figure.select_one("svg[role=img]")["aria-label"] in figure.select_one("details p").get_text()
    assert "Shift+Enter" not in "".join(one.get_text() for one in seen.select("[data-nastava-static]"))


@pytest.mark.parametrize("lesson", LESSONS)
def test_a_lesson_says_its_language_and_leads_to_its_twin(lesson: str) -> None:
    """Screen readers and search engines know the language, and a reader changes it with one link."""
    code, _, name = lesson.partition("/")
    seen, other = page(f"notebooks/{lesson}"), {"en": "sr", "sr": "en"}[code]
    assert seen.html["lang"] == LANGUAGES[code].tag
    twin = seen.select_one(".nastava-twin a")
    assert (twin["href"], twin["lang"]) == (f"../{other}/{name}.html", LANGUAGES[other].tag)
    if code == "sr":
        guide = seen.select_one(".sidebar-tree a[href$='docs/instructor.html']")
        assert guide["lang"] == "en"
        assert seen.select_one(".sidebar-search")["placeholder"] == "Traži"


def test_guides_in_the_other_language_are_marked() -> None:
    """A guide with more č, ć, š, ž and đ than those with texts in both languages says that it is Serbian."""
    for path in (built() / "docs").rglob("*.html"):
        seen = page(path.relative_to(built()).as_posix().removesuffix(".html"))
        letters = [letter for letter in seen.find("article").get_text().lower() if letter.isalpha()]
        share = sum(letter in "čćšžđ" for letter in letters) / len(letters)
        assert (share > 0.022) == (seen.html["lang"] == LANGUAGES["sr"].tag), (path.name, share)


def test_programs_of_a_lesson_show_what_they_print() -> None:
    """A lesson on programming shows its programs, what they print, and the errors that it is about."""
    for code in ("en", "sr"):
        text = page(f"notebooks/{code}/00-five-moves").get_text()
        assert "12642" in text
        assert "NameError: name 'kfor_contributions' is not defined" in text


def test_no_link_is_broken() -> None:
    """Each link, picture and anchor inside the site leads to something."""
    anchors = {}
    pages = sorted(built().rglob("*.html"))
    for path in pages:
        soup = page(path.relative_to(built()).as_posix().removesuffix(".html"))
        anchors[path] = {one["id"] for one in soup.select("[id]")} | {""}
    broken = []
    for path in pages:
        soup = page(path.relative_to(built()).as_posix().removesuffix(".html"))
        for element in soup.select("a[href], img[src], link[href], script[src]"):
            address = urlsplit(element.get("href") or element.get("src"))
            if address.scheme or address.netloc:
                continue
            target = (path.parent / unquote(address.path)).resolve() if address.path else path
            anchor = unquote(address.fragment)
            if not target.exists() or (target in anchors and anchor not in anchors[target]):
                broken.append((path.relative_to(built()).as_posix(), address.geturl()))
    assert broken == []


def test_nothing_is_fetched_from_elsewhere() -> None:
    """Pages take scripts, styles and pictures from the site itself."""
    for path in built().rglob("*.html"):
        soup = page(path.relative_to(built()).as_posix().removesuffix(".html"))
        for element in soup.select("script[src], link[rel=stylesheet], img[src], iframe"):
            address = element.get("src") or element.get("href")
            assert not urlsplit(address).netloc, (path.name, address)


def test_every_command_and_option_is_in_the_reference() -> None:
    """A reader finds each command, each one below it, and each option."""
    seen = page("docs/reference/commands")
    sections = {one["id"]: one.get_text() for one in seen.select("section[id]")}
    for name, command in get_command(app).commands.items():
        below = getattr(command, "commands", {})
        for full, each in [
            (f"nastava {name}", command),
            *((f"nastava {name} {k}", v) for k, v in below.items()),
        ]:
            text = sections[full.replace(" ", "-")]
            for parameter in each.params:
                for option in parameter.opts:
                    assert option in text or option == "--help" or not option.startswith("--"), (full, option)


def test_every_public_name_is_in_the_reference() -> None:
    """What can be imported from the package stands with its description."""
    seen = page("docs/reference/python")
    for name in set(nastava.__all__) - {"__version__"}:
        assert len(seen.select_one(f'[id="nastava.{name}"]').find_parent("dl").get_text()) > 80, name


def test_every_field_of_a_bank_is_in_the_reference() -> None:
    """An author finds each field that the schema knows."""
    told = {one.get_text() for one in page("docs/reference/bank").select("td code")}
    schema = json.loads((quizzes_dir() / "bank.schema.json").read_text(encoding="utf-8"))
    for definition in (schema, *schema["$defs"].values()):
        assert set(definition.get("properties", {})) - {"type"} <= told


def test_every_page_of_docs_is_taken_up() -> None:
    """Each guide is a page, and stands in the list beside the front page."""
    listed = {one["href"] for one in page("docs/index").select(".sidebar-tree a[href]")}
    for path in (ROOT / "docs").rglob("*.md"):
        if "_site" in path.parts:
            continue
        name = path.relative_to(ROOT / "docs").with_suffix(".html").as_posix()
        assert name in listed or name == "index.html", name


def test_a_broken_link_ends_the_build(tmp_path: Path) -> None:
    """Who writes a link to a page or heading that isn't there is told so, by name."""
    docs = tmp_path / "docs"
    docs.mkdir()
    (docs / "index.md").write_text("# Page\n\n[there](nowhere.md) [and there](#nothing)\n", encoding="utf-8")
    settings = (ROOT / "docs" / "conf.py").read_text(encoding="utf-8")
    (docs / "conf.py").write_text(
        re.sub(
            r'    "(repository_links|lesson_pages|reference_pages|page_languages|navigation)",\n',
            "",
            settings,
        )
        .replace('HERE.parent / "src"', f'"{ROOT / "src"}"')
        .replace('["_site/static"]', "[]")
        .replace('["site.css"]', "[]"),
        encoding="utf-8",
    )
    command = [sys.executable, "-m", "sphinx", "--fail-on-warning", "--keep-going", "--quiet"]
    done = subprocess.run(
        [*command, "-c", str(docs), str(tmp_path), str(tmp_path / "out")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "nowhere.md" in done.stderr
    assert "nothing" in done.stderr
