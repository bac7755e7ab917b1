"""The same counts of KFOR drawn honestly and misleadingly, side by side, so that a reader learns the tricks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from nastava.course.dates import say_date
from nastava.course.figures.briefing_drawn_twice_data import (
    FLOORS,
    WAYS,
    Mark,
    Panel,
    TwiceData,
    beginning,
    pair,
    shown,
    times,
    window,
)
from nastava.course.figures.briefing_drawn_twice_drawing import draw, heights
from nastava.course.figures.controls import Choice, Localized, Settings
from nastava.course.figures.kfor_strength_data import Strength
from nastava.course.figures.spec import Cell, FigureSpec, Table, View
from nastava.course.sources import source
from nastava.course.wording import bounded, number
from nastava.text.languages import pick
from nastava.text.numbers import symbols

CONTROLS = (
    Choice("way", {"en": "Trick", "sr": "Trik"}, WAYS, "axis"),
    Choice(
        "show",
        {"en": "Show", "sr": "Prikaži"},
        {
            "both": {"en": "both drawings", "sr": "oba crteža"},
            "misleading": {"en": "the misleading one", "sr": "onaj koji zavarava"},
            "honest": {"en": "the honest one", "sr": "pošteni"},
        },
        "both",
    ),
    Choice(
        "floor",
        {"en": "Cut the axis at", "sr": "Osu odsijeci kod"},
        {key: {"en": f"{value:,}", "sr": f"{value:,}".replace(",", ".")} for key, value in FLOORS.items()},
        "4250",
    ),
)

_TITLES: Mapping[str, Localized] = {
    "axis": {
        "en": "{more} more of {first} are {share} per cent; with the axis cut at {floor} the second bar is {times} times "
        "as tall",
        "sr": "{more} više na {first} je {share} odsto; kad se osa odsiječe kod {floor}, drugi stupac je {times} puta viši",
    },
    "window": {
        "en": "From 2020 to 2023 the figures rise by {rise} per cent, from 1999 to 2023 they fall by {fall}: the start decides",
        "sr": "Od 2020. do 2023. brojke rastu za {rise} odsto, od 1999. do 2023. padaju za {fall}: odlučuje početak",
    },
    "line": {
        "en": "On one day in 1999 NATO counted 49,000, of them 41,000 in Kosovo: one line turns that into a loss of 8,000",
        "sr": "Istog dana 1999. NATO je brojao 49.000, od toga 41.000 na Kosovu: jedna linija od toga pravi gubitak od 8.000",
    },
    "area": {
        "en": "{first} is twice as many as {second}; a circle twice as wide covers four times the area",
        "sr": "{first} je dvostruko više od {second}; krug dvostruko širi pokriva četiri puta veću površinu",
    },
}
#: Below the drawings: what an honest headline says, and what the other one makes believe.
_SAYS: Mapping[tuple[str, bool], Localized] = {
    ("axis", True): {
        "en": "“Hardly changed between the two lists”",
        "sr": "„Između dva popisa jedva promijenjeno“",
    },
    ("axis", False): {"en": "“KFOR shoots up”", "sr": "„KFOR naglo raste“"},
    ("window", True): {
        "en": "“A tenth of 1999, and a third more than in 2020”",
        "sr": "„Desetina od 1999, a za trećinu više nego 2020.“",
    },
    ("window", False): {"en": "“KFOR keeps growing”", "sr": "„KFOR stalno raste“"},
    ("line", True): {
        "en": "“Fewer troops by 2003; scopes differ”",
        "sr": "„Do 2003. manje vojnika; obuhvat nije isti“",
    },
    ("line", False): {"en": "“8,000 soldiers gone in a day”", "sr": "„Za jedan dan nestalo 8.000 vojnika“"},
    ("area", True): {
        "en": "“Italy sent twice as many as Hungary”",
        "sr": "„Italija je poslala dvostruko više od Mađarske“",
    },
    ("area", False): {"en": "“Italy dwarfs Hungary”", "sr": "„Mađarska se jedva vidi pored Italije“"},
}
_NOTES: Mapping[str, Localized] = {
    "axis": {
        "en": "Both lists are complete. The one of 2023 bears no day and is probably older than the reinforcement. The eye "
        "compares the heights of bars, so bars begin at zero; a cut axis is for points, and has to say so.",
        "sr": "Oba popisa su potpuna. Onaj iz 2023. nema dana i vjerovatno je stariji od pojačanja. Oko poredi visine "
        "stupaca, pa stupci počinju od nule; odsječena osa je za tačke, i to mora biti rečeno.",
    },
    "window": {
        "en": "Nothing in the misleading drawing is false. It leaves out what came before. The figure of 2023 includes "
        "deployed reserves; for 2020 the source does not say.",
        "sr": "Ništa na varljivom crtežu nije netačno. Izostavljeno je ono što je bilo prije. U brojku iz 2023. uračunate "
        "su raspoređene rezerve; za 2020. izvor to ne kaže.",
    },
    "line": {
        "en": "Some totals include troops outside Kosovo, some only those in it, most sources don’t say. A line claims that "
        "one and the same thing was counted again and again.",
        "sr": "Neki zbirovi uključuju vojnike izvan Kosova, neki samo one na Kosovu, a većina izvora to ne kaže. Linija "
        "tvrdi da je jedno te isto brojano iznova.",
    },
    "area": {
        "en": "Both numbers are from the list of 2023, which bears no day. In the misleading drawing the width of the circle "
        "follows the number, and the eye sees the area.",
        "sr": "Oba broja su s popisa iz 2023, koji nema dana. Na varljivom crtežu broj određuje širinu kruga, a oko vidi "
        "površinu.",
    },
}
_PURPOSE: Localized = {
    "en": "The drawing in the dashed frame misleads on purpose and is no statement of the course.",
    "sr": "Crtež u isprekidanom okviru namjerno zavarava i nije tvrdnja ovog kursa.",
}
_ALT: Localized = {
    "en": "{which} {title}. The numbers: {told}.",
    "sr": "{which} {title}. Brojke: {told}.",
}
_WHICH: Mapping[str, Localized] = {
    "both": {
        "en": "Two drawings of the same counts, an honest one and, in a dashed frame, one marked as misleading on purpose.",
        "sr": "Dva crteža istih brojki, pošten i, u isprekidanom okviru, jedan označen kao namjerno varljiv.",
    },
    "misleading": {
        "en": "One drawing in a dashed frame, marked as misleading on purpose.",
        "sr": "Jedan crtež u isprekidanom okviru, označen kao namjerno varljiv.",
    },
    "honest": {"en": "One drawing, marked as honest.", "sr": "Jedan crtež, označen kao pošten."},
}
_HEADER: Sequence[Localized] = (
    {"en": "Count", "sr": "Šta je brojano"},
    {"en": "Troops", "sr": "Vojnika"},
    {"en": "Which troops", "sr": "Koji vojnici"},
    {"en": "Source", "sr": "Izvor"},
)
SCOPES: Mapping[str, Localized] = {
    "in_kosovo": {"en": "in Kosovo", "sr": "na Kosovu"},
    "including_outside": {"en": "with those outside", "sr": "i oni izvan"},
    "unknown": {"en": "not said", "sr": "nije rečeno"},
}
_UNDATED: Localized = {"en": "2023, no day", "sr": "2023, bez dana"}
_COUNTRIES: Sequence[Localized] = ({"en": "Italy", "sr": "Italija"}, {"en": "Hungary", "sr": "Mađarska"})


def view(settings: Settings, language: str) -> View:
    """Return what the figure says for these settings."""
    way, show = str(settings["way"]), str(settings["show"])
    floor = FLOORS[str(settings["floor"])]
    marks = _marks(way, language)
    panels = tuple(
        Panel(honest, pick(_SAYS[way, honest], language))
        for honest in (True, False)
        if show in {"both", "honest" if honest else "misleading"}
    )
    title = _title(way, floor, language)
    notes = [pick(_NOTES[way], language)]
    if show != "honest":
        notes.insert(0, pick(_PURPOSE, language))
    told = "; ".join(f"{mark.name}: {mark.words}" for mark in marks if mark.chosen)
    return View(
        title=title,
        alt=pick(_ALT, language).format(which=pick(_WHICH[show], language), title=title, told=told),
        sources=tuple(dict.fromkeys(each.source_id for each in shown(way))) or (pair()[1],),
        table=Table([pick(text, language) for text in _HEADER], _rows(way, marks, language)),
        heights=heights(len(panels)),
        notes=notes,
        data=TwiceData(way, marks, panels, floor),
    )


def _title(way: str, floor: int, language: str) -> str:
    pattern = pick(_TITLES[way], language)
    if way == "axis":
        first, second = (each.troops for each in shown(way))
        return pattern.format(
            more=number(second - first, language),
            first=number(first, language),
            share=_decimal(100 * (second - first) / first, language),
            floor=number(floor, language),
            times=_decimal(times(second, first, floor), language),
        )
    if way == "window":
        start, end = (each.troops for each in window())
        fall = 100 - 100 * end / beginning().troops
        return pattern.format(rise=number(100 * end / start - 100, language), fall=number(fall, language))
    first, second = pair()[0]
    return pattern.format(first=first, second=second)


def _decimal(value: float, language: str) -> str:
    return f"{value:.1f}".replace(".", symbols(language).decimal)


def _marks(way: str, language: str) -> tuple[Mark, ...]:
    if way == "area":
        return tuple(
            Mark(pick(name, language), number(troops, language), troops)
            for name, troops in zip(_COUNTRIES, pair()[0], strict=True)
        )
    chosen = set(window()) if way == "window" else set(shown(way))
    return tuple(
        Mark(
            _when(each, language),
            bounded(each.troops, each.bound, language),
            each.troops,
            each.middle,
            each.scope,
            each in chosen,
        )
        for each in shown(way)
    )


def _when(each: Strength, language: str) -> str:
    return (
        pick(_UNDATED, language) if each.unsure_date and len(each.iso) == 4 else say_date(each.iso, language)
    )


def _rows(way: str, marks: Sequence[Mark], language: str) -> list[list[Cell]]:
    ids = [each.source_id for each in shown(way)] or [pair()[1]] * len(marks)
    return [
        [
            Cell(mark.name),
            Cell(mark.words, numeric=True),
            Cell(pick(SCOPES[mark.scope], language)),
            Cell(source(id_).publisher, href=source(id_).url),
        ]
        for mark, id_ in zip(marks, ids, strict=True)
    ]


def _inactive(settings: Settings) -> frozenset[str]:
    cut = settings["way"] == "axis"
    return frozenset() if cut else frozenset({"floor"})


FIGURE = FigureSpec(
    id="briefing-drawn-twice",
    name={"en": "The same counts drawn twice", "sr": "Iste brojke nacrtane dvaput"},
    controls=CONTROLS,
    view=view,
    draw=draw,
    inactive=_inactive,
)
