"""An exercise done alone, in a real JupyterLab: validated, its quiz handed in to oneself."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.browser.lab import PATIENCE, Lab, open_notebook, run_all, running_lab, screenshot, violations
from tests.browser.notebooks import write_notebook

PACKAGE = Path(__file__).parents[2] / "packages" / "nastava-solutions" / "src"
FOLDER = "exercises/kfor-2023"


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    """A JupyterLab of a learner who has the worked solutions."""
    with pytest.MonkeyPatch.context() as patch:
        site = tmp_path_factory.mktemp("site")
        shutil.copytree(PACKAGE / "nastava_solutions", site / "nastava_solutions")
        content = site / "nastava_solutions" / "_content"
        for name in ("solutions", "quizzes/graded"):
            shutil.copytree(PACKAGE.parents[2] / name, content / name)
        patch.setenv("PYTHONPATH", str(site), prepend=":")
        with running_lab(tmp_path_factory.mktemp("alone")) as lab:
            yield lab


def test_validate_says_what_is_missing(page: Page, alone: Lab) -> None:
    """The button runs the exercise and lists the checks that fail."""
    open_notebook(page, alone, f"{FOLDER}/kfor-2023.ipynb")
    note = page.locator(".jp-RenderedMarkdown").filter(has_text="Studying on your own?")
    expect(note.first).to_be_visible(timeout=PATIENCE)
    page.get_by_text("Validate", exact=True).first.click()
    dialog = page.locator(".jp-Dialog").filter(has_text="Validation Results")
    expect(dialog).to_be_visible(timeout=PATIENCE)
    expect(dialog).to_contain_text("One of the three letters is chosen")
    screenshot(page, "exercise-validated")


def test_the_quiz_is_handed_in_to_oneself(browser: Browser, alone: Lab) -> None:
    """It says that nobody marks it; handed in, after one more question, it explains itself, also after a reload."""
    write_notebook(alone.workspace / FOLDER / "quiz.ipynb", 'from nastava import quiz\n\nquiz("kfor-2023")')
    page = browser.new_page()
    open_notebook(page, alone, f"{FOLDER}/quiz.ipynb")
    run_all(page)
    quiz = page.locator(".nastava-quiz")
    expect(quiz.get_by_text("Nobody marks this quiz")).to_be_visible(timeout=PATIENCE)
    assert violations(page, ".nastava-quiz") == []
    screenshot(page, "exercise-quiz-alone")
    first = quiz.locator("[data-item]").first
    first.locator("input").first.check()
    first.get_by_role("button", name="Save answer").click()
    expect(first.get_by_text("Saved").first).to_be_visible(timeout=PATIENCE)
    assert quiz.locator(".nq-explanation").count() == 0

    quiz.get_by_role("button", name="Hand in to yourself").click()
    expect(quiz.get_by_text("Hand in all the same?")).to_be_visible()
    quiz.get_by_role("button", name="Hand in now").click()

    expect(quiz.get_by_text("It is for practice now.")).to_be_visible(timeout=PATIENCE)
    expect(first.get_by_role("button", name="Try again")).to_be_visible()
    expect(quiz.get_by_role("button", name="Check answer").first).to_be_visible()
    screenshot(page, "exercise-quiz-handed-in")
    run_all(page)
    expect(page.locator(".nastava-quiz").get_by_text("It is for practice now.")).to_be_visible(
        timeout=PATIENCE
    )
    page.close()
