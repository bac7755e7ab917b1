"""Finding the figure that a learner drew, and describing it."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import Any

from nastava.checks import reasons
from nastava.checks.figures import AxesDescription, Bar, FigureDescription, Line, Wedge
from nastava.checks.limits import EncodingError

#: Variables that usually hold a figure, looked at in this order.
USUAL_NAMES = ("fig", "figure", "ax", "axes")
#: How far from a bar's middle its tick may stand, in units of the axis.
_NEAR = 1e-6


def find_figure(namespace: Mapping[str, object], name: str | None, last_drawn: object = None) -> Any:
    """Return matplotlib's figure.

    Args:
        namespace: the learner's variables.
        name: a variable that holds a figure or its axes; None looks at ``fig`` and ``ax``, then at
            pyplot's current figure, then at the one drawn last.
        last_drawn: the figure that a notebook has shown and closed since.

    Raises:
        EncodingError: there is none; its reason is for the learner.

    Example:
        >>> from matplotlib.figure import Figure
        >>> drawn = Figure()
        >>> find_figure({"fig": drawn}, "fig") is drawn
        True
    """
    if name is not None:
        if name not in namespace:
            raise EncodingError(reasons.no_figure(name))
        value = namespace[name]
        if value is Ellipsis:
            raise EncodingError(reasons.PLACEHOLDER)
        figure = _figure_of(value)
        if figure is None:
            raise EncodingError(reasons.not_a_figure(name, value))
        return figure
    for usual in USUAL_NAMES:
        figure = _figure_of(namespace.get(usual))
        if figure is not None:
            return figure
    pyplot = sys.modules.get("matplotlib.pyplot")
    if pyplot is not None and pyplot.get_fignums():
        return pyplot.gcf()
    if last_drawn is None:
        raise EncodingError(reasons.no_figure(None))
    return last_drawn


def describe(figure: Any) -> FigureDescription:
    """Return what a matplotlib figure shows.

    Example:
        >>> from matplotlib.figure import Figure
        >>> figure = Figure()
        >>> bars = figure.add_subplot().bar(["Italy", "Hungary"], [869, 433])
        >>> [(bar.label, bar.size) for bar in describe(figure).axes[0].bars]
        [('Italy', 869.0), ('Hungary', 433.0)]
    """
    return FigureDescription(figure.get_suptitle(), tuple(_describe_axes(axes) for axes in figure.axes))


def _figure_of(value: object) -> Any:
    """Return the figure that the value is or belongs to, or None."""
    if "matplotlib.figure" not in sys.modules:
        return None
    from matplotlib.artist import Artist
    from matplotlib.figure import Figure

    if type(value).__name__ == "ndarray":  # plt.subplots(2) gives an array of axes
        flat: Any = value
        value = flat.flat[0] if flat.size else None
    elif isinstance(value, (list, tuple)) and value:
        value = value[0]
    if isinstance(value, Figure):
        return value
    return value.get_figure() if isinstance(value, Artist) else None


def _describe_axes(axes: Any) -> AxesDescription:
    legend = axes.get_legend()
    titles = (axes.get_title(place) for place in ("center", "left", "right"))
    rest = _Rest(axes)
    return AxesDescription(
        title=next((title for title in titles if title), ""),
        x_label=axes.get_xlabel(),
        y_label=axes.get_ylabel(),
        bars=tuple(_bars(axes)),
        lines=tuple(
            Line(
                _plain(line.get_xdata(orig=True)),
                _plain(line.get_ydata(orig=True)),
                _label(line),
                _color(line.get_color()),
                _sign(line.get_linestyle()),
                _sign(line.get_marker()),
            )
            for line in axes.lines
        ),
        points=tuple(_points(axes)),
        texts=tuple(text.get_text() for text in axes.texts),
        legend=tuple(text.get_text() for text in legend.get_texts()) if legend else (),
        legend_title=legend.get_title().get_text() if legend else "",
        x_ticks=_tick_texts(axes.xaxis),
        y_ticks=_tick_texts(axes.yaxis),
        x_scale=axes.get_xscale(),
        y_scale=axes.get_yscale(),
        wedges=rest.wedges,
        areas=rest.areas,
        others=rest.others,
        x_limits=_limits(axes.get_xlim()),
        y_limits=_limits(axes.get_ylim()),
    )


def _bars(axes: Any) -> list[Bar]:
    from matplotlib.container import BarContainer

    bars: list[Bar] = []
    for container in axes.containers:
        if not isinstance(container, BarContainer):
            continue
        horizontal = container.orientation == "horizontal"
        ticks = _ticks(axes.yaxis if horizontal else axes.xaxis)
        for patch in container.patches:
            start, width = (
                (patch.get_y(), patch.get_height()) if horizontal else (patch.get_x(), patch.get_width())
            )
            size = patch.get_width() if horizontal else patch.get_height()
            where = _tick_at(ticks, start + width / 2)
            color = _color(patch.get_facecolor())
            bars.append(Bar(where, float(size), horizontal, _label(container), color))
    return bars


def _points(axes: Any) -> list[Line]:
    from matplotlib.collections import PathCollection

    clouds: list[Any] = [item for item in axes.collections if isinstance(item, PathCollection)]
    return [Line(_plain(c.get_offsets()[:, 0]), _plain(c.get_offsets()[:, 1]), _label(c)) for c in clouds]


class _Rest:
    """What is neither bar, line, cloud nor text: pieces of a pie, filled areas, and a count of all else."""

    def __init__(self, axes: Any) -> None:
        from matplotlib.collections import PathCollection, PolyCollection
        from matplotlib.container import BarContainer
        from matplotlib.patches import Wedge as Piece

        in_bars = {
            id(patch) for box in axes.containers if isinstance(box, BarContainer) for patch in box.patches
        }
        shapes = [patch for patch in axes.patches if id(patch) not in in_bars]
        pieces: list[Any] = [patch for patch in shapes if isinstance(patch, Piece)]
        areas = [item for item in axes.collections if isinstance(item, PolyCollection)]
        clouds = [item for item in axes.collections if isinstance(item, PathCollection)]
        self.wedges = tuple(Wedge(_label(p), round((p.theta2 - p.theta1) / 360, 9)) for p in pieces)
        self.areas = tuple(_label(area) for area in areas)
        collected = len(axes.collections) - len(areas) - len(clouds)
        self.others = len(shapes) - len(pieces) + collected + len(axes.images)


def _ticks(axis: Any) -> list[tuple[float, str]]:
    texts = [tick.get_text() for tick in axis.get_majorticklabels()]
    return list(zip((float(place) for place in axis.get_majorticklocs()), texts, strict=False))


def _tick_texts(axis: Any) -> tuple[str, ...]:
    return tuple(text for _, text in _ticks(axis))


def _tick_at(ticks: list[tuple[float, str]], middle: float) -> str:
    """Return the tick's text at a bar's middle; a bar between ticks is called by its number."""
    for place, text in ticks:
        if abs(place - middle) < _NEAR:
            return text
    return f"{middle:g}"


def _limits(limits: Any) -> tuple[float, float]:
    low, high = limits
    return float(low), float(high)


def _label(artist: Any) -> str:
    label = str(artist.get_label())
    return "" if label.startswith("_") else label  # matplotlib's own, for what has no label


def _color(color: Any) -> str:
    """Return a colour as "#rrggbb"; bars and lines may have what is none."""
    from matplotlib.colors import to_hex

    try:
        return to_hex(color)
    except (ValueError, TypeError):
        return ""


def _sign(sign: Any) -> str:
    return sign if isinstance(sign, str) and sign not in {"None", "none", " "} else ""


def _plain(values: Any) -> tuple[Any, ...]:
    import numpy as np

    return tuple(np.asarray(values).ravel().tolist())
