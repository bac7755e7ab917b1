"""Pictures made beforehand, for a Python that can't draw: the one in a browser may have no matplotlib.

They lie in a package of their own, ``nastava_pictures``, that a site in a browser is built with.
"""

from __future__ import annotations

import json
from functools import cache
from html import escape
from importlib.resources import files
from importlib.util import find_spec
from typing import Any
from uuid import uuid4

from nastava.errors import CourseDataError
from nastava.text.messages import translator

PACKAGE = "nastava_pictures"


@cache
def can_draw() -> bool:
    """Return whether this Python has what figures are drawn with.

    Example:
        >>> can_draw()
        True
    """
    return find_spec("matplotlib") is not None


def made_beforehand(name: str) -> dict[str, Any]:
    """Return what was kept under a name.

    Raises:
        CourseDataError: there is no such picture.

    Example:
        >>> made_beforehand("no-such-picture")
        Traceback (most recent call last):
        nastava.errors.CourseDataError: There is no picture of this, and drawing it needs matplotlib, ...
    """
    if find_spec(PACKAGE) is not None:
        file = files(PACKAGE) / f"{name}.json"
        if file.is_file():
            kept: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
            return kept
    raise CourseDataError(
        "There is no picture of this, and drawing it needs matplotlib, which this Python does not have."
    )


class StillFigure:
    """A figure that can't be explored, since it can't be drawn anew: its picture, which says so."""

    def __init__(self, figure_id: str, language: str, written: str) -> None:
        kept = made_beforehand(f"{figure_id}.{written}")
        self.id, self.language = figure_id, language
        self._html, self._plain = kept["html"], kept["plain"]
        #: Begins all ids in the page; the same cell run twice makes two figures.
        self.page_id = f"nastava-{uuid4().hex[:8]}"
        self._html = self._html.replace(kept["page_id"], self.page_id)

    def static_bundle(self) -> dict[str, str]:
        """Return what a notebook shows, by MIME type."""
        _ = translator(self.language)
        words = _(
            "This is a picture, made beforehand. The figure that you can explore needs matplotlib, "
            "which the Python in this browser does not have."
        )
        note = (
            '<p class="nastava-still" style="max-width:700px;margin:0 0 8px;padding:0 0 0 12px;'
            f'border-left:3px solid var(--jp-border-color1,#bdbdbd)">{escape(words)}</p>'
        )
        return {"text/html": f"{note}{self._html}", "text/plain": f"{words}\n\n{self._plain}"}

    def __repr__(self) -> str:
        return f"<picture of the figure {self.id!r} ({self.language})>"

    def _ipython_display_(self, **_options: Any) -> None:
        from IPython.display import display

        display(self.static_bundle(), raw=True)
