"""Matching and grouping by keyboard alone and by carrying, in a real JupyterLab."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect
from tests.browser.lab import Lab, screenshot, violations
from tests.browser.notebooks import item_of, responses, run_quizzes, write_examples

BANKS = ("matching", "grouping")
DATES = {"technical-agreement": "ninth", "resolution": "tenth", "entry": "twelfth"}
OWNERS = {
    "kfor": "nato", "liaison-office": "nato", "althea": "eu", "dialogue": "eu", "unmik": "un", "resolution": "un",
}  # fmt: skip


@pytest.fixture
def notebook(page: Page, lab: Lab) -> Page:
    """A notebook with the example banks of both types, run, with nothing answered."""
    write_examples(lab, "assigned.ipynb", BANKS)
    run_quizzes(page, lab, "assigned.ipynb", len(BANKS))
    return page


def letter_of(select: Locator, choice: str) -> str:
    return (select.locator(f"option[value={choice}]").text_content() or "")[0]


def carry(page: Page, what: Locator, where: Locator) -> None:
    start, end = what.bounding_box(), where.bounding_box()
    assert start
    assert end
    page.mouse.move(start["x"] + 10, start["y"] + start["height"] / 2)
    page.mouse.down()
    page.mouse.move(end["x"] + end["width"] / 2, end["y"] + end["height"] / 2, steps=6)


def test_prompts_are_matched_by_keyboard(notebook: Page, lab: Lab) -> None:
    """Tab and the letter of a choice; what is open or used twice is told, leads back there and costs nothing."""
    item, keys = item_of(notebook, "june-1999"), notebook.keyboard
    item.locator("select").first.focus()
    for prompt in ("technical-agreement", "resolution"):
        keys.press(letter_of(item.locator(f"select[id$='-{prompt}']"), "ninth"))
        keys.press("Tab")
    expect(item.locator(".nq-row-note")).to_contain_text("chosen more than once")
    keys.press("Tab")
    keys.press("Enter")  # the button
    expect(item.locator(".nq-verdict")).to_contain_text("Still open: 1")
    last = item.locator("select[id$='-entry']")
    expect(last).to_be_focused()
    keys.press(letter_of(last, "twelfth"))
    keys.press("Tab")
    keys.press("Enter")
    expect(item.locator(".nq-verdict")).to_contain_text("“9 June 1999” is chosen more than once")
    expect(item.locator("select").first).to_be_focused()
    keys.press("Tab")
    keys.press(letter_of(last, "tenth"))
    keys.press("Tab")
    keys.press("Tab")
    keys.press("Enter")
    expect(item.locator(".nq-verdict[data-verdict=right]")).to_be_visible()
    assert responses(lab, "matching") == [DATES]
    expect(item.get_by_label("Resolution 1244 is adopted (right)")).to_be_disabled()
    assert violations(notebook, "[data-quiz=matching]") == []


def test_entries_are_grouped_by_keyboard(notebook: Page, lab: Lab) -> None:
    """Tab to an entry, arrow to its group: the groups fill up; a wrong one is marked in words and put right."""
    item, keys = item_of(notebook, "whose-is-it"), notebook.keyboard
    rows = item.locator("[role=radiogroup]")
    names = [(row.locator("input").first.get_attribute("name") or "").partition("-")[2] for row in rows.all()]
    entries = [name.partition("-")[2] for name in names]
    given = OWNERS | {"kfor": "un"}
    rows.first.locator("input").first.focus()
    for entry in entries:
        keys.press("Space")
        for _step in range(("nato", "eu", "un").index(given[entry])):
            keys.press("ArrowRight")
        keys.press("Tab")
    expect(item.locator(".nq-bin").nth(2).get_by_role("listitem")).to_have_count(3)
    keys.press("Enter")
    expect(item.locator(".nq-verdict[data-verdict=partly]")).to_be_visible()
    assert responses(lab, "grouping") == [given]
    expect(item.get_by_role("radiogroup", name="KFOR (wrong)")).to_be_visible()
    item.get_by_role("button", name="Show the answer and why").click()
    expect(item.locator(".nq-pairs li")).to_have_text(["KFOR → NATO"])
    assert violations(notebook, "[data-quiz=grouping]") == []
    item.get_by_role("button", name="Try again").click()
    expect(item.get_by_role("radiogroup", name="KFOR").locator("input:checked")).to_be_focused()
    keys.press("ArrowRight")
    keys.press("Enter")
    expect(item.locator(".nq-verdict[data-verdict=right]")).to_be_visible()
    expect(item.locator(".nq-pairs li")).to_have_count(0)


def test_choices_and_entries_can_be_carried(notebook: Page) -> None:
    """A choice lands on its prompt, an entry in its group and back; Escape lets go of it."""
    item = item_of(notebook, "june-1999")
    chip = item.locator(".nq-chip", has_text="12 June 1999")
    select = item.locator("select[id$='-entry']")
    carry(notebook, chip, select)
    notebook.keyboard.press("Escape")
    notebook.mouse.up()
    expect(select).to_have_value("")
    carry(notebook, chip, select)
    screenshot(notebook, "carrying")
    notebook.mouse.up()
    expect(select).to_have_value("twelfth")
    item = item_of(notebook, "whose-is-it")
    union = item.locator(".nq-bin").nth(1)
    union.scroll_into_view_if_needed()
    carry(notebook, item.locator(".nq-handle", has_text="Operation Althea"), union)
    notebook.mouse.up()
    chosen = item.get_by_role("radiogroup", name="Operation Althea").locator("input:checked")
    expect(chosen).to_have_value("eu")
    expect(item.locator(".nq-saved")).to_have_text("Kept, not handed in")
    carry(notebook, union.locator(".nq-chip"), item.locator(".nq-row").nth(2))
    notebook.mouse.up()
    expect(chosen).to_have_count(0)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_nothing_is_wider_than_a_narrow_screen(notebook: Page, lab: Lab, theme: str) -> None:
    """Prompts, lists and groups stack; pictures are kept for people to look at."""
    lab.set_theme(theme)
    run_quizzes(notebook, lab, "assigned.ipynb", len(BANKS))
    notebook.keyboard.press("Control+b")  # the file browser would leave no room
    for width in (1280, 420):
        notebook.set_viewport_size({"width": width, "height": 900})
        for item in ("bodies-and-tasks", "whose-is-it", "years"):
            found = item_of(notebook, item)
            quiz = found.locator("xpath=ancestor::section")
            assert quiz.evaluate("element => element.scrollWidth <= element.clientWidth + 1"), item
            screenshot(notebook, f"{item}-{theme}-{width}")
    lab.set_theme("light")
