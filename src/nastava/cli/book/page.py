"""What the pages have in common: title, contents, landmarks, running heads, and the numbers of pages in a PDF."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

from nastava.text.messages import translator
from nastava.widget.paper import page_html, paper_style

_STYLE = Path(__file__).with_name("book.css")
#: Stands in the contents for the number of a page, which only a PDF has.
_NUMBER = re.compile(r"<!--page of ([\w-]+)-->\d*")
_PAGE = re.compile(rb"^(\d+) 0 obj\s*<<\s*/Type /Page\b(?!s)", re.MULTILINE)
_PLACE = re.compile(rb"/([\w-]+) \[(\d+) 0 R /XYZ")


@dataclass(frozen=True)
class Section:
    """A part of a book that begins on a new page and stands in its contents."""

    id: str
    title: str
    html: str
    #: Such as "Lesson 2", or nothing.
    label: str = ""
    kind: str = "section"
    #: Whether its HTML has a heading already.
    headed: bool = False

    @property
    def heading(self) -> str:
        """The section's heading, with its label above it."""
        if self.headed:
            return ""
        label = f'<span class="eyebrow">{escape(self.label)} </span>' if self.label else ""
        return f"<h2>{label}{escape(self.title)}</h2>\n"


def book_page(
    title: str, subtitle: str, imprint: Sequence[str], sections: Sequence[Section], code: str
) -> str:
    """Return a book as one page that opens from disk and loads nothing.

    Args:
        title: of the course, plain text.
        subtitle: which of its books this is.
        imprint: small lines below the titles, plain text.
        sections: in order.
        code: code of the language.
    """
    _ = translator(code)
    lines = "".join(f"<p>{escape(line)}</p>\n" for line in imprint)
    skip, contents = escape(_("Skip to the text")), escape(_("Contents"))
    rows = "".join(map(_row, sections))
    body = "".join(
        f'<section class="{one.kind}" id="{one.id}" style="page: {one.id}">\n{one.heading}{one.html}</section>\n'
        for one in sections
    )
    head = (
        f'<a class="skip" href="#text">{skip}</a>\n'
        f'<header class="cover">\n<h1>{escape(title)}</h1>\n<p class="subtitle">{escape(subtitle)}</p>\n'
        f'<div class="colophon">\n{lines}</div>\n</header>\n'
        f'<nav class="contents" aria-labelledby="contents">\n<h2 id="contents">{contents}</h2>\n<ol>\n{rows}</ol>\n</nav>\n'
    )
    style = paper_style() + _STYLE.read_text(encoding="utf-8") + _heads(title, sections)
    return page_html(
        f"{title}: {subtitle}", code, f'{head}<main id="text" tabindex="-1">\n{body}</main>\n', style
    )


def _row(section: Section) -> str:
    label = f'<span class="of">{escape(section.label)}</span> ' if section.label else ""
    return (
        f'<li><a href="#{section.id}">{label}<span>{escape(section.title)}</span></a><span class="leader"></span>'
        f'<span class="page"><!--page of {section.id}--></span></li>\n'
    )


def _heads(title: str, sections: Iterable[Section]) -> str:
    """Return a style by which each page tells the book on the left and its section on the right."""
    return "".join(
        f"@page {one.id}:left {{ @top-left {{ content: {_quoted(title)} }} }}\n"
        f"@page {one.id}:right {{ @top-right {{ content: {_quoted(one.title)} }} }}\n"
        for one in sections
    )


def _quoted(text: str) -> str:
    """Return a text as a string of a style sheet, whatever is in it."""
    plain = "".join(letter if letter.isalnum() or letter == " " else f"\\{ord(letter):x} " for letter in text)
    return f'"{plain}"'


def places_in(pdf: bytes) -> dict[str, int]:
    """Return the number of the page that each target of a link is on, in a PDF that Chromium wrote.

    Chromium numbers its pages' objects in their order, and writes their names in the clear; from any other PDF
    nothing is read.

    Example:
        >>> places_in(b"no PDF")
        {}
    """
    order = {found[1]: number for number, found in enumerate(_PAGE.finditer(pdf), start=1)}
    return {found[1].decode(): order[found[2]] for found in _PLACE.finditer(pdf) if found[2] in order}


def with_page_numbers(html: str, places: Mapping[str, int]) -> str:
    """Return a page with the numbers of its sections' pages in the contents.

    Example:
        >>> with_page_numbers("<!--page of lesson-1-->", {"lesson-1": 7})
        '<!--page of lesson-1-->7'
    """
    return _NUMBER.sub(lambda found: f"<!--page of {found[1]}-->{places.get(found[1], '')}", html)
