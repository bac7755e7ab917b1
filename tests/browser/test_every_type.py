"""Every question type in a real JupyterLab: accessible in both themes, whole on narrow and magnified pages."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect
from tests.browser.lab import Lab, screenshot, violations
from tests.browser.notebooks import run_quizzes, write_examples
from tests.unit.examples import FOLDER

BANKS = sorted(path.stem for path in FOLDER.glob("*.yaml"))


@pytest.fixture
def every_type(lab: Lab) -> str:
    """A notebook with the example bank of each type, with nothing answered."""
    write_examples(lab, "types.ipynb", BANKS)
    return "types.ipynb"


def answer_wrongly(page: Page) -> None:
    """Hand in something to every item: with its message of refusal, or its feedback, it is another screen."""
    for item in page.locator(".nq-item").all():
        for kind in ("radio", "checkbox"):
            boxes = item.locator(f"input[type={kind}]:not(.nq-certainty input)")
            if boxes.count():
                # By keyboard: JupyterLab scrolls when a cell is clicked, away from under a pointer on a slow machine.
                boxes.last.press("Space")
                expect(boxes.last).to_be_checked()
        for field in item.locator("input[type=text], textarea").all():
            field.fill("1")
        for select in item.locator("select").all():
            select.select_option(index=1)
        for mover in item.get_by_role("button", name="Move down").all()[:1]:
            mover.click()
        item.locator(".nq-button").first.click()
        expect(item.locator(".nq-verdict")).to_be_visible()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_no_type_has_an_accessibility_fault(page: Page, lab: Lab, every_type: str, theme: str) -> None:
    """axe finds nothing before anything is answered, and nothing in the feedback."""
    lab.set_theme(theme)
    try:
        run_quizzes(page, lab, every_type, len(BANKS))
        assert violations(page, ".nastava-quiz") == []
        answer_wrongly(page)
        assert violations(page, ".nastava-quiz") == []
        for quiz in page.locator(".nastava-quiz").all():
            quiz.screenshot(
                path=screenshot(page, "page").with_name(f"type-{quiz.get_attribute('data-quiz')}-{theme}.png")
            )
    finally:
        lab.set_theme("light")


def test_every_type_fits_narrow_and_magnified_pages(page: Page, lab: Lab, every_type: str) -> None:
    """At 320 pixels, and with text at twice its size, nothing is cut off or scrolls sideways; then in Serbian."""
    run_quizzes(page, lab, every_type, len(BANKS))
    answer_wrongly(page)
    for width, size in ((320, ""), (640, "28px")):
        for quiz in page.locator(".nastava-quiz").all():
            quiz.evaluate(
                "(quiz, [width, size]) => { quiz.style.width = width + 'px'; quiz.style.fontSize = size; }",
                [width, size],
            )
            name = quiz.get_attribute("data-quiz")
            overflow = quiz.evaluate("quiz => quiz.scrollWidth - quiz.clientWidth")
            quiz.screenshot(path=screenshot(page, "page").with_name(f"type-{name}-{width}.png"))
            assert overflow <= 0, f"{name} at {width}"


def test_nothing_moves_for_those_who_asked_for_less_motion(page: Page, lab: Lab, every_type: str) -> None:
    """With reduced motion feedback appears without any animation or transition."""
    page.emulate_media(reduced_motion="reduce")
    run_quizzes(page, lab, every_type, len(BANKS))
    answer_wrongly(page)
    moving = page.evaluate(
        """() => [...document.querySelectorAll('.nastava-quiz *')].filter((element) => {
            const style = getComputedStyle(element);
            return style.animationName !== 'none' || parseFloat(style.transitionDuration) > 0;
        }).map((element) => element.className)"""
    )
    assert moving == []


def test_an_order_is_made_by_keyboard(page: Page, lab: Lab, every_type: str) -> None:
    """The buttons of an entry keep the focus while it moves, its place is read out, and the true distances follow."""
    run_quizzes(page, lab, every_type, len(BANKS))
    item = page.locator("[data-quiz=ordering] [data-item=dialogue-steps]")
    key = ["technical", "fifteen", "four", "code", "annex"]
    item.get_by_role("button", name="Check answer").press("Enter")
    expect(item.locator(".nq-verdict")).to_contain_text("Put the entries in order")
    for place, entry in enumerate(key):
        row = item.locator(f"[data-entry={entry}]")
        while item.locator(".nq-order-row").nth(place).get_attribute("data-entry") != entry:
            row.get_by_role("button", name="Move up").focus()
            page.keyboard.press("Enter")
            expect(row.locator(":focus")).to_have_count(1)
    expect(item.locator("[role=status]").first).to_contain_text("of 5")
    item.get_by_role("button", name="Check answer").focus()
    page.keyboard.press("Enter")
    expect(item.locator(".nq-verdict")).to_contain_text("Right")
    expect(item.locator(".nq-timeline")).to_contain_text("8 March 2011")
    item.scroll_into_view_if_needed()
    item.screenshot(path=screenshot(page, "page").with_name("type-ordering-timeline.png"))
