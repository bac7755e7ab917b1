r"""Markdown to HTML that is safe to insert in a page, whoever wrote the Markdown.

Besides CommonMark and tables: formulas between dollars (``$\frac{a}{b}$``, ``$$…$$``), and text in another language
(``[Partnership for Peace]{lang=en}``), which screen readers pronounce as such and which stays Latin in Cyrillic.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, MutableMapping, Sequence
from functools import cache, lru_cache
from typing import Any

import nh3
from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_plugins.attrs import attrs_plugin
from mdit_py_plugins.dollarmath import dollarmath_plugin

from nastava.text.cleaning import clean
from nastava.text.pictures import Image, is_shown
from nastava.text.tex import MATH_CLASS, only_denotes, tex_html, without_delimiters

#: Longer Markdown is shown as plain text: brackets within brackets take time that grows with its square.
MAX_MARKDOWN = 10_000
#: HTML of texts up to this length is remembered.
_REMEMBERED = 4_000
_MOST_LINES_OF_TEX = 60
_TAGS = {
    "a", "abbr", "b", "blockquote", "br", "cite", "code", "del", "div", "em", "h3", "h4", "h5", "hr", "i", "img",
    "li", "ol", "p", "pre", "q", "s", "span", "strong", "sub", "sup", "table", "tbody", "td", "th", "thead", "tr",
    "ul",
}  # fmt: skip
_ATTRIBUTES = {
    "a": {"href", "title"},
    "abbr": {"title"},
    "code": {"class"},
    "div": {"class"},
    "img": {"src", "alt", "title"},
    "ol": {"start"},
    "q": {"cite"},
    "span": {"class", "lang"},
    "td": {"align"},
    "th": {"align", "scope"},
}
_SCHEMES = {"http", "https", "mailto", "data"}
#: What the value of an attribute must be, where not every text will do.
_VALUES = {
    ("code", "class"): re.compile(r"language-[\w+#.-]{1,30}"),
    ("div", "class"): re.compile(MATH_CLASS),
    ("ol", "start"): re.compile(r"\d{1,9}"),
    ("span", "class"): re.compile(MATH_CLASS),
    ("span", "lang"): re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*"),
    ("td", "align"): re.compile(r"left|right|center"),
    ("th", "align"): re.compile(r"left|right|center"),
    ("th", "scope"): re.compile(r"col|row"),
}
# A picture within the text is long; the parser gets a short stand-in, and the picture is put back into the src.
_CARRIED = re.compile(r"\(\s*(data:image/[a-z+]+;base64,[A-Za-z0-9+/=]+)(?=[\s)])")
_STAND_IN = "nastava-picture:"


@cache
def _parser() -> MarkdownIt:
    # Raw HTML is off: nh3 would clean it, but an author's "<27" must come out as text.
    parser = MarkdownIt("commonmark", {"html": False, "linkify": False, "typographer": False})
    parser.enable("table")
    # "$5 and $6" is no formula: its marks may not touch spaces inside, nor digits outside.
    parser.use(
        dollarmath_plugin,
        allow_labels=False,
        allow_space=False,
        allow_digits=False,
        allow_blank_lines=False,
        double_inline=True,
    )
    parser.use(attrs_plugin, after=(), spans=True, allowed=("lang",))
    _mend_formulas(parser)
    for name, rule in _RULES.items():
        parser.add_render_rule(name, rule)
    return parser


def _mend_formulas(parser: MarkdownIt) -> None:
    """Mend two things of the plugin.

    At the first character of a text it looks at the last one for what stands before. And the search for the end of
    a block goes to the end of the text, each time anew: here, a page ahead.
    """
    inline = next(rule.fn for rule in parser.inline.ruler.__rules__ if rule.name == "math_inline")
    block = next(rule.fn for rule in parser.block.ruler.__rules__ if rule.name == "math_block")

    def at_the_start_too(state: StateInline, silent: bool) -> bool:
        if state.pos:
            return inline(state, silent)
        source = state.src
        state.src = f"{source} "
        try:
            return inline(state, silent)
        finally:
            state.src = source

    def a_page(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        return block(state, start, min(end, start + _MOST_LINES_OF_TEX), silent)

    parser.inline.ruler.at("math_inline", at_the_start_too)
    parser.block.ruler.at("math_block", a_page)


# How tokens become HTML where markdown-it's own way won't do. `self` is its renderer.


def _text(self: Any, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
    return without_delimiters(html.escape(tokens[index].content, quote=False))


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


def _allowed(element: str, attribute: str, value: str) -> str | None:
    """Return an attribute's value if it may stay."""
    if (element, attribute) == ("img", "src"):
        return value if is_shown(value) else None
    if attribute in {"href", "cite"}:
        # A link with data could carry a page.
        return None if value.strip().lower().startswith("data:") else value
    wanted = _VALUES.get((element, attribute))
    return value if wanted is None or wanted.fullmatch(value) else None


def sanitise(markup: str) -> str:
    """Return the HTML with everything removed that could run, load or restyle.

    Example:
        >>> sanitise('<b onclick="x()">27</b><script>x()</script>')
        '<b>27</b>'
    """
    return nh3.clean(
        clean(markup),
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        url_schemes=_SCHEMES,
        attribute_filter=_allowed,
        link_rel="noopener noreferrer",
    )


def to_html(markdown: str, *, inline: bool = False) -> str:
    """Return Markdown as safe HTML; ``inline`` leaves out the paragraph around it.

    Example:
        >>> to_html("about **4,700**", inline=True)
        'about <strong>4,700</strong>'
        >>> to_html("[de facto]{lang=la}", inline=True)
        '<span lang="la">de facto</span>'
    """
    return _remembered(markdown, inline) if len(markdown) <= _REMEMBERED else _to_html(markdown, inline)


@lru_cache(maxsize=4096)
def _remembered(markdown: str, inline: bool) -> str:
    return _to_html(markdown, inline)


def _to_html(markdown: str, inline: bool) -> str:
    text, env = _prepared(markdown)
    if len(text) > MAX_MARKDOWN:
        escaped = without_delimiters(html.escape(text, quote=False))
        return escaped if inline else f"<p>{escaped}</p>"
    parser = _parser()
    return sanitise(parser.renderInline(text, env) if inline else parser.render(text, env)).strip()


def to_plain(markdown: str) -> str:
    """Return the words of a Markdown text, without marks and links; formulas as their source.

    Example:
        >>> to_plain("about **4,700**, $n/2$")
        'about 4,700, $n/2$'
    """
    text, env = _prepared(markdown)
    if len(text) > MAX_MARKDOWN:
        return text.strip()
    words: list[str] = []
    for token in _parser().parse(text, env):
        words += (_plain(child) for child in token.children or ())
        if token.type in {"fence", "code_block"}:
            words.append(token.content)
        elif token.type == "math_block":
            words += (_plain(token), "\n")
        elif token.type in {"th_close", "td_close"}:
            words.append(" ")
        elif token.type in {"paragraph_close", "heading_close", "tr_close"}:
            words.append("\n")
    return "".join(words).strip()


def _plain(token: Token) -> str:
    if token.type in {"text", "code_inline"}:
        return token.content
    if token.type in {"math_inline", "math_inline_double", "math_block"}:
        tex = token.content.strip()
        return f"{token.markup}{tex}{token.markup}" if only_denotes(tex) else tex
    if token.type == "image":
        return f"[{token.content}]"
    return " " if token.type in {"softbreak", "hardbreak"} else ""


def images(markdown: str) -> list[Image]:
    """Return the pictures that a Markdown text shows, in order.

    Example:
        >>> images("![A map](map.png) and ![](https://example.org/x.png)")
        [Image(src='map.png', alt='A map', title=''), Image(src='https://example.org/x.png', alt='', title='')]
    """
    if "![" not in markdown:
        return []
    text, env = _prepared(markdown)
    if len(text) > MAX_MARKDOWN:
        return []
    return [_as_image(token, env) for token in _walk(_parser().parse(text, env)) if token.type == "image"]


def _walk(tokens: Sequence[Token]) -> Iterator[Token]:
    for token in tokens:
        yield token
        yield from _walk(token.children or ())


def _as_image(token: Token, env: MutableMapping[str, Any]) -> Image:
    src = str(token.attrs.get("src", ""))
    number = src.removeprefix(_STAND_IN)
    carried = env["carried"]
    if number != src and number.isdecimal() and int(number) < len(carried):
        src = carried[int(number)]
    return Image(src, _words_in(token), str(token.attrs.get("title", "")))


def _words_in(token: Token) -> str:
    return "".join(_plain(child) for child in token.children or ()) or token.content


def _prepared(markdown: str) -> tuple[str, dict[str, Any]]:
    carried: list[str] = []

    def stand_in(found: re.Match[str]) -> str:
        carried.append(found[1])
        return f"({_STAND_IN}{len(carried) - 1}"

    text = clean(markdown)
    if "data:image/" in text:
        text = _CARRIED.sub(stand_in, text)
    return text, {"carried": carried}
