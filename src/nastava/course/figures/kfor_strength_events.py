"""Events of the strength figure: which they are, and where their words stand above the axes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from nastava.course.figures import style
from nastava.course.figures.controls import Localized
from nastava.text.languages import pick

if TYPE_CHECKING:
    from matplotlib.axes import Axes


@dataclass(frozen=True)
class Event:
    """Something that happened to KFOR; ``at`` is the year with its fraction, ``fact`` what it rests on."""

    at: float
    group: str
    name: Localized
    fact: str


EVENTS = (
    Event(
        1999.446, "entry", {"en": "KFOR enters, June 1999", "sr": "Ulazak KFOR-a, jun 1999."}, "kfor-entry"
    ),
    Event(
        2004.21, "violence", {"en": "Violence, March 2004", "sr": "Nasilje, mart 2004."}, "kfor-2004-riots"
    ),
    Event(
        2009.45,
        "decisions",
        {"en": "Ministers agree on 10,000, June 2009", "sr": "Ministri: smanjenje na 10.000, jun 2009."},
        "kfor-2009-cut",
    ),
    Event(
        2010.82,
        "decisions",
        {
            "en": "NATO: down to about 5,000, October 2010",
            "sr": "NATO: smanjenje na oko 5.000, oktobar 2010.",
        },
        "kfor-2010-halving",
    ),
    Event(
        2023.408,
        "violence",
        {"en": "Violence, Zvečan/Zveçan, May 2023", "sr": "Nasilje, Zvečan/Zveçan, maj 2023."},
        "seed-kfor-violence-months",
    ),
    Event(
        2023.729,
        "violence",
        {
            "en": "Violence, Banjska/Banjskë, September 2023",
            "sr": "Nasilje, Banjska/Banjskë, septembar 2023.",
        },
        "seed-kfor-violence-months",
    ),
)


def limits(span: tuple[int, int]) -> tuple[float, float]:
    """Return where the time axis begins and ends for a span of years."""
    first, last = span
    years = last + 1 - first
    return first - 0.02 * years, last + 1 + 0.03 * years


@dataclass(frozen=True)
class Place:
    """Where an event's words stand above the axes: line from the top, left edge in pixels from the axes' own."""

    row: int
    left: float
    side: Literal["right", "left", "over"]


def places_of(events: tuple[Event, ...], span: tuple[int, int], language: str, narrow: bool) -> list[Place]:
    """Give each event the first line on which its words meet no others; they stay within the drawing."""
    width = (style.NARROW if narrow else style.WIDE) - 74
    taken: list[list[tuple[float, float]]] = []
    places = []
    for event in events:
        first, last = limits(span)
        at = (event.at - first) / (last - first) * width
        long = style.text_width(pick(event.name, language))
        side: Literal["right", "left", "over"] = "right" if at + 5 + long <= width + 8 else "left"
        left = at + 5 if side == "right" else at - 5 - long
        if left < -56:
            side, left = "over", min(max(at - long / 2, -56), width + 8 - long)
        room = (min(left, at) - 6, max(left + long, at) + 6)
        row = next(
            (i for i, line in enumerate(taken) if all(room[1] < a or room[0] > b for a, b in line)), None
        )
        if row is None:
            row = len(taken)
            taken.append([])
        taken[row].append(room)
        places.append(Place(row, left, side))
    return places


def draw_events(
    axes: Axes, events: tuple[Event, ...], places: list[Place], strip: float, language: str
) -> None:
    """Draw each event as a dashed line that leads up to its words; ``strip`` is the height above the axes."""
    height = axes.bbox.height
    first, last = axes.get_xlim()
    for event, place in zip(events, places, strict=True):
        baseline = 24 + strip - 18 * place.row - 13
        axes.plot(
            [event.at, event.at],
            [0, 1 + (baseline - 5 if place.side == "over" else baseline + 10) / height],
            color=style.SOFT,
            linewidth=1,
            dashes=(3, 3),
            transform=axes.get_xaxis_transform(),
            clip_on=False,
            zorder=0.5,
            gid="event",
        )
        at = (event.at - first) / (last - first) * axes.bbox.width
        words = pick(event.name, language)
        # Words to the left of their line end at it, whatever the browser's font makes of their width.
        left = at - 5 if place.side == "left" else place.left
        axes.annotate(
            words,
            (left, height + baseline),
            xycoords="axes points",
            ha="right" if place.side == "left" else "left",
            fontsize=style.LABEL,
            annotation_clip=False,
        )
