"""How strong a claim may be: the facts of the course on a ladder, by what kind of evidence they rest on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from nastava.course.facts import Fact, fact
from nastava.course.figures.briefing_ladder_data import CLAIMS, RUNGS, SUBJECTS, disputed, on_rungs, rung
from nastava.course.figures.briefing_ladder_drawing import draw, heights
from nastava.course.figures.controls import Choice, Localized, Settings
from nastava.course.figures.spec import Cell, FigureSpec, Table, View
from nastava.course.sources import source
from nastava.text.languages import pick

_NONE = "none"
CONTROLS = (
    Choice(
        "claim",
        {"en": "Claim", "sr": "Tvrdnja"},
        {_NONE: {"en": "none, only the ladder", "sr": "nijedna, samo ljestvica"}}
        | {id_: claim.words for id_, claim in CLAIMS.items()},
        _NONE,
    ),
    Choice("subject", {"en": "Count the facts on", "sr": "Broji činjenice o temi"}, SUBJECTS, "all"),
)

_TITLE: Localized = {
    "en": "{several} of {all} facts rest on several sources; {speaker} are judgements or wishes and stay their speaker’s",
    "sr": "Od {all} činjenica {several} počiva na više izvora; {speaker} su ocjene ili želje i ostaju riječ govornika",
}
_TITLE_SUBJECT: Localized = {
    "en": "{subject}: {several} of {all} facts rest on several sources, {speaker} are judgements or wishes",
    "sr": "{subject}: od {all} činjenica {several} počiva na više izvora, a {speaker} su ocjene ili želje",
}
_TITLE_CLAIM: Localized = {
    "en": "“{claim}”: rung {step} of {steps}, {rung}",
    "sr": "„{claim}“: prečka {step} od {steps}, {rung}",
}
_ALT: Localized = {
    "en": "A ladder of four rungs, each with a bar for the number of facts. {title}. From the top: {told}.",
    "sr": "Ljestvica od četiri prečke, svaka sa stupcem za broj činjenica. {title}. Odozgo: {told}.",
}
_TOLD: Localized = {
    "en": "{rung} {n}, sources differ for {disputed}",
    "sr": "{rung} {n}, izvori se razlikuju kod {disputed}",
}
_HOW: Localized = {
    "en": "The rung follows from three fields of the course’s data: kind, speaker, sources. The article and RT Balkan, its likely "
    "origin, count as one source. Whether other texts are independent has to be looked at one by one.",
    "sr": "Prečka slijedi iz tri polja u podacima kursa: vrsta, govornik, izvori. Članak i RT Balkan, od kojeg vjerovatno potiče, "
    "broje se kao jedan izvor. Da li su ostali tekstovi nezavisni, mora se gledati od slučaja do slučaja.",
}
_LOW: Localized = {
    "en": "The lowest rung is not the worst: that somebody said something can be quite certain. But what was said stays theirs, "
    "however many texts repeat it.",
    "sr": "Najniža prečka nije najgora: da je neko nešto rekao, može biti sasvim sigurno. Ali rečeno ostaje njegovo, ma koliko ga "
    "tekstova ponovilo.",
}
_WRITE: Localized = {"en": "How to write it: {write}", "sr": "Kako to napisati: {write}"}
_HEADER: Sequence[Localized] = (
    {"en": "Claim", "sr": "Tvrdnja"},
    {"en": "Rung", "sr": "Prečka"},
    {"en": "Texts", "sr": "Tekstova"},
    {"en": "Source", "sr": "Izvor"},
)


@dataclass(frozen=True)
class Step:
    """A rung as it is drawn: its name, how many facts, for how many of them sources differ, and a claim on it."""

    id: str
    name: str
    count: int
    disputed: int
    claim: str = ""


def view(settings: Settings, language: str) -> View:
    """Return what the figure says for these settings."""
    claim, subject = str(settings["claim"]), str(settings["subject"])
    steps = _steps(claim, subject, language)
    title = _title(claim, subject, steps, language)
    told = "; ".join(
        pick(_TOLD, language).format(rung=step.name, n=step.count, disputed=step.disputed) for step in steps
    )
    notes = [pick(_LOW, language), pick(_HOW, language)]
    if claim != _NONE:
        notes.insert(0, pick(_WRITE, language).format(write=pick(CLAIMS[claim].write, language)))
    return View(
        title=title,
        alt=pick(_ALT, language).format(title=title, told=told),
        sources=tuple(dict.fromkeys(_main_source(fact(each.fact_id)) for each in CLAIMS.values())),
        table=Table([pick(text, language) for text in _HEADER], _rows(language)),
        heights=heights(steps),
        notes=notes,
        data=steps,
    )


def _steps(claim: str, subject: str, language: str) -> tuple[Step, ...]:
    """Return the rungs from the top down."""
    here = rung(fact(CLAIMS[claim].fact_id)) if claim in CLAIMS else ""
    found = on_rungs(subject)
    return tuple(
        Step(
            id_,
            pick(RUNGS[id_], language),
            len(found[id_]),
            sum(map(disputed, found[id_])),
            pick(CLAIMS[claim].words, language) if id_ == here else "",
        )
        for id_ in reversed(list(RUNGS))
    )


def _title(claim: str, subject: str, steps: Sequence[Step], language: str) -> str:
    counts = {step.id: step.count for step in steps}
    if claim in CLAIMS:
        here = next(step for step in steps if step.claim)
        return pick(_TITLE_CLAIM, language).format(
            claim=_capital(here.claim),
            step=list(RUNGS).index(here.id) + 1,
            steps=len(RUNGS),
            rung=here.name[0].lower() + here.name[1:],
        )
    pattern = pick(_TITLE if subject == "all" else _TITLE_SUBJECT, language)
    return pattern.format(
        subject=_capital(pick(SUBJECTS[subject], language)),
        several=counts["several"],
        all=sum(counts.values()),
        speaker=counts["speaker"],
    )


def _capital(words: str) -> str:
    return words[0].upper() + words[1:]


def _main_source(found: Fact) -> str:
    """Return where the fact was read, outside the article if anywhere."""
    others = [id_ for id_ in found.sources if id_ not in {"seed-article", "rt-balkan-sgar-2023"}]
    return others[0] if others else found.sources[0]


def _rows(language: str) -> list[list[Cell]]:
    rows = []
    for claim in CLAIMS.values():
        found = fact(claim.fact_id)
        cited = source(_main_source(found))
        rows.append(
            [
                Cell(_capital(pick(claim.words, language))),
                Cell(pick(RUNGS[rung(found)], language)),
                Cell(str(len(found.sources)), numeric=True),
                Cell(cited.publisher, href=cited.url),
            ]
        )
    return rows


FIGURE = FigureSpec(
    id="briefing-ladder",
    name={"en": "How strong a claim may be", "sr": "Koliko jaka smije biti tvrdnja"},
    controls=CONTROLS,
    view=view,
    draw=draw,
)
