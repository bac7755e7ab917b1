"""A real JupyterLab, started by ``nastava lab`` itself, and what tests do in it."""

from __future__ import annotations

import contextlib
import json
import os
import queue
import re
import signal
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

import psutil
from axe_core_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

SCREENSHOTS = Path(__file__).parent / "screenshots"
#: Milliseconds; JupyterLab and a kernel start slowly on a busy machine.
PATIENCE = 120_000
_THEMES = "@jupyterlab/apputils-extension:themes"
_WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@dataclass
class Lab:
    """A running JupyterLab on a learner's workspace."""

    process: subprocess.Popen[str]
    workspace: Path
    url: str
    token: str
    address: str
    output: list[str] = field(default_factory=list)

    def api(self, path: str, method: str = "GET", content: Any = None) -> Any:
        """Return the server's answer to a request of its REST interface, such as ``api/sessions``."""
        request = urllib.request.Request(
            f"{self.url}/{path}",
            method=method,
            data=None if content is None else json.dumps(content).encode(),
            headers={"Authorization": f"token {self.token}", "Content-Type": "application/json"},
        )
        with urllib.request.urlopen(request, timeout=30) as response:
            body = response.read()
        return json.loads(body) if body else None

    def set_theme(self, theme: str) -> None:
        """Choose ``light`` or ``dark`` for pages opened from now on."""
        name = {"light": "JupyterLab Light", "dark": "JupyterLab Dark"}[theme]
        self.api(f"lab/api/settings/{quote(_THEMES)}", "PUT", {"raw": json.dumps({"theme": name})})

    def kernel_id(self, notebook: str) -> str:
        """Return the id of the kernel that a notebook has, waiting until it has one."""
        for _attempt in range(100):
            for session in self.api("api/sessions"):
                if session["path"] == notebook and session.get("kernel"):
                    return str(session["kernel"]["id"])
            time.sleep(0.2)
        raise AssertionError(f"{notebook} has no kernel")

    def kernel_process(self, notebook: str) -> psutil.Process:
        """Return the process of a notebook's kernel."""
        kernel = self.kernel_id(notebook)
        for child in psutil.Process(self.process.pid).children(recursive=True):
            with contextlib.suppress(psutil.Error):
                if any(kernel in argument for argument in child.cmdline()):
                    return child
        raise AssertionError(f"no process runs the kernel {kernel} of {notebook}")

    def kill_kernel(self, notebook: str) -> None:
        """End a notebook's kernel without warning, as a crash or the system's memory killer would."""
        process = self.kernel_process(notebook)
        process.kill()
        psutil.wait_procs([process], timeout=10)

    def shut_kernels(self) -> None:
        """End all kernels in good order, so that the next test begins without."""
        for session in self.api("api/sessions"):
            with contextlib.suppress(OSError):
                self.api(f"api/sessions/{session['id']}", "DELETE")

    def stop(self) -> None:
        """Press Ctrl+C, in effect."""
        self.process.send_signal(signal.SIGINT)
        try:
            self.process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


@contextlib.contextmanager
def running_lab(
    folder: Path, *, language: str = "en", environment: dict[str, str] | None = None
) -> Iterator[Lab]:
    """Run ``nastava lab`` on a workspace in ``folder/workspace``, with Jupyter's own folders beside it."""
    workspace = folder / "workspace"
    variables = {
        **os.environ,
        "IPYTHONDIR": str(folder / "ipython"),
        "JUPYTER_CONFIG_DIR": str(folder / "config"),
        "JUPYTER_DATA_DIR": str(folder / "data"),
        "JUPYTER_RUNTIME_DIR": str(folder / "runtime"),
        "JUPYTERLAB_SETTINGS_DIR": str(folder / "settings"),
        "NASTAVA_HOME": str(folder / "record"),
        "PYTHONUNBUFFERED": "1",
        **(environment or {}),
    }
    command = [sys.executable, "-m", "nastava", "lab", "--no-browser", "--language", language]
    with served([*command, "--workspace", str(workspace)], variables, workspace) as lab:
        yield lab


@contextlib.contextmanager
def served(
    command: list[str], environment: dict[str, str], workspace: Path, *, cwd: Path | None = None
) -> Iterator[Lab]:
    """Run a command that starts a JupyterLab and prints its address."""
    process = subprocess.Popen(
        command,
        cwd=cwd,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    output: list[str] = []
    lines: queue.Queue[str] = queue.Queue()
    reader = threading.Thread(target=_read, args=(process, output, lines), daemon=True)
    reader.start()
    lab = Lab(process, workspace, "", "", "", output)
    try:
        lab.address = _address(process, output, lines)
        parts = urlsplit(lab.address)
        lab.url, lab.token = f"{parts.scheme}://{parts.netloc}", parts.query.removeprefix("token=")
        yield lab
    finally:
        lab.stop()
        reader.join(timeout=5)
        if process.stdout:
            process.stdout.close()


def open_notebook(page: Page, lab: Lab, path: str, *, kernel: bool = True) -> Locator:
    """Open a notebook of the workspace, alone, and return it; with its kernel idle if it has to have one."""
    page.goto(f"{lab.url}/lab/tree/{quote(path)}?reset&token={lab.token}")
    notebook = page.locator(".jp-NotebookPanel:visible .jp-Notebook")
    expect(notebook).to_be_visible(timeout=PATIENCE)
    expect(notebook.locator(".jp-Cell").first).to_be_visible(timeout=PATIENCE)
    if kernel:
        wait_until_idle(page)
    return notebook


def run_all(page: Page) -> None:
    """Run all cells of the notebook in front, and wait until they have run."""
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.locator(".lm-Menu [data-command='runmenu:run-all']").click()
    # A cell that waits shows an asterisk; the notebook is done when none does.
    expect(page.locator(".jp-NotebookPanel:visible .jp-InputPrompt").get_by_text("[*]")).to_have_count(
        0, timeout=PATIENCE
    )
    wait_until_idle(page)


def wait_until_idle(page: Page) -> None:
    """Wait until the kernel of the notebook in front has nothing to do."""
    # The indicator in the notebook's toolbar says idle before there is a kernel; the status bar knows better.
    expect(page.locator("#jp-main-statusbar")).to_contain_text("| Idle", timeout=PATIENCE)
    indicator = page.locator(".jp-NotebookPanel:visible .jp-Notebook-ExecutionIndicator")
    expect(indicator).to_have_attribute("data-status", "idle", timeout=PATIENCE)


def save(page: Page) -> None:
    """Save the notebook in front."""
    page.keyboard.press("Control+s")
    page.wait_for_timeout(500)


def expect_no_errors(page: Page) -> None:
    """Fail where a cell of the notebook in front has failed or has warned."""
    for kind in ("error", "stderr"):
        expect(page.locator(f"[data-mime-type='application/vnd.jupyter.{kind}']")).to_have_count(0)


def violations(page: Page, selector: str) -> list[str]:
    """Return what axe objects to in a part of the page."""
    # What still fades in has less contrast than it will have.
    page.evaluate(
        "() => Promise.all(document.getAnimations().filter((one) => one.animationName?.startsWith('nq-'))"
        ".map((one) => one.finished.catch(() => null)))"
    )
    options = json.dumps({"runOnly": _WCAG, "resultTypes": ["violations"]})
    found: dict[str, Any] = Axe().run(page, selector, options)
    return [
        f"{v['id']}: {n['html'][:160]} {n.get('failureSummary', '')}"
        for v in found["violations"]
        for n in v["nodes"]
    ]


def screenshot(page: Page, name: str) -> Path:
    """Keep a picture of the page under ``screenshots/``, for people to look at."""
    SCREENSHOTS.mkdir(exist_ok=True)
    path = SCREENSHOTS / f"{name}.png"
    page.screenshot(path=path)
    return path


def _read(process: subprocess.Popen[str], output: list[str], lines: queue.Queue[str]) -> None:
    for line in process.stdout or ():
        output.append(line)
        lines.put(line)


def _address(process: subprocess.Popen[str], output: list[str], lines: queue.Queue[str]) -> str:
    deadline = time.monotonic() + PATIENCE / 1000
    while time.monotonic() < deadline and (process.poll() is None or not lines.empty()):
        with contextlib.suppress(queue.Empty):
            found = re.search(r"http://\S+\?token=\S+", lines.get(timeout=0.2))
            if found:
                return found.group()
    raise AssertionError(f"no address was printed (exit code {process.poll()}):\n{''.join(output)}")
