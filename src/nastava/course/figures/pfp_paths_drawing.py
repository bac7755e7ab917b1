"""Drawing of the states' ways: a line for each, thick where it took part or is in NATO, and the years beside it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from nastava.course.figures import style
from nastava.course.figures.controls import Localized
from nastava.course.figures.kfor_strength_data import year_of
from nastava.course.figures.pfp_data import LAST_DAY, STATUS, STATUSES, Member, Phase
from nastava.course.figures.pfp_members_drawing import look
from nastava.text.languages import pick

if TYPE_CHECKING:
    from matplotlib.figure import FigureBase

    from nastava.course.figures.spec import View

_AXIS: Localized = {"en": "Year", "sr": "Godina"}
_YEARS: Localized = {"en": "{n} years", "sr": "{n} god."}
_YEARS_NARROW: Localized = {"en": "{n} y", "sr": "{n} g."}
_END = year_of(date(2024, 1, 1))
#: Words on a blue bar; white on it reaches 5:1 in either theme.
_ON_BAR = "#ffffff"


def draw(base: FigureBase, view: View, language: str, narrow: bool) -> None:
    """Draw the view."""
    from matplotlib.patches import Patch

    lines = view.data
    left = min(10 + max(style.text_width(line.name) for line in lines), 190.0)
    axes = style.axes_in(base, left=left, right=14, top=52 if narrow else 30, bottom=46)
    seen = set()
    for place, line in enumerate(lines):
        for phase, first, last in _spans(line.member):
            axes.barh(
                [place],
                [last - first],
                left=[first],
                height=0.62 if phase.status in {"partner", "ally"} else 0.5,
                gid=f"{line.member.iso3}:{phase.status}",
                **look(phase.status),
            )
            seen.add(phase.status)
        years = line.member.years_as_partner
        if years is not None:
            start = year_of(line.member.phases[0].days.middle)
            text = pick(_YEARS_NARROW if narrow else _YEARS, language).format(n=round(years))
            style.beside(axes, text, (start, place), (3 if narrow else 5, -0.5), va="center", color=_ON_BAR)
    axes.set_yticks(range(len(lines)), [line.name for line in lines])
    axes.set_ylim(len(lines) - 0.4, -0.6)
    axes.set_xlim(1993.8, _END + 0.2)
    ticks = [1994, 2004, 2014, 2024] if narrow else [1994, 1999, 2004, 2009, 2014, 2019, 2024]
    axes.set_xticks(ticks, [str(tick) for tick in ticks])
    axes.set_xlabel(pick(_AXIS, language))
    axes.spines["left"].set_visible(False)
    axes.grid(visible=True, axis="x")
    keys = [Patch(label=pick(STATUS[each], language), **look(each)) for each in STATUSES if each in seen]
    style.key_on_top(base, keys, columns=2 if narrow else 4)


def _spans(member: Member) -> list[tuple[Phase, float, float]]:
    """Return each phase with the years between which it lies; a partial date stands in its middle."""
    starts: list[Any] = [year_of(phase.days.middle) for phase in member.phases]
    ends = [*starts[1:], _END]
    return [
        (phase, start, min(end, _END))
        for phase, start, end in zip(member.phases, starts, ends, strict=True)
        if phase.days.first <= LAST_DAY
    ]
