"""The prepared process: imports what every kernel needs once, then forks a kernel for each job.

It runs no thread and no event loop, and holds neither keys nor results. Start it with
``python -P -m nastava.grading.sandbox.zygote FD``, FD being its end of a socket pair; it ends when the other end closes.
"""

from __future__ import annotations

import atexit
import gc
import io
import os
import signal
import socket
import sys
import tempfile
from contextlib import suppress
from importlib import import_module

from nastava.grading.sandbox.enter import run
from nastava.grading.sandbox.job import Job
from nastava.grading.sandbox.kernel import kernel
from nastava.grading.sandbox.root import Places, environment_paths, hidden_paths
from nastava.text.languages import LANGUAGES
from nastava.text.numbers import symbols

#: What every kernel imports, or nearly every exercise.
_WARM = (
    "IPython.core.completerlib",
    "IPython.core.debugger",
    "IPython.core.magics.execution",
    "IPython.core.oinspect",
    "IPython.extensions.storemagic",
    "faulthandler",
    "ipykernel.debugger",
    "ipykernel.ipkernel",
    "ipykernel.kernelapp",
    "ipykernel.pylab.backend_inline",
    "matplotlib_inline.backend_inline",
    "numpy.random",
    "pandas",
    "nastava.checks",
    "nastava.checks.answering",
    "nastava.checks.arrays",
    "nastava.checks.running",
    "nastava.checks.tables",
    "nastava.course",
    "nastava.widget",
    "pdb",
    # What a traceback needs.
    "pygments.console",
    "pygments.formatters.terminal256",
    "pygments.lexers.python",
    "pygments.styles.default",
    "stack_data",
    "stack_data.serializing",
    "tornado.platform.asyncio",
    "zmq.utils.garbage",
)
#: When garbage is collected. A kernel lives for a second or minutes, and Python's 700 objects are soon made.
_SELDOM = (20_000, 20, 20)


def warm_up() -> Places:
    """Import what kernels use; return what they share."""
    # Python's way to say: not to be had. Nobody debugs here, and each kernel would take as long to get ready for
    # it as for all else together.
    sys.modules["debugpy"] = None  # type: ignore[assignment]
    for name in _WARM:
        # A student's environment may lack pandas.
        with suppress(ImportError):
            import_module(name)
    import matplotlib as mpl
    from matplotlib import pyplot as plt
    from matplotlib.backends.registry import backend_registry

    # Looks through the environment for further backends, which takes as long as half a kernel's start.
    backend_registry.list_all()  # type: ignore[no-untyped-call]
    # As a notebook shows one: whatever is imported, looked up or measured for a first figure is there for all.
    figure, axes = plt.subplots()
    axes.barh(["a", "b"], [1, 2])
    axes.set(title="a", xlabel="b", ylabel="c")
    figure.savefig(io.BytesIO(), bbox_inches="tight")
    plt.close("all")
    with suppress(ImportError):
        import pandas as pd

        table = pd.read_csv(io.BytesIO(b"a,b\n1,c\n"), encoding="utf-8-sig")
        table.to_html(notebook=True)
        str(table)
    # How numbers are written in each language, which a quiz asks.
    for language in LANGUAGES:
        symbols(language)
    root = tempfile.mkdtemp(prefix="nastava-root-")
    atexit.register(os.rmdir, root)
    # What is made before the fork is never freed: to touch its counters would copy it.
    gc.collect()
    gc.freeze()
    gc.set_threshold(*_SELDOM)
    return Places(root, environment_paths(), hidden_paths(), mpl.get_cachedir() or "")


def serve(channel: socket.socket) -> None:
    """Fork a kernel for each job that comes, until the grader goes away."""
    places = warm_up()
    channel.sendall(b"ready\n")
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    waiting = b""
    while True:
        while b"\n" not in waiting:
            part = channel.recv(65536)
            if not part:
                return
            waiting += part
        line, _, waiting = waiting.partition(b"\n")
        _start(Job.from_json(line), places, channel)


def _start(job: Job, places: Places, channel: socket.socket) -> None:
    """Fork the watcher of a kernel; send the grader its pid, and the pipe on which it will report."""
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        channel.close()
        os.close(reading)
        run(job, places, writing, kernel)
    os.close(writing)
    handle = os.pidfd_open(pid)
    socket.send_fds(channel, [f"{pid}\n".encode()], [reading, handle])
    os.close(reading)
    os.close(handle)


if __name__ == "__main__":
    with socket.socket(fileno=int(sys.argv[1])) as connection:
        serve(connection)
