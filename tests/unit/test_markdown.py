"""Markdown of authors and of learners: what is shown, and that nothing else gets in or holds anything up."""

from __future__ import annotations

import base64
import html
import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nastava.text.dates import format_date
from nastava.text.markdown import MAX_MARKDOWN, images, text_runs, to_html, to_plain
from nastava.text.markdown_parser import parser, prepared
from nastava.text.pictures import is_drawing
from nastava.text.sanitising import sanitise

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0h9"/></svg>'


def as_data(content: bytes, kind: str = "svg+xml") -> str:
    return f"data:image/{kind};base64,{base64.b64encode(content).decode()}"


_SIGNS = st.characters(categories=["L", "N"]) | st.sampled_from(" ,.;:?()'\"%/–—„“”’-0123456789abčšŽ")


@given(st.text(_SIGNS, min_size=1, max_size=30), st.booleans())
def test_mere_words_come_out_as_the_parser_would_have_them(words: str, inline: bool) -> None:
    """Texts without any mark are not parsed: the outcome is the same as if they were."""
    text, env = prepared(words)
    render = parser().renderInline if inline else parser().render
    assert to_html(words, inline=inline) == sanitise(render(text, env)).strip()


@pytest.mark.parametrize(
    "words", ["članice NATO-a", "*članice* NATO-a", "членице NATO-а", "u BiH-u", "KFOR-ov tim"]
)
def test_an_acronym_is_not_parted_from_its_ending(words: str) -> None:
    """What style sheets keep in one line has all its letters, as a search and a copy need them."""
    word = next(word for word in words.split() if "-" in word)
    shown = to_html(words, inline=True)
    assert f'<span class="nastava-whole">{word}</span>' in shown
    assert re.sub(r"<[^>]*>", "", shown) == to_plain(words)


@pytest.mark.parametrize("words", ["14-3-2024", "Sjeverno-Atlantski", "rok-a", "`NATO-a`", "$AB-c$"])
def test_other_hyphens_are_left_alone(words: str) -> None:
    """Numbers, common words, code and formulas have nothing to hold together."""
    assert "nastava-whole" not in to_html(words, inline=True)


def test_formulas_are_marked_for_the_typesetter() -> None:
    """In a line, on a line of their own, and in a paragraph; with what HTML would take for markup escaped."""
    assert to_html("$a < b$", inline=True) == r'<span class="nastava-math">\(a &lt; b\)</span>'
    assert to_html("$$\na\n$$") == '<div class="nastava-math">\\[a\\]</div>'
    assert to_html("so $$a$$ it is") == r'<p>so <span class="nastava-math">\[a\]</span> it is</p>'
    assert to_plain("so $a < b$\n\n$$\nc\n$$") == "so $a < b$\n$$c$$"


@pytest.mark.parametrize(
    "text",
    [
        "$5 and $6",
        "from $5 to $10, or 5 $",
        "a $ b $ c",
        r"\$a\$",
        "`$a$`",
        "$5, in code `$x$`",
        "$",
        "$$",
        "5$a$6",
    ],
)
def test_prices_and_code_are_no_formulas(text: str) -> None:
    """A dollar beside a space or a digit, an escaped one and one in code is a dollar."""
    assert "nastava-math" not in to_html(text)


@pytest.mark.parametrize(
    "tex",
    [
        r"\href{javascript:alert(1)}{x}", r"\url{javascript:alert(1)}", r"\class{nq-right}{x}", r"\cssId{a}{x}",
        r"\style{position:fixed}{x}", r"\htmlData{a=b}{x}", r"\data{a=b}{x}", r"\require{html}", r"\unicode{x202E}",
        r"\def\a{\a\a}\a", r"\newcommand{\a}{b}", r"\renewcommand{\frac}{b}", r"\let\frac\sqrt", r"\gdef\a{b}",
        r"\DeclareMathOperator{\a}{b}", r"\mmlToken{mi}[href='javascript:alert(1)']{x}", r"\bbox[background:red]{x}",
        r"\texttip{x}{y}", r"\begingroup x", r"\newenvironment{a}{b}{c}", "{" * 50 + "x" + "}" * 50, "x" * 3000,
    ],
)  # fmt: skip
def test_tex_that_does_more_than_denote_is_shown_as_it_is_written(tex: str) -> None:
    """Links, styles, macros and giants are no formulas for the typesetter: their source is shown as code."""
    for markup in (to_html(f"${tex}$"), to_html(f"$$\n{tex}\n$$"), to_html(f"a $${tex}$$", inline=True)):
        assert "nastava-math" not in markup
        assert html.escape(tex, quote=False) in markup
        assert re.search(rf"<code>{re.escape(html.escape(tex, quote=False))}</code>", markup)
    assert "$" not in to_plain(f"${tex}$")


@pytest.mark.parametrize(
    "tex",
    [
        r"\frac{a}{b}",
        r"\sqrt{x}",
        r"\text{troops}",
        r"\lettre",
        r"\definitely",
        r"\hrefs",
        r"\sum_{i=1}^{n} x_i",
    ],
)
def test_tex_that_denotes_is_typeset(tex: str) -> None:
    """Names that only begin like a refused one are left alone."""
    assert "nastava-math" in to_html(f"${tex}$")


@pytest.mark.parametrize(
    "text",
    [
        r"\\(\href{javascript:x}{y}\\)",
        r"\\[x\\]",
        r"\\begin{equation}x\\end{equation}",
        "$5 and *x* and 6$ there",
        r"\\ref{a}",
    ],
)
def test_a_typesetter_of_the_page_finds_no_formula_elsewhere(text: str) -> None:
    """JupyterLab looks through a static output for formulas: none begins outside ours."""
    for piece in re.split(
        r"<[^>]*>", re.sub(r'<(span|div) class="nastava-math">.*?</\1>', "", to_html(text))
    ):
        assert re.search(r"\$.*\$|\\[(\[]|\\begin|\\ref", html.unescape(piece)) is None


@pytest.mark.parametrize(
    "hostile",
    [
        "[x](javascript:alert(1))", "[x](JaVaScRiPt:alert(1))", "[x](java&#x73;cript:alert(1))", "[x](&#106;avascript:alert(1))",
        "[x](javascript&colon;alert(1))", "[x](java\tscript:alert(1))", "[x](<java\nscript:alert(1)>)", "[x](&Tab;javascript:alert(1))",
        "[x](vbscript:x)", "[x](data:text/html,<script>alert(1)</script>)", "[x](data:image/svg+xml;base64,PHN2Zz4=)",
        "[x](file:///etc/passwd)", "<javascript:alert(1)>", "[x][y]\n\n[y]: javascript:alert(1)", "[x](blob:https://a/b)",
        "<script>alert(1)</script>", "<SCRIPT/SRC=//a>", '<img src=x onerror="alert(1)">', "<svg/onload=alert(1)>", "<math><mtext></form>",
        "![x](javascript:alert(1))", "![x](data:text/html;base64,PHN2Zz4=)", '![x](https://a.b/c" onerror="alert(1))', '![" onerror="alert(1)](https://a.b/c)',
        '[x]{lang="en\\" onclick=\\"alert(1)"}', "[x]{onclick=alert(1) .nq-right style=color:red lang=en}", '```x" onclick="alert(1)\ny\n```',
        "[x](https://a.b 'y\" onclick=\"alert(1)')", "<a href=javascript&colon;alert(1)>x</a>", "<template><script>x</script></template>", "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
        '<span class="nastava-math nq-right" style="x">a</span>', '<div class="other">a</div>', "<form><button formaction=javascript:alert(1)>", "<base href=//a>", "<meta http-equiv=refresh content=0>", "<link rel=stylesheet href=//a>", "<object data=x>", "<iframe srcdoc='<script>'>",
    ],
)  # fmt: skip
def test_nothing_hostile_becomes_markup(hostile: str) -> None:
    """No script, handler, style, form or odd link is left in HTML, from Markdown and from HTML alike."""
    for markup in (to_html(hostile), to_html(hostile, inline=True), sanitise(hostile)):
        for tag in re.findall(r"<[^>]*>", markup):
            name = re.match(r"</?([a-z0-9]+)", tag)
            assert name, tag
            assert name[1] in {"a", "p", "span", "div", "code", "pre", "img"}, tag
            for attribute, value in re.findall(r'([a-z-]+)="([^"]*)"', tag):
                assert attribute in {"href", "src", "alt", "title", "rel", "class", "lang"}, tag
                if attribute in {"href", "src"}:
                    assert re.match(r"https?://|mailto:", html.unescape(value)), tag
                if attribute == "class":
                    assert value == "nastava-math" or value.startswith("language-"), tag
            assert not re.search(r"\son\w+\s*=", re.sub(r'"[^"]*"', "", tag)), tag


def test_pictures_come_within_the_text() -> None:
    """Others are shown as their words; the data of a long picture is not looked at by the parser."""
    picture = as_data(b"\x89PNG" + bytes(900_000), "png")
    begun = time.process_time()
    markup = to_html(f"![a map]({picture} 'Map')")
    assert time.process_time() - begun < 1
    assert markup == f'<p><img src="{picture}" alt="a map" title="Map"></p>'
    for src in (
        "map.png",
        "https://a.b/c.webp",
        "http://a.b/c.png",
        "//a.b/c.png",
        "data:image/bmp;base64,AAAA",
        "nastava-picture:0",
    ):
        assert to_html(f"![a map]({src})", inline=True) == "[a map]"
    assert to_html(f"[a map]({as_data(SVG)})", inline=True) == '<a rel="noopener noreferrer">a map</a>'
    assert [(image.src, image.alt) for image in images(f"![one]({picture})\n\n- ![](b.png)")] == [
        (picture, "one"),
        ("b.png", ""),
    ]


@pytest.mark.parametrize(
    "inside",
    [
        "<script>alert(1)</script>", "<x:script xmlns:x='http://www.w3.org/2000/svg'/>", "<foreignObject/>", "<image href='https://a.b/c.png'/>",
        "<use href='https://a.b/c.svg#x'/>", "<a href='&#106;avascript:alert(1)'><path/></a>", "<path onclick='alert(1)'/>", "<rect style='fill:url(https://a.b/c)'/>",
        "<style>@import 'https://a.b/c.css';</style>", "<style>path{fill:url(//a.b/c)}</style>", "<set attributeName='href' to='javascript:alert(1)'/>",
        "<animate attributeName='href' values='#a;javascript:alert(1)'/>", "<iframe/>", "<path>",
    ],
)  # fmt: skip
def test_a_drawing_that_does_more_is_no_picture(inside: str) -> None:
    """A script, a handler, a page inside or anything loaded from elsewhere: the words are shown instead."""
    svg = SVG.replace(b"<path", inside.encode() + b"<path", 1)
    assert not is_drawing(svg)
    assert to_html(f"![a map]({as_data(svg)})", inline=True) == "[a map]"


def test_drawings_are_pictures() -> None:
    """Plain SVG with gradients, uses and styles of its own is shown."""
    rich = SVG.replace(
        b"<path",
        b"<style>path{fill:url(#g)}</style><linearGradient id='g'/><use href='#g'/><image href='data:image/png;base64,AA=='/><path",
        1,
    )
    for svg in (SVG, rich):
        assert "<img" in to_html(f"![a map]({as_data(svg)})")
    for broken in (
        b"",
        b"<svg",
        b"<html/>",
        b"\xff\xfe<svg/>",
        b'<!DOCTYPE svg [<!ENTITY a "b">]>' + SVG,
        "<svg/>".encode("utf-16"),
    ):
        assert not is_drawing(broken)


def test_tables_code_and_languages_are_told_to_assistive_software() -> None:
    """Header cells have a scope, code its language, foreign words theirs."""
    table = to_html("| a | b |\n|---|--:|\n| 1 | 2 |")
    assert '<th scope="col">a</th>' in table
    assert '<td align="right">2</td>' in table
    assert to_plain("| a | b |\n|---|--:|\n| 1 | 2 |") == "a b \n1 2"
    assert '<pre><code class="language-python">' in to_html("```python\nx\n```")
    assert to_html("[de facto]{lang=la}", inline=True) == '<span lang="la">de facto</span>'


def test_what_is_not_seen_can_not_mislead() -> None:
    """Direction overrides, control characters and halves of characters are gone from page and plain text."""
    text = "4\u202e007\u2066 vojnika\u2069\x00\x07\x9b\ud800"
    for said in (to_html(text, inline=True), to_plain(text)):
        assert said == "4007 vojnika\ufffd"
    assert to_html("שלום Zveçan", inline=True) == "שלום Zveçan"


@pytest.mark.parametrize("size", [MAX_MARKDOWN - 1, 1_000_000])
@pytest.mark.parametrize(
    "piece",
    [">", "[", "![", "*a **", "_", "`", "`a", "$", "$$", "$a ", "- $$ab\n", "> ", "](", "[a](", "[a]{lang=", "<", "&", "&#", "\\", "\\(", "| a\n|-\n", "![a](data:image/png;base64,", "[a]: b\n", "{", "\u202e", "\x00", "<p>", "a"],
)  # fmt: skip
def test_nothing_holds_the_page_up(piece: str, size: int) -> None:
    """A text of any size, repeated or nested ten thousand deep, is a page or plain text: no step of it takes minutes."""
    text = (piece * (size // len(piece) + 1))[:size]
    for convert in (to_html, lambda words: to_html(words, inline=True), to_plain, images):
        begun = time.process_time()
        convert(text)
        assert time.process_time() - begun < 20


@given(
    st.text(alphabet=st.characters(codec="utf-8"), max_size=300)
    | st.text(alphabet="$\\`[](){}<>!*_|-\n a1&#:", max_size=60)
)
def test_any_text_is_a_page(text: str) -> None:
    """Nothing makes the conversions fail, and the result needs no more cleaning."""
    markup = to_html(text)
    assert sanitise(markup) == markup
    to_plain(text)
    images(text)
    assert all(run for run in text_runs(text))


@pytest.mark.parametrize(
    "iso, language, running, alone",
    [
        ("1999-06-10", "en", "10 June 1999", "10 June 1999"),
        ("1999-06-10", "sr", "10. juna 1999.", "10. jun 1999."),
        ("1999-06-10", "sr-Cyrl", "10. јуна 1999.", "10. јун 1999."),
        ("2010-10-29", "sr", "29. oktobra 2010.", "29. oktobar 2010."),
        ("2023-09", "sr-Cyrl", "септембар 2023.", "септембар 2023."),
        ("2023", "en", "2023", "2023"),
        ("2023", "sr", "2023.", "2023."),
    ],
)
def test_dates_are_written_as_each_language_writes_them(
    iso: str, language: str, running: str, alone: str
) -> None:
    """Within a Serbian sentence the month is in the genitive, in a list in the nominative."""
    assert format_date(iso, language) == running
    assert format_date(iso, language, standing_alone=True) == alone


@pytest.mark.parametrize("text", ["", "June", "2023-13", "2023-02-30", "20231"])
def test_what_is_no_date_is_refused(text: str) -> None:
    """A day that is not in the calendar is an error."""
    with pytest.raises(ValueError):
        format_date(text, "en")
