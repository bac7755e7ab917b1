"""What a sleeping quiz, figure or glossary shows, drawn once and kept on disk for the next workspace.

The key names all that it depends on: the sources and data of the package, the versions of what draws, the course's
banks, the call. Only what the course itself ships is kept; a quiz found elsewhere is rendered each time.
"""

from __future__ import annotations

import contextlib
import json
import platform
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any
from uuid import uuid4

import nastava
from nastava.content import quizzes_dir
from nastava.disk_cache import DiskCache, digest
from nastava.quizzes.cache import is_open
from nastava.quizzes.find import practice_bank

#: A course has about ten megabytes of them.
_KEPT = DiskCache("renders", max_bytes=64 * 1024 * 1024)
#: What draws, and what makes HTML of texts.
_DRAWN_BY = (
    "babel", "cyrtranslit", "latex2mathml", "markdown-it-py", "matplotlib", "mdit-py-plugins", "nh3", "numpy", "pandas",
)  # fmt: skip


def render(name: str, arguments: list[Any], named: dict[str, Any]) -> dict[str, str] | None:
    """Return the static output of a call as a MIME bundle, or None where it can't be shown.

    Args:
        name: of the function: ``quiz``, ``explore``, ``lookup``, ``review``, ``progress`` or ``hand_in``.
        arguments: literals.
        named: literals by name, the language among them.

    Example:
        >>> sorted(render("lookup", [], {"language": "en"}))
        ['text/html', 'text/plain']
    """
    # An empty place in one lesson is better than no workspace; `nastava check` reports what can't be shown.
    with contextlib.suppress(Exception):
        key = _key(name, arguments, named)
        kept = _KEPT.get(key) if key else None
        if kept is None:
            kept = _draw(name, arguments, named)
            if key:
                _KEPT.put(key, kept)
        bundle: dict[str, str] = kept["bundle"]
        page_id = kept["page_id"]
        if page_id:
            # No two drawings of a page have the same ids, wherever they were drawn.
            another = f"{page_id.rpartition('-')[0]}-{uuid4().hex[:8]}"
            bundle["text/html"] = bundle["text/html"].replace(page_id, another)
        return bundle
    return None


def _draw(name: str, arguments: list[Any], named: dict[str, Any]) -> dict[str, Any]:
    if name == "quiz":
        from nastava import widget

        return {"bundle": dict(widget.static_bundle(*arguments, **named)), "page_id": None}
    if name in {"review", "progress", "hand_in"}:
        from nastava.text.dormant import dormant

        kind: Any = name
        return {"bundle": dormant(kind, "", "", named["language"]), "page_id": None}
    from nastava import course

    if name == "lookup":
        return {"bundle": dict(course.lookup(*arguments, **named).static_bundle()), "page_id": None}
    figure = course.explore(*arguments, **named)
    return {"bundle": dict(figure.static_bundle()), "page_id": figure.page_id}


def _key(name: str, arguments: list[Any], named: dict[str, Any]) -> str | None:
    """Return the key of a call, or None where what it shows is not to be kept."""
    if name == "quiz" and not (arguments and _is_the_courses(arguments[0])):
        return None
    return digest(_package(), _banks(), json.dumps([name, arguments, named], sort_keys=True))


def _is_the_courses(quiz: Any) -> bool:
    bank = practice_bank(quiz) if isinstance(quiz, str) else None
    return bank is not None and bank.parent.samefile(quizzes_dir()) and is_open(bank, "practice")


@cache
def _package() -> str:
    """Return a digest of the package's own files, and of the versions of what it draws with."""
    return digest(platform.python_version(), *map(_version, _DRAWN_BY), _files(Path(nastava.__file__).parent))


@cache
def _banks() -> str:
    """Return a digest of the course's practice banks, and of what lies beside them."""
    return _files(quizzes_dir())


def _version(distribution: str) -> str:
    try:
        return version(distribution)
    except PackageNotFoundError:
        return ""


def _files(folder: Path) -> str:
    parts: list[str | bytes] = []
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        # The banks have a digest of their own; those of graded quizzes are read by no lesson.
        left_out = name.startswith(("_content/", "graded/")) or "__pycache__" in path.parts
        if not left_out and path.is_file():
            parts += [name, path.read_bytes()]
    return digest(*parts)
