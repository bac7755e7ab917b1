"""The organisations of the timeline, and what Pristina, Belgrade and NATO said about the laws of December 2018."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from nastava.course.figures.controls import Localized

#: Where the time axis ends; bars of what goes on end there too.
LAST = 2024.0


@dataclass(frozen=True)
class Organisation:
    """An organisation: when it began and ended, how sure that is, and the facts behind it.

    ``unsure`` are spans in which the beginning or the end lies, ``older`` says that it existed before ``start``;
    ``span`` tells both in words for the table.
    """

    key: str
    group: str
    name: Localized
    start: float
    end: float
    facts: tuple[str, ...]
    span: Localized
    unsure: tuple[tuple[float, float], ...] = ()
    older: bool = False


ORGANISATIONS = (
    Organisation(
        "police",
        "local",
        {"en": "Kosovo Police", "sr": "Kosovska policija"},
        1999.0,
        LAST,
        ("kosovo-police-created",),
        {"en": "since 1999", "sr": "od 1999."},
        ((1999.0, 2000.0),),
    ),
    Organisation(
        "kpc",
        "local",
        {"en": "Protection Corps (KPC)", "sr": "Zaštitni korpus (KPC)"},
        1999.72,
        2009.45,
        ("kpc-created", "kpc-end"),
        {
            "en": "September 1999 to January or June 2009",
            "sr": "od septembra 1999. do januara ili juna 2009.",
        },
        ((2009.05, 2009.45),),
    ),
    Organisation(
        "ksf",
        "local",
        {"en": "Security Force (KSF)", "sr": "Bezbjednosne snage (KSF)"},
        2009.0,
        LAST,
        ("ksf-start", "ksf-foc-2013", "ksf-2018"),
        {"en": "since early 2009", "sr": "od početka 2009."},
        ((2009.0, 2009.5),),
    ),
    Organisation(
        "kfor",
        "international",
        {"en": "KFOR (NATO)", "sr": "KFOR (NATO)"},
        1999.446,
        LAST,
        ("kfor-entry",),
        {"en": "since June 1999", "sr": "od juna 1999."},
    ),
    Organisation(
        "eulex",
        "international",
        {"en": "EULEX (EU)", "sr": "EULEX (EU)"},
        2008.94,
        LAST,
        ("eulex-start",),
        {"en": "since December 2008", "sr": "od decembra 2008."},
    ),
    Organisation(
        "nlat",
        "international",
        {"en": "NLAT (NATO)", "sr": "NLAT (NATO)"},
        2014.24,
        2016.65,
        ("nlat-brussels", "nalt-created"),
        {
            "en": "directly under Brussels from March 2014, to August 2016",
            "sr": "neposredno pod Briselom od marta 2014, do avgusta 2016.",
        },
        older=True,
    ),
    Organisation(
        "nalt",
        "international",
        {"en": "NALT (NATO)", "sr": "NALT (NATO)"},
        2016.65,
        LAST,
        ("nalt-created",),
        {"en": "since August 2016", "sr": "od avgusta 2016."},
    ),
)

#: Who speaks: name, the facts, and their gist in the speaker's own terms, one sentence a fact.
VOICES: Mapping[str, tuple[Localized, tuple[tuple[str, Localized], ...]]] = {
    "pristina": (
        {"en": "Pristina", "sr": "Priština"},
        (
            (
                "pos-ksf-pristina",
                {
                    "en": "A sovereign decision; the force is professional and multi-ethnic (Haradinaj).",
                    "sr": "Suverena odluka; snage su profesionalne i multietničke (Haradinaj).",
                },
            ),
            (
                "pos-ksf-pristina-thaci",
                {
                    "en": "Irreversible and in line with the constitution; never a threat (Thaçi).",
                    "sr": "Nepovratna i u skladu s ustavom; nikada prijetnja (Thaçi).",
                },
            ),
        ),
    ),
    "belgrade": (
        {"en": "Belgrade", "sr": "Beograd"},
        (
            (
                "pos-ksf-belgrade",
                {
                    "en": "A breach of Resolution 1244, which provides for demilitarisation (Vučić).",
                    "sr": "Kršenje Rezolucije 1244, koja predviđa demilitarizaciju (Vučić).",
                },
            ),
            (
                "pos-ksf-belgrade-kfor",
                {
                    "en": "1244 foresees KFOR alone as an armed force; the change threatens stability (Dačić).",
                    "sr": "1244 kao oružanu silu predviđa samo KFOR; promjena ugrožava stabilnost (Dačić).",
                },
            ),
        ),
    ),
    "nato": (
        {"en": "NATO", "sr": "NATO"},
        (
            (
                "pos-ksf-nato",
                {
                    "en": "Ill-timed, but in principle for Kosovo to decide; support under review (Stoltenberg).",
                    "sr": "U pogrešno vrijeme, ali u načelu stvar Kosova; podrška se preispituje (Stoltenberg).",
                },
            ),
            (
                "pos-ksf-nato-kfor",
                {
                    "en": "KFOR works under a UN mandate; the laws do not affect it (Stoltenberg).",
                    "sr": "KFOR radi po mandatu UN; zakoni na njega ne utiču (Stoltenberg).",
                },
            ),
        ),
    ),
}
