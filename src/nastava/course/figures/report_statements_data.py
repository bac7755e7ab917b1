"""What the article says, statement by statement: in few words, by kind, speaker, subject and further sources."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from nastava.course.datasets import records
from nastava.course.facts import Fact, facts
from nastava.course.figures.controls import Localized

KINDS: Mapping[str, Localized] = {
    "count": {"en": "count", "sr": "brojka"},
    "assessment": {"en": "assessment", "sr": "ocjena"},
    "position": {"en": "position", "sr": "stav"},
    "event": {"en": "event", "sr": "događaj"},
    "definition": {"en": "definition", "sr": "odredba"},
}
#: Ways to group the statements; each value is a block of the figure.
GROUPINGS: Mapping[str, Mapping[str, Localized]] = {
    "speaker": {
        "report": {"en": "NATO’s report, quoted elsewhere too", "sr": "Izvještaj NATO-a, navođen i drugdje"},
        "via": {
            "en": "NATO’s report, as the article has it",
            "sr": "Izvještaj NATO-a, kako ga prenosi članak",
        },
        "documented": {
            "en": "no single speaker: several sources",
            "sr": "Nema jednog govornika: više izvora",
        },
        "article": {"en": "the article itself", "sr": "Sam članak"},
    },
    "topic": {
        "kfor": {"en": "KFOR and its mandate", "sr": "KFOR i njegov mandat"},
        "visits": {"en": "the visit of November 2023", "sr": "Posjeta iz novembra 2023."},
        "nalt": {"en": "the advisory team, NALT", "sr": "Savjetodavni tim NALT"},
        "serbia": {"en": "Serbia", "sr": "Srbija"},
        "dialogue": {"en": "the dialogue", "sr": "Dijalog"},
        "bih": {"en": "Bosnia and Herzegovina", "sr": "Bosna i Hercegovina"},
        "context": {"en": "the report and the agency", "sr": "Izvještaj i agencija"},
    },
    "support": {
        "else": {"en": "in other texts too", "sr": "I u drugim tekstovima"},
        "rt": {"en": "only there and in RT Balkan", "sr": "Samo tu i u RT Balkanu"},
        "only": {"en": "only in the article", "sr": "Samo u članku"},
    },
}
_SPEAKERS = {
    "NATO report": "report",
    "NATO report (via article)": "via",
    "documented": "documented",
    "article": "article",
}
_TOPICS = {"resolution-1244": "kfor", "pfp": "serbia"}

#: Every statement of the article in few words; who speaks stands beside it in the table.
WORDS: Mapping[str, Localized] = {
    row["fact_id"]: {"en": row["statement"], "sr": row["statement_sr"]}
    for row in records("report_statements")
}


@dataclass(frozen=True)
class Statement:
    """A statement of the article and the block it belongs to, by way of grouping."""

    fact: Fact
    blocks: Mapping[str, str]

    @property
    def others(self) -> tuple[str, ...]:
        """Sources beside the article and its likely origin."""
        return tuple(id_ for id_ in self.fact.sources if id_ not in {"seed-article", "rt-balkan-sgar-2023"})


@cache
def statements() -> tuple[Statement, ...]:
    """Return what the article says, in the order of the collection.

    Example:
        >>> len(statements())
        34
        >>> statements()[1].blocks["topic"]
        'bih'
    """
    return tuple(_statement(fact) for fact in facts().values() if fact.in_seed)


def _statement(fact: Fact) -> Statement:
    others = set(fact.sources) - {"seed-article", "rt-balkan-sgar-2023"}
    support = "else" if others else "rt" if "rt-balkan-sgar-2023" in fact.sources else "only"
    blocks = {
        "speaker": _SPEAKERS[fact.said_by],
        "topic": _TOPICS.get(fact.topic, fact.topic),
        "support": support,
    }
    return Statement(fact, blocks)
