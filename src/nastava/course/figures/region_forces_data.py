"""The international forces in Bosnia and Herzegovina since 1995: how strong, led by whom, under which resolution."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from nastava.course.dates import period
from nastava.course.facts import fact
from nastava.course.figures.controls import Localized
from nastava.course.figures.kfor_strength_data import year_of

Led = Literal["nato", "eu"]
Bound = Literal["exact", "about", "over"]
#: The time axis, from just before the first force to the end of the report's year.
FIRST, LAST = 1995.0, 2024.0


@dataclass(frozen=True)
class Count:
    """A reported strength: the fact that states it, who led the force, how its source words the number."""

    fact: str
    force: str
    led: Led
    bound: Bound
    remark: Localized | None = None

    @property
    def troops(self) -> int:
        """The number of the fact."""
        return int(fact(self.fact).value or 0)

    @property
    def at(self) -> float:
        """The year, with its fraction; a partial date stands in the middle of its period."""
        return year_of(period(fact(self.fact).as_of).middle)

    @property
    def year_only(self) -> bool:
        """Whether the source gives no more than the year."""
        return len(fact(self.fact).as_of) == 4


@dataclass(frozen=True)
class Presence:
    """A force or headquarters as a bar of time."""

    key: str
    led: Led
    name: Localized
    start: float
    end: float
    fact: str
    span: Localized


COUNTS = (
    Count(
        "forces-1995",
        "IFOR",
        "nato",
        "over",
        {
            "en": "NATO Headquarters Sarajevo gives 60,000, without “over”.",
            "sr": "Štab NATO-a u Sarajevu navodi 60.000, bez „više od“.",
        },
    ),
    Count("forces-1997", "SFOR", "nato", "exact"),
    Count("forces-1999", "SFOR", "nato", "exact"),
    Count("forces-2001", "SFOR", "nato", "exact"),
    Count("forces-2002", "SFOR", "nato", "exact", {"en": "Beginning of 2002.", "sr": "Početak 2002."}),
    Count(
        "forces-2002-sheet",
        "SFOR",
        "nato",
        "exact",
        {
            "en": "The sheet does not say which month; the force was being reduced that year.",
            "sr": "Ne piše koji mjesec; te godine snage su smanjivane.",
        },
    ),
    Count("forces-2003-01", "SFOR", "nato", "about"),
    Count("forces-2003-12", "SFOR", "nato", "about"),
    Count("althea-start", "EUFOR", "eu", "about"),
    Count("forces-2007-03", "EUFOR", "eu", "exact"),
    Count("forces-2007-12", "EUFOR", "eu", "about"),
    Count("forces-2010", "EUFOR", "eu", "about"),
    Count("forces-2021", "EUFOR", "eu", "exact"),
    Count(
        "forces-2022",
        "EUFOR",
        "eu",
        "about",
        {"en": "Announced on that day.", "sr": "Najavljeno tog dana."},
    ),
    Count("forces-2023", "EUFOR", "eu", "about"),
)
PRESENCES = (
    Presence(
        "ifor",
        "nato",
        {"en": "IFOR", "sr": "IFOR"},
        1995.96,
        1996.96,
        "unsc-1031",
        {"en": "December 1995 to December 1996", "sr": "decembar 1995. do decembra 1996."},
    ),
    Presence(
        "sfor",
        "nato",
        {"en": "SFOR", "sr": "SFOR"},
        1996.96,
        2004.92,
        "bih-sfor-end",
        {"en": "December 1996 to 2 December 2004", "sr": "decembar 1996. do 2. decembra 2004."},
    ),
    Presence(
        "hq",
        "nato",
        {"en": "NATO HQ Sarajevo", "sr": "Štab NATO-a Sarajevo"},
        2004.92,
        LAST,
        "bih-sfor-end",
        {"en": "since 2 December 2004", "sr": "od 2. decembra 2004."},
    ),
    Presence(
        "eufor",
        "eu",
        {"en": "EUFOR Althea", "sr": "EUFOR Althea"},
        2004.92,
        LAST,
        "althea-start",
        {"en": "since 2 December 2004", "sr": "od 2. decembra 2004."},
    ),
)
#: Resolutions of the Security Council: the fact, and its number as it is said here.
MANDATES = (("unsc-1031", "1031"), ("unsc-1088", "1088"), ("althea-start", "1575"))
