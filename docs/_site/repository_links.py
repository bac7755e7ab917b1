"""Links to files of the repository that are no pages of the site: a file is to be downloaded, a folder only named."""

from __future__ import annotations

import re
from pathlib import Path

from sphinx.application import Sphinx

_LINK = re.compile(r"(?<!!)\[([^\]]+)\]\(([^)\s#:]+)\)")
_PAGES = (".md", ".ipynb")


def setup(app: Sphinx) -> dict[str, bool]:
    """Look at the links of every page in Markdown."""
    app.connect("source-read", _read)
    return {"parallel_read_safe": True}


def _read(app: Sphinx, docname: str, content: list[str]) -> None:
    if app.env.doc2path(docname).suffix == ".md":
        content[0] = linked(app, docname, content[0])


def linked(app: Sphinx, docname: str, text: str) -> str:
    """Return the Markdown of a page with its links as the site can follow them."""
    root = Path(app.srcdir)
    folder = (root / docname).parent

    def link(found: re.Match[str]) -> str:
        words, address = found.groups()
        target = (folder / address).resolve()
        if target.is_dir():
            return words
        if target.suffix not in _PAGES or not target.is_file() or not target.is_relative_to(root):
            return found[0]
        is_page = target.relative_to(root).with_suffix("").as_posix() in app.env.found_docs
        return found[0] if is_page else f"[{words}](<path:{address}>)"

    return _LINK.sub(link, text)
