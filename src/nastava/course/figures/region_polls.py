"""Four polls on NATO membership in Montenegro, 2015 and 2016: who asked, what was found, and of whom the share is taken."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from nastava.course.dates import say_date
from nastava.course.facts import fact
from nastava.course.figures.controls import Choice, Localized, Settings
from nastava.course.figures.region_polls_drawing import ANSWERS, draw, height
from nastava.course.figures.spec import Cell, FigureSpec, Table, View
from nastava.course.sources import source
from nastava.text.languages import pick
from nastava.text.numbers import symbols

CONTROLS = (
    Choice(
        "base",
        {"en": "Shares of", "sr": "Udjeli među"},
        {
            "all": {"en": "all who were asked", "sr": "svim ispitanima"},
            "decided": {"en": "those with an opinion", "sr": "onima koji imaju stav"},
        },
        "all",
    ),
    Choice(
        "order",
        {"en": "In order of", "sr": "Poredaj po"},
        {
            "date": {"en": "date", "sr": "datumu"},
            "for": {"en": "share in favour", "sr": "udjelu za"},
        },
        "date",
    ),
)
#: The facts, in order of date.
POLLS = ("mne-poll-2015", "mne-poll-2015-damar", "mne-poll-2016-05", "mne-poll-2016-07")
_TITLE: Mapping[str, Localized] = {
    "all": {
        "en": "No poll of the four found a majority of all asked; in July and September 2015 two pollsters had 36 and 42 "
        "per cent in favour",
        "sr": "Nijedna od četiri ankete nije našla većinu svih ispitanih; u julu i septembru 2015. dvije ankete imale su "
        "36 i 42 odsto za",
    },
    "decided": {
        "en": "Without the undecided, three of the four polls have a majority in favour: the base makes the headline",
        "sr": "Bez neodlučnih tri od četiri ankete imaju većinu za: naslov zavisi od toga među kim se računa",
    },
}
_ALT: Localized = {
    "en": "One bar for each poll, from in favour on the left to against on the right. {title}. {rows}.",
    "sr": "Po jedna traka za svaku anketu, lijevo za, desno protiv. {title}. {rows}.",
}
_NOTES: Mapping[str, Localized] = {
    "reading": {
        "en": "CEDEM is a Montenegrin watchdog organisation, Damar a polling agency. Its poll of September 2015 was "
        "made for a party, that of May 2016 was published by the communication team for membership. Opponents called the "
        "government’s figures false. What the questions were, word for word, we know for one poll only.",
        "sr": "CEDEM je crnogorska nevladina organizacija, Damar agencija za ankete. Njegovu anketu iz septembra 2015. "
        "naručila je stranka, a onu iz maja 2016. objavio je komunikacioni tim za članstvo. Protivnici su brojke vlade "
        "nazvali netačnim. Kako su tačno glasila pitanja, znamo samo za jednu anketu.",
    },
    "decided": {
        "en": "Worked out here: in favour divided by in favour and against. Those who had no opinion might vote either way, or "
        "not at all.",
        "sr": "Izračunato ovdje: za podijeljeno sa za i protiv. Oni bez stava mogli bi glasati i ovako i onako, ili nikako.",
    },
}
_HEADER: Sequence[Localized] = (
    {"en": "Poll", "sr": "Anketa"},
    *ANSWERS.values(),
    {"en": "Source", "sr": "Izvor"},
)


@dataclass(frozen=True)
class Poll:
    """A poll: what it is called, and its shares in per cent: in favour, undecided, against."""

    fact: str
    name: str
    shares: tuple[float, float, float]
    labels: tuple[str, str, str]


@dataclass(frozen=True)
class Scene:
    """What is drawn."""

    polls: tuple[Poll, ...]


def shares(fact_id: str, *, decided: bool) -> tuple[float, float, float]:
    """Return in favour, undecided and against in per cent, of all asked or of those with an opinion.

    Example:
        >>> shares("mne-poll-2015", decided=False)
        (36.0, 26.0, 37.0)
        >>> [round(share, 1) for share in shares("mne-poll-2016-05", decided=True)]
        [54.6, 0.0, 45.4]
    """
    yes, no, none = map(float, str(fact(fact_id).value).split("-"))
    if decided:
        return 100 * yes / (yes + no), 0.0, 100 * no / (yes + no)
    return yes, none, no


def view(settings: Settings, language: str) -> View:
    """Return what the figure says for these settings."""
    base = str(settings["base"])
    polls = [_poll(id_, base == "decided", language) for id_ in POLLS]
    if settings["order"] == "for":
        polls.sort(key=lambda poll: -poll.shares[0])
    scene = Scene(tuple(polls))
    title = pick(_TITLE[base], language)
    words = [pick(each, language) for each in ANSWERS.values()]
    told = "; ".join(
        f"{poll.name}: "
        + ", ".join(f"{word} {label}" for word, label in zip(words, poll.labels, strict=True) if label)
        for poll in polls
    )
    return View(
        title=title,
        alt=pick(_ALT, language).format(title=title, rows=told),
        sources=tuple(fact(poll.fact).sources[0] for poll in polls),
        table=Table([pick(text, language) for text in _HEADER], [_row(poll) for poll in polls]),
        heights=(height(scene, narrow=False), height(scene, narrow=True)),
        notes=[pick(_NOTES[name], language) for name in ("reading", base) if name in _NOTES],
        data=scene,
    )


def _poll(id_: str, decided: bool, language: str) -> Poll:
    found = shares(id_, decided=decided)
    name = f"{fact(id_).said_by}, {say_date(fact(id_).as_of, language).rstrip('.')}"
    return Poll(id_, name, found, tuple(_percent(share, language) for share in found))  # type: ignore[arg-type]


def _percent(share: float, language: str) -> str:
    if not share:
        return ""
    written = f"{share:.1f}".removesuffix(".0").replace(".", symbols(language).decimal)
    return f"{written} %"


def _row(poll: Poll) -> list[Cell]:
    cited = source(fact(poll.fact).sources[0])
    return [
        Cell(poll.name),
        *(Cell(label, numeric=True) for label in poll.labels),
        Cell(cited.publisher, href=cited.url),
    ]


FIGURE = FigureSpec(
    id="region-polls",
    name={"en": "Polls on membership in Montenegro", "sr": "Ankete o članstvu u Crnoj Gori"},
    controls=CONTROLS,
    view=view,
    draw=draw,
)
