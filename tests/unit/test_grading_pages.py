"""What the formgrader and the feedback show of a student's text: nothing that runs, links, styles or redefines."""

from __future__ import annotations

import re
from typing import Any

import nbformat.v4
import pytest
from nbconvert.exporters import HTMLExporter
from traitlets.config import Config

from nastava.grading import page_filters
from nastava.text.tex import without_effects

#: Formulas that would do more than denote; MathJax's safe mode lets some of them pass.
EFFECTS = (
    r"\href{javascript:stolen(1)}{x}",
    r"\href{https://example.org}{x}",
    r"\require{action}",
    r"\style{margin:3em;color:red}{x}",
    r"\cssId{top}{x}",
    r"\class{panel}{x}",
    r"\def\frac#1#2{x}",
    r"\newcommand{\frac}{x}",
    r"\unicode[monospace]{x41}",
    r"\bbox[border:9em solid red]{x}",
)


def _page(*cells: Any) -> str:
    config = Config()
    config.HTMLExporter.template_name = "classic"
    config.HTMLExporter.sanitize_html = True
    config.HTMLExporter.filters = page_filters()
    page, _ = HTMLExporter(config=config).from_notebook_node(nbformat.v4.new_notebook(cells=list(cells)))
    return page[page.index("<body") :]


def _shown(kind: str, text: str) -> str:
    """Return the page of a formula as a written cell, or as an output of the kind."""
    if kind == "cell":
        return _page(nbformat.v4.new_markdown_cell(text))
    output = nbformat.v4.new_output("display_data", {kind: text})
    return _page(nbformat.v4.new_code_cell("", outputs=[output]))


@pytest.mark.parametrize("kind", ["cell", "text/markdown", "text/html", "text/latex"])
@pytest.mark.parametrize("formula", EFFECTS)
def test_a_formula_that_does_more_than_denote_is_shown_as_its_source(kind: str, formula: str) -> None:
    """No typesetter finds it: neither its delimiters nor its macro stand in one piece; the reader sees it all."""
    for text in (f"a ${formula}$ b", rf"a \\({formula}\\) b", f"$$\n{formula}\n$$", f"$a<br>{formula}<br>$"):
        page = _shown(kind, text)
        assert formula.split("{", 1)[0].split("#", 1)[0].split("[", 1)[0] not in page, page
        words = re.sub(r"</?span>", "", page)
        assert formula.split("{", 1)[0].split("#", 1)[0].split("[", 1)[0] in words


@pytest.mark.parametrize("kind", ["cell", "text/markdown", "text/html", "text/latex"])
def test_other_formulas_and_prices_stay(kind: str) -> None:
    """What a student writes to denote is typeset as before."""
    page = _shown(kind, r"$\frac{n}{4700} \le 1$ and $$\sum_i \hat{n}_i$$ cost $5")
    assert r"$\frac{n}{4700} \le 1$" in page
    assert r"$$\sum_i \hat{n}_i$$" in page


def test_a_word_without_end_keeps_within_the_page() -> None:
    """A written cell breaks it, and sets the numbers of a table apart, where Bootstrap has them touch."""
    markup = page_filters()["strip_files_prefix"]("<table><tr><td>20</td><td>7</td></tr></table>")
    assert ".nastava-written{overflow-wrap:anywhere}" in markup
    assert '<div class="nastava-written"><table>' in markup


def test_latex_stays_escaped() -> None:
    """Markup in a formula is text."""
    assert "<script>" not in _shown("text/latex", "$<script>x()</script>$")
    assert "&lt;script&gt;" in _shown("text/latex", r"$\href{x}{<script>x()</script>}$")


def test_braces_without_end_are_not_typeset() -> None:
    """A formula that is only deep would keep the browser busy."""
    deep = "$" + "{" * 9_000 + "}" * 9_000 + "$"
    assert without_effects(deep).startswith("<span>$</span>{")
