"""The lesson's figures in a real JupyterLab: both themes, by keyboard, on a narrow page."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect
from tests.browser.lab import PATIENCE, Lab, open_notebook, run_all, screenshot, violations
from tests.browser.test_lesson import LESSON

FIGURES = ("kfor-strength", "kfor-contributions", "kfor-map", "kfor-reinforcement")


def figure_of(page: Page, name: str) -> Locator:
    """Return the cell of a figure, scrolled to, with its drawing there."""
    cell = page.locator(".jp-CodeCell").filter(has_text=f'explore("{name}")')
    expect(cell.locator("figure >> visible=true")).to_be_visible(timeout=PATIENCE)
    for _ in range(2):  # cells above grow while they are drawn
        cell.evaluate("element => element.scrollIntoView({ block: 'start' })")
        page.wait_for_timeout(300)
    return cell


@pytest.mark.parametrize("theme, language", [("light", "en"), ("dark", "sr")])
def test_figures_are_drawn_and_accessible(page: Page, lab: Lab, theme: str, language: str) -> None:
    """Each figure is there live, described in words, without an accessibility fault."""
    lab.set_theme(theme)
    open_notebook(page, lab, LESSON.replace("en/", f"{language}/"))
    run_all(page)
    for name in FIGURES:
        cell = figure_of(page, name)
        drawing = cell.locator("svg[role=img] >> visible=true")
        assert len((drawing.get_attribute("aria-label") or "").split()) > 8
        screenshot(page, f"{name}-{theme}")
    assert violations(page, ".widget-vbox:has(figure)") == []
    lab.set_theme("light")


def test_figures_answer_to_the_keyboard(page: Page, lab: Lab) -> None:
    """An arrow key in a list box chooses there, and does not move JupyterLab to another cell."""
    open_notebook(page, lab, LESSON)
    run_all(page)
    cell = figure_of(page, "kfor-contributions")
    drawing = cell.locator("svg[role=img] >> visible=true")
    before = drawing.get_attribute("aria-label") or ""
    chooser = cell.get_by_label("List", exact=True)
    chooser.focus()
    page.keyboard.press("ArrowDown")
    expect(chooser).to_be_focused()
    expect(drawing).not_to_have_attribute("aria-label", before)


def test_figures_fit_a_narrow_page(page: Page, lab: Lab) -> None:
    """On a small screen a figure stays within its cell."""
    open_notebook(page, lab, LESSON)
    run_all(page)
    page.set_viewport_size({"width": 760, "height": 900})
    for name in FIGURES:
        figure = figure_of(page, name).locator("figure >> visible=true")
        inside = figure.evaluate(
            "element => element.getBoundingClientRect().right <= "
            "element.closest('.jp-Notebook').getBoundingClientRect().right"
        )
        assert inside, name
        screenshot(page, f"{name}-narrow")
