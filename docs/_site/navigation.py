"""What stands beside every page: all pages by reader. A new page is taken up without being named here."""

from __future__ import annotations

from fnmatch import fnmatch

from sphinx.application import Sphinx

#: A caption, and the pages below it in order; a pattern stands for those that no name before it took.
SECTIONS: dict[str, tuple[str, ...]] = {
    "Lessons": ("notebooks/en/00-start",),
    "Lekcije": ("notebooks/sr/00-start",),
    "Students": ("docs/student", "docs/first*", "docs/self-study"),
    "Instructors": (
        "docs/instructor",
        "docs/own-course",
        "docs/grading",
        "docs/reports",
        "docs/similar",
        "docs/trusted-tests",
        "docs/hostile-submissions",
        "docs/teaching*",
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
#: Pages that have others below them.
_BELOW = {"docs/question-author": ("docs/items/*",)}


def setup(app: Sphinx) -> dict[str, bool]:
    """Give the front page, and pages with others below them, their lists of pages."""
    app.connect("source-read", _read)
    return {"parallel_read_safe": True}


def _read(app: Sphinx, docname: str, content: list[str]) -> None:
    known = {name for name in app.env.found_docs if not name.startswith("notebooks/")}
    if docname == app.config.root_doc:
        taken = {docname, *(name for patterns in _BELOW.values() for name in _matching(known, patterns))}
        for caption, patterns in SECTIONS.items():
            pages = [name for name in _matching(known | set(patterns), patterns) if name not in taken]
            taken.update(pages)
            content[0] += _tree([name for name in pages if name in app.env.found_docs], caption)
    elif docname in _BELOW:
        content[0] += _tree(_matching(known, _BELOW[docname]))


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
