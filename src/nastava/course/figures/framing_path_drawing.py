"""Drawing of the path: a box for each text, arrows from where it says it comes from, the wording in the box."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from nastava.course.figures import style
from nastava.course.figures.controls import Localized
from nastava.text.languages import pick

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import FigureBase

    from nastava.course.figures.framing_path import Box
    from nastava.course.figures.spec import View

#: What became of the wording, in words; each also has a colour and a sign.
MARKS: Mapping[str, Localized] = {
    "quoted": {"en": "what the others are compared with", "sr": "sa ovim se porede ostali"},
    "same": {"en": "the same", "sr": "isto"},
    "shorter": {"en": "shortened", "sr": "skraćeno"},
    "changed": {"en": "changed", "sr": "promijenjeno"},
    "elsewhere": {"en": "not as in coverage of the trip", "sr": "drukčije nego u vijestima o putu"},
    "unseen": {"en": "not in the part seen", "sr": "nema u viđenom dijelu"},
    "none": {"en": "", "sr": ""},
}
_SIGNS = {
    "quoted": "",
    "same": "=",
    "shorter": "<",
    "changed": "≠",
    "elsewhere": "≠",
    "unseen": "?",
    "none": "",
}
COLOURS = {
    "quoted": style.INK,
    "same": style.BLUE,
    "shorter": style.GREEN,
    "changed": style.VERMILLION,
    "elsewhere": style.VERMILLION,
    "unseen": style.FAINT,
    "none": style.SOFT,
}
_REPORT: Localized = {"en": "NATO's report for 2023", "sr": "Izvještaj NATO-a za 2023."}
_REPORT_SEEN: Localized = {
    "en": "published on 14 March 2024, not seen whole",
    "sr": "objavljen 14. marta 2024, nije viđen u cjelini",
}
_KEY: Localized = {
    "en": "Arrow: the text names where it has it from",
    "sr": "Strelica: tekst navodi odakle to ima",
}
_SHARED: Localized = {
    "en": "Dashes: same passages, origin not named",
    "sr": "Crtice: isti odlomci, porijeklo nije navedeno",
}
_LINE, _PAD, _GAP = 16.0, 8.0, 12.0
#: Left edge and width of the boxes, wide and narrow; the last one is drawn beside or below its parent.
_REPORT_BOX = (2.0, 128.0)
_MIDDLE = (166.0, 262.0)
_RIGHT = (462.0, 234.0)
_NARROW = (22.0, 328.0)
_NARROW_LAST = (44.0, 306.0)


@dataclass(frozen=True)
class _Line:
    text: str
    bold: bool = False
    soft: bool = False


def _wrap(text: str, width: float) -> list[str]:
    return textwrap.wrap(text, int((width - 2 * _PAD) / 7.1)) if text else []


def _lines(box: Box, width: float, language: str) -> list[_Line]:
    mark = pick(MARKS[box.mark], language)
    sign = f"{_SIGNS[box.mark]} {mark}".strip()
    lines = [_Line(box.name, bold=True)]
    lines += [_Line(line) for line in _wrap(box.words, width)]
    lines += [_Line(line, soft=True) for line in _wrap(f"({box.sense})" if box.sense else "", width)]
    if sign:
        lines.append(_Line(sign, soft=box.mark == "unseen", bold=box.mark != "unseen"))
    return lines


def _height(lines: Sequence[_Line]) -> float:
    return len(lines) * _LINE + 2 * _PAD - 2


def heights(boxes: Sequence[Box], language: str) -> tuple[int, int]:
    """Return how high the wide and the narrow drawing are."""
    middle = [_height(_lines(box, _MIDDLE[1], language)) for box in boxes[:-1]]
    last = _height(_lines(boxes[-1], _RIGHT[1], language))
    wide = sum(middle) + _GAP * (len(middle) - 1) + max(0.0, last - middle[-1])
    narrow = [_height(_lines(box, _NARROW[1], language)) for box in boxes[:-1]]
    narrow.append(_height(_lines(boxes[-1], _NARROW_LAST[1], language)))
    top = 2 * _LINE + 2 * _PAD
    return round(wide + 8), round(top + sum(narrow) + _GAP * len(narrow) + 2 * _LINE + 22)


def draw(base: FigureBase, view: View, language: str, narrow: bool) -> None:
    """Draw the view."""
    width, height = style.pixels(base)
    axes = style.axes_in(base, left=0, right=0, top=0, bottom=0)
    axes.set_xlim(0, width)
    axes.set_ylim(height, 0)
    axes.set_axis_off()
    if narrow:
        _draw_narrow(axes, view.data, language)
    else:
        _draw_wide(axes, view.data, language)


def _draw_wide(axes: Axes, boxes: Sequence[Box], language: str) -> None:
    left, width = _MIDDLE
    tops = list(_stack(boxes[:-1], width, language, 4.0))
    centres = [top + _height(_lines(box, width, language)) / 2 for box, top in zip(boxes, tops, strict=False)]
    middle = (centres[0] + centres[-1]) / 2
    report = [_Line(line, bold=True) for line in _wrap(pick(_REPORT, language), _REPORT_BOX[1])]
    report += [_Line(line, soft=True) for line in _wrap(pick(_REPORT_SEEN, language), _REPORT_BOX[1])]
    _box(axes, _REPORT_BOX, middle - _height(report) / 2, report)
    for box, top, centre in zip(boxes, tops, centres, strict=False):
        _arrow(axes, (_REPORT_BOX[0] + _REPORT_BOX[1], middle), (left - 1, centre))
        _box(axes, _MIDDLE, top, _lines(box, width, language), box)
    _shared(axes, left + width, 16, boxes, centres)
    last = _lines(boxes[-1], _RIGHT[1], language)
    _arrow(axes, (left + width, centres[-1]), (_RIGHT[0] - 1, centres[-1]))
    _box(axes, _RIGHT, tops[-1], last, boxes[-1])
    for place, line in enumerate([*_wrap(pick(_KEY, language), 234), *_wrap(pick(_SHARED, language), 234)]):
        _write(axes, (_RIGHT[0], 10 + place * _LINE), _Line(line, soft=True))


def _draw_narrow(axes: Axes, boxes: Sequence[Box], language: str) -> None:
    report = [_Line(pick(_REPORT, language), bold=True), _Line(pick(_REPORT_SEEN, language), soft=True)]
    _box(axes, (2, 352), 4, report)
    start = 4 + _height(report)
    tops = list(_stack(boxes[:-1], _NARROW[1], language, start + _GAP))
    centres = []
    for box, top in zip(boxes, tops, strict=False):
        lines = _lines(box, _NARROW[1], language)
        centres.append(top + _height(lines) / 2)
        _elbow(axes, 10, start, centres[-1], _NARROW[0])
        _box(axes, _NARROW, top, lines, box)
    _shared(axes, _NARROW[0] + _NARROW[1], 7, boxes, centres)
    end = tops[-1] + _height(_lines(boxes[-2], _NARROW[1], language))
    last = _lines(boxes[-1], _NARROW_LAST[1], language)
    _elbow(axes, 32, end, end + _GAP + _height(last) / 2, _NARROW_LAST[0])
    _box(axes, _NARROW_LAST, end + _GAP, last, boxes[-1])
    below = end + _GAP + _height(last) + 12
    for place, text in enumerate((_KEY, _SHARED)):
        _write(axes, (4, below + place * _LINE), _Line(pick(text, language), soft=True))


def _stack(boxes: Sequence[Box], width: float, language: str, top: float) -> Iterator[float]:
    for box in boxes:
        yield top
        top += _height(_lines(box, width, language)) + _GAP


def _box(
    axes: Axes,
    place: tuple[float, float],
    top: float,
    lines: Sequence[_Line],
    box: Box | None = None,
) -> None:
    """Draw a box of its own colour with its lines; without a text it is the report's."""
    from matplotlib.patches import Rectangle

    colour = COLOURS[box.mark if box else "none"]
    gid = f"{box.key}:{box.mark}" if box else "report"
    axes.add_patch(
        Rectangle(
            (place[0], top),
            place[1],
            _height(lines),
            facecolor="none",
            edgecolor=colour,
            linewidth=2.0 if colour not in {style.FAINT, style.SOFT} else 1.0,
            gid=gid,
        )
    )
    for number, line in enumerate(lines):
        _write(axes, (place[0] + _PAD, top + _PAD + number * _LINE + 6), line)


def _write(axes: Axes, at: tuple[float, float], line: _Line) -> None:
    look: dict[str, Any] = {"color": style.SOFT if line.soft else style.INK}
    axes.text(
        *at, line.text, fontsize=style.LABEL, va="center", weight="bold" if line.bold else "normal", **look
    )


def _arrow(axes: Axes, start: tuple[float, float], end: tuple[float, float]) -> None:
    axes.annotate(
        "",
        end,
        xytext=start,
        arrowprops={"arrowstyle": "-|>", "color": style.SOFT, "lw": 1, "shrinkA": 0, "shrinkB": 0},
    )


def _elbow(axes: Axes, rail: float, start: float, end: float, box: float) -> None:
    """Draw a line down a rail and an arrow from it to a box."""
    axes.plot([rail, rail], [start, end], color=style.SOFT, linewidth=1)
    _arrow(axes, (rail, end), (box - 1, end))


def _shared(axes: Axes, edge: float, reach: float, boxes: Sequence[Box], centres: Sequence[float]) -> None:
    """Join the two texts that have the same passages, by a bracket beside their boxes."""
    first = next(number for number, box in enumerate(boxes) if box.key == "bgnes")
    upper, lower = centres[first : first + 2]
    across, down = [edge, edge + reach, edge + reach, edge], [upper, upper, lower, lower]
    axes.plot(across, down, color=style.SOFT, linewidth=2, linestyle=(0, (2, 2)), gid="shared")
