"""What stays Latin in Cyrillic text, and where two Latin letters that look like one sound are two.

The rule for abbreviations: one that stands for a name in the language itself is transliterated (УН, ЕУ, САД,
БиХ, ОЕБС); one taken over from another language keeps its letters (NATO, KFOR, EULEX).
"""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


ACRONYMS = _words("""
    NATO KFOR SFOR IFOR EUFOR UNPROFOR ISAF UNMIK EULEX PfP MAP IPAP PARP NALT NLAT NHQ NHQSA JFC HQ SHAPE
    OSCE ICJ ICTY ITU ANP MLO KLA KSF FSK KPC TMK UNSC UNSCR OTAN EPC CEFTA
    AFP BBC BGNES CNA CNN CRS DPA DW ESI EWB JURIST KUNA MENAFN MTI RFE RL RKS RT VOA
    API CC CSV HTML HTTP HTTPS ID JSON PC PDF PNG SVG URL USB YAML ZIP
    """)

#: Single words in their own spelling; case endings may follow (``Bondsteela``).
NAMES = _words("""
    Althea Bondsteel Reuters Euronews Jupyter JupyterLab Python Markdown Unicode NumPy Matplotlib matplotlib pandas
    nbgrader Anki Shift Enter Ctrl Esc Tab Alt Prishtina Wikimedia Wikipedia Difesa
    return raise None True False lambda def
    """)

#: Several words in their own spelling, such as titles and publishers.
PHRASES = (
    "ABC News Albania", "Agenzia Nova", "Al Jazeera", "Albanian Daily News", "Allied Force", "Anadolu Agency", "As of", "as of",
    "Balkan Insight", "Camp Bondsteel", "Camp Nothing Hill", "Congressional Research Service", "Corriere del Ticino", "December", "Der Standard", "Deutsche Welle",
    "European Stability Initiative", "European Western Balkans", "Forces News", "Freedom House",
    "Government of Serbia", "Group for Legal and Political Studies", "Human Rights Watch",
    "Info Enigma", "International Crisis Group", "Irish Times", "Joint Guardian", "Moscow Times",
    "New York Times", "NATO Review", "NATO Update", "Nothing Hill", "Kosovo Force", "Kosovo Online", "Military Liaison Office",
    "NATO Advisory and Liaison Team", "NATO Liaison and Advisory Team", "Oculus News",
    "Partnership for Peace", "Radio Free Europe",
    "Resolute Support", "RT Balkan", "Serbia Portfolio", "The Guardian", "The Irish Times", "The Moscow Times", "The News International", "Voice of America",
    "Warsaw Point",
)  # fmt: skip

#: Endings that a foreign name may carry in its own alphabet.
ENDINGS = ("", "a", "u", "e", "i", "om", "em", "ima", "ama", "ov", "ova", "ovo", "ove", "ovog", "ovom", "ovi",
           "in", "ina", "inu")  # fmt: skip

#: Units of measurement, written alike in both scripts.
UNITS = (
    "km²", "km2", "km/h", "km", "m²", "m2", "m³", "m", "cm", "mm", "dm", "ha", "kg", "mg", "g", "t", "dl", "ml", "l",
    "h", "min", "ms", "kW", "kWh", "MW", "MWh", "GW", "GWh", "TWh", "W", "V", "A", "Hz", "kHz", "MHz",
    "kB", "MB", "GB", "TB", "kPa", "Pa", "hPa", "N", "J", "kJ", "°C", "K", "EUR", "USD", "CHF", "px", "pt",
)  # fmt: skip

#: Beginnings (or parts) of words in which n+j or d+ž meet at the seam of two parts: the part before the seam, after it.
SEAMS = (
    ("in", "jekc"), ("in", "jekt"), ("kon", "jug"), ("kon", "junk"), ("kon", "jekt"),
    ("tan", "jug"), ("van", "jezi"), ("van", "jedr"), ("pan", "jevrop"),
    ("nad", "živ"), ("nad", "žup"), ("nad", "žnj"), ("nad", "žet"), ("pod", "žup"), ("pod", "žeg"),
    ("pod", "žan"), ("pod", "žar"), ("pod", "žel"), ("pod", "žig"), ("pod", "živ"), ("od", "živ"), ("od", "žal"), ("od", "žvak"),
    ("pred", "živ"), ("pred", "žet"), ("pred", "želu"),
)  # fmt: skip
