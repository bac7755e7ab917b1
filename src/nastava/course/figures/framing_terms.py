"""Terms compared: one matter in the words of several speakers, or one kind of speaker on all matters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from nastava.course.figures.controls import Choice, Localized, Settings
from nastava.course.figures.framing_terms_data import GROUPS, LOADS, TOPICS, Term, speaker_name, terms
from nastava.course.figures.framing_terms_drawing import draw, heights
from nastava.course.figures.spec import Cell, FigureSpec, Table, View
from nastava.course.sources import source
from nastava.text.languages import pick

CONTROLS = (
    Choice(
        "topic",
        {"en": "Matter", "sr": "O čemu"},
        {**TOPICS, "all": {"en": "all matters", "sr": "sve teme"}},
        "north",
    ),
    Choice(
        "group",
        {"en": "Whose words", "sr": "Čije riječi"},
        {"all": {"en": "everybody's", "sr": "svačije"}, **GROUPS},
        "all",
    ),
)
#: The finding for each matter, when everybody is shown.
_FINDINGS: Mapping[str, Localized] = {
    "north": {
        "en": "The north: “province” and “country” each imply a view on status, and each is found in two places",
        "sr": "Sjever: i „pokrajina“ i „zemlja“ podrazumijevaju stav o statusu, a svaka se nalazi na dva mjesta",
    },
    "territory": {
        "en": "The territory: views on status run both ways, and NATO's own word has changed",
        "sr": "Teritorija: stavovi o statusu idu u oba smjera, a promijenila se i riječ samog NATO-a",
    },
    "violence": {
        "en": "May and September 2023: the report's word blames nobody; Pristina, Belgrade and NATO also judge",
        "sr": "Maj i septembar 2023: riječ iz izvještaja nikoga ne okrivljuje; Priština, Beograd i NATO i ocjenjuju",
    },
    "mayors": {
        "en": "The mayors of 2023: each side's adjective says whether they are rightful",
        "sr": "Gradonačelnici 2023: po pridjevu se vidi da li ih ko smatra zakonitim",
    },
    "title": {
        "en": "Vjosa Osmani: NATO leaves the office out, a Serbian and an Albanian outlet name it",
        "sr": "Vjosa Osmani: NATO izostavlja funkciju, a jedan srpski i jedan albanski medij je navode",
    },
    "eu-role": {
        "en": "The part of the EU: NATO alone has used three different words for it",
        "sr": "Uloga EU: samo NATO je za nju koristio tri različite riječi",
    },
    "parties": {
        "en": "The parties: capitals leave status open, names of states do not, and the order varies",
        "sr": "Strane: glavni gradovi ostavljaju status otvorenim, imena država ne, a redoslijed se mijenja",
    },
    "association": {
        "en": "One body, two halves of a name: each language has taken one of them",
        "sr": "Jedno tijelo, dvije polovine imena: svaki jezik je uzeo jednu",
    },
    "force": {
        "en": "Two forces with similar names: “so-called” stands only with the one that was probably not visited",
        "sr": "Dvije snage sličnog imena: „takozvane“ su samo one koje vjerovatno nisu bile posjećene",
    },
    "ksf-2018": {
        "en": "December 2018: NATO, Pristina and Belgrade each have a word of their own for one decision",
        "sr": "Decembar 2018: NATO, Priština i Beograd za istu odluku imaju svako svoju riječ",
    },
    "count-date": {
        "en": "The troop figure: of three wordings only EWB’s keeps the date",
        "sr": "Broj vojnika: od tri formulacije samo ona kod EWB-a čuva datum",
    },
    "region": {
        "en": "The region: one text leaves out “Western”, in Albanian the word is kept",
        "sr": "Region: jedan tekst izostavlja „Zapadni“, na albanskom je ta riječ sačuvana",
    },
    "1999": {
        "en": "Spring 1999: three official names judge, “bombing” stands in media of both languages",
        "sr": "Proljeće 1999: tri zvanična imena ocjenjuju, a „bombardovanje“ stoji u medijima na oba jezika",
    },
}
_ONE_GROUP: Localized = {
    "en": "Wordings by {group}: {n}, on {topics} of {all} matters",
    "sr": "Formulacije ({group}): {n}, o {topics} od {all} tema",
}
_ONE_PAIR: Localized = {
    "en": "Wordings by {group} on this matter: {n}",
    "sr": "Formulacije o ovoj temi ({group}): {n}",
}
_NOTHING: Localized = {
    "en": "The data have no wording by {group} on this matter",
    "sr": "U podacima nema formulacije o ovoj temi ({group})",
}
_EVERYTHING: Localized = {
    "en": "The collection: {n} wordings on {topics} matters; choose a matter to compare them",
    "sr": "Zbirka: {n} formulacija o {topics} tema; izaberi temu da ih uporediš",
}
_ALT: Localized = {
    "en": "List of wordings, grouped by what they carry. {title}. {told}.",
    "sr": "Spisak formulacija, poredanih po tome šta nose. {title}. {told}.",
}
_ALT_ALL: Localized = {
    "en": "Bar chart of the number of wordings in the collection. {title}. {told}.",
    "sr": "Stubičasti grafikon broja formulacija u zbirci. {title}. {told}.",
}
_NOTES: Sequence[Localized] = (
    {
        "en": "The wordings are a choice, not a sample: they show which words exist, not how often they are used, and one "
        "text does not stand for its language. What a wording carries is the judgement of this course.",
        "sr": "Formulacije su izbor, a ne uzorak: pokazuju koje riječi postoje, a ne koliko se koriste, i jedan tekst ne "
        "predstavlja svoj jezik. Šta neka formulacija nosi, ocjena je ovog kursa.",
    },
    {
        "en": "A wording that leaves something open is not thereby true, and one that judges is not thereby false.",
        "sr": "Formulacija koja nešto ostavlja otvorenim nije time tačna, a ona koja ocjenjuje nije time netačna.",
    },
)
_HEADER: Sequence[Localized] = (
    {"en": "Wording", "sr": "Formulacija"},
    {"en": "Sense", "sr": "Smisao"},
    {"en": "Speaker", "sr": "Ko govori"},
    {"en": "Matter", "sr": "O čemu"},
    {"en": "Carries", "sr": "Šta nosi"},
    {"en": "Source", "sr": "Izvor"},
)


@dataclass(frozen=True)
class Line:
    """A wording as it is drawn: the label before it is the speaker, or the matter where one speaker is shown."""

    label: str
    term: str
    gloss: str
    load: str


@dataclass(frozen=True)
class TermData:
    """What is drawn: lines of wordings by what they carry, or numbers of wordings by matter."""

    lines: tuple[Line, ...]
    bars: tuple[tuple[str, int], ...]


def view(settings: Settings, language: str) -> View:
    """Return what the figure says for these settings."""
    topic, group = str(settings["topic"]), str(settings["group"])
    shown = [term for term in terms() if topic in {"all", term.topic} and group in {"all", term.group}]
    shown.sort(key=lambda term: (list(LOADS).index(term.load), list(TOPICS).index(term.topic)))
    title = _title(topic, group, shown, language)
    overview = topic == group == "all"
    lines = () if overview else tuple(_line(term, group, language) for term in shown)
    bars = _bars(shown, language) if overview else ()
    told = "; ".join(
        [f"{name}: {number}" for name, number in bars]
        or [f"{line.label}: {line.term}" + (f" ({line.gloss})" if line.gloss else "") for line in lines]
    )
    data = TermData(lines, bars)
    return View(
        title=title,
        alt=pick(_ALT_ALL if overview else _ALT, language).format(title=title, told=told or "–"),
        sources=tuple(dict.fromkeys(id_ for term in shown for id_ in term.source_ids)) or ("ewb-2024-03-14",),
        table=Table([pick(text, language) for text in _HEADER], [_row(term, language) for term in shown]),
        heights=heights(data, language),
        notes=[pick(note, language) for note in _NOTES],
        data=data,
    )


def _title(topic: str, group: str, shown: Sequence[Term], language: str) -> str:
    if group == "all" and topic != "all":
        return pick(_FINDINGS[topic], language)
    words = {"n": len(shown), "topics": len({term.topic for term in shown}), "all": len(TOPICS)}
    if group == "all":
        return pick(_EVERYTHING, language).format(**words)
    text = _ONE_GROUP if topic == "all" else _ONE_PAIR if shown else _NOTHING
    return pick(text, language).format(group=pick(GROUPS[group], language), **words)


def _line(term: Term, group: str, language: str) -> Line:
    label = speaker_name(term.speaker) if group == "all" else TOPICS[term.topic]
    return Line(pick(label, language), term.term, pick(term.gloss, language), term.load)


def _bars(shown: Sequence[Term], language: str) -> tuple[tuple[str, int], ...]:
    counted = [
        (pick(name, language), sum(term.topic == topic for term in shown)) for topic, name in TOPICS.items()
    ]
    return tuple(sorted(counted, key=lambda bar: -bar[1]))


def _row(term: Term, language: str) -> list[Cell]:
    cited = source(term.source_ids[0])
    return [
        Cell(term.term),
        Cell(pick(term.gloss, language)),
        Cell(pick(speaker_name(term.speaker), language)),
        Cell(pick(TOPICS[term.topic], language)),
        Cell(pick(LOADS[term.load], language)),
        Cell(cited.publisher, href=cited.url),
    ]


FIGURE = FigureSpec(
    id="framing-terms",
    name={"en": "Terms compared", "sr": "Poređenje izraza"},
    controls=CONTROLS,
    view=view,
    draw=draw,
)
