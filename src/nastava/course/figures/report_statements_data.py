"""What the article says, statement by statement: in few words, by kind, speaker, subject and further sources."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

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
    "seed-report-year": {"en": "the report covers 2023", "sr": "izvještaj je za 2023."},
    "seed-bih-political": {
        "en": "strong political dialogue with BiH",
        "sr": "snažan politički dijalog sa BiH",
    },
    "seed-bih-practical": {"en": "practical cooperation with BiH", "sr": "praktična saradnja sa BiH"},
    "seed-serbia-dialogue": {
        "en": "high-level dialogue with Serbia",
        "sr": "dijalog na visokom nivou sa Srbijom",
    },
    "seed-serbia-aim": {
        "en": "its aim: issues of regional security",
        "sr": "njegov cilj: pitanja regionalne bezbjednosti",
    },
    "seed-mlo-belgrade": {
        "en": "cooperation with the Liaison Office in Belgrade goes on",
        "sr": "nastavlja se saradnja sa kancelarijom u Beogradu",
    },
    "seed-mlo-pfp": {
        "en": "the Office supports Serbia in Partnership for Peace",
        "sr": "kancelarija podržava Srbiju u Partnerstvu za mir",
    },
    "seed-visit-bih": {"en": "visit to Bosnia and Herzegovina", "sr": "posjeta Bosni i Hercegovini"},
    "seed-visit-serbia": {"en": "visit to Serbia", "sr": "posjeta Srbiji"},
    "seed-visit-hq": {
        "en": "visit to a headquarters of “so-called Kosovo security forces”",
        "sr": "posjeta štabu „takozvanih kosovskih bezbjednosnih snaga“",
    },
    "seed-visit-skopje": {
        "en": "session with Allied leaders in North Macedonia",
        "sr": "sjednica sa liderima saveznika u Sjevernoj Makedoniji",
    },
    "seed-visit-signal": {"en": "the visit was a strong signal", "sr": "posjeta je bila snažan signal"},
    "seed-visit-backdrop": {
        "en": "the background to it was complex",
        "sr": "okolnosti su bile složene",
    },
    "seed-dialogue-support": {"en": "NATO supports the dialogue", "sr": "NATO podržava dijalog"},
    "seed-dialogue-platform": {
        "en": "the dialogue is the main platform",
        "sr": "dijalog je glavna platforma",
    },
    "seed-dialogue-aims": {
        "en": "the solution should respect all communities",
        "sr": "rješenje treba da poštuje sve zajednice",
    },
    "seed-kfor-led": {"en": "KFOR is led by NATO", "sr": "KFOR predvodi NATO"},
    "seed-kfor-mandate": {"en": "KFOR’s task", "sr": "zadatak KFOR-a"},
    "seed-1244": {"en": "KFOR acts under Resolution 1244", "sr": "KFOR djeluje po Rezoluciji 1244"},
    "seed-kfor-cooperation": {"en": "close work with the EU and the UN", "sr": "bliska saradnja sa EU i UN"},
    "seed-kfor-stability-role": {"en": "a key role in 2023", "sr": "ključna uloga u 2023."},
    "seed-kfor-violence-months": {"en": "violence in May and September", "sr": "nasilje u maju i septembru"},
    "seed-kfor-reserves": {"en": "about 1,000 reserves", "sr": "oko 1.000 pripadnika rezerve"},
    "seed-kfor-decade": {"en": "largest reinforcement in a decade", "sr": "najveće pojačanje u deceniji"},
    "seed-kfor-patrols": {"en": "patrols tripled", "sr": "patrole utrostručene"},
    "seed-kfor-north": {
        "en": "presence in the north quadrupled",
        "sr": "prisustvo na sjeveru učetvorostručeno",
    },
    "seed-kfor-nations": {"en": "27 Allies and partners", "sr": "27 saveznika i partnera"},
    "seed-kfor-total": {"en": "about 4,700 troops", "sr": "oko 4.700 vojnika"},
    "seed-kfor-all-communities": {"en": "work with all communities", "sr": "rad sa svim zajednicama"},
    "seed-nalt-role": {"en": "NALT supports capacity building", "sr": "NALT pomaže izgradnju kapaciteta"},
    "seed-nalt-size": {"en": "about 40 staff", "sr": "oko 40 članova"},
    "seed-nalt-nations": {"en": "from 13 countries", "sr": "iz 13 zemalja"},
    "seed-nalt-areas": {"en": "five areas of advice", "sr": "pet oblasti savjeta"},
    "seed-agency": {"en": "the agency is RT Balkan", "sr": "agencija je RT Balkan"},
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
