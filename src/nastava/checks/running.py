"""The trusted kernel: runs the grader's cells in an IPython shell, and tells after each what it gave.

It is no kernel of Jupyter's, whose sockets, threads and messages took longer than most tests. Cells come over the
grader's socket; the same socket carries the tests' questions to the student's kernel.

As a program, where there is no sandbox: ``python -P -m nastava.checks.running PATH``, the token on its standard input.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import socket
import sys
from collections.abc import Callable
from typing import Any

from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from traitlets import Type
from traitlets.config import Config

from nastava import checks
from nastava.checks.remote import Line, Session
from nastava.checks.wire import packed, receive

#: Characters of one stream that are kept; whoever writes more sees that it was cut.
_LONGEST = 40_000


class _Outputs:
    """What a cell writes and shows, as a notebook keeps it."""

    def __init__(self) -> None:
        self._kept: list[dict[str, Any]] = []
        self._room: dict[str, int] = {}

    def write(self, name: str, text: str) -> None:
        room = self._room.setdefault(name, _LONGEST)
        text = text[:room]
        self._room[name] = room - len(text)
        if not text:
            return
        last = self._kept[-1] if self._kept else {}
        if last.get("name") == name:
            last["text"] += text
        else:
            self._kept.append({"output_type": "stream", "name": name, "text": text})

    def add(self, **output: Any) -> None:
        self._kept.append(output)

    def take(self) -> list[dict[str, Any]]:
        """Return all, and begin anew."""
        kept, self._kept, self._room = self._kept, [], {}
        return kept


_outputs = _Outputs()


class _Stream(io.TextIOBase):
    def __init__(self, name: str) -> None:
        self._name = name

    def writable(self) -> bool:
        return True

    def write(self, text: str) -> int:
        _outputs.write(self._name, str(text))
        return len(text)


class _Publisher(DisplayPublisher):
    def publish(self, data: Any, metadata: Any = None, **more: Any) -> None:  # type: ignore[override]
        from ipykernel.jsonutil import encode_images, json_clean

        clean = json_clean({"data": encode_images(dict(data)), "metadata": dict(metadata or {})})
        _outputs.add(output_type="display_data", **clean)


class _Hook(DisplayHook):
    """Keeps what a cell ends with for the report; it is never shown."""

    def __call__(self, result: Any = None) -> None:
        self.check_for_underscore()  # type: ignore[no-untyped-call]
        if result is not None and not self.quiet():  # type: ignore[no-untyped-call]
            self.update_user_ns(result)  # type: ignore[no-untyped-call]
            self.fill_exec_result(result)  # type: ignore[no-untyped-call]


class _Shell(InteractiveShell):
    display_pub_class = Type(_Publisher)
    displayhook_class = Type(_Hook)

    def enable_gui(self, gui: Any = None) -> None:
        """Nobody looks at windows here."""

    def _showtraceback(self, etype: Any, evalue: Any, stb: Any) -> None:
        _outputs.add(output_type="error", ename=etype.__name__, evalue=str(evalue), traceback=list(stb))


def prepare(path: str, token: str) -> Callable[[], None]:
    """Make this process a trusted kernel: ``check`` and ``student`` stand ready in it.

    Args:
        path: the grader's socket, seen from the working directory.
        token: proves that this is the process that the grader has started.

    Returns:
        What runs the grader's cells, one after another, until the grader closes the connection.
    """
    os.environ["NBGRADER_EXECUTION"] = "autograde"  # then no hidden test may be missing
    shell = _Shell.instance(config=Config({"HistoryManager": {"enabled": False}}))
    if "matplotlib.pyplot" in sys.modules:
        # It was imported before there was a shell to show figures in.
        shell.enable_matplotlib("inline")  # type: ignore[no-untyped-call]
    session = Session(checks.student, checks.check)
    shell.events.register("pre_run_cell", lambda _: checks.student.forget())
    shell.events.register("post_run_cell", session.finished)
    given = {"check": checks.check, "student": checks.student, "shows": checks.shows}
    shell.push(given, interactive=False)  # type: ignore[no-untyped-call]

    def serve() -> None:
        connection = socket.socket(socket.AF_UNIX)
        connection.connect(path)
        connection.sendall(packed({"token": token}))
        checks.student.connect(Line(connection))
        with contextlib.suppress(ConnectionError):
            while True:
                message = receive(connection)
                if "run" in message:  # else an answer that nobody waits for any more
                    connection.sendall(_run(shell, session, message["run"]))

    return serve


def _run(shell: InteractiveShell, session: Session, source: str) -> bytes:
    # Kept in the history as in any notebook, so that a traceback shows the cell's own lines.
    with contextlib.redirect_stdout(_Stream("stdout")), contextlib.redirect_stderr(_Stream("stderr")):
        shell.run_cell(source, store_history=True)
    outputs = _outputs.take()
    report = json.dumps(session.report(), ensure_ascii=False)
    try:
        return packed({"outputs": outputs, "report": report})
    except (ValueError, TypeError):
        # Too large to cross, or shown by something that is no JSON: what the cell printed is little, and crosses.
        streams = [one for one in outputs if one["output_type"] == "stream"]
        return packed({"outputs": streams, "report": report})


if __name__ == "__main__":
    prepare(sys.argv[1], sys.stdin.readline().strip())()
