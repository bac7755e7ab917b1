"""From signing to where each state stands: one line a state, its colour what the state was at the time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from nastava.course.countries import country_name
from nastava.course.dates import say_date
from nastava.course.figures.controls import Choice, Localized, Settings
from nastava.course.figures.pfp_data import LAST_DAY, STATUS, Member, members
from nastava.course.figures.pfp_paths_drawing import draw
from nastava.course.figures.spec import Cell, FigureSpec, Table, View
from nastava.course.sources import source
from nastava.course.wording import listed
from nastava.text.languages import pick

#: States that came from Yugoslavia and signed, and Albania.
REGION = ("ALB", "BIH", "HRV", "MNE", "MKD", "SRB", "SVN")

CONTROLS = (
    Choice(
        "states",
        {"en": "States", "sr": "Države"},
        {
            "region": {"en": "seven of the region", "sr": "sedam iz regiona"},
            "ally": {"en": "in NATO at the end of 2023", "sr": "u NATO-u krajem 2023."},
            "outside": {"en": "outside NATO at the end of 2023", "sr": "van NATO-a krajem 2023."},
            "all": {"en": "all 34", "sr": "sve 34"},
        },
        "region",
    ),
    Choice(
        "order",
        {"en": "In order of", "sr": "Poredaj po"},
        {
            "signed": {"en": "signing", "sr": "potpisivanju"},
            "years": {"en": "years from signing to NATO", "sr": "godinama od potpisa do NATO-a"},
            "name": {"en": "name", "sr": "imenu"},
        },
        "signed",
    ),
)

_TITLE: Mapping[str, Localized] = {
    "region": {
        "en": "One door, several ways: of these {n} states {ally} were in NATO by the end of 2023, {partner} were partners",
        "sr": "Ista vrata, više puteva: od ovih {n} država do kraja 2023. u NATO-u je {ally}, a partnera {partner}",
    },
    "ally": {
        "en": "From signing to NATO took {n} states from about {least} years ({quick}) to about {most} ({slow})",
        "sr": "Od potpisa do NATO-a za {n} država prošlo je od oko {least} godina ({quick}) do oko {most} ({slow})",
    },
    "outside": {
        "en": "{n} signatories were outside NATO at the end of 2023: {partner} partners, {suspended} with cooperation suspended",
        "sr": "Van NATO-a krajem 2023. bilo je potpisnica {n}: partnera {partner}, sa obustavljenom saradnjom {suspended}",
    },
    "all": {
        "en": "All {n} signatories: by the end of 2023 {ally} were in NATO, {partner} partners, {suspended} suspended",
        "sr": "Potpisnica je {n}: do kraja 2023. u NATO-u {ally}, partnera {partner}, obustavljena saradnja {suspended}",
    },
}
_ALT: Localized = {
    "en": "One line for each state from the day of signing to the end of 2023. {title}. {rows}.",
    "sr": "Po jedna linija za svaku državu, od dana potpisa do kraja 2023. {title}. {rows}.",
}
_NOTES: Mapping[str, Localized] = {
    "reading": {
        "en": "A line ends at the end of 2023. It tells when a state signed and when it joined NATO, not why; signing "
        "binds no state to join.",
        "sr": "Linija se završava krajem 2023. Pokazuje kada je država potpisala i kada je ušla u NATO, a ne zašto; "
        "potpis nijednu državu ne obavezuje da uđe.",
    },
    "month": {
        "en": "* Only the month of signing was seen, or sources differ on the day; the line begins in the middle of it.",
        "sr": "* Poznat je samo mjesec potpisa, ili se izvori razlikuju u danu; linija počinje u sredini tog mjeseca.",
    },
    "sweden": {
        "en": "Sweden was still a partner at the end of 2023; it joined on 7 March 2024, a week before the report came out.",
        "sr": "Švedska je krajem 2023. još bila partner; ušla je 7. marta 2024, sedmicu prije objave izvještaja.",
    },
    "region": {
        "en": "Shown are the signatories among the states that came from Yugoslavia, and Albania.",
        "sr": "Prikazane su potpisnice među državama nastalim iz Jugoslavije, te Albanija.",
    },
}
_HEADER: Sequence[Localized] = (
    {"en": "State", "sr": "Država"},
    {"en": "Signed", "sr": "Potpis"},
    {"en": "Source", "sr": "Izvor"},
    {"en": "What followed", "sr": "Šta je uslijedilo"},
    {"en": "Source", "sr": "Izvor"},
)


@dataclass(frozen=True)
class Line:
    """A state and its name in the reader's language."""

    member: Member
    name: str


def view(settings: Settings, language: str) -> View:
    """Return what the figure says for these settings."""
    chosen = str(settings["states"])
    lines = [
        Line(each, country_name(each.iso3, each.country, language) + ("*" if each.month_only else ""))
        for each in members()
        if _belongs(each, chosen)
    ]
    lines = _sorted(lines, str(settings["order"]))
    title = _title(chosen, [line.member for line in lines], language)
    told = "; ".join(f"{line.name} {_told(line.member, language)}" for line in lines)
    phases = [phase for line in lines for phase in line.member.phases if phase.days.first <= LAST_DAY]
    height = 100 + 22 * len(lines)
    return View(
        title=title,
        alt=pick(_ALT, language).format(title=title, rows=told),
        sources=tuple(sorted({p.source_id for p in phases}, key=lambda id_: (id_.startswith("wiki"), id_))),
        table=Table([pick(text, language) for text in _HEADER], [_row(line, language) for line in lines]),
        heights=(height, height + 22),
        notes=[pick(_NOTES[name], language) for name in _notes(chosen, lines)],
        data=tuple(lines),
    )


def _belongs(member: Member, chosen: str) -> bool:
    if chosen == "region":
        return member.iso3 in REGION
    ally = member.status_on(LAST_DAY) == "ally"
    return chosen == "all" or ally == (chosen == "ally")


def _sorted(lines: list[Line], order: str) -> list[Line]:
    by_signing = sorted(lines, key=lambda line: line.member.phases[0].days.middle)
    if order == "name":
        return sorted(lines, key=lambda line: line.name.translate(_ASCII))
    if order == "years":
        return sorted(by_signing, key=lambda line: line.member.years_as_partner or 99)
    return by_signing


#: Enough for the names of the table: đ, š and č come after d, s and c.
_ASCII = str.maketrans({letter: f"{plain}~" for letter, plain in zip("đŠšČčŽž", "dSsCcZz", strict=True)})


def _title(chosen: str, shown: list[Member], language: str) -> str:
    now = [each.status_on(LAST_DAY) for each in shown]
    words: dict[str, object] = {"n": len(shown)}
    words |= {str(status): now.count(status) for status in ("ally", "partner", "suspended")}
    if chosen == "ally":
        # Whole years, and the names of all that round to the same number.
        years = {each: round(each.years_as_partner or 0) for each in shown}
        for name, years_at in (("least", min(years.values())), ("most", max(years.values()))):
            who = [country_name(m.iso3, m.country, language) for m, n in years.items() if n == years_at]
            words |= {name: years_at, "quick" if name == "least" else "slow": listed(who, language)}
    return pick(_TITLE[chosen], language).format(**words)


def _notes(chosen: str, lines: list[Line]) -> list[str]:
    names = ["region"] if chosen == "region" else []
    names.append("reading")
    if any(line.member.month_only for line in lines):
        names.append("month")
    if any(line.member.iso3 == "SWE" for line in lines):
        names.append("sweden")
    return names


def _told(member: Member, language: str) -> str:
    parts = [
        f"{say_date(phase.iso, language)} {pick(STATUS[phase.status], language)}"
        for phase in member.phases
        if phase.days.first <= LAST_DAY
    ]
    return ", ".join(parts)


def _row(line: Line, language: str) -> list[Cell]:
    first, *rest = (phase for phase in line.member.phases if phase.days.first <= LAST_DAY)
    told = "; ".join(f"{say_date(p.iso, language)} {pick(STATUS[p.status], language)}" for p in rest)
    one, other = source(first.source_id), source((rest or [first])[-1].source_id)
    return [
        Cell(line.name),
        Cell(say_date(first.iso, language)),
        Cell(one.publisher, href=one.url),
        Cell(told or pick(STATUS["partner"], language)),
        Cell(other.publisher, href=other.url) if rest else Cell(""),
    ]


FIGURE = FigureSpec(
    id="pfp-paths",
    name={
        "en": "From signing to where each state stands",
        "sr": "Od potpisa do današnjeg mjesta svake države",
    },
    controls=CONTROLS,
    view=view,
    draw=draw,
)
