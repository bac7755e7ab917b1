"""JupyterLab for a learner: quiet, on the course's start page, gone at the first Ctrl+C."""

from __future__ import annotations

import os
import secrets
import signal
import socket
import subprocess
import sys
import time
import webbrowser
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from urllib.parse import quote

from nastava.errors import NastavaError
from nastava.light import WITHOUT_IRI_GRAMMAR, without_iri_grammar

_HOST = "127.0.0.1"
_JUPYTERLAB = WITHOUT_IRI_GRAMMAR + "from jupyterlab.labapp import main; main()"
_FIRST_PORT = 8888
#: Settings of the learner's JupyterLab: no news, nbgrader's Validate button without its teaching tools.
_CONFIGURATION = Path(__file__).parent / "jupyter"
#: Over it where there is an exchange folder: nbgrader's list of assignments, to fetch them. Without one that list shows
#: an error.
_WITH_EXCHANGE = Path(__file__).parent / "jupyter_exchange"
#: Seconds that JupyterLab and its kernels have to end before they are ended.
_PATIENCE = 10.0


def choose_port(wanted: int | None) -> int:
    """Return the port asked for, or the first free one from 8888 on.

    Raises:
        NastavaError: the port asked for is taken, or none is free.

    Example:
        >>> choose_port(None) >= 8888
        True
    """
    for port in [wanted] if wanted else range(_FIRST_PORT, _FIRST_PORT + 200):
        if _is_free(port):
            return port
    if wanted:
        raise NastavaError(f"Port {wanted} is taken or not allowed. Leave --port out, or give another.")
    raise NastavaError(f"No port from {_FIRST_PORT} on is free. Close a JupyterLab, or give one with --port.")


def has_screen() -> bool:
    """Tell whether a browser can be opened where this runs.

    Example:
        >>> isinstance(has_screen(), bool)
        True
    """
    if sys.platform.startswith("linux") and not any(
        os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER")
    ):
        return False
    try:
        webbrowser.get()
    except webbrowser.Error:
        return False
    return True


def run(
    root: Path,
    page: str,
    *,
    port: int,
    strict: bool,
    browser: bool,
    exchange: bool,
    ready: Callable[[str], None],
) -> int:
    """Run JupyterLab until it ends or is told to (Ctrl+C, a signal), and return its exit code.

    Args:
        root: the workspace.
        page: the notebook to open on, relative to it.
        port: a free TCP port.
        strict: take no other port if somebody else gets that one first.
        browser: open the page in a browser.
        exchange: there is an exchange folder of nbgrader's.
        ready: called once with the page's address, when it can be opened.

    Example:
        >>> callable(run)
        True
    """
    token = secrets.token_hex(24)
    # Of its own session, so that Ctrl+C reaches it once, through us, and as the signal that asks nothing.
    lab = subprocess.Popen(
        _command(root, page, port=port, strict=strict, browser=browser),
        cwd=root,
        env=_environment(root, token, exchange=exchange),
        start_new_session=os.name == "posix",
    )
    stopping: list[int] = []

    def stop(number: int, frame: FrameType | None) -> None:
        stopping.append(number)
        if len(stopping) > 1:
            lab.kill()
        elif os.name == "posix":  # elsewhere Ctrl+C has reached it already
            lab.terminate()

    signals = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]
    previous = {number: signal.signal(number, stop) for number in signals}
    try:
        announced = False
        deadline: float | None = None
        while (code := lab.poll()) is None:
            if stopping:
                deadline = deadline or time.monotonic() + _PATIENCE
                if time.monotonic() > deadline:
                    lab.kill()
            elif not announced and (taken := _port_of(token)) and _answers(taken):
                announced = True
                ready(f"http://{_HOST}:{taken}/lab/tree/{quote(page)}?token={token}")
            time.sleep(0.5 if announced and not stopping else 0.05)
        return 0 if stopping else code
    finally:
        for number, handler in previous.items():
            signal.signal(number, handler)


def _command(root: Path, page: str, *, port: int, strict: bool, browser: bool) -> list[str]:
    options = {
        "ServerApp.root_dir": root,
        "ServerApp.ip": _HOST,
        "ServerApp.port": port,
        "ServerApp.port_retries": 0 if strict else 50,
        "ServerApp.open_browser": browser,
        "ServerApp.answer_yes": True,
        "ServerApp.log_level": "WARN",
        "LabApp.default_url": f"/lab/tree/{quote(page)}",
        "LabApp.log_level": "WARN",
    }
    command = [sys.executable, "-c", _JUPYTERLAB, *(f"--{name}={value}" for name, value in options.items())]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        command.append("--allow-root")
    return command


def _environment(root: Path, token: str, *, exchange: bool) -> dict[str, str]:
    environment = dict(os.environ)
    configured = environment.get("JUPYTER_CONFIG_PATH")
    ours = (str(_WITH_EXCHANGE) if exchange else None, str(_CONFIGURATION))
    environment["JUPYTER_CONFIG_PATH"] = os.pathsep.join(filter(None, (*ours, configured)))
    # Not an argument, which anyone on this machine could read.
    environment["JUPYTER_TOKEN"] = token
    # Which tabs are open belongs to the workspace, not to the learner's other uses of JupyterLab.
    environment.setdefault("JUPYTERLAB_WORKSPACES_DIR", str(root / ".nastava" / "tabs"))
    return environment


def _port_of(token: str) -> int | None:
    """Return the port that our JupyterLab got: another one may have taken the free port in the meantime."""
    without_iri_grammar()
    from jupyter_server.serverapp import list_running_servers

    servers = list_running_servers()
    return next((server["port"] for server in servers if server.get("token") == token), None)


def _answers(port: int) -> bool:
    try:
        socket.create_connection((_HOST, port), timeout=0.2).close()
    except OSError:
        return False
    return True


def _is_free(port: int) -> bool:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        if os.name == "posix":  # a port left a moment ago is free; on Windows this would mean stealing one
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((_HOST, port))
        except (OSError, OverflowError):
            return False
        return True
