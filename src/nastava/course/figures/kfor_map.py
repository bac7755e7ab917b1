"""Where the troops of KFOR come from: the three complete lists on a map, and how many come from near and from far."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from nastava.course.capitals import CAPITALS, PRISTINA, distance
from nastava.course.countries import country_name
from nastava.course.figures.controls import Choice, Localized, Settings
from nastava.course.figures.kfor_contributions import (
    COMPLETE,
    ROLES_NOTE,
    Contribution,
    contributions,
    heading,
    remarks,
)
from nastava.course.figures.kfor_contributions_drawing import ROLE
from nastava.course.figures.kfor_map_drawing import draw
from nastava.course.figures.kfor_map_key import heights
from nastava.course.figures.kfor_map_symbols import TINY
from nastava.course.figures.spec import Cell, FigureSpec, Table, View
from nastava.course.sources import source
from nastava.course.wording import number
from nastava.text.languages import pick

#: Distances from Pristina that a learner can choose, in kilometres. No capital lies within 20 km of one, so that
#: rounding its place to a tenth of a degree moves none to the other side.
RINGS = (500, 1000, 1500)

_COMPLETE: Localized = {"en": "{date}: {n} countries", "sr": "{date}: {n} država"}
_WITHIN: Localized = {"en": "{km} km", "sr": "{km} km"}
_RING_SAID: Localized = {"en": "{km} km from Pristina", "sr": "{km} km od Prištine"}
_TITLE: Localized = {
    "en": "{date}: {near} of {total} troops ({share} %) came from the {k} of {n} countries whose capitals lie "
    "within {km} km of Pristina",
    "sr": "{date}: {near} od {total} vojnika ({share} %) iz država čiji su glavni gradovi do {km} km od Prištine "
    "(takvih je {k} od {n})",
}
_ALT: Localized = {
    "en": "Map of Europe with a symbol at each contributor's capital, its area in proportion to the number of "
    "troops, and a circle of {km} km around Pristina, where a star stands for KFOR. {title}. Inside the circle: "
    "{inside}. Outside: {outside}.",
    "sr": "Karta Evrope sa znakom na glavnom gradu svake države učesnice, površine srazmjerne broju vojnika, i "
    "kružnicom od {km} km oko Prištine, gdje zvijezda označava KFOR. {title}. Unutar kružnice: {inside}. "
    "Izvan nje: {outside}.",
}
_AREA_NOTE: Localized = {
    "en": "The area of a symbol is in proportion to the number of troops, on the same scale for all three lists; below "
    "{tiny} a small ring stands for any number. Symbols stand at capitals, since the lists don't say where "
    "in a country troops come from. Where names have no room, the table has them.",
    "sr": "Površina znaka srazmjerna je broju vojnika, u istoj razmjeri za sva tri spiska; za manje od {tiny} stoji "
    "mali prsten. Znaci stoje na glavnim gradovima, jer na spiskovima ne piše iz kog dijela države vojnici dolaze. "
    "Imena za koja nema mjesta nalaze se u tabeli.",
}
_STATUS_NOTE: Localized = {
    "en": "Outlines: Natural Earth (public domain). Dashed lines are disputed, among them the northern and eastern "
    "line of Kosovo, that of Crimea and that of Northern Cyprus; the outlines have none for Abkhazia, South "
    "Ossetia and Transnistria. The drawing takes no position on status.",
    "sr": "Obrisi: Natural Earth (javno dobro). Isprekidane linije su sporne, među njima sjeverna i istočna linija "
    "Kosova, ona kod Krima i ona kod Sjevernog Kipra; za Abhaziju, Južnu Osetiju i Pridnjestrovlje u obrisima ih "
    "nema. Crtež ne zauzima stav o statusu.",
}
_HEADER: Sequence[Localized] = (
    {"en": "Country", "sr": "Država"},
    {"en": "Troops", "sr": "Vojnika"},
    {"en": "Status on that date", "sr": "Status tog dana"},
    {"en": "Capital to Pristina, km (about)", "sr": "Od glavnog grada do Prištine, km (oko)"},
    {"en": "Source", "sr": "Izvor"},
)

CONTROLS = (
    Choice(
        "date",
        {"en": "List", "sr": "Spisak"},
        {
            iso: {
                code: pick(_COMPLETE, code).format(date=heading(iso, code), n=len(contributions(iso)))
                for code in ("en", "sr")
            }
            for iso in ("2023", "2017-02", "2009-10")
        },
        "2023",
    ),
    Choice(
        "ring",
        {"en": "Circle around Pristina", "sr": "Kružnica oko Prištine"},
        {
            str(km): {code: pick(_WITHIN, code).format(km=number(km, code)) for code in ("en", "sr")}
            for km in RINGS
        },
        "1000",
    ),
)


@dataclass(frozen=True)
class MapData:
    """What is drawn: the list, largest first; names by code in the reader's language; the circle and its words."""

    rows: tuple[Contribution, ...]
    names: Mapping[str, str]
    ring: int
    ring_said: str


def away(row: Contribution) -> float:
    """Return how far the country's capital is from Pristina, in kilometres.

    Example:
        >>> round(away(contributions("2023")[0]), -1)
        720.0
    """
    return distance(CAPITALS[row.iso3], PRISTINA)


def view(settings: Settings, language: str) -> View:
    """Return what the figure says for these settings."""
    iso, ring = str(settings["date"]), int(settings["ring"])
    rows = contributions(iso)
    names = {row.iso3: _name(row, language) for row in rows}
    inside = [row for row in rows if away(row) <= ring]
    outside = [row for row in rows if away(row) > ring]
    date, near = heading(iso, language), sum(row.troops for row in inside)
    title = pick(_TITLE, language).format(
        date=date[0].upper() + date[1:],
        near=number(near, language),
        total=number(COMPLETE[iso], language),
        share=round(100 * near / COMPLETE[iso]),
        k=len(inside),
        n=len(rows),
        km=number(ring, language),
    )
    notes = [
        pick(_AREA_NOTE, language).format(tiny=TINY),
        " ".join([*remarks(rows, language), pick(ROLES_NOTE, language)]),
        pick(_STATUS_NOTE, language),
    ]
    return View(
        title=title,
        alt=pick(_ALT, language).format(
            title=title,
            km=number(ring, language),
            inside=_told(inside, names, language),
            outside=_told(outside, names, language),
        ),
        sources=tuple(dict.fromkeys(row.source_id for row in rows)),
        table=Table([pick(text, language) for text in _HEADER], [_row(row, language) for row in rows]),
        heights=heights(rows),
        notes=notes,
        data=MapData(rows, names, ring, pick(_RING_SAID, language).format(km=number(ring, language))),
    )


def _name(row: Contribution, language: str) -> str:
    return country_name(row.iso3, row.country, language) + ("*" if row.inferred else "")


def _told(rows: Sequence[Contribution], names: Mapping[str, str], language: str) -> str:
    return ", ".join(
        f"{names[row.iso3]} {number(row.troops, language)} ({pick(ROLE[row.role], language)})" for row in rows
    )


def _row(row: Contribution, language: str) -> list[Cell]:
    cited = source(row.source_id)
    return [
        Cell(_name(row, language)),
        Cell(number(row.troops, language), numeric=True),
        Cell(pick(ROLE[row.role], language)),
        Cell(number(round(away(row), -1), language), numeric=True),
        Cell(cited.publisher, href=cited.url),
    ]


FIGURE = FigureSpec(
    id="kfor-map",
    name={"en": "Where the troops of KFOR come from", "sr": "Odakle dolaze vojnici KFOR-a"},
    controls=CONTROLS,
    view=view,
    draw=draw,
)
