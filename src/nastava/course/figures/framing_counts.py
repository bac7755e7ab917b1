"""Counting terms in eight texts: raw, for each 100 words, and inside or outside quotation marks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from nastava.course.datasets import records
from nastava.course.figures.controls import Choice, Localized, Settings
from nastava.course.figures.framing_counts_drawing import QUOTED, TERMS, draw
from nastava.course.figures.spec import Cell, FigureSpec, Table, View
from nastava.course.sources import source
from nastava.text.languages import pick
from nastava.text.numbers import symbols

CONTROLS = (
    Choice(
        "group",
        {"en": "Count", "sr": "Broji"},
        {
            "territory": {"en": "names of the territory", "sr": "imena teritorije"},
            "violence": {"en": "words for the violence", "sr": "riječi o nasilju"},
            "eu-role": {"en": "words for the part of the EU", "sr": "riječi o ulozi EU"},
        },
        "territory",
    ),
    Choice(
        "measure",
        {"en": "Measure", "sr": "Mjera"},
        {
            "mentions": {"en": "mentions", "sr": "broj pominjanja"},
            "rate": {"en": "mentions for each 100 words", "sr": "pominjanja na 100 riječi"},
            "quotes": {"en": "mentions, by who speaks", "sr": "pominjanja, prema tome ko govori"},
        },
        "mentions",
    ),
)
_TITLES: Mapping[tuple[str, str], Localized] = {
    ("territory", "mentions"): {
        "en": "All eight texts say Kosovo; ATV has three more words for it, and two texts call it a country",
        "sr": "Svih osam tekstova kaže Kosovo; ATV ima još tri riječi za njega, a dva teksta ga zovu zemljom",
    },
    ("territory", "rate"): {
        "en": "For each 100 words Info-ks names the territory {top} times, ATV {low} times: length matters",
        "sr": "Na 100 riječi Info-ks imenuje teritoriju {top} puta, a ATV {low} puta: dužina je važna",
    },
    ("territory", "quotes"): {
        "en": "In quotation marks NATO says Kosovo; the other names stand in the outlets' own words, with one exception",
        "sr": "Pod navodnicima NATO kaže Kosovo; ostala imena stoje u tekstu medija, uz jedan izuzetak",
    },
    ("violence", "mentions"): {
        "en": "One text of eight has “terrorist”, three times; words for an attack stand in four",
        "sr": "Jedan od osam tekstova ima „teroristički“, tri puta; riječi za napad stoje u četiri",
    },
    ("violence", "rate"): {
        "en": "For each 100 words Dukagjini has {top} words for the violence, NATO's own item {low}",
        "sr": "Na 100 riječi Dukagjini ima {top} riječi o nasilju, a vijest samog NATO-a {low}",
    },
    ("violence", "quotes"): {
        "en": "“Terrorist” stands beside a quotation of NATO's Secretary General, not in it",
        "sr": "„Teroristički“ stoji pored navoda generalnog sekretara NATO-a, a ne u njemu",
    },
    ("eu-role", "mentions"): {
        "en": "EWB has both words once; RT Balkan and ATV mediate, NATO's own item facilitates",
        "sr": "EWB ima obje riječi po jednom; kod RT Balkana i ATV-a EU posreduje, kod NATO-a olakšava",
    },
    ("eu-role", "rate"): {
        "en": "For each 100 words the numbers are so small that one word more or less turns the order",
        "sr": "Na 100 riječi brojke su tako male da jedna riječ više ili manje mijenja redoslijed",
    },
    ("eu-role", "quotes"): {
        "en": "RT Balkan and ATV have “mediation” also inside the quotation, where EWB quotes “facilitated”",
        "sr": "RT Balkan i ATV „posredovanje“ imaju i u navodu, gdje EWB navodi „olakšavanje“",
    },
}
_ALT: Localized = {
    "en": "Stacked bar chart of counted words in eight texts. {title}. {told}.",
    "sr": "Složeni stubičasti grafikon prebrojanih riječi u osam tekstova. {title}. {told}.",
}
_NOTES: Mapping[str, Localized] = {
    "mentions": {
        "en": "Counted by hand, without headlines, whatever the grammatical form. Six of the eight texts were seen only in "
        "part: a word that is not there may stand in the rest.",
        "sr": "Brojano ručno, bez naslova, u svim gramatičkim oblicima. Šest od osam tekstova viđeno je samo djelimično: "
        "riječ koje nema možda stoji u ostatku.",
    },
    "rate": {
        "en": "Divided by the words that were counted over, from 101 (ABC News Albania) to 481 (ATV). Rates of short texts "
        "jump: one mention more in the shortest adds a whole point.",
        "sr": "Podijeljeno brojem riječi na kojima je brojano, od 101 (ABC News Albania) do 481 (ATV). Stope kratkih "
        "tekstova skaču: jedno pominjanje više u najkraćem dodaje cijeli poen.",
    },
    "quotes": {
        "en": "Full: inside quotation marks that give NATO's words. Hatched: outside them, so the outlet speaks or retells. "
        "Quotation marks promise exact words; the promise is not always kept.",
        "sr": "Puno: pod navodnicima, kao riječi NATO-a. Šrafirano: van njih, dakle medij govori ili prepričava. Navodnici "
        "obećavaju tačne riječi; obećanje nije uvijek ispunjeno.",
    },
}
_WHAT: Localized = {
    "en": "The first five texts are about the report of March 2024. NATO's item and Dukagjini are about the visit of 20 "
    "November 2023, ABC News Albania about a message of 20 December 2023; no Albanian text on the report was found.",
    "sr": "Prvih pet tekstova govori o izvještaju iz marta 2024. Vijest NATO-a i Dukagjini govore o posjeti 20. novembra "
    "2023, a ABC News Albania o poruci od 20. decembra 2023; tekst na albanskom o izvještaju nije nađen.",
}
_HEADER: Sequence[Localized] = (
    {"en": "Text", "sr": "Tekst"},
    {"en": "Word", "sr": "Riječ"},
    {"en": "Mentions", "sr": "Pominjanja"},
    {"en": "In quotation marks", "sr": "Pod navodnicima"},
    {"en": "Words seen", "sr": "Viđenih riječi"},
    {"en": "Source", "sr": "Izvor"},
)
_NAMES: Mapping[str, Localized] = {
    "ewb": {"en": "EWB", "sr": "EWB"},
    "nato": {"en": "NATO news item", "sr": "vijest NATO-a"},
}
_WORDS: Localized = {"en": "{name}, {n} words", "sr": "{name}, {n} riječi"}


@dataclass(frozen=True)
class Count:
    """How many times a text has a term, and how many of these stand in quotation marks."""

    text: str
    publisher: str
    words: int
    term: str
    mentions: int
    in_quotes: int
    source_id: str


@dataclass(frozen=True)
class CountData:
    """What is drawn: names of the texts, and for each the counts of its terms; ``measure`` as in the control."""

    names: tuple[str, ...]
    counts: tuple[tuple[Count, ...], ...]
    measure: str


@cache
def counts(group: str) -> tuple[tuple[Count, ...], ...]:
    """Return the counts of a group of terms, one tuple a text, in the order of the data.

    Example:
        >>> [(count.term, count.mentions) for count in counts("eu-role")[0]]
        [('facilitation', 1), ('mediation', 1)]
    """
    found: dict[str, list[Count]] = {}
    for row in records("framing_counts"):
        if row["group"] == group:
            count = Count(
                row["text"],
                row["publisher"],
                int(row["words"]),
                row["term"],
                int(row["mentions"]),
                int(row["in_quotes"]),
                row["source_id"],
            )
            found.setdefault(row["text"], []).append(count)
    return tuple(tuple(each) for each in found.values())


def rate(text: Sequence[Count]) -> float:
    """Return how many mentions a text has for each 100 words.

    Example:
        >>> round(rate(counts("territory")[4]), 1)
        1.7
    """
    return 100 * sum(count.mentions for count in text) / text[0].words


def view(settings: Settings, language: str) -> View:
    """Return what the figure says for these settings."""
    group, measure = str(settings["group"]), str(settings["measure"])
    found = counts(group)
    names = tuple(pick(_NAMES.get(text[0].text, _same(text[0].publisher)), language) for text in found)
    by_text = {text[0].text: text for text in found}
    top, low = ("dukagjini", "nato") if group == "violence" else ("info-ks", "atv")
    title = pick(_TITLES[group, measure], language).format(
        top=_decimal(rate(by_text[top]), language), low=_decimal(rate(by_text[low]), language)
    )
    return View(
        title=title,
        alt=pick(_ALT, language).format(title=title, told=_told(names, found, measure, language)),
        sources=tuple(text[0].source_id for text in found),
        table=Table([pick(text, language) for text in _HEADER], _rows(names, found, language)),
        heights=(96 + 42 * len(found), 132 + 42 * len(found)),
        notes=[f"{pick(_NOTES[measure], language)} {pick(_WHAT, language)}"],
        data=CountData(
            tuple(
                pick(_WORDS, language).format(name=name, n=text[0].words) if measure == "rate" else name
                for name, text in zip(names, found, strict=True)
            ),
            found,
            measure,
        ),
    )


def _same(name: str) -> Localized:
    return {"en": name, "sr": name}


def _decimal(value: float, language: str) -> str:
    return f"{value:.1f}".replace(".", symbols(language).decimal)


def _told(names: Sequence[str], found: Sequence[Sequence[Count]], measure: str, language: str) -> str:
    parts = []
    for name, text in zip(names, found, strict=True):
        said = [
            f"{pick(TERMS[count.term], language)} {count.mentions}"
            + (f" ({pick(QUOTED, language)}: {count.in_quotes})" if measure == "quotes" else "")
            for count in text
            if count.mentions
        ]
        if measure == "rate":
            said = [_decimal(rate(text), language)]
        parts.append(f"{name}: {', '.join(said) or '0'}")
    return "; ".join(parts)


def _rows(names: Sequence[str], found: Sequence[Sequence[Count]], language: str) -> list[list[Cell]]:
    return [
        [
            Cell(name),
            Cell(pick(TERMS[count.term], language)),
            Cell(str(count.mentions), numeric=True),
            Cell(str(count.in_quotes), numeric=True),
            Cell(str(count.words), numeric=True),
            Cell(source(count.source_id).publisher, href=source(count.source_id).url),
        ]
        for name, text in zip(names, found, strict=True)
        for count in text
    ]


FIGURE = FigureSpec(
    id="framing-counts",
    name={"en": "Counting terms in eight texts", "sr": "Brojanje izraza u osam tekstova"},
    controls=CONTROLS,
    view=view,
    draw=draw,
)
