"""The areas in which NALT advises, as different texts name them: who names what, and what nobody else names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from nastava.course.figures.capacity_areas_drawing import draw, height
from nastava.course.figures.controls import Choice, Localized, Settings, Switch
from nastava.course.figures.spec import Cell, FigureSpec, Table, View
from nastava.course.sources import source
from nastava.course.wording import listed
from nastava.text.languages import pick


@dataclass(frozen=True)
class Text:
    """A text that names areas: the fact that says so, where it was read, and how it is called here."""

    key: str
    fact: str
    source: str
    name: Localized


@dataclass(frozen=True)
class Area:
    """An area of advice, the texts that name it, and those that name something near it instead."""

    key: str
    name: Localized
    named_by: frozenset[str]
    near: frozenset[str] = frozenset()


#: In the order in which they were published last to first, the article first since the lesson begins with it.
TEXTS = (
    Text("article", "seed-nalt-areas", "seed-article", {"en": "Article", "sr": "Članak"}),
    Text("ewb", "nalt-areas-ewb", "ewb-2024-03-14", {"en": "EWB", "sr": "EWB"}),
    Text("page", "nalt-areas-2017", "nato-topic-144933", {"en": "NATO page", "sr": "Stranica NATO-a"}),
)
_REPORT = frozenset({"article", "ewb"})
#: In the order of the article; then those that stand in the NATO page alone, in its order.
AREAS = (
    Area("medical", {"en": "Medical support", "sr": "Medicinska podrška"}, _REPORT),
    Area("logistics", {"en": "Logistics", "sr": "Logistika"}, _REPORT | {"page"}),
    Area("procurement", {"en": "Procurement", "sr": "Nabavke"}, _REPORT | {"page"}),
    Area(
        "budget",
        {"en": "Budget execution", "sr": "Izvršenje budžeta"},
        frozenset({"article"}),
        frozenset({"page"}),
    ),
    Area("people", {"en": "Human resources", "sr": "Ljudski resursi"}, _REPORT | {"page"}),
    Area("emergency", {"en": "Emergency planning", "sr": "Vanredne situacije"}, frozenset({"page"})),
    Area("officers", {"en": "Officers and NCOs", "sr": "Oficiri i podoficiri"}, frozenset({"page"})),
    Area("training", {"en": "Training, lessons", "sr": "Obuka i pouke"}, frozenset({"page"})),
)

CONTROLS = (
    Switch(
        "page",
        {"en": "Add the NATO page of 2017", "sr": "Dodaj stranicu NATO-a iz 2017."},
        False,
    ),
    Choice(
        "order",
        {"en": "Order of the areas", "sr": "Redoslijed oblasti"},
        {
            "article": {"en": "as in the article", "sr": "kao u članku"},
            "count": {
                "en": "by the number of texts that name them",
                "sr": "po broju tekstova koji ih navode",
            },
        },
        "article",
    ),
)

_TITLE: Mapping[bool, Localized] = {
    False: {
        "en": "Two texts about one report: four areas stand in both, budget execution in the article alone",
        "sr": "Dva teksta o istom izvještaju: četiri oblasti su u oba, izvršenje budžeta samo u članku",
    },
    True: {
        "en": "Three areas stand in all three texts: logistics, procurement and human resources",
        "sr": "Tri oblasti su u sva tri teksta: logistika, nabavke i ljudski resursi",
    },
}
_ALT: Localized = {
    "en": "A grid of areas by texts, with a filled mark where a text names an area. {title}. {rows}.",
    "sr": "Mreža oblasti i tekstova, s punim znakom gdje tekst navodi oblast. {title}. {rows}.",
}
_NAMED: Localized = {"en": "named by {which}", "sr": "navode: {which}"}
_ALSO: Localized = {"en": ", something near it by {which}", "sr": ", nešto blisko navodi: {which}"}
_NOTES: Sequence[Localized] = (
    {
        "en": "EWB writes “especially” before its four, so a longer list is not excluded: that budget execution is missing "
        "there does not show that it is missing in the report. The report itself was not seen.",
        "sr": "EWB ispred svoje četiri oblasti piše „posebno“, pa duži spisak nije isključen: to što izvršenja budžeta "
        "tamo nema ne pokazuje da ga nema ni u izvještaju. Sam izvještaj nismo vidjeli.",
    },
    {
        "en": "The NATO page says “areas such as” and is six years older; it tells of priorities then, not of 2023. It has "
        "“finance”, which is wider than budget execution: a half-filled mark.",
        "sr": "Stranica NATO-a kaže „oblasti kao što su“ i šest godina je starija; govori o tadašnjim prioritetima, a ne o "
        "2023. Na njoj stoje „finansije“, što je šire od izvršenja budžeta: poluispunjen znak.",
    },
)
_HEADER: Localized = {"en": "Area", "sr": "Oblast"}
_CELL: Mapping[str, Localized] = {
    "named": {"en": "named", "sr": "navodi"},
    "near": {"en": "near: finance", "sr": "blisko: finansije"},
    "none": {"en": "not named", "sr": "ne navodi"},
}


@dataclass(frozen=True)
class Grid:
    """What is drawn: name, year and number of areas of each text; name and marks of each area."""

    columns: tuple[tuple[str, str, int], ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]


def mark(area: Area, text: Text) -> str:
    """Return whether a text names an area: "named", "near" or "none".

    Example:
        >>> [mark(AREAS[3], text) for text in TEXTS]
        ['named', 'none', 'near']
    """
    return "named" if text.key in area.named_by else "near" if text.key in area.near else "none"


def view(settings: Settings, language: str) -> View:
    """Return what the figure says for these settings."""
    with_page = bool(settings["page"])
    texts = TEXTS if with_page else TEXTS[:2]
    shown = [area for area in AREAS if any(mark(area, text) == "named" for text in texts)]
    if settings["order"] == "count":
        shown.sort(key=lambda area: -sum(mark(area, text) == "named" for text in texts))
    columns = tuple((pick(text.name, language), source(text.source).date[:4], named(text)) for text in texts)
    rows = tuple((pick(area.name, language), tuple(mark(area, text) for text in texts)) for area in shown)
    title = pick(_TITLE[with_page], language)
    data = Grid(columns, rows)
    return View(
        title=title,
        alt=pick(_ALT, language).format(
            title=title, rows="; ".join(_told(area, texts, language) for area in shown)
        ),
        sources=tuple(text.source for text in texts),
        table=Table(
            [pick(_HEADER, language), *(pick(text.name, language) for text in texts)],
            [
                [
                    Cell(pick(area.name, language)),
                    *(
                        Cell(pick(_CELL[mark(area, text)], language), href=source(text.source).url)
                        for text in texts
                    ),
                ]
                for area in shown
            ],
        ),
        heights=(height(data, narrow=False), height(data, narrow=True)),
        notes=[pick(note, language) for note in _NOTES[: 1 + with_page]],
        data=data,
    )


def _told(area: Area, texts: Sequence[Text], language: str) -> str:
    def which(kind: str) -> str:
        return listed([pick(text.name, language) for text in texts if mark(area, text) == kind], language)

    said = f"{pick(area.name, language)}: {pick(_NAMED, language).format(which=which('named'))}"
    return said + (pick(_ALSO, language).format(which=which("near")) if which("near") else "")


def named(text: Text) -> int:
    """Return how many areas a text names, as its fact counts them; an area near one of ours counts too.

    Example:
        >>> [(text.key, named(text)) for text in TEXTS]
        [('article', 5), ('ewb', 4), ('page', 7)]
    """
    return sum(mark(area, text) != "none" for area in AREAS)


FIGURE = FigureSpec(
    id="capacity-areas",
    name={"en": "Areas of advice, by text", "sr": "Oblasti savjetovanja, po tekstovima"},
    controls=CONTROLS,
    view=view,
    draw=draw,
)
