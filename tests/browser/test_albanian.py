"""A quiz with the interface in Albanian, in a real JupyterLab."""

from __future__ import annotations

from playwright.sync_api import Page, expect
from tests.browser.lab import Lab, open_notebook, run_all, screenshot, violations

from nastava.text.languages import LANGUAGES


def test_albanian_words_stand_around_the_questions_of_the_lesson(page: Page, lab: Lab) -> None:
    """Chosen in the menu, Albanian changes the buttons; questions stay as they are and say their language."""
    notebook = open_notebook(page, lab, "sr/02-kfor.ipynb")
    run_all(page)
    quiz = notebook.locator(".nastava-quiz").first
    item = quiz.locator(".nq-item").first
    expect(item).to_be_attached()
    question = (item.locator(".nq-stem").text_content() or "").strip()
    quiz.locator("select").first.select_option("sq-sr")

    expect(item.get_by_role("button", name="Kontrollo përgjigjen")).to_be_visible()
    expect(item.locator(".nq-stem")).to_have_text(question)
    expect(quiz).to_have_attribute("lang", "sq")
    expect(item).to_have_attribute("lang", LANGUAGES["sr"].tag)
    expect(item.locator(".nq-legend")).to_have_attribute("lang", "sq")
    item.get_by_role("radio").first.check()
    item.get_by_role("button", name="Kontrollo përgjigjen").click()
    expect(item.locator(".nq-word")).to_contain_text("Ende jo")
    quiz.scroll_into_view_if_needed()
    screenshot(page, "albanian")
    assert violations(page, ".nastava-quiz") == []

    quiz.locator("select").first.select_option("sq")
    expect(item.get_by_role("button", name="Provo përsëri")).to_be_visible()
    expect(item).to_have_attribute("lang", "en")
    assert (item.locator(".nq-stem").text_content() or "").strip() != question
