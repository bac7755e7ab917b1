"""What students wrote and displayed, made harmless for the pages that are made of it.

The formgrader and the feedback show a submission as HTML from the instructor's own server: a script in a cell's
output would run with the instructor's rights there, and a written answer may hold HTML too. nbgrader's templates
pass both through named filters of nbconvert, and the filters here take their place.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from functools import cache
from typing import Any

import nh3
from nbconvert.filters.strings import strip_files_prefix

from nastava.checks.score import STYLE
from nastava.text.tex import without_effects

_TAGS = nh3.ALLOWED_TAGS | {
    "details",
    "summary",
    "section",
    "figure",
    "figcaption",
    "colgroup",
    "col",
    "input",
}
_ANYWHERE = {"class", "lang", "dir", "title", "style", "align", "role", "aria-hidden", "aria-label"}
_OWN = {
    "a": {"href"},
    "details": {"open"},
    "img": {"src", "alt", "width", "height"},
    "input": {"type", "checked", "disabled"},
    "ol": {"start"},
    "table": {"border"},
    "td": {"colspan", "rowspan", "headers"},
    "th": {"colspan", "rowspan", "scope"},
}
#: What can't lay one thing over another, load anything or hide what is there.
_STYLES = {
    "background-color", "border", "border-bottom", "border-collapse", "border-left", "border-radius", "border-right",
    "border-top", "color", "font-family", "font-size", "font-style", "font-weight", "max-width", "min-width", "padding",
    "text-align", "text-decoration", "vertical-align", "white-space", "width",
}  # fmt: skip
#: Our own, pandas' and those of highlighted code; Bootstrap's could cover the page.
_CLASS = re.compile(r"nastava-[\w-]+|dataframe|highlight|hl-\w+|[a-z][a-z0-9]{0,2}")
#: A tag as the cleaner writes it: attributes in double quotes.
_TAG = re.compile(r'(<[/!a-zA-Z](?:"[^"]*"|[^">])*>)')
_STYLED = f"<style>{STYLE}</style>"
#: A word without end keeps within the page, numbers side by side in a table apart, and a short heading whole.
_WRITTEN = (
    "<style>.nastava-written{{overflow-wrap:anywhere}}.nastava-written :is(td,th){{padding:2px 14px 2px 0}}"
    ".nastava-written th{{min-width:6em}}</style>"
    '<div class="nastava-written">{}</div>'
)


def harmless(markup: str | bytes) -> str:
    """Return HTML without all that could run, load a page, or cover another part of the page.

    Example:
        >>> harmless('<p onclick="x()">27<script>x()</script> <a href="javascript:x()">more</a></p>')
        '<p>27 <a rel="noopener noreferrer">more</a></p>'
    """
    text = markup.decode("utf-8", "replace") if isinstance(markup, bytes) else str(markup)
    # Nor may a formula link, style or redefine: what typesets a page is not always in its safe mode.
    cleaned = "".join(
        part if part.startswith("<") else without_effects(part) for part in _TAG.split(_cleaner().clean(text))
    )
    # The one style sheet that is our own: the table of checks has it.
    return _STYLED + cleaned if text.startswith(_STYLED) else cleaned


def page_filters() -> dict[str, Callable[[Any], str]]:
    """Return the filters for ``c.HTMLExporter.filters``, beside ``c.HTMLExporter.sanitize_html = True``.

    ``clean_html`` is nbconvert's own for outputs, and lets tables and headings through only as text;
    ``strip_files_prefix`` is the last that nbgrader's templates apply to written cells and comments; ``e`` escapes
    outputs in LaTeX.

    Example:
        >>> page_filters()["strip_files_prefix"]('<b>a</b><iframe src="x"></iframe>')[-43:]
        '<div class="nastava-written"><b>a</b></div>'
    """
    return {"clean_html": harmless, "strip_files_prefix": _written, "e": _latex}


def _written(markup: str) -> str:
    return _WRITTEN.format(harmless(strip_files_prefix(markup)))  # type: ignore[no-untyped-call]


def _latex(text: str) -> str:
    return without_effects(html.escape(str(text)))


def _allowed(element: str, attribute: str, value: str) -> str | None:
    if element == "img" and attribute == "src":
        # A picture from elsewhere would tell its server who looked at it, and when.
        return value if value.startswith("data:image/") else None
    if element == "input" and attribute == "type":
        return value if value == "checkbox" else None
    if attribute == "class":
        return " ".join(name for name in value.split() if _CLASS.fullmatch(name)) or None
    if attribute == "href" and value.strip().lower().startswith("data:"):
        return None
    return value


@cache
def _cleaner() -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=_TAGS,
        attributes={"*": _ANYWHERE, **_OWN},
        attribute_filter=_allowed,
        filter_style_properties=_STYLES,
        url_schemes={"http", "https", "mailto", "data"},
    )
