"""A student in the KFOR lesson: real JupyterLab, real kernel, real Chromium."""

from __future__ import annotations

import json
import shutil

import nbformat
import pytest
from playwright.sync_api import Locator, Page, expect
from tests.browser.lab import (
    PATIENCE,
    Lab,
    expect_no_errors,
    open_notebook,
    run_all,
    save,
    screenshot,
    violations,
)
from tests.browser.notebooks import item_of
from tests.browser.pictures import docs_picture

from nastava.content import content_root
from nastava.quizzes import load_bank, publish
from nastava.quizzes.find import instructor_bank
from nastava.text.languages import LANGUAGES

LESSON = "en/02-kfor.ipynb"


def quiz_of(page: Page, title: str) -> Locator:
    found = page.locator(".nastava-quiz").filter(has=page.locator(".nq-title", has_text=title))
    expect(found).to_be_visible(timeout=PATIENCE)
    return found


def open_and_run(page: Page, lab: Lab, path: str) -> None:
    open_notebook(page, lab, path)
    run_all(page)


def test_a_lesson_that_was_never_run_shows_its_questions_and_how_to_wake_them(page: Page, lab: Lab) -> None:
    """Before anything is run, each quiz and figure shows its content, the words and the picture for waking it."""
    open_notebook(page, lab, LESSON)
    asleep = page.locator("[data-nastava-static]")
    expect(asleep.first).to_contain_text("Shift+Enter")
    expect(asleep.first.get_by_role("img").first).to_be_visible()
    expect(asleep.locator("visible=true").first).to_contain_text("KFOR")
    expect(page.locator(".nastava-quiz")).to_have_count(0)
    screenshot(page, "lesson-asleep")


def test_a_lesson_runs_wakes_and_looks_well_in_both_themes(page: Page, lab: Lab) -> None:
    """All cells run without an error, the sleeping twins give way, and the quiz has no accessibility fault."""
    for theme in ("light", "dark"):
        lab.set_theme(theme)
        open_and_run(page, lab, LESSON)
        expect(page.locator(".nastava-quiz")).to_have_count(6, timeout=PATIENCE)
        expect_no_errors(page)
        expect(page.locator("[data-nastava-static] >> visible=true")).to_have_count(0)
        assert violations(page, ".nastava-quiz") == []
        for part, name in (("The mandate", "mandate"), ("The numbers", "numbers")):
            quiz_of(page, part).scroll_into_view_if_needed()
            screenshot(page, f"lesson-{name}-{theme}")
        lab.shut_kernels()
    lab.set_theme("light")


def test_a_lesson_that_was_run_and_saved_sleeps_again_when_it_is_opened(page: Page, lab: Lab) -> None:
    """Without the kernel of then each quiz and figure shows its content once, and no word of a missing model."""
    open_and_run(page, lab, LESSON)
    expect(page.locator(".nastava-quiz")).to_have_count(6, timeout=PATIENCE)
    asleep = page.locator("[data-nastava-static]")
    expect(asleep).to_have_count(10, timeout=PATIENCE)
    expect(asleep.locator("visible=true")).to_have_count(0)
    save(page)
    lab.shut_kernels()
    open_notebook(page, lab, LESSON)
    expect(asleep).to_have_count(10, timeout=PATIENCE)
    expect(asleep.locator("visible=true")).to_have_count(10)
    expect(page.get_by_text("model not found").locator("visible=true")).to_have_count(0)
    expect(page.locator("[data-nastava-static=quiz] li").first).to_contain_text("KFOR")


@pytest.mark.pictures
def test_answers_survive_a_killed_kernel_and_another_language(page: Page, lab: Lab) -> None:
    """Wrong, then right by mouse, another by keyboard alone; after SIGKILL and in the other language all is there."""
    open_and_run(page, lab, LESSON)

    task = item_of(page, "kfor-task")
    task.get_by_label("collect customs").click()
    task.get_by_role("button", name="Check answer").click()
    expect(task.locator(".nq-verdict")).to_contain_text("Not yet")
    expect(task.locator(".nq-verdict")).to_contain_text("Customs are no part")
    expect(task.locator(".nq-saved")).to_contain_text("Saved")
    task.get_by_role("button", name="Try again").click()
    task.get_by_label("for all communities").click()
    task.get_by_role("button", name="Check answer").click()
    expect(task.locator(".nq-verdict")).to_contain_text("Right")
    task.get_by_text("Sources").click()
    expect(task.get_by_role("link").first).to_be_visible()
    page.locator(".jp-Cell:has(.nastava-quiz)").first.evaluate(
        "(cell) => cell.scrollIntoView({ block: 'start' })"
    )
    page.mouse.move(1200, 880)
    page.wait_for_timeout(300)
    docs_picture(page, "lesson", task, frame=True)

    same_day = item_of(page, "kfor-same-day")
    same_day.get_by_role("radio").first.focus()
    page.keyboard.press("ArrowDown")
    expect(same_day.get_by_role("radio").nth(1)).to_be_checked()
    expect(same_day.get_by_role("radio").nth(1)).to_be_focused()

    resolution = item_of(page, "kfor-resolution")
    resolution.get_by_role("checkbox").first.focus()
    for key in ("Space", "Tab", "Tab", "Space", "Tab", "Tab", "Space", "Tab"):
        page.keyboard.press(key)
    focused = page.locator(":focus")
    expect(focused).to_have_text("Check answer")
    page.keyboard.press("Enter")
    expect(resolution.locator(".nq-verdict")).to_contain_text("Right")
    expect(focused).to_have_text("Try again")
    assert violations(page, ".nastava-quiz") == []

    lead = item_of(page, "kfor-lead")
    lead.get_by_role("textbox").fill("the United Sta")
    expect(lead.locator(".nq-saved")).to_contain_text("Kept")
    screenshot(page, "answered-light")

    lab.kill_kernel(LESSON)
    page.context.clear_cookies()
    open_and_run(page, lab, LESSON)
    task = item_of(page, "kfor-task")
    expect(task.locator(".nq-verdict")).to_contain_text("Right")
    expect(task.get_by_label("for all communities")).to_be_checked()
    expect(item_of(page, "kfor-resolution").locator(".nq-verdict")).to_contain_text("Right")
    expect(item_of(page, "kfor-lead").get_by_role("textbox")).to_have_value("the United Sta")
    expect(quiz_of(page, "The mandate").locator(".nq-progress")).to_contain_text("2 of 4 answered")

    open_and_run(page, lab, "sr/02-kfor.ipynb")
    expect_no_errors(page)
    expect(item_of(page, "kfor-task").locator(".nq-verdict")).to_contain_text("Tačno")
    screenshot(page, "answered-sr")


def test_a_lost_kernel_is_told(page: Page, lab: Lab) -> None:
    """After the kernel died an answer is not taken in silence: the quiz says what to do."""
    open_and_run(page, lab, LESSON)
    numbers = quiz_of(page, "The numbers")
    lab.kill_kernel(LESSON)
    # JupyterLab's own notice that the kernel is started again.
    page.add_locator_handler(
        page.locator(".jp-Dialog"), lambda dialog: dialog.get_by_role("button").last.click()
    )
    numbers.get_by_role("button", name="Check answer").first.click()
    expect(numbers.get_by_role("alert")).to_contain_text("lost its connection", timeout=30_000)
    expect(numbers.locator(".nq-saved").first).to_have_text("Not saved")


def test_what_can_not_be_saved_is_told_and_kept(page: Page, lab: Lab) -> None:
    """With the answers' place taken by a file the quiz goes on, says why, and saves once it can."""
    answers = lab.workspace / "answers"
    kept = lab.workspace / "answers-kept"
    open_and_run(page, lab, LESSON)
    if answers.exists():
        answers.rename(kept)
    answers.write_text("in the way", encoding="utf-8")
    base = item_of(page, "kfor-base")
    base.get_by_role("radio").nth(1).check()
    base.get_by_role("button", name="Check answer").click()
    expect(base.locator(".nq-verdict")).to_contain_text("Not yet")
    expect(base.locator(".nq-saved")).to_have_text("Not saved")
    quiz = quiz_of(page, "The reinforcement")
    expect(quiz.get_by_role("alert")).to_contain_text("Not saved yet")
    screenshot(page, "not-saved")
    assert violations(page, ".nastava-quiz") == []

    answers.unlink()
    if kept.exists():
        kept.rename(answers)
    quiz.get_by_role("button", name="Save now").click()
    expect(quiz.get_by_role("alert")).to_be_empty()
    expect(base.locator(".nq-saved")).to_contain_text("Saved")
    sheet = json.loads((answers / "kfor.json").read_text(encoding="utf-8"))
    assert "kfor-base" in [attempt["item"] for attempt in sheet["attempts"]]


def test_the_language_is_switched_in_place(page: Page, lab: Lab) -> None:
    """Choosing the other language turns questions and buttons, keeps the response and the focus."""
    open_and_run(page, lab, LESSON)
    quiz = quiz_of(page, "Reading closely")
    headquarters = quiz.locator("[data-item=kfor-headquarters]")
    headquarters.get_by_role("textbox").fill("KFOR")
    headquarters.get_by_role("button", name="Check answer").click()
    expect(headquarters.locator(".nq-verdict")).to_contain_text("Right")
    as_of = quiz.locator("[data-item=kfor-as-of]")
    as_of.get_by_role("radio").nth(2).check()
    quiz.get_by_label("Language").select_option("sr")
    sr = page.locator(".nastava-quiz").filter(has=page.locator("[data-item=kfor-headquarters]"))
    expect(sr).to_have_attribute("lang", LANGUAGES["sr"].tag)
    expect(sr.locator("[data-item=kfor-headquarters] .nq-verdict")).to_contain_text("Tačno")
    expect(sr.locator("select")).to_be_focused()
    expect(sr.locator("[data-item=kfor-as-of]").get_by_role("radio").nth(2)).to_be_checked()
    assert violations(page, ".nastava-quiz") == []


@pytest.mark.parametrize("raw", ["", "many"])
def test_a_malformed_answer_is_refused_in_place(page: Page, lab: Lab, raw: str) -> None:
    """Nothing or a word where a number is asked: a sentence says so and no attempt is counted."""
    open_and_run(page, lab, LESSON)
    share = item_of(page, "kfor-share")
    share.get_by_role("textbox").fill(raw)
    share.get_by_role("button", name="Check answer").click()
    expect(share.locator(".nq-verdict")).to_contain_text("Type a number")
    expect(share.get_by_role("button", name="Check answer")).to_be_visible()
    sheet = lab.workspace / "answers" / "kfor.json"
    attempts = json.loads(sheet.read_text(encoding="utf-8"))["attempts"] if sheet.exists() else []
    assert not [attempt for attempt in attempts if attempt["item"] == "kfor-share"]


def test_the_quiz_fits_a_narrow_page(page: Page, lab: Lab) -> None:
    """At 320 pixels of width nothing of the quiz is cut off or scrolls sideways."""
    open_and_run(page, lab, LESSON)
    quiz = quiz_of(page, "The mandate")
    quiz.evaluate("element => { element.style.width = '320px'; }")
    overflow = quiz.evaluate("element => element.scrollWidth - element.clientWidth")
    assert overflow <= 0
    quiz.screenshot(path=screenshot(page, "narrow").with_name("narrow-quiz.png"))


@pytest.mark.parametrize("path", [LESSON, "sr/03-partnership.ipynb", "sr/glossary.ipynb"])
def test_the_text_fits_a_narrow_page(page: Page, lab: Lab, path: str) -> None:
    """At 700 pixels of width no paragraph, list or table of a lesson or the glossary scrolls sideways."""
    page.set_viewport_size({"width": 700, "height": 900})
    notebook = open_notebook(page, lab, path, kernel=False)
    text = notebook.locator(".jp-RenderedMarkdown, .nastava-glossary")
    expect(text.last).to_be_attached(timeout=PATIENCE)
    wide = text.evaluate_all(
        "all => all.filter(one => one.scrollWidth > one.clientWidth + 1).map(one => one.innerText.slice(0, 60))"
    )
    assert wide == []
    screenshot(page, f"narrow-{path.replace('/', '-').removesuffix('.ipynb')}")


def test_a_graded_quiz_confirms_and_tells_nothing(page: Page, lab: Lab) -> None:
    """In a released assignment an answer is saved beside the notebook, can be changed, and is not judged."""
    bank_path = instructor_bank("kfor-2023", content_root())
    assert bank_path is not None
    folder = lab.workspace / "hand-in"
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "quizzes").mkdir(parents=True)
    bank = load_bank(bank_path)
    (folder / "quizzes" / "kfor-2023.json").write_text(json.dumps(publish(bank)), encoding="utf-8")
    notebook = nbformat.v4.new_notebook(
        cells=[
            nbformat.v4.new_code_cell('from nastava import quiz\nquiz("kfor-2023")'),
            nbformat.v4.new_code_cell('from nastava import answered\nanswered("kfor-2023")'),
        ],
        metadata={
            "kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"},
            "language_info": {"name": "python"},
        },
    )
    nbformat.write(notebook, folder / "kfor-2023.ipynb")
    open_and_run(page, lab, "hand-in/kfor-2023.ipynb")
    first = page.locator(".nq-item").first
    expect(first).to_be_visible(timeout=PATIENCE)
    first.locator("input").first.check()
    first.get_by_role("button", name="Save answer").click()
    expect(first.locator(".nq-saved")).to_contain_text("Saved")
    first.locator("input").nth(1).check()
    first.get_by_role("button", name="Save changed answer").click()
    expect(first.locator(".nq-saved")).to_contain_text("Saved")
    expect(page.locator(".nq-verdict")).to_have_count(0)
    expect(page.locator(".nq-link >> visible=true")).to_have_count(0)
    expect(page.locator(".nq-progress")).to_contain_text("1 of 9 answered")
    assert violations(page, ".nastava-quiz") == []
    screenshot(page, "graded")
    attempts = json.loads((folder / "answers" / "kfor-2023.json").read_text(encoding="utf-8"))["attempts"]
    assert [attempt["response"] for attempt in attempts] == [
        bank.items[0].options[0].id,
        bank.items[0].options[1].id,
    ]
    reserves = page.locator("[data-item=kfor-2023-without-reserves]")
    reserves.get_by_role("textbox").fill("3,700")
    reserves.get_by_role("button", name="Save answer").click()
    expect(reserves.locator(".nq-saved")).to_contain_text("Saved")
    page.locator(".nastava-quiz select").select_option("sr")
    # The same number as this language writes it: left as it was typed it would now be 3.7.
    expect(reserves.get_by_role("textbox")).to_have_value("3.700")
    expect(reserves.locator(".nq-echo")).to_contain_text("3\u202f700")
    save(page)
    run_all(page)
    expect(page.get_by_text("Answered and saved: 2 of 9 questions.")).to_be_visible()
