"""Strength of KFOR, 1999 to 2024, as reported: what each figure counts, and how sure it is, stays visible."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from nastava.course.dates import say_date
from nastava.course.figures.controls import Choice, Localized, Number, Settings, Switch
from nastava.course.figures.kfor_strength_data import Difference, Strength, differences, strengths, year_of
from nastava.course.figures.kfor_strength_drawing import KEY, draw
from nastava.course.figures.kfor_strength_events import EVENTS, Event
from nastava.course.figures.spec import Cell, FigureSpec, Table, View
from nastava.course.sources import source
from nastava.course.wording import bounded, number
from nastava.text.languages import pick

FIRST, LAST = 1999, 2024
ZOOM = (2019, 2024)
JUNE_2023 = year_of(date(2023, 6, 1))

CONTROLS = (
    Number("first", {"en": "From year", "sr": "Od godine"}, FIRST, LAST, FIRST),
    Number("last", {"en": "to year", "sr": "do godine"}, FIRST, LAST, LAST),
    Choice(
        "scope",
        {"en": "Figures", "sr": "Brojke"},
        {
            "all": {"en": "all", "sr": "sve"},
            "in_kosovo": {
                "en": "only those said to be in Kosovo",
                "sr": "samo one za koje piše da su na Kosovu",
            },
            "no_wikipedia": {"en": "without copies of Wikipedia", "sr": "bez kopija Vikipedije"},
        },
        "all",
    ),
    Choice(
        "events",
        {"en": "Events", "sr": "Događaji"},
        {
            "all": {"en": "all", "sr": "svi"},
            "violence": {"en": "violence", "sr": "nasilje"},
            "decisions": {"en": "decisions on the size", "sr": "odluke o brojnosti"},
            "none": {"en": "none", "sr": "nijedan"},
        },
        "all",
    ),
    Switch(
        "zoom",
        {
            "en": "Zoom in on 2019–2024 (axis not from zero)",
            "sr": "Uvećaj 2019–2024. (osa ne počinje od nule)",
        },
        False,
    ),
)

_TITLE_ALL: Localized = {
    "en": "Reported strength of KFOR fell from about 50,000 in 1999 to about 4,700 at the end of 2023",
    "sr": "Brojnost KFOR-a, prema izvorima, pala je sa oko 50.000 u 1999. na oko 4.700 krajem 2023. godine",
}
_TITLE_ZOOM: Localized = {
    "en": "Up to May 2023 the figures lie between about {low} and {high}, from June 2023 between {low2} and {high2}",
    "sr": "Do maja 2023. brojke su između oko {low} i {high}, a od juna 2023. između {low2} i {high2}",
}
_TITLE_IN_KOSOVO: Localized = {
    "en": "Only {n} of {all} figures are said to count troops in Kosovo: {which}",
    "sr": "Samo za {n} od {all} brojki piše da se odnose na vojnike na Kosovu: {which}",
}
_TITLE_SPAN: Localized = {
    "en": "{first}–{last}: the reported figures lie between {low} and {high}",
    "sr": "{first}–{last}: navedene brojke kreću se između {low} i {high}",
}
_TITLE_ONE: Localized = {
    "en": "{first}–{last}: one figure, {low}",
    "sr": "{first}–{last}: jedna brojka, {low}",
}
_TITLE_NONE: Localized = {
    "en": "{first}–{last}: the data have no such figure",
    "sr": "{first}–{last}: u podacima nema takve brojke",
}
_ALT: Localized = {
    "en": "Chart of points over time. {title}. {n} figures shown, none joined by a line, because they count "
    "differently.{axis}{events}",
    "sr": "Tačkasti grafikon kroz vrijeme. {title}. Prikazano brojki: {n}; nisu spojene linijom jer ne broje "
    "isto.{axis}{events}",
}
_ALT_AXIS: Localized = {
    "en": " The vertical axis starts at 3,000, not at zero.",
    "sr": " Uspravna osa počinje od 3.000, a ne od nule.",
}
_ALT_EVENTS: Localized = {"en": " Events marked: {names}.", "sr": " Označeni događaji: {names}."}
_NOTES: Sequence[Localized] = (
    {
        "en": "No line joins the points: sources count differently. Some include troops outside Kosovo, most do not "
        "say. For the end of 2023 alone it is known that deployed reserves are counted too.",
        "sr": "Tačke nisu spojene linijom, jer izvori ne broje isto. Neki ubrajaju i vojnike van Kosova, a većina to "
        "ne navodi. Samo za kraj 2023. zna se da su uračunate i raspoređene rezerve.",
    },
)
_NOTE_UNSURE: Localized = {
    "en": "A question mark: the source is undated; the date was inferred or is known to the year alone.",
    "sr": "Upitnik: izvor je bez datuma; datum je izveden ili je poznata samo godina.",
}
_NOTE_DIFFER: Localized = {
    "en": "Sources differ for the same month: {which}.",
    "sr": "Izvori se razlikuju za isti mjesec: {which}.",
}
_HEADER: Sequence[Localized] = (
    {"en": "Date", "sr": "Datum"},
    {"en": "Troops", "sr": "Vojnika"},
    {"en": "What is counted", "sr": "Šta se broji"},
    {"en": "Remarks", "sr": "Napomene"},
    {"en": "Source", "sr": "Izvor"},
)
_SCOPES: dict[str, Localized] = {
    "unknown": {"en": "not stated", "sr": "nije navedeno"},
    "in_kosovo": {"en": "in Kosovo", "sr": "na Kosovu"},
    "including_outside": {"en": "also outside Kosovo", "sr": "i van Kosova"},
}
_RESERVES: Localized = {"en": "reserves included", "sr": "sa rezervama"}
_WEAKER: Localized = {"en": "weaker source (Wikipedia)", "sr": "slabiji izvor (Vikipedija)"}


@dataclass(frozen=True)
class StrengthData:
    """What is drawn."""

    shown: tuple[Strength, ...]
    differ: tuple[Difference, ...]
    events: tuple[Event, ...]
    span: tuple[int, int]
    zoom: bool


def view(settings: Settings, language: str) -> View:
    """Return what the figure says for these settings."""
    zoom = bool(settings["zoom"])
    first, last = ZOOM if zoom else sorted((int(settings["first"]), int(settings["last"])))
    scope = str(settings["scope"])
    shown = tuple(
        each
        for each in strengths()
        if first <= int(each.middle) <= last
        and (scope != "in_kosovo" or each.scope == "in_kosovo")
        and (scope != "no_wikipedia" or not each.weaker)
    )
    events = tuple(
        event
        for event in EVENTS
        if settings["events"] in {"all", event.group} and first <= event.at < last + 1
    )
    data = StrengthData(shown, tuple(differences(shown)), events, (first, last), zoom)
    title = _title(data, scope, language)
    names = "; ".join(f"{pick(event.name, language)}" for event in events)
    return View(
        title=title,
        alt=pick(_ALT, language).format(
            title=title,
            n=len(shown),
            axis=pick(_ALT_AXIS, language) if zoom else "",
            events=pick(_ALT_EVENTS, language).format(names=names) if names else "",
        ),
        sources=tuple(dict.fromkeys(each.source_id for each in _weightiest_first(shown))),
        table=Table([pick(text, language) for text in _HEADER], [_row(each, language) for each in shown]),
        heights=(460 + 17 * len(events) // 2, 470 + 17 * len(events)),
        notes=_notes(data, language),
        data=data,
    )


def _weightiest_first(shown: Sequence[Strength]) -> list[Strength]:
    """Order for the source line: NATO itself, then other bodies and media, copies of Wikipedia last."""
    return sorted(
        shown, key=lambda each: (each.weaker, not source(each.source_id).publisher.startswith("NATO"))
    )


def _title(data: StrengthData, scope: str, language: str) -> str:
    numbers = [each.troops for each in data.shown]
    first, last = data.span
    words = {"first": first, "last": last}
    if not numbers:
        return pick(_TITLE_NONE, language).format(**words)
    if scope == "in_kosovo":
        which = ", ".join(f"{number(x.troops, language)} ({say_date(x.iso, language)})" for x in data.shown)
        return pick(_TITLE_IN_KOSOVO, language).format(n=len(numbers), all=len(strengths()), which=which)
    if data.zoom:
        before = [each.troops for each in data.shown if each.last < JUNE_2023]
        after = [each.troops for each in data.shown if each.first >= JUNE_2023]
        values = {"low": min(before), "high": max(before), "low2": min(after), "high2": max(after)}
        return pick(_TITLE_ZOOM, language).format(**{key: number(n, language) for key, n in values.items()})
    if (first, last) == (FIRST, LAST):
        return pick(_TITLE_ALL, language)
    text = _TITLE_ONE if len(numbers) == 1 else _TITLE_SPAN
    low, high = number(min(numbers), language), number(max(numbers), language)
    return pick(text, language).format(low=low, high=high, **words)


def _notes(data: StrengthData, language: str) -> list[str]:
    notes = [pick(note, language) for note in _NOTES]
    if any(each.unsure_date for each in data.shown):
        notes.append(pick(_NOTE_UNSURE, language))
    if data.differ:
        which = "; ".join(
            f"{say_date(each.month, language).removesuffix('.')}: {number(each.low, language)}–{number(each.high, language)}"
            for each in data.differ
        )
        notes.append(pick(_NOTE_DIFFER, language).format(which=which))
    return notes


def _row(each: Strength, language: str) -> list[Cell]:
    remarks = [
        pick(text, language)
        for text, holds in (
            (_RESERVES, each.reserves),
            (KEY["unsure"], each.unsure_date),
            (_WEAKER, each.weaker),
        )
        if holds
    ]
    cited = source(each.source_id)
    return [
        Cell(say_date(each.iso, language)),
        Cell(bounded(each.troops, each.bound, language), numeric=True),
        Cell(pick(_SCOPES[each.scope], language)),
        Cell("; ".join(remarks)),
        Cell(cited.publisher, href=cited.url),
    ]


def _inactive(settings: Settings) -> frozenset[str]:
    return frozenset({"first", "last"}) if settings["zoom"] else frozenset()


FIGURE = FigureSpec(
    id="kfor-strength",
    name={"en": "Strength of KFOR, 1999–2024", "sr": "Brojnost KFOR-a, 1999–2024."},
    controls=CONTROLS,
    view=view,
    draw=draw,
    inactive=_inactive,
)
