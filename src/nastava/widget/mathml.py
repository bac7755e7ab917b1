r"""Formulas as MathML, for pages that no typesetter works on: a printed test."""

from __future__ import annotations

import html
import re
from xml.etree import ElementTree as ET

from nastava.text.tex import MATH_CLASS

_FORMULA = re.compile(rf'<(span|div) class="{MATH_CLASS}">\\([(\[])(.*?)\\[)\]]</\1>', re.DOTALL)


def with_mathml(markup: str) -> str:
    r"""Return safe HTML with its formulas as MathML; one that can't be read stays as its source.

    Args:
        markup: what :func:`nastava.text.markdown.to_html` returned.

    Example:
        >>> "<msup>" in with_mathml('<span class="nastava-math">\\(x^2\\)</span>')
        True
    """
    return _FORMULA.sub(_typeset, markup)


def _typeset(found: re.Match[str]) -> str:
    from latex2mathml.converter import convert_to_element

    tex = html.unescape(found[3])
    try:
        # The library's own text output leaves what stands in \text{…} unescaped, so the tree is written here.
        root = convert_to_element(tex, display="inline" if found[2] == "(" else "block")
        for element in root.iter():
            element.text = html.unescape(element.text) if element.text else element.text
        written = ET.tostring(root, encoding="unicode")
    except Exception:  # noqa: BLE001  # the library tells a broken formula by a dozen errors
        return f"<code>{html.escape(tex, quote=False)}</code>"
    return f"<{found[1]}>{written}</{found[1]}>"
