"""The security organisations in Kosovo since 1999, and three readings of the laws of December 2018."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from nastava.course.dates import say_date
from nastava.course.facts import fact
from nastava.course.figures.capacity_ksf_drawing import Bar, Scene, Voice, draw, height
from nastava.course.figures.controls import Choice, Localized, Settings
from nastava.course.figures.spec import Cell, FigureSpec, Table, View
from nastava.course.sources import source
from nastava.text.languages import pick

#: Where the time axis ends; bars of what goes on end there too.
LAST = 2024.0


@dataclass(frozen=True)
class Organisation:
    """An organisation: when it began and ended, how sure that is, and the facts behind it.

    ``unsure`` are spans in which the beginning or the end lies, ``older`` says that it existed before ``start``;
    ``span`` tells both in words for the table.
    """

    key: str
    group: str
    name: Localized
    start: float
    end: float
    facts: tuple[str, ...]
    span: Localized
    unsure: tuple[tuple[float, float], ...] = ()
    older: bool = False


ORGANISATIONS = (
    Organisation(
        "police",
        "local",
        {"en": "Kosovo Police", "sr": "Kosovska policija"},
        1999.0,
        LAST,
        ("kosovo-police-created",),
        {"en": "since 1999", "sr": "od 1999."},
        ((1999.0, 2000.0),),
    ),
    Organisation(
        "kpc",
        "local",
        {"en": "Protection Corps (KPC)", "sr": "Zaštitni korpus (KPC)"},
        1999.72,
        2009.45,
        ("kpc-created", "kpc-end"),
        {
            "en": "September 1999 to January or June 2009",
            "sr": "od septembra 1999. do januara ili juna 2009.",
        },
        ((2009.05, 2009.45),),
    ),
    Organisation(
        "ksf",
        "local",
        {"en": "Security Force (KSF)", "sr": "Bezbjednosne snage (KSF)"},
        2009.0,
        LAST,
        ("ksf-start", "ksf-foc-2013", "ksf-2018"),
        {"en": "since early 2009", "sr": "od početka 2009."},
        ((2009.0, 2009.5),),
    ),
    Organisation(
        "kfor",
        "international",
        {"en": "KFOR (NATO)", "sr": "KFOR (NATO)"},
        1999.446,
        LAST,
        ("kfor-entry",),
        {"en": "since June 1999", "sr": "od juna 1999."},
    ),
    Organisation(
        "eulex",
        "international",
        {"en": "EULEX (EU)", "sr": "EULEX (EU)"},
        2008.94,
        LAST,
        ("eulex-start",),
        {"en": "since December 2008", "sr": "od decembra 2008."},
    ),
    Organisation(
        "nlat",
        "international",
        {"en": "NLAT (NATO)", "sr": "NLAT (NATO)"},
        2014.24,
        2016.65,
        ("nlat-brussels", "nalt-created"),
        {
            "en": "directly under Brussels from March 2014, to August 2016",
            "sr": "neposredno pod Briselom od marta 2014, do avgusta 2016.",
        },
        older=True,
    ),
    Organisation(
        "nalt",
        "international",
        {"en": "NALT (NATO)", "sr": "NALT (NATO)"},
        2016.65,
        LAST,
        ("nalt-created",),
        {"en": "since August 2016", "sr": "od avgusta 2016."},
    ),
)

#: Who speaks: name, the facts, and their gist in the speaker's own terms, one sentence a fact.
VOICES: Mapping[str, tuple[Localized, tuple[tuple[str, Localized], ...]]] = {
    "pristina": (
        {"en": "Pristina", "sr": "Priština"},
        (
            (
                "pos-ksf-pristina",
                {
                    "en": "A sovereign decision; the force is professional and multi-ethnic (Haradinaj).",
                    "sr": "Suverena odluka; snage su profesionalne i multietničke (Haradinaj).",
                },
            ),
            (
                "pos-ksf-pristina-thaci",
                {
                    "en": "Irreversible and in line with the constitution; never a threat (Thaçi).",
                    "sr": "Nepovratna i u skladu s ustavom; nikada prijetnja (Thaçi).",
                },
            ),
        ),
    ),
    "belgrade": (
        {"en": "Belgrade", "sr": "Beograd"},
        (
            (
                "pos-ksf-belgrade",
                {
                    "en": "A breach of Resolution 1244, which provides for demilitarisation (Vučić).",
                    "sr": "Kršenje Rezolucije 1244, koja predviđa demilitarizaciju (Vučić).",
                },
            ),
            (
                "pos-ksf-belgrade-kfor",
                {
                    "en": "Only KFOR may be armed there; the change threatens stability (Dačić).",
                    "sr": "Naoružan tamo smije biti samo KFOR; promjena ugrožava stabilnost (Dačić).",
                },
            ),
        ),
    ),
    "nato": (
        {"en": "NATO", "sr": "NATO"},
        (
            (
                "pos-ksf-nato",
                {
                    "en": "Ill-timed, but in principle for Kosovo to decide; support under review (Stoltenberg).",
                    "sr": "U pogrešno vrijeme, ali u načelu stvar Kosova; podrška se preispituje (Stoltenberg).",
                },
            ),
            (
                "pos-ksf-nato-kfor",
                {
                    "en": "KFOR works under a UN mandate; the laws do not affect it (Stoltenberg).",
                    "sr": "KFOR radi po mandatu UN; zakoni na njega ne utiču (Stoltenberg).",
                },
            ),
        ),
    ),
}

CONTROLS = (
    Choice(
        "bodies",
        {"en": "Organisations", "sr": "Organizacije"},
        {
            "all": {"en": "all", "sr": "sve"},
            "local": {"en": "of Kosovo", "sr": "kosovske"},
            "international": {"en": "international", "sr": "međunarodne"},
        },
        "all",
    ),
    Choice(
        "voice",
        {"en": "On the laws of 2018", "sr": "O zakonima iz 2018."},
        {
            "all": {"en": "all three speak", "sr": "govore sve tri strane"},
            **{key: name for key, (name, _said) in VOICES.items()},
            "none": {"en": "nobody speaks", "sr": "niko ne govori"},
        },
        "all",
    ),
)

_TITLE: Mapping[str, Localized] = {
    "all": {
        "en": "The laws of December 2018: “sovereign” to Pristina, a breach to Belgrade, “ill-timed” to NATO",
        "sr": "Zakoni iz decembra 2018: za Prištinu „suverena odluka“, za Beograd kršenje, za NATO „u pogrešno vrijeme“",
    },
    "pristina": {
        "en": "Pristina on the laws of December 2018: a sovereign and irreversible decision",
        "sr": "Priština o zakonima iz decembra 2018: suverena i nepovratna odluka",
    },
    "belgrade": {
        "en": "Belgrade on the laws of December 2018: a breach of Resolution 1244",
        "sr": "Beograd o zakonima iz decembra 2018: kršenje Rezolucije 1244",
    },
    "nato": {
        "en": "NATO on the laws of December 2018: ill-timed, in principle for Kosovo to decide",
        "sr": "NATO o zakonima iz decembra 2018: u pogrešno vrijeme, u načelu stvar Kosova",
    },
    "none": {
        "en": "One organisation followed another: the Protection Corps until 2009, the Security Force since",
        "sr": "Jedna organizacija smijenila je drugu: do 2009. Zaštitni korpus, od tada Bezbjednosne snage",
    },
}
_TITLE_INTERNATIONAL: Localized = {
    "en": "Since 2016 one NATO team advises, beside KFOR and EULEX",
    "sr": "Od 2016. savjetuje jedan NATO-ov tim, pored KFOR-a i EULEX-a",
}
_ALT: Localized = {
    "en": "Bars along a time axis from 1999 to the end of 2023, with a line at 14 December 2018. {title}. {rows}.{said}",
    "sr": "Trake duž vremenske ose od 1999. do kraja 2023, s linijom na 14. decembru 2018. {title}. {rows}.{said}",
}
_SAID: Localized = {"en": " {name} said: {words}", "sr": " {name}: {words}"}
_LAWS: Localized = {"en": "Three laws, 14 December 2018", "sr": "Tri zakona, 14. decembar 2018."}
_NOTES: Sequence[Localized] = (
    {
        "en": "Blue: of Kosovo; green: international. Pale ends: the day is not known, or there are two. A question mark: it "
        "existed before, since when was not seen. What reaches the right edge goes on. The bars tell how long a body "
        "exists, not how large or how important it is.",
        "sr": "Plavo: kosovske; zeleno: međunarodne. Blijedi krajevi: dan nije poznat ili postoje dva. Upitnik: postojalo je "
        "i ranije, otkad, nismo vidjeli. Što doseže desnu ivicu, traje dalje. Trake govore koliko dugo neko tijelo "
        "postoji, a ne koliko je veliko ili važno.",
    },
    {
        "en": "The words are our summaries of positions; whether the Security Force is an army is what they differ on, so "
        "the bar has one colour before and after the line.",
        "sr": "Riječi su naši sažeci stavova; da li su Bezbjednosne snage vojska, upravo je ono oko čega se razlikuju, pa je "
        "traka iste boje prije i poslije linije.",
    },
)
_HEADER: Sequence[Localized] = (
    {"en": "Who or what", "sr": "Ko ili šta"},
    {"en": "When, or what was said", "sr": "Kada, ili šta je rečeno"},
    {"en": "Source", "sr": "Izvor"},
)


def view(settings: Settings, language: str) -> View:
    """Return what the figure says for these settings."""
    bodies, voice = str(settings["bodies"]), str(settings["voice"])
    shown = [each for each in ORGANISATIONS if bodies in {"all", each.group}]
    speaking = {key: VOICES[key] for key in VOICES if voice in {"all", key}}
    title = pick(
        _TITLE_INTERNATIONAL if bodies == "international" and voice == "none" else _TITLE[voice], language
    )
    voices = tuple(_voice(key, len(speaking) > 1, language) for key in speaking)
    bars = tuple(
        Bar(each.key, each.group, pick(each.name, language), each.start, each.end, each.unsure, each.older)
        for each in shown
    )
    scene = Scene(bars, voices, pick(_LAWS, language))
    told = "; ".join(f"{pick(each.name, language)}: {pick(each.span, language)}" for each in shown)
    said = "".join(pick(_SAID, language).format(name=each.name, words=" ".join(each.said)) for each in voices)
    cited = [fact(each.facts[0]).sources[0] for each in shown]
    cited += [fact(fact_id).sources[0] for _name, sayings in speaking.values() for fact_id, _words in sayings]
    return View(
        title=title,
        alt=pick(_ALT, language).format(title=title, rows=told, said=said),
        sources=tuple(dict.fromkeys(cited)),
        table=Table([pick(text, language) for text in _HEADER], _table(shown, speaking, language)),
        heights=(height(scene, narrow=False), height(scene, narrow=True)),
        notes=[pick(note, language) for note in _NOTES[: 1 + bool(voices)]],
        data=scene,
    )


def _voice(key: str, short: bool, language: str) -> Voice:
    name, sayings = VOICES[key]
    # All three together have room for the first sentence of each, one alone for both.
    return Voice(
        key,
        pick(name, language),
        tuple(pick(words, language) for _id, words in sayings[: 1 if short else None]),
    )


def _table(
    shown: Sequence[Organisation],
    speaking: Mapping[str, tuple[Localized, tuple[tuple[str, Localized], ...]]],
    language: str,
) -> list[list[Cell]]:
    rows = []
    for each in shown:
        cited = source(fact(each.facts[0]).sources[0])
        rows.append(
            [
                Cell(pick(each.name, language)),
                Cell(pick(each.span, language)),
                Cell(cited.publisher, href=cited.url),
            ]
        )
    for name, sayings in speaking.values():
        for fact_id, words in sayings:
            cited = source(fact(fact_id).sources[0])
            said = f"{pick(words, language)} ({say_date(fact(fact_id).as_of, language)})"
            rows.append([Cell(pick(name, language)), Cell(said), Cell(cited.publisher, href=cited.url)])
    return rows


FIGURE = FigureSpec(
    id="capacity-ksf",
    name={
        "en": "Security organisations in Kosovo since 1999",
        "sr": "Bezbjednosne organizacije na Kosovu od 1999.",
    },
    controls=CONTROLS,
    view=view,
    draw=draw,
)
