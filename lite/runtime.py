"""The Python that runs in the browser: Pyodide, from its own network, from a folder, or its core from npm."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tarfile
import tempfile
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jupyterlite_pyodide_kernel.constants import PYODIDE_CDN_URL, PYODIDE_LOCK, PYODIDE_MJS, PYODIDE_VERSION

#: What is fetched from npm and PyPI is kept here for the next time.
CACHE = Path(sys.prefix, "lite-cache")
#: As a place: the core of Pyodide, which npm has; it comes without compiled packages such as matplotlib.
CORE = "core"
_NEEDED = (PYODIDE_MJS, PYODIDE_LOCK, "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip")

#: Python knows it since 3.11.4.
_SAFELY: dict[str, Any] = {"filter": "data"} if hasattr(tarfile, "data_filter") else {}


class NoRuntimeError(Exception):
    """The runtime is not to be had; the message says why, and what to do."""


@dataclass(frozen=True)
class Runtime:
    """A Pyodide: its list of packages, and where its files are: a folder, or an address that ends with a slash."""

    lock: dict[str, Any]
    folder: Path | None
    address: str

    @property
    def abi(self) -> str:
        """What its platform is called, such as ``2026_0``."""
        return str(self.lock["info"]["abi_version"])

    @property
    def python(self) -> str:
        """Its Python, such as ``3.14``."""
        return ".".join(str(self.lock["info"]["python"]).split(".")[:2])

    def package(self, name: str) -> dict[str, Any] | None:
        """Return the entry of a package that it has, the address of its file as the site's list needs it."""
        found = self.lock["packages"].get(name)
        if found is None or (self.folder and not (self.folder / found["file_name"]).is_file()):
            return None
        return {**found, "file_name": f"{self.address}{found['file_name']}"}


def runtime(place: str | None, cache: Path) -> Runtime:
    """Return the runtime at a place.

    Args:
        place: None for Pyodide's own network, ``core``, a folder, or an address.
        cache: folder for what is fetched from npm.

    Raises:
        NoRuntimeError: it is not there, or not the version that the kernel was made for.
    """
    if place is None or place.startswith(("http://", "https://")):
        address = (place or PYODIDE_CDN_URL).rstrip("/") + "/"
        return Runtime(_checked(_list_at(address, cache, own=place is None), address), None, address)
    folder = core(cache) if place == CORE else Path(place).expanduser().resolve()
    missing = [name for name in _NEEDED if not (folder / name).is_file()]
    if missing:
        raise NoRuntimeError(f"{folder}: no Pyodide is there ({missing[0]} is missing).")
    lock = json.loads((folder / PYODIDE_LOCK).read_text(encoding="utf-8"))
    return Runtime(_checked(lock, str(folder)), folder, "../pyodide/")


def _checked(lock: dict[str, Any], place: str) -> dict[str, Any]:
    try:
        abi = lock["info"]["abi_version"]
    except (KeyError, TypeError):
        raise NoRuntimeError(
            f"{place}: its {PYODIDE_LOCK} is not one of Pyodide {PYODIDE_VERSION}."
        ) from None
    if not str(lock["info"]["python"]).startswith("3.14."):
        raise NoRuntimeError(
            f"{place}: this is a Pyodide of platform {abi}; the kernel needs {PYODIDE_VERSION}."
        )
    return lock


def _list_at(address: str, cache: Path, *, own: bool) -> dict[str, Any]:
    try:
        with urllib.request.urlopen(f"{address}{PYODIDE_LOCK}", timeout=30) as answer:
            return dict(json.load(answer))
    except (urllib.error.URLError, OSError, ValueError) as error:
        reason = getattr(error, "reason", error)
        if not own:
            raise NoRuntimeError(f"{address}{PYODIDE_LOCK} can't be read ({reason}).") from None
    try:  # npm has the same list; the packages are fetched by the learner's browser
        return dict(json.loads((core(cache) / PYODIDE_LOCK).read_text(encoding="utf-8")))
    except NoRuntimeError as other:
        raise NoRuntimeError(
            f"Pyodide's list of packages can't be read, neither at {address} ({reason}) nor from npm ({other})."
        ) from None


def core(cache: Path) -> Path:
    """Return a folder with the core of Pyodide, fetched from npm where it is not there yet.

    Raises:
        NoRuntimeError: there is no npm, or it can't fetch it.
    """
    folder = cache / f"pyodide-{PYODIDE_VERSION}"
    if all((folder / name).is_file() for name in _NEEDED):
        return folder
    npm = shutil.which("npm")
    if npm is None:
        raise NoRuntimeError("Pyodide's core comes from npm, and there is no npm on this machine.")
    cache.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=cache) as scratch:
        command = [npm, "pack", "--silent", f"pyodide@{PYODIDE_VERSION}"]
        try:
            done = subprocess.run(
                command, cwd=scratch, capture_output=True, text=True, timeout=300, check=False
            )
        except subprocess.TimeoutExpired:
            raise NoRuntimeError("npm took more than five minutes to fetch Pyodide's core.") from None
        if done.returncode:
            lines = (done.stderr or done.stdout).strip().splitlines() or ["it does not say why"]
            raise NoRuntimeError(f"npm can't fetch pyodide@{PYODIDE_VERSION}: {lines[-1]}")
        with tarfile.open(next(Path(scratch).glob("*.tgz"))) as archive:
            archive.extractall(scratch, **_SAFELY)
        shutil.rmtree(folder, ignore_errors=True)
        (Path(scratch) / "package").replace(folder)
    return folder


if __name__ == "__main__":
    try:
        print(core(CACHE))
    except NoRuntimeError as error:
        # Not an error: everything else is tested without it.
        print(error)
