"""A real JupyterHub on loopback: local accounts with passwords, a course set up as docs/jupyterhub.md says."""

from __future__ import annotations

import contextlib
import ctypes
import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil
from playwright.sync_api import Browser, Page, expect
from tests.browser.lab import PATIENCE, screenshot
from tests.browser.school import School, accounts
from tests.browser.serving import free_port
from tests.integration.nbgrader_course import CHECKOUT

COURSE = "nastava"
#: The course's account, as deploy/jupyterhub/nastava_hub.py names it.
OWNER = "course-nastava"
ACCOUNTS = {"instructor": 63_011, "student-a": 63_012, "student-b": 63_013, OWNER: 63_014}
_DEPLOY = CHECKOUT / "deploy" / "jupyterhub"
#: What stands in jupyterhub_config.py besides Nastava's part: where, how people log in, and who starts servers.
_CONFIG = """
import sys
from pathlib import Path

sys.path.insert(0, {deploy!r})
from nastava_hub import configure

c.JupyterHub.bind_url = "http://127.0.0.1:{port}"
c.JupyterHub.hub_port = {hub_port}
c.ConfigurableHTTPProxy.api_url = "http://127.0.0.1:{proxy_port}"
c.ConfigurableHTTPProxy.command = [{proxy!r}]
c.JupyterHub.authenticator_class = "pam"
c.JupyterHub.spawner_class = "jupyterhub.spawner.LocalProcessSpawner"
c.Spawner.cmd = [sys.executable, "-m", "jupyterhub.singleuser"]
c.Spawner.start_timeout = c.Spawner.http_timeout = 120
configure(
    c, course={course!r}, instructors=["instructor"], students=Path({students!r}),
    exchange={exchange!r}, settings={settings!r},
)
"""


@dataclass(frozen=True)
class Hub:
    """A running hub with its school."""

    school: School
    url: str
    log: Path

    def password(self, account: str) -> str:
        """Return the password of an account."""
        return f"password of {account}"

    def lessons(self, account: str) -> Path:
        """Return a student's copy of the course, the folder of their server."""
        return self.school.home(account) / "nastava"

    def enter(self, browser: Browser, account: str) -> Page:
        """Log in, in a browser of its own, and wait for where it leads to: JupyterLab, or an instructor's formgrader."""
        page = browser.new_context(viewport={"width": 1280, "height": 900}, locale="en-GB").new_page()
        page.set_default_timeout(PATIENCE / 2)
        page.goto(f"{self.url}/hub/login")
        self.sign_in(page, account)
        if account == "instructor":  # the hub asks before it lets one into a server that is not one's own
            asked = page.get_by_role("button", name="Authorize")
            expect(asked).to_be_visible(timeout=PATIENCE)
            screenshot(page, "hub-authorize")
            asked.click()
            expect(page.locator("#manage-assignments-table, table").first).to_be_visible(timeout=PATIENCE)
        else:
            expect(page.get_by_role("menuitem", name="Nbgrader")).to_be_visible(timeout=PATIENCE)
            expect(page.get_by_role("heading", name="NATO's report and the Western Balkans")).to_be_visible(timeout=PATIENCE)  # fmt: skip
        return page

    def sign_in(self, page: Page, account: str) -> None:
        """Fill in the login page."""
        page.get_by_label("Username").fill(account)
        page.get_by_label("Password").fill(self.password(account))
        page.get_by_role("button", name="Sign in").click()


@contextlib.contextmanager
def running_hub() -> Iterator[Hub]:
    """Run a hub as root in which the accounts are known; their servers run as themselves."""
    with accounts(ACCOUNTS, OWNER, f"home/{OWNER}/{COURSE}") as school:
        hub = Hub(school, f"http://127.0.0.1:{free_port()}", school.root / "hub" / "hub.log")
        _set_passwords(school, hub)
        config = _prepare(school, hub)
        command = school.command("root", sys.executable, "-m", "jupyterhub", "-f", str(config))
        # The hub's own user, and its folder: cookie secret and database are root's alone.
        environment = school.environment("root") | {"HOME": str(config.parent)}
        with hub.log.open("wb") as log:
            process = subprocess.Popen(command, cwd=config.parent, env=environment, stdout=log, stderr=log)
            try:
                _wait(hub, process)
                yield hub
            finally:
                _stop(process)


def in_terminal(page: Page, command: str) -> str:
    """Run a command in a terminal of the server that the page is of, and return what it says."""
    said: str = page.evaluate(_TERMINAL, [command])
    return said


_TERMINAL = """async ([command]) => {
  const base = location.pathname.match(/^.user.[^/]+./)[0];
  const xsrf = document.cookie.match(/_xsrf=([^;]+)/)[1];
  const made = await fetch(`${base}api/terminals`, { method: "POST", headers: { "X-XSRFToken": xsrf } });
  const { name } = await made.json();
  const socket = new WebSocket(`ws://${location.host}${base}terminals/websocket/${name}`);
  let said = "";
  await new Promise((done, failed) => {
    setTimeout(() => failed(new Error(`no end in: ${said}`)), 90000);
    socket.onerror = () => failed(new Error("the terminal is closed"));
    socket.onmessage = (event) => {
      const [kind, text] = JSON.parse(event.data);
      if (kind === "setup") socket.send(JSON.stringify(["stdin", `${command}; echo "the"" end"\\r`]));
      if (kind === "stdout") said += text;
      if (said.includes("the end")) done();
    };
  });
  socket.close();
  return said;
}"""


def _set_passwords(school: School, hub: Hub) -> None:
    """Write the accounts' passwords; the course's account has none, and nobody can log in as it."""
    crypt = ctypes.CDLL("libcrypt.so.1").crypt
    crypt.restype = ctypes.c_char_p
    shadow = Path("/etc/shadow").read_text(encoding="utf-8")
    for account in school.accounts:
        secret = "!" if account == OWNER else crypt(hub.password(account).encode(), b"$6$school$").decode()
        shadow += f"{account}:{secret}:19000:0:99999:7:::\n"
    path = school.root / "etc" / "shadow"
    path.touch(mode=0o600)
    path.write_text(shadow, encoding="utf-8")


def _prepare(school: School, hub: Hub) -> Path:
    """Lay out settings and the exchange as the recipes do, and write the hub's configuration."""
    settings = school.root / "settings"
    lay = ["sh", str(_DEPLOY / "lay.sh"), str(settings), str(school.exchange), COURSE, OWNER]
    subprocess.run(school.command("root", *lay), check=True)
    students = school.root / "students.txt"
    students.write_text("student-a\nstudent-b\n", encoding="utf-8")
    folder = hub.log.parent
    folder.mkdir(mode=0o700)
    config = folder / "jupyterhub_config.py"
    text = _CONFIG.format(
        deploy=str(_DEPLOY), port=hub.url.rpartition(":")[2], hub_port=free_port(), proxy_port=free_port(),
        proxy=str(Path(sys.executable).parent / "configurable-http-proxy"), course=COURSE, students=str(students),
        exchange=str(school.exchange), settings=str(settings),
    )  # fmt: skip
    config.write_text(text, encoding="utf-8")
    return config


def _wait(hub: Hub, process: subprocess.Popen[bytes]) -> None:
    """Wait for the login page; the proxy answers before the hub does."""
    for _attempt in range(240):
        assert process.poll() is None, hub.log.read_text(encoding="utf-8")
        with contextlib.suppress(OSError):
            urllib.request.urlopen(f"{hub.url}/hub/login", timeout=5).close()
            return
        time.sleep(0.25)
    raise AssertionError(hub.log.read_text(encoding="utf-8"))


def _stop(process: subprocess.Popen[bytes]) -> None:
    """End the hub in good order, with the servers and the proxy that it has started."""
    started = psutil.Process(process.pid).children(recursive=True) if process.poll() is None else []
    process.terminate()
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(timeout=30)
    for one in (*started, process):
        with contextlib.suppress(psutil.Error, OSError):
            os.kill(one.pid, 0)
            one.kill()
    process.wait()
