"""The texts on NATO's report that were seen, and how each words eight passages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from nastava.course.figures.controls import Localized

Mark = Literal["quoted", "same", "shorter", "changed", "elsewhere", "unseen", "none"]


@dataclass(frozen=True)
class Text:
    """A text on the report; ``parent`` is the text that it says it comes from."""

    key: str
    name: Localized
    parent: str
    source_id: str


@dataclass(frozen=True)
class Wording:
    """How a text words a passage; ``sense`` tells it in the reader's language where the words are in another."""

    words: str
    sense: Localized
    mark: Mark


#: In the order in which they are drawn.
TEXTS = (
    Text("ewb", {"en": "EWB (English)", "sr": "EWB (engleski)"}, "report", "ewb-2024-03-14"),
    Text("bgnes", {"en": "BGNES (English)", "sr": "BGNES (engleski)"}, "report", "bgnes-2024-03-14"),
    Text("info-ks", {"en": "Info-ks (ijekavian)", "sr": "Info-ks (ijekavski)"}, "report", "infoks-2024-03"),
    Text(
        "danas",
        {"en": "Danas / FoNet (Serbian)", "sr": "Danas / FoNet (srpski)"},
        "report",
        "danas-fonet-2024-03-14",
    ),
    Text(
        "rt-balkan",
        {"en": "RT Balkan (Serbian)", "sr": "RT Balkan (srpski)"},
        "report",
        "rt-balkan-sgar-2023",
    ),
    Text("atv", {"en": "ATV (ijekavian)", "sr": "ATV (ijekavski)"}, "rt-balkan", "seed-article"),
)
UNSEEN = Wording("", {"en": "", "sr": ""}, "unseen")


def _said(words: str, mark: Mark, *, en: str = "", sr: str = "") -> Wording:
    return Wording(words, {"en": en, "sr": sr}, mark)


@dataclass(frozen=True)
class Passage:
    """A passage of the report on its way; texts that are not named were not seen to have it."""

    name: Localized
    title: Localized
    note: Localized
    wordings: Mapping[str, Wording]


PASSAGES: Mapping[str, Passage] = {
    "count": Passage(
        {"en": "the troop figure", "sr": "broj vojnika"},
        {
            "en": "Three further texts have the troop figure, and each of them moves its date",
            "sr": "Još tri teksta imaju broj vojnika, i svaki pomjera njegov datum",
        },
        {
            "en": "“As of” names the day of a count. “Since” makes it a beginning, “now” moves it to March 2024. BGNES and "
            "Info-ks share the slip, so it may come from a text that both used; neither names one.",
            "sr": "„Na dan“ kaže kada je brojano. „Od“ od toga pravi početak, a „sada“ pomjera brojku u mart 2024. BGNES i "
            "Info-ks imaju istu grešku, pa ona možda potiče iz teksta kojim su se oba služila; nijedan ga ne navodi.",
        },
        {
            "ewb": _said(
                "As of 31 December … approximately 4,700 troops",
                "quoted",
                sr="na dan 31. decembra približno 4.700 vojnika",
            ),
            "bgnes": _said("now has 4,700 personnel", "changed", sr="sada ima 4.700 pripadnika"),
            "info-ks": _said("sada ima 4.700 pripadnika", "changed", en="now has 4,700 members"),
            "atv": _said(
                "od 31. decembra približno 4.700 vojnika",
                "changed",
                en="since 31 December approximately 4,700 troops",
            ),
        },
    ),
    "patrols": Passage(
        {"en": "the patrols", "sr": "patrole"},
        {
            "en": "One text turns a result into a task: the patrols are still to be tripled",
            "sr": "Jedan tekst od rezultata pravi zadatak: patrole tek treba utrostručiti",
        },
        {
            "en": "BGNES has the sentence inside quotation marks. They promise the report’s own words; here it "
            "disagrees with the quotation in Info-ks, and without the report no one can say which of them is exact.",
            "sr": "BGNES tu rečenicu ima pod navodnicima. Oni obećavaju riječi samog izvještaja; ovdje se ne "
            "slažu sa navodom kod Info-ks-a, a bez izvještaja se ne može reći koji je tačan.",
        },
        {
            "ewb": _said(
                "allowed the Kosovo Force to triple", "quoted", sr="omogućilo je KFOR-u da utrostruči"
            ),
            "bgnes": _said("KFOR is to triple", "changed", sr="KFOR treba da utrostruči"),
            "info-ks": _said("omogućilo KFOR-u da utrostruči", "same", en="allowed KFOR to triple"),
            "atv": _said("omogućilo Kforu da utrostruči", "same", en="allowed KFOR to triple"),
        },
    ),
    "territory": Passage(
        {"en": "the name of the territory", "sr": "ime teritorije"},
        {
            "en": "Two of six texts change the name of the territory, in opposite directions",
            "sr": "Dva od šest tekstova mijenjaju ime teritorije, u suprotnim smjerovima",
        },
        {
            "en": "“Country” implies a view on status, as “Kosovo and Metohija” does; the two views exclude each other. "
            "BGNES has “country” inside a quotation, beside “Kosovo” in its own words.",
            "sr": "„Zemlja“ podrazumijeva stav o statusu, kao i „Kosovo i Metohija“; ta dva stava se isključuju. BGNES "
            "„zemlju“ ima pod navodnicima, a u vlastitom tekstu i „Kosovo“.",
        },
        {
            "ewb": _said("in Kosovo", "quoted", sr="na Kosovu"),
            "bgnes": _said("in the country", "changed", sr="u zemlji"),
            "info-ks": _said("na Kosovu", "same", en="in Kosovo"),
            "danas": _said("na Kosovu", "same", en="in Kosovo"),
            "rt-balkan": _said("na Kosovu", "same", en="in Kosovo"),
            "atv": _said(
                "na Kosovu i Metohiji; na Kosmetu",
                "changed",
                en="in Kosovo and Metohija; in Kosmet, for short",
            ),
        },
    ),
    "north": Passage(
        {"en": "the north", "sr": "sjever"},
        {
            "en": "“Northern Kosovo” becomes the north of a country and the north of a province",
            "sr": "Od „sjevera Kosova“ nastaju sjever zemlje i sjever pokrajine",
        },
        {
            "en": "BGNES and Info-ks have both forms, the second in their own words. The second half of the text of RT "
            "Balkan was not seen, so who brought in “province” stays open.",
            "sr": "BGNES i Info-ks imaju oba oblika, drugi u vlastitom tekstu. Druga polovina teksta RT Balkana nije "
            "viđena, pa ostaje otvoreno ko je uveo „pokrajinu“.",
        },
        {
            "ewb": _said("northern Kosovo", "quoted", sr="sjever Kosova"),
            "bgnes": _said(
                "northern Kosovo; in the north of the country",
                "changed",
                sr="sjever Kosova; na sjeveru zemlje",
            ),
            "info-ks": _said(
                "na sjeveru Kosova; na sjeveru zemlje",
                "changed",
                en="in the north of Kosovo; in the north of the country",
            ),
            "danas": _said("na severu", "shorter", en="in the north"),
            "atv": _said(
                "na sjeveru pokrajine; na severu Kosova i Metohije",
                "changed",
                en="in the north of the province; in the north of Kosovo and Metohija",
            ),
        },
    ),
    "region": Passage(
        {"en": "the region", "sr": "region"},
        {
            "en": "RT Balkan still has the Western Balkans; at ATV they are the Balkans or just the region",
            "sr": "RT Balkan još ima Zapadni Balkan; kod ATV-a je to Balkan ili samo region",
        },
        {
            "en": "The Balkans are wider than the Western Balkans. One word left out, and the sentence is about more "
            "countries than NATO spoke of.",
            "sr": "Balkan je širi od Zapadnog Balkana. Ispadne li jedna riječ, rečenica govori o više zemalja nego što je "
            "NATO naveo.",
        },
        {
            "ewb": _said("entire Western Balkans region", "quoted", sr="cijeli region Zapadnog Balkana"),
            "bgnes": _said("Western Balkans", "same", sr="Zapadni Balkan"),
            "info-ks": _said(
                "u cijelom regionu Zapadnog Balkana", "same", en="in the entire region of the Western Balkans"
            ),
            "danas": _said("regiona", "shorter", en="of the region"),
            "rt-balkan": _said("regiona Zapadnog Balkana", "same", en="of the Western Balkans region"),
            "atv": _said("širom regiona; na Balkanu", "changed", en="across the region; in the Balkans"),
        },
    ),
    "eu-role": Passage(
        {"en": "the part of the EU", "sr": "uloga EU"},
        {
            "en": "From “facilitated” to “mediated”: EWB itself has both words, RT Balkan and ATV the second",
            "sr": "Od „olakšavanja“ do „posredovanja“: EWB ima obje riječi, RT Balkan i ATV drugu",
        },
        {
            "en": "To mediate is to have a hand in the solution, to facilitate is to help others to talk. NATO's own texts "
            "have had facilitated, brokered and sponsored.",
            "sr": "Posredovati znači učestvovati u rješenju, olakšavati znači pomoći drugima da razgovaraju. U tekstovima "
            "samog NATO-a stoji i da EU olakšava dijalog, i da posreduje, i da je pokrovitelj.",
        },
        {
            "ewb": _said(
                "facilitated (quotation); mediated (own words)",
                "quoted",
                sr="uz olakšavanje (navod); uz posredovanje (vlastite riječi)",
            ),
            "rt-balkan": _said("uz posredovanje EU", "changed", en="with mediation by the EU"),
            "atv": _said("uz posredovanje EU", "changed", en="with mediation by the EU"),
        },
    ),
    "headquarters": Passage(
        {"en": "the headquarters visited", "sr": "posjećeni štab"},
        {
            "en": "Two texts name a headquarters that coverage of the trip does not have",
            "sr": "Dva teksta navode štab kojeg u vijestima o putu nema",
        },
        {
            "en": "Coverage of November 2023 names KFOR and its Camp Nothing Hill. A confusion of Kosovo Force with "
            "Kosovo Security Force is likely; the sentence of the report was not seen, so it is not proved.",
            "sr": "Vijesti iz novembra 2023. pominju KFOR i njegovu bazu Camp Nothing Hill. Vjerovatno je pobrkano Kosovo "
            "Force sa Kosovo Security Force; rečenica izvještaja nije viđena, pa to nije dokazano.",
        },
        {
            "rt-balkan": _said(
                "štab takozvanih kosovskih bezbednosnih snaga",
                "elsewhere",
                en="headquarters of the so-called Kosovo security forces",
            ),
            "atv": _said(
                "štab takozvanih kosovskih bezbjednosnih snaga",
                "elsewhere",
                en="headquarters of the so-called Kosovo security forces",
            ),
        },
    ),
    "opening": Passage(
        {"en": "what comes first", "sr": "šta dolazi prvo"},
        {
            "en": "One report, three openings: KFOR, Serbia, Bosnia and Herzegovina",
            "sr": "Jedan izvještaj, tri početka: KFOR, Srbija, Bosna i Hercegovina",
        },
        {
            "en": "Nobody invents anything here: all of it may be in the report. What stands first, and what is left out, "
            "is a choice made for the readers at home.",
            "sr": "Ovdje niko ništa ne izmišlja: sve to može biti u izvještaju. Šta stoji prvo, a šta je izostavljeno, "
            "izbor je za domaće čitaoce.",
        },
        {
            "ewb": _said(
                "KFOR remains crucial for stability",
                "none",
                sr="KFOR ostaje ključan za stabilnost",
            ),
            "bgnes": _said(
                "military presence in Kosovo is crucial",
                "none",
                sr="vojno prisustvo na Kosovu je ključno",
            ),
            "info-ks": _said(
                "prisustvo Alijanse na Kosovu ključno",
                "none",
                en="the Alliance's presence in Kosovo is key",
            ),
            "danas": _said(
                "Prisustvo Kfora na Kosovu je ključ",
                "none",
                en="KFOR's presence in Kosovo is the key",
            ),
            "rt-balkan": _said(
                "NATO sa Srbijom održava politički dijalog",
                "none",
                en="NATO keeps up a political dialogue with Serbia",
            ),
            "atv": _said(
                "NATO je sa BiH nastavio … dijalog",
                "none",
                en="NATO continued … its dialogue with Bosnia and Herzegovina",
            ),
        },
    ),
}
