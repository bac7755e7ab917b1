"""A practice quiz outside JupyterLab: in Notebook 7, and as a Voilà page."""

from __future__ import annotations

import contextlib
import json
import re
from pathlib import Path

import nbformat
import pytest
from playwright.sync_api import Browser, Page, expect
from tests.browser.lab import PATIENCE, screenshot, violations
from tests.browser.serving import TOKEN, served

from nastava.cli.workspace import prepare


def brightness(colour: str) -> float:
    """Return how bright a colour is that the browser computed."""
    return sum(float(part) for part in re.findall(r"[\d.]+", colour)[:3])


@pytest.fixture
def page(browser: Browser) -> Page:
    opened = browser.new_page(viewport={"width": 1100, "height": 900}, locale="en-GB")
    opened.set_default_timeout(PATIENCE / 2)
    yield opened
    opened.close()


def answered_by_keyboard(page: Page) -> None:
    """Answer a question by keyboard alone, wrong and then right, and read the feedback."""
    task = page.locator("[data-item=kfor-task]")
    task.get_by_role("radio").first.focus()
    page.keyboard.press("Space")
    for _key in range(5):
        page.keyboard.press("Tab")
        if page.locator(":focus").inner_text() == "Check answer":
            break
    page.keyboard.press("Enter")
    expect(task.locator(".nq-verdict")).to_contain_text("Customs are no part")
    expect(task.locator(".nq-saved")).to_contain_text("Saved")
    expect(page.locator(":focus")).to_have_text("Try again")
    page.keyboard.press("Enter")
    expect(task.get_by_role("radio").first).to_be_focused()
    for _key in range(2):
        page.keyboard.press("ArrowDown")
    expect(task.get_by_role("radio").nth(2)).to_be_checked()
    page.keyboard.press("Enter")
    expect(task.locator(".nq-verdict")).to_contain_text("Right")


def kept(folder: Path) -> list[str]:
    sheet = json.loads((folder / "answers" / "kfor.json").read_text(encoding="utf-8"))
    return [attempt["response"] for attempt in sheet["attempts"]]


def test_a_quiz_works_in_notebook_7(page: Page, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The lesson opens asleep, wakes with Shift+Enter, is answered by keyboard, explains, and is saved on disk."""
    workspace = tmp_path / "course"
    monkeypatch.setenv("JUPYTER_DATA_DIR", str(tmp_path / "jupyter" / "data"))  # lessons are signed there
    prepare(workspace, "en")
    options = ("--no-browser", "--port={port}", "--allow-root")
    with served(workspace, "notebook", *options) as address:
        page.goto(f"{address}/notebooks/en/02-kfor.ipynb?token={TOKEN}")
        asleep = page.locator("[data-nastava-static=quiz]").first
        expect(asleep).to_be_visible(timeout=PATIENCE)
        expect(asleep.locator(".nastava-wake")).to_be_visible()
        cell = page.locator(".jp-CodeCell").filter(has=asleep).first
        number = cell.get_attribute("data-windowed-list-index")
        cell = page.locator(f".jp-CodeCell[data-windowed-list-index='{number}']")
        # Notebook drops, without a word, what is run before its kernel is there: one presses again.
        prompt = cell.locator(".jp-InputPrompt")
        for _press in range(5):
            cell.locator(".cm-content").click()
            page.keyboard.press("Shift+Enter")
            with contextlib.suppress(AssertionError):
                expect(prompt).not_to_have_text("[ ]:", timeout=5_000)
                break
        expect(page.locator(".nastava-quiz")).to_be_visible(timeout=PATIENCE)
        expect(asleep).to_be_hidden()
        page.locator(".nastava-quiz").scroll_into_view_if_needed()
        answered_by_keyboard(page)
        assert violations(page, ".nastava-quiz") == []
        screenshot(page, "notebook-7")
    assert kept(workspace) == ["a", "c"]


@pytest.fixture
def lone_quiz(tmp_path: Path) -> Path:
    """A folder with a notebook that is nothing but a quiz."""
    folder = tmp_path / "site"
    folder.mkdir()
    cells = [
        nbformat.v4.new_markdown_cell("# Practice\n\n## KFOR"),
        nbformat.v4.new_code_cell('from nastava import quiz\n\nquiz("kfor", part="mandate", language="en")'),
    ]
    metadata = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=metadata), folder / "practice.ipynb")
    return folder


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_voila_serves_a_quiz_without_code(page: Page, lone_quiz: Path, theme: str) -> None:
    """Voilà shows the quiz alone: no code, no words on waking; it is scored, explained and saved."""
    options = ("practice.ipynb", "--no-browser", "--port={port}", f"--theme={theme}")
    with served(lone_quiz, "voila", *options) as address:
        page.goto(address, wait_until="domcontentloaded")
        expect(page.locator(".nastava-quiz")).to_be_visible(timeout=PATIENCE)
        expect(page.get_by_text("from nastava import")).to_have_count(0)
        expect(page.locator("[data-nastava-static] >> visible=true")).to_have_count(0)
        answered_by_keyboard(page)
        assert violations(page, ".nastava-quiz") == []
        surface, words = page.locator(".nastava-quiz").evaluate(
            "quiz => [getComputedStyle(quiz).backgroundColor, getComputedStyle(quiz).color]"
        )
        assert (brightness(surface) > brightness(words)) == (theme == "light")
        screenshot(page, f"voila-{theme}")
    assert kept(lone_quiz) == ["a", "c"]


def test_a_quiz_looks_well_without_any_theme(page: Page, lone_quiz: Path) -> None:
    """Voilà's classic template has no theme and strips styles: the quiz has its own colours and its width."""
    options = ("practice.ipynb", "--no-browser", "--port={port}", "--template=classic")
    with served(lone_quiz, "voila", *options) as address:
        page.goto(address, wait_until="domcontentloaded")
        quiz = page.locator(".nastava-quiz")
        expect(quiz).to_be_visible(timeout=PATIENCE)
        expect(page.locator(".nastava-dormant >> visible=true")).to_have_count(0)
        assert quiz.bounding_box()["width"] > 500
        answered_by_keyboard(page)
        assert violations(page, ".nastava-quiz") == []
        screenshot(page, "voila-without-theme")
        page.set_viewport_size({"width": 340, "height": 800})
        assert quiz.evaluate("quiz => quiz.scrollWidth <= quiz.clientWidth + 1 && quiz.clientWidth < 340")
