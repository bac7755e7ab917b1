"""How one report becomes several news items: each text that was seen, and how it words a passage."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from nastava.course.figures.controls import Choice, Localized, Settings
from nastava.course.figures.framing_path_data import PASSAGES, TEXTS, UNSEEN, Wording
from nastava.course.figures.framing_path_drawing import MARKS, draw, heights
from nastava.course.figures.spec import Cell, FigureSpec, Table, View
from nastava.course.sources import source
from nastava.text.languages import pick

CONTROLS = (
    Choice(
        "passage",
        {"en": "Follow", "sr": "Prati"},
        {key: passage.name for key, passage in PASSAGES.items()},
        "count",
    ),
)

_ALT: Localized = {
    "en": "Diagram of texts. {title}. From NATO's report, which was not seen whole, arrows lead to EWB, BGNES, Info-ks, "
    "Danas and RT Balkan, and from RT Balkan to ATV. {told}.",
    "sr": "Dijagram tekstova. {title}. Od izvještaja NATO-a, koji nije viđen u cjelini, strelice vode ka tekstovima EWB, "
    "BGNES, Info-ks, Danas i RT Balkan, a od RT Balkana ka ATV-u. {told}.",
}
_NOTE: Localized = {
    "en": "Each text is compared with EWB, which quotes the report or retells it closely; the full text of the report was "
    "not at hand, and some quotations may have been translated twice. Of most texts only the first part was seen.",
    "sr": "Svaki tekst je upoređen sa EWB-om, koji izvještaj navodi ili blisko prepričava; cijeli tekst izvještaja nije bio "
    "dostupan, a neki navodi možda su dvaput prevedeni. Od većine tekstova viđen je samo prvi dio.",
}
_HEADER: Sequence[Localized] = (
    {"en": "Text", "sr": "Tekst"},
    {"en": "Wording", "sr": "Formulacija"},
    {"en": "Sense", "sr": "Smisao"},
    {"en": "Compared", "sr": "Poređenje"},
    {"en": "Source", "sr": "Izvor"},
)


@dataclass(frozen=True)
class Box:
    """A text as it is drawn: its name, its words and their sense in the reader's language, what became of them."""

    key: str
    parent: str
    name: str
    words: str
    sense: str
    mark: str


def view(settings: Settings, language: str) -> View:
    """Return what the figure says for these settings."""
    passage = PASSAGES[str(settings["passage"])]
    boxes = []
    for text in TEXTS:
        said: Wording = passage.wordings.get(text.key, UNSEEN)
        boxes.append(
            Box(
                text.key,
                text.parent,
                pick(text.name, language),
                said.words,
                pick(said.sense, language),
                said.mark,
            )
        )
    title = pick(passage.title, language)
    told = "; ".join(
        f"{box.name}: {', '.join(part for part in (box.words, box.sense, _mark(box, language)) if part)}"
        for box in boxes
    )
    rows = [
        [
            Cell(box.name),
            Cell(box.words or "–"),
            Cell(box.sense),
            Cell(_mark(box, language)),
            Cell(source(text.source_id).publisher, href=source(text.source_id).url),
        ]
        for box, text in zip(boxes, TEXTS, strict=True)
    ]
    return View(
        title=title,
        alt=pick(_ALT, language).format(title=title, told=told),
        sources=tuple(text.source_id for text in TEXTS),
        table=Table([pick(text, language) for text in _HEADER], rows),
        heights=heights(boxes, language),
        notes=[pick(passage.note, language), pick(_NOTE, language)],
        data=tuple(boxes),
    )


def _mark(box: Box, language: str) -> str:
    return pick(MARKS[box.mark], language)


FIGURE = FigureSpec(
    id="framing-path",
    name={
        "en": "How one report becomes several news items",
        "sr": "Kako od jednog izvještaja nastaje više vijesti",
    },
    controls=CONTROLS,
    view=view,
    draw=draw,
)
