r"""Markdown to HTML that is safe to insert in a page, whoever wrote the Markdown.

Besides CommonMark and tables: formulas between dollars (``$\frac{a}{b}$``, ``$$…$$``), and text in another language
(``[Partnership for Peace]{lang=en}``), which screen readers pronounce as such and which stays Latin in Cyrillic.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from functools import lru_cache

from nastava.text.markdown_parser import parser, plain_words, prepared, shown_images
from nastava.text.pictures import Image
from nastava.text.sanitising import sanitise
from nastava.text.tex import split_at_delimiters, without_delimiters
from nastava.text.wholes import has_ending

#: Longer Markdown is shown as plain text, and so is what has more brackets: brackets within brackets take time
#: that grows with the square of their number.
MAX_MARKDOWN = 10_000
MAX_BRACKETS = 500
#: One line of mere words, which Markdown leaves as they are; most texts of a bank are such. A block must begin with
#: a letter too: a number may begin a list.
_WORDS = re.compile(r"[^\W_](?:[^\W_]|[,.;:?()'\"%/–—„“”’-]| (?=\S))*")
#: HTML of texts up to this length is remembered.
_REMEMBERED = 4_000


def to_html(markdown: str, *, inline: bool = False) -> str:
    """Return Markdown as safe HTML; ``inline`` leaves out the paragraph around it.

    Example:
        >>> to_html("about **4,700**", inline=True)
        'about <strong>4,700</strong>'
        >>> to_html("članice NATO-a", inline=True)
        'članice <span class="nastava-whole">NATO-a</span>'
        >>> to_html("[de facto]{lang=la}", inline=True)
        '<span lang="la">de facto</span>'
    """
    return _remembered(markdown, inline) if len(markdown) <= _REMEMBERED else _to_html(markdown, inline)


@lru_cache(maxsize=4096)
def _remembered(markdown: str, inline: bool) -> str:
    return _to_html(markdown, inline)


def _is_mere_words(text: str, *, inline: bool) -> bool:
    return _WORDS.fullmatch(text) is not None and (inline or text[0].isalpha()) and not has_ending(text)


def _to_html(markdown: str, inline: bool) -> str:
    if _is_mere_words(markdown, inline=inline):
        return markdown if inline else f"<p>{markdown}</p>"
    text, env = prepared(markdown)
    if _is_too_much(text):
        escaped = without_delimiters(html.escape(text, quote=False))
        return escaped if inline else f"<p>{escaped}</p>"
    render = parser().renderInline if inline else parser().render
    return sanitise(render(text, env)).strip()


def _is_too_much(text: str) -> bool:
    return len(text) > MAX_MARKDOWN or text.count("[") > MAX_BRACKETS


@lru_cache(maxsize=4096)
def to_plain(markdown: str, *, inline: bool = False) -> str:
    """Return the words of a Markdown text, without marks and links; formulas as their source.

    ``inline``: it stands in a line, where "10. jun" is a date and begins no list.

    Example:
        >>> to_plain("about **4,700**, $n/2$"), to_plain("10. jun", inline=True)
        ('about 4,700, $n/2$', '10. jun')
    """
    if _is_mere_words(markdown, inline=inline):
        return markdown
    text, env = prepared(markdown)
    if _is_too_much(text):
        return text.strip()
    words: list[str] = []
    tokens = parser().parseInline(text, env) if inline else parser().parse(text, env)
    for token in tokens:
        words += (plain_words(child) for child in token.children or ())
        if token.type in {"fence", "code_block"}:
            words.append(token.content)
        elif token.type == "math_block":
            words += (plain_words(token), "\n")
        elif token.type in {"th_close", "td_close"}:
            words.append(" ")
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
    text, env = prepared(markdown)
    if _is_too_much(text):
        return
    for block in parser().parse(text, env):
        links = 0
        for token in block.children or ():
            links += token.nesting if token.type in {"link_open", "link_close"} else 0
            if token.type == "text" and not links and token.content:
                yield from filter(None, split_at_delimiters(token.content))


def images(markdown: str) -> list[Image]:
    """Return the pictures that a Markdown text shows, in order.

    Example:
        >>> images("![A map](map.png) and ![](https://example.org/x.png)")
        [Image(src='map.png', alt='A map', title=''), Image(src='https://example.org/x.png', alt='', title='')]
    """
    if "![" not in markdown:
        return []
    text, env = prepared(markdown)
    if _is_too_much(text):
        return []
    return shown_images(parser().parse(text, env), env)
