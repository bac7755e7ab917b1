"""What the Jupyter server around this kernel knows: where its files are served, and when notebooks were worked in."""

from __future__ import annotations

import json
import os
import urllib.request
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from nastava.answers.clock import moment_of

#: Seconds to wait for it; it is on the same machine.
_PATIENCE = 3


@dataclass(frozen=True)
class Server:
    """A running Jupyter server."""

    url: str
    token: str
    root: Path

    def path_of(self, path: Path) -> str | None:
        """Return a file's path as the server has it, or None where it doesn't serve it."""
        return path.relative_to(self.root).as_posix() if path.is_relative_to(self.root) else None

    def worked_in(self) -> dict[Path, datetime]:
        """Return by open notebook when its kernel last did something; nothing where the server doesn't tell."""
        request = urllib.request.Request(  # noqa: S310 - the address is the server's own
            f"{self.url.rstrip('/')}/api/sessions", headers={"Authorization": f"token {self.token}"}
        )
        # It is on this machine: no proxy is asked.
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        try:
            with opener.open(request, timeout=_PATIENCE) as response:
                sessions = json.loads(response.read())
            return dict(self._active(sessions))
        except (OSError, ValueError, TypeError, KeyError, AttributeError):
            return {}

    def _active(self, sessions: Any) -> Iterator[tuple[Path, datetime]]:
        for session in sessions:
            moment = moment_of((session.get("kernel") or {}).get("last_activity"))
            if moment is not None:
                yield self.root / session["path"], moment


def own_server(folder: Path, environment: Mapping[str, str] = os.environ) -> Server | None:
    """Return the server that serves a folder and, where several do, is the parent of this process."""
    from jupyter_core.paths import jupyter_runtime_dir

    found = []
    for path in Path(jupyter_runtime_dir()).glob("jpserver-*.json"):
        try:
            told = json.loads(path.read_bytes())
            server = Server(str(told["url"]), str(told["token"]), Path(told["root_dir"]).absolute())
            is_parent = str(told["pid"]) == environment.get("JPY_PARENT_PID")
            found.append((is_parent, path.stat().st_mtime, server))
        except (OSError, ValueError, TypeError, KeyError):
            continue
    around = [each for each in found if folder.is_relative_to(each[2].root)]
    return max(around, key=lambda each: each[:2])[2] if around else None
