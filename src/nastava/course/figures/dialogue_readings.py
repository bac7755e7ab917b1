"""One agreement, and what Belgrade, Pristina and third parties say of it over time; one side can be covered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from nastava.course.dates import say_date
from nastava.course.figures import style
from nastava.course.figures.controls import Choice, Localized, Settings
from nastava.course.figures.dialogue_lanes import Lane, Lanes, Mark, draw, heights, told, words_of
from nastava.course.figures.dialogue_readings_data import AGREEMENTS, Reading
from nastava.course.figures.spec import Cell, FigureSpec, Table, View
from nastava.course.sources import source
from nastava.text.languages import pick

WHO: Mapping[str, Localized] = {
    "agreed": {"en": "agreed or done", "sr": "dogovoreno, urađeno"},
    "belgrade": {"en": "Belgrade", "sr": "Beograd"},
    "pristina": {"en": "Pristina", "sr": "Priština"},
    "third": {"en": "EU, NATO, courts, envoys", "sr": "EU, NATO, sud, izaslanici"},
}
LANES = tuple(
    Lane(who, WHO[who], colour, marker)
    for who, colour, marker in (
        ("agreed", style.GREY, "s"),
        ("belgrade", style.BLUE, "o"),
        ("pristina", style.GREEN, "D"),
        ("third", style.PURPLE, "^"),
    )
)
#: Which lanes a choice shows.
SHOWN: Mapping[str, frozenset[str]] = {
    "all": frozenset(WHO),
    "belgrade": frozenset({"agreed", "belgrade"}),
    "pristina": frozenset({"agreed", "pristina"}),
    "agreed": frozenset({"agreed", "third"}),
}

CONTROLS = (
    Choice(
        "agreement",
        {"en": "Agreement", "sr": "Sporazum"},
        {name: each.name for name, each in AGREEMENTS.items()},
        "association",
    ),
    Choice(
        "show",
        {"en": "Show", "sr": "Prikaži"},
        {
            "all": {"en": "all speakers", "sr": "sve govornike"},
            "belgrade": {"en": "only Belgrade's side", "sr": "samo stranu Beograda"},
            "pristina": {"en": "only Pristina's side", "sr": "samo stranu Prištine"},
            "agreed": {"en": "neither party's words", "sr": "bez riječi ijedne strane"},
        },
        "all",
    ),
)

_PARTIAL: Mapping[str, Localized] = {
    "belgrade": {
        "en": "{name}: only Belgrade's side is shown; statements by others, covered: {hidden}",
        "sr": "{name}: prikazana je samo strana Beograda; izjava drugih, pokrivenih: {hidden}",
    },
    "pristina": {
        "en": "{name}: only Pristina's side is shown; statements by others, covered: {hidden}",
        "sr": "{name}: prikazana je samo strana Prištine; izjava drugih, pokrivenih: {hidden}",
    },
    "agreed": {
        "en": "{name}: neither party's words are shown; statements of theirs, covered: {hidden}",
        "sr": "{name}: nisu prikazane riječi nijedne strane; njihovih izjava, pokrivenih: {hidden}",
    },
}
_ALT: Localized = {
    "en": "Timeline that runs downward, a lane for each speaker. {title}. {told}",
    "sr": "Vremenska linija odozgo nadolje, po jedna traka za svakog govornika. {title}. {told}",
}
_NOTES: Sequence[Localized] = (
    {
        "en": "Statements are in the words of the lesson, each close to its source; they show that something was said, not "
        "that it is so. Who has kept to an agreement is here never told in the course's own voice.",
        "sr": "Izjave su date riječima lekcije, blisko izvoru; pokazuju da je nešto rečeno, a ne da je tako. Ko se držao "
        "sporazuma, ovdje nikad nije rečeno glasom kursa.",
    },
    {
        "en": "Number of statements for this agreement: Belgrade {belgrade}, Pristina {pristina}.",
        "sr": "Broj izjava o ovom sporazumu: Beograd {belgrade}, Priština {pristina}.",
    },
)
_NOTE_MONTH: Localized = {
    "en": "Hollow mark: only the month is known.",
    "sr": "Prazan znak: poznat je samo mjesec.",
}
_HEADER: Sequence[Localized] = (
    {"en": "Date", "sr": "Datum"},
    {"en": "Who", "sr": "Ko"},
    {"en": "What", "sr": "Šta"},
    {"en": "Source", "sr": "Izvor"},
)


def view(settings: Settings, language: str) -> View:
    """Return what the figure says for these settings."""
    chosen, show = AGREEMENTS[str(settings["agreement"])], str(settings["show"])
    shown = [each for each in chosen.readings if each.who in SHOWN[show]]
    counts = {who: sum(each.who == who for each in chosen.readings) for who in WHO}
    marks = tuple(_mark(each, language) for each in shown)
    data = Lanes(LANES, marks, chosen.span)
    title = pick(chosen.finding, language)
    if show != "all":
        hidden = len(chosen.readings) - len(shown)
        title = pick(_PARTIAL[show], language).format(name=pick(chosen.name, language), hidden=hidden)
    notes = [pick(note, language).format(**counts) for note in _NOTES]
    if any(mark.unsure for mark in marks):
        notes.append(pick(_NOTE_MONTH, language))
    return View(
        title=title,
        alt=pick(_ALT, language).format(title=title.rstrip("."), told=told(marks)),
        sources=tuple(dict.fromkeys(id_ for each in shown for id_ in each.source_ids)),
        table=Table([pick(text, language) for text in _HEADER], [_row(each, language) for each in shown]),
        heights=heights(data),
        notes=notes,
        data=data,
    )


def _mark(each: Reading, language: str) -> Mark:
    words = words_of(say_date(each.iso, language), pick(each.text, language))
    return Mark(*each.years, each.who, words, unsure=len(each.iso) < len("2023-02-27"))


def _row(each: Reading, language: str) -> list[Cell]:
    cited = source(each.source_ids[0])
    return [
        Cell(say_date(each.iso, language)),
        Cell(pick(WHO[each.who], language)),
        Cell(pick(each.text, language)),
        Cell(cited.publisher, href=cited.url),
    ]


FIGURE = FigureSpec(
    id="dialogue-readings",
    name={"en": "Agreements and how they are read", "sr": "Sporazumi i kako se tumače"},
    controls=CONTROLS,
    view=view,
    draw=draw,
)
