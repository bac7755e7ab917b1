"""A student's formulas on the pages of formgrader and feedback, typeset by the MathJax that these load."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import urlsplit

import nbformat.v4
import pytest
from nbconvert.exporters import HTMLExporter
from playwright.sync_api import Browser, Page, Route
from traitlets.config import Config

from nastava.grading import page_filters

#: MathJax 2, as Debian's package libjs-mathjax has it; the pages name a server that a test does not ask.
MATHJAX = Path(os.environ.get("NASTAVA_MATHJAX", "/usr/share/javascript/mathjax"))
pytestmark = pytest.mark.skipif(
    not (MATHJAX / "MathJax.js").exists(), reason="MathJax 2 is not on this machine"
)

_SERVER = "https://cdnjs.cloudflare.com/ajax/libs/mathjax/2.7.7/"
FORMULAS = r"""
$\href{javascript:window.stolen=1}{link}$ and \\(\style{margin:3em;color:red}{loud}\\) $\cssId{top}{x}$

$$\class{panel}{panel} \def\frac#1#2{redefined}$$

$\frac{27}{4700}$ costs $5
"""


def _open(browser: Browser, *, safe: bool, filtered: bool) -> Page:
    config = Config()
    config.HTMLExporter.template_name = "classic"
    config.HTMLExporter.mathjax_url = f"{_SERVER}MathJax.js?config=TeX-AMS_CHTML-full" + (
        ",Safe" if safe else ""
    )
    if filtered:
        config.HTMLExporter.sanitize_html = True
        config.HTMLExporter.filters = page_filters()
    latex = nbformat.v4.new_output(
        "display_data", {"text/latex": r"$\href{javascript:window.stolen=2}{output}$"}
    )
    cells = [nbformat.v4.new_markdown_cell(FORMULAS), nbformat.v4.new_code_cell("", outputs=[latex])]
    html, _ = HTMLExporter(config=config).from_notebook_node(nbformat.v4.new_notebook(cells=cells))

    def serve(route: Route) -> None:
        path = urlsplit(route.request.url).path
        name = path.removeprefix(urlsplit(_SERVER).path)
        if path == "/page":
            route.fulfill(body=html, content_type="text/html")
        elif name != path and (MATHJAX / name).is_file():
            route.fulfill(path=MATHJAX / name)
        else:
            route.abort()

    page = browser.new_context(viewport={"width": 700, "height": 700}).new_page()
    page.route("**/*", serve)
    page.goto("https://formgrader.example/page")
    page.wait_for_function("window.MathJax && MathJax.Hub && MathJax.isReady", timeout=60_000)
    page.evaluate("new Promise(done => MathJax.Hub.Queue(['Typeset', MathJax.Hub], done))")
    return page


@pytest.mark.parametrize("safe", [True, False])
def test_formulas_neither_link_nor_style_nor_redefine(browser: Browser, safe: bool) -> None:
    """Their source is shown, whether MathJax is in its safe mode or not; other formulas are typeset."""
    page = _open(browser, safe=safe, filtered=True)
    assert page.locator("[href^=javascript], #top, .panel").count() == 0
    assert page.locator(".mjx-mfrac").count() == 1
    words = page.locator("#notebook").inner_text()
    assert r"$\href{javascript:window.stolen=1}{link}$" in words
    assert r"\def\frac#1#2{redefined}" in words
    page.context.close()


def test_without_the_filters_they_would(browser: Browser) -> None:
    """The check above sees what it looks for."""
    page = _open(browser, safe=False, filtered=False)
    assert page.locator("[href^=javascript]").count() >= 2
    assert page.locator("#top, .panel").count() >= 2
    assert page.locator(".mjx-mfrac").count() == 0
    page.context.close()
