"""True or false, blanks and essays by keyboard alone, in a real JupyterLab."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect
from tests.browser.lab import Lab, run_all, screenshot, violations
from tests.browser.notebooks import item_of, responses, run_quizzes, write_examples

BANKS = ("true-false", "cloze", "essay")


def run_banks(page: Page, lab: Lab) -> None:
    write_examples(lab, "written.ipynb", BANKS)
    run_quizzes(page, lab, "written.ipynb", len(BANKS))


@pytest.fixture
def notebook(page: Page, lab: Lab) -> Page:
    """A notebook with the example banks of the three types, run, with nothing answered."""
    run_banks(page, lab)
    return page


def test_a_statement_is_judged_by_keyboard(notebook: Page, lab: Lab) -> None:
    """Tab, arrow key, Enter: the response is on the disk and explained."""
    item = item_of(notebook, "unanimous")
    item.locator("input").first.focus()
    notebook.keyboard.press("ArrowDown")
    notebook.keyboard.press("Enter")
    expect(item.locator(".nq-verdict")).to_contain_text("Nobody voted against")
    assert responses(lab, "true-false") == [False]
    run_all(notebook)
    expect(item_of(notebook, "unanimous").get_by_label("False")).to_be_checked()


def test_blanks_are_filled_in_by_keyboard(notebook: Page, lab: Lab) -> None:
    """From blank to blank by Tab; a word that is no number is told by its blank; wrong blanks are marked in words."""
    item, keys = item_of(notebook, "report-in-figures"), notebook.keyboard
    item.locator("select").focus()
    for text in ("NATO", "many", "Council", "4,700"):
        keys.type(text)
        keys.press("Tab")
    keys.press("Enter")  # the button
    expect(item.locator(".nq-verdict")).to_contain_text("Blank 2: Type a number")
    blank = item.get_by_label("Blank 2 of 4")
    blank.focus()
    keys.press("End")
    keys.type("x")
    keys.press("Control+z")
    expect(blank).to_have_value("many")
    blank.fill("1999")
    keys.press("Enter")
    expect(item.locator(".nq-verdict[data-verdict=partly]")).to_contain_text("That is the year")
    assert responses(lab, "cloze")[-1]["strength"] == {"text": "4,700", "value": 4700.0}
    marks = item.locator(".nq-blank .nq-sr").all_text_contents()
    assert [mark.partition(".")[0] for mark in marks] == ["right", "wrong", "wrong", "right"]
    screenshot(notebook, "blanks")
    assert violations(notebook, "[data-quiz=cloze]") == []
    item.get_by_role("button", name="Show the answer and why").click()
    expect(item.locator(".nq-blank-key").nth(1)).to_have_text("1\u202f244")
    expect(blank).to_have_accessible_description("wrong. The answer: 1\u202f244")


def test_what_stands_in_blanks_is_carried_to_the_other_language(notebook: Page, lab: Lab) -> None:
    """The order of the blanks is that of the other text, and numbers are written as that language does."""
    item = item_of(notebook, "report-in-figures")
    item.get_by_label("Blank 4 of 4").fill("4,700")
    notebook.keyboard.press("Enter")
    expect(item.locator(".nq-verdict")).to_be_visible()
    notebook.locator("[data-quiz=cloze] .nq-language select").select_option("sr")
    # The view is made anew meanwhile, so nothing is scrolled to.
    expect(item.get_by_label("Praznina 1 od 4")).to_have_value("4.700")


def test_an_essay_is_written_kept_and_compared(notebook: Page, lab: Lab) -> None:
    """Lines break, undoing works and no key reaches the notebook; the sample answer comes once it is handed in."""
    item, keys = item_of(notebook, "decided-and-open"), notebook.keyboard
    field = item.locator("textarea")
    field.focus()
    keys.type("Two presences.")
    keys.press("Enter")
    keys.press("Enter")
    keys.type("dd x b a")
    keys.press("Control+z")
    assert field.input_value().startswith("Two presences.\n\n")
    field.fill("Two presences.\n\n" + "And an open outcome. " * 12)
    expect(item.locator(".nq-essay-count")).to_have_text("Words: 50 · as long as asked for")
    expect(item.locator(".nq-saved")).to_have_text("Kept, not handed in")
    expect(item.get_by_text("A sample answer")).to_be_hidden()
    expect(notebook.locator(".jp-Notebook .jp-Cell")).to_have_count(len(BANKS) + 1)
    keys.press("Tab")
    keys.press("Enter")
    expect(item.locator(".nq-essay-sample")).to_contain_text("Resolution 1244")
    expect(item.locator(".nq-essay-rubric caption")).to_be_visible()
    screenshot(notebook, "essay")
    assert responses(lab, "essay")[0].startswith("Two presences.\n\nAnd")
    assert violations(notebook, "[data-quiz=essay]") == []


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_nothing_is_wider_than_a_narrow_screen(page: Page, lab: Lab, theme: str) -> None:
    """Blanks, text and rubric wrap; pictures are kept for people to look at."""
    lab.set_theme(theme)
    run_banks(page, lab)
    page.keyboard.press("Control+b")
    page.set_viewport_size({"width": 420, "height": 900})
    for item in ("unanimous", "report-in-figures", "decided-and-open"):
        found = item_of(page, item)
        quiz = "element => { const quiz = element.closest('.nastava-quiz'); return quiz.scrollWidth - quiz.clientWidth }"
        assert found.evaluate(quiz) <= 0, item
        screenshot(page, f"{item}-{theme}")
