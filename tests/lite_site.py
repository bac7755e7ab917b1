"""The course as a site that runs in the browser alone, built once for all tests, and served."""

from __future__ import annotations

import contextlib
import functools
import tempfile
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest


def require_tools() -> None:
    """Leave a test out where JupyterLite is not installed."""
    import lite

    pytest.importorskip(
        "jupyterlite_core", reason=f"JupyterLite is not in {lite.TOOLS}: make site puts it there"
    )


@functools.cache
def built_site() -> Path:
    """Return the folder of a site with Pyodide's core, as it is to be had here."""
    require_tools()
    from lite.build import build
    from lite.runtime import CACHE, CORE, NoRuntimeError

    # Kept until the process ends: the tests of two folders look at it.
    folder = tempfile.TemporaryDirectory(prefix="nastava-site-")
    _KEPT.append(folder)
    try:
        build(Path(folder.name, "site"), CORE, CACHE)
    except NoRuntimeError as error:
        pytest.skip(str(error))
    return Path(folder.name, "site")


_KEPT: list[tempfile.TemporaryDirectory[str]] = []


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the name it has there
        """Say nothing."""


class _Server(ThreadingHTTPServer):
    def handle_error(self, request: object, client_address: object) -> None:
        """A page that is closed hangs up on what it asked for."""


@contextlib.contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder as any web server would; yield its address."""
    server = _Server(("127.0.0.1", 0), functools.partial(_Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join(timeout=10)
