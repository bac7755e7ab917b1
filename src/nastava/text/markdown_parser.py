"""The Markdown parser: CommonMark with tables, formulas and language marks, and how its tokens are said."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, MutableMapping, Sequence
from functools import cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_plugins.attrs import attrs_plugin
from mdit_py_plugins.dollarmath import dollarmath_plugin

from nastava.text.cleaning import clean
from nastava.text.pictures import Image, is_shown
from nastava.text.tex import only_denotes, tex_html, without_delimiters
from nastava.text.wholes import whole

_MOST_LINES_OF_TEX = 60
# A picture within the text is long; the parser gets a short stand-in, and the picture is put back into the src.
_CARRIED = re.compile(r"\(\s*(data:image/[a-z+]+;base64,[A-Za-z0-9+/=]+)(?=[\s)])")
_STAND_IN = "nastava-picture:"


@cache
def parser() -> MarkdownIt:
    """Return the parser; its texts come from :func:`prepared`.

    Example:
        >>> parser().renderInline("about **4,700**", {"carried": []})
        'about <strong>4,700</strong>'
    """
    # Raw HTML is off: nh3 would clean it, but an author's "<27" must come out as text.
    made = MarkdownIt("commonmark", {"html": False, "linkify": False, "typographer": False})
    made.enable("table")
    # "$5 and $6" is no formula: its marks may not touch spaces inside, nor digits outside.
    made.use(
        dollarmath_plugin,
        allow_labels=False,
        allow_space=False,
        allow_digits=False,
        allow_blank_lines=False,
        double_inline=True,
    )
    made.use(attrs_plugin, after=(), spans=True, allowed=("lang",))
    _mend_formulas(made)
    for name, rule in _RULES.items():
        made.add_render_rule(name, rule)
    return made


def _mend_formulas(made: MarkdownIt) -> None:
    """Mend three things of the plugin.

    At the first character of a text it looks at the last one for what stands before. It takes "$5, in code `$x`" for
    a formula. And the search for the end of a block goes to the end of the text, each time anew: here, a page ahead.
    """
    inline = next(rule.fn for rule in made.inline.ruler.__rules__ if rule.name == "math_inline")
    block = next(rule.fn for rule in made.block.ruler.__rules__ if rule.name == "math_block")

    def in_line(state: StateInline, silent: bool) -> bool:
        source, start = state.src, state.pos
        if source[start] != "$":
            return False
        if start == 0:
            state.src = f"{source} "
        try:
            found = inline(state, silent)
        finally:
            state.src = source
        if found and "`" in source[start : state.pos]:
            state.pos = start
            if not silent:
                state.tokens.pop()
            return False
        return found

    def in_block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        return block(state, start, min(end, start + _MOST_LINES_OF_TEX), silent)

    made.inline.ruler.at("math_inline", in_line)
    made.block.ruler.at("math_block", in_block)


# How tokens become HTML where markdown-it's own way won't do. `self` is its renderer.


def _text(self: Any, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
    return whole(without_delimiters(html.escape(tokens[index].content, quote=False)))


def _math_inline(self: Any, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
    return tex_html(tokens[index].content, display=False)


def _math_inline_double(self: Any, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
    return tex_html(tokens[index].content, display=True)


def _math_block(self: Any, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
    return tex_html(tokens[index].content, display=True, block=True)


def _image(self: Any, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
    image = _as_image(tokens[index], env)
    if not is_shown(image.src):
        return without_delimiters(html.escape(f"[{image.alt}]", quote=False))
    title = f' title="{html.escape(image.title)}"' if image.title else ""
    return f'<img src="{html.escape(image.src)}" alt="{html.escape(image.alt)}"{title}>'


def _cell(self: Any, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
    token = tokens[index]
    align = str(token.attrs.get("style", "")).removeprefix("text-align:")
    return (
        f"<{token.tag}"
        + (' scope="col"' if token.tag == "th" else "")
        + (f' align="{align}"' if align else "")
        + ">"
    )


_RULES = {
    "text": _text,
    "math_inline": _math_inline,
    "math_inline_double": _math_inline_double,
    "math_block": _math_block,
    "image": _image,
    "th_open": _cell,
    "td_open": _cell,
}


def plain_words(token: Token) -> str:
    """Return what a token says in plain text.

    Example:
        >>> [plain_words(child) for child in parser().parseInline("`n` troops")[0].children]
        ['n', ' troops']
    """
    if token.type in {"text", "code_inline"}:
        return token.content
    if token.type in {"math_inline", "math_inline_double", "math_block"}:
        tex = token.content.strip()
        return f"{token.markup}{tex}{token.markup}" if only_denotes(tex) else tex
    if token.type == "image":
        return f"[{token.content}]"
    return " " if token.type in {"softbreak", "hardbreak"} else ""


def _walk(tokens: Sequence[Token]) -> Iterator[Token]:
    for token in tokens:
        yield token
        yield from _walk(token.children or ())


def shown_images(tokens: Sequence[Token], env: MutableMapping[str, Any]) -> list[Image]:
    """Return the pictures among tokens, in order.

    Example:
        >>> text, env = prepared("![a map](map.png)")
        >>> shown_images(parser().parse(text, env), env)
        [Image(src='map.png', alt='a map', title='')]
    """
    return [_as_image(token, env) for token in _walk(tokens) if token.type == "image"]


def _as_image(token: Token, env: MutableMapping[str, Any]) -> Image:
    src = str(token.attrs.get("src", ""))
    number = src.removeprefix(_STAND_IN)
    carried = env["carried"]
    if number != src and number.isdecimal() and int(number) < len(carried):
        src = carried[int(number)]
    return Image(src, _words_in(token), str(token.attrs.get("title", "")))


def _words_in(token: Token) -> str:
    return "".join(plain_words(child) for child in token.children or ()) or token.content


def prepared(markdown: str) -> tuple[str, dict[str, Any]]:
    """Return a text as the parser takes it, and what belongs to it: the pictures that it carries.

    Example:
        >>> prepared("![a map](data:image/png;base64,iVBORw0KGgo=)")
        ('![a map](nastava-picture:0)', {'carried': ['data:image/png;base64,iVBORw0KGgo=']})
    """
    carried: list[str] = []

    def stand_in(found: re.Match[str]) -> str:
        carried.append(found[1])
        return f"({_STAND_IN}{len(carried) - 1}"

    text = clean(markdown)
    if "data:image/" in text:
        text = _CARRIED.sub(stand_in, text)
    return text, {"carried": carried}
