"""Places in a picture, by keyboard alone and by pointer, in a real JupyterLab."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect
from tests.browser.lab import Lab, run_all, screenshot, violations
from tests.browser.notebooks import item_of, responses, run_quizzes, write_examples


def run_bank(page: Page, lab: Lab) -> None:
    write_examples(lab, "pictures.ipynb", ["hotspot"])
    quiz = run_quizzes(page, lab, "pictures.ipynb", 1)
    expect(quiz.locator(".nq-item")).to_have_count(4)


def shot(item: Locator, page: Page, name: str) -> None:
    """Keep pictures of one item with all that belongs to it."""
    item.locator(".nq-picture").scroll_into_view_if_needed()
    screenshot(page, name)


def test_places_are_chosen_by_keyboard_and_by_pointer(page: Page, lab: Lab) -> None:
    """Arrows among radio buttons, Tab and space among checkboxes, a click; each is told in words."""
    run_bank(page, lab)
    item, keys = item_of(page, "liaison-office"), page.keyboard
    item.locator("input").first.focus()
    keys.press("ArrowDown")
    second = item.get_by_role("radio", name="B, 43.9° N, 18.4° E")
    expect(second).to_be_checked()
    expect(second).to_be_focused()
    expect(item.locator(".nq-region-chosen")).to_have_text("Chosen: B, 43.9° N, 18.4° E")
    shot(item, page, "hotspot-focus")
    keys.press("Enter")
    expect(item.locator(".nq-verdict[data-verdict=wrong]")).to_contain_text("That is Sarajevo")
    expect(item.locator(".nq-region-told")).to_have_text("✗B, 43.9° N, 18.4° E: wrong")
    keys.press("Tab")
    item.get_by_role("button", name="Try again").focus()
    keys.press("Enter")
    expect(second).to_be_focused()
    keys.press("ArrowUp")
    keys.press("Enter")
    expect(item.locator(".nq-verdict[data-verdict=right]")).to_be_visible()
    expect(item.locator(".nq-region-meaning")).to_contain_text("D Skopje")
    answers = responses(lab, "hotspot")
    assert answers == ["west", "north"]

    bars = item_of(page, "partners-2017")
    bars.get_by_role("checkbox", name="Germany, 530").focus()
    keys.press("Tab")
    keys.press("Space")
    picture = bars.locator(".nq-wide.nq-light").bounding_box()
    assert picture is not None
    # The third of six rows, far right of its bar.
    page.mouse.click(picture["x"] + 0.95 * picture["width"], picture["y"] + 0.4 * picture["height"])
    expect(bars.get_by_role("checkbox", name="Hungary, 350")).to_be_checked()
    bars.get_by_role("button", name="Check answer").click()
    # What was missed is not told before the answer is.
    expect(bars.locator(".nq-region-told li")).to_have_text(["✓Austria, 487: right", "✗Hungary, 350: wrong"])
    expect(bars.locator(".nq-verdict[data-verdict=partly]")).to_contain_text("joined NATO in 1999")
    bars.get_by_role("button", name="Show the answer and why").click()
    expect(bars.locator(".nq-region-told li")).to_have_text(
        ["✓Austria, 487: right", "✗Hungary, 350: wrong", "←Switzerland, 234: belongs to the answer"]
    )
    shot(bars, page, "hotspot-marked")
    assert responses(lab, "hotspot")[-1] == ["austria", "hungary"]
    assert violations(page, "[data-quiz=hotspot]") == []
    run_all(page)
    expect(item_of(page, "partners-2017").get_by_role("checkbox", name="Austria")).to_be_checked()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_pictures_fit_a_narrow_screen_and_the_theme(page: Page, lab: Lab, theme: str) -> None:
    """One drawing is shown, that of theme and width; targets are large enough for a finger."""
    lab.set_theme(theme)
    run_bank(page, lab)
    for item in ("partners-2017", "visits-november-2023"):
        expect(item_of(page, item).locator(".nq-drawn:visible")).to_have_class(f"nq-drawn nq-wide nq-{theme}")
        shot(item_of(page, item), page, f"{item}-{theme}-wide")
    page.keyboard.press("Control+b")
    page.set_viewport_size({"width": 420, "height": 900})
    for name in ("partners-2017", "visits-november-2023", "liaison-office", "half-of-the-largest"):
        item = item_of(page, name)
        expect(item.locator(".nq-drawn:visible")).to_have_class(f"nq-drawn nq-narrow nq-{theme}")
        quiz = "element => { const quiz = element.closest('.nastava-quiz'); return [quiz.scrollWidth - quiz.clientWidth, quiz.clientWidth] }"
        wider, width = item.evaluate(quiz)
        assert wider <= 0, name
        assert width <= 340, width
        boxes = [region.bounding_box() for region in item.locator(".nq-region-input").all()]
        assert all(box and min(box["width"], box["height"]) >= 24 for box in boxes), (name, boxes)
        shot(item, page, f"{name}-{theme}-narrow")
