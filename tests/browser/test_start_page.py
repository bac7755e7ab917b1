"""What a learner sees first."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.browser.lab import PATIENCE, Lab, open_notebook, running_lab, screenshot


@pytest.mark.parametrize("language", ["en", "sr"])
def test_start_page_shows_no_code(page: Page, lab: Lab, language: str) -> None:
    """The start page reads like a page: text and links, and not a line of code."""
    notebook = open_notebook(page, lab, f"{language}/00-start.ipynb", kernel=False)
    expect(notebook.locator(".jp-RenderedMarkdown h1").first).to_be_visible()
    screenshot(page, f"start-{language}")

    assert notebook.locator(".jp-CodeCell .jp-InputArea-editor:visible").count() == 0


@pytest.mark.parametrize("language", ["en", "sr"])
def test_start_page_links_open_lessons(page: Page, lab: Lab, language: str) -> None:
    """Every link of the start page to a notebook leads to one that is there, and a click opens it."""
    notebook = open_notebook(page, lab, f"{language}/00-start.ipynb", kernel=False)
    links = notebook.locator(".jp-RenderedMarkdown a[href*='.ipynb'], .jp-RenderedHTML a[href*='.ipynb']")
    expect(links.first).to_be_visible()
    targets = links.evaluate_all("links => links.map(link => decodeURIComponent(link.pathname))")
    for target in targets:
        assert lab.api(f"api/contents{target.partition('/files')[2]}?content=0")["type"] == "notebook"

    links.first.click()
    expect(page.locator(".jp-NotebookPanel")).to_have_count(2, timeout=PATIENCE)


def test_lab_opens_on_the_start_page_without_complaint(browser: Browser, tmp_path: Path) -> None:
    """The printed address opens the start page; no dialog stands before it, no error is in the log."""
    page = browser.new_page()
    # A JupyterLab of its own: kernels that other tests end leave complaints in the log.
    with running_lab(tmp_path) as lab:
        page.goto(lab.address)
        title = page.locator(".jp-NotebookPanel:visible .jp-RenderedMarkdown h1").first
        expect(title).to_be_visible(timeout=PATIENCE)
        page.wait_for_timeout(2000)

        assert page.locator(".jp-Dialog, .Toastify__toast").count() == 0
        assert not [line for line in lab.output if "[E " in line or "WARNING" in line or "Traceback" in line]
        page.close()
    assert lab.process.returncode == 0


def test_learner_can_validate_but_not_teach(page: Page, lab: Lab) -> None:
    """nbgrader's Validate button is there; its formgrader and lists, which need a course, are not."""
    open_notebook(page, lab, "en/00-start.ipynb", kernel=False)
    expect(page.get_by_text("Validate", exact=True).first).to_be_visible()

    assert page.get_by_text("Formgrader").count() == 0
    assert page.get_by_role("menuitem", name="Nbgrader").count() == 0
