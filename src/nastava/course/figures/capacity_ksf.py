"""The security organisations in Kosovo since 1999, and three readings of the laws of December 2018."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from nastava.course.dates import say_date
from nastava.course.facts import fact
from nastava.course.figures.capacity_ksf_data import ORGANISATIONS, VOICES, Organisation
from nastava.course.figures.capacity_ksf_drawing import Bar, Scene, Voice, draw, height
from nastava.course.figures.controls import Choice, Localized, Settings
from nastava.course.figures.spec import Cell, FigureSpec, Table, View
from nastava.course.sources import source
from nastava.text.languages import pick

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
