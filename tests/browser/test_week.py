"""A week of a learner alone: a quiz on the first day, reviews on the second, fourth and eighth, progress at its end."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import fsrs
import pytest
from playwright.sync_api import Locator, Page, expect
from tests.browser.lab import (
    PATIENCE,
    Lab,
    expect_no_errors,
    open_notebook,
    run_all,
    running_lab,
    screenshot,
    violations,
)
from tests.browser.notebooks import run_quizzes, write_quizzes

PAGE = "en/review.ipynb"
#: By item: whether it is answered right on the first day.
FIRST_DAY = {"lead": True, "mandate": True, "number": False, "year": True, "camp": False, "base": True}
#: Runs when a kernel starts: the clock of answers is as many days ahead as a file says.
CLOCK = """
import sys
from datetime import timedelta
from pathlib import Path
import nastava.answers.clock

_real = nastava.answers.clock.now


def _moved():
    return _real() + timedelta(days=int(Path({file!r}).read_text()))


for _module in list(sys.modules.values()):
    if getattr(_module, "now", None) is _real:
        _module.now = _moved
"""


def bank() -> str:
    """A bank of two topics, in which the first option is right."""
    items = [
        f"""\
  - id: {name}
    type: single_choice
    stem: {{en: "What is right about the {name}?", sr: "Šta je tačno ({name})?"}}
    options:
      - {{id: a, text: {{en: "The right one", sr: "Ovo"}}, key: true}}
      - {{id: b, text: {{en: "Another one", sr: "Nešto drugo"}}}}
      - {{id: c, text: {{en: "A third one", sr: "Nešto treće"}}}}
    explanation: {{en: "So it is.", sr: "Tako je."}}
    tags: {{topic: {"troops" if number % 2 else "leadership"}, bloom: remember}}
    facts: [seed-kfor-led]
"""
        for number, name in enumerate(FIRST_DAY)
    ]
    return 'id: week\ntitle: {en: "A week", sr: "Sedmica"}\nitems:\n' + "".join(items)


class Expected:
    """When each item is due, by the scheduler's library alone."""

    def __init__(self) -> None:
        self._fsrs = fsrs.Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False)
        self._cards: dict[str, fsrs.Card] = {}
        self._start = datetime(2024, 5, 1, 12, tzinfo=UTC)

    def answered(self, name: str, day: int, rating: fsrs.Rating) -> None:
        card = self._cards.get(name, fsrs.Card(card_id=1))
        self._cards[name], _log = self._fsrs.review_card(card, rating, self._start + timedelta(days=day - 1))

    def due(self, day: int) -> set[str]:
        return {
            f"week-{name}" for name, card in self._cards.items() if (card.due - self._start).days <= day - 1
        }


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    """A JupyterLab whose kernels have a clock that the test sets."""
    folder = tmp_path_factory.mktemp("week")
    startup = folder / "ipython" / "profile_default" / "startup"
    startup.mkdir(parents=True)
    (startup / "00-clock.py").write_text(CLOCK.format(file=str(folder / "day")), encoding="utf-8")
    (folder / "day").write_text("0", encoding="utf-8")
    with running_lab(folder) as running:
        yield running


def on_day(lab: Lab, day: int) -> None:
    """Let it be a day of the week, the first being 1, in kernels of that day."""
    lab.shut_kernels()
    (lab.workspace.parent / "day").write_text(str(day - 1), encoding="utf-8")


def answer(item: Locator, *, right: bool) -> None:
    item.scroll_into_view_if_needed()
    item.get_by_label("The right one" if right else "Another one", exact=True).check()
    item.get_by_role("button", name="Check answer").click()
    expect(item.locator(".nq-verdict")).to_contain_text("Right" if right else "Not yet")
    expect(item.locator(".nq-saved")).to_contain_text("Saved")


def open_review(page: Page, lab: Lab) -> Locator:
    """Open the page of reviews and run it."""
    page.context.clear_cookies()
    open_notebook(page, lab, PAGE)
    run_all(page)
    expect_no_errors(page)
    return page.locator(".nastava-quiz")


def names(review: Locator) -> set[str]:
    expect(review.locator(".nq-item").first).to_be_visible(timeout=PATIENCE)
    return {str(item.get_attribute("data-item")) for item in review.locator(".nq-item").all()}


def take_the_quiz(page: Page, lab: Lab, expected: Expected) -> None:
    write_quizzes(lab, "week.ipynb", {"week": bank()})
    run_quizzes(page, lab, "week.ipynb", 1)
    for name, right in FIRST_DAY.items():
        answer(page.locator(f"[data-item={name}]"), right=right)
        expected.answered(name, 1, fsrs.Rating.Good if right else fsrs.Rating.Again)


def test_a_week_of_coming_back(page: Page, lab: Lab) -> None:
    """What is due on each day is what the scheduler says; a kernel that dies amid a review costs nothing."""
    expected = Expected()

    # Day 1: a quiz. Nothing is due; the page says when something is.
    take_the_quiz(page, lab, expected)
    open_review(page, lab)
    expect(page.locator(".nastava-word")).to_contain_text(
        "Nothing is due today. Next: in 1 day, questions due: 2."
    )

    # Day 2: those that were wrong. One of them the learner barely knew, and says so by keyboard.
    on_day(lab, 2)
    review = open_review(page, lab)
    assert names(review) == expected.due(2) == {"week-number", "week-camp"}
    expect(review.locator(".nq-title").first).to_contain_text("due: 2, new: 0")
    number = review.locator("[data-item=week-number]")
    answer(number, right=True)
    rating = number.get_by_role("group", name="How well did you know it?")
    expect(rating.get_by_role("radio", name="Well")).to_be_checked()
    rating.get_by_role("radio", name="Well").focus()
    page.keyboard.press("ArrowUp")
    expect(rating.get_by_role("radio", name="Barely")).to_be_checked()
    expect(rating.get_by_role("radio", name="Barely")).to_be_focused()
    answer(review.locator("[data-item=week-camp]"), right=True)
    expected.answered("number", 2, fsrs.Rating.Hard)
    expected.answered("camp", 2, fsrs.Rating.Good)
    assert violations(page, ".nastava-quiz") == []
    number.scroll_into_view_if_needed()
    screenshot(page, "week-review-light")

    # Day 4: the kernel dies in the middle. What was answered is not asked again.
    on_day(lab, 4)
    review = open_review(page, lab)
    due = names(review)
    assert due == expected.due(4)
    assert len(due) >= 4
    first = str(review.locator(".nq-item").first.get_attribute("data-item"))
    answer(review.locator(f"[data-item={first}]"), right=True)
    lab.kill_kernel(PAGE)
    review = open_review(page, lab)
    left = names(review)
    assert left == due - {first}
    for name in left:
        answer(review.locator(f"[data-item={name}]"), right=True)
    for name in due:
        expected.answered(name.removeprefix("week-"), 4, fsrs.Rating.Good)

    # Day 8: what the intervals say, and no more.
    on_day(lab, 8)
    due = expected.due(8)
    review = open_review(page, lab)
    if due:
        assert names(review) == due
    else:
        expect(page.locator(".nastava-word")).to_contain_text("Nothing is due today. Next: in")

    look_at_progress(page, lab)


def look_at_progress(page: Page, lab: Lab) -> None:
    """Open the progress page in both themes, check it, and keep pictures of it."""
    for theme in ("light", "dark"):
        lab.shut_kernels()
        lab.set_theme(theme)
        open_review(page, lab)
        shown = page.locator(".jp-OutputArea:has(.nastava-progress)")
        expect(shown.locator(".nastava-progress li")).to_have_count(3, timeout=PATIENCE)
        expect(shown.get_by_role("img").locator("visible=true")).to_have_count(4)
        assert violations(page, ".jp-OutputArea:has(.nastava-progress)") == []
        for place, title in enumerate(("Today you would know", "Due today", "You answered on", "in 30 days")):
            found = shown.locator(".nastava-figure-title", has_text=title).first
            found.evaluate("(element) => element.scrollIntoView({ block: 'start' })")
            page.wait_for_timeout(300)
            screenshot(page, f"week-progress-{theme}-{place}")
    lab.set_theme("light")
