"""A figure as plain data: what it shows and how it is labelled, without the library that drew it."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Bar:
    """One bar: the label beneath (or beside) it, its signed length, and the series it belongs to.

    Example:
        >>> Bar("Italy", 869.0).size
        869.0
    """

    label: str
    size: float
    horizontal: bool = False
    series: str = ""
    color: str = ""


@dataclass(frozen=True)
class Line:
    """One line through points, or, in ``points``, one cloud of points; coordinates as they were given.

    ``style`` and ``marker`` are matplotlib's own signs (``"--"``, ``"o"``), empty where there is none.

    Example:
        >>> Line(x=(2022, 2023), y=(3735, 4353)).y
        (3735, 4353)
    """

    x: tuple[Any, ...]
    y: tuple[Any, ...]
    label: str = ""
    color: str = ""
    style: str = ""
    marker: str = ""


@dataclass(frozen=True)
class Wedge:
    """One piece of a pie: its label, and its share of the whole circle.

    Example:
        >>> Wedge("Italy", 0.25).share
        0.25
    """

    label: str
    share: float


@dataclass(frozen=True)
class AxesDescription:
    """One coordinate system of a figure. Labels and titles are empty text where there is none.

    ``areas`` holds the labels of filled areas (``fill_between`` and the like), ``others`` counts the shapes
    and pictures that belong to nothing else here. Ticks are the texts at the axis, as drawn.

    Example:
        >>> AxesDescription(x_label="troops").x_label
        'troops'
    """

    title: str = ""
    x_label: str = ""
    y_label: str = ""
    bars: tuple[Bar, ...] = ()
    lines: tuple[Line, ...] = ()
    points: tuple[Line, ...] = ()
    texts: tuple[str, ...] = ()
    legend: tuple[str, ...] = ()
    legend_title: str = ""
    x_ticks: tuple[str, ...] = ()
    y_ticks: tuple[str, ...] = ()
    x_scale: str = "linear"
    y_scale: str = "linear"
    wedges: tuple[Wedge, ...] = ()
    areas: tuple[str, ...] = ()
    others: int = 0
    x_limits: tuple[float, float] = (0.0, 1.0)
    y_limits: tuple[float, float] = (0.0, 1.0)


@dataclass(frozen=True)
class FigureDescription:
    """A whole figure: its own title and its coordinate systems in the order in which they were made.

    Example:
        >>> len(FigureDescription(axes=(AxesDescription(title="KFOR"),)).axes)
        1
    """

    title: str = ""
    axes: tuple[AxesDescription, ...] = ()

    def to_plain(self) -> dict[str, Any]:
        """Return the description as dictionaries, for crossing between kernels.

        Example:
            >>> FigureDescription("KFOR").to_plain()
            {'title': 'KFOR', 'axes': ()}
        """
        return dataclasses.asdict(self)

    @classmethod
    def from_plain(cls, data: Any) -> FigureDescription:
        """Return the description for what ``to_plain`` gave.

        Raises:
            TypeError, KeyError, ValueError, AttributeError: the data, which may be hostile, has another form.

        Example:
            >>> FigureDescription.from_plain({"title": "KFOR", "axes": ()}).title
            'KFOR'
        """
        return cls(_text(data["title"]), tuple(_axes(item) for item in data["axes"]))


def _axes(data: Any) -> AxesDescription:
    low_high = {}
    for name in ("x_limits", "y_limits"):
        low, high = data[name]
        low_high[name] = (float(low), float(high))
    return AxesDescription(
        title=_text(data["title"]),
        x_label=_text(data["x_label"]),
        y_label=_text(data["y_label"]),
        bars=tuple(
            Bar(
                _text(bar["label"]),
                float(bar["size"]),
                bool(bar["horizontal"]),
                _text(bar["series"]),
                _text(bar.get("color", "")),
            )
            for bar in data["bars"]
        ),
        lines=tuple(_line(item) for item in data["lines"]),
        points=tuple(_line(item) for item in data["points"]),
        texts=tuple(_text(item) for item in data["texts"]),
        legend=tuple(_text(item) for item in data["legend"]),
        legend_title=_text(data.get("legend_title", "")),
        x_ticks=tuple(_text(item) for item in data.get("x_ticks", ())),
        y_ticks=tuple(_text(item) for item in data.get("y_ticks", ())),
        x_scale=_text(data.get("x_scale", "linear")),
        y_scale=_text(data.get("y_scale", "linear")),
        wedges=tuple(Wedge(_text(item["label"]), float(item["share"])) for item in data.get("wedges", ())),
        areas=tuple(_text(item) for item in data.get("areas", ())),
        others=int(data.get("others", 0)),
        **low_high,
    )


def _line(data: Any) -> Line:
    looks = (_text(data.get(name, "")) for name in ("color", "style", "marker"))
    return Line(tuple(data["x"]), tuple(data["y"]), _text(data["label"]), *looks)


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError("text expected")
    return value
