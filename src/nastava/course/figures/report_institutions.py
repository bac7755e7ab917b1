"""The who's-who of the report: what a body is asked to do, by which text, and to whom it answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from nastava.course.facts import fact
from nastava.course.figures.controls import Choice, Localized, Settings
from nastava.course.figures.report_institutions_data import BODIES, GROUPS, Body
from nastava.course.figures.report_institutions_drawing import WhoData, above, draw, heights
from nastava.course.figures.spec import Cell, FigureSpec, Table, View
from nastava.course.sources import source
from nastava.text.languages import pick

CONTROLS = (
    Choice(
        "body",
        {"en": "Body", "sr": "Tijelo"},
        {body.id: body.name for body in BODIES},
        "kfor",
    ),
    Choice(
        "column",
        {"en": "Show", "sr": "Prikaži"},
        {
            "task": {"en": "what it is asked to do", "sr": "šta mu je zadatak"},
            "mandate": {"en": "who gave it the task", "sr": "ko mu je dao zadatak"},
            "answers": {"en": "to whom it answers", "sr": "kome odgovara"},
        },
        "task",
    ),
)

_TITLE: Mapping[str, Localized] = {
    "task": {"en": "{name}: {words}", "sr": "{name}: {words}"},
    "mandate": {"en": "{name} has its task from: {words}", "sr": "{name}: zadatak potiče odavde: {words}"},
    "answers": {"en": "{name} answers to: {words}", "sr": "{name} odgovara: {words}"},
}
_ALT: Localized = {
    "en": "Rows of bodies under four headings, joined by lines to those they answer to. {title}. "
    "The line upwards: {chain}. All rows: {rows}.",
    "sr": "Redovi tijela pod četiri naslova, linijama povezani sa onima kojima odgovaraju. {title}. "
    "Linija naviše: {chain}. Svi redovi: {rows}.",
}
_NO_CHAIN: Localized = {"en": "nothing above it here", "sr": "ovdje nema ničega iznad"}
_HOW: Localized = {
    "en": "A line leads to the body above; dots where the sources seen do not say to whom a body answers. A square "
    "marks a body whose task goes back to the UN Security Council. Steps in between are left out.",
    "sr": "Linija vodi do tijela iznad; tačkasta je tamo gdje pročitani izvori ne kažu kome tijelo odgovara. Kvadrat "
    "označava tijelo čiji zadatak potiče od Savjeta bezbjednosti UN. Međustepenice su izostavljene.",
}
_ON: Mapping[str, Localized] = {
    "kfor": {
        "en": "Two lines meet in KFOR: the UN gave the task, NATO has the command.",
        "sr": "U KFOR-u se sastaju dvije linije: zadatak su dale UN, a komanduje NATO.",
    },
    "nalt": {
        "en": "NALT and KFOR work in one place for one alliance and answer to different people.",
        "sr": "NALT i KFOR rade na istom mjestu za isti savez, a odgovaraju različitim ljudima.",
    },
    "nato-secretary-general": {
        "en": "The author of the report speaks for NATO and commands nobody, according to a copy of Wikipedia.",
        "sr": "Autor izvještaja govori za NATO, a ne komanduje nikome, prema jednoj kopiji Vikipedije.",
    },
    "ksf": {
        "en": "Belgrade called the change of the force in 2018 a breach of Resolution 1244, Pristina a sovereign decision.",
        "sr": "Promjenu snaga 2018. Beograd je nazvao kršenjem Rezolucije 1244, a Priština suverenom odlukom.",
    },
}
_HEADER: Sequence[Localized] = (
    {"en": "Body", "sr": "Tijelo"},
    {"en": "Asked to", "sr": "Zadatak"},
    {"en": "Task from", "sr": "Zadatak potiče od"},
    {"en": "Answers to", "sr": "Odgovara"},
    {"en": "Source", "sr": "Izvor"},
    {"en": "Second source", "sr": "Drugi izvor"},
    {"en": "Third source", "sr": "Treći izvor"},
)
#: Sources that a row of the table has room for.
_MOST = 3


def view(settings: Settings, language: str) -> View:
    """Return what the figure says for these settings."""
    column = str(settings["column"])
    chosen = next(body for body in BODIES if body.id == settings["body"])
    words = {body.id: pick(_words(body, column), language) for body in BODIES}
    chain = above(chosen)
    title = pick(_TITLE[column], language).format(name=pick(chosen.name, language), words=words[chosen.id])
    upwards = ", ".join(pick(body.name, language) for body in chain) or pick(_NO_CHAIN, language)
    rows = "; ".join(f"{pick(body.name, language)}: {words[body.id]}" for body in BODIES)
    notes = [pick(_ON[chosen.id], language)] if chosen.id in _ON else []
    notes.append(pick(_HOW, language))
    return View(
        title=title,
        alt=pick(_ALT, language).format(title=title, chain=upwards, rows=rows),
        sources=tuple(dict.fromkeys(id_ for body in BODIES for id_ in _sources(body))),
        table=Table([pick(text, language) for text in _HEADER], [_row(body, language) for body in BODIES]),
        heights=heights(),
        notes=notes,
        data=WhoData((chosen.id, *(body.id for body in chain)), chosen.id, words),
    )


def _words(body: Body, column: str) -> Localized:
    return {"task": body.task, "mandate": body.mandate, "answers": body.answers}[column]


def _sources(body: Body) -> tuple[str, ...]:
    """Return one source of each fact that a body's row rests on, none of them the article itself."""
    found = (
        next(id_ for id_ in fact(fact_id).sources if id_ not in {"seed-article", "rt-balkan-sgar-2023"})
        for fact_id in body.facts
    )
    return tuple(dict.fromkeys(found))


def _row(body: Body, language: str) -> list[Cell]:
    linked = [Cell(source(id_).publisher, href=source(id_).url) for id_ in _sources(body)]
    return [
        Cell(f"{pick(body.name, language)} ({pick(GROUPS[body.group], language)})"),
        *(Cell(pick(_words(body, column), language)) for column in ("task", "mandate", "answers")),
        *linked,
        *[Cell("")] * (_MOST - len(linked)),
    ]


FIGURE = FigureSpec(
    id="report-institutions",
    name={"en": "Who is who in the report", "sr": "Ko je ko u izvještaju"},
    controls=CONTROLS,
    view=view,
    draw=draw,
)
