"""The ground of a map: land in one tone, boundaries, disputed ones dashed. Coordinates are pixels, y downwards."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from nastava.course.figures import style
from nastava.course.figures.item_picture import Box
from nastava.course.figures.projection import project
from nastava.course.outlines import Line, outlines

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes
    from matplotlib.path import Path

Pixels = np.ndarray[Any, np.dtype[np.float64]]
#: The grey of land and of boundaries that nobody disputes, each more or less see-through.
LAND = (0.48, 0.48, 0.48)
#: Dashes of disputed boundaries, in line widths.
DASHES = (0, (2.5, 1.6))
DISPUTED_WIDTH = 1.3


@dataclass(frozen=True)
class Window:
    """Which part of the projected plane is shown where.

    Attributes:
        west: kilometres east of the projection's middle at the left edge; ``north`` likewise at the upper edge.
        scale: pixels a kilometre.
        frame: where it stands in the drawing.
    """

    west: float
    north: float
    scale: float
    frame: Box

    def pixels(self, spots: Iterable[tuple[float, float]]) -> Pixels:
        """Return places, given as longitude and latitude, as pixels.

        Example:
            >>> Window(-1000, 1000, 0.1, Box(0, 0, 200, 200)).pixels([(15, 50)]).tolist()
            [[100.0, 100.0]]
        """
        plane = project(spots)
        x = self.frame.left + (plane[:, 0] - self.west) * self.scale
        y = self.frame.top + (self.north - plane[:, 1]) * self.scale
        return np.column_stack([x, y])


def draw_ground(axes: Axes, window: Window) -> None:
    """Draw land and boundaries into axes whose unit is the pixel, and a thin frame around them."""
    from matplotlib.patches import Rectangle

    known, frame = outlines(), window.frame
    edge = Rectangle(
        (frame.left, frame.top), frame.width, frame.height, facecolor="none", edgecolor=style.FAINT
    )
    edge.set_gid("frame")
    axes.add_patch(edge)
    land = _shape(known.land, window)
    _add(axes, window, land, "land", facecolor=(*LAND, 0.16), edgecolor=(*LAND, 0.6), linewidth=0.6)
    _add(axes, window, _lines(known.borders, window), "borders", edgecolor=(*LAND, 0.8), linewidth=0.7)
    for key, lines in known.disputed.items():
        dashes = {"linestyle": DASHES, "edgecolor": style.SOFT, "linewidth": DISPUTED_WIDTH}
        _add(axes, window, _lines(lines, window), f"disputed:{key}", **dashes)


def _add(axes: Axes, window: Window, path: Path, name: str, **look: Any) -> None:
    """Add a path, cut at the frame."""
    from matplotlib.patches import PathPatch

    cut_at_frame(axes, axes.add_patch(PathPatch(path, gid=name, **{"facecolor": "none", **look})), window)


def cut_at_frame(axes: Axes, artist: Artist, window: Window) -> None:
    """Let nothing of an artist show outside the window."""
    from matplotlib.patches import Rectangle

    frame = window.frame
    edge = Rectangle((frame.left, frame.top), frame.width, frame.height, transform=axes.transData)
    artist.set_clip_path(edge)


def _shape(rings: Iterable[Line], window: Window) -> Path:
    """Return the rings as one path; what lies outside the frame is cut off a little beyond it."""
    from matplotlib.path import Path
    from matplotlib.transforms import Bbox

    frame = window.frame
    box = Bbox.from_bounds(frame.left - 3, frame.top - 3, frame.width + 6, frame.height + 6)
    parts = []
    for ring in rings:
        pixels = _sparse(window.pixels(ring))
        if len(pixels) > 2 and _near(pixels, frame):
            cut = Path(np.vstack([pixels, pixels[:1]]), closed=True).clip_to_bbox(box)
            parts += [cut] if len(cut) else []
    return Path.make_compound_path(*parts)


def _lines(lines: Iterable[Line], window: Window) -> Path:
    """Return the pieces of lines inside the frame as one path."""
    from matplotlib.path import Path

    found = []
    for line in lines:
        pixels = _sparse(window.pixels(line))
        if _near(pixels, window.frame):
            found += [Path(run) for run in _inside(pixels, window.frame)]
    return Path.make_compound_path(*found)


def _inside(pixels: Pixels, frame: Box) -> list[Pixels]:
    """Return the runs of a line's points inside the frame, each with its neighbours outside."""
    within = (
        (pixels[:, 0] >= frame.left)
        & (pixels[:, 0] <= frame.left + frame.width)
        & (pixels[:, 1] >= frame.top)
        & (pixels[:, 1] <= frame.top + frame.height)
    )
    wanted = within | np.append(within[1:], False) | np.append(False, within[:-1])
    cuts = np.flatnonzero(np.diff(wanted.astype(int))) + 1
    return [pixels[run] for run in np.split(np.arange(len(pixels)), cuts) if wanted[run[0]] and len(run) > 1]


def _near(pixels: Pixels, frame: Box) -> bool:
    (left, top), (right, bottom) = pixels.min(axis=0), pixels.max(axis=0)
    return bool(
        right >= frame.left
        and left <= frame.left + frame.width
        and bottom >= frame.top
        and top <= frame.top + frame.height
    )


def _sparse(pixels: Pixels, least: float = 1.2) -> Pixels:
    """Return a line without points hardly away from the one before; its ends stay. Tenths of a pixel do."""
    kept = [0]
    for index in range(1, len(pixels) - 1):
        if np.abs(pixels[index] - pixels[kept[-1]]).max() >= least:
            kept.append(index)
    kept.append(len(pixels) - 1)
    return np.round(pixels[kept], 1)
