"""NALT beside KFOR: people, countries, people per country, years, each as dots of one size from the same start."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from nastava.course.dates import say_date
from nastava.course.facts import fact
from nastava.course.figures.capacity_nalt_kfor_data import BODIES, Body, amount
from nastava.course.figures.capacity_nalt_kfor_drawing import draw, height
from nastava.course.figures.controls import Choice, Localized, Settings, Switch
from nastava.course.figures.spec import Cell, FigureSpec, Table, View
from nastava.course.sources import source
from nastava.course.wording import bounded, number
from nastava.text.languages import pick

CONTROLS = (
    Choice(
        "show",
        {"en": "Compare", "sr": "Uporedi"},
        {
            "people": {"en": "people", "sr": "ljude"},
            "nations": {"en": "countries", "sr": "države"},
            "average": {"en": "people per country, on average", "sr": "ljude po državi, u prosjeku"},
            "years": {"en": "full years of work", "sr": "pune godine rada"},
        },
        "people",
    ),
    Switch("work", {"en": "Show task and command", "sr": "Prikaži zadatak i komandu"}, True),
)


@dataclass(frozen=True)
class Row:
    """What is drawn for a body: a heading, sentences below it, and a number of dots."""

    name: str
    heading: str
    words: tuple[str, ...]
    dots: int


@dataclass(frozen=True)
class DotData:
    """Both rows, what one dot stands for, and the distance between dots in pixels, wide and narrow."""

    rows: tuple[Row, ...]
    unit: str
    pitch: tuple[int, int]


_UNIT: Mapping[str, Localized] = {
    "people": {"en": "One dot = 10 people", "sr": "Jedna tačka = 10 ljudi"},
    "nations": {"en": "One dot = 1 country", "sr": "Jedna tačka = 1 država"},
    "average": {"en": "One dot = 1 person", "sr": "Jedna tačka = 1 osoba"},
    "years": {"en": "One dot = 1 full year", "sr": "Jedna tačka = 1 puna godina"},
}
_PITCH: Mapping[str, tuple[int, int]] = {
    "people": (13, 11),
    "nations": (20, 20),
    "average": (13, 12),
    "years": (20, 20),
}
_HEADING: Mapping[str, Localized] = {
    "people": {"en": "{name}: {n} {who}", "sr": "{name}: {n} {who}"},
    "nations": {"en": "{name}: {n} countries", "sr": "{name}: {n} država"},
    "average": {"en": "{name}: about {n} per country", "sr": "{name}: oko {n} po državi"},
    "years": {"en": "{name}: {n} full years", "sr": "{name}: punih godina: {n}"},
}
_WHO: Mapping[str, Localized] = {
    "KFOR": {"en": "troops", "sr": "vojnika"},
    "NALT": {"en": "civilian and military staff", "sr": "civilnih i vojnih pripadnika"},
}
_WORK: Sequence[Localized] = (
    {"en": "Task: {does}.", "sr": "Zadatak: {does}."},
    {"en": "Answers to: {to}.", "sr": "Odgovara: {to}."},
)
_TITLE: Mapping[str, Localized] = {
    "people": {
        "en": "About 40 people in NALT, about 4,700 in KFOR: one for roughly every {ratio}",
        "sr": "U NALT-u oko 40 ljudi, u KFOR-u oko 4.700: otprilike jedan na svakih {ratio}",
    },
    "nations": {
        "en": "NALT’s people come from 13 countries, KFOR’s troops from 27",
        "sr": "Ljudi u NALT-u dolaze iz 13 država, a vojnici KFOR-a iz 27",
    },
    "average": {
        "en": "On average a country has about 174 people in KFOR and about 3 in NALT",
        "sr": "Država u prosjeku ima oko 174 čovjeka u KFOR-u i oko 3 u NALT-u",
    },
    "years": {
        "en": "At the end of 2023 KFOR had been there for 24 full years, NALT for 7",
        "sr": "Krajem 2023. KFOR je bio prisutan pune 24 godine, a NALT 7",
    },
}
_ALT: Localized = {
    "en": "Two groups of dots of one size, one below the other. {title}. {unit}. {rows}.",
    "sr": "Dvije grupe tačaka iste veličine, jedna ispod druge. {title}. {unit}. {rows}.",
}
_ROW: Localized = {"en": "{heading}, {dots} dots", "sr": "{heading}, broj tačaka: {dots}"}
_NOTES: Mapping[str, Localized] = {
    "people": {
        "en": "Both numbers are rounded. That of KFOR is from the report as quoted and includes deployed reserves. That "
        "of NALT for 2023 is known from the article alone; NATO pages had about 40 in 2017 and 41 in 2018. How many "
        "people a body has does not say how much its work matters.",
        "sr": "Obje brojke su zaokružene. Ona za KFOR potiče iz izvještaja, kako se navodi, i uključuje raspoređene "
        "rezerve. Ona za NALT za 2023. poznata je samo iz članka; NATO-ove stranice imale su oko 40 u 2017. i 41 u "
        "2018. Koliko neko tijelo ima ljudi, ne govori koliko je njegov rad važan.",
    },
    "nations": {
        "en": "The 27 are Allies and partners, says the report. Which the 13 are, the texts that we know do not say; so "
        "whether all 13 are among the 27 stays open.",
        "sr": "Tih 27 su saveznici i partneri, kaže izvještaj. Koje su tih 13, u poznatim tekstovima ne piše; pa ostaje "
        "otvoreno da li su sve one među tih 27.",
    },
    "average": {
        "en": "Worked out here: 4,700 divided by 27, and 40 divided by 13. An average hides differences: on a list of "
        "2023 the contingents of KFOR reach from 1 to 869.",
        "sr": "Izračunato ovdje: 4.700 podijeljeno sa 27, i 40 podijeljeno sa 13. Prosjek skriva razlike: na jednom "
        "spisku iz 2023. kontingenti KFOR-a idu od 1 do 869.",
    },
    "years": {
        "en": "From June 1999 and from August 2016 to 31 December 2023. Some sources let KFOR enter a day earlier, and for NALT "
        "both 24 and 28 August are given; full years stay the same.",
        "sr": "Od juna 1999. i od avgusta 2016. do 31. decembra 2023. Neki izvori ulazak KFOR-a stavljaju dan ranije, a "
        "za NALT se navode i 24. i 28. avgust; broj punih godina ostaje isti.",
    },
}
_WHAT: Mapping[str, Localized] = {
    "people": {"en": "People, 2023", "sr": "Ljudi, 2023."},
    "nations": {"en": "Countries, 2023", "sr": "Države, 2023."},
    "average": {"en": "People per country (worked out)", "sr": "Ljudi po državi (izračunato)"},
    "years": {"en": "There since", "sr": "Prisutan od"},
    "task": {"en": "Task", "sr": "Zadatak"},
    "command": {"en": "Answers to", "sr": "Odgovara"},
}
_SOURCE: Localized = {"en": "Source", "sr": "Izvor"}
_FIRST: Localized = {"en": "What", "sr": "Šta"}


def view(settings: Settings, language: str) -> View:
    """Return what the figure says for these settings."""
    show = str(settings["show"])
    data = DotData(
        tuple(_row(body, settings, language) for body in BODIES), pick(_UNIT[show], language), _PITCH[show]
    )
    big, small = (amount(body, "people") for body in BODIES)
    title = pick(_TITLE[show], language).format(ratio=round(big / small))
    told = "; ".join(
        pick(_ROW, language).format(
            heading=" ".join([f"{row.heading}.", *row.words]).rstrip("."), dots=row.dots
        )
        for row in data.rows
    )
    cited = [_read(getattr(body, name)) for body in BODIES for name in _needed(settings)]
    return View(
        title=title,
        alt=pick(_ALT, language).format(title=title, unit=data.unit, rows=told),
        sources=tuple(dict.fromkeys(cited)),
        table=Table(_header(language), _table(language)),
        heights=(height(data, narrow=False), height(data, narrow=True)),
        notes=[pick(_NOTES[show], language)],
        data=data,
    )


#: Of the many sources of these facts, those in which the number or the words were read, the nearest to NATO first.
_READ = (
    "ewb-2024-03-14",
    "bgnes-2024-03-14",
    "jftc-2018-11",
    "nato-topic-48818-2016",
    "nato-topic-144933",
    "seed-article",
)


def _read(fact_id: str) -> str:
    return next(id_ for id_ in _READ if id_ in fact(fact_id).sources)


def _needed(settings: Settings) -> list[str]:
    by_show = {
        "people": ["people"],
        "nations": ["nations"],
        "average": ["people", "nations"],
        "years": ["since"],
    }
    return by_show[str(settings["show"])] + (["task", "command"] if settings["work"] else [])


def _row(body: Body, settings: Settings, language: str) -> Row:
    show = str(settings["show"])
    count = amount(body, show)
    said = bounded(count, "about", language) if show == "people" else number(count, language)
    heading = pick(_HEADING[show], language).format(
        name=body.name, n=said, who=pick(_WHO[body.name], language)
    )
    does, answers_to = pick(body.does, language), pick(body.answers_to, language)
    words = tuple(pick(text, language).format(does=does, to=answers_to) for text in _WORK)
    dots = round(count / 10) if show == "people" else count
    return Row(body.name, heading, words if settings["work"] else (), dots)


def _header(language: str) -> Sequence[str]:
    named = pick(_SOURCE, language)
    return [pick(_FIRST, language), "KFOR", named, "NALT", named]


def _table(language: str) -> list[list[Cell]]:
    rows = []
    for name, text in _WHAT.items():
        row = [Cell(pick(text, language))]
        for body in BODIES:
            said, fact_id = _said(body, name, language)
            cited = source(_read(fact_id))
            row += [Cell(said), Cell(cited.publisher, href=cited.url)]
        rows.append(row)
    return rows


def _said(body: Body, name: str, language: str) -> tuple[str, str]:
    if name == "task":
        return pick(body.does, language), body.task
    if name == "command":
        return pick(body.answers_to, language), body.command
    if name == "years":
        return say_date(fact(body.since).as_of, language), body.since
    said = number(amount(body, name), language)
    if name != "nations":
        said = bounded(amount(body, name), "about", language)
    return said, body.nations if name == "nations" else body.people


FIGURE = FigureSpec(
    id="capacity-nalt-kfor",
    name={"en": "NALT beside KFOR", "sr": "NALT pored KFOR-a"},
    controls=CONTROLS,
    view=view,
    draw=draw,
)
