"""nbgrader's exchange, asked in a process of its own: nothing of nbgrader is loaded into a learner's kernel.

``python -m nastava.handin.through_nbgrader`` reads one request as JSON and writes one reply. It runs in the
learner's folder, so that nbgrader finds the settings that its own commands would find there.
"""

from __future__ import annotations

import contextlib
import io
import json
import logging
import sys
from pathlib import Path
from typing import Any

from nastava.light import without_iri_grammar


def answer(request: dict[str, Any]) -> dict[str, Any]:
    """Return the reply to a request: ``look`` says what exchange there is, ``submit`` hands a folder in."""
    from nbgrader.exchange import ExchangeFactory
    from nbgrader.exchange.default.exchange import Exchange

    config = _settings()
    factory = ExchangeFactory(config=config)
    if request["do"] == "submit":
        return _submit(config, factory, request)
    root = Path(Exchange(config=config).root)
    # Another kind of exchange, which a plugin brings, has no such folder.
    default = issubclass(factory.submit, Exchange)
    there = root.is_dir() and sys.platform != "win32" if default else True
    found = {
        "there": there,
        "root": str(root) if default else "",
        "course": config.CourseDirectory.get("course_id", ""),
    }
    return found | {"released": _released(root) if default and there else {}}


def _settings() -> Any:
    from nbgrader.apps import NbGrader

    app = NbGrader()
    app.log.setLevel(logging.CRITICAL)
    app.load_config_file()
    return app.config


def _released(root: Path) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for outbound in sorted(root.glob("*/outbound")):
        with contextlib.suppress(OSError):
            found[outbound.parent.name] = sorted(path.name for path in outbound.iterdir() if path.is_dir())
    return found


def _submit(config: Any, factory: Any, request: dict[str, Any]) -> dict[str, Any]:
    from nbgrader.auth import Authenticator
    from nbgrader.coursedir import CourseDirectory

    folder = Path(request["folder"])
    config.CourseDirectory.course_id = request["course"]
    config.CourseDirectory.assignment_id = folder.name
    if request.get("student"):
        config.CourseDirectory.student_id = request["student"]
    config.Exchange.assignment_dir = str(folder.parent)
    config.Exchange.path_includes_course = False
    submit = factory.Submit(
        coursedir=CourseDirectory(config=config), authenticator=Authenticator(config=config), config=config
    )
    submit.log.setLevel(logging.CRITICAL)
    try:
        submit.start()
    except Exception as error:  # noqa: BLE001 - nbgrader's own errors, and whatever a plugin of an exchange raises
        return {"ok": False, "why": str(error) or type(error).__name__}
    inbound, name = (getattr(submit, part, "") for part in ("inbound_path", "assignment_filename"))
    return {"ok": True, "where": str(Path(inbound) / name) if inbound and name else ""}


def _main() -> None:
    without_iri_grammar()
    request = json.loads(sys.stdin.read())
    said = io.StringIO()
    try:
        # The reply alone goes out; a settings file may print what it likes.
        with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
            reply = answer(request)
    except (Exception, SystemExit) as error:  # noqa: BLE001 - a settings file is a program, and may do anything
        reply = {"there": False, "ok": False, "why": f"{type(error).__name__}: {error}"}
    sys.stdout.write(json.dumps(reply))


if __name__ == "__main__":
    _main()
