"""Six states of the region on their ways: partner, in the plan for candidates, invited, in NATO."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from nastava.course.countries import country_name
from nastava.course.dates import say_date
from nastava.course.facts import fact
from nastava.course.figures.controls import Choice, Localized, Settings
from nastava.course.figures.pfp_data import by_code
from nastava.course.figures.region_status_data import NOT_INVITED, STATES, STATUS, Phase, State
from nastava.course.figures.region_status_drawing import draw, height
from nastava.course.figures.spec import Cell, FigureSpec, Table, View
from nastava.course.sources import source
from nastava.text.languages import pick

CONTROLS = (
    Choice(
        "axis",
        {"en": "Count", "sr": "Računaj"},
        {
            "calendar": {"en": "calendar years", "sr": "po kalendaru"},
            "since": {"en": "years since signing", "sr": "godine od potpisa"},
        },
        "calendar",
    ),
    Choice(
        "phases",
        {"en": "Show", "sr": "Prikaži"},
        {
            "all": {"en": "all steps", "sr": "sve korake"},
            "two": {"en": "partner and ally only", "sr": "samo partner i saveznica"},
        },
        "all",
    ),
)

_TITLE: Mapping[str, Localized] = {
    "all": {
        "en": "Four of six went from partner through plan and invitation to NATO; one has a plan on a condition, one "
        "seeks no membership",
        "sr": "Četiri od šest prešle su put od partnera preko plana i poziva do NATO-a; jedna ima plan uz uslov, jedna "
        "ne traži članstvo",
    },
    "two": {
        "en": "At the end of 2023 four of the six were in NATO, two were partners",
        "sr": "Krajem 2023. četiri od šest bile su u NATO-u, a dvije partneri",
    },
    "since": {
        "en": "From signing to NATO: about {least} years for {quick}, about {most} for {slow}",
        "sr": "Od potpisa do NATO-a: najkraće oko {least} godina ({quick}), najduže oko {most} ({slow})",
    },
}
_ALT: Localized = {
    "en": "One bar for each of six states, its parts what the state was at the time, on an axis of {axis}. {title}. {rows}.",
    "sr": "Po jedna traka za svaku od šest država, a njeni dijelovi ono što je država tada bila, na osi: {axis}. "
    "{title}. {rows}.",
}
_NOTES: Mapping[str, Localized] = {
    "all": {
        "en": "A bar tells when, not why. The plan (MAP) is NATO’s programme for candidates; taking part promises nothing. "
        "For Bosnia and Herzegovina the pattern stays open: whether the plan has begun is disputed at home. A short grey "
        "line above a bar: of the step only the year is known.",
        "sr": "Traka govori kada, a ne zašto. Plan (MAP) je NATO-ov program za kandidate; učešće ništa ne obećava. Za "
        "Bosnu i Hercegovinu šara ostaje otvorena: da li je plan počeo, u zemlji je sporno. Kratka siva crta iznad "
        "trake: za taj korak poznata je samo godina.",
    },
    "two": {
        "en": "Two colours are simpler, and they hide that Bosnia and Herzegovina and Serbia, both partners, took different "
        "ways.",
        "sr": "Dvije boje su jednostavnije, ali kriju da su Bosna i Hercegovina i Srbija, obje partneri, išle različitim "
        "putevima.",
    },
    "six": {
        "en": "Shown are six signatories of the Partnership for Peace. Kosovo has not signed and is not in the table.",
        "sr": "Prikazano je šest potpisnica Partnerstva za mir. Kosovo nije potpisnik i nema ga u tabeli.",
    },
}
_HEADER: Sequence[Localized] = (
    {"en": "State", "sr": "Država"},
    {"en": "From", "sr": "Od"},
    {"en": "Status", "sr": "Status"},
    {"en": "Remarks", "sr": "Napomene"},
    {"en": "Source", "sr": "Izvor"},
)


@dataclass(frozen=True)
class Scene:
    """What is drawn: each state with its name, the kind of axis, and whether all phases are shown."""

    lines: tuple[tuple[State, str], ...]
    since: bool
    all_phases: bool


def view(settings: Settings, language: str) -> View:
    """Return what the figure says for these settings."""
    since, all_phases = settings["axis"] == "since", settings["phases"] == "all"
    states = sorted(STATES, key=lambda each: each.years or 99) if since else list(STATES)
    lines = tuple((each, _name(each, language)) for each in states)
    scene = Scene(lines, since, all_phases)
    title = _title(since, all_phases, language)
    shown = [(state, name, _shown(state, all_phases)) for state, name in lines]
    told = "; ".join(
        f"{name}: "
        + ", ".join(f"{_when(each, language)} {pick(STATUS[each.status], language)}" for each in phases)
        for _state, name, phases in shown
    )
    cited = [each.source for _state, _name, phases in shown for each in phases]
    if all_phases:
        cited.append(fact(NOT_INVITED[1]).sources[0])
    axis = pick(CONTROLS[0].options[str(settings["axis"])], language)
    return View(
        title=title,
        alt=pick(_ALT, language).format(title=title, rows=told, axis=axis),
        sources=tuple(sorted(set(cited), key=lambda id_: (id_.startswith("wiki"), cited.index(id_)))),
        table=Table(
            [pick(text, language) for text in _HEADER],
            [row for state, name, phases in shown for row in _rows(state, name, phases, language)],
        ),
        heights=(height(scene, narrow=False), height(scene, narrow=True)),
        notes=[pick(_NOTES[name], language) for name in ("all" if all_phases else "two", "six")],
        data=scene,
    )


def _name(state: State, language: str) -> str:
    return country_name(state.iso3, by_code()[state.iso3].country, language)


def _shown(state: State, all_phases: bool) -> list[Phase]:
    return [each for each in state.phases if all_phases or each.status in {"partner", "ally"}]


def _when(each: Phase, language: str) -> str:
    return say_date(each.iso, language).rstrip(".")


def _title(since: bool, all_phases: bool, language: str) -> str:
    if not since:
        return pick(_TITLE["all" if all_phases else "two"], language)
    done = sorted((state for state in STATES if state.years is not None), key=lambda each: each.years or 0)
    return pick(_TITLE["since"], language).format(
        least=round(done[0].years or 0),
        quick=_name(done[0], language),
        most=round(done[-1].years or 0),
        slow=_name(done[-1], language),
    )


def _rows(state: State, name: str, phases: Sequence[Phase], language: str) -> list[list[Cell]]:
    rows = []
    for each in phases:
        cited = source(each.source)
        last = each is phases[-1] and state.remark is not None and state.phases[-1].status != "ally"
        rows.append(
            [
                Cell(name),
                Cell(_when(each, language)),
                Cell(pick(STATUS[each.status], language)),
                Cell(pick(state.remark, language) if last and state.remark else ""),
                Cell(cited.publisher, href=cited.url),
            ]
        )
        if each.status == "plan" and state.iso3 == NOT_INVITED[0]:
            told = source(fact(NOT_INVITED[1]).sources[0])
            rows.append(
                [
                    Cell(name),
                    Cell(say_date(fact(NOT_INVITED[1]).as_of, language).rstrip(".")),
                    Cell(pick(STATUS["plan"], language)),
                    Cell(pick(state.remark, language) if state.remark else ""),
                    Cell(told.publisher, href=told.url),
                ]
            )
    return rows


FIGURE = FigureSpec(
    id="region-status",
    name={
        "en": "Six states: partner, candidate, ally",
        "sr": "Šest država: partner, kandidat, saveznica",
    },
    controls=CONTROLS,
    view=view,
    draw=draw,
)
