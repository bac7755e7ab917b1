"""Forces in Bosnia and Herzegovina since 1995: reported strengths, who leads, and which resolution is behind them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from nastava.course.dates import say_date
from nastava.course.facts import fact
from nastava.course.figures.controls import Choice, Localized, Settings, Switch
from nastava.course.figures.region_forces_data import COUNTS, MANDATES, PRESENCES, Count
from nastava.course.figures.region_forces_drawing import WHO, draw, height
from nastava.course.figures.spec import Cell, FigureSpec, Table, View
from nastava.course.sources import source
from nastava.course.wording import bounded
from nastava.text.languages import pick

CONTROLS = (
    Choice(
        "years",
        {"en": "Years", "sr": "Godine"},
        {
            "all": {"en": "1995 to 2023", "sr": "od 1995. do 2023."},
            "eu": {"en": "2004 to 2023, larger scale", "sr": "od 2004. do 2023, krupnija skala"},
        },
        "all",
    ),
    Switch(
        "mandates",
        {"en": "Show the first resolutions", "sr": "Prikaži prve rezolucije"},
        False,
    ),
)

_TITLE: Mapping[str, Localized] = {
    "all": {
        "en": "From over 60,000 under NATO to about 1,100 under the EU; since 2004 both have been there",
        "sr": "Od više od 60.000 pod NATO-om do oko 1.100 pod EU; od 2004. prisutne su obje organizacije",
    },
    "eu": {
        "en": "EUFOR: about 7,000 at the start, 600 in 2021, about 1,100 in November 2023",
        "sr": "EUFOR: oko 7.000 na početku, 600 u 2021, oko 1.100 u novembru 2023.",
    },
}
_ALT: Localized = {
    "en": "Marks for reported strengths along a time axis, all from zero, and bars for who was there. {title}. "
    "{counts}. {bars}.{mandates}",
    "sr": "Oznake za objavljene brojke vojnika duž vremenske ose, sve od nule, i trake za to ko je bio prisutan. "
    "{title}. {counts}. {bars}.{mandates}",
}
_MANDATES: Localized = {
    "en": " Lines mark resolutions of the Security Council: {which}.",
    "sr": " Linije označavaju rezolucije Savjeta bezbjednosti: {which}.",
}
_NOTES: Mapping[str, Localized] = {
    "marks": {
        "en": "Each mark is one number of one source. They are not joined: what happened between them the sources do not "
        "say, and between 2010 and 2021 no number was found. A line through a mark: only the year is known.",
        "sr": "Svaka oznaka je jedna brojka iz jednog izvora. Nisu spojene: šta je bilo između njih, izvori ne kažu, a "
        "između 2010. i 2021. brojku nismo našli. Crta kroz oznaku: poznata je samo godina.",
    },
    "hq": {
        "en": "For NATO Headquarters Sarajevo no strength is drawn; it is a staff that advises, not a force. The scale "
        "shows how many, not how strong or how useful.",
        "sr": "Za Štab NATO-a u Sarajevu nema brojke na grafikonu; to je osoblje koje savjetuje, a ne snage. Skala "
        "pokazuje koliko ljudi, a ne koliko su jaki ili korisni.",
    },
    "mandates": {
        "en": "1031 (1995) is behind IFOR, 1088 (1996) behind SFOR, 1575 (2004) behind EUFOR. Since then the Council has "
        "renewed the mandate year by year; on 2 November 2023 unanimously.",
        "sr": "Iza IFOR-a stoji 1031 (1995), iza SFOR-a 1088 (1996), iza EUFOR-a 1575 (2004). Od tada Savjet mandat "
        "obnavlja iz godine u godinu; 2. novembra 2023. jednoglasno.",
    },
}
_RESOLUTION: Localized = {"en": "Resolution {n}", "sr": "Rezolucija {n}"}
#: The renewal in the year of the report.
EXTENDED = "althea-2023"
_EXTENDED: Localized = {"en": "Mandate of EUFOR renewed", "sr": "Obnovljen mandat EUFOR-a"}
_HEADER: Sequence[Localized] = (
    {"en": "Date", "sr": "Datum"},
    {"en": "What", "sr": "Šta"},
    {"en": "Led by", "sr": "Vodi"},
    {"en": "Troops", "sr": "Vojnici"},
    {"en": "Remarks", "sr": "Napomene"},
    {"en": "Source", "sr": "Izvor"},
)


@dataclass(frozen=True)
class Scene:
    """What is drawn: the counts, where the axes begin and end, and whether resolutions are marked."""

    shown: tuple[Count, ...]
    first: float
    top: float
    mandates: bool


def view(settings: Settings, language: str) -> View:
    """Return what the figure says for these settings."""
    years, mandates = str(settings["years"]), bool(settings["mandates"])
    whole = years == "all"
    shown = COUNTS if whole else tuple(each for each in COUNTS if each.led == "eu")
    scene = Scene(shown, 1995.0 if whole else 2004.0, 66_000 if whole else 8_000, mandates)
    title = pick(_TITLE[years], language)
    bars = "; ".join(f"{pick(each.name, language)} {pick(each.span, language)}" for each in PRESENCES)
    which = ", ".join(f"{name} ({fact(id_).as_of[:4]})" for id_, name in MANDATES)
    told = pick(_MANDATES, language).format(which=which) if mandates else ""
    cited = [fact(each.fact).sources[0] for each in shown] + [
        fact(each.fact).sources[0] for each in PRESENCES
    ]
    if mandates:
        cited += [fact(id_).sources[0] for id_ in (*(id_ for id_, _name in MANDATES), EXTENDED)]
    return View(
        title=title,
        alt=pick(_ALT, language).format(
            title=title,
            counts="; ".join(
                f"{_when(each, language)}: {each.force} {_many(each, language)}" for each in shown
            ),
            bars=bars.rstrip("."),
            mandates=told,
        ),
        sources=tuple(dict.fromkeys(cited)),
        table=Table(
            [pick(text, language) for text in _HEADER],
            [_row(each, language) for each in shown]
            + _presences(language)
            + (_resolutions(language) if mandates else []),
        ),
        heights=(height(scene, narrow=False), height(scene, narrow=True)),
        notes=[pick(_NOTES[name], language) for name in ("marks", "hq", "mandates")[: 2 + mandates]],
        data=scene,
    )


def _when(each: Count, language: str) -> str:
    return say_date(fact(each.fact).as_of, language).rstrip(".")


def _many(each: Count, language: str) -> str:
    return bounded(each.troops, each.bound, language)


def _row(each: Count, language: str) -> list[Cell]:
    cited = source(fact(each.fact).sources[0])
    return [
        Cell(_when(each, language)),
        Cell(each.force),
        Cell(pick(WHO[each.led], language)),
        Cell(_many(each, language), numeric=True),
        Cell(pick(each.remark, language) if each.remark else ""),
        Cell(cited.publisher, href=cited.url),
    ]


def _presences(language: str) -> list[list[Cell]]:
    rows = []
    for each in PRESENCES:
        cited = source(fact(each.fact).sources[0])
        rows.append(
            [
                Cell(pick(each.span, language)),
                Cell(pick(each.name, language)),
                Cell(pick(WHO[each.led], language)),
                Cell(""),
                Cell(""),
                Cell(cited.publisher, href=cited.url),
            ]
        )
    return rows


def _resolutions(language: str) -> list[list[Cell]]:
    named = [(id_, pick(_RESOLUTION, language).format(n=number)) for id_, number in MANDATES]
    rows = []
    for id_, words in [*named, (EXTENDED, pick(_EXTENDED, language))]:
        cited = source(fact(id_).sources[0])
        when = say_date(fact(id_).as_of, language).rstrip(".")
        rows.append(
            [Cell(when), Cell(words), Cell(""), Cell(""), Cell(""), Cell(cited.publisher, href=cited.url)]
        )
    return rows


FIGURE = FigureSpec(
    id="region-forces",
    name={
        "en": "Forces in Bosnia and Herzegovina since 1995",
        "sr": "Snage u Bosni i Hercegovini od 1995.",
    },
    controls=CONTROLS,
    view=view,
    draw=draw,
)
