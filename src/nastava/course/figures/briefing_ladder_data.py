"""The ladder of evidence: on which rung a fact of the course stands, and how a claim from there is written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from nastava.course.facts import Fact, facts
from nastava.course.figures.controls import Localized

#: From the bottom up.
RUNGS: Mapping[str, Localized] = {
    "speaker": {"en": "One party judges or wants", "sr": "Jedna strana ocjenjuje ili želi"},
    "single": {"en": "One source, or texts of one origin", "sr": "Jedan izvor, ili tekstovi istog porijekla"},
    "repeated": {"en": "One speaker, found in several texts", "sr": "Jedan govornik, u više tekstova"},
    "several": {
        "en": "Several sources, not all from one speaker",
        "sr": "Više izvora, ne svi od istog govornika",
    },
}
#: Subjects that the facts can be counted for.
SUBJECTS: Mapping[str, Localized] = {
    "all": {"en": "all facts of the course", "sr": "sve činjenice kursa"},
    "kfor": {"en": "KFOR and its mandate", "sr": "KFOR i njegov mandat"},
    "partnership": {"en": "partnership", "sr": "partnerstvo"},
    "dialogue": {"en": "the dialogue", "sr": "dijalog"},
    "capacity": {"en": "capacity building", "sr": "jačanje kapaciteta"},
    "visits": {"en": "the visit of 2023", "sr": "posjeta 2023."},
    "words": {"en": "words and publishers", "sr": "riječi i izdavači"},
}
#: Topics of the facts that belong to a subject; "all" takes any.
_TOPICS: Mapping[str, frozenset[str]] = {
    "kfor": frozenset({"kfor", "resolution-1244"}),
    "partnership": frozenset({"pfp", "serbia", "bih"}),
    "dialogue": frozenset({"dialogue"}),
    "capacity": frozenset({"nalt", "security-organisations"}),
    "visits": frozenset({"visits"}),
    "words": frozenset({"framing"}),
}
#: The article and the text that it comes from count as one.
_ONE_ORIGIN = frozenset({"seed-article", "rt-balkan-sgar-2023"})


@dataclass(frozen=True)
class Claim:
    """A claim of the course: the fact behind it, in few words, and a sentence that says no more than it carries."""

    fact_id: str
    words: Localized
    write: Localized


CLAIMS: Mapping[str, Claim] = {
    "pfp": Claim(
        "pfp-2006",
        {
            "en": "three states joined the Partnership in 2006",
            "sr": "tri države pristupile Partnerstvu 2006.",
        },
        {
            "en": "“On 14 December 2006 Bosnia and Herzegovina, Montenegro and Serbia joined the Partnership for Peace.” NATO "
            "and a ministry in Podgorica say the same; the sentence can stand without a speaker, with its sources.",
            "sr": "„Bosna i Hercegovina, Crna Gora i Srbija pristupile su Partnerstvu za mir 14. decembra 2006.“ NATO i "
            "ministarstvo u Podgorici kažu isto; rečenica može stajati bez govornika, uz izvore.",
        },
    ),
    "entry": Claim(
        "kfor-entry",
        {"en": "KFOR entered on 12 June 1999", "sr": "KFOR je ušao 12. juna 1999."},
        {
            "en": "“The first units entered on 12 June 1999, by most sources; some have 11 June.” High on the ladder, and still "
            "the sources differ: the sentence says so.",
            "sr": "„Prve jedinice ušle su 12. juna 1999, prema većini izvora; neki imaju 11. jun.“ Visoko na ljestvici, a izvori "
            "se ipak razlikuju: rečenica to kaže.",
        },
    ),
    "total": Claim(
        "seed-kfor-total",
        {"en": "about 4,700 troops at the end of 2023", "sr": "oko 4.700 vojnika krajem 2023."},
        {
            "en": "“According to NATO’s report, KFOR had about 4,700 troops as of 31 December 2023, deployed reserves included.” "
            "Three texts have it, all from the report; they make sure what the report says, not that it counted well.",
            "sr": "„Prema izvještaju NATO-a, KFOR je na dan 31. decembra 2023. imao oko 4.700 vojnika, uključujući raspoređene "
            "rezerve.“ Imaju ga tri teksta, svi iz izvještaja; po njima je sigurno šta piše u izvještaju, a ne da je dobro brojano.",
        },
    ),
    "mandate": Claim(
        "seed-kfor-mandate",
        {"en": "KFOR's task", "sr": "zadatak KFOR-a"},
        {
            "en": "“KFOR’s task, as the report puts it, is to help keep a safe and secure environment and freedom of movement "
            "for all communities.” That is a task, and no statement on how well it is done.",
            "sr": "„Zadatak KFOR-a, kako ga opisuje izvještaj, jeste da pomaže u održavanju bezbjednog okruženja i slobode "
            "kretanja za sve zajednice.“ To je zadatak, a ne tvrdnja o tome kako se izvršava.",
        },
    ),
    "nalt": Claim(
        "seed-nalt-nations",
        {"en": "13 countries in the advisory team", "sr": "13 država u savjetodavnom timu"},
        {
            "en": "“The team has people from 13 countries, according to an article on NATO’s report.” One article has it; the "
            "number was seen nowhere else.",
            "sr": "„U timu su ljudi iz 13 država, prema članku o izvještaju NATO-a.“ Ima ga jedan članak; broj drugdje nije viđen.",
        },
    ),
    "line": Claim(
        "kfor-patrols-line",
        {"en": "patrols along the line tripled", "sr": "utrostručene patrole duž linije"},
        {
            "en": "“KFOR’s commander said that patrols along the administrative boundary line with Serbia tripled.” Two interviews, "
            "neither dated, and one speaker; in one of them all patrols tripled, those along the line included.",
            "sr": "„Komandant KFOR-a rekao je da su patrole duž administrativne linije sa Srbijom utrostručene.“ Dva intervjua, oba "
            "bez datuma, i jedan govornik; u jednom su utrostručene sve patrole, pa i one duž linije.",
        },
    ),
    "role": Claim(
        "seed-kfor-stability-role",
        {"en": "KFOR played a key role", "sr": "KFOR je imao ključnu ulogu"},
        {
            "en": "“NATO’s report calls KFOR’s role in stability in 2023 key.” Four texts have it, and it stays a judgement of "
            "NATO’s on its own mission.",
            "sr": "„Izvještaj NATO-a ulogu KFOR-a u stabilnosti 2023. naziva ključnom.“ Imaju je četiri teksta, a ostaje ocjena "
            "NATO-a o vlastitoj misiji.",
        },
    ),
    "belgrade": Claim(
        "pos-kfor-belgrade-north",
        {"en": "Belgrade on the north", "sr": "Beograd o sjeveru"},
        {
            "en": "“President Vučić asked in September 2023 that KFOR take over security in the north from the Kosovo police.” "
            "Two texts make sure that he asked it; whether it would be right is not a matter of sources.",
            "sr": "„Predsjednik Vučić je u septembru 2023. tražio da KFOR na sjeveru preuzme bezbjednost od kosovske policije.“ Po "
            "dva teksta sigurno je da je to tražio; da li bi bilo ispravno, nije stvar izvora.",
        },
    ),
    "pristina": Claim(
        "pos-kfor-pristina-border",
        {"en": "Pristina on the border", "sr": "Priština o granici"},
        {
            "en": "“Prime minister Kurti said in October 2023 that the additional troops should above all protect the border with "
            "Serbia.” Two texts, one of which has only part of it; “border” is his word.",
            "sr": "„Premijer Kurti je u oktobru 2023. rekao da dodatni vojnici treba prije svega da štite granicu sa Srbijom.“ Dva "
            "teksta, od kojih jedan samo dijelom; „granica“ je njegova riječ.",
        },
    ),
}


def rung(found: Fact) -> str:
    """Return the rung of a fact, from its kind, who says it, and where it was read.

    Example:
        >>> from nastava.course.facts import fact
        >>> rung(fact("seed-kfor-total")), rung(fact("pfp-2006")), rung(fact("seed-kfor-decade"))
        ('repeated', 'several', 'speaker')
    """
    if found.kind in {"assessment", "position"}:
        return "speaker"
    origins = {"one" if id_ in _ONE_ORIGIN else id_ for id_ in found.sources}
    if len(origins) < 2:
        return "single"
    return "several" if found.said_by == "documented" else "repeated"


def disputed(found: Fact) -> bool:
    """Return whether the collection marks that its sources contradict each other.

    Example:
        >>> from nastava.course.facts import fact
        >>> disputed(fact("kfor-entry")), disputed(fact("pfp-2006"))
        (True, False)
    """
    return "CONFLICT" in (found.note or "")


def on_rungs(subject: str) -> Mapping[str, Sequence[Fact]]:
    """Return the facts of a subject by rung, from the bottom up; what is said of Python makes no claim on anybody.

    Example:
        >>> sum(len(each) for each in on_rungs("all").values()) > 400
        True
    """
    about = [each for each in facts().values() if each.topic != "python"]
    found = [each for each in about if subject == "all" or each.topic in _TOPICS[subject]]
    return {id_: [each for each in found if rung(each) == id_] for id_ in RUNGS}
