"""Figures of the strength chart that are told in words beside their marks."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from nastava.course.figures import style
from nastava.course.figures.controls import Localized
from nastava.course.wording import bounded
from nastava.text.languages import pick

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from nastava.course.figures.kfor_strength_data import Strength


@dataclass(frozen=True)
class Label:
    """A figure that is told in words beside its mark, moved by pixels.

    ``when``: "near" for a view of few years, "far" for one of many, or "always". ``leader``: a thin line leads
    from the words to the mark.
    """

    iso: str
    source_id: str
    by: tuple[float, float]
    align: str
    when: Literal["always", "near", "far"] = "always"
    leader: bool = False
    after: Localized = field(default_factory=lambda: {"en": "", "sr": ""})


_RESERVES: Localized = {"en": ", with reserves", "sr": ", s rezervama"}
_LABELS = (
    Label("1999-06", "govpl-kfor", (8, 2), "left"),
    Label("1999-09-08", "nato-update-1999-09-08", (9, -9), "left"),
    Label("2002-02-11", "hansard-2002-02-11", (9, -1), "left"),
    Label("2003-06", "esi-2008", (8, -1), "left"),
    Label("2004-03-19", "capecod-2004-03-19", (8, 3), "left"),
    Label("2009-10", "forum-kfor-2009", (10, 6), "left"),
    Label("2023-12-31", "ewb-2024-03-14", (-40, 46), "right", "far", leader=True, after=_RESERVES),
    Label("2023-12-31", "ewb-2024-03-14", (-78, 42), "right", "near", leader=True, after=_RESERVES),
    Label("2019-06", "guardian-2019", (0, 9), "center", "near"),
    Label("2020-08-22", "nova-2020-08-22", (0, -17), "center", "near"),
    Label("2021-07", "wiki-de-kfor-2021", (-7, 5), "right", "near"),
    Label("2021-10-16", "defencehu-2021-10-16", (0, 9), "center", "near"),
    Label("2022-08", "infoks-2022", (0, -17), "center", "near"),
    Label("2023", "republika-2023", (-18, 6), "right", "near"),
    Label("2023-05-30", "garner-2023-05-30", (4, -18), "left", "near"),
    Label("2023-06", "wiki-de-kfor-2023", (-8, 2), "right", "near"),
    Label("2023-10-10", "rts-2023-10-10", (8, -4), "left", "near"),
    Label("2024-01", "wiki-en-kfor-2024-01", (8, -4), "left", "near"),
    Label("2024-10", "wiki-de-kfor-2024", (0, -17), "center", "near"),
)
#: Labels of the near view that the narrow form has room for.
_ESSENTIAL = frozenset({"2023-12-31", "2023-05-30", "2020-08-22"})


def draw_labels(axes: Axes, data: Any, language: str, narrow: bool) -> None:
    """Write the labels for which this view has room."""
    by_key: dict[tuple[str, str], Strength] = {}
    for each in data.shown:  # of several figures in one source and month the highest is told
        known = by_key.get((each.iso, each.source_id))
        if known is None or known.troops < each.troops:
            by_key[each.iso, each.source_id] = each
    close = data.span[1] - data.span[0] <= 7
    for label in _LABELS:
        found = by_key.get((label.iso, label.source_id))
        if found is None or label.when == ("far" if close else "near"):
            continue
        if label.when == "near" and narrow and label.iso not in _ESSENTIAL:
            continue
        by, align = label.by, label.align
        if narrow and label.iso == "2023-05-30":  # to the right of its mark the words would leave the figure
            by, align = (60, by[1]), "right"
        text = bounded(found.troops, found.bound, language) + pick(label.after, language)
        leader = None
        if label.leader:
            leader = {"arrowstyle": "-", "color": style.SOFT, "shrinkA": 2, "shrinkB": 6, "relpos": (1, 0.5)}
            if narrow:
                by = (0.4 * by[0], by[1] + 88 * (label.when == "far"))
        style.beside(axes, text, (found.middle, found.troops), by, ha=align, arrowprops=leader)
