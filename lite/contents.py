"""What lies in a site's folders: lessons of both languages, with the start page's words for a browser."""

from __future__ import annotations

from pathlib import Path

from nastava.cli.lesson import with_static_outputs
from nastava.cli.marker import Marker
from nastava.content import notebooks_dir
from nastava.text.languages import WORKSPACE_MARKER, WRITTEN


def write_contents(folder: Path, missing: list[str]) -> None:
    folder.mkdir(parents=True)
    for code in WRITTEN:
        for path in sorted((notebooks_dir() / code).iterdir()):
            if path.suffix in {".ipynb", ".png", ".svg"}:
                target = folder / code / path.name
                target.parent.mkdir(exist_ok=True)
                content = path.read_bytes()
                target.write_bytes(with_static_outputs(content, code) if path.suffix == ".ipynb" else content)
    (folder / WORKSPACE_MARKER).write_bytes(Marker("en").to_json())
