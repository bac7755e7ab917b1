"""A JupyterHub as docs/jupyterhub.md sets it up: two students and an instructor, from login to feedback."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.browser.assignment import hand_in, press, row, see_feedback
from tests.browser.hub import COURSE, OWNER, Hub, in_terminal, running_hub
from tests.browser.lab import PATIENCE, screenshot
from tests.integration.nbgrader_course import ASSIGNMENT

pytestmark = [
    pytest.mark.skipif(
        sys.platform != "linux" or not hasattr(os, "geteuid") or os.geteuid() != 0,
        reason="accounts are made by root on Linux",
    ),
    pytest.mark.skipif(
        not Path("/etc/pam.d").is_dir() or not Path("/etc/shadow").is_file(),
        reason="people log in by PAM, which this system does not have",
    ),
]


@pytest.fixture(scope="module")
def hub() -> Iterator[Hub]:
    """A hub with a course that nothing is released of."""
    with running_hub() as running:
        try:
            yield running
        finally:
            print(running.log.read_text(encoding="utf-8")[-20_000:])


@pytest.fixture(scope="module")
def pages(hub: Hub, browser: Browser) -> dict[str, Page]:
    """Everybody logged in: students in a server of their own, the instructor in the course's."""
    return {account: hub.enter(browser, account) for account in ("instructor", "student-a", "student-b")}


def test_from_login_to_feedback(hub: Hub, pages: dict[str, Page], browser: Browser):
    """Class list, release, fetched, answered, handed in, collected, graded, and each student sees their own feedback."""
    teacher = pages["instructor"]
    assert f"/user/{OWNER}/" in teacher.url
    table = hub.school.home(OWNER) / "class.csv"
    table.write_text(
        "id;first_name;last_name\nstudent-a;Željka;Šarić\nstudent-b;Ben;Đukić\n", encoding="utf-8"
    )
    table.chmod(0o644)
    said = in_terminal(
        teacher, f"cd {hub.school.course.root} && {sys.executable} -m nastava course roster {table}"
    )
    assert "Added: 2" in said
    said = in_terminal(teacher, f"cd {hub.school.course.root} && {sys.executable} -m nastava course doctor")
    assert re.search(r"well\s+exchange", said) and re.search(r"well\s+gradebook", said), said
    desk = teacher.main_frame
    press(desk, row(desk, ASSIGNMENT).locator(".assign"))
    press(desk, row(desk, ASSIGNMENT).locator(".release"))
    for account, right in (("student-a", True), ("student-b", False)):
        assert f"/user/{account}/" in pages[account].url
        screenshot(pages[account], f"hub-start-{account}")
        pages[account].locator(".jp-BreadCrumbs-home").click()
        hand_in(pages[account], right=right)
        screenshot(pages[account], f"hub-{account}")

    # In another's name: newer than the other's own, and not collected.
    forged = f"{ASSIGNMENT} --student student-a --Exchange.cache=$HOME/elsewhere"
    said = in_terminal(pages["student-b"], f"{sys.executable} -m nbgrader submit {forged}")
    assert "Submitted as" in said and "student-a" in said

    press(desk, row(desk, ASSIGNMENT).locator(".collect"))
    row(desk, ASSIGNMENT).locator(".num-submissions a").click()
    for account in ("student-a", "student-b"):
        press(desk, row(desk, account).locator(".autograde"))
    expect(row(desk, "student-a").locator(".score")).to_have_text("5 / 12")
    expect(row(desk, "student-b").locator(".score")).to_have_text("0 / 12")
    expect(row(desk, "student-a").locator(".student-name")).to_have_text("Šarić, Željka")
    expect(teacher.locator(".modal-backdrop")).to_have_count(0)
    screenshot(teacher, "hub-graded")
    for account in ("student-a", "student-b"):
        press(desk, row(desk, account).locator(".generate-feedback"))
        press(desk, row(desk, account).locator(".release-feedback"))
    for account, told in (("student-a", "(Score: 5.0 / 12.0)"), ("student-b", "(Score: 0.0 / 12.0)")):
        see_feedback(pages[account])
        (page,) = (hub.lessons(account) / ASSIGNMENT / "feedback").rglob("*.html")
        assert told in page.read_text(encoding="utf-8")
    screenshot(pages["student-a"], "hub-feedback")


def test_links_of_the_formgrader_lead_into_the_courses_jupyterlab(hub: Hub, pages: dict[str, Page]):
    """The name of an assignment opens its folder in JupyterLab, in a tab of its own."""
    page = pages["instructor"].context.new_page()
    page.goto(f"{hub.url}/user/{OWNER}/formgrader")
    with page.context.expect_page() as opened:
        row(page.main_frame, ASSIGNMENT).locator(".name a").click()
    lab = opened.value
    expect(lab.locator(".jp-DirListing-item", has_text=f"{ASSIGNMENT}.ipynb")).to_be_visible(timeout=PATIENCE)
    screenshot(lab, "hub-courses-lab")
    lab.get_by_role("menuitem", name="Nbgrader").click()
    expect(lab.locator(".lm-Menu-itemLabel").get_by_text("Create assignment", exact=True)).to_be_visible()
    expect(lab.locator(".lm-Menu-itemLabel").get_by_text("Formgrader", exact=True)).to_have_count(0)
    lab.close()
    page.close()


@pytest.mark.parametrize("account, other", [("student-a", "student-b"), ("student-b", "student-a")])
def test_a_terminal_reads_nothing_that_is_not_its_owners(
    hub: Hub, pages: dict[str, Page], account: str, other: str
):
    """Neither the other's home, what was handed in, the gradebook, solutions, keys, nor the hub's secrets."""
    course, inbound = hub.school.course.root, hub.school.exchange / COURSE / "inbound"
    feedback = hub.school.exchange / COURSE / "feedback"
    assert list(feedback.iterdir()) and list(inbound.iterdir()) and (course / "gradebook.db").is_file()
    places = [
        hub.lessons(other) / ASSIGNMENT / f"{ASSIGNMENT}.ipynb",
        inbound,
        feedback,
        course / "gradebook.db",
        course / "quizzes" / "graded" / "trial.yaml",
        course / "solutions" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb",
        course / "submitted" / other,
        hub.school.root / "hub" / "jupyterhub.sqlite",
        hub.school.root / "hub" / "jupyterhub_cookie_secret",
    ]
    assert all(place.exists() for place in places)
    for place in places:
        said = in_terminal(pages[account], f"ls {place}/ ; cat {place}")
        assert said.count("Permission denied") == 2, (place, said)
    mine = hub.lessons(account) / ASSIGNMENT
    assert f"{ASSIGNMENT}.ipynb" in in_terminal(pages[account], f"ls {mine}")


@pytest.mark.parametrize("account, other", [("student-a", "student-b"), ("student-b", "student-a")])
def test_the_hub_lets_nobody_into_anothers_server(hub: Hub, pages: dict[str, Page], account: str, other: str):
    """Neither the other student's server nor the course's, nor the hub's list of people."""
    page = pages[account].context.new_page()
    for path in (
        f"/user/{other}/lab",
        f"/user/{other}/api/contents",
        f"/user/{OWNER}/lab",
        f"/user/{OWNER}/formgrader",
        f"/hub/spawn/{OWNER}",
        "/hub/admin",
    ):
        answer = page.goto(hub.url + path)
        assert answer is not None and answer.status in {403, 404}, (path, answer and answer.status)
    page.goto(f"{hub.url}/user/{other}/lab")
    screenshot(page, f"hub-refused-{account}")
    page.close()


def test_students_have_no_formgrader(hub: Hub, pages: dict[str, Page]):
    """The menu has the list of assignments alone, and no page answers where the formgrader would be."""
    page = pages["student-a"]
    page.get_by_role("menuitem", name="Nbgrader").click()
    entries = page.locator(".lm-Menu-itemLabel")
    expect(entries.get_by_text("Assignment List", exact=True)).to_be_visible()
    screenshot(page, "hub-students-menu")
    for entry in ("Formgrader", "Create assignment", "Course List"):
        expect(entries.get_by_text(entry, exact=True)).to_have_count(0)
    page.keyboard.press("Escape")
    answer = page.request.get(f"{hub.url}/user/student-a/formgrader")
    assert answer.status == 404


def test_nobody_logs_in_as_the_courses_account_or_with_a_wrong_password(hub: Hub, browser: Browser):
    """A wrong password is refused in words; people who are not on the list are refused with a right one."""
    page = browser.new_context(locale="en-GB").new_page()
    page.goto(f"{hub.url}/hub/login")
    page.get_by_label("Username").fill("student-a")
    page.get_by_label("Password").fill("guess")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_text("Invalid username or password")).to_be_visible(timeout=PATIENCE)
    screenshot(page, "hub-login")
    hub.sign_in(page, OWNER)
    expect(page.get_by_text("Invalid username or password")).to_be_visible(timeout=PATIENCE)
    page.close()
