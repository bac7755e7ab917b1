"""Certainty, review, tests with a clock, and what is tried again: in a real JupyterLab."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect
from tests.banks import MODES
from tests.browser.lab import PATIENCE, Lab, screenshot, violations
from tests.browser.notebooks import run_quizzes, write_quizzes

TOPICS = """\
topics:
  leadership: {en: "Who leads", sr: "Ko predvodi"}
  troops: {en: "Troops", sr: "Vojnici"}
"""
SETTINGS = {
    "practice": "certainty: true\nattempts: 3\nshuffle: true\n",
    "test": "mode: test\ntime_limit: 10\nattempts: 2\n",
    "short": "mode: test\ntime_limit: 0.1\n",
    "once": "attempts: 2\n",
}


@pytest.fixture
def notebooks(lab: Lab) -> Iterator[Lab]:
    """A notebook for each of the quizzes, with nothing answered."""
    for name, settings in SETTINGS.items():
        head = f'id: {name}\ntitle: {{en: "The force", sr: "Snage"}}\n'
        write_quizzes(lab, f"{name}.ipynb", {name: head + settings + TOPICS + MODES})
    yield lab
    lab.set_theme("light")


def open_quiz(page: Page, lab: Lab, name: str) -> Locator:
    return run_quizzes(page, lab, f"{name}.ipynb", 1)


def test_certainty_is_asked_marked_and_summed_up(page: Page, notebooks: Lab) -> None:
    """By keyboard alone: an answer without a level is refused and leads there; then review and missed ones."""
    quiz = open_quiz(page, notebooks, "practice")
    lead = quiz.locator("[data-item=lead]")
    lead.get_by_label("The United Nations").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    expect(lead.locator(".nq-verdict")).to_contain_text("how certain you are")
    expect(lead.locator(".nq-certainty input").first).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    assert violations(page, ".nastava-quiz") == []
    screenshot(page, "certainty-asked")
    lead.get_by_role("button", name="Check answer").press("Enter")
    expect(lead.locator(".nq-verdict")).to_contain_text("Certainty mark: −6")
    number = quiz.locator("[data-item=number]")
    number.get_by_role("textbox").fill("4,700")
    number.get_by_label("67 to 80 %").check()
    number.get_by_role("button", name="Check answer").click()
    expect(number.locator(".nq-verdict")).to_contain_text("Certainty mark: +2")
    expect(quiz.locator(".nq-review")).to_be_hidden()
    opinion = quiz.locator("[data-item=opinion]")
    opinion.get_by_label("Yes").check()
    opinion.get_by_role("button", name="Save answer").click()
    expect(opinion.locator(".nq-verdict")).to_contain_text("not marked")
    review = quiz.locator(".nq-review")
    expect(review).to_contain_text("Who leads")
    expect(review).to_contain_text("Certainty marks: −4 of 6")
    assert violations(page, ".nastava-quiz") == []
    review.scroll_into_view_if_needed()
    screenshot(page, "review-light")
    review.get_by_role("button", name="Try the ones you missed (1)").press("Enter")
    expect(quiz.locator(".nq-item")).to_have_count(1)
    expect(quiz.locator(".nq-title").first).to_be_focused()
    expect(lead.get_by_role("button", name="Check answer")).to_be_visible()
    expect(lead.locator(".nq-certainty")).to_be_hidden()  # certainty counts at the first attempt
    lead.get_by_label("NATO", exact=True).check()
    lead.get_by_role("button", name="Check answer").click()
    expect(lead.locator(".nq-verdict")).to_contain_text("Right")
    expect(quiz.locator(".nq-review")).to_contain_text("Everything right")
    quiz.get_by_role("button", name="Show all questions").click()
    expect(quiz.locator(".nq-item")).to_have_count(3)
    expect(quiz.locator(".nq-progress")).to_contain_text("Points: 2 of 2")
    quiz.get_by_role("button", name="Start again").click()
    expect(quiz.locator(".nq-progress")).to_contain_text("0 of 3 answered")


def test_a_test_with_a_clock_survives_a_killed_kernel(page: Page, notebooks: Lab) -> None:
    """Start, answer, kill the kernel, go on with the same clock, finish with an open question, see it all explained."""
    quiz = open_quiz(page, notebooks, "test")
    expect(quiz.locator(".nq-item")).to_have_count(0)
    screenshot(page, "test-start")
    quiz.get_by_role("button", name="Start").press("Enter")
    expect(quiz.locator(".nq-item input").first).to_be_focused()
    expect(quiz.get_by_role("timer")).to_contain_text("Time left: 9:5")
    lead = quiz.locator("[data-item=lead]")
    lead.get_by_label("The United Nations").check()
    lead.get_by_role("button", name="Save answer").click()
    expect(lead.locator(".nq-saved")).to_contain_text("Saved")
    expect(quiz.locator(".nq-verdict")).to_have_count(0)
    notebooks.kill_kernel("test.ipynb")
    page.context.clear_cookies()
    notebooks.set_theme("dark")
    quiz = open_quiz(page, notebooks, "test")
    expect(quiz.get_by_role("timer")).to_contain_text("Time left: 9:")
    expect(quiz.get_by_label("The United Nations")).to_be_checked()
    assert violations(page, ".nastava-quiz") == []
    screenshot(page, "test-open")
    quiz.get_by_role("button", name="Finish the test").press("Enter")
    expect(quiz.get_by_text("Questions without an answer: 2")).to_be_visible()
    expect(quiz.get_by_role("button", name="Go on")).to_be_focused()
    quiz.get_by_role("button", name="Finish now").press("Enter")
    expect(quiz.locator("[data-item=lead] .nq-verdict")).to_contain_text("Not yet")
    expect(quiz.locator("[data-item=lead] .nq-why")).to_contain_text("NATO leads")
    expect(quiz.locator("[data-item=number] .nq-verdict")).to_contain_text("Not answered")
    expect(quiz.locator(".nq-review [role=heading]")).to_be_focused()
    assert violations(page, ".nastava-quiz") == []
    screenshot(page, "test-done")
    sittings = json.loads((notebooks.workspace / "answers" / "test.json").read_text(encoding="utf-8"))[
        "sittings"
    ]
    assert len(sittings) == 1
    assert sittings[0]["ended"] > sittings[0]["started"]


def test_a_test_ends_when_its_time_is_over(page: Page, notebooks: Lab) -> None:
    """After six seconds the questions are closed and explained without a click."""
    quiz = open_quiz(page, notebooks, "short")
    quiz.get_by_role("button", name="Start").click()
    quiz.get_by_label("NATO", exact=True).check()
    quiz.locator("[data-item=lead]").get_by_role("button", name="Save answer").click()
    expect(quiz.locator(".nq-review")).to_be_visible(timeout=PATIENCE)
    expect(quiz.locator("[data-item=lead] .nq-verdict")).to_contain_text("Right")
    expect(quiz.get_by_role("button", name="Finish the test")).to_be_hidden()


def test_what_is_ticked_when_the_time_is_over_is_the_answer(page: Page, notebooks: Lab) -> None:
    """One answer is saved and another ticked, never saved: the one ticked is marked, and stays ticked."""
    quiz = open_quiz(page, notebooks, "short")
    quiz.get_by_role("button", name="Start").click()
    lead = quiz.locator("[data-item=lead]")
    lead.get_by_label("The United Nations").check()
    lead.get_by_role("button", name="Save answer").click()
    lead.get_by_label("NATO", exact=True).check()
    expect(quiz.locator(".nq-review")).to_be_visible(timeout=PATIENCE)
    expect(lead.locator(".nq-verdict")).to_contain_text("Right")
    expect(lead.locator("label", has_text="NATO").get_by_role("radio")).to_be_checked()


def test_what_was_ticked_a_moment_ago_is_no_open_question(page: Page, notebooks: Lab) -> None:
    """Of three questions two have no answer when the test is finished at once; the third is handed in and marked."""
    quiz = open_quiz(page, notebooks, "test")
    quiz.get_by_role("button", name="Start").click()
    quiz.get_by_label("NATO", exact=True).check()
    quiz.get_by_role("button", name="Finish the test").click()
    expect(quiz.get_by_text("Questions without an answer: 2")).to_be_visible()
    quiz.get_by_role("button", name="Finish now").click()
    expect(quiz.locator("[data-item=lead] .nq-verdict")).to_contain_text("Right")


def test_a_number_typed_is_written_anew_in_the_other_language(page: Page, notebooks: Lab) -> None:
    """4,700 typed in English reads 4.700 after the change to Serbian, and is right."""
    quiz = open_quiz(page, notebooks, "once")
    number = quiz.locator("[data-item=number]")
    number.get_by_role("textbox").press_sequentially("4,700")
    quiz.locator(".nq-head select").select_option("sr")
    expect(number.get_by_role("textbox")).to_have_value("4.700")
    number.get_by_role("textbox").press("Enter")
    expect(number.locator(".nq-verdict")).to_contain_text("Tačno")


def test_the_focus_stays_with_the_learner(page: Page, notebooks: Lab) -> None:
    """Where the pressed control vanishes, the focus goes to what to do or read next, never to the page as a whole."""
    quiz = open_quiz(page, notebooks, "once")
    lead = quiz.locator("[data-item=lead]")
    lead.get_by_label("The United Nations").check()
    lead.get_by_role("button", name="Hint").press("Enter")
    expect(lead.locator(".nq-hints li")).to_have_count(1)
    expect(lead.get_by_role("button", name="Check answer")).to_be_focused()
    lead.get_by_label("The United Nations").focus()
    page.keyboard.press("Enter")
    expect(lead.get_by_role("button", name="Try again")).to_be_focused()
    page.keyboard.press("Enter")
    expect(lead.get_by_label("The United Nations")).to_be_focused()
    lead.get_by_role("button", name="Check answer").press("Enter")
    expect(lead.locator(".nq-verdict")).to_be_focused()
    expect(lead.get_by_role("button", name="Check answer")).to_be_hidden()


def test_the_last_question_of_a_test_stands_while_an_answer_is_kept(page: Page, notebooks: Lab) -> None:
    """What is kept in the background neither takes the question back nor the focus from its button."""
    quiz = open_quiz(page, notebooks, "test")
    quiz.get_by_role("button", name="Start").press("Enter")
    number = quiz.locator("[data-item=number]")
    number.get_by_role("textbox").press_sequentially("47")
    quiz.get_by_role("button", name="Finish the test").press("Enter")
    expect(quiz.get_by_role("button", name="Go on")).to_be_focused()
    expect(number.locator(".nq-saved")).to_contain_text("Kept")
    expect(quiz.get_by_role("button", name="Go on")).to_be_focused()
    page.keyboard.press("Enter")
    expect(quiz.get_by_role("button", name="Finish the test")).to_be_focused()
