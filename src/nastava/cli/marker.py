"""The workspace's memory of what was written into it, kept in a hidden file at its root."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path

from nastava.errors import WorkspaceError
from nastava.text import LANGUAGES

_FORMAT = 1


@dataclass(frozen=True)
class Marker:
    """What was written into a workspace: the fingerprint of each file, by its path below the root."""

    language: str | None = None
    version: str = ""
    files: dict[str, str] = field(default_factory=dict)

    def to_json(self) -> bytes:
        """Return the file's content.

        Example:
            >>> Marker("en", "0.1.0").to_json().splitlines()[2]
            b' "format": 1,'
        """
        content = {"format": _FORMAT, "language": self.language, "version": self.version, "files": self.files}
        return (json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def read_marker(path: Path) -> tuple[Marker, str | None]:
    """Return the marker, and the name under which a damaged one was put aside.

    Raises:
        WorkspaceError: the workspace was made by a newer version.
        OSError: the file can't be read or put aside.

    Example:
        >>> read_marker(Path("no such file"))
        (Marker(language=None, version='', files={}), None)
    """
    try:
        content = json.loads(path.read_bytes())
        if content["format"] > _FORMAT:
            raise WorkspaceError(
                f"{path.parent}: this workspace was made by a newer Nastava ({content.get('version')}). "
                "Update: python -m pip install --upgrade nastava"
            )
        files = {str(name): str(value) for name, value in content["files"].items()}
        code = content["language"] if content["language"] in LANGUAGES else None
        return Marker(code, str(content["version"]), files), None
    except FileNotFoundError:
        return Marker(), None
    except (ValueError, TypeError, KeyError, AttributeError):
        for number in range(1, 1000):
            aside = path.with_name(f".nastava-workspace (damaged {number}).json")
            if not aside.exists():
                path.replace(aside)
                return Marker(), aside.name
        raise
