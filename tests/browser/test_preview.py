"""The preview of a bank: real server, real Chromium, and a file that is saved again and again."""

from __future__ import annotations

import asyncio
import json
import re
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.browser.lab import screenshot, violations
from tests.browser.pictures import docs_picture
from tests.browser.serving import free_port
from tornado.httpclient import HTTPClientError, HTTPRequest
from tornado.websocket import websocket_connect

from nastava.content import quizzes_dir

EXAMPLES = Path(__file__).parents[2] / "src" / "nastava" / "quizzes" / "examples"


class Preview:
    """A running ``nastava preview``."""

    def __init__(self, bank: Path, *options: str) -> None:
        self.bank = bank
        self.process = subprocess.Popen(
            [
                sys.executable,
                "-m",
                "nastava",
                "preview",
                str(bank),
                "--no-browser",
                "--port",
                str(free_port()),
                *options,
            ],
            cwd=bank.parent,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.address = next(
            found[0] for line in self.process.stdout if (found := re.search(r"http\S+", line))
        )

    def save(self, old: str, new: str) -> None:
        """Save the bank with one text in place of another, as an editor does."""
        text = self.bank.read_text(encoding="utf-8")
        assert old in text
        self.bank.write_text(text.replace(old, new, 1), encoding="utf-8")

    def stop(self) -> int:
        """Press Ctrl+C, in effect."""
        self.process.terminate()
        self.process.communicate(timeout=20)
        return self.process.returncode


@pytest.fixture
def bank(tmp_path: Path) -> Path:
    """A copy of the course's bank."""
    path = tmp_path / "kfor.yaml"
    path.write_bytes((quizzes_dir() / "kfor.yaml").read_bytes())
    return path


@pytest.fixture
def preview(bank: Path) -> Iterator[Preview]:
    running = Preview(bank, "--language", "en")
    yield running
    if running.process.poll() is None:
        running.stop()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    opened = browser.new_page(viewport={"width": 1100, "height": 800})
    opened.faults = []
    opened.on("pageerror", lambda error: opened.faults.append(str(error)))
    opened.on("console", lambda said: opened.faults.append(said.text) if said.type == "error" else None)
    yield opened
    opened.close()


def test_the_page_follows_the_file(page: Page, preview: Preview) -> None:
    """A saved change is shown without a reload; answers, typing, language and place stay as they were."""
    page.goto(preview.address)
    task = page.locator("[data-item=kfor-task]")
    task.get_by_label("for all communities").click()
    task.get_by_role("button", name="Check answer").click()
    expect(task.locator(".nq-verdict")).to_contain_text("Right")
    page.locator("#bar select").select_option("sr")
    expect(task.locator(".nq-verdict")).to_contain_text("Tačno")
    lead = page.locator("[data-item=kfor-lead]")
    lead.scroll_into_view_if_needed()
    lead.get_by_role("textbox").fill("Ujedinjene nac")
    page.evaluate("window.scrollBy(0, 300)")
    page.evaluate("window.marked = true")
    before = lead.evaluate("item => item.getBoundingClientRect().top")

    preview.save("Koja organizacija ga **predvodi**?", "Ko ga **predvodi**?")
    expect(lead).to_contain_text("Ko ga predvodi?")
    assert page.evaluate("window.marked") is True
    expect(task.locator(".nq-verdict")).to_contain_text("Tačno")
    expect(lead.get_by_role("textbox")).to_have_value("Ujedinjene nac")
    expect(lead.get_by_role("textbox")).to_be_focused()
    assert abs(lead.evaluate("item => item.getBoundingClientRect().top") - before) < 2
    assert page.faults == []
    assert not (preview.bank.parent / "answers").exists()


@pytest.mark.pictures
def test_faults_come_and_go(page: Page, preview: Preview) -> None:
    """A broken file shows its fault at its line above the last good state; mended, the fault is gone."""
    page.goto(preview.address)
    expect(page.locator("[data-item]")).to_have_count(25)
    revision = page.locator("#quiz").get_attribute("data-revision")
    line = preview.bank.read_text("utf-8").splitlines().index("  - id: kfor-task") + 1

    preview.save("    type: single_choice", "    type: singel_choice")
    faults = page.locator("#faults")
    expect(faults).to_contain_text(f"line {line}")
    expect(faults).to_contain_text("did you mean 'single_choice'")
    expect(faults).to_contain_text("last state that could be shown")
    expect(page.locator("[data-item]")).to_have_count(25)
    assert page.locator("#quiz").get_attribute("data-revision") == revision
    assert violations(page, "html") == []
    screenshot(page, "preview-fault")
    page.set_viewport_size({"width": 1000, "height": 900})
    docs_picture(page, "preview", page.locator("[data-item]").first, frame=True)

    preview.save("    type: singel_choice", "    type: single_choice")
    expect(faults).to_be_empty()
    preview.save("id: kfor\n", "id: kfor\n\tx: [")
    expect(faults).to_contain_text("indent with spaces, not tabs")
    preview.bank.unlink()
    expect(faults).to_contain_text("there is no such file")
    expect(page.locator("[data-item]")).to_have_count(25)
    preview.bank.write_bytes((quizzes_dir() / "kfor.yaml").read_bytes())
    expect(faults).to_be_empty()
    assert page.faults == []


def test_a_bank_that_was_never_good_says_so_and_then_appears(page: Page, tmp_path: Path) -> None:
    """Begun on a broken file, the page waits with the faults and shows the quiz once it is whole."""
    path = tmp_path / "numeric.yaml"
    good = (EXAMPLES / "numeric.yaml").read_text("utf-8")
    path.write_text(good.replace("items:", "item:"), encoding="utf-8")
    preview = Preview(path, "--language", "en")
    try:
        page.goto(preview.address)
        expect(page.locator("#faults")).to_contain_text("nothing to show yet")
        path.write_text(good, encoding="utf-8")
        expect(page.locator("[data-item]")).to_have_count(2)
        expect(page.locator("#faults")).to_be_empty()
    finally:
        preview.stop()


def test_answers_and_variants(page: Page, tmp_path: Path) -> None:
    """Answers shows key, chance and scoring of what is seen; New variant draws other numbers and a blank sheet."""
    path = tmp_path / "numeric.yaml"
    path.write_bytes((EXAMPLES / "numeric.yaml").read_bytes())
    preview = Preview(path, "--language", "en")
    try:
        page.goto(preview.address)
        share = page.locator("[data-item=share]")
        row = page.locator("#answers tr").filter(has=page.locator("th", has_text="2. share"))
        expect(row).to_have_count(0)
        page.get_by_role("button", name="Answers").click()
        seen = set()
        for _attempt in range(6):
            stem = share.locator(".nq-stem").inner_text()
            every, some = (int(n.replace(",", "")) for n in re.findall(r"[\d,]+\d", stem)[:2])
            expect(row).to_contain_text(f"{round(100 * some / every, 1):g} %")
            seen.add(stem)
            share.get_by_role("textbox").fill("1")
            share.get_by_role("button", name="Check answer").click()
            expect(share.locator(".nq-verdict")).to_be_visible()
            old = page.locator("#quiz").get_attribute("data-revision")
            page.get_by_role("button", name="New variant").click()
            expect(page.locator("#quiz")).not_to_have_attribute("data-revision", old or "")
            expect(share.locator(".nq-verdict")).to_have_count(0)
        assert len(seen) > 2
        expect(page.get_by_role("row", name="1. troops")).to_contain_text("4\u202f700")
        assert violations(page, "html") == []
        screenshot(page, "preview-answers")
    finally:
        preview.stop()
    assert page.faults == [] or all("WebSocket" in said for said in page.faults)


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_themes_and_widths(page: Page, preview: Preview, dark: bool) -> None:
    """Dark and narrow are switched in place, stay after a reload, and have no accessibility fault."""
    page.goto(preview.address)
    expect(page.locator("[data-item]")).to_have_count(25)
    if dark:
        page.get_by_role("button", name="Dark").click()
        assert page.evaluate("getComputedStyle(document.querySelector('.nastava-quiz')).backgroundColor") == (
            "rgb(17, 17, 17)"
        )
    page.get_by_role("button", name="320 px wide").click()
    page.reload()
    expect(page.get_by_role("button", name="320 px wide")).to_have_attribute("aria-pressed", "true")
    assert page.locator("#quiz").bounding_box()["width"] == 320
    assert page.locator("#quiz").evaluate("quiz => quiz.scrollWidth") <= 320
    assert violations(page, "html") == []
    screenshot(page, f"preview-{'dark' if dark else 'light'}-320")
    page.get_by_role("button", name="320 px wide").click()
    page.wait_for_timeout(200)
    screenshot(page, f"preview-{'dark' if dark else 'light'}")


def test_only_this_machine_with_the_token_gets_in(preview: Preview) -> None:
    """Without the token, under a foreign host name, or from a foreign page nothing is served."""
    parts = urlsplit(preview.address)
    plain = f"http://{parts.netloc}"
    for path, headers in (
        ("/", {}),
        ("/page.js", {}),
        ("/wrong/", {}),
        (parts.path, {"Host": f"evil.example:{parts.port}"}),
        (parts.path + "quiz.js", {"Host": "evil.example"}),
    ):
        with pytest.raises(urllib.error.HTTPError) as caught:
            urllib.request.urlopen(urllib.request.Request(plain + path, headers=headers), timeout=10)
        assert caught.value.code in {403, 404}
    with urllib.request.urlopen(preview.address, timeout=10) as answer:
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
        assert answer.headers["Referrer-Policy"] == "no-referrer"

    async def knock(origin: str) -> dict[str, object]:
        request = HTTPRequest(f"ws://{parts.netloc}{parts.path}socket", headers={"Origin": origin})
        socket = await websocket_connect(request)
        await socket.write_message('{"kind": "nonsense"}')
        await socket.write_message("not JSON")
        await socket.write_message('{"kind": "show"}')
        answer = json.loads(await socket.read_message())
        socket.close()
        return answer

    # In a thread: Playwright's own event loop runs in this one.
    with ThreadPoolExecutor(1) as thread:
        for origin in ("http://evil.example", f"https://{parts.netloc}", "null", plain.replace("127", "128")):
            with pytest.raises(HTTPClientError, match="403"):
                thread.submit(asyncio.run, knock(origin)).result(timeout=20)
        assert thread.submit(asyncio.run, knock(plain)).result(timeout=20)["kind"] == "show"


def test_the_end_is_said_and_leaves_nothing(page: Page, preview: Preview, tmp_path: Path) -> None:
    """Ctrl+C ends it in good order; an open page says what happened."""
    page.goto(preview.address)
    expect(page.locator("[data-item]").first).to_be_visible()
    assert preview.stop() == 0
    expect(page.locator("#lost")).to_contain_text("nastava preview kfor.yaml")
    assert [path.name for path in tmp_path.iterdir()] == ["kfor.yaml"]
