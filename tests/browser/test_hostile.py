"""A quiz whose author, and whose learner, try to break out: nothing runs, nothing is fetched, nothing leaves.

Every text of the example bank of every question type is turned into an attack; a new type is covered as soon
as it has an example.
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

import pytest
import yaml
from playwright.sync_api import Locator, Page, expect
from tests.browser.lab import PATIENCE, Lab, open_notebook, run_all, screenshot
from tests.browser.notebooks import write_notebook

import nastava.quizzes
from nastava.quizzes import load_bank
from nastava.quizzes.arrange import settle
from nastava.text.dormant import dormant
from nastava.text.languages import is_localized
from nastava.widget.present import heading, static_html, static_plain

EXAMPLES = sorted((Path(nastava.quizzes.__file__).parent / "examples").glob("*.yaml"))
NOTEBOOK = "hostile.ipynb"
PAYLOADS = [
    "<script>window.pwned=1</script>",
    "<img src=x onerror=window.pwned=2>",
    '"><svg onload=window.pwned=3><style>*{display:none}</style>',
    "[press](javascript:window.pwned=4)",
    "![x](https://foreign.example/a.png) ![x](//foreign.example/b.png)",
    "<iframe srcdoc='<script>top.pwned=5</script>'></iframe>",
    "[press](data:text/html,<script>top.pwned=6</script>)",
    "' onfocus=window.pwned=7 autofocus x='",
    "<details open ontoggle=window.pwned=8>x</details>",
    '<a href="jav&#x09;ascript:window.pwned=9">press</a>',
    "<link rel=stylesheet href=https://foreign.example/c.css>",
    "<math><mtext><table><mglyph><style><img src=x onerror=window.pwned=10>",
    "</script></style></textarea><img src=x onerror=window.pwned=11>",
    "<jp-button onclick=window.pwned=12>press</jp-button><form action=https://foreign.example><input name=q>",
    "\u202e {constructor} ${window.pwned=13} $\\href{javascript:window.pwned=14}{x}$",
]
#: What is looked for in the page: whatever runs, loads or breaks out of the quiz.
LOOK = """(root) => [...root.querySelectorAll('*')].filter((element) =>
  ['SCRIPT', 'IFRAME', 'OBJECT', 'EMBED', 'LINK', 'FORM', 'META', 'BASE', 'MATH'].includes(element.tagName.toUpperCase())
  || [...element.attributes].some(({ name, value }) => /^on/i.test(name)
    || (/^(href|src|action|formaction|xlink:href)$/i.test(name) && /^\\s*(javascript|data:text|vbscript)/i.test(value)))
).map((element) => element.outerHTML.slice(0, 200))"""


def inject(data: Any, payloads: Iterator[str]) -> Any:
    """Put an attack behind every text that is written in languages."""
    if isinstance(data, dict):
        if is_localized(data):
            return {code: f"{text} {next(payloads)}" for code, text in data.items()}
        return {key: inject(value, payloads) for key, value in data.items()}
    return [inject(value, payloads) for value in data] if isinstance(data, list) else data


def write_banks(folder: Path) -> list[str]:
    """Write each example three times, so that each of its texts holds attacks of several kinds."""
    folder.mkdir(exist_ok=True)
    names = []
    for source in EXAMPLES:
        for turn in range(3):
            # A picture from elsewhere is refused with the whole bank: that is for responses to try.
            harmful = [payload for payload in PAYLOADS if "![" not in payload or "//foreign" not in payload]
            payloads = itertools.islice(itertools.cycle(harmful), turn * 5, None)
            data = inject(yaml.safe_load(source.read_text(encoding="utf-8")), payloads)
            data["id"] = f"{source.stem}-hostile-{turn}"
            path = folder / f"{data['id']}.yaml"
            path.write_text(json.dumps(data), encoding="utf-8")
            load_bank(path)
            names.append(data["id"])
    return names


class Watch:
    """Notes what a page must not do."""

    def __init__(self, page: Page, host: str) -> None:
        self.page, self.host = page, host
        self.foreign: list[str] = []
        self.dialogs: list[str] = []
        page.on("request", self._request)
        page.on("dialog", self._dialog)
        page.context.on("page", lambda opened: self.foreign.append(opened.url))

    def _request(self, request: Any) -> None:
        parts = urlsplit(request.url)
        if parts.scheme not in {"data", "blob", "about"} and parts.netloc != self.host:
            self.foreign.append(request.url)

    def _dialog(self, dialog: Any) -> None:
        if dialog.type == "beforeunload":  # JupyterLab's own, before an unsaved notebook is left
            dialog.accept()
            return
        self.dialogs.append(dialog.message)
        dialog.dismiss()

    def expect_nothing(self, roots: Locator) -> None:
        """Nothing ran, nothing was asked of another host, and nothing lies in wait."""
        assert [frame.evaluate("window.pwned") for frame in self.page.frames] == [None] * len(
            self.page.frames
        )
        assert self.dialogs == []
        assert self.foreign == []
        for root in roots.all():
            assert root.evaluate(LOOK) == []


def answer(item: Locator, payload: str) -> None:
    """Answer with an attack wherever something can be typed, choose elsewhere, and have everything shown."""
    for field in item.locator("input[type=text], input:not([type]), textarea").all():
        if field.is_visible() and field.is_enabled():
            field.fill(payload)
    for select in item.locator("select:visible").all():
        if select.is_enabled():
            select.select_option(index=select.locator("option").count() - 1)
    for choice in item.locator(":is(input[type=radio], input[type=checkbox]):visible").all()[:2]:
        if choice.is_visible() and choice.is_enabled():
            choice.check(force=True)
    for choice in item.locator("[name$='-certainty']").all()[:1]:  # asked once there is an answer
        if choice.is_visible():
            choice.check(force=True)
    item.locator(".nq-actions .nq-button").first.click()
    expect(item.locator(".nq-feedback, .nq-saved").first).to_be_attached()
    for _shown in range(6):  # hints, then the solution
        item.evaluate("(item) => item.querySelector('.nq-actions .nq-link:not([hidden])')?.click()")
        item.page.wait_for_timeout(80)


@pytest.fixture
def names(lab: Lab) -> list[str]:
    """A notebook with a quiz of each hostile bank, and those banks, in the learner's workspace."""
    # Cells out of sight stay in the page, to be looked at.
    settings = f"lab/api/settings/{quote('@jupyterlab/notebook-extension:tracker')}"
    lab.api(settings, "PUT", {"raw": json.dumps({"windowingMode": "none"})})
    names = write_banks(lab.workspace / "quizzes")
    asked = (f"quiz({name!r})" for name in names)
    write_notebook(lab.workspace / NOTEBOOK, "from nastava import quiz", *asked)
    return names


@pytest.mark.slow
def test_no_bank_and_no_response_breaks_out_of_the_quiz(page: Page, lab: Lab, names: list[str]) -> None:
    """Live, answered with attacks, with all feedback shown, and opened again from what was stored."""
    watch = Watch(page, urlsplit(lab.url).netloc)
    open_notebook(page, lab, NOTEBOOK)
    run_all(page)
    quizzes = page.locator(".nastava-quiz")
    expect(quizzes).to_have_count(len(names), timeout=PATIENCE)
    watch.expect_nothing(quizzes)
    payloads = itertools.cycle(PAYLOADS)
    for item in page.locator(".nastava-quiz .nq-item").all():
        item.scroll_into_view_if_needed()
        answer(item, next(payloads))
    expect(page.locator(".nq-feedback .nq-verdict").first).to_be_visible()
    watch.expect_nothing(quizzes)
    screenshot(page, "hostile")

    lab.shut_kernels()
    open_notebook(page, lab, NOTEBOOK)
    run_all(page)
    expect(quizzes).to_have_count(len(names), timeout=PATIENCE)
    expect(page.locator(".nq-feedback .nq-verdict").first).to_be_visible(timeout=PATIENCE)
    select = quizzes.first.locator("select").first
    select.select_option("sr")
    page.wait_for_timeout(500)
    watch.expect_nothing(quizzes)


def test_no_sleeping_quiz_breaks_out(page: Page, lab: Lab, tmp_path: Path) -> None:
    """The static rendering, put into a page that cleans nothing itself, runs, fetches and restyles nothing."""
    watch = Watch(page, urlsplit(lab.url).netloc)
    for name in write_banks(tmp_path / "quizzes"):
        bank = settle(load_bank(tmp_path / "quizzes" / f"{name}.yaml"))
        for code in ("en", "sr"):
            title = heading(bank, None, code)
            items = bank.items_in_order
            bundle = dormant("quiz", static_html(title, items, code), static_plain(title, items, code), code)
            page.set_content(f"<body>{bundle['text/html']}</body>", wait_until="load")
            page.wait_for_timeout(50)
            watch.expect_nothing(page.locator(".nastava-dormant"))
            assert page.locator("style").count() == 1  # our own
            expect(page.locator(".nastava-dormant")).to_be_visible()
