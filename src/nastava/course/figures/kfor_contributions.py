"""Troops of KFOR by country: three complete lists, and partial ones, which are not added up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from nastava.course.countries import country_name
from nastava.course.datasets import records
from nastava.course.dates import say_date
from nastava.course.figures.controls import Choice, Localized, Number, Settings
from nastava.course.figures.kfor_contributions_drawing import ROLE, draw
from nastava.course.figures.spec import Cell, FigureSpec, Table, View
from nastava.course.sources import source
from nastava.course.wording import listed, number, of_troops
from nastava.text.languages import pick

#: Dates whose list has every contributor, with the total that the source states. All other lists are partial.
COMPLETE: Mapping[str, int] = {"2009-10": 12_642, "2017-02": 4_273, "2023": 4_353}
PARTIAL = ("1999-06", "2009", "2021", "2021-08-26", "2022-08")

_PARTIAL_LIST: Localized = {"en": "{date}: partial list", "sr": "{date}: nepotpun spisak"}
_COMPLETE_LIST: Localized = {"en": "{date}: complete, {n} countries", "sr": "{date}: potpun, {n} država"}
_UNDATED: Localized = {"en": "2023 (undated list)", "sr": "2023. (spisak bez datuma)"}
_TITLE_LARGEST: Localized = {
    "en": "{date}: {which} together sent {sum} of {total} troops ({share} %)",
    "sr": "{date}: {which} zajedno su poslale {sum} od {total} vojnika ({share} %)",
}
_TITLE_ROLE: Mapping[str, Localized] = {
    "partner": {
        "en": "{date}: {n} partners sent {sum} of {total} troops ({share} %)",
        "sr": "{date}: partnerske države (ukupno {n}) poslale su {sum} od {total} vojnika ({share} %)",
    },
    "ally": {
        "en": "{date}: {n} NATO allies sent {sum} of {total} troops ({share} %)",
        "sr": "{date}: članice NATO-a (ukupno {n}) poslale su {sum} od {total} vojnika ({share} %)",
    },
}
_TITLE_PARTIAL: Localized = {
    "en": "{date}, partial list: the largest figure in it is {country}, {troops}",
    "sr": "{date}, nepotpun spisak: najveća brojka u njemu je {country}, {troops}",
}
_ALT: Localized = {
    "en": "Bar chart of troops by country. {title}. Shown from the largest: {rows}.",
    "sr": "Stubičasti grafikon vojnika po državama. {title}. Prikazano od najveće brojke: {rows}.",
}
_REST: Localized = {
    "en": "Not shown: {n} more with {sum} {troops} together.",
    "sr": "Nije prikazano: još {n}, ukupno {sum} {troops}.",
}
_REST_PARTIAL: Localized = {
    "en": "Not shown: {n} more of the list.",
    "sr": "Nije prikazano: još {n} sa spiska.",
}
_NOT_SUMMED: Localized = {
    "en": "The list is partial: the figures are not added up, and a country that is missing may still have taken part.",
    "sr": "Spisak je nepotpun: brojke se ne sabiraju, a država koje nema na njemu mogla je ipak učestvovati.",
}
_SUMMED: Localized = {
    "en": "The {n} figures of the list add up to the total that it states, {total}.",
    "sr": "Brojke sa spiska (njih {n}) daju tačno zbir koji je na spisku naveden: {total}.",
}
ROLES_NOTE: Localized = {
    "en": "Ally or partner: on the date of the list; partners are contributors that were not in NATO.",
    "sr": "Članica ili partner: na dan na koji se spisak odnosi; partneri su učesnici koji nisu bili u NATO-u.",
}
#: What the dataset's remarks mean, in both languages; their English wording is the key.
REMARKS: Mapping[str, Localized] = {
    "rounded": {"en": "Rounded figures.", "sr": "Zaokružene brojke."},
    "start of the mission": {"en": "Start of the mission.", "sr": "Početak misije."},
    "session 2008-2009, may be late 2008": {
        "en": "The report belongs to the session 2008–2009; the figures may be of late 2008.",
        "sr": "Izvještaj pripada zasjedanju 2008–2009; brojke mogu biti s kraja 2008.",
    },
    "table undated, month inferred from another source": {
        "en": "The table is undated; its month is inferred from another source.",
        "sr": "Tabela je bez datuma; mjesec je izveden iz drugog izvora.",
    },
    "country name missing in the text layer, inferred from the position in the list": {
        "en": "Hatched and with *: the name is missing in the text of the document and is inferred from the "
        "position in the list.",
        "sr": "Šrafirano i sa *: ime nedostaje u tekstu dokumenta i izvedeno je iz mjesta na spisku.",
    },
    "partial list": {"en": "", "sr": ""},
    "undated, probably before the reinforcement": {
        "en": "The list is undated, probably from before the reinforcement of 2023.",
        "sr": "Spisak je bez datuma, vjerovatno iz vremena prije pojačanja 2023.",
    },
}
_HEADER: Sequence[Localized] = (
    {"en": "Country", "sr": "Država"},
    {"en": "Troops", "sr": "Vojnika"},
    {"en": "Status on that date", "sr": "Status tog dana"},
    {"en": "Source", "sr": "Izvor"},
)


@dataclass(frozen=True)
class Contribution:
    """Troops of one country on one date; ``inferred``: the name of the country is."""

    iso3: str
    country: str
    troops: int
    role: str
    source_id: str
    note: str

    @property
    def inferred(self) -> bool:
        """Whether the country was inferred from the position in the list."""
        return "country name missing" in self.note


@dataclass(frozen=True)
class ContributionData:
    """What is drawn; ``names`` in the reader's language, ``highlight`` a role or "both"."""

    shown: tuple[Contribution, ...]
    names: tuple[str, ...]
    highlight: str


@cache
def contributions(iso: str) -> tuple[Contribution, ...]:
    """Return the list of a date, largest first.

    Example:
        >>> sum(row.troops for row in contributions("2023"))
        4353
    """
    rows = [
        Contribution(r["iso3"], r["country"], int(r["troops"]), r["role"], r["source_id"], r["note"])
        for r in records("kfor_contributions")
        if r["date"] == iso
    ]
    return tuple(sorted(rows, key=lambda row: -row.troops))


def when(iso: str, language: str) -> str:
    """Return the date of a list in words; that of 2023 has none of its own.

    Example:
        >>> when("2023", "en"), when("2017-02", "sr")
        ('2023 (undated list)', 'februar 2017.')
    """
    return pick(_UNDATED, language) if iso == "2023" else say_date(iso, language)


def heading(iso: str, language: str) -> str:
    """Return the date of a list as it stands before a colon, where Serbian drops the point of the year.

    Example:
        >>> heading("2017-02", "sr"), heading("2023", "sr")
        ('februar 2017', '2023. (spisak bez datuma)')
    """
    return when(iso, language).removesuffix(".")


def _option(iso: str, language: str) -> str:
    text = _COMPLETE_LIST if iso in COMPLETE else _PARTIAL_LIST
    return pick(text, language).format(date=heading(iso, language), n=len(contributions(iso)))


CONTROLS = (
    Choice(
        "date",
        {"en": "List", "sr": "Spisak"},
        {
            iso: {code: _option(iso, code) for code in ("en", "sr")}
            for iso in ("2023", "2017-02", "2009-10", *PARTIAL)
        },
        "2023",
    ),
    Number("top", {"en": "Countries shown", "sr": "Prikazanih država"}, 3, 31, 15),
    Choice(
        "highlight",
        {"en": "Highlight", "sr": "Istakni"},
        {
            "both": {"en": "allies and partners", "sr": "članice NATO-a i partneri"},
            "ally": {"en": "NATO allies", "sr": "članice NATO-a"},
            "partner": {"en": "partners", "sr": "partneri"},
        },
        "both",
    ),
)


def view(settings: Settings, language: str) -> View:
    """Return what the figure says for these settings."""
    iso, highlight = str(settings["date"]), str(settings["highlight"])
    rows = contributions(iso)
    shown = rows[: int(settings["top"])]
    names = tuple(
        country_name(row.iso3, row.country, language) + ("*" if row.inferred else "") for row in shown
    )
    title = _title(iso, rows, highlight, language)
    told = ", ".join(f"{name} {number(row.troops, language)}" for name, row in zip(names, shown, strict=True))
    return View(
        title=title,
        alt=pick(_ALT, language).format(title=title, rows=told),
        sources=tuple(dict.fromkeys(row.source_id for row in rows)),
        table=Table([pick(text, language) for text in _HEADER], [_row(row, language) for row in rows]),
        heights=(66 + 23 * len(shown), 66 + 23 * len(shown)),
        notes=_notes(iso, rows, len(shown), language),
        data=ContributionData(shown, names, highlight),
    )


def _title(iso: str, rows: Sequence[Contribution], highlight: str, language: str) -> str:
    date = heading(iso, language)
    date = date[0].upper() + date[1:]
    if iso not in COMPLETE:
        country = country_name(rows[0].iso3, rows[0].country, language)
        troops = number(rows[0].troops, language)
        return pick(_TITLE_PARTIAL, language).format(date=date, country=country, troops=troops)
    total = COMPLETE[iso]
    counted = rows[:3] if highlight == "both" else [row for row in rows if row.role == highlight]
    text = _TITLE_LARGEST if highlight == "both" else _TITLE_ROLE[highlight]
    part = sum(row.troops for row in counted)
    return pick(text, language).format(
        date=date,
        which=listed([country_name(row.iso3, row.country, language) for row in counted], language),
        n=len(counted),
        sum=number(part, language),
        total=number(total, language),
        share=round(100 * part / total),
    )


def _notes(iso: str, rows: Sequence[Contribution], shown: int, language: str) -> list[str]:
    notes = []
    rest = rows[shown:]
    left = sum(row.troops for row in rest)
    if iso in COMPLETE:
        notes.append(pick(_SUMMED, language).format(n=len(rows), total=number(COMPLETE[iso], language)))
    else:
        notes.append(pick(_NOT_SUMMED, language))
    if rest:
        text = pick(_REST if iso in COMPLETE else _REST_PARTIAL, language)
        notes.append(text.format(n=len(rest), sum=number(left, language), troops=of_troops(left, language)))
    return [" ".join([*notes, *remarks(rows, language), pick(ROLES_NOTE, language)])]


def remarks(rows: Sequence[Contribution], language: str) -> list[str]:
    """Return what the dataset says about a list, each remark once.

    Example:
        >>> remarks(contributions("2009-10"), "en")
        ['The table is undated; its month is inferred from another source.']
    """
    found = dict.fromkeys(part for row in rows for part in row.note.split("; ") if part)
    return [text for text in (pick(REMARKS[remark], language) for remark in found) if text]


def _row(row: Contribution, language: str) -> list[Cell]:
    cited = source(row.source_id)
    return [
        Cell(country_name(row.iso3, row.country, language) + ("*" if row.inferred else "")),
        Cell(number(row.troops, language), numeric=True),
        Cell(pick(ROLE[row.role], language)),
        Cell(cited.publisher, href=cited.url),
    ]


FIGURE = FigureSpec(
    id="kfor-contributions",
    name={"en": "Troops of KFOR by country", "sr": "Vojnici KFOR-a po državama"},
    controls=CONTROLS,
    view=view,
    draw=draw,
)
