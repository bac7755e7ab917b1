"""A class report as it opens from the disk: real Chromium, both themes, wide and narrow, and on paper."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser
from pypdf import PdfReader
from tests.browser.lab import screenshot, violations
from tests.browser.pictures import docs_picture
from tests.classroom import ASSIGNMENT, write_course

from nastava.reports import class_report
from nastava.reports.page import page as page_of

A4 = (595, 842)  # points


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Reports on a class of sixty, in two languages."""
    root = tmp_path_factory.mktemp("report")
    report = class_report(ASSIGNMENT, write_course(root / "course", 60, changes={"certainty": True}))
    for code in ("en", "sr"):
        (root / f"{code}.html").write_text(page_of(report, code), encoding="utf-8")
    return root


@pytest.mark.parametrize("width", [1280, 700, 320])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_page_is_accessible_fits_and_fetches_nothing(
    browser: Browser, folder: Path, theme: str, width: int
) -> None:
    """No accessibility fault, no sideways scrolling, one request: the file itself."""
    for code in ("en", "sr"):
        page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=theme)
        asked: list[str] = []
        page.on("request", lambda request, asked=asked: asked.append(request.url))
        page.goto((folder / f"{code}.html").as_uri())
        screenshot(page, f"report-{code}-{theme}-{width}")
        page.locator("summary").click()
        assert len(asked) == 1
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        # axe is a script, which the page itself forbids.
        open_page = browser.new_page(
            viewport={"width": width, "height": 900}, color_scheme=theme, bypass_csp=True
        )
        open_page.goto((folder / f"{code}.html").as_uri())
        assert violations(open_page, "body") == []
        open_page.close()
        page.close()


@pytest.mark.pictures
def test_the_page_begins_as_the_guide_shows(browser: Browser, folder: Path) -> None:
    """The picture in the guide is of this page: scores, and what is worth a look."""
    page = browser.new_page(viewport={"width": 760, "height": 900}, color_scheme="light")
    page.goto((folder / "en.html").as_uri())
    docs_picture(page, "report", page.locator("dl.look"), frame=True)
    page.close()


def test_the_printed_report_is_whole(browser: Browser, folder: Path) -> None:
    """A4 pages with every item and no list of students, unless it was opened."""
    page = browser.new_page(color_scheme="dark")
    page.goto((folder / "en.html").as_uri())
    target = folder / "report.pdf"
    page.pdf(path=target, format="A4", prefer_css_page_size=True)
    page.close()
    pdf = PdfReader(target)
    text = " ".join(part.extract_text() for part in pdf.pages)
    assert {(round(one.mediabox.width), round(one.mediabox.height)) for one in pdf.pages} == {A4}
    assert all(f"Question {number}" in text for number in range(1, 13))
    assert "S-" not in text
