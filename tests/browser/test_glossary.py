"""The glossary in a real JupyterLab."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect
from tests.browser.lab import Lab, expect_no_errors, open_notebook, run_all, screenshot, violations

from nastava.course import glossary


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_glossary_is_read_asleep_and_searched_awake(page: Page, lab: Lab, theme: str) -> None:
    """Without a kernel all terms are there; with one, what is typed in Cyrillic or Albanian narrows them."""
    lab.set_theme(theme)
    page.set_viewport_size({"width": 1300, "height": 1000})
    notebook = open_notebook(page, lab, "en/glossary.ipynb")
    rows = notebook.locator(".nastava-glossary tbody tr")
    expect(rows).to_have_count(len(glossary()))
    screenshot(page, f"glossary-{theme}-asleep")

    run_all(page)
    shown = notebook.locator(".widget-html .nastava-glossary tbody tr")
    expect(shown).to_have_count(len(glossary()))
    expect(notebook.locator("[data-nastava-static]")).to_be_hidden()
    for typed in ("мандат", "mandat"):
        page.get_by_label("Search", exact=True).fill(typed)
        expect(shown.first).to_contain_text("Mandate")
    page.get_by_label("Search", exact=True).fill("qendrim")
    expect(shown).to_have_count(1)
    expect(shown.first).to_contain_text("Qëndrim")
    screenshot(page, f"glossary-{theme}")
    assert violations(page, ".jp-OutputArea") == []
    expect_no_errors(page)

    page.set_viewport_size({"width": 760, "height": 1000})
    page.get_by_label("Search", exact=True).fill("")
    expect(shown).to_have_count(len(glossary()))
    assert notebook.evaluate("node => node.scrollWidth - node.clientWidth") <= 1
    screenshot(page, f"glossary-{theme}-narrow")
    lab.set_theme("light")
