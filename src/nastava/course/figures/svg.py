"""A matplotlib figure as SVG inside a page: the theme's colours and font, text as text, ids of its own."""

from __future__ import annotations

import io
import re
from html import escape
from typing import TYPE_CHECKING, Literal

from nastava.course.figures.style import FAINT, INK, SOFT

if TYPE_CHECKING:
    from matplotlib.figure import Figure

# Outside JupyterLab its variables are missing: then text takes the colour of the text around it. Grid lines are
# the same half-transparent grey everywhere: the dark theme's own border colour is louder than the marks.
_THEME = {
    INK: "var(--jp-content-font-color1, currentColor)",
    SOFT: "var(--jp-content-font-color2, currentColor)",
    FAINT: "rgba(128, 128, 128, 0.35)",
}
#: For pictures that stand alone: the text colours of JupyterLab's themes, and a grid seen on both.
_FIXED = {
    "light": {INK: "#202122", SOFT: "#505152", FAINT: "#d4d5d6"},
    "dark": {INK: "#e4e5e6", SOFT: "#b6b7b8", FAINT: "#48494a"},
}
_COLOURS = re.compile("|".join(_THEME), re.IGNORECASE)
_FONT = re.compile(r"'DejaVu Sans'[^;\"]*")
_FAMILY = "var(--jp-content-font-family, system-ui, sans-serif)"
_ROOT = re.compile(r"<svg\b[^>]*?viewBox=\"([^\"]+)\"[^>]*>", re.DOTALL)
_ID = re.compile(r'\sid="([^"]+)"')
_REFERENCE = re.compile(r'(url\(#|href="#)([^)"]+)')
# matplotlib's own style block would apply to every drawing of the page; what it says goes to the root instead.
_SPARE = re.compile(r"<metadata>.*?</metadata>|<defs>\s*<style.*?</style>\s*</defs>|<!--.*?-->", re.DOTALL)
_SPACE = re.compile(r"\n\s*")
# A path needs no blanks around its letters; without them a map is a third smaller.
_PATH = re.compile(r'(?<=\sd=")[^"]+')
_BLANKS = re.compile(r"\s*([A-Za-z])\s*")


def inline_svg(figure: Figure, alt: str, prefix: str) -> str:
    """Return the figure as one ``<svg>`` element to be put into HTML.

    Args:
        figure: drawn with the colours of :mod:`nastava.course.figures.style`.
        alt: what the drawing shows.
        prefix: begins every id, so that two drawings in a page don't take each other's marks.
    """
    drawn = _COLOURS.sub(lambda found: _THEME[found[0].lower()], _bare_svg(figure, prefix))
    drawn = _FONT.sub(_FAMILY, drawn)
    width = figure.bbox.width
    root = (
        r'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
        rf'viewBox="\g<1>" role="img" aria-label="{{alt}}" '
        rf'style="display:block;width:100%;max-width:{width:.0f}px;height:auto;overflow:visible;'
        r'stroke-linejoin:round;stroke-linecap:butt">'
    )
    drawn = _ROOT.sub(root, drawn, count=1)
    return _SPACE.sub(" ", drawn).strip().replace("{alt}", escape(alt, quote=True), 1)


def standalone_svg(figure: Figure, theme: Literal["light", "dark"]) -> str:
    """Return the figure as an SVG document for an ``<img>``, which sees neither the page's colours nor its font.

    Args:
        figure: drawn with the colours of :mod:`nastava.course.figures.style`.
        theme: of the page that it is shown on.
    """
    drawn = _COLOURS.sub(lambda found: _FIXED[theme][found[0].lower()], _bare_svg(figure, "p"))
    drawn = _FONT.sub("system-ui, sans-serif", drawn)
    width, height = figure.bbox.width, figure.bbox.height
    root = (
        r'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
        rf'viewBox="\g<1>" width="{width:.0f}" height="{height:.0f}" '
        r'style="stroke-linejoin:round;stroke-linecap:butt">'
    )
    return _SPACE.sub(" ", _ROOT.sub(root, drawn, count=1)).strip()


def _bare_svg(figure: Figure, prefix: str) -> str:
    """Return matplotlib's SVG without what a page has no use for; ids begin with ``prefix``."""
    from matplotlib.backends.backend_svg import FigureCanvasSVG

    buffer = io.BytesIO()
    figure.patch.set_visible(False)
    FigureCanvasSVG(figure).print_svg(  # type: ignore[no-untyped-call]
        buffer, metadata={"Date": None}
    )
    drawn = buffer.getvalue().decode("utf-8")
    drawn = _SPARE.sub("", drawn[drawn.index("<svg") :])
    drawn = _PATH.sub(lambda found: _BLANKS.sub(r"\1", found[0]), drawn)
    used = {found[2] for found in _REFERENCE.finditer(drawn)}
    drawn = _ID.sub(lambda found: f' id="{prefix}-{found[1]}"' if found[1] in used else "", drawn)
    return _REFERENCE.sub(rf"\g<1>{prefix}-\g<2>", drawn)
