"""KFOR before and after the reinforcement of 2023: which starting figure one takes decides the difference."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from nastava.course.dates import say_date
from nastava.course.facts import fact
from nastava.course.figures.controls import Choice, Localized, Settings, Switch
from nastava.course.figures.kfor_reinforcement_drawing import RATIOS, draw
from nastava.course.figures.kfor_strength_data import Strength, strengths
from nastava.course.figures.spec import Cell, FigureSpec, Table, View
from nastava.course.sources import source
from nastava.course.wording import bounded, listed, number
from nastava.text.languages import pick

#: Starting figures by option, as date and source in the data.
STARTS: Mapping[str, tuple[str, str]] = {
    "may": ("2023-05-30", "garner-2023-05-30"),
    "list": ("2023", "republika-2023"),
    "june": ("2023-06", "wiki-de-kfor-2023"),
}
_OCTOBER = ("2023-10-14", "kuna-2023-10-14")
_DECEMBER = ("2023-12-31", "ewb-2024-03-14")
_OTHERS = (("2024-01", "wiki-en-kfor-2024-01"), ("2024-02-07", "wiki-en-kfor-2024-02"))
_RESERVES = fact("seed-kfor-reserves")

CONTROLS = (
    Choice(
        "start",
        {"en": "Figure to start from", "sr": "Početna brojka"},
        {
            "may": {"en": "30 May 2023: just under 3,800", "sr": "30. maj 2023: nešto manje od 3.800"},
            "list": {"en": "list of 2023, undated: 4,353", "sr": "spisak iz 2023, bez datuma: 4.353"},
            "june": {"en": "June 2023: 4,511", "sr": "jun 2023: 4.511"},
        },
        "may",
    ),
    Switch(
        "others",
        {
            "en": "Show other figures for the turn of the year",
            "sr": "Prikaži i druge brojke za prelaz 2023. u 2024.",
        },
        False,
    ),
)

_TITLE: Localized = {
    "en": "From {start} to {end} troops: a difference of {diff}, while the report speaks of about {reserves} reserves",
    "sr": "Sa {start} na {end} vojnika: razlika je {diff}, a u izvještaju stoji oko {reserves} vojnika iz rezerve",
}
_ALT: Localized = {
    "en": "Two bar charts. First: {title}. The bars: {bars}. Second, ratios as the report gives them: "
    "{ratios}; it gives no base figures.",
    "sr": "Dva stubičasta grafikona. Prvi: {title}. Stupci: {bars}. Drugi, odnosi kako ih daje izvještaj: "
    "{ratios}; polazne brojke ne navodi.",
}
_WHY: Mapping[str, Localized] = {
    "may": {
        "en": "Both ends are rounded, so 900 and “about 1,000” may mean the same. They need not: the report’s total "
        "includes deployed reserves, the figure of May does not say whether it does, and other troops may have come "
        "or gone in between.",
        "sr": "Obje brojke su zaokružene, pa 900 i „oko 1.000“ mogu značiti isto. Ali ne moraju: zbir u izvještaju "
        "uključuje raspoređene rezerve, za brojku iz maja to se ne navodi, a drugi vojnici su u međuvremenu mogli "
        "doći ili otići.",
    },
    "list": {
        "en": "The list of 27 countries is undated, probably from before the reinforcement, and yet over 500 higher "
        "than the figure of May. It may be of another day, or count differently; the source does not say.",
        "sr": "Spisak 27 država je bez datuma, vjerovatno iz vremena prije pojačanja, a ipak je za više od 500 veći od "
        "brojke iz maja. Možda se odnosi na drugi dan ili drukčije broji; izvor to ne kaže.",
    },
    "june": {
        "en": "The figure of June is from Wikipedia. On 30 May NATO announced 700 more troops for the region; part of "
        "the reinforcement may be in this figure already, but the source does not say.",
        "sr": "Brojka iz juna je sa Vikipedije. NATO je 30. maja najavio još 700 vojnika za region; dio pojačanja možda "
        "je već u ovoj brojci, ali izvor to ne kaže.",
    },
}
_NOTE_RATIOS: Localized = {
    "en": "According to the report, patrols tripled and the presence in the north quadrupled. It gives no numbers "
    "from before or after, so the small chart shows ratios alone.",
    "sr": "Prema izvještaju, broj patrola je utrostručen, a prisustvo na sjeveru učetvorostručeno. Brojke od prije i "
    "poslije nisu navedene, pa mali grafikon prikazuje samo odnose.",
}
_NOTE_OTHERS: Localized = {
    "en": "For January and February 2024 there are also {which}. All are known from copies of Wikipedia, a weaker source; "
    "for the last of them it cites a page of NATO.",
    "sr": "Za januar i februar 2024. postoje i brojke {which}. Sve su poznate iz kopija Vikipedije, slabijeg izvora; "
    "za posljednju se tamo navodi stranica NATO-a.",
}
_HEADER: Sequence[Localized] = (
    {"en": "What", "sr": "Šta"},
    {"en": "Figure", "sr": "Brojka"},
    {"en": "Source", "sr": "Izvor"},
)
_UNDATED: Localized = {"en": "2023, undated", "sr": "2023, bez datuma"}
_AFTER: Mapping[str, Localized] = {
    "reserves": {"en": ", with reserves", "sr": ", s rezervama"},
    "none": {"en": "", "sr": ""},
}
_DIFFERENCE: Localized = {"en": "Difference", "sr": "Razlika"}
_RESERVES_NAME: Localized = {"en": "Reserves, says the report", "sr": "Rezerve, prema izvještaju"}


@dataclass(frozen=True)
class Bar:
    """A bar from ``low`` to ``high`` troops: what it stands for, and the words in or beside it."""

    kind: str
    name: str
    words: str
    low: int
    high: int


def _find(key: tuple[str, str]) -> list[Strength]:
    return [each for each in strengths() if (each.iso, each.source_id) == key]


def view(settings: Settings, language: str) -> View:
    """Return what the figure says for these settings."""
    start, end = _find(STARTS[str(settings["start"])])[0], _find(_DECEMBER)[0]
    others = [each for key in _OTHERS for each in _find(key)] if settings["others"] else []
    rows = [start, *_find(_OCTOBER), end, *others]
    reserves = int(_RESERVES.value or 0)
    bars = [_strength_bar(each, language) for each in rows]
    difference = f"{number(end.troops, language)} − {number(start.troops, language)} = "
    difference += number(end.troops - start.troops, language)
    bars += [
        Bar("difference", pick(_DIFFERENCE, language), difference, start.troops, end.troops),
        Bar(
            "reserves",
            pick(_RESERVES_NAME, language),
            bounded(reserves, "about", language),
            end.troops - reserves,
            end.troops,
        ),
    ]
    title = pick(_TITLE, language).format(
        start=bounded(start.troops, start.bound, language),
        end=bounded(end.troops, end.bound, language),
        diff=number(end.troops - start.troops, language),
        reserves=number(reserves, language),
    )
    ratios = "; ".join(f"{pick(name, language)} 1 → {fact(id_).value}" for id_, name in RATIOS.items())
    notes = [pick(_WHY[str(settings["start"])], language)]
    if others:
        which = listed([number(each.troops, language) for each in others], language)
        notes.append(pick(_NOTE_OTHERS, language).format(which=which))
    notes.append(pick(_NOTE_RATIOS, language))
    told = "; ".join(f"{bar.name}: {bar.words}" for bar in bars)
    ids = [each.source_id for each in rows]
    for id_ in (_RESERVES.id, *RATIOS):
        ids += fact(id_).sources[:2]
    height = 68 + 32 * len(bars)
    return View(
        title=title,
        alt=pick(_ALT, language).format(title=title, bars=told, ratios=ratios),
        sources=tuple(dict.fromkeys(ids)),
        table=Table([pick(text, language) for text in _HEADER], _table(rows, bars, language)),
        heights=(max(height, 250), height + 274),
        notes=notes,
        data=tuple(bars),
    )


def _strength_bar(each: Strength, language: str) -> Bar:
    name = pick(_UNDATED, language) if each.unsure_date else say_date(each.iso, language)
    words = bounded(each.troops, each.bound, language)
    words += pick(_AFTER["reserves" if each.reserves else "none"], language)
    return Bar("strength", name, words, 0, each.troops)


def _table(rows: Sequence[Strength], bars: Sequence[Bar], language: str) -> list[list[Cell]]:
    def cited(source_id: str) -> Cell:
        found = source(source_id)
        return Cell(found.publisher, href=found.url)

    report = cited(_RESERVES.sources[1])
    linked = [*(cited(each.source_id) for each in rows), Cell(""), report]
    table = [[Cell(bar.name), Cell(bar.words), link] for bar, link in zip(bars, linked, strict=True)]
    table += [
        [Cell(pick(name, language)), Cell(f"1 → {fact(id_).value}"), cited(fact(id_).sources[1])]
        for id_, name in RATIOS.items()
    ]
    return table


FIGURE = FigureSpec(
    id="kfor-reinforcement",
    name={
        "en": "KFOR before and after the reinforcement of 2023",
        "sr": "KFOR prije i poslije pojačanja 2023.",
    },
    controls=CONTROLS,
    view=view,
    draw=draw,
)
