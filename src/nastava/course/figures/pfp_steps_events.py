"""The steps of Serbia and of Bosnia and Herzegovina: each rests on a fact of the course, whose date it bears."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from nastava.course.figures.controls import Localized

Whose = Literal["serbia", "bih", "both"]
Kind = Literal["nato", "domestic"]


@dataclass(frozen=True)
class Step:
    """One step.

    Attributes:
        fact: what it rests on; its date is the step's.
        whose: the country, or both at once.
        kind: a step taken with NATO, or a decision of a body at home.
        name: what happened, in few words.
        remark: where sources differ or are weak.
    """

    fact: str
    whose: Whose
    kind: Kind
    name: Localized
    remark: Localized | None = None


STEPS = (
    Step(
        "bih-sfor-end",
        "bih",
        "nato",
        {"en": "SFOR ends, NATO HQ Sarajevo is set up", "sr": "Kraj SFOR-a, osnovan Štab NATO-a Sarajevo"},
        {
            "en": "Other sources give November or 21 February 2004 for the headquarters.",
            "sr": "Drugi izvori za štab navode novembar ili 21. februar 2004.",
        },
    ),
    Step(
        "mlo-transit",
        "serbia",
        "nato",
        {"en": "Transit agreement with NATO", "sr": "Sporazum s NATO-om o tranzitu"},
    ),
    Step(
        "mlo-drg",
        "serbia",
        "nato",
        {"en": "Defence Reform Group begins work", "sr": "Počinje rad Grupe za reformu odbrane"},
    ),
    Step("pfp-riga", "both", "nato", {"en": "Invited at the Riga summit", "sr": "Poziv na samitu u Rigi"}),
    Step(
        "pfp-2006",
        "both",
        "nato",
        {"en": "Join the Partnership for Peace", "sr": "Ulazak u Partnerstvo za mir"},
    ),
    Step(
        "mlo-opened",
        "serbia",
        "nato",
        {"en": "NATO liaison office opens in Belgrade", "sr": "Otvorena NATO kancelarija u Beogradu"},
    ),
    Step(
        "serbia-presentation",
        "serbia",
        "nato",
        {"en": "Presentation document submitted", "sr": "Predat prezentacioni dokument"},
    ),
    Step(
        "serbia-neutrality",
        "serbia",
        "domestic",
        {"en": "Parliament: military neutrality", "sr": "Skupština: vojna neutralnost"},
    ),
    Step(
        "bih-ipap",
        "bih",
        "nato",
        {"en": "Individual partnership plan (IPAP)", "sr": "Individualni plan partnerstva (IPAP)"},
        {
            "en": "Only the year is sure: one NATO page gives February 2008, another says that work had then begun.",
            "sr": "Sigurna je samo godina: jedna stranica NATO-a navodi februar 2008, druga da je rad tada počeo.",
        },
    ),
    Step(
        "bih-dialogue-2008",
        "bih",
        "nato",
        {"en": "Intensified Dialogue with NATO", "sr": "Intenzivirani dijalog s NATO-om"},
    ),
    Step(
        "bih-map",
        "bih",
        "nato",
        {"en": "Invited to the MAP, on a condition", "sr": "Poziv u MAP, uz uslov"},
        {"en": "One source gives 23 April 2010.", "sr": "Jedan izvor navodi 23. april 2010."},
    ),
    Step(
        "serbia-ipap",
        "serbia",
        "nato",
        {"en": "First partnership plan (IPAP)", "sr": "Prvi plan partnerstva (IPAP)"},
        {
            "en": "A text of a NATO command gives 20 January 2015.",
            "sr": "Tekst jedne komande NATO-a navodi 20. januar 2015.",
        },
    ),
    Step(
        "rs-neutrality",
        "bih",
        "domestic",
        {
            "en": "Republika Srpska: neutrality resolution",
            "sr": "Skupština RS: rezolucija o neutralnosti",
        },
        {
            "en": "Not binding; defence is a matter of the state level. Adopted in the night of 17 to 18 October.",
            "sr": "Neobavezujuća; odbrana je u nadležnosti države. Usvojena u noći 17. na 18. oktobar.",
        },
    ),
    Step(
        "bih-anp-2018",
        "bih",
        "nato",
        {"en": "NATO ready to accept a first programme", "sr": "NATO spreman da primi prvi program"},
    ),
    Step(
        "serbia-ipap-2",
        "serbia",
        "nato",
        {"en": "Second plan just adopted, 2019–2021", "sr": "Drugi plan upravo usvojen, 2019–2021."},
        {
            "en": "On that day an official of Serbia said that it had just been adopted.",
            "sr": "Tog dana je predstavnik Srbije rekao da je plan upravo usvojen.",
        },
    ),
    Step(
        "bih-reform",
        "bih",
        "domestic",
        {"en": "Presidency sends a Reform Programme", "sr": "Predsjedništvo šalje Program reformi"},
        {
            "en": "Parties in the country read it differently.",
            "sr": "Stranke u zemlji različito ga tumače.",
        },
    ),
    Step(
        "bih-dcb",
        "bih",
        "nato",
        {"en": "Defence capacity building package", "sr": "Paket za jačanje odbrambenih kapaciteta"},
        {"en": "Only the year was seen.", "sr": "Poznata je samo godina."},
    ),
)
