"""Chromium, which makes a PDF of a page. It is no part of the installation; it is used where there is one."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from nastava.atomic import write_atomically
from nastava.errors import NastavaError

#: A path given here is taken as it is.
VARIABLE = "NASTAVA_CHROMIUM"
_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
_APPLICATIONS = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Google\Chrome\Application\chrome.exe",
)
#: Seconds that a PDF may take.
_PATIENCE = 300


def find_chromium() -> str | None:
    """Return the path of a Chromium or a relative of it, or None.

    Raises:
        NastavaError: the variable ``NASTAVA_CHROMIUM`` names no program.

    Example:
        >>> isinstance(find_chromium(), (str, type(None)))
        True
    """
    given = os.environ.get(VARIABLE)
    if given:
        if shutil.which(given) is None:
            raise NastavaError(f"{VARIABLE}={given}: no program there. Correct the variable, or unset it.")
        return given
    # Ubuntu's chromium-browser is a mere pointer to a snap: only what starts counts.
    on_path = next((path for path in map(shutil.which, _NAMES) if path and _runs(path)), None)
    return on_path or next((path for path in _APPLICATIONS if Path(path).is_file()), None)


def to_pdf(html: str, target: Path) -> None:
    """Write an HTML document as a PDF, tagged so that screen readers find their way.

    Raises:
        NastavaError: there is no Chromium, or it made no PDF.
        OSError: the target can't be written.

    Example:
        >>> callable(to_pdf)
        True
    """
    chromium = find_chromium()
    if chromium is None:
        raise NastavaError(
            f"{target}: a PDF is made by Chromium or Chrome, and none is found. Install one, or set {VARIABLE} "
            "to its path; or write the page with '--to FILE.html' and print it from any browser."
        )
    try:
        write_atomically(target, pdf_of(html, chromium))
    except NoPdfError as error:
        raise NastavaError(f"{target}: {error}. Try '--to FILE.html'.") from None


class NoPdfError(NastavaError):
    """Chromium made no PDF; the message says why."""


def pdf_of(html: str, chromium: str) -> bytes:
    """Return an HTML document as a PDF with tags, and its headings as an outline.

    Args:
        html: the document.
        chromium: path of the program.

    Raises:
        NoPdfError: it made none.

    Example:
        >>> callable(pdf_of)
        True
    """
    with tempfile.TemporaryDirectory(prefix="nastava-", ignore_cleanup_errors=True) as folder:
        page, pdf = Path(folder) / "page.html", Path(folder) / "page.pdf"
        page.write_text(html, encoding="utf-8")
        reason = _run([
            chromium,
            "--headless",
            "--disable-gpu",
            "--no-first-run",
            "--disable-dev-shm-usage",  # containers give /dev/shm 64 MB
            *(["--no-sandbox"] if _is_root() else []),  # its sandbox refuses to start as root
            f"--user-data-dir={folder}/profile",
            "--no-pdf-header-footer",
            "--export-tagged-pdf",
            "--generate-pdf-document-outline",
            f"--print-to-pdf={pdf}",
            page.as_uri(),
        ])  # fmt: skip
        if not pdf.is_file():
            raise NoPdfError(f"{chromium} made no PDF ({reason})")
        return pdf.read_bytes()


def _run(command: list[str]) -> str:
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=_PATIENCE, check=False)
    except subprocess.TimeoutExpired:
        return f"no answer in {_PATIENCE} seconds"
    except OSError as error:
        return error.strerror or type(error).__name__
    last = done.stderr.strip().splitlines()[-1:] or [f"exit code {done.returncode}"]
    return last[0]


def _runs(path: str) -> bool:
    if sys.platform == "win32":  # there "--version" opens a window
        return True
    try:
        asked = subprocess.run([path, "--version"], capture_output=True, timeout=60, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return asked.returncode == 0


def _is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0
