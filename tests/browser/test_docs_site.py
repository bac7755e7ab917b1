"""The documentation site in a browser: light and dark, wide and narrow, found by search, fit for everybody."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.browser.lab import screenshot, violations
from tests.docs_site import built

FRONT, LESSON = "docs/index", "notebooks/sr/02-kfor"
PAGES = (FRONT, LESSON, "notebooks/en/02-kfor", "notebooks/sr/glossary", "docs/reference/commands")
#: Pages that axe looks at in each theme and width: long ones take it seconds.
EXAMINED = {
    ("light", 1280): PAGES,
    ("dark", 1280): (FRONT, LESSON),
    ("light", 320): (FRONT, LESSON),
    ("dark", 320): (FRONT,),
}


def opened(browser: Browser, name: str, theme: str, width: int) -> Page:
    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=theme)
    page.goto((built() / name).with_suffix(".html").as_uri())
    return page


@pytest.mark.parametrize("theme, width", EXAMINED)
def test_pages_are_accessible_and_fit(browser: Browser, theme: str, width: int) -> None:
    """No accessibility fault and no sideways scrolling, in both themes, wide and narrow."""
    for name in PAGES:
        page = opened(browser, name, theme, width)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, name
        if name in EXAMINED[theme, width]:
            assert violations(page, "html") == [], name
        red, green, blue = page.evaluate(
            "getComputedStyle(document.body).backgroundColor.match(/\\d+/g).slice(0, 3).map(Number)"
        )
        assert (red + green + blue < 150) == (theme == "dark")
        screenshot(page, f"site-{name.replace('/', '-')}-{theme}-{width}")
        page.close()


def test_the_theme_is_switched_by_a_button(browser: Browser) -> None:
    """A reader can have the dark page on a light screen."""
    page = opened(browser, "docs/index", "light", 1280)
    button = page.get_by_role("button", name="Toggle Light").locator("visible=true")
    for _press in range(3):
        button.click()
        if page.locator("body").get_attribute("data-theme") == "dark":
            break
    expect(page.locator("body")).to_have_attribute("data-theme", "dark")
    page.close()


@pytest.mark.parametrize(
    "query, found",
    [
        ("sandboxes", "docs/grading.html"),
        ("povrijeđenih", "notebooks/sr/02-kfor.html"),
        ("povrijedjenih", "notebooks/sr/02-kfor.html"),
        ("повријеђених", "notebooks/sr/02-kfor.html"),
        ("Banjskoj", "notebooks/sr/02-kfor.html"),
    ],
)
def test_search_finds_both_languages(browser: Browser, query: str, found: str) -> None:
    """English words are found by their stems, Serbian ones in either alphabet, with diacritics or without."""
    page = opened(browser, "docs/index", "light", 1280)
    page.get_by_role("textbox", name="Search").fill(query)
    page.keyboard.press("Enter")
    expect(page.locator(f"#search-results a[href*='{found}']").first).to_be_visible(timeout=20_000)
    page.close()
