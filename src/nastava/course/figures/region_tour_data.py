"""The tour of November 2023, point by point, and which text has what: announced, reported, in NATO's own words, later."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from nastava.course.figures.controls import Localized

Column = Literal["announced", "news", "nato", "article"]
#: What a text makes of a point: it has it, it has the country only, or two texts contradict each other.
Mark = Literal["named", "part", "differ"]
COLUMNS: dict[Column, Localized] = {
    "announced": {"en": "Announced", "sr": "Najava"},
    "news": {"en": "News", "sr": "Vijesti"},
    "nato": {"en": "NATO", "sr": "NATO"},
    "article": {"en": "Article", "sr": "Članak"},
}
#: What each column stands for, for the table.
MEANING: dict[Column, Localized] = {
    "announced": {"en": "announced before", "sr": "najavljeno prije"},
    "news": {"en": "reported after by others than NATO", "sr": "objavili drugi, poslije"},
    "nato": {"en": "in a text by NATO, after", "sr": "u NATO-ovom tekstu, poslije"},
    "article": {"en": "in the article of March 2024", "sr": "u članku iz marta 2024."},
}


@dataclass(frozen=True)
class Point:
    """A point of the tour; ``said`` gives for each column what it has and the source where that was read."""

    key: str
    day: int
    place: Localized
    what: Localized
    said: Mapping[Column, tuple[Mark, str]] = field(default_factory=dict)


_ARTICLE: tuple[Mark, str] = ("part", "seed-article")
_SARAJEVO: Localized = {"en": "Sarajevo", "sr": "Sarajevo"}
_KOSOVO: Localized = {"en": "Kosovo", "sr": "Kosovo"}
_BELGRADE: Localized = {"en": "Belgrade", "sr": "Beograd"}
_SKOPJE: Localized = {"en": "Skopje", "sr": "Skoplje"}

POINTS = (
    Point(
        "presidency",
        19,
        _SARAJEVO,
        {"en": "dinner with the Presidency", "sr": "večera s Predsjedništvom"},
        {
            "announced": ("named", "avaz-2023-11"),
            "news": ("named", "nova-2023-11-20-tour"),
            "article": _ARTICLE,
        },
    ),
    Point(
        "council",
        20,
        _SARAJEVO,
        {"en": "Krišto, Council of Ministers", "sr": "Krišto, Savjet ministara"},
        {
            "announced": ("named", "avaz-2023-11"),
            "news": ("named", "ewb-2023-11-20"),
            "nato": ("named", "nato-2023-11-20-sarajevo"),
            "article": _ARTICLE,
        },
    ),
    Point(
        "representative",
        20,
        _SARAJEVO,
        {"en": "High Representative", "sr": "visoki predstavnik"},
        {"announced": ("named", "avaz-2023-11"), "news": ("named", "ewb-2023-11-20"), "article": _ARTICLE},
    ),
    Point(
        "hq-sarajevo",
        20,
        _SARAJEVO,
        {"en": "NATO Headquarters", "sr": "Štab NATO-a"},
        {
            "announced": ("named", "atv-2023-11-20"),
            "news": ("named", "nova-2023-11-20-tour"),
            "article": _ARTICLE,
        },
    ),
    Point(
        "president-pristina",
        20,
        _KOSOVO,
        {"en": "Osmani in Pristina", "sr": "Osmani u Prištini"},
        {
            "announced": ("named", "b92-2023-11-20"),
            "news": ("named", "rfe-naslovi-2023-11-20"),
            "nato": ("named", "ssj-2023-11"),
        },
    ),
    Point(
        "minister-pristina",
        20,
        _KOSOVO,
        {"en": "Kurti in Pristina", "sr": "Kurti u Prištini"},
        {"announced": ("named", "b92-2023-11-20"), "news": ("named", "arbresh-2023-11-20")},
    ),
    Point(
        "camp",
        20,
        _KOSOVO,
        {"en": "KFOR camp and commander", "sr": "baza i komandant KFOR-a"},
        {
            "announced": ("named", "albinfo-2023-11"),
            "news": ("named", "aa-2023-11-20"),
            "nato": ("named", "ssj-2023-11"),
        },
    ),
    Point(
        "nalt",
        20,
        _KOSOVO,
        {"en": "director of NALT", "sr": "direktor NALT-a"},
        {"announced": ("named", "albinfo-2023-11")},
    ),
    Point(
        "headquarters",
        20,
        _KOSOVO,
        {"en": "HQ of “so-called … forces”", "sr": "štab „takozvanih … snaga“"},
        {"article": ("named", "seed-article")},
    ),
    Point(
        "president-belgrade",
        21,
        _BELGRADE,
        {"en": "president Vučić", "sr": "predsjednik Vučić"},
        {
            "announced": ("named", "b92-2023-11-20"),
            "news": ("named", "rferl-2023-11-21"),
            "nato": ("named", "nato-2023-11-21-belgrade"),
            "article": _ARTICLE,
        },
    ),
    Point(
        "minister-belgrade",
        21,
        _BELGRADE,
        {"en": "prime minister Brnabić", "sr": "premijerka Brnabić"},
        {"announced": ("named", "b92-2023-11-20"), "nato": ("named", "mlo-2023-11-22"), "article": _ARTICLE},
    ),
    Point(
        "minister-skopje",
        21,
        _SKOPJE,
        {"en": "prime minister Kovačevski", "sr": "premijer Kovačevski"},
        {
            "announced": ("named", "atv-2023-11-20"),
            "news": ("named", "mia-2023-11-21"),
            "nato": ("named", "nato-2023-11-21-skopje"),
            "article": _ARTICLE,
        },
    ),
    Point(
        "leaders",
        22,
        _SKOPJE,
        {"en": "leaders of Allies", "sr": "lideri saveznica"},
        {
            "announced": ("named", "b92-2023-11-20"),
            "news": ("named", "mia-2023-11-22"),
            "nato": ("named", "nato-2023-11-22-skopje"),
            "article": ("named", "seed-article"),
        },
    ),
    Point(
        "slovenia",
        22,
        _SKOPJE,
        {"en": "Slovenia’s prime minister", "sr": "premijer Slovenije"},
        {"announced": ("named", "hr-president-2023-11"), "news": ("differ", "skopjediem-2023-11")},
    ),
)
#: A text beside the article that has a point too, and where the article probably has it from.
ALSO = {"headquarters": "rt-balkan-sgar-2023"}
#: The text that contradicts the one named, where texts differ.
AGAINST = {"slovenia": "nova-2023-11-22"}
