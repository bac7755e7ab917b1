"""A real JupyterLab and a real Chromium for benchmarks, with a notebook that has two cells."""

from __future__ import annotations

import contextlib
import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
from playwright.sync_api import Browser, CDPSession, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.browser.chromium import arguments, ensure  # noqa: E402
from tests.browser.lab import Lab, open_notebook, running_lab  # noqa: E402

_SCRIPT = Path(__file__).with_name("_page.js").read_text(encoding="utf-8")


@contextlib.contextmanager
def started(folder: Path) -> Iterator[tuple[Lab, Browser]]:
    """Start both; JupyterLab's own application object is within the page's reach."""
    config = folder / "config"
    config.mkdir()
    exposed = {"LabApp": {"expose_app_in_browser": True}}
    (config / "jupyter_server_config.json").write_text(json.dumps(exposed), encoding="utf-8")
    environment = {"NBAUTOEVAL_LOG": str(folder / "nbautoeval")}
    with running_lab(folder, environment=environment) as lab, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=ensure(),
            args=arguments(),
            headless=not os.environ.get("NASTAVA_HEADED"),
            chromium_sandbox=False,
        )
        yield lab, browser
        browser.close()


def write_notebook(folder: Path, name: str, cells: list[str]) -> None:
    """Write a notebook with these code cells."""
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source) for source in cells])
    notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
    folder.mkdir(parents=True, exist_ok=True)
    nbformat.write(notebook, folder / f"{name}.ipynb")


@contextlib.contextmanager
def opened(browser: Browser, lab: Lab, path: str) -> Iterator[Page]:
    """Open a notebook in a page of its own, with a kernel of its own, and run its first cell."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="en-GB")
    page = context.new_page()
    page.set_default_timeout(90_000)
    page.add_init_script(_SCRIPT)
    try:
        open_notebook(page, lab, path)
        page.evaluate("bench.run(0)")
        yield page
    finally:
        context.close()
        lab.shut_kernels()


def heap(session: CDPSession) -> dict[str, float]:
    """Return the page's live memory in bytes and its number of nodes, garbage collected first."""
    session.send("HeapProfiler.enable")
    session.send("HeapProfiler.collectGarbage")
    metrics: list[dict[str, Any]] = session.send("Performance.getMetrics")["metrics"]
    found = {metric["name"]: metric["value"] for metric in metrics}
    return {"bytes": found["JSHeapUsedSize"], "nodes": found["Nodes"]}
