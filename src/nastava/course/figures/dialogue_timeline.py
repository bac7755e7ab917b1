"""The dialogue in time: entries at their true distances, by kind and period; that they were chosen stays visible."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from nastava.course.dates import say_date
from nastava.course.facts import fact
from nastava.course.figures import style
from nastava.course.figures.controls import Choice, Localized, Number, Settings, Switch
from nastava.course.figures.dialogue_data import FIRST, GROUPS, LAST, Entry, entries, longest_gap
from nastava.course.figures.dialogue_lanes import Lane, Lanes, Mark, draw, heights, told, words_of
from nastava.course.figures.spec import Cell, FigureSpec, Table, View
from nastava.course.sources import source
from nastava.text.dates import format_date
from nastava.text.languages import pick

LANES = tuple(
    Lane(group, GROUPS[group], colour, marker)
    for group, colour, marker in (
        ("agreement", style.BLUE, "s"),
        ("round", style.GREEN, "o"),
        ("implementation", style.PURPLE, "D"),
        ("tension", style.VERMILLION, "^"),
        ("around", style.GREY, "v"),
    )
)

CONTROLS = (
    Choice(
        "kind",
        {"en": "Entries", "sr": "Stavke"},
        {"agreement": GROUPS["agreement"]}
        | {group: name for group, name in GROUPS.items() if group != "agreement"}
        | {"all": {"en": "all", "sr": "sve"}},
        "agreement",
    ),
    Number("first", {"en": "From year", "sr": "Od godine"}, FIRST, LAST, FIRST),
    Number("last", {"en": "to year", "sr": "do godine"}, FIRST, LAST, LAST),
    Switch("others", {"en": "Other entries as dots", "sr": "Druge stavke kao tačke"}, True),
)

_TITLES: Mapping[str, Localized] = {
    "gap": {
        "en": "{years}, {kind}: {n} of the {all} entries of this list; the longest gap between them runs from "
        "{start} to {end}",
        "sr": "{years}, {kind}: {n} od {all} stavki ovog spiska; najduži razmak među njima: od {start} do {end}",
    },
    "one": {
        "en": "{years}, {kind}: one of the {all} entries of this list",
        "sr": "{years}, {kind}: jedna od {all} stavki ovog spiska",
    },
    "none": {
        "en": "{years}, {kind}: the list has no entry",
        "sr": "{years}, {kind}: spisak nema nijednu stavku",
    },
}
_ALL: Localized = {"en": "all kinds", "sr": "sve vrste"}
_ALT: Localized = {
    "en": "Timeline that runs downward, distances true to time. {title}. {told}",
    "sr": "Vremenska linija odozgo nadolje, razmaci odgovaraju vremenu. {title}. {told}",
}
_NOTE_CHOSEN: Localized = {
    "en": "The list was chosen by this course. A gap says that the list has nothing there, not that nothing happened: "
    "in December 2013 the press announced the 20th round of the high-level dialogue, and of these 20 rounds the list "
    "names three as meetings.",
    "sr": "Spisak je izbor ovog kursa. Praznina kaže da u spisku tu nema ničega, a ne da se ništa nije dogodilo: u "
    "decembru 2013. mediji su najavili 20. rundu dijaloga na visokom nivou, a od tih 20 rundi spisak kao sastanke "
    "navodi tri.",
}
_NOTES: Mapping[str, Localized] = {
    "agreement": {
        "en": "“Agreement” means that the parties or the EU speak of something agreed. Whether and by whom it has been "
        "carried out, each party tells differently; the list does not say.",
        "sr": "„Sporazum“ znači da strane ili EU govore o nečemu dogovorenom. Da li je i ko je to ispunio, svaka strana "
        "kaže drugačije; spisak o tome ne govori.",
    },
    "tension": {
        "en": "“Tensions” is the list's heading, and such a heading is a judgement: the three laws of December 2018, for "
        "instance, stand here, while Pristina calls them a sovereign decision.",
        "sr": "„Tenzije“ je naslov iz spiska, a takav naslov je već ocjena: ovdje su, na primjer, tri zakona iz decembra "
        "2018, koje Priština naziva suverenom odlukom.",
    },
    "implementation": {
        "en": "Steps that a party or the EU has reported or announced; whether they meet what was agreed is another "
        "question.",
        "sr": "Koraci o kojima je neka strana ili EU izvijestila ili ih je najavila; da li odgovaraju dogovorenom, drugo "
        "je pitanje.",
    },
}
_NOTE_MONTH: Localized = {
    "en": "Hollow mark: only the month is known; it is drawn in the middle of that month.",
    "sr": "Prazan znak: poznat je samo mjesec; ucrtan je na sredini tog mjeseca.",
}
_NOTE_OTHERS: Localized = {
    "en": "Small dots: the other entries of these years, {n} in number.",
    "sr": "Male tačke: ostale stavke iz tih godina, ukupno {n}.",
}
_HEADER: Sequence[Localized] = (
    {"en": "Date", "sr": "Datum"},
    {"en": "Entry", "sr": "Stavka"},
    {"en": "Kind", "sr": "Vrsta"},
    {"en": "Source", "sr": "Izvor"},
)


def view(settings: Settings, language: str) -> View:
    """Return what the figure says for these settings."""
    kind = str(settings["kind"])
    first, last = sorted((int(settings["first"]), int(settings["last"])))
    within = [each for each in entries() if first <= each.year <= last]
    shown = [each for each in within if kind in {"all", each.group}]
    others = [each for each in within if each not in shown] if settings["others"] else []
    marks = [_mark(each, language, named=each in shown) for each in within if each in shown or each in others]
    data = Lanes(LANES, tuple(marks), (first, last + 1))
    title = _title(shown, kind, (first, last), language)
    notes = [pick(_NOTE_CHOSEN, language)]
    notes += [pick(_NOTES[name], language) for name in _NOTES if name == kind]
    if any(each.unsure for each in shown):
        notes.append(pick(_NOTE_MONTH, language))
    if others:
        notes.append(pick(_NOTE_OTHERS, language).format(n=len(others)))
    ids = [id_ for each in _firm_first(shown) for id_ in each.source_ids]
    return View(
        title=title,
        alt=pick(_ALT, language).format(title=title.rstrip("."), told=told(marks)),
        sources=tuple(dict.fromkeys([*ids, *fact("dlg-20th-round").sources])),
        table=Table([pick(text, language) for text in _HEADER], [_row(each, language) for each in shown]),
        heights=heights(data),
        notes=notes,
        data=data,
    )


def _mark(each: Entry, language: str, *, named: bool) -> Mark:
    words = words_of(say_date(each.iso, language), pick(each.text, language)) if named else ""
    return Mark(each.first, each.last, each.group, words, each.unsure)


def _firm_first(shown: Sequence[Entry]) -> list[Entry]:
    """Order for the source line: copies of Wikipedia last."""
    return sorted(shown, key=lambda each: any(source(id_).weaker for id_ in each.source_ids))


def _title(shown: Sequence[Entry], kind: str, span: tuple[int, int], language: str) -> str:
    name = _ALL if kind == "all" else GROUPS[kind]
    years = "–".join(str(year) for year in sorted(set(span)))
    words = {"years": years, "kind": pick(name, language), "all": len(entries())}
    gap = longest_gap(shown)
    if gap is None:
        return pick(_TITLES["one" if shown else "none"], language).format(**words)
    start, end = (_within_sentence(each, language) for each in gap)
    return pick(_TITLES["gap"], language).format(n=len(shown), start=start, end=end, **words)


def _within_sentence(each: Entry, language: str) -> str:
    """Return the date as it stands after "from" and "to"; in Serbian a month alone needs the genitive too."""
    if not each.unsure:
        return format_date(each.iso, language)
    return format_date(f"{each.iso}-01", language).split(" ", 1)[1]


def _row(each: Entry, language: str) -> list[Cell]:
    cited = source(each.source_ids[0])
    return [
        Cell(say_date(each.iso, language)),
        Cell(pick(each.text, language)),
        Cell(pick(GROUPS[each.group], language)),
        Cell(cited.publisher, href=cited.url),
    ]


def _inactive(settings: Settings) -> frozenset[str]:
    return frozenset({"others"}) if settings["kind"] == "all" else frozenset()


FIGURE = FigureSpec(
    id="dialogue-timeline",
    name={"en": "The dialogue, 2008–2024", "sr": "Dijalog, 2008–2024."},
    controls=CONTROLS,
    view=view,
    draw=draw,
    inactive=_inactive,
)
