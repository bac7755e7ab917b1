"""An assignment from release to feedback in three JupyterLabs: an instructor's and two students', by mouse alone."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.browser.assignment import choose, formgrader, hand_in, press, row, see_feedback
from tests.browser.lab import PATIENCE, Lab, screenshot
from tests.browser.school import ACCOUNTS, School, school
from tests.integration.nbgrader_course import ASSIGNMENT

pytestmark = pytest.mark.skipif(
    sys.platform != "linux" or not hasattr(os, "geteuid") or os.geteuid() != 0,
    reason="accounts are made by root on Linux",
)


@pytest.fixture(scope="module")
def class_() -> Iterator[School]:
    """A school with a course that nothing is released of."""
    with school() as made:
        yield made


@pytest.fixture(scope="module")
def labs(class_: School) -> Iterator[dict[str, Lab]]:
    """Everybody's JupyterLab."""
    with (
        class_.lab("instructor") as first,
        class_.lab("student-a") as second,
        class_.lab("student-b") as third,
    ):
        yield dict(zip(ACCOUNTS, (first, second, third), strict=True))


def enter(browser: Browser, lab: Lab, path: str = "") -> Page:
    """Open a JupyterLab in a browser of its own."""
    page = browser.new_context(viewport={"width": 1280, "height": 900}, locale="en-GB").new_page()
    page.set_default_timeout(PATIENCE / 2)
    page.goto(f"{lab.url}/lab{path}?reset&token={lab.token}")
    expect(page.get_by_role("menuitem", name="Nbgrader")).to_be_visible(timeout=PATIENCE)
    return page


def test_from_release_to_feedback(class_: School, labs: dict[str, Lab], browser: Browser):
    """Released, fetched, answered, validated, handed in, collected, graded, and the feedback is back."""
    teacher = enter(browser, labs["instructor"])
    desk = formgrader(teacher)
    press(desk, row(desk, ASSIGNMENT).locator(".assign"))
    press(desk, row(desk, ASSIGNMENT).locator(".release"))
    screenshot(teacher, "class-released")

    students = {}
    for account, key in (("student-a", True), ("student-b", False)):
        students[account] = page = enter(browser, labs[account])
        hand_in(page, right=key)
        screenshot(page, f"class-handed-in-{account}")

    press(desk, row(desk, ASSIGNMENT).locator(".collect"))
    row(desk, ASSIGNMENT).locator(".num-submissions a").click()
    for account in students:
        press(desk, row(desk, account).locator(".autograde"))
    # The quiz's one point of six, four for the code; the essay waits for a person. An untouched one earns nothing.
    expect(row(desk, "student-a").locator(".score")).to_have_text("5 / 12")
    expect(row(desk, "student-a").locator(".status")).to_have_text("needs manual grading")
    expect(row(desk, "student-b").locator(".score")).to_have_text("0 / 12")
    screenshot(teacher, "class-graded")
    for account in students:
        press(desk, row(desk, account).locator(".generate-feedback"))
        press(desk, row(desk, account).locator(".release-feedback"))

    for page in students.values():
        see_feedback(page)
    screenshot(students["student-a"], "class-feedback")
    for account, told in (("student-a", "(Score: 5.0 / 12.0)"), ("student-b", "(Score: 0.0 / 12.0)")):
        (page,) = (class_.home(account) / ASSIGNMENT / "feedback").rglob("*.html")
        assert told in page.read_text(encoding="utf-8")


def test_nobody_reads_what_is_not_theirs(class_: School):
    """A student reaches neither the other's folder nor the course with its keys, and can't list what was handed in.

    nbgrader gives each submission in the exchange a name that can't be guessed.
    """
    other = class_.home("student-a")
    for place in (
        other / ASSIGNMENT,
        class_.exchange / "nastava" / "inbound",
        class_.course.root / "quizzes",
    ):
        assert list(place.iterdir())
        tried = class_.run("student-b", "ls", str(place))
        assert tried.returncode != 0 and "Permission denied" in tried.stderr, place


def test_the_panel_of_create_assignment_shows_cells_and_points(
    class_: School, labs: dict[str, Lab], browser: Browser
):
    """The instructor's version opens with each graded cell's id and points."""
    page = enter(browser, labs["instructor"], f"/tree/solutions/{ASSIGNMENT}/{ASSIGNMENT}.ipynb")
    expect(page.locator(".jp-NotebookPanel:visible .jp-Cell").first).to_be_visible(timeout=PATIENCE)
    choose(page, "Create assignment")
    panel = page.locator(".nbgrader-CreateAssignmentWidget")
    expect(panel.get_by_label("Total points")).to_have_value("12")
    points = {
        cell.get_by_label("ID:").input_value(): cell.get_by_label("Points:").input_value()
        for cell in panel.locator(".nbgrader-CellWidget", has=page.get_by_label("Points:")).all()
    }
    assert {name: points.get(name) for name in ("quiz-trial", "test-answer", "why")} == {
        "quiz-trial": "6", "test-answer": "4", "why": "2"
    }  # fmt: skip
    screenshot(page, "class-create-assignment")
