r"""Mathematical notation (TeX) on its way to a browser's typesetter.

JupyterLab typesets by MathJax with nearly all its extensions, and one set of macros for the whole page: a
``\def`` in one question would change every formula of the notebook, and ``\href``, ``\style`` and the like make
links and styles. MathJax's safe mode, which JupyterLab switches on, drops ``javascript:``; other front ends may
not. So notation that does more than denote is shown as its source instead.
"""

from __future__ import annotations

import html
import re

#: The class by which the browser side finds what is to be typeset.
MATH_CLASS = "nastava-math"
#: Longer or deeper formulas would only make the browser work.
MAX_TEX = 2_000
MAX_BRACES = 40
_DOES_MORE = re.compile(
    r"\\(?:"
    r"href|url|class|cssId|style|data|html[A-Za-z]*|require|unicode|U|char|csname|mmlToken|bbox"
    r"|(?:math|text)tip|Tooltip|toggle|action|includegraphics|tag|label|(?:eq)?ref"
    r"|[egx]?def|let|futurelet|global|long|begingroup|endgroup|[Nn]ew[A-Za-z]+|renew[A-Za-z]+|provide[A-Za-z]+"
    r"|Declare[A-Za-z]+"
    r")(?![A-Za-z])"
)
#: What a typesetter of the page may take for the beginning or the end of a formula.
_BACKSLASH = re.compile(r"\\(?=[(\[\])]|begin|end|(?:eq)?ref)")


def only_denotes(tex: str) -> bool:
    r"""Return whether a formula neither links, styles, loads nor defines, and is of a sane size.

    Example:
        >>> only_denotes(r"\frac{a}{b}"), only_denotes(r"\href{javascript:x()}{b}")
        (True, False)
    """
    return len(tex) <= MAX_TEX and _depth(tex) <= MAX_BRACES and _DOES_MORE.search(tex) is None


def _depth(tex: str) -> int:
    depth = deepest = 0
    for brace in re.findall(r"[{}]", tex):
        depth += 1 if brace == "{" else -1
        deepest = max(deepest, depth)
    return deepest


def tex_html(tex: str, *, display: bool, block: bool = False) -> str:
    r"""Return a formula as HTML that JupyterLab typesets, and that shows the source where nobody does.

    Args:
        tex: the formula, without its marks.
        display: on a line of its own, and larger.
        block: not within a paragraph.

    Example:
        >>> tex_html("a < b", display=False)
        '<span class="nastava-math">\\(a &lt; b\\)</span>'
    """
    source = html.escape(tex.strip(), quote=False)
    if not only_denotes(tex):
        return f"<pre><code>{source}</code></pre>" if block else f"<code>{source}</code>"
    element = "div" if block else "span"
    opening, closing = (r"\[", r"\]") if display else (r"\(", r"\)")
    return f'<{element} class="{MATH_CLASS}">{opening}{source}{closing}</{element}>'


def without_delimiters(escaped: str) -> str:
    r"""Return escaped text in which no typesetter finds a formula: "$5 and $6" stays two prices.

    JupyterLab typesets whatever stands between two dollars anywhere in an HTML output. A delimiter in an
    element of its own is none.

    Example:
        >>> without_delimiters("$5 and $6")
        '<span>$</span>5 and <span>$</span>6'
    """
    return _BACKSLASH.sub(r"<span>\\</span>", escaped.replace("$", "<span>$</span>"))


def without_effects(escaped: str) -> str:
    r"""Return escaped text in which no typesetter finds a formula, if one of its formulas would do more than denote.

    Such a macro is broken too: its formula may begin in another text of the page, before a line break.

    Example:
        >>> without_effects(r"$\frac{a}{b}$"), without_effects(r"\href{x}{b}")
        ('$\\frac{a}{b}$', '<span>\\</span>href{x}{b}')
    """
    if _DOES_MORE.search(escaped) is None and _depth(escaped) <= MAX_BRACES:
        return escaped
    return _DOES_MORE.sub(lambda macro: rf"<span>\</span>{macro[0][1:]}", without_delimiters(escaped))


def literal(text: str) -> str:
    r"""Return plain text as HTML that shows it as it is: neither markup nor a formula is found in it.

    Example:
        >>> literal("$5 < $6")
        '<span>$</span>5 &lt; <span>$</span>6'
    """
    return without_delimiters(html.escape(text, quote=False))


def split_at_delimiters(text: str) -> list[str]:
    r"""Return the stretches of a text that :func:`without_delimiters` leaves in one piece.

    Example:
        >>> split_at_delimiters("about $5")
        ['about ', '$', '5']
    """
    return re.split(rf"(\$|{_BACKSLASH.pattern})", text)
