"""Names of states for figures: short, and in the language's own form."""

from __future__ import annotations

from nastava.text.languages import pick

_SR = {
    "ALB": "Albanija", "ARM": "Jermenija", "AUT": "Austrija", "AZE": "Azerbejdžan", "BEL": "Belgija",
    "BGR": "Bugarska", "BIH": "Bosna i Hercegovina", "BLR": "Bjelorusija", "CAN": "Kanada",
    "CHE": "Švajcarska", "CZE": "Češka", "DEU": "Njemačka", "DNK": "Danska", "ESP": "Španija",
    "EST": "Estonija", "FIN": "Finska", "FRA": "Francuska", "GBR": "Velika Britanija", "GEO": "Gruzija",
    "GRC": "Grčka", "HRV": "Hrvatska", "HUN": "Mađarska", "IRL": "Irska", "ITA": "Italija",
    "KAZ": "Kazahstan", "KGZ": "Kirgistan", "LTU": "Litvanija", "LUX": "Luksemburg", "LVA": "Letonija",
    "MAR": "Maroko", "MDA": "Moldavija", "MKD": "Sjeverna Makedonija", "MLT": "Malta", "MNE": "Crna Gora",
    "NLD": "Nizozemska", "NOR": "Norveška", "POL": "Poljska", "PRT": "Portugal", "ROU": "Rumunija",
    "RUS": "Rusija", "SRB": "Srbija", "SVK": "Slovačka", "SVN": "Slovenija", "SWE": "Švedska",
    "TJK": "Tadžikistan", "TKM": "Turkmenistan", "TUR": "Turska", "UKR": "Ukrajina", "USA": "SAD",
    "UZB": "Uzbekistan",
}  # fmt: skip


def country_name(iso3: str, english: str, language: str) -> str:
    """Return the state's name.

    Args:
        iso3: ISO 3166-1 alpha-3 code.
        english: the name in the dataset, used where the language has none of its own.
        language: code of the reader's language.

    Example:
        >>> country_name("DEU", "Germany", "sr"), country_name("DEU", "Germany", "en")
        ('Njemačka', 'Germany')
    """
    return pick({"en": english, "sr": _SR.get(iso3, english)}, language)
