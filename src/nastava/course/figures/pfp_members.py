"""The Partnership for Peace year by year: how many states had signed, and what they were at the year's end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from nastava.course.countries import country_name
from nastava.course.dates import say_date
from nastava.course.figures.controls import Choice, Localized, Number, Settings
from nastava.course.figures.pfp_data import (
    LAST_DAY,
    STATUS,
    STATUSES,
    Member,
    Phase,
    Status,
    count_on,
    members,
)
from nastava.course.figures.pfp_members_drawing import draw
from nastava.course.figures.spec import Cell, FigureSpec, Table, View
from nastava.course.sources import source
from nastava.course.wording import listed
from nastava.text.languages import pick

FIRST, LAST = 1994, 2023

CONTROLS = (
    Number("year", {"en": "Year", "sr": "Godina"}, FIRST, LAST, LAST),
    Choice(
        "shown",
        {"en": "Count", "sr": "Broji"},
        {
            "all": {"en": "all that ever signed", "sr": "sve koje su ikad potpisale"},
            "outside": {"en": "only those outside NATO", "sr": "samo one van NATO-a"},
        },
        "all",
    ),
)

_TITLE_ALL: Localized = {
    "en": "By the end of {year} {all} states had signed: {partner} were partners, {ally} had joined NATO{rest}",
    "sr": "Do kraja {year}. potpisnica je bilo {all}: partnera {partner}, u NATO-u {ally}{rest}",
}
_TITLE_OUTSIDE: Localized = {
    "en": "At the end of {year} the partnership counted {n} states outside NATO; at no year's end were there over {most}",
    "sr": "Krajem {year}. u partnerstvu je van NATO-a bilo država: {n}; ni na kraju jedne godine više od {most}",
}
_REST: Mapping[Status, Localized] = {
    "suspended": {
        "en": ", with {n} cooperation was suspended",
        "sr": ", sa obustavljenom saradnjom {n}",
    },
    "left": {"en": ", {n} had left", "sr": ", izašla {n}"},
}
_ALT: Localized = {
    "en": "Stacked bars, one for the end of each year from 1994 to 2023. {title}. {years}.",
    "sr": "Naslagani stupci, po jedan za kraj svake godine od 1994. do 2023. {title}. {years}.",
}
_SIGNED: Localized = {"en": "Signed in {year}: {which}.", "sr": "Potpisnice iz {year}: {which}."}
_JOINED: Localized = {"en": "Joined NATO in {year}: {which}.", "sr": "Ulasci u NATO {year}: {which}."}
_NOBODY: Localized = {
    "en": "In {year} nobody signed and nobody joined NATO.",
    "sr": "Godine {year}. niko nije potpisao i niko nije ušao u NATO.",
}
_NOTE: Localized = {
    "en": "Counted at the end of each year from a table of 34 signatories. Most dates of former Soviet republics and of "
    "Austria, Finland, Ireland, Malta and Sweden rest on one copy of Wikipedia. Suspended means that practical "
    "cooperation was suspended (with Russia on 1 April 2014, with Belarus by November 2021), not that the state left. "
    "Malta left in 1996 and came back in 2008.",
    "sr": "Brojano za kraj svake godine iz tabele sa 34 potpisnice. Većina datuma za bivše sovjetske republike, te za "
    "Austriju, Finsku, Irsku, Maltu i Švedsku počiva na jednoj kopiji Vikipedije. Obustavljeno znači da je prekinuta "
    "praktična saradnja (sa Rusijom 1. aprila 2014, sa Bjelorusijom do novembra 2021), a ne da je država izašla. "
    "Malta je izašla 1996, a vratila se 2008.",
}
_HEADER: Sequence[Localized] = (
    {"en": "Date", "sr": "Datum"},
    {"en": "State", "sr": "Država"},
    {"en": "Became", "sr": "Postala"},
    {"en": "Partners then", "sr": "Partnera tada"},
    {"en": "Suspended", "sr": "Obustavljeno"},
    {"en": "Left", "sr": "Izašle"},
    {"en": "In NATO", "sr": "U NATO-u"},
    {"en": "Source", "sr": "Izvor"},
)


@dataclass(frozen=True)
class MembersData:
    """What is drawn: the statuses from below, their number for each year, and the year that is read."""

    statuses: tuple[Status, ...]
    counts: Mapping[int, Mapping[Status, int]]
    year: int


def view(settings: Settings, language: str) -> View:
    """Return what the figure says for these settings."""
    year, shown = int(settings["year"]), str(settings["shown"])
    counts = {each: count_on(date(each, 12, 31)) for each in range(FIRST, LAST + 1)}
    statuses = STATUSES if shown == "all" else STATUSES[:2]
    data = MembersData(statuses, counts, year)
    title = _title_all(counts[year], year, language) if shown == "all" else _title_outside(data, language)
    told = "; ".join(f"{each}: {sum(counts[each][s] for s in statuses)}" for each in counts)
    return View(
        title=title,
        alt=pick(_ALT, language).format(title=title, years=told),
        sources=_sources(),
        table=Table([pick(text, language) for text in _HEADER], _rows(language)),
        heights=(380, 400),
        notes=[_changes(year, language), pick(_NOTE, language)],
        data=data,
    )


def _title_all(counts: Mapping[Status, int], year: int, language: str) -> str:
    rest = "".join(
        pick(words, language).format(n=counts[status]) for status, words in _REST.items() if counts[status]
    )
    return pick(_TITLE_ALL, language).format(
        year=year, all=sum(counts.values()), rest=rest, **{str(status): n for status, n in counts.items()}
    )


def _title_outside(data: MembersData, language: str) -> str:
    outside = {year: sum(each[s] for s in data.statuses) for year, each in data.counts.items()}
    return pick(_TITLE_OUTSIDE, language).format(
        year=data.year, n=outside[data.year], most=max(outside.values())
    )


def _changes(year: int, language: str) -> str:
    def which(found: list[Member]) -> str:
        return listed([country_name(each.iso3, each.country, language) for each in found], language)

    signed = [each for each in members() if int(each.signed[:4]) == year]
    joined = [each for each in members() if each.joined[:4] == str(year)]
    parts = [
        pick(words, language).format(year=year, which=which(found))
        for words, found in ((_SIGNED, signed), (_JOINED, joined))
        if found
    ]
    return " ".join(parts) or pick(_NOBODY, language).format(year=year)


def _in_order() -> list[tuple[Member, Phase]]:
    """Return every change that the table tells up to the end of 2023."""
    found = [(each, phase) for each in members() for phase in each.phases if phase.days.first <= LAST_DAY]
    return sorted(found, key=lambda one: one[1].days.middle)


def _sources() -> tuple[str, ...]:
    """Bodies that were there come before copies of Wikipedia."""
    ids = dict.fromkeys(phase.source_id for _member, phase in _in_order())
    return tuple(sorted(ids, key=lambda id_: (id_.startswith("wiki"), not id_.startswith("nato"))))


def _rows(language: str) -> list[list[Cell]]:
    rows = []
    for member, phase in _in_order():
        counts = count_on(phase.days.middle)
        cited = source(phase.source_id)
        rows.append(
            [
                Cell(say_date(phase.iso, language)),
                Cell(country_name(member.iso3, member.country, language)),
                Cell(pick(STATUS[phase.status], language)),
                *(Cell(str(counts[status]), numeric=True) for status in STATUSES),
                Cell(cited.publisher, href=cited.url),
            ]
        )
    return rows


FIGURE = FigureSpec(
    id="pfp-members",
    name={"en": "The Partnership for Peace, year by year", "sr": "Partnerstvo za mir, godinu po godinu"},
    controls=CONTROLS,
    view=view,
    draw=draw,
)
