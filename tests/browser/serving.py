"""Other front ends than JupyterLab, as people start them: Notebook 7 and Voilà."""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

TOKEN = "a-token-of-the-tests"


def free_port() -> int:
    """Return a port that nobody uses, far from where Jupyter servers look for theirs."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def served(folder: Path, module: str, *options: str) -> Iterator[str]:
    """Run a Jupyter server's program in a folder, with Jupyter's own folders beside it; yield its address.

    Args:
        folder: what is served.
        module: the program, as after ``python -m``.
        options: its own, ``{port}`` standing for a free port.
    """
    port = free_port()
    own = folder.parent / "jupyter"
    environment = {
        **os.environ,
        "NASTAVA_HOME": str(own / "record"),
        "IPYTHONDIR": str(own / "ipython"),
        "JUPYTER_CONFIG_DIR": str(own / "config"),
        "JUPYTER_DATA_DIR": str(own / "data"),
        "JUPYTER_RUNTIME_DIR": str(own / "runtime"),
        "JUPYTER_TOKEN": TOKEN,
    }
    command = [sys.executable, "-m", module, *(option.format(port=port) for option in options)]
    with (folder.parent / f"{module}.log").open("w") as log:
        process = subprocess.Popen(
            command, cwd=folder, env=environment, stdout=log, stderr=subprocess.STDOUT, start_new_session=True
        )
        try:
            address = f"http://127.0.0.1:{port}"
            _wait(address, process)
            yield address
        finally:
            process.terminate()
            try:
                process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _wait(address: str, process: subprocess.Popen[bytes]) -> None:
    for _attempt in range(240):
        assert process.poll() is None, "the server has ended"
        if _answers(address):
            return
        time.sleep(0.25)
    raise AssertionError(f"nothing answers at {address}")


def _answers(address: str) -> bool:
    try:
        urllib.request.urlopen(f"{address}/static/nothing", timeout=5)
    except urllib.error.HTTPError:  # a refusal is an answer too
        return True
    except OSError:
        return False
    return True
