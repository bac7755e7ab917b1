"""An assignment in JupyterLab, by mouse: nbgrader's menu, the formgrader, and what a student does."""

from __future__ import annotations

from playwright.sync_api import Frame, FrameLocator, Locator, Page, expect
from tests.browser.lab import PATIENCE, run_all, save, screenshot, wait_until_idle
from tests.integration.nbgrader_course import ASSIGNMENT, SOLUTION


def choose(page: Page, entry: str) -> None:
    """Choose an entry of nbgrader's menu."""
    page.get_by_role("menuitem", name="Nbgrader").click()
    page.locator(".lm-Menu-itemLabel").get_by_text(entry, exact=True).click()


def formgrader(page: Page) -> FrameLocator:
    """Open the formgrader."""
    choose(page, "Formgrader")
    return page.frame_locator("iframe[src*='formgrader']")


def press(frame: FrameLocator | Frame, cell: Locator) -> None:
    """Press a link in a table of the formgrader, and take note of its success."""
    cell.locator("a").click()
    done = frame.locator("#success-modal")
    expect(done).to_be_visible(timeout=PATIENCE)
    done.get_by_role("button", name="Close").last.click()
    expect(done).to_be_hidden()


def row(frame: FrameLocator | Frame, name: str) -> Locator:
    """Return the row of an assignment or a student."""
    return frame.locator("tbody tr", has_text=name)


def hand_in(page: Page, *, right: bool) -> None:
    """Fetch the assignment, work on it, validate it and hand it in."""
    choose(page, "Assignment List")
    page.locator("#released_assignments_list").get_by_role("button", name="Fetch").click()
    fetched = page.locator("#fetched_assignments_list")
    expect(fetched.get_by_role("button", name="Submit")).to_be_visible(timeout=PATIENCE)
    files = page.locator(".jp-DirListing-item")
    files.get_by_text(ASSIGNMENT, exact=True).dblclick()
    files.get_by_text(f"{ASSIGNMENT}.ipynb", exact=True).dblclick()
    notebook = page.locator(".jp-NotebookPanel:visible .jp-Notebook")
    expect(notebook.locator(".jp-Cell").first).to_be_visible(timeout=PATIENCE)
    wait_until_idle(page)
    if right:
        write(page, notebook.locator(".jp-CodeCell", has_text="NotImplementedError"), SOLUTION)
        essay = notebook.locator(".jp-MarkdownCell", has_text="Write your answer here")
        essay.locator(".jp-RenderedMarkdown").dblclick()
        write(page, essay, "Because the sum is asked for.")
    run_all(page)
    first = page.locator(".nastava-quiz [data-item]").first
    first.get_by_label("First" if right else "Second").check()
    first.get_by_role("button", name="Save answer").click()
    expect(first.get_by_text("Saved").first).to_be_visible(timeout=PATIENCE)
    save(page)
    page.locator(".jp-NotebookPanel:visible .jp-Toolbar").get_by_text("Validate", exact=True).click()
    said = page.locator(".jp-Dialog", has_text="Validation Results")
    expect(said).to_be_visible(timeout=PATIENCE)
    expect(said).to_contain_text("Success" if right else "NameError")
    screenshot(page, f"class-validated-{right}")
    said.get_by_role("button").last.click()
    page.get_by_role("tab", name="Assignments").click()
    fetched.get_by_role("button", name="Submit").click()
    expect(page.locator("#submitted_assignments_list")).to_contain_text(ASSIGNMENT, timeout=PATIENCE)


def write(page: Page, cell: Locator, source: str) -> None:
    """Replace what stands in a cell."""
    cell.locator(".cm-content").click()
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(source)


def see_feedback(page: Page) -> None:
    """Fetch the feedback in the list of assignments that is in front."""
    submitted = page.locator("#submitted_assignments_list")
    page.locator("#refresh_assignments_list").click()
    submitted.get_by_text("Fetch Feedback").click()
    expect(submitted.get_by_text("view feedback")).to_be_visible(timeout=PATIENCE)
