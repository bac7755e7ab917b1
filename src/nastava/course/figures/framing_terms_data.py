"""Terms compared: topics, kinds of speakers and what a wording carries, with their names in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from nastava.course.datasets import records
from nastava.course.figures.controls import Localized

TOPICS: Mapping[str, Localized] = {
    "north": {"en": "the north", "sr": "sjever"},
    "territory": {"en": "the territory", "sr": "teritorija"},
    "violence": {"en": "May and September 2023", "sr": "maj i septembar 2023."},
    "mayors": {"en": "the mayors of 2023", "sr": "gradonačelnici 2023."},
    "title": {"en": "the title of Vjosa Osmani", "sr": "titula Vjose Osmani"},
    "eu-role": {"en": "the part of the EU", "sr": "uloga EU"},
    "parties": {"en": "the parties of the dialogue", "sr": "strane u dijalogu"},
    "association": {"en": "the Association/Community", "sr": "Asocijacija/Zajednica"},
    "force": {"en": "the headquarters and the force", "sr": "štab i snage"},
    "ksf-2018": {"en": "the force in December 2018", "sr": "snage u decembru 2018."},
    "count-date": {"en": "the date of the troop figure", "sr": "datum broja vojnika"},
    "region": {"en": "the region", "sr": "region"},
    "1999": {"en": "spring 1999", "sr": "proljeće 1999."},
}
GROUPS: Mapping[str, Localized] = {
    "report": {"en": "NATO's report, as quoted", "sr": "izvještaj NATO-a, kako se navodi"},
    "nato": {"en": "other NATO texts", "sr": "drugi tekstovi NATO-a"},
    "un": {"en": "UN", "sr": "UN"},
    "eu": {"en": "EU", "sr": "EU"},
    "serbia": {"en": "officials in Belgrade", "sr": "zvaničnici u Beogradu"},
    "kosovo": {"en": "officials in Pristina", "sr": "zvaničnici u Prištini"},
    "article": {"en": "ATV, the article of the course", "sr": "ATV, članak od kojeg kurs polazi"},
    "rt-balkan": {"en": "RT Balkan", "sr": "RT Balkan"},
    "serbian": {
        "en": "other media for readers of Serbian and Bosnian",
        "sr": "drugi mediji na srpskom i bosanskom",
    },
    "albanian": {"en": "media in Albanian", "sr": "mediji na albanskom"},
    "english": {"en": "media in English", "sr": "mediji na engleskom"},
}
#: What a wording carries, in the order of the drawing.
LOADS: Mapping[str, Localized] = {
    "open": {
        "en": "Leaves status, blame and sense open",
        "sr": "Ostavlja otvorenim status, krivicu i smisao",
    },
    "status": {"en": "Implies a view on status", "sr": "Podrazumijeva stav o statusu"},
    "judges": {"en": "Judges, justifies or blames", "sr": "Ocjenjuje, opravdava ili okrivljuje"},
    "distances": {"en": "Keeps its distance: “so-called”", "sr": "Ograđuje se: „takozvani“"},
    "differs": {"en": "Shifts the sense of the quotation", "sr": "Pomjera smisao navoda"},
}


@dataclass(frozen=True)
class Term:
    """A wording: who has it, in which words, what it carries."""

    topic: str
    group: str
    speaker: str
    term: str
    gloss: Localized
    load: str
    source_ids: tuple[str, ...]


@cache
def terms() -> tuple[Term, ...]:
    """Return all wordings, in the order of the data.

    Example:
        >>> [term.term for term in terms() if term.topic == "title"][0]
        'Ms Vjosa Osmani of Kosovo'
    """
    return tuple(
        Term(
            row["topic"],
            row["group"],
            row["speaker"],
            row["term"],
            {"en": row["gloss_en"], "sr": row["gloss_sr"]},
            row["load"],
            tuple(row["source_id"].split(";")),
        )
        for row in records("framing_terms")
    )


#: Speakers whose names are words; names of media stand as they are.
SPEAKERS: Mapping[str, str] = {
    "Report, quoted by EWB": "izvještaj, navodi EWB",
    "Report, retold by EWB": "izvještaj, prepričava EWB",
    "President and Ministry of Defence of Serbia": "predsjednik i Ministarstvo odbrane Srbije",
    "NATO, text of 1999–2000": "NATO, tekst iz 1999–2000.",
    "UN press service": "služba za štampu UN",
    "EWB in its own words": "EWB, vlastitim riječima",
    "NATO, July 2023": "NATO, jul 2023.",
    "NATO, September 2023": "NATO, septembar 2023.",
    "NATO, December 2018": "NATO, decembar 2018.",
    "NATO, 2023": "NATO, 2023.",
    "NATO, 2016": "NATO, 2016.",
    "NATO, 2018": "NATO, 2018.",
    "EU, after Ohrid": "EU, poslije Ohrida",
    "Stoltenberg, November 2023": "Stoltenberg, novembar 2023.",
    "Prime minister of Kosovo": "premijer Kosova",
    "President of Serbia": "predsjednik Srbije",
    "Press": "mediji",
    "NATO item, AA, B92": "vijest NATO-a, AA, B92",
    "Kosovo officials, via KultPlus and Prizren Press": "zvaničnici Kosova, KultPlus i Prizren Press",
    "Lajmi.net, DW Albanian": "Lajmi.net, DW na albanskom",
}


def speaker_name(speaker: str) -> Localized:
    """Return the name of a speaker in both languages.

    Example:
        >>> speaker_name("Press")["sr"], speaker_name("BGNES")["sr"]
        ('mediji', 'BGNES')
    """
    return {"en": speaker, "sr": SPEAKERS.get(speaker, speaker)}
