"""The site that runs in the browser alone: a Python in the page, answers in the browser's storage."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from tests.browser.lab import screenshot
from tests.lite_site import built_site, served

#: Milliseconds: Python itself has to start, in one thread, on a busy machine.
PATIENCE = 180_000
_KEY = "To help keep a secure environment"


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """The address of a site that any web server could serve, below a folder as on GitHub Pages."""
    site = built_site()
    with served(site.parent) as url:
        yield f"{url}/{site.name}"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page with a storage of its own."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="en-GB")
    opened = context.new_page()
    opened.set_default_timeout(PATIENCE)
    opened.on("dialog", lambda dialog: dialog.accept())
    yield opened
    screenshot(opened, "lite-at-the-end")
    context.close()


def _wake(page: Page, index: int) -> Locator:
    """Click in the grey box and press Shift+Enter, as the start page tells; return the cell."""
    cell = page.locator(".jp-NotebookPanel:not(.lm-mod-hidden) .jp-CodeCell").nth(index)
    # While the page is being laid out cells are put in anew: a click waits for that, scrolling to one doesn't.
    cell.locator(".cm-content").click()
    page.keyboard.press("Shift+Enter")
    return cell


def test_an_answer_is_marked_in_the_browser_and_is_there_after_a_reload(page: Page, address: str) -> None:
    """Without any server a lesson's quiz wakes, marks an answer, explains it, saves it, and has it another time.

    A figure that can't be drawn there is a picture that says so; the file with the answers can be taken along.
    """
    page.goto(f"{address}/lab/index.html?path=en/02-kfor.ipynb")
    quiz = _wake(page, 0).locator(".nastava-quiz")
    quiz.get_by_label(_KEY).check()
    quiz.get_by_role("button", name="Check answer").first.click()
    expect(quiz.get_by_text("Right · Points: 1 of 1")).to_be_visible()
    expect(quiz.get_by_text("Two things are named")).to_be_visible()
    expect(quiz.get_by_text("Saved", exact=False).first).to_be_visible()
    screenshot(page, "lite-quiz")

    still = _wake(page, 1).locator(".nastava-still")
    expect(still).to_contain_text("This is a picture, made beforehand.")
    still.scroll_into_view_if_needed()
    screenshot(page, "lite-figure")

    page.reload()
    quiz = _wake(page, 0).locator(".nastava-quiz")
    quiz.wait_for()  # Python starts anew
    expect(quiz.get_by_text("Right · Points: 1 of 1")).to_be_visible()
    expect(quiz.get_by_label(_KEY)).to_be_checked()
    expect(quiz.get_by_text("1 of 4 answered")).to_be_visible()
