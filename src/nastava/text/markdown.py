"""Markdown to HTML that is safe to insert in a page, whoever wrote the Markdown."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import nh3
from markdown_it import MarkdownIt

_TAGS = {
    "a", "abbr", "b", "blockquote", "br", "cite", "code", "del", "em", "h3", "h4", "h5", "hr", "i", "img",
    "li", "ol", "p", "pre", "q", "s", "strong", "sub", "sup", "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
_ATTRIBUTES = {
    "a": {"href", "title"},
    "abbr": {"title"},
    "code": {"class"},
    "img": {"src", "alt", "title"},
    "ol": {"start"},
    "q": {"cite"},
    "td": {"align"},
    "th": {"align", "scope"},
}
_SCHEMES = {"http", "https", "mailto", "data"}


@cache
def _parser() -> MarkdownIt:
    # Raw HTML is off: nh3 would clean it, but an author's "<27" must come out as text.
    return MarkdownIt("commonmark", {"html": False, "linkify": False, "typographer": False}).enable("table")


def _only_images_as_data(element: str, attribute: str, value: str) -> str | None:
    """Keep ``data:`` for pictures alone: as a link it could carry a page."""
    if value.strip().lower().startswith("data:"):
        is_picture = element == "img" and value.startswith(
            ("data:image/png", "data:image/jpeg", "data:image/gif")
        )
        return value if is_picture else None
    return value


def sanitise(markup: str) -> str:
    """Return the HTML with everything removed that could run, load or restyle.

    Example:
        >>> sanitise('<b onclick="x()">27</b><script>x()</script>')
        '<b>27</b>'
    """
    return nh3.clean(
        markup,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        url_schemes=_SCHEMES,
        attribute_filter=_only_images_as_data,
        link_rel="noopener noreferrer",
    )


def to_html(markdown: str, *, inline: bool = False) -> str:
    """Return Markdown as safe HTML; ``inline`` leaves out the paragraph around it.

    Example:
        >>> to_html("about **4,700**", inline=True)
        'about <strong>4,700</strong>'
    """
    parser = _parser()
    return sanitise(parser.renderInline(markdown) if inline else parser.render(markdown)).strip()


def to_plain(markdown: str) -> str:
    """Return the words of a Markdown text, without marks and links.

    Example:
        >>> to_plain("about **4,700**")
        'about 4,700'
    """
    words: list[str] = []
    for token in _parser().parse(markdown):
        for child in token.children or ():
            if child.type in {"text", "code_inline"}:
                words.append(child.content)
            elif child.type == "image":
                words.append(f"[{child.content}]")
            elif child.type in {"softbreak", "hardbreak"}:
                words.append(" ")
        if token.type in {"fence", "code_block"}:
            words.append(token.content)
        elif token.type in {"paragraph_close", "heading_close", "tr_close"}:
            words.append("\n")
    return "".join(words).strip()


def text_runs(markdown: str) -> Iterator[str]:
    """Yield the stretches of a Markdown text that are plain words: outside code, links and pictures.

    What stands in one stretch stands in one text node of the HTML.

    Example:
        >>> list(text_runs("about **4,700** `troops`, [so](https://nato.int) it says"))
        ['about ', '4,700', ' ', ', ', ' it says']
    """
    for block in _parser().parse(markdown):
        links = 0
        for token in block.children or ():
            links += token.nesting if token.type in {"link_open", "link_close"} else 0
            if token.type == "text" and not links and token.content:
                yield token.content
