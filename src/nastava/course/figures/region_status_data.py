"""Six states and what each was to NATO from its signature to the end of 2023: partner, in the plan, invited, ally."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from nastava.course.dates import period
from nastava.course.facts import fact
from nastava.course.figures.controls import Localized
from nastava.course.figures.kfor_strength_data import year_of
from nastava.course.figures.pfp_data import by_code

Status = Literal["partner", "plan", "offered", "invited", "ally"]
#: In the order in which a state can pass through them.
STATUS: dict[Status, Localized] = {
    "partner": {"en": "partner (PfP)", "sr": "partner (PfP)"},
    "plan": {"en": "in the MAP", "sr": "u MAP-u"},
    "offered": {"en": "MAP on a condition", "sr": "MAP uz uslov"},
    "invited": {"en": "invited to join", "sr": "pozvana u članstvo"},
    "ally": {"en": "in NATO", "sr": "u NATO-u"},
}
#: Where the axis ends, at the end of the report's year.
LAST = 2024.0


@dataclass(frozen=True)
class Phase:
    """What a state was from a date on; ``source`` is where the date was read."""

    status: Status
    iso: str
    source: str

    @property
    def start(self) -> float:
        """The year with its fraction; a partial date stands in the middle of its period."""
        return year_of(period(self.iso).middle)

    @property
    def year_only(self) -> bool:
        """Whether only the year is known."""
        return len(self.iso) == 4


@dataclass(frozen=True)
class State:
    """A state with its phases, and remarks that a bar can't tell."""

    iso3: str
    phases: tuple[Phase, ...]
    remark: Localized | None = None

    @property
    def years(self) -> float | None:
        """Years from signing to membership, None without membership."""
        if self.phases[-1].status != "ally":
            return None
        return self.phases[-1].start - self.phases[0].start


def _state(iso3: str, steps: tuple[tuple[Status, str], ...], remark: Localized | None = None) -> State:
    member = by_code()[iso3]
    own = [Phase("partner", member.phases[0].iso, member.phases[0].source_id)]
    own += [Phase(status, fact(id_).as_of, fact(id_).sources[0]) for status, id_ in steps]
    if member.joined:
        own.append(Phase("ally", member.joined, member.phases[-1].source_id))
    return State(iso3, tuple(own), remark)


#: In the order of signing. The first and the last date of each are those of the table of partners.
STATES = (
    _state("ALB", (("plan", "map-albania"), ("invited", "invite-2008"))),
    _state(
        "MKD",
        (("plan", "map-mkd"), ("invited", "invite-mkd")),
        {
            "en": "Not invited in April 2008, because of the dispute with Greece over the name.",
            "sr": "U aprilu 2008. nije pozvana, zbog spora s Grčkom oko imena.",
        },
    ),
    _state("HRV", (("plan", "map-croatia"), ("invited", "invite-2008"))),
    _state(
        "BIH",
        (("offered", "bih-map"),),
        {
            "en": "Since December 2018 NATO has been ready to accept a first programme; what was sent in 2019 parties read "
            "differently.",
            "sr": "Od decembra 2018. NATO je spreman da primi prvi program; ono što je poslato 2019. stranke tumače "
            "različito.",
        },
    ),
    _state("MNE", (("plan", "map-montenegro"), ("invited", "invite-montenegro"))),
    _state(
        "SRB",
        (),
        {
            "en": "Its parliament declared military neutrality on 26 December 2007; its government does not seek membership.",
            "sr": "Skupština je 26. decembra 2007. proglasila vojnu neutralnost; vlada ne traži članstvo.",
        },
    ),
)
#: The day on which one of three candidates was not invited.
NOT_INVITED = ("MKD", "invite-2008-mkd")
