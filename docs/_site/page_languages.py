"""Pages in two languages: marked as such, linked crosswise, with the theme's own words in theirs; one search for both."""

from __future__ import annotations

import json
import posixpath
import re
import unicodedata
from fnmatch import fnmatch
from html import escape
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.search.en import SearchEnglish

from nastava.text.languages import LANGUAGES, WRITTEN

_LESSON = re.compile(r"notebooks/(\w+)/(.+)")
#: Guides that are not in English, by their names.
_GUIDES = {"docs/prvih-*": "sr"}
_LINK = re.compile(r'<a class="([^"]*)" href="([^"#]*)([^"]*)"')
_CAPTION = re.compile(r'<span class="caption-text">([^<]*)</span>')
_CAPTIONS = {"Lekcije": "sr"}
_SWITCH = {"en": "This page in English", "sr": "Ova stranica na BHS/CG"}
_TO_READ = {
    "en": (
        "This page is for reading. To answer its quizzes and move its figures,",
        "open the course in JupyterLab",
    ),
    "sr": (
        "Ova stranica je za čitanje. Da odgovaraš na kvizove i pomjeraš grafikone,",
        "otvori kurs u JupyterLabu (uputstvo na engleskom)",
    ),
}
#: What the theme says around a page.
_WORDS = {
    "sr": {
        "Back to top": "Na vrh",
        "Home": "Početna",
        "Made with ": "Napravljeno pomoću ",
        "Next": "Dalje",
        "On this page": "Na ovoj stranici",
        "Previous": "Nazad",
        "Search": "Traži",
        "Skip to content": "Pređi na sadržaj",
        '<a href="https://www.sphinx-doc.org/">Sphinx</a> and ': '<a href="https://www.sphinx-doc.org/">Sphinx</a> i ',
        "Toggle site navigation sidebar": "Prikaži ili sakrij spisak stranica",
        "Toggle table of contents sidebar": "Prikaži ili sakrij sadržaj stranice",
        "Toggle Light / Dark / Auto color theme": "Promijeni temu: svijetla, tamna, automatska",
        "Toggle navigation of ": "Otvori ili zatvori: ",
        'aria-label="All pages"': 'aria-label="Sve stranice"',
        'aria-label="Sections"': 'aria-label="Odjeljci"',
    }
}
#: Words that the theme's templates have not marked for translation, as they stand in the page.
_UNMARKED = ("Toggle site", "Toggle table", "Toggle Light", "Toggle navigation", "aria-label")
#: Landmarks need names, captions a level, and what scrolls must be reached by keyboard.
_UNSAID = {
    '<aside class="sidebar-drawer">': '<aside class="sidebar-drawer" aria-label="All pages">',
    '<aside class="toc-drawer': '<aside aria-label="Sections" class="toc-drawer',
    '<p class="caption" role="heading">': '<p class="caption" role="heading" aria-level="2">',
    "<pre>": '<pre tabindex="0">',
    '<div class="table-wrapper': '<div tabindex="0" class="table-wrapper',
}


def setup(app: Sphinx) -> dict[str, bool]:
    """Mark pages with their language, and let the search read both."""
    app.connect("html-page-context", _on_page, priority=900)  # after the theme
    app.connect("html-collect-pages", _entrance)
    app.add_search_language(SearchBoth)
    app.config.html_search_language = SearchBoth.lang
    return {"parallel_read_safe": True}


def _entrance(app: Sphinx) -> list[tuple[str, dict[str, Any], str]]:
    """The address of the site's folder itself leads to the front page."""
    return [("index", {"target": f"{app.config.root_doc}.html"}, "entrance.html")]


def language_of(page: str) -> str:
    """Return the code of the language that a page is written in."""
    found = _LESSON.fullmatch(page)
    if found:
        return found[1]
    return next((code for pattern, code in _GUIDES.items() if fnmatch(page, pattern)), "en")


def _on_page(
    app: Sphinx, pagename: str, _template: str, context: dict[str, Any], _doctree: nodes.document | None
) -> None:
    code = language_of(pagename)
    context["language"] = LANGUAGES[code].tag
    context["furo_navigation_tree"] = _marked(context.get("furo_navigation_tree", ""), pagename)
    for way in ("next", "prev"):
        if context.get(way):
            there = language_of(_page_at(pagename, context[way]["link"]))
            if there != code:
                title = f'<span lang="{LANGUAGES[there].tag}">{context[way]["title"]}</span>'
                context[way] = {**context[way], "title": title}
    _link_twins(app, pagename, context)
    words = _WORDS.get(code, {})
    if words:
        context["_"] = context["gettext"] = lambda message: words.get(message.strip("\n"), message)
    context["mended"] = lambda html: _mended(html, words)


def _mended(html: str, words: dict[str, str]) -> str:
    """Return a page with what the theme leaves unsaid to those who hear it, and in the page's language."""
    for said, instead in _UNSAID.items():
        html = html.replace(said, instead)
    for said, instead in words.items():
        if said.startswith(_UNMARKED):
            html = html.replace(said, instead)
    return html


def _page_at(page: str, link: str) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(page), link)).removesuffix(".html")


def _marked(tree: str, page: str) -> str:
    """Return the list of pages with a mark on each title that is in another language than the page."""
    own = language_of(page)

    def link(found: re.Match[str]) -> str:
        there = language_of(_page_at(page, found[2])) if found[2] else own
        return found[0] if there == own else f'{found[0]} lang="{LANGUAGES[there].tag}"'

    def caption(found: re.Match[str]) -> str:
        there = _CAPTIONS.get(found[1], "en")
        mark = "" if there == own else f' lang="{LANGUAGES[there].tag}"'
        return f'<span class="caption-text"{mark}>{found[1]}</span>'

    return _CAPTION.sub(caption, _LINK.sub(link, tree))


def _link_twins(app: Sphinx, page: str, context: dict[str, Any]) -> None:
    """Let a lesson lead to itself in the other languages, for people and for search engines."""
    found = _LESSON.fullmatch(page)
    if not found or "body" not in context:
        return
    links = []
    for code in WRITTEN:
        twin = f"notebooks/{code}/{found[2]}"
        if code != found[1] and twin in app.env.found_docs:
            tag, address = LANGUAGES[code].tag, f"../{code}/{found[2]}.html"
            links.append(f'<a href="{address}" hreflang="{tag}" lang="{tag}">{escape(_SWITCH[code])}</a>')
            context["metatags"] += f'<link rel="alternate" hreflang="{tag}" href="{address}">\n'
    words, way = _TO_READ[found[1]]
    guide = f'<a href="../../docs/student.html#open-the-course" hreflang="en">{way}</a>'
    body = context["body"].replace("</h1>", f'</h1>\n<p class="nastava-to-read">{words} {guide}.</p>', 1)
    context["body"] = f'<p class="nastava-twin">{" · ".join(links)}</p>\n{body}'


#: Letters that are typed as others where a keyboard has neither them nor their marks.
_LETTERS = {
    **dict(zip("абвгдежзијклмнопрстћуфхцчш", "abvgdezzijklmnoprstcufhccs", strict=True)),
    "ђ": "dj",
    "љ": "lj",
    "њ": "nj",
    "џ": "dz",
    "đ": "dj",
}
_FOLD = str.maketrans(_LETTERS)


def fold(word: str) -> str:
    """Return a word in small Latin letters without diacritics, as those type it who have no such keys."""
    plain = unicodedata.normalize("NFD", word.lower().translate(_FOLD))
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


class SearchBoth(SearchEnglish):
    """English words by their stems; Serbian ones in either alphabet, with diacritics or without."""

    lang = "en-sr"
    # Stands in the page behind the stemmer, which it wraps: what is typed is folded as the index was.
    js_splitter_code = f"""
const letters = {json.dumps(_LETTERS)};
const Unfolded = window.Stemmer;
window.Stemmer = function () {{
  const stemmer = new Unfolded();
  this.stemWord = (word) => {{
    const latin = [...word.toLowerCase()].map((letter) => letters[letter] ?? letter).join("");
    return stemmer.stemWord(latin.normalize("NFD").replace(/\\p{{M}}/gu, ""));
  }};
}};
"""

    def stem(self, word: str) -> str:
        """Return what a word is found by."""
        return str(super().stem(fold(word)))
