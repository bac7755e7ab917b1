"""Pictures of items: what a bank describes under ``picture``, drawn in the course's style."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from nastava.course.figures import style
from nastava.course.figures.beforehand import can_draw, made_beforehand
from nastava.course.figures.svg import standalone_svg
from nastava.disk_cache import digest
from nastava.items.picture import Picture
from nastava.text.languages import language as language_of

if TYPE_CHECKING:
    from matplotlib.figure import Figure

Theme = Literal["light", "dark"]
#: Pixels of the two forms: a column of text, and a telephone.
WIDE, NARROW = 576, 320
#: Pixels that the narrow form still has on the narrowest screen.
NARROWEST = 270
#: Smallest side of a target for a finger, in pixels on the screen.
TARGET = 24
#: Left, top, width and height, in percent of the picture.
Rectangle = tuple[float, float, float, float]


@dataclass(frozen=True)
class Box:
    """A rectangle of the drawing in pixels, from its upper left corner."""

    left: float
    top: float
    width: float
    height: float

    def meets(self, other: Box) -> bool:
        """Return whether the two overlap."""
        return (
            self.left < other.left + other.width
            and other.left < self.left + self.width
            and self.top < other.top + other.height
            and other.top < self.top + self.height
        )


@dataclass(frozen=True)
class ItemPicture:
    """A picture as drawn: an SVG document, its size in pixels, and where each mark is."""

    svg: str
    width: int
    height: int
    regions: Mapping[str, Rectangle]


def item_picture(picture: Picture, language: str, theme: Theme, *, narrow: bool = False) -> ItemPicture:
    """Return the picture of an item, whose parameters must be drawn already.

    Args:
        picture: what to show.
        language: code of the reader's language.
        theme: of the page, light or dark.
        narrow: the form for a telephone.

    Raises:
        ValueError: its numbers still wait for the values of parameters.

    Example:
        >>> texts = {"en": "x"}
        >>> marks = [{"id": id_, "label": {"en": id_}, "value": 3.0} for id_ in ("oak", "elm")]
        >>> picture = Picture.model_validate({"kind": "bars", "title": texts, "alt": texts, "marks": marks})
        >>> list(item_picture(picture, "en", "light").regions)
        ['oak', 'elm']
    """
    if picture.is_template:
        raise ValueError("a picture is drawn when its parameters have values")
    described = picture.model_dump_json()
    if not can_draw():
        return ItemPicture(
            **made_beforehand(kept_as(described, language_of(language).written, theme, narrow=narrow))
        )
    return _drawn(described, language, theme, narrow)


def kept_as(described: str, language: str, theme: Theme, *, narrow: bool) -> str:
    """Return the name under which a picture is kept for a Python that can't draw.

    Example:
        >>> len(kept_as("{}", "en", "light", narrow=False))
        64
    """
    return digest(described, language, theme, str(narrow))


@lru_cache(maxsize=256)
def _drawn(described: str, language: str, theme: Theme, narrow: bool) -> ItemPicture:
    import matplotlib as mpl
    from matplotlib.figure import Figure

    from nastava.course.figures import item_picture_charts, item_picture_map, item_picture_timeline

    picture = Picture.model_validate_json(described)
    draw: Callable[[Figure, Picture, str], Mapping[str, Box]]
    height, draw = {
        "bars": (item_picture_charts.bars_height, item_picture_charts.draw_bars),
        "line": (item_picture_charts.line_height, item_picture_charts.draw_line),
        "timeline": (item_picture_timeline.height, item_picture_timeline.draw),
        "map": (item_picture_map.height, item_picture_map.draw),
    }[picture.kind]
    width = NARROW if narrow else WIDE
    with warnings.catch_warnings(), mpl.rc_context({**style.RC, "svg.hashsalt": "picture"}):
        # A character that the font lacks is drawn as a box; a learner could do nothing about it.
        warnings.filterwarnings("ignore", message=r"Glyph .* missing from font")
        tall = round(height(picture, width, language))
        figure = Figure(figsize=(width / 72, tall / 72))
        boxes = draw(figure, picture, language)
        svg = standalone_svg(figure, theme)
    regions = {id_: _percent(box, width, tall) for id_, box in boxes.items()}
    return ItemPicture(svg, width, tall, regions)


def _percent(box: Box, width: float, height: float) -> Rectangle:
    left, top = max(0.0, box.left), max(0.0, box.top)
    right, bottom = min(width, box.left + box.width), min(height, box.top + box.height)
    sides = (left / width, top / height, (right - left) / width, (bottom - top) / height)
    return (
        round(100 * sides[0], 3),
        round(100 * sides[1], 3),
        round(100 * sides[2], 3),
        round(100 * sides[3], 3),
    )


def crowded(picture: Picture, marks: list[str]) -> list[str]:
    """Return those of the marks that a finger can't be sure to hit on a narrow screen.

    Example:
        >>> texts = {"en": "x"}
        >>> marks = [{"id": id_, "label": {"en": id_}, "value": 3.0} for id_ in ("oak", "elm")]
        >>> picture = Picture.model_validate({"kind": "bars", "title": texts, "alt": texts, "marks": marks})
        >>> crowded(picture, ["oak", "elm"])
        []
    """
    drawn = item_picture(picture, "en", "light", narrow=True)
    scale = NARROWEST / drawn.width / 100
    sides = {
        id_: min(box[2] * drawn.width, box[3] * drawn.height) * scale for id_, box in drawn.regions.items()
    }
    return [id_ for id_ in marks if sides[id_] < TARGET]
