"""How many entries of the timeline fall in each year: a picture of what was chosen, with other choices to compare."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from nastava.course.dates import say_date
from nastava.course.figures.controls import Choice, Localized, Settings
from nastava.course.figures.dialogue_data import FIRST, GROUPS, LAST, Entry, entries
from nastava.course.figures.dialogue_pace_drawing import Pace, draw, heights
from nastava.course.figures.dialogue_timeline import LANES
from nastava.course.figures.spec import Cell, FigureSpec, Table, View
from nastava.course.sources import source
from nastava.course.wording import listed
from nastava.text.languages import pick

#: Which entries a choice keeps.
LISTS: Mapping[str, Callable[[Entry], bool]] = {
    "all": lambda _each: True,
    "two": lambda each: len(each.source_ids) > 1,
    "no_wikipedia": lambda each: not each.weaker,
    "not_2023": lambda each: each.year != 2023,
}

CONTROLS = (
    Choice(
        "choice",
        {"en": "Entries", "sr": "Stavke"},
        {
            "all": {"en": "the whole list", "sr": "cio spisak"},
            "two": {"en": "only with two sources", "sr": "samo sa dva izvora"},
            "no_wikipedia": {"en": "without copies of Wikipedia", "sr": "bez kopija Vikipedije"},
            "not_2023": {"en": "as if 2023 were not our subject", "sr": "kao da 2023. nije naša tema"},
        },
        "all",
    ),
    Choice(
        "kind",
        {"en": "Highlight", "sr": "Istakni"},
        {"all": {"en": "all kinds", "sr": "sve vrste"}, **GROUPS},
        "all",
    ),
)

_TITLE: Localized = {
    "en": "{n} of {total} entries in this list fall in {year}; that tells how the list was chosen, not how much happened",
    "sr": "Stavki iz {year}. godine u ovom spisku: {n} od {total}; to kaže kako je spisak izabran, a ne koliko se dogodilo",
}
_TITLE_KIND: Localized = {
    "en": "{kind}: {n} of {total} entries in this list, {top} of them in {year}",
    "sr": "{kind}: {n} od svih {total} u ovom spisku, od toga {top} iz {year}. godine",
}
_TITLE_TIED: Localized = {
    "en": "No year has more than {n} of the {total} entries in this list; that tells how the list was chosen, "
    "not how much happened",
    "sr": "Nijedna godina nema više od {n} od svih {total} u ovom spisku; to kaže kako je spisak izabran, "
    "a ne koliko se dogodilo",
}
_TITLE_KIND_TIED: Localized = {
    "en": "{kind}: {n} of {total} entries in this list, in no year more than {top}",
    "sr": "{kind}: {n} od svih {total} u ovom spisku, ni u jednoj godini više od {top}",
}
_ALT: Localized = {
    "en": "Chart of marks, one for each entry, stacked by year. {title}. Entries by year: {years}.",
    "sr": "Grafikon od znakova, po jedan za svaku stavku, naslaganih po godinama. {title}. Stavke po godinama: {years}.",
}
_NOTES: Sequence[Localized] = (
    {
        "en": "The list was made for a course on a report about 2023, so that year is covered closely. A list made for "
        "another question would look different.",
        "sr": "Spisak je napravljen za kurs o izvještaju za 2023. godinu, pa je ta godina pokrivena podrobno. Spisak "
        "za drugo pitanje izgledao bi drugačije.",
    },
    {
        "en": "Without an entry: {empty}. That is a gap of the list. Talks may well have gone on.",
        "sr": "Bez stavke: {empty}. To je praznina u spisku. Razgovora je i tada moglo biti.",
    },
)
_CHOICE_NOTES: Mapping[str, Localized] = {
    "two": {
        "en": "Left out: entries for which the course gives one source. One source does not make an entry untrue.",
        "sr": "Izostavljene su stavke za koje kurs navodi jedan izvor. Jedan izvor ne čini stavku netačnom.",
    },
    "no_wikipedia": {
        "en": "Left out: entries that rest on copies of Wikipedia alone.",
        "sr": "Izostavljene su stavke koje počivaju samo na kopijama Vikipedije.",
    },
    "not_2023": {
        "en": "Left out: all entries of 2023, to see how much of the shape hangs on them.",
        "sr": "Izostavljene su sve stavke iz 2023, da se vidi koliko slika zavisi od njih.",
    },
}
_HEADER: Sequence[Localized] = (
    {"en": "Date", "sr": "Datum"},
    {"en": "Entry", "sr": "Stavka"},
    {"en": "Kind", "sr": "Vrsta"},
    {"en": "Sources", "sr": "Izvora"},
    {"en": "First source", "sr": "Prvi izvor"},
)


def view(settings: Settings, language: str) -> View:
    """Return what the figure says for these settings."""
    choice, kind = str(settings["choice"]), str(settings["kind"])
    shown = [each for each in entries() if LISTS[choice](each)]
    lit = [each for each in shown if kind in {"all", each.group}]
    data = Pace(LANES, tuple((each.year, each.group, each in lit) for each in shown), (FIRST, LAST))
    title = _title(shown, lit, kind, language)
    by_year = Counter(each.year for each in shown)
    empty = [str(year) for year in range(FIRST, LAST + 1) if year not in by_year]
    notes = [pick(note, language).format(empty=listed(empty, language)) for note in _NOTES]
    notes += [pick(_CHOICE_NOTES[name], language) for name in _CHOICE_NOTES if name == choice]
    years = ", ".join(f"{year}: {by_year[year]}" for year in range(FIRST, LAST + 1))
    return View(
        title=title,
        alt=pick(_ALT, language).format(title=title, years=years),
        sources=tuple(dict.fromkeys(id_ for each in _firm_first(shown) for id_ in each.source_ids)),
        table=Table([pick(text, language) for text in _HEADER], [_row(each, language) for each in shown]),
        heights=heights(data),
        notes=notes,
        data=data,
    )


def _firm_first(shown: Sequence[Entry]) -> list[Entry]:
    """Order for the source line: copies of Wikipedia last."""
    return sorted(shown, key=lambda each: any(source(id_).weaker for id_ in each.source_ids))


def _title(shown: Sequence[Entry], lit: Sequence[Entry], kind: str, language: str) -> str:
    (year, top), *others = Counter(each.year for each in lit).most_common()
    # Where years share the first place, naming one of them would hide the others.
    tied = bool(others) and others[0][1] == top
    if kind == "all":
        return pick(_TITLE_TIED if tied else _TITLE, language).format(n=top, total=len(shown), year=year)
    name = pick(GROUPS[kind], language)
    return pick(_TITLE_KIND_TIED if tied else _TITLE_KIND, language).format(
        kind=name[0].upper() + name[1:], n=len(lit), total=len(shown), top=top, year=year
    )


def _row(each: Entry, language: str) -> list[Cell]:
    cited = source(each.source_ids[0])
    return [
        Cell(say_date(each.iso, language)),
        Cell(pick(each.text, language)),
        Cell(pick(GROUPS[each.group], language)),
        Cell(str(len(each.source_ids)), numeric=True),
        Cell(cited.publisher, href=cited.url),
    ]


FIGURE = FigureSpec(
    id="dialogue-pace",
    name={"en": "Entries of the timeline by year", "sr": "Stavke vremenske linije po godinama"},
    controls=CONTROLS,
    view=view,
    draw=draw,
)
