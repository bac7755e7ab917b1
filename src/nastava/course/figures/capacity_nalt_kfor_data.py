"""KFOR and NALT as the figure compares them: the facts about each, and its task and command in words."""

from __future__ import annotations

from dataclasses import dataclass

from nastava.course.dates import period
from nastava.course.facts import fact
from nastava.course.figures.controls import Localized

#: The last day that the figure looks at.
END = "2023-12-31"


@dataclass(frozen=True)
class Body:
    """One of the two bodies: the facts that it rests on, and its task and command in words."""

    name: str
    people: str
    nations: str
    since: str
    task: str
    command: str
    does: Localized
    answers_to: Localized


BODIES = (
    Body(
        "KFOR",
        "seed-kfor-total",
        "seed-kfor-nations",
        "kfor-entry",
        "seed-kfor-mandate",
        "kfor-chain",
        {
            "en": "helps keep a safe and secure environment and freedom of movement",
            "sr": "pomaže u održavanju bezbjednog okruženja i slobode kretanja",
        },
        {"en": "Joint Force Command Naples", "sr": "komandi JFC u Napulju"},
    ),
    Body(
        "NALT",
        "seed-nalt-size",
        "seed-nalt-nations",
        "nalt-created",
        "seed-nalt-role",
        "nalt-chain",
        {
            "en": "advises the security organisations in Kosovo",
            "sr": "savjetuje bezbjednosne organizacije na Kosovu",
        },
        {"en": "NATO International Staff in Brussels", "sr": "Međunarodnom osoblju NATO-a u Briselu"},
    ),
)


def amount(body: Body, show: str) -> int:
    """Return a body's number: people, nations, their quotient or full years up to the end of 2023.

    Example:
        >>> [amount(body, "nations") for body in BODIES]
        [27, 13]
    """
    people, nations = (int(fact(id_).value or 0) for id_ in (body.people, body.nations))
    if show == "people":
        return people
    if show == "nations":
        return nations
    if show == "average":
        return round(people / nations)
    begun, end = period(fact(body.since).as_of).last, period(END).last
    return end.year - begun.year - ((end.month, end.day) < (begun.month, begun.day))
