"""Agreements of the dialogue: what was agreed or decided, and what each party says of it; each line rests on a fact."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from nastava.course.dates import period
from nastava.course.facts import fact
from nastava.course.figures.controls import Localized
from nastava.course.figures.kfor_strength_data import year_of


@dataclass(frozen=True)
class Reading:
    """A dated statement. ``who`` is the lane: agreed, belgrade, pristina or third."""

    iso: str
    who: str
    text: Localized
    facts: tuple[str, ...]

    @property
    def source_ids(self) -> tuple[str, ...]:
        """The sources of its facts."""
        return tuple(dict.fromkeys(id_ for each in self.facts for id_ in fact(each).sources))

    @property
    def years(self) -> tuple[float, float]:
        """The years, with fractions, between which it lies."""
        days = period(self.iso)
        return year_of(days.first), year_of(days.last)


@dataclass(frozen=True)
class Agreement:
    """One agreement, its headline and the readings in the order of time."""

    name: Localized
    finding: Localized
    span: tuple[int, int]
    readings: tuple[Reading, ...]


def _reading(iso: str, who: str, en: str, sr: str, *facts: str) -> Reading:
    return Reading(iso, who, {"en": en, "sr": sr}, facts)


AGREEMENTS: Mapping[str, Agreement] = {
    "association": Agreement(
        {"en": "Association/Community of municipalities", "sr": "Asocijacija/Zajednica opština"},
        {
            "en": "Association/Community: Belgrade points to what was agreed in 2013 and 2015, Pristina to the constitution",
            "sr": "Asocijacija/Zajednica: Beograd se poziva na dogovoreno 2013. i 2015, a Priština na ustav",
        },
        (2013, 2024),
        (
            _reading(
                "2013-04-19",
                "agreed",
                "Brussels Agreement of 15 points is initialled; six deal with the Association/Community, as a "
                "research group counts",
                "Parafiran Briselski sporazum od 15 tačaka; šest se, kako broji jedna istraživačka grupa, odnosi na "
                "Asocijaciju/Zajednicu",
                "dlg-brussels",
                "dlg-brussels-association",
            ),
            _reading(
                "2015-08-25",
                "agreed",
                "Four deals, one of them on the Association/Community",
                "Četiri dogovora, jedan od njih o Asocijaciji/Zajednici",
                "dlg-2015",
            ),
            _reading(
                "2015-12",
                "third",
                "Constitutional Court of Kosovo: it should be established, but many of the agreed elements do not meet "
                "constitutional standards",
                "Ustavni sud Kosova: treba je osnovati, ali mnogi dogovoreni elementi ne ispunjavaju ustavne standarde",
                "asm-court-2015",
            ),
            _reading(
                "2018-04",
                "belgrade",
                "President Vučić: the court in Pristina may not review the Brussels Agreement, and Kosovo law leaves no "
                "room for the Community as agreed",
                "Predsjednik Vučić: sud u Prištini ne može preispitivati Briselski sporazum, a kosovsko pravo ne "
                "ostavlja prostor za Zajednicu kakva je dogovorena",
                "pos-asm-belgrade-court",
            ),
            _reading(
                "2023-02",
                "pristina",
                "Prime minister Kurti: a mono-ethnic association does not fit a multi-ethnic constitution",
                "Premijer Kurti: jednoetnička asocijacija ne odgovara višeetničkom ustavu",
                "pos-asm-pristina",
            ),
            _reading(
                "2023-05-02",
                "pristina",
                "Kurti rejects the draft statute of the management team and offers a non-territorial model of "
                "self-management within the constitution",
                "Kurti odbija nacrt statuta upravljačkog tima i nudi neteritorijalni model samoupravljanja u okviru "
                "ustava",
                "pos-asm-pristina-vision",
            ),
            _reading(
                "2023-05-02",
                "belgrade",
                "Vučić: Pristina does not want to meet its obligation of ten years ago; every point of the draft had been "
                "agreed in 2013 and 2015",
                "Vučić: Priština ne želi da ispuni obavezu staru deset godina; svaka tačka nacrta dogovorena je 2013. i "
                "2015.",
                "pos-impl-belgrade-wall",
            ),
            _reading(
                "2023-05-15",
                "pristina",
                "Deputy prime minister Bislimi: Pristina proposed a sequence for every article, the Serbian side wanted "
                "the Association before all else",
                "Potpredsjednik vlade Bislimi: Priština je predložila redoslijed za svaki član, a srpska strana htjela je "
                "prije svega Asocijaciju",
                "pos-impl-pristina-sequence",
            ),
            _reading(
                "2023-06",
                "belgrade",
                "Vučić: the principles and bodies initialled in 2015, and a statute drafted by the Serb management team",
                "Vučić: principi i organi parafirani 2015. i statut koji sastavlja Srpski upravljački tim",
                "pos-asm-belgrade",
            ),
            _reading(
                "2023-10-21",
                "third",
                "Five Western envoys present a draft statute",
                "Petoro zapadnih izaslanika predstavlja nacrt statuta",
                "asm-draft-2023",
            ),
            _reading(
                "2023-11-21",
                "third",
                "NATO, Stoltenberg: a key step towards normalisation",
                "NATO, Stoltenberg: ključni korak ka normalizaciji",
                "pos-asm-nato",
            ),
        ),
    ),
    "path": Agreement(
        {"en": "Agreement and annex of 2023", "sr": "Sporazum i aneks iz 2023."},
        {
            "en": "Agreement of 2023: the EU says that both accepted it; each side reads it with conditions of its own",
            "sr": "Sporazum iz 2023: EU kaže da su ga prihvatile obje strane; svaka ga čita uz svoje uslove",
        },
        (2023, 2025),
        (
            _reading(
                "2023-02-27",
                "agreed",
                "The EU states that both parties accept the agreement of 11 articles in Brussels (not signed)",
                "EU navodi da obje strane u Briselu prihvataju sporazum od 11 članova (nije potpisan)",
                "dlg-path",
                "dlg-11-articles",
            ),
            _reading(
                "2023-03-18",
                "agreed",
                "The EU states that both parties agree the implementation annex in Ohrid (not signed)",
                "EU navodi da su obje strane u Ohridu dogovorile aneks o primjeni (nije potpisan)",
                "dlg-ohrid",
                "dlg-unsigned",
            ),
            _reading(
                "2023-03-19",
                "belgrade",
                "President Vučić: the acceptable parts yes, a signature no, since Serbia makes no binding international "
                "agreement with Kosovo, which it does not recognise",
                "Predsjednik Vučić: prihvatljive dijelove da, potpis ne, jer Srbija ne sklapa obavezujući međunarodni "
                "sporazum sa Kosovom, koje ne priznaje",
                "pos-ohrid-belgrade",
            ),
            _reading(
                "2023-03-19",
                "pristina",
                "Prime minister Kurti: he was ready to sign both, Serbia refused twice; the EU should make them binding",
                "Premijer Kurti: bio je spreman da potpiše oba, Srbija je dvaput odbila; EU treba da ih učini "
                "obavezujućim",
                "pos-ohrid-pristina",
            ),
            _reading(
                "2023-03-19",
                "pristina",
                "Kurti: the agreement is de facto recognition; earlier agreements as far as the constitution allows",
                "Kurti: sporazum je faktičko priznanje; raniji sporazumi onoliko koliko ustav dopušta",
                "pos-ohrid-pristina-recognition",
            ),
            _reading(
                "2023-04-19",
                "belgrade",
                "Vučić: first the Community, an obligation since 2013, then Serbia's part; no support for UN membership",
                "Vučić: prvo Zajednica, obaveza od 2013, pa onda dio Srbije; bez podrške članstvu u UN",
                "pos-impl-belgrade-first",
            ),
            _reading(
                "2023-05-12",
                "pristina",
                "Kurti and Bislimi: unconditionally, without delay and in full; the EU should hold Serbia responsible",
                "Kurti i Bislimi: bezuslovno, bez odlaganja i u cjelini; EU treba da Srbiju pozove na odgovornost",
                "pos-impl-pristina-full",
            ),
            _reading(
                "2023-09-14",
                "third",
                "EU, Borrell: only three elements addressed; a lack of action by either means that both are in breach",
                "EU, Borelj: obrađena su samo tri elementa; nečinjenje bilo koje strane znači da obje krše obaveze",
                "pos-impl-eu",
            ),
            _reading(
                "2023-12-13",
                "belgrade",
                "Letter of prime minister Brnabić: neither recognition nor UN membership of Kosovo",
                "Pismo predsjednice Vlade Brnabić: ni priznanje ni članstvo Kosova u UN",
                "pos-ohrid-belgrade-redlines",
            ),
            _reading(
                "2024-02-13",
                "third",
                "The EU regards both unsigned documents as binding",
                "EU oba nepotpisana dokumenta smatra obavezujućim",
                "dlg-unsigned",
            ),
            _reading(
                "2024-09-06",
                "third",
                "EU, Lajčák: the letter has been withdrawn; Belgrade does not react",
                "EU, Lajčak: pismo je povučeno; Beograd ne reaguje",
                "dlg-letter-withdrawn",
            ),
        ),
    ),
    "plates": Agreement(
        {"en": "Licence plates", "sr": "Registarske tablice"},
        {
            "en": "Licence plates: Pristina speaks of reciprocity, Belgrade of a provocation; deals follow in 2021 and 2022",
            "sr": "Registarske tablice: Priština govori o reciprocitetu, Beograd o provokaciji; dogovori slijede 2021. i "
            "2022.",
        },
        (2021, 2024),
        (
            _reading(
                "2021-09-21",
                "pristina",
                "Prime minister Kurti: reciprocity, since Serbia has long required temporary plates from Kosovo cars",
                "Premijer Kurti: reciprocitet, jer Srbija odavno traži privremene tablice od kosovskih vozila",
                "pos-plates-pristina",
            ),
            _reading(
                "2021-09-21",
                "belgrade",
                "Government of Serbia: a provocation; in 2022 an analyst adds that Belgrade saw accepting Kosovo plates as a "
                "step towards recognition",
                "Vlada Srbije: provokacija; jedan analitičar 2022. dodaje da je Beograd u prihvatanju kosovskih tablica "
                "vidio korak ka priznanju",
                "pos-plates-belgrade",
            ),
            _reading(
                "2021-09-30",
                "agreed",
                "Interim deal; KFOR is to stay at two crossings for about two weeks",
                "Privremeni dogovor; KFOR treba da ostane oko dvije nedjelje na dva prelaza",
                "plates-2021-deal",
            ),
            _reading(
                "2021-10-01",
                "third",
                "NATO, Stoltenberg: the arrangement is welcome, and KFOR has a fundamental part in carrying it out",
                "NATO, Stoltenberg: dogovor je dobrodošao, a KFOR ima temeljnu ulogu u njegovoj primjeni",
                "pos-nato-plates-2021",
            ),
            _reading(
                "2022-10-29",
                "third",
                "EU: Kosovo may phase out KM plates, but within the 12 months agreed in 2016",
                "EU: Kosovo može ukidati tablice KM, ali u okviru 12 mjeseci dogovorenih 2016.",
                "pos-plates-eu",
            ),
            _reading(
                "2022-11-23",
                "agreed",
                "Deal is announced in Brussels",
                "Dogovor objavljen u Briselu",
                "plates-2022-deal",
            ),
            _reading(
                "2023-12",
                "belgrade",
                "Government of Serbia: cars with RKS plates may enter from 1 January 2024",
                "Vlada Srbije: vozila sa tablicama RKS mogu ući od 1. januara 2024.",
                "plates-2024",
            ),
            _reading(
                "2023-12",
                "pristina",
                "Prime minister Kurti: first see whether it is carried out",
                "Premijer Kurti: treba sačekati da se to sprovede",
                "plates-2024",
            ),
        ),
    ),
    "code": Agreement(
        {"en": "Dialling code +383", "sr": "Pozivni broj +383"},
        {
            "en": "Dialling code +383: one assignment, and two readings on the same day",
            "sr": "Pozivni broj +383: jedna dodjela i dva tumačenja istog dana",
        },
        (2015, 2017),
        (
            _reading(
                "2015-08-25",
                "agreed",
                "Action plan on telecoms, one of four deals",
                "Akcioni plan za telekomunikacije, jedan od četiri dogovora",
                "dlg-2015",
                "dlg-383",
            ),
            _reading(
                "2016-11-13",
                "agreed",
                "Deal on how to carry it out",
                "Dogovor o primjeni",
                "dlg-383",
            ),
            _reading(
                "2016-12-15",
                "agreed",
                "The ITU assigns the code",
                "ITU dodjeljuje broj",
                "dlg-383",
            ),
            _reading(
                "2016-12-15",
                "pristina",
                "Minister Tahiri: a historic success that strengthens the international standing of Kosovo",
                "Ministarka Tahiri: istorijski uspjeh koji jača međunarodni položaj Kosova",
                "pos-383-pristina",
            ),
            _reading(
                "2016-12-15",
                "belgrade",
                "Serbian Office for Kosovo and Metohija: the code belongs to Serbia and stands for a geographic area",
                "Kancelarija za Kosovo i Metohiju u Beogradu: broj pripada Srbiji i označava geografsko područje",
                "pos-383-belgrade",
            ),
        ),
    ),
}
