"""The browser side as one ES module: ``static/quiz.js`` with the question types' modules in front.

Front ends load a widget's module from a single text, where a relative import can't resolve. So each
``items/<type>.js``, which has one default export, is put into a block of its own, after the fields that
several types share.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from nastava.items import TYPES

STATIC = Path(__file__).parent / "static"
_SHARED = ("options.js", "field.js")
_EXPORT = "export default {"


@cache
def browser_module() -> str:
    """Return the whole module as text.

    Example:
        >>> "export default" in browser_module()
        True
    """
    shared = [_read(name).replace("export function", "function") for name in _SHARED]
    blocks = [_block(name) for name in TYPES]
    return "\n".join([*shared, "const ITEM_TYPES = {};", *blocks, _read("quiz.js")])


def _read(name: str) -> str:
    return (STATIC / name).read_text(encoding="utf-8")


def _block(name: str) -> str:
    source = _read(f"items/{name}.js")
    if source.count(_EXPORT) != 1:
        raise ValueError(f"items/{name}.js has no single default export")
    return "{\n" + source.replace(_EXPORT, f"ITEM_TYPES.{name} = {{") + "}\n"


@cache
def style_sheet() -> str:
    """Return the style of the quiz.

    Example:
        >>> ".nastava-quiz" in style_sheet()
        True
    """
    return _read("quiz.css")
