"""Chromium for the browser tests: found on this machine, else installed. Also a command: prints its path.

python tests/browser/chromium.py
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from nastava.cli.chromium import VARIABLE, find_chromium
from nastava.errors import NastavaError


class NoChromiumError(Exception):
    """There is no Chromium, and none could be installed; the message says what was tried."""


def find() -> str | None:
    """Return the path of a Chromium that is there already."""
    try:
        return find_chromium() or _playwrights_own()
    except NastavaError as error:
        raise NoChromiumError(str(error)) from None


def ensure() -> str:
    """Return the path of a Chromium, installing one where the machine allows it."""
    path = find()
    if path:
        return path
    tried = ["no Chromium or Chrome is on the PATH"]
    for name, install in (("Debian's package", _install_package), ("Playwright's own", _install_playwrights)):
        _say(f"No Chromium found; trying {name} …")
        reason = install()
        path = find()
        if path and reason is None:
            return path
        tried.append(f"{name}: {reason or 'installed, but it does not start'}")
    raise NoChromiumError(
        "The browser tests need Chromium, and there is none:\n  - "
        + "\n  - ".join(tried)
        + "\nInstall it (Debian, as root: apt-get update && apt-get install chromium), "
        f"or set {VARIABLE} to its path."
    )


def arguments() -> list[str]:
    """Return the flags that Chromium is started with."""
    flags = [
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--disable-dev-shm-usage",  # containers give /dev/shm 64 MB
    ]
    if _is_root():  # its sandbox refuses to start as root
        flags.append("--no-sandbox")
    return flags


def _is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0


def _install_package() -> str | None:
    """Install Debian's package; return why it could not be done."""
    if shutil.which("apt-get") is None:
        return "this machine has no apt-get"
    if not _is_debian():
        return "this is not Debian (elsewhere the package may be a mere pointer to a snap)"
    if not _is_root():
        return "only root may install packages"
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for arguments in (["update"], ["install", "--yes", "--no-install-recommends", "chromium"]):
        command = ["apt-get", "-qq", "-o", "DPkg::Lock::Timeout=120", *arguments]
        _say("  " + " ".join(command))
        if subprocess.run(command, env=quiet, stdout=sys.stderr, check=False).returncode:
            return f"`{' '.join(command)}` failed"
    return None


def _install_playwrights() -> str | None:
    """Install Playwright's own Chromium; return why it could not be done."""
    command = [sys.executable, "-m", "playwright", "install", "chromium"]
    if _is_root() and shutil.which("apt-get"):
        command.append("--with-deps")
    _say("  " + " ".join(command))
    try:
        done = subprocess.run(command, stdout=sys.stderr, timeout=900, check=False)
    except subprocess.TimeoutExpired:
        return "its download took more than 15 minutes"
    return f"`{' '.join(command[2:])}` failed" if done.returncode else None


def _playwrights_own() -> str | None:
    try:
        from playwright.sync_api import Error, sync_playwright
    except ImportError:
        return None
    try:
        with sync_playwright() as playwright:
            path = playwright.chromium.executable_path
    except Error:
        return None
    return path if Path(path).is_file() else None


def _is_debian() -> bool:
    try:
        lines = Path("/etc/os-release").read_text(encoding="utf-8").splitlines()
    except OSError:
        return False
    return "ID=debian" in lines


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    try:
        print(ensure())
    except NoChromiumError as error:
        sys.exit(str(error))
