"""What lies in a site's folders: the lessons of both languages, with the words that hold in a browser."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import yaml

from nastava.cli.lesson import with_static_outputs
from nastava.cli.marker import Marker
from nastava.cli.workspace import START_PAGE
from nastava.content import notebooks_dir
from nastava.text.languages import WORKSPACE_MARKER, WRITTEN, pick

_WORDS = Path(__file__).parent / "start.yaml"
#: A page that has no sense where nothing can be handed in.
_HAND_IN = "hand-in.ipynb"
_STILL = {
    "en": "**Figures are pictures here.** The Python of this site has no matplotlib, which figures that can be "
    "explored are drawn with: what you see when you wake one is a picture of it, made beforehand, with its data as "
    "a table.",
    "sr": "**Grafikoni su ovdje slike.** Python ovog sajta nema matplotlib, kojim se crtaju grafikoni koji se mogu "
    "istraživati: kad neki probudiš, vidiš njegovu unaprijed napravljenu sliku, s podacima kao tabelom.",
}


def write_contents(folder: Path, missing: list[str]) -> None:
    """Write the files that a visitor finds.

    Args:
        folder: where they are written.
        missing: packages that the site's Python does not have.
    """
    for code in WRITTEN:
        for path in sorted((notebooks_dir() / code).iterdir()):
            if path.suffix not in {".ipynb", ".png", ".svg"} or path.name == _HAND_IN:
                continue
            target = folder / code / path.name
            target.parent.mkdir(parents=True, exist_ok=True)
            content = path.read_bytes()
            if path.name == START_PAGE:
                content = _in_a_browser(content, code, missing)
            if path.suffix == ".ipynb":
                content = _trusted(with_static_outputs(content, code))
            target.write_bytes(content)
    # One folder of answers for all languages, at the top.
    (folder / WORKSPACE_MARKER).write_bytes(Marker("en").to_json())


def _in_a_browser(content: bytes, code: str, missing: list[str]) -> bytes:
    """Return the start page with the words that hold here."""
    page = json.loads(content)
    cells: list[dict[str, Any]] = page["cells"]
    for change in yaml.safe_load(_WORDS.read_text(encoding="utf-8")):
        if "text" not in change:
            cells[:] = [cell for cell in cells if cell["id"] != change["id"]]
            continue
        text = pick(change["text"], code)
        if "after" in change:
            if change["id"] == "browser" and "matplotlib" in missing:
                text = f"{text}\n\n{pick(_STILL, code)}"
            place = next(index for index, cell in enumerate(cells) if cell["id"] == change["after"])
            cells.insert(
                place + 1, {"cell_type": "markdown", "id": change["id"], "metadata": {}, "source": text}
            )
        else:
            next(cell for cell in cells if cell["id"] == change["id"])["source"] = text
    return json.dumps(page, ensure_ascii=False).encode()


def _trusted(content: bytes) -> bytes:
    """Return the notebook with its outputs marked as trusted: in a browser there is no list of signatures."""
    page = json.loads(content)
    for cell in page["cells"]:
        if cell["cell_type"] == "code":
            cell["metadata"]["trusted"] = True
    return (json.dumps(page, ensure_ascii=False, indent=1) + "\n").encode()
