"""What stands beside every page: all pages by reader. A new page is taken up without being named here."""

from __future__ import annotations

from fnmatch import fnmatch
from itertools import chain
from pathlib import PurePosixPath

from sphinx.application import Sphinx

#: A caption, and the pages below it in order; a pattern stands for those that no name before it took.
SECTIONS: dict[str, tuple[str, ...]] = {
    "Lessons": ("notebooks/en/00-start",),
    "Lekcije": ("notebooks/sr/00-start",),
    "Students": ("docs/student", "docs/first*", "docs/prvih*", "docs/self-study"),
    "Instructors": (
        "docs/instructor",
        "docs/own-course",
        "docs/grading",
        "docs/reports",
        "docs/similar",
        "docs/trusted-tests",
        "docs/hostile-submissions",
        "docs/teaching*",
        "docs/private-keys",
    ),
    "Question authors": ("docs/question-author", "docs/item-writing", "docs/exchange", "docs/print*"),
    "Administrators": ("docs/administrator", "docs/jupyter*"),
    "Contributors": (
        "docs/contributor",
        "CONTRIBUTING",
        "docs/coverage",
        "docs/datasets",
        "CHANGELOG",
        "README",
    ),
    "Reference": ("docs/reference/commands", "docs/reference/bank", "docs/reference/*"),
    "More": ("docs/*",),
}
#: Pages that are listed by another name than their heading.
_NAMES = {"README": "The project at a glance"}
#: Pages that have others below them; besides, a folder's ``index`` has the rest of the folder.
_BELOW = {"docs/question-author": ("docs/items/*",)}


def setup(app: Sphinx) -> dict[str, bool]:
    """Give the front page, and pages with others below them, their lists of pages."""
    app.connect("source-read", _read)
    return {"parallel_read_safe": True}


def _read(app: Sphinx, docname: str, content: list[str]) -> None:
    known = {name for name in app.env.found_docs if not name.startswith("notebooks/")}
    below = {parent: _matching(known, patterns) for parent, patterns in _BELOW.items()}
    below |= _folders(known - {app.config.root_doc})
    if docname == app.config.root_doc:
        taken = {docname, *chain.from_iterable(below.values())}
        for caption, patterns in SECTIONS.items():
            pages = [name for name in _matching(known | set(patterns), patterns) if name not in taken]
            taken.update(pages)
            content[0] += _tree([name for name in pages if name in app.env.found_docs], caption)
    else:
        content[0] += _tree(below.get(docname, []))


def _folders(names: set[str]) -> dict[str, list[str]]:
    """Return what is below each folder's index: its pages, and the indexes of the folders in it."""
    found: dict[str, list[str]] = {}
    for name in sorted(names):
        path = PurePosixPath(name)
        folder = path.parent.parent if path.name == "index" else path.parent
        if f"{folder}/index" in names:
            found.setdefault(f"{folder}/index", []).append(name)
    return found


def _matching(names: set[str], patterns: tuple[str, ...]) -> list[str]:
    found: dict[str, None] = {}
    for pattern in patterns:
        found |= dict.fromkeys(sorted(name for name in names if fnmatch(name, pattern) and "*" not in name))
    return list(found)


def _tree(pages: list[str], caption: str = "") -> str:
    if not pages:
        return ""
    option = f":caption: {caption}\n" if caption else ""
    return (
        "\n\n```{toctree}\n:hidden:\n" + option + "\n" + "\n".join(f"/{name}" for name in pages) + "\n```\n"
    )
