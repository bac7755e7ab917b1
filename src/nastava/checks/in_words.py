"""A figure in words, for the person who grades: short lines that stand beside the picture."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from nastava.checks.figures import AxesDescription, FigureDescription, Line
from nastava.checks.reasons import Reason

_MOST = 12
_WORDS = {
    "title": ("title", "naslov"),
    "system": ("coordinate system {n}", "koordinatni sistem {n}"),
    "x": ("x axis", "osa x"),
    "y": ("y axis", "osa y"),
    "bars": ("bars", "trake"),
    "line": ("line", "linija"),
    "points": ("points", "tačke"),
    "pie": ("pie", "krug"),
    "legend": ("legend", "legenda"),
    "texts": ("texts", "tekstovi"),
    "others": ("other shapes", "drugi oblici"),
}


def in_words(figure: FigureDescription) -> Reason:
    """Return what a figure shows, a line for each thing, in each language.

    Example:
        >>> print(in_words(FigureDescription("KFOR", (AxesDescription(x_label="year"),)))["en"])
        title: KFOR
        coordinate system 1
          x axis: year
    """
    return {
        language: "\n".join(_lines(figure, {name: words[place] for name, words in _WORDS.items()}))
        for place, language in enumerate(("en", "sr"))
    }


def _lines(figure: FigureDescription, words: Mapping[str, str]) -> Iterator[str]:
    if figure.title:
        yield f"{words['title']}: {figure.title}"
    for number, axes in enumerate(figure.axes[:_MOST], start=1):
        yield words["system"].format(n=number)
        for name, text in _parts(axes):
            if text:
                yield f"  {words[name]}: {text}"


def _parts(axes: AxesDescription) -> Iterator[tuple[str, str]]:
    yield "title", axes.title
    yield "x", _axis(axes.x_label, axes.x_scale)
    yield "y", _axis(axes.y_label, axes.y_scale)
    yield "bars", _few([f"{bar.label} {bar.size:g}" for bar in axes.bars])
    yield from (("line", _run(line)) for line in axes.lines[:_MOST])
    yield from (("points", _run(cloud)) for cloud in axes.points[:_MOST])
    yield "pie", _few([f"{piece.label} {piece.share:.1%}" for piece in axes.wedges])
    yield "legend", _few(axes.legend)
    yield "texts", _few(axes.texts)
    yield "others", str(len(axes.areas) + axes.others or "")


def _axis(label: str, scale: str) -> str:
    return label if scale == "linear" else f"{label} ({scale})"


def _run(line: Line) -> str:
    pairs = _few([f"({_short(x)}, {_short(y)})" for x, y in zip(line.x, line.y, strict=False)])
    return f"{line.label}: {pairs}" if line.label else pairs


def _short(value: Any) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)[:40]


def _few(texts: Sequence[str]) -> str:
    rest = len(texts) - _MOST
    return "; ".join(texts[:_MOST]) + (f"; … (+{rest})" if rest > 0 else "")
