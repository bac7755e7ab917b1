"""The browser side as one ES module: ``static/quiz.js`` with all that it uses in front.

Front ends load a widget's module from a single text, where a relative import can't resolve. So the shared
functions come first, then each ``items/<type>.js``, which has one default export, in a block of its own, then
the views.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from nastava.items import TYPES

STATIC = Path(__file__).parent / "static"
_SHARED = ("dom.js", "math.js", "options.js", "field.js", "picture.js", "carrying.js", "assigning.js")
#: Style that several types share.
_STYLES = ("quiz.css", "picture.css", "assigning.css")
_VIEWS = ("certainty.js", "rating.js", "item.js", "clock.js", "review.js", "quiz.js")
_EXPORT = "export default {"


@cache
def browser_module() -> str:
    """Return the whole module as text.

    Example:
        >>> "export default" in browser_module()
        True
    """
    blocks = [_block(name) for name in TYPES]
    shared, views = map(_read, _SHARED), map(_read, _VIEWS)
    module = "\n".join([*shared, "const ITEM_TYPES = {};", *blocks, *views])
    return module.replace("export function", "function")


def _read(name: str) -> str:
    return (STATIC / name).read_text(encoding="utf-8")


def _block(name: str) -> str:
    source = _read(f"items/{name}.js")
    if source.count(_EXPORT) != 1:
        raise ValueError(f"items/{name}.js has no single default export")
    return "{\n" + source.replace(_EXPORT, f"ITEM_TYPES.{name} = {{") + "}\n"


@cache
def style_sheet() -> str:
    """Return the style of the quiz, and of the question types that have one of their own.

    Example:
        >>> ".nastava-quiz" in style_sheet()
        True
    """
    own = (f"items/{name}.css" for name in TYPES)
    return "\n".join([*map(_read, _STYLES), *(_read(name) for name in own if (STATIC / name).is_file())])
