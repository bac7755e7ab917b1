"""Texts of banks as HTML for other systems, and their HTML as Markdown."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from html import escape
from typing import TYPE_CHECKING, Any

from nastava.errors import NastavaError
from nastava.text.languages import pick
from nastava.text.markdown import MAX_MARKDOWN, to_html, to_plain
from nastava.text.pictures import TYPES

if TYPE_CHECKING:
    from nastava.items.picture import Picture

_WHOLE = re.compile(r'<span class="nastava-whole">([^<]*)</span>')
_FORMULA = re.compile(r'<span class="nastava-math">([^<]*)</span>')
_BLOCK_FORMULA = re.compile(r'<div class="nastava-math">([^<]*)</div>')
_DELIMITER = re.compile(r"<span>(\$|\\)</span>")
_DATA = re.compile(r'src="data:(image/[a-z+]+);base64,([A-Za-z0-9+/=]+)"')
_ENDINGS = {media: ending for ending, media in TYPES.items() if ending != ".jpeg"}
#: Elements that a text of a bank can't hold.
_MEDIA = ("audio", "video", "iframe", "object", "embed", "applet", "form", "input", "svg", "canvas")
_SILENT = ("script", "style", "head", "title", "noscript", "template")
_SUB = str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎")
_SUP = str.maketrans("0123456789+-=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ")
_TEX = re.compile(r"\\\((.+?)\\\)|\\\[(.+?)\\\]|\$\$(.+?)\$\$", re.DOTALL)
#: Stand-ins for what Markdown must not touch; the characters are for private use.
_OPEN, _CLOSE = "\ue000", "\ue001"
_STAND_IN = re.compile(f"{_OPEN}(\\d+){_CLOSE}")


@dataclass
class Pictures:
    """The pictures of a file: each once, under a name that follows from its content.

    ``prefix``: what stands before the name in the address of a picture.
    """

    prefix: str = ""
    files: dict[str, bytes] = field(default_factory=dict)

    def carried(self, markup: str) -> str:
        """Return HTML with the pictures that stand in it as files."""
        return _DATA.sub(lambda found: f'src="{self.keep(b64decoded(found[2]), found[1])}"', markup)

    def keep(self, content: bytes, kind: str) -> str:
        """Keep a picture and return its address."""
        name = f"picture-{hashlib.sha256(content).hexdigest()[:16]}{_ENDINGS[kind]}"
        self.files[name] = content
        return f"{self.prefix}{name}"

    def within(self, markup: str) -> dict[str, bytes]:
        """Return the files that stand in the HTML."""
        return {name: content for name, content in self.files.items() if name in markup}


def b64decoded(text: str) -> bytes:
    """Return the bytes that base64 stands for; nothing where it is none."""
    try:
        return base64.b64decode(text)
    except ValueError:
        return b""


def html_of(markdown: str, *, inline: bool = False) -> str:
    r"""Return a text as safe HTML without what only our own pages need; formulas between \( and \).

    Example:
        >>> html_of("članice **NATO-a**, $n_2$", inline=True)
        'članice <strong>NATO-a</strong>, \\(n_2\\)'
    """
    html = _WHOLE.sub(r"\1", to_html(markdown, inline=inline))
    html = _FORMULA.sub(r"\1", _BLOCK_FORMULA.sub(r"<p>\1</p>", html))
    return _DELIMITER.sub(r"\1", html).replace(' rel="noopener noreferrer"', "")


def drawn(picture: Picture, code: str, pictures: Pictures) -> str:
    """Return the picture of an item as HTML with an image, its title and its note."""
    from nastava.course.figures.item_picture import item_picture

    image = item_picture(picture, code, "light")
    address = pictures.keep(image.svg.encode(), "image/svg+xml")
    alt = escape(to_plain(pick(picture.alt, code), inline=True), quote=True)
    title = html_of(pick(picture.title, code), inline=True)
    note = f"<p>{html_of(pick(picture.note, code), inline=True)}</p>" if picture.note else ""
    return f'<p><strong>{title}</strong></p><p><img src="{address}" alt="{alt}"></p>{note}'


@dataclass
class Converted:
    """HTML as Markdown, and what could not be kept, in words."""

    text: str
    lost: list[str] = field(default_factory=list)


def markdown_of(
    html: str,
    *,
    picture: Callable[[str], str | None] = lambda _: None,
    kept: Callable[[str], str] | None = None,
    inline: bool = False,
) -> Converted:
    r"""Return HTML as Markdown of a bank.

    Args:
        html: as another system has it; it is not trusted.
        picture: gives the path of a picture by its address there, or None where it can't be had.
        kept: called with each stand-in that :func:`stand_in` made, to put back what it stands for.
        inline: whether it stands in a line, where "10. jun" begins no list.

    Raises:
        NastavaError: markdownify is not installed.

    Example:
        >>> markdown_of("<p>about <b>4,700</b> troops, \\(n_2\\)</p>").text
        'about **4,700** troops, $n_2$'
    """
    soup, lost = _cleaned(html)
    protected: list[str] = []

    def formula(found: re.Match[str]) -> str:
        line = found[1] is not None
        protected.append(f"${found[1].strip()}$" if line else f"$${(found[2] or found[3]).strip()}$$")
        return stand_in(f"9{len(protected) - 1}")

    for string in list(soup.find_all(string=_TEX)):
        string.replace_with(_TEX.sub(formula, str(string)))
    try:
        text = _converter(picture, lost).convert_soup(soup)
    except RecursionError:
        return Converted("", ["a text that is nested too deep"])
    text = re.sub(r"[ \t]+\n", "\n", text.replace("\xa0", " ")).replace("  \n", "\n")
    text = re.sub(r"\n{3,}", "\n\n", text).strip()
    text = _plainer(text, inline=inline)

    def back(found: re.Match[str]) -> str:
        if found[1][0] == "9":
            number = int(found[1][1:] or 0)
            return protected[number] if number < len(protected) else ""
        return kept(found[1][1:]) if kept else ""

    text = _STAND_IN.sub(back, text)
    if len(text) > MAX_MARKDOWN:
        lost.append(f"its formatting (a text has more than {MAX_MARKDOWN} characters)")
    return Converted(text, list(dict.fromkeys(lost)))


def stand_in(number: int | str) -> str:
    """Return what stands in HTML for something that is put back after conversion."""
    return f"{_OPEN}{number if isinstance(number, str) else f'1{number}'}{_CLOSE}"


def _cleaned(html: str) -> tuple[Any, list[str]]:
    try:
        from bs4 import BeautifulSoup
        from bs4.element import CData, PreformattedString
    except ImportError:
        raise needs_extra("markdownify") from None
    # In an element of its own: the library warns of a text that is an address and nothing else.
    soup = BeautifulSoup(f"<div>{html}</div>", "html.parser")
    lost: list[str] = []
    for hidden in [one for one in soup.find_all(string=True) if isinstance(one, PreformattedString)]:
        if not isinstance(hidden, CData):
            hidden.extract()  # a comment, a declaration, an instruction
    for line_break in soup.find_all("br"):
        # At the end of a paragraph it breaks nothing.
        after = (one for one in line_break.next_siblings if str(one).strip())
        if next(after, None) is None:
            line_break.decompose()
    for element in soup.find_all(_SILENT):
        element.decompose()
    for element in soup.find_all(_MEDIA):
        lost.append(f"the {element.name} in its text")
        element.decompose()
    return soup, lost


def needs_extra(library: str) -> NastavaError:
    """Return the error for a library of the extra that is missing."""
    return NastavaError(
        f'This format needs {library}, which is not installed. Run: python -m pip install "nastava[interop]"'
    )


def _plainer(text: str, *, inline: bool) -> str:
    """Return Markdown without its backslashes where it says the same without."""
    inline = inline and "\n" not in text
    bare = re.sub(r"\\([^\w\s]|_)", r"\1", text)
    return bare if bare == text or to_html(bare, inline=inline) == to_html(text, inline=inline) else text


def is_formatted(text: Mapping[str, str], codes: Iterable[str]) -> bool:
    """Return whether a text is more than its words in one of the languages."""
    return any("<" in html_of(pick(text, code), inline=True) for code in codes)


def _converter(picture: Callable[[str], str | None], lost: list[str]) -> Any:
    try:
        from markdownify import MarkdownConverter
    except ImportError:
        raise needs_extra("markdownify") from None

    class Converter(MarkdownConverter):
        """HTML to the Markdown that banks hold."""

        def convert_span(self, element: Any, text: str, parent_tags: Any) -> str:
            lang = element.get("lang", "")
            return f"[{text}]{{lang={lang}}}" if text.strip() and re.fullmatch(r"[\w-]+", lang) else text

        def convert_a(self, element: Any, text: str, parent_tags: Any) -> str:
            return _link(text, (element.get("href") or "").strip())

        def convert_sub(self, element: Any, text: str, parent_tags: Any) -> str:
            return _script(text, _SUB, "_")

        def convert_sup(self, element: Any, text: str, parent_tags: Any) -> str:
            return _script(text, _SUP, "^")

        def convert_img(self, element: Any, text: str, parent_tags: Any) -> str:
            source, alt = element.get("src") or "", " ".join((element.get("alt") or "").split())
            path = picture(source)
            if path is None:
                lost.append(f"the picture {source[:60]!r}")
                return alt
            return f"![{alt}]({path})"

        def convert_hN(self, level: int, element: Any, text: str, parent_tags: Any) -> str:  # noqa: N802
            return f"\n\n**{text.strip()}**\n\n" if text.strip() else ""

    return Converter(
        bullets="-",
        strong_em_symbol="*",
        escape_misc=True,
        newline_style="backslash",
        autolinks=False,
        code_language_callback=_language_of_code,
    )


def _link(text: str, target: str) -> str:
    if not re.match(r"(?:https?://|mailto:)", target, re.IGNORECASE) or not text.strip():
        return text  # a place in the other system, or worse
    target = target.replace("<", "%3C").replace(">", "%3E")
    return f"[{text}](<{target}>)" if re.search(r"[\s()]", target) else f"[{text}]({target})"


def _language_of_code(pre: Any) -> str:
    classes = " ".join(
        name for element in (pre, *pre.find_all("code")) for name in element.get("class") or ()
    )
    found = re.search(r"\blanguage-([\w+#.-]+)", classes)
    return found[1] if found else ""


def _script(text: str, table: dict[int, int], mark: str) -> str:
    raised = text.translate(table)
    return raised if all(ord(c) in table for c in text) else f"{mark}{text}"
