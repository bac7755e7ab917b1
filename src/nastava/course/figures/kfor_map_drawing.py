"""Drawing of the map: symbols whose areas are the numbers of troops, over plain land."""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from nastava.course.capitals import CAPITALS, PRISTINA, circle
from nastava.course.figures import style
from nastava.course.figures.controls import Localized
from nastava.course.figures.ground import Window, cut_at_frame, draw_ground
from nastava.course.figures.item_picture import Box
from nastava.course.figures.kfor_map_key import DOTS, draw_key
from nastava.course.figures.kfor_map_labels import names_placed
from nastava.course.figures.kfor_map_symbols import DETAIL, NARROW, WIDE, Form, draw_row, radius
from nastava.course.outlines import outlines
from nastava.course.wording import number
from nastava.text.languages import pick

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import FigureBase

    from nastava.course.figures.kfor_contributions import Contribution
    from nastava.course.figures.spec import View

_ENLARGED: Localized = {"en": "the box, enlarged", "sr": "okvir, uvećano"}


def draw(base: FigureBase, view: View, language: str, narrow: bool) -> None:
    """Draw the view."""
    form = NARROW if narrow else WIDE
    width, height = style.pixels(base)
    axes = style.axes_in(base, left=0, right=0, top=0, bottom=0)
    axes.set_xlim(0, width)
    axes.set_ylim(height, 0)
    axes.set_axis_off()
    _map(axes, form, view.data, language)
    _detail(axes, form, view.data, language)
    draw_key(axes, form, view.data, language)


def _one(window: Window, spot: tuple[float, float]) -> tuple[float, float]:
    ((x, y),) = window.pixels([spot]).tolist()
    return x, y


def _map(axes: Axes, form: Form, data: Any, language: str) -> None:
    from matplotlib.lines import Line2D

    window = form.window
    draw_ground(axes, window)
    ring = window.pixels(circle(PRISTINA, data.ring))
    line = Line2D(*ring.T, color=style.INK, linewidth=1.2, linestyle=DOTS, gid="ring")
    cut_at_frame(axes, axes.add_line(line), window)
    corner = form.detail.frame
    left = window.frame.left + (form.detail.west - window.west) * window.scale
    top = window.frame.top + (window.north - form.detail.north) * window.scale
    shrink = window.scale / form.detail.scale
    _frame(axes, Box(left, top, corner.width * shrink, corner.height * shrink))
    rows = [row for row in data.rows if row.iso3 not in form.beyond]
    named = [row for row in rows if row.iso3 not in DETAIL][: form.names]
    names = {row: _said(row, data, language) if row in named else "" for row in rows}
    _fill(axes, form, window, names, _disputed(window))


def _detail(axes: Axes, form: Form, data: Any, language: str) -> None:
    """Draw the surroundings of Kosovo enlarged; symbols keep their scale."""
    draw_ground(axes, form.detail)
    _frame(axes, form.detail.frame)
    text = pick(_ENLARGED, language)
    corner = Box(form.detail.frame.left + 6, form.detail.frame.top + 5, style.text_width(text), 16)
    axes.text(corner.left, corner.top + 8, text, va="center", fontsize=style.LABEL, color=style.SOFT)
    names = {row: _said(row, data, language) for row in data.rows if row.iso3 in DETAIL}
    _fill(axes, form, form.detail, names, [corner, *_disputed(form.detail)])


def _disputed(window: Window) -> list[Box]:
    """Return small boxes along disputed lines, so that no name covers them."""
    found = []
    for line in itertools.chain(*outlines().disputed.values()):
        pixels = window.pixels(line).tolist()
        for (x0, y0), (x1, y1) in itertools.pairwise(pixels):
            steps = max(1, round(math.dist((x0, y0), (x1, y1)) / 4))
            found += [
                Box(x0 + (x1 - x0) * n / steps - 2, y0 + (y1 - y0) * n / steps - 2, 4, 4)
                for n in range(steps)
            ]
    return found


def _frame(axes: Axes, box: Box) -> None:
    from matplotlib.patches import Rectangle

    axes.add_patch(
        Rectangle(
            (box.left, box.top), box.width, box.height, facecolor="none", edgecolor=style.SOFT, gid="detail"
        )
    )


def _fill(
    axes: Axes,
    form: Form,
    window: Window,
    names: Mapping[Contribution, str],
    taken: Sequence[Box],
) -> None:
    """Draw KFOR's star and the contributors' symbols, and write the names of those that have one."""
    here, rows = _one(window, PRISTINA), list(names)
    axes.plot(*here, marker="*", markersize=12, color=style.INK, gid="kfor", linestyle="none")
    spots = [_one(window, CAPITALS[row.iso3]) for row in rows]
    for row, spot in zip(rows, spots, strict=True):
        draw_row(axes, form, row, spot)
    labels = names_placed(
        [here, *spots],
        [6, *(radius(row.troops, form) for row in rows)],
        ["KFOR", *names.values()],
        Box(window.frame.left + 4, window.frame.top + 4, window.frame.width - 8, window.frame.height - 8),
        taken,
    )
    for name in labels:
        if name is None:
            continue
        if name.leader:
            axes.plot(*zip(*name.leader, strict=True), color=style.SOFT, linewidth=0.8, gid="leader")
        weight = "bold" if name is labels[0] else "normal"
        axes.text(*name.at, name.text, ha=name.align, va="center", fontsize=style.LABEL, linespacing=1.1,
                  weight=weight, gid="name")  # fmt: skip


def _said(row: Contribution, data: Any, language: str) -> str:
    """Return a contributor's name and number, a long name in two lines."""
    name = data.names[row.iso3]
    if len(name) > 13 and " " in name:
        name = "\n".join(name.rsplit(" ", 1))
    return f"{name} {number(row.troops, language)}"
