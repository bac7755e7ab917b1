"""Step by step: Serbia and Bosnia and Herzegovina from 2004 to 2023, with NATO and at home."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from nastava.course.dates import Period, period, say_date
from nastava.course.facts import fact
from nastava.course.figures.controls import Choice, Localized, Settings
from nastava.course.figures.pfp_steps_drawing import KIND, WHOSE, draw
from nastava.course.figures.pfp_steps_events import STEPS, Step
from nastava.course.figures.spec import Cell, FigureSpec, Table, View
from nastava.course.sources import source
from nastava.text.languages import pick

CONTROLS = (
    Choice(
        "whose",
        {"en": "Show", "sr": "Prikaži"},
        {
            "all": {"en": "both countries", "sr": "obje zemlje"},
            "serbia": {"en": "Serbia", "sr": "Srbiju"},
            "bih": {"en": "Bosnia and Herzegovina", "sr": "Bosnu i Hercegovinu"},
        },
        "all",
    ),
    Choice(
        "kind",
        {"en": "Steps", "sr": "Koraci"},
        {
            "all": {"en": "all", "sr": "svi"},
            "nato": {"en": "with NATO", "sr": "s NATO-om"},
            "domestic": {"en": "decided at home", "sr": "odluke u zemlji"},
        },
        "all",
    ),
)

_TITLE: Mapping[str, Localized] = {
    "all": {
        "en": "Both joined on 14 December 2006; Serbia then chose neutrality and partnership plans, Bosnia and "
        "Herzegovina was invited to the Membership Action Plan",
        "sr": "Obje su ušle 14. decembra 2006; Srbija je zatim izabrala neutralnost i planove partnerstva, a Bosna i "
        "Hercegovina je pozvana u Akcioni plan za članstvo",
    },
    "serbia": {
        "en": "Serbia: partner since 2006, neutral by its parliament's word since 2007, with a plan of its own since 2015",
        "sr": "Srbija: partner od 2006, po odluci skupštine neutralna od 2007, s vlastitim planom od 2015.",
    },
    "bih": {
        "en": "Bosnia and Herzegovina: partner since 2006, invited to the Membership Action Plan in 2010; the next "
        "steps are disputed at home",
        "sr": "Bosna i Hercegovina: partner od 2006, pozvana u Akcioni plan za članstvo 2010; sljedeći koraci u zemlji "
        "su sporni",
    },
}
_ONLY: Mapping[str, Localized] = {
    "nato": {
        "en": "{who}: {n} of {all} steps were taken with NATO",
        "sr": "{who}: koraka preduzetih s NATO-om {n} od {all}",
    },
    "domestic": {
        "en": "{who}: {n} of {all} steps were decided at home",
        "sr": "{who}: koraka o kojima je odlučeno u zemlji {n} od {all}",
    },
}
_BOTH: Localized = {"en": "Serbia and Bosnia and Herzegovina", "sr": "Srbija i Bosna i Hercegovina"}
_ALT: Localized = {
    "en": "Steps on a line of time from 2004 to 2023, one below the other. {title}. {rows}.",
    "sr": "Koraci na vremenskoj liniji od 2004. do 2023, jedan ispod drugog. {title}. {rows}.",
}
_NOTE: Localized = {
    "en": "A filled mark is a step taken with NATO, a hollow one a decision of a body at home. The drawing tells what "
    "came after what, not what came of it. A bar beside a mark: the day is not known, only the month or year.",
    "sr": "Puna oznaka je korak s NATO-om, prazna je odluka tijela u zemlji. Crtež pokazuje šta je iza čega došlo, a "
    "ne šta je iz čega proizašlo. Crta uz oznaku: dan nije poznat, samo mjesec ili godina.",
}
_HEADER: Sequence[Localized] = (
    {"en": "Date", "sr": "Datum"},
    {"en": "Country", "sr": "Zemlja"},
    {"en": "Step", "sr": "Korak"},
    {"en": "Kind", "sr": "Vrsta"},
    {"en": "Remarks", "sr": "Napomene"},
    {"en": "Source", "sr": "Izvor"},
)


@dataclass(frozen=True)
class Dot:
    """A step as it is drawn: its days, and its words."""

    step: Step
    days: Period
    when: str
    words: str


def view(settings: Settings, language: str) -> View:
    """Return what the figure says for these settings."""
    whose, kind = str(settings["whose"]), str(settings["kind"])
    theirs = [step for step in STEPS if whose in {"all", step.whose} or step.whose == "both"]
    dots = [_dot(step, language) for step in theirs if kind in {"all", step.kind}]
    dots.sort(key=lambda dot: dot.days.middle)
    title = pick(_TITLE[whose], language)
    if kind != "all":
        # What the other title tells is not in the drawing then.
        who = pick(_BOTH if whose == "all" else WHOSE[whose], language)
        title = pick(_ONLY[kind], language).format(who=who, n=len(dots), all=len(theirs))
    told = "; ".join(f"{dot.when}, {pick(WHOSE[dot.step.whose], language)}: {dot.words}" for dot in dots)
    return View(
        title=title,
        alt=pick(_ALT, language).format(title=title, rows=told),
        sources=tuple(dict.fromkeys(fact(dot.step.fact).sources[0] for dot in dots)),
        table=Table([pick(text, language) for text in _HEADER], [_row(dot, language) for dot in dots]),
        heights=(96 + 27 * len(dots), 130 + 46 * len(dots)),
        notes=[pick(_NOTE, language)],
        data=tuple(dots),
    )


def _dot(step: Step, language: str) -> Dot:
    as_of = fact(step.fact).as_of
    # The stop that ends a date in a list would stand before a colon here.
    return Dot(step, period(as_of), say_date(as_of, language).rstrip("."), pick(step.name, language))


def _row(dot: Dot, language: str) -> list[Cell]:
    cited = source(fact(dot.step.fact).sources[0])
    return [
        Cell(dot.when),
        Cell(pick(WHOSE[dot.step.whose], language)),
        Cell(dot.words),
        Cell(pick(KIND[dot.step.kind], language)),
        Cell(pick(dot.step.remark, language) if dot.step.remark else ""),
        Cell(cited.publisher, href=cited.url),
    ]


FIGURE = FigureSpec(
    id="pfp-steps",
    name={
        "en": "Serbia and Bosnia and Herzegovina, step by step",
        "sr": "Srbija i Bosna i Hercegovina, korak po korak",
    },
    controls=CONTROLS,
    view=view,
    draw=draw,
)
