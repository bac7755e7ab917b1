"""Lesson texts as HTML of a book: headings below the lesson's own, links that lead within the book, pictures carried."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from markdown_it.token import Token

from nastava.text.markdown import to_html
from nastava.text.markdown_parser import parser, prepared
from nastava.text.pictures import TYPES
from nastava.text.sanitising import sanitise

#: What a lesson folds away; on paper it stands open.
_FOLDED = re.compile(
    r"^<details>\s*<summary>(?P<name>.*?)</summary>(?P<text>.*?)^</details>\s*?$", re.DOTALL | re.MULTILINE
)
#: A line in bold that leads what follows, such as "What to notice": no page ends with it.
_LEAD = re.compile(r"<p>(<strong>[^<]{1,80}</strong>)</p>")
_TAGS = re.compile(r"<[^>]*>")
_ATTACHED = re.compile(r"\]\(attachment:([^)\s]+)\)")
_BESIDE = re.compile(r"(!\[[^\]\n]*\])\(([\w./-]+)\)")
#: Where a link leads: an address, or None where the book has no such place.
Resolve = Callable[[str], str | None]


def book_html(markdown: str, resolve: Resolve) -> str:
    """Return a lesson's Markdown as safe HTML, its headings one level lower than written.

    Args:
        markdown: of a cell.
        resolve: says where a link leads in the book; what leads nowhere becomes plain text.

    Example:
        >>> book_html("## Aims", lambda target: None)
        '<h3>Aims</h3>'
    """
    parts = []
    at = 0
    for folded in _FOLDED.finditer(markdown):
        name = to_html(_TAGS.sub("", folded["name"]).strip(), inline=True)
        text = _block(folded["text"], resolve)
        parts += [_block(markdown[at : folded.start()], resolve)]
        parts.append(f'<div class="more">\n<p class="more-name">{name}</p>\n{text}\n</div>')
        at = folded.end()
    parts.append(_block(markdown[at:], resolve))
    return "\n".join(filter(None, parts))


def _block(markdown: str, resolve: Resolve) -> str:
    if not markdown.strip():
        return ""
    text, env = prepared(markdown)
    tokens = parser().parse(text, env)
    for token in tokens:
        if token.type in {"heading_open", "heading_close"}:
            token.tag = f"h{min(max(int(token.tag[1:]) + 1, 3), 5)}"
        if token.children:
            token.children = _linked(token.children, resolve)
    html = sanitise(parser().renderer.render(tokens, parser().options, env)).strip()
    return _LEAD.sub(r'<p class="lead">\1</p>', html)


def _linked(tokens: list[Token], resolve: Resolve) -> list[Token]:
    kept: list[Token] = []
    leads: list[bool] = []
    for token in tokens:
        if token.type == "link_open":
            target = resolve(str(token.attrs.get("href", "")))
            leads.append(target is not None)
            if target is None:
                continue
            token.attrs["href"] = target
        elif token.type == "link_close" and not leads.pop():
            continue
        kept.append(token)
    return kept


def with_pictures(markdown: str, attachments: Mapping[str, Any], folder: Path) -> str:
    """Return Markdown with the pictures attached to its cell, or lying beside its notebook, carried in it.

    Example:
        >>> with_pictures("![A](attachment:a.png)", {"a.png": {"image/png": "iVBORw0KGgo="}}, Path())
        '![A](data:image/png;base64,iVBORw0KGgo=)'
    """

    def attached(found: re.Match[str]) -> str:
        for kind, data in attachments.get(found[1], {}).items():
            return f"](data:{kind};base64,{''.join(data).strip()})"
        return found[0]

    def beside(found: re.Match[str]) -> str:
        path = (folder / found[2]).resolve()
        kind = TYPES.get(path.suffix.lower())
        if kind is None or not path.is_relative_to(folder.resolve().parent) or not path.is_file():
            return found[0]
        return f"{found[1]}(data:{kind};base64,{b64encode(path.read_bytes()).decode()})"

    return _BESIDE.sub(beside, _ATTACHED.sub(attached, markdown))
