"""The first ten minutes of a student who never programmed: from a double click to a receipt."""

from __future__ import annotations

import contextlib
import hashlib
import json
import re
import shutil
import signal
import sys
import sysconfig
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import psutil
import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from tests.browser.lab import (
    PATIENCE,
    Lab,
    open_notebook,
    running_lab,
    screenshot,
    served,
    violations,
    wait_until_idle,
)
from tests.browser.pictures import docs_picture

from nastava.content import notebooks_dir
from nastava.handin.look import digest_of, files_of
from nastava.handin.receipt import read_receipt

CHECKOUT = Path(__file__).parents[2]
#: Seconds that somebody who does it for the first time is given for one action: to read what to do, find it, do it.
PER_ACTION = 20
NAME = "kfor-2023"
FIRST = {"en": "First steps", "sr": "Prvi koraci"}
HAND_IN = {"en": "Hand in", "sr": "Predaja"}
EXERCISE = {"en": "KFOR in 2023: figures and claims", "sr": "KFOR u 2023. godini: brojke i tvrdnje"}
#: Words a minute: slower than people read, for they read to do something.
READING = 150
#: Where the picture of each language begins: the list of files is of no use in a guide.
VIEW = {"width": 1000, "height": 700}
#: Wide enough for JupyterLab to show its whole tool bar beside the list of files.
WIDE = {"width": 1280, "height": 900}


@dataclass
class Clock:
    """What a person does, one after the other, how long the machine lets them wait after each, and what they read."""

    steps: list[tuple[str, float]] = field(default_factory=list)
    words: int = 0

    @contextlib.contextmanager
    def action(self, what: str) -> Iterator[None]:
        """One action, with all the waiting until its result is there."""
        began = time.monotonic()
        yield
        self.steps.append((what, time.monotonic() - began))

    def read(self, *texts: Locator) -> None:
        """They read what stands there."""
        self.words += sum(len(text.inner_text().split()) for text in texts)

    @property
    def waited(self) -> float:
        """Seconds of waiting."""
        return sum(seconds for _what, seconds in self.steps)

    @property
    def in_all(self) -> float:
        """Seconds that a beginner needs."""
        return self.waited + PER_ACTION * len(self.steps) + self.words * 60 / READING

    def tell(self, title: str) -> None:
        """Print it."""
        print(
            f"\n{title}: actions {len(self.steps)}, waiting {self.waited:.0f} s, in all {self.in_all:.0f} s"
        )
        for what, seconds in self.steps:
            print(f"  {seconds:5.1f} s  {what}")


def settle(page: Page) -> None:
    """Wait until what fades in is there, and the page stands still."""
    page.wait_for_function(
        "document.getAnimations().every((each) => each.playState !== 'running' || each.effect.getComputedTiming().endTime === Infinity)"
    )
    page.wait_for_timeout(400)


@pytest.fixture(scope="module")
def launched(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Lab, float]]:
    """The course as the launcher opens it in a fresh home, and the seconds that this took."""
    home = tmp_path_factory.mktemp("first") / "Ana"
    home.mkdir()
    environment = {
        "HOME": str(home), "LANG": "en_GB.UTF-8", "PATH": f"{Path(sys.base_prefix) / 'bin'}:/usr/bin:/bin",
        "PYTHONUNBUFFERED": "1",
        "LOGNAME": "ana",
        # Real pip, a real wheel of this checkout; what it requires is found where the tests have it.
        "PYTHONPATH": sysconfig.get_path("purelib"),
        "JUPYTER_PATH": f"{sys.prefix}/share/jupyter", "JUPYTER_CONFIG_PATH": f"{sys.prefix}/etc/jupyter",
        "PIP_NO_DEPS": "1", "PIP_NO_INDEX": "1", "PIP_NO_BUILD_ISOLATION": "0",
    }  # fmt: skip
    began = time.monotonic()
    command = ["sh", str(CHECKOUT / "launchers" / "nastava.sh"), "--no-browser"]
    with served(command, environment, home / "nastava") as lab:
        took = time.monotonic() - began
        try:
            yield lab, took
        finally:
            # Ctrl+C in a terminal reaches all that runs in it.
            for process in psutil.Process(lab.process.pid).children(recursive=True):
                with contextlib.suppress(psutil.Error):
                    if "lab" in process.cmdline():
                        process.send_signal(signal.SIGINT)
            lab.process.wait(timeout=30)


@pytest.fixture
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A page of its own."""
    context = browser.new_context(viewport=VIEW, locale="en-GB")
    opened = context.new_page()
    opened.set_default_timeout(PATIENCE / 2)
    yield opened
    screenshot(opened, f"last-of-{request.node.name}")
    context.close()


def panel(page: Page) -> Locator:
    """The notebook in front."""
    return page.locator(".jp-NotebookPanel:visible .jp-Notebook")


def follow(page: Page, words: str) -> None:
    """Click a link of the page in front, and wait for the page that it opens."""
    panel(page).locator(".jp-RenderedMarkdown a").get_by_text(words, exact=False).first.click()
    expect(panel(page).locator(".jp-RenderedMarkdown h1").first).to_be_visible(timeout=PATIENCE)


def in_front(page: Page, name: str) -> None:
    """Bring the tab of a file to the front."""
    page.locator("#jp-main-dock-panel .lm-TabBar-tab").get_by_text(name, exact=True).click()


def without_side_bar(page: Page) -> None:
    """Fold the list of files away."""
    files = page.locator("#filebrowser")
    if files.is_visible():
        page.keyboard.press("Control+b")
        expect(files).to_be_hidden()


@pytest.mark.pictures
def test_the_first_answer_is_a_matter_of_minutes(launched: tuple[Lab, float], page: Page) -> None:
    """Double click, link, box, keys, answer, button: six actions and less than five minutes; then in the other language."""
    lab, took = launched
    clock = Clock([("double-click the launcher (what pip downloads is left out)", took)])
    page.goto(lab.address)
    expect(panel(page).locator(".jp-RenderedMarkdown h1").first).to_be_visible(timeout=PATIENCE)
    settle(page)
    docs_picture(page, "first-start-en", panel(page).locator(".jp-Cell").first, window=True)
    answer_first(page, "en", clock)
    clock.tell("First answer, English")
    assert len(clock.steps) <= 6
    assert clock.in_all < 300

    again = Clock()
    in_front(page, "00-start.ipynb")
    with again.action("click: Početna stranica"):
        follow(page, "Početna stranica")
        expect(panel(page).get_by_role("heading", name="Izvještaj NATO-a i Zapadni Balkan")).to_be_visible()
    settle(page)
    docs_picture(page, "first-start-sr", panel(page).locator(".jp-Cell").first, window=True)
    answer_first(page, "sr", again)
    again.tell("The other language, and an answer in it")
    assert again.in_all < 300
    assert not [line for line in lab.output if "Traceback" in line or "[E " in line]


def answer_first(page: Page, language: str, clock: Clock) -> None:
    """From the start page to the first answer."""
    clock.read(panel(page).locator(".jp-Cell").first)
    with clock.action(f"click: {FIRST[language]}"):
        follow(page, FIRST[language])
        expect(panel(page).get_by_role("heading", name=FIRST[language]).first).to_be_visible(timeout=PATIENCE)
    without_side_bar(page)
    box = panel(page).locator(".jp-CodeCell").first
    clock.read(panel(page).locator(".jp-Cell").first)
    with clock.action("click into the first grey box"):
        box.locator(".cm-content").click()
    panel(page).locator(".jp-Cell", has=page.locator(".nastava-dormant")).first.scroll_into_view_if_needed()
    settle(page)
    docs_picture(page, f"first-wake-{language}", panel(page).locator(".nastava-dormant").first, window=True)
    # The other language shows the same answers: there another question is answered.
    item = box.locator(".nastava-quiz [data-item]").nth({"en": 0, "sr": 3}[language])
    with clock.action("press Shift+Enter"):
        page.keyboard.press("Shift+Enter")
        expect(item).to_be_visible(timeout=PATIENCE)
    clock.read(item)
    with clock.action("choose an answer"):
        item.locator("input").first.check()
    with clock.action("press the button below it"):
        item.get_by_role("button").first.click()
        expect(item.locator(".nq-saved")).to_contain_text(
            {"en": "Saved", "sr": "Sačuvano"}[language], timeout=PATIENCE
        )
    item.evaluate("(element) => element.scrollIntoView({ block: 'center' })")
    settle(page)
    docs_picture(page, f"first-answer-{language}", item.locator(".nq-stem"), window=True)


@pytest.mark.pictures
@pytest.mark.parametrize("language", ["en", "sr"])
def test_handing_in_without_an_exchange_folder(
    launched: tuple[Lab, float], page: Page, language: str
) -> None:
    """From the start page: what is not saved is told, one file is made, and the receipt's hash is that of its files."""
    lab, _took = launched
    folder = lab.workspace / "exercises" / NAME
    page.goto(f"{lab.url}/lab/tree/{language}/00-start.ipynb?reset&token={lab.token}")
    expect(panel(page).locator(".jp-RenderedMarkdown h1").first).to_be_visible(timeout=PATIENCE)
    without_side_bar(page)
    follow(page, EXERCISE[language])
    write(page, f'prediction = "{language}"')
    in_front(page, "00-start.ipynb")
    follow(page, HAND_IN[language])
    wake(page)
    desk = panel(page).locator(".nastava-hand-in")
    expect(desk).to_be_visible(timeout=PATIENCE)
    desk.get_by_label(EXERCISE[language]).check()
    warning = desk.locator(".nh-unsaved").first
    expect(warning).to_contain_text("Ctrl+S")
    expect(warning).to_contain_text(f"{NAME}.ipynb")
    desk.locator(".nh-part").first.scroll_into_view_if_needed()
    settle(page)
    docs_picture(page, f"first-unsaved-{language}", warning, window=True)

    in_front(page, f"{NAME}.ipynb")
    page.keyboard.press("Control+s")
    expect(page.locator(".lm-TabBar-tab.jp-mod-dirty").get_by_text(f"{NAME}.ipynb")).to_have_count(0)
    in_front(page, "hand-in.ipynb")
    expect(desk.locator(".nh-unsaved")).to_have_count(0, timeout=PATIENCE)
    assert f'prediction = \\"{language}\\"' in (folder / f"{NAME}.ipynb").read_text(encoding="utf-8")

    by_keyboard(page, desk, language)
    receipt = desk.locator(".nh-receipt")
    code = receipt.locator(".nh-code strong").inner_text()
    settle(page)
    docs_picture(page, f"first-receipt-{language}", receipt.locator("p").first, window=True)
    newest = max((lab.workspace / "receipts").glob("*.json"), key=lambda path: path.stat().st_mtime_ns)
    told = read_receipt(newest)
    assert told.code == code
    assert told.digest == digest_of(files_of(folder))
    assert told.way == "archive" and (lab.workspace / told.where).is_file()
    link = receipt.get_by_role("link").first
    with page.expect_download() as download:
        link.click()
    assert hashlib.sha256(download.value.path().read_bytes()).digest() == hashlib.sha256((lab.workspace / told.where).read_bytes()).digest()  # fmt: skip
    assert not [line for line in lab.output if "Traceback" in line or "[E " in line]


def write(page: Page, source: str) -> None:
    """Write into the first box that is to be filled in, and do not save."""
    box = panel(page).locator(".jp-CodeCell", has_text=re.compile("NotImplementedError|prediction")).first
    box.locator(".cm-content").click()
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(source)
    expect(page.locator("#jp-main-dock-panel .lm-TabBar-tab.jp-mod-dirty").first).to_be_visible()


def wake(page: Page) -> None:
    """Wake the page of handing in as its own words say: Run → Run All Cells."""
    wait_until_idle(page)  # sooner than anybody reads those words, JupyterLab would run nothing
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.locator(".lm-Menu [data-command='runmenu:run-all']").click()


def by_keyboard(page: Page, desk: Locator, language: str) -> None:
    """Hand in with nothing but the keyboard, and look at each state as people with other eyes or screens see it."""
    desk.locator("input[type=radio]:checked").focus()
    press_until(page, ".nh-primary")
    settle(page)
    docs_picture(page, f"first-hand-in-{language}", desk.locator(".nh-list").first, window=True)
    assert violations(page, ".nastava-hand-in") == []
    page.keyboard.press("Enter")
    expect(desk.locator(".nh-sure h3")).to_be_focused()
    expect(desk.locator(".nh-sure li").first).to_be_visible()
    assert violations(page, ".nastava-hand-in") == []
    screenshot(page, f"first-sure-{language}")
    press_until(page, ".nh-sure .nh-primary")
    page.keyboard.press("Enter")
    expect(desk.locator(".nh-receipt h3")).to_be_focused(timeout=PATIENCE)
    assert violations(page, ".nastava-hand-in") == []


def press_until(page: Page, selector: str) -> None:
    """Press Tab until an element has the focus."""
    for _press in range(40):
        if page.evaluate("(selector) => document.activeElement?.matches(selector)", selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab does not lead to {selector}")


def test_earlier_receipts_are_shown_again(launched: tuple[Lab, float], page: Page) -> None:
    """On a new page, another time; also in the dark and on a narrow screen, without serious faults."""
    lab, _took = launched
    lab.set_theme("dark")
    try:
        page.set_viewport_size(WIDE)
        open_notebook(page, lab, "en/hand-in.ipynb")
        without_side_bar(page)
        page.set_viewport_size({"width": 480, "height": 900})
        panel(page).locator(".nastava-dormant").click()
        page.keyboard.press("Shift+Enter")
        desk = panel(page).locator(".nastava-hand-in")
        earlier = desk.locator(".nh-earlier")
        expect(earlier).to_be_visible(timeout=PATIENCE)
        earlier.locator("summary").first.click()
        earlier.locator(".nh-one summary").first.click()
        code = read_receipt(max((lab.workspace / "receipts").glob("*.json"))).code
        expect(earlier.locator(".nh-code strong").first).to_have_text(code)
        assert violations(page, ".nastava-hand-in") == []
        earlier.scroll_into_view_if_needed()
        picture_of_screen = screenshot(page, "first-narrow-dark")
        assert picture_of_screen.is_file()
        wide = desk.evaluate("(element) => element.scrollWidth - element.clientWidth")
        assert wide <= 0
    finally:
        lab.set_theme("light")


@pytest.mark.skipif(sys.platform == "win32", reason="nbgrader has no exchange on Windows")
def test_handing_in_through_an_exchange_folder(browser: Browser, tmp_path: Path) -> None:
    """The list of assignments is there and fetches; what is handed in lies in the exchange, with the receipt's hash."""
    exchange = tmp_path / "exchange"
    shutil.copytree(notebooks_dir() / "exercises" / NAME, exchange / "nastava" / "outbound" / NAME)
    (exchange / "nastava" / "inbound").mkdir()
    for folder in (exchange, exchange / "nastava" / "inbound"):
        folder.chmod(0o777)
    settings = tmp_path / "config"
    settings.mkdir()
    (settings / "nbgrader_config.py").write_text(
        f"c = get_config()\nc.Exchange.root = {str(exchange)!r}\nc.CourseDirectory.course_id = 'nastava'\n"
    )
    page = browser.new_context(viewport=WIDE, locale="en-GB").new_page()
    page.set_default_timeout(PATIENCE / 2)
    with running_lab(tmp_path) as lab:
        page.goto(f"{lab.url}/lab/tree/en/00-start.ipynb?reset&token={lab.token}")
        page.get_by_role("menuitem", name="Nbgrader").click()
        page.locator(".lm-Menu-itemLabel").get_by_text("Assignment List", exact=True).click()
        page.locator("#released_assignments_list").get_by_role("button", name="Fetch").click()
        expect(page.locator("#fetched_assignments_list")).to_contain_text(NAME, timeout=PATIENCE)
        screenshot(page, "first-assignment-list")

        open_notebook(page, lab, "en/hand-in.ipynb")
        without_side_bar(page)
        wake(page)
        desk = panel(page).locator(".nastava-hand-in")
        page.set_viewport_size(VIEW)
        expect(desk.locator("input[type=radio]:checked")).to_have_value(NAME, timeout=PATIENCE)
        expect(desk.get_by_text("through the course's exchange folder")).to_be_visible()
        expect(desk.locator(".nh-name")).to_have_count(0)
        desk.locator(".nh-primary").click()
        desk.get_by_role("button", name="Yes, hand in").click()
        expect(desk.locator(".nh-receipt")).to_contain_text("is the same as yours", timeout=PATIENCE)
        code = desk.locator(".nh-receipt .nh-code strong").inner_text()
        desk.locator(".nh-receipt").scroll_into_view_if_needed()
        screenshot(page, "first-exchange-en")
        (inbound,) = (exchange / "nastava" / "inbound").iterdir()
        assert digest_of(files_of(inbound))[:12].upper() == code.replace("-", "")
        (receipt,) = (lab.workspace / "receipts").glob("*.json")
        where = json.loads(receipt.read_bytes())["where"]
        assert f"nastava/{inbound.name}".startswith(f"{where}+") and f"+{NAME}+" in where
        expect(desk.get_by_label(EXERCISE["en"]).first).to_be_visible()
        assert not [line for line in lab.output if "Traceback" in line or "[E " in line]
        # The receipt to keep and to print is a page of its own.
        page.goto(receipt.with_suffix(".html").as_uri())
        expect(page.get_by_text(code, exact=True)).to_be_visible()
        assert violations(page, "body") == []
        screenshot(page, "first-receipt-page")
        page.context.close()
