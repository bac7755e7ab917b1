"""The bodies of the who's-who: what each is asked to do, by which text, and to whom it answers.

The order is that of the drawing; ``depth`` is the place in the line of answering, so that a body answers to the
nearest one above it that stands further left. Where no line was found, the body has ``line=False`` and says so.
"""

from __future__ import annotations

from dataclasses import dataclass

from nastava.course.figures.controls import Localized


@dataclass(frozen=True)
class Body:
    """A body: ``task``, ``mandate`` and ``answers`` are short enough for one or two lines of the drawing.

    ``un``: its task goes back to the UN Security Council. ``facts`` are the ids that its words rest on.
    """

    id: str
    group: str
    depth: int
    name: Localized
    task: Localized
    mandate: Localized
    answers: Localized
    facts: tuple[str, ...]
    un: bool = False
    line: bool = True


GROUPS: dict[str, Localized] = {
    "un": {"en": "United Nations", "sr": "Ujedinjene nacije"},
    "nato": {"en": "NATO", "sr": "NATO"},
    "eu": {"en": "European Union", "sr": "Evropska unija"},
    "kosovo": {"en": "Kosovo institutions", "sr": "Kosovske institucije"},
}

_TOP: Localized = {"en": "top of its line here", "sr": "vrh svoje linije ovdje"}
_NO_LINE: Localized = {"en": "part of NATO; line not found", "sr": "dio NATO-a; linija nije nađena"}

BODIES: tuple[Body, ...] = (
    Body(
        "security-council",
        "un",
        0,
        {"en": "Security Council", "sr": "Savjet bezbjednosti"},
        {
            "en": "adopts resolutions; on Kosovo 1244, in 1999",
            "sr": "usvaja rezolucije; o Kosovu 1244, iz 1999.",
        },
        {"en": "UN Charter; for 1244 Chapter VII", "sr": "Povelja UN; za 1244 glava VII"},
        _TOP,
        ("r1244-adopted", "r1244-chapter7"),
    ),
    Body(
        "un-secretary-general",
        "un",
        1,
        {"en": "UN Secretary-General", "sr": "Generalni sekretar UN"},
        {"en": "reports to the Council on UNMIK", "sr": "podnosi Savjetu izvještaje o UNMIK-u"},
        {"en": "Resolution 1244 asks for reports", "sr": "izvještaje traži Rezolucija 1244"},
        {"en": "Security Council, at regular intervals", "sr": "Savjetu bezbjednosti, redovno"},
        ("un-reports-1244",),
    ),
    Body(
        "unmik",
        "un",
        2,
        {"en": "UNMIK", "sr": "UNMIK"},
        {"en": "UN interim administration mission", "sr": "misija privremene uprave UN"},
        {"en": "Resolution 1244, civil presence", "sr": "Rezolucija 1244, civilno prisustvo"},
        {"en": "UN Secretary-General", "sr": "generalnom sekretaru UN"},
        ("r1244-unmik", "r1244-presences", "un-reports-1244"),
        un=True,
    ),
    Body(
        "atlantic-council",
        "nato",
        0,
        {"en": "North Atlantic Council", "sr": "Sjevernoatlantski savjet"},
        {"en": "every member country has a seat", "sr": "svaka članica ima mjesto u njemu"},
        {"en": "the member countries", "sr": "države članice"},
        {"en": "the member countries", "sr": "državama članicama"},
        ("nac-members", "sg-no-command"),
    ),
    Body(
        "nato-secretary-general",
        "nato",
        1,
        {"en": "NATO Secretary General", "sr": "Generalni sekretar NATO-a"},
        {
            "en": "chairs the Council, speaks for NATO; no military command",
            "sr": "predsjedava Savjetom, govori za NATO; ne komanduje vojskom",
        },
        {"en": "nominated by member governments", "sr": "predlažu ga vlade članica"},
        {"en": "the member countries", "sr": "državama članicama"},
        ("sg-roles", "sg-no-command"),
    ),
    Body(
        "international-staff",
        "nato",
        2,
        {"en": "International Staff", "sr": "Međunarodno osoblje"},
        {"en": "supports the Council and its committees", "sr": "pomaže Savjetu i njegovim odborima"},
        {"en": "NATO", "sr": "NATO"},
        {"en": "Secretary General, who heads it", "sr": "generalnom sekretaru, koji ga vodi"},
        ("sg-roles",),
    ),
    Body(
        "nalt",
        "nato",
        3,
        {"en": "NALT, advisory team", "sr": "NALT, savjetodavni tim"},
        {
            "en": "helps security organisations build capacity",
            "sr": "pomaže bezbjednosnim organizacijama da jačaju",
        },
        {"en": "NATO, August 2016", "sr": "NATO, avgust 2016."},
        {"en": "International Staff, not KFOR", "sr": "Međunarodnom osoblju, a ne KFOR-u"},
        ("seed-nalt-role", "nalt-chain", "nalt-created"),
    ),
    Body(
        "jfc-naples",
        "nato",
        1,
        {"en": "Command in Naples", "sr": "Komanda u Napulju"},
        {"en": "Allied command responsible for KFOR", "sr": "saveznička komanda nadležna za KFOR"},
        {"en": "NATO", "sr": "NATO"},
        {"en": "NATO; the steps above are left out", "sr": "NATO-u; stepenice iznad su izostavljene"},
        ("kfor-jfc-naples",),
    ),
    Body(
        "kfor",
        "nato",
        2,
        {"en": "KFOR", "sr": "KFOR"},
        {
            "en": "helps keep a secure environment and free movement",
            "sr": "pomaže da okruženje bude bezbjedno, a kretanje slobodno",
        },
        {"en": "Resolution 1244, security presence", "sr": "Rezolucija 1244, bezbjednosno prisustvo"},
        {"en": "Allied command in Naples", "sr": "savezničkoj komandi u Napulju"},
        ("seed-kfor-mandate", "seed-1244", "kfor-jfc-naples"),
        un=True,
    ),
    Body(
        "mlo-belgrade",
        "nato",
        1,
        {"en": "Liaison Office, Belgrade", "sr": "Kancelarija u Beogradu"},
        {
            "en": "supports Serbia’s part in Partnership for Peace",
            "sr": "podržava Srbiju u Partnerstvu za mir",
        },
        {"en": "NATO, December 2006", "sr": "NATO, decembar 2006."},
        _NO_LINE,
        ("seed-mlo-pfp", "mlo-opened"),
        line=False,
    ),
    Body(
        "hq-sarajevo",
        "nato",
        1,
        {"en": "Headquarters Sarajevo", "sr": "Štab u Sarajevu"},
        {"en": "helps with defence reform, supports EUFOR", "sr": "pomaže reformu odbrane, podržava EUFOR"},
        {"en": "NATO, December 2004", "sr": "NATO, decembar 2004."},
        _NO_LINE,
        ("bih-hq-missions", "bih-sfor-end"),
        line=False,
    ),
    Body(
        "eu-council",
        "eu",
        0,
        {"en": "Council of the EU", "sr": "Savjet EU"},
        {"en": "appoints the Special Representative", "sr": "imenuje specijalnog predstavnika"},
        {"en": "Treaty on European Union", "sr": "Ugovor o Evropskoj uniji"},
        _TOP,
        ("dlg-eusr-appointed",),
    ),
    Body(
        "high-representative",
        "eu",
        1,
        {"en": "High Representative", "sr": "Visoki predstavnik EU"},
        {"en": "facilitates the Belgrade-Pristina dialogue", "sr": "olakšava dijalog Beograda i Prištine"},
        {"en": "EU; UN Assembly welcomed it in 2010", "sr": "EU; Skupština UN pozdravila je to 2010."},
        {"en": "part of the EU; line not found", "sr": "dio EU; linija nije nađena"},
        ("dlg-hr", "dlg-unga"),
        line=False,
    ),
    Body(
        "special-representative",
        "eu",
        1,
        {"en": "Special Representative", "sr": "Specijalni predstavnik"},
        {"en": "the dialogue, other Western Balkan issues", "sr": "dijalog i druga pitanja Zapadnog Balkana"},
        {"en": "Council decision, April 2020", "sr": "odluka Savjeta, april 2020."},
        {"en": "Council of the EU, which appoints", "sr": "Savjetu EU, koji imenuje"},
        ("dlg-lajcak", "dlg-eusr-appointed"),
    ),
    Body(
        "eufor",
        "eu",
        1,
        {"en": "EUFOR Althea", "sr": "EUFOR Althea"},
        {
            "en": "sees to the Dayton agreement in Bosnia and Herzegovina",
            "sr": "brine se za Dejtonski sporazum u Bosni i Hercegovini",
        },
        {"en": "Resolution 1575, 2004", "sr": "Rezolucija 1575, 2004."},
        {"en": "EU, through its Security Committee", "sr": "EU, preko bezbjednosnog odbora"},
        ("althea-mandate", "althea-start", "althea-chain"),
        un=True,
    ),
    Body(
        "ksf",
        "kosovo",
        0,
        {"en": "Kosovo Security Force", "sr": "Kosovske bezbjednosne snage"},
        {
            "en": "a force of Kosovo institutions; not KFOR",
            "sr": "snage kosovskih institucija; nisu KFOR",
        },
        {"en": "laws of 2018; disputed by Belgrade", "sr": "zakoni iz 2018; Beograd ih osporava"},
        {"en": "Pristina; its Assembly makes the laws", "sr": "Prištini; zakone donosi Skupština"},
        ("ksf-2018", "pos-ksf-belgrade", "pos-ksf-pristina"),
    ),
)
