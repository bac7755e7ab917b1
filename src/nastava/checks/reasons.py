"""What a learner reads when a check can't pass: plain words in each language, and what to do next."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import get_close_matches

#: A text in several languages; ``nastava.text.pick`` chooses.
Reason = Mapping[str, str]

_LONGEST_QUOTE = 120


def quote(value: object, longest: int = _LONGEST_QUOTE) -> str:
    """Return the value as short text, also when its own ``repr`` fails.

    Example:
        >>> quote("troops"), quote("x" * 9, longest=4)
        ("'troops'", "'xxx…")
    """
    try:
        text = " ".join(repr(value).split())
    except Exception:  # noqa: BLE001 - a learner's class may fail here in any way
        return f"<{type(value).__name__}>"
    return text if len(text) <= longest else text[:longest] + "…"


def missing(name: str, present: Iterable[str]) -> Reason:
    """Return why a name is not there; a name that differs little is pointed out.

    Example:
        >>> missing("total", ["Total"])["en"]
        "Nothing is called 'total' yet, but there is 'Total'. Capital letters matter."
    """
    known = [other for other in present if not other.startswith("_")]
    by_fold = {other.casefold(): other for other in known}
    near = by_fold.get(name.casefold()) or next(iter(get_close_matches(name, known, n=1, cutoff=0.85)), None)
    if near:
        return {
            "en": f"Nothing is called '{name}' yet, but there is '{near}'. Capital letters matter.",
            "sr": f"Ništa se još ne zove '{name}', ali postoji '{near}'. Velika i mala slova se razlikuju.",
        }
    return {
        "en": f"Nothing is called '{name}' yet. Run the cell above first (Shift+Enter). If it shows "
        "an error, mend that error and run it again.",
        "sr": f"Ništa se još ne zove '{name}'. Prvo pokreni ćeliju iznad (Shift+Enter). Ako javi grešku, "
        "ispravi je i pokreni ćeliju ponovo.",
    }


#: The three dots of a blank are still there.
PLACEHOLDER: Reason = {
    "en": "The three dots ... are still there. Put your answer in their place and run the cell again.",
    "sr": "Tri tačke ... još stoje. Upiši svoj odgovor na njihovo mjesto i ponovo pokreni ćeliju.",
}
#: nbgrader's stub is still there.
STUB: Reason = {
    "en": "The line raise NotImplementedError() is still there. Write your lines in its place.",
    "sr": "Red raise NotImplementedError() još stoji. Na njegovo mjesto upiši svoje redove.",
}
#: A list, table or similar is larger than may cross.
TOO_BIG: Reason = {
    "en": "This is too big to be checked. Keep only what the task asks for.",
    "sr": "Ovo je preveliko za provjeru. Ostavi samo ono što se u zadatku traži.",
}
#: Lists in lists, deeper than may cross.
TOO_DEEP: Reason = {
    "en": "This holds lists in lists in lists, too many levels to be checked.",
    "sr": "Ovo sadrži liste u listama u listama, previše nivoa za provjeru.",
}
#: A structure contains itself.
ENDLESS: Reason = {
    "en": "This contains itself, so it has no end. Build it again from the start.",
    "sr": "Ovo sadrži samo sebe, pa nema kraja. Napravi ga ponovo od početka.",
}
#: A call did not come back in time.
TOO_LONG: Reason = {
    "en": "This did not finish in time. Look for a loop that never ends.",
    "sr": "Ovo nije završilo na vrijeme. Potraži petlju koja se nikad ne završava.",
}
#: The notebook's program is not running any more.
ENDED: Reason = {
    "en": "The program of this notebook had ended or stopped answering, so that nothing could be asked of it.",
    "sr": "Program ove sveske je završio ili je prestao da odgovara, pa se od njega ništa nije moglo saznati.",
}
#: What came back over the wire makes no sense.
UNREADABLE: Reason = {
    "en": "The value could not be fetched from the notebook. Run the whole notebook again from the top.",
    "sr": "Vrijednost nije mogla da se preuzme iz sveske. Pokreni ponovo cijelu svesku od početka.",
}
#: The value is None where something was expected.
NOTHING: Reason = {
    "en": "The value is None, that is, nothing. A function that only prints gives nothing: it needs return.",
    "sr": "Vrijednost je None, dakle ništa. Funkcija koja samo ispisuje ne vraća ništa: potreban je return.",
}


def unsupported(value: object) -> Reason:
    """Return why a value of this type can't be checked.

    Example:
        >>> unsupported(print)["en"]
        'This is a function, not its result. Perhaps the brackets () after its name are missing.'
    """
    kind = type(value).__name__
    if callable(value) and not isinstance(value, type):
        return {
            "en": "This is a function, not its result. Perhaps the brackets () after its name are missing.",
            "sr": "Ovo je funkcija, a ne njen rezultat. Možda iza imena nedostaju oble zagrade ().",
        }
    if kind in {"generator", "map", "filter", "zip", "enumerate", "dict_keys", "dict_values", "dict_items"}:
        return {
            "en": f"This is a '{kind}', which has not become a list yet. Write list(…) around it.",
            "sr": f"Ovo je '{kind}' i još nije postalo lista. Stavi ga u list(…).",
        }
    return {
        "en": f"The kind '{kind}' can't be checked. A number, text, list or table is expected.",
        "sr": f"Vrsta '{kind}' ne može da se provjeri. Očekuje se broj, tekst, lista ili tabela.",
    }


def not_callable(name: str, value: object) -> Reason:
    """Return why the name can't be called.

    Example:
        >>> not_callable("triple", 12)["en"]
        "'triple' is no function: its value is 12. Define it with def triple(…):"
    """
    return {
        "en": f"'{name}' is no function: its value is {quote(value)}. Define it with def {name}(…):",
        "sr": f"'{name}' nije funkcija: njena vrijednost je {quote(value)}. Definiši je sa def {name}(…):",
    }


def stopped(name: str, error: BaseException) -> Reason:
    """Return why a learner's function ended with an error.

    Example:
        >>> stopped("share", ZeroDivisionError("division by zero"))["en"]
        "'share' stopped with an error, ZeroDivisionError: division by zero"
    """
    if isinstance(error, NotImplementedError):
        return STUB
    if isinstance(error, RecursionError):
        return TOO_LONG
    try:
        said = " ".join(str(error).split())[:_LONGEST_QUOTE]
    except Exception:  # noqa: BLE001 - a learner's exception may fail here in any way
        said = ""
    if isinstance(error, NameError):
        return {
            "en": f"'{name}' uses a name that is not there ({said}). Check its spelling.",
            "sr": f"'{name}' koristi ime koje ne postoji ({said}). Provjeri kako je napisano.",
        }
    if isinstance(error, KeyError):
        return {
            "en": f"'{name}' asks for a column or key that is not there: {said}. Check the spelling.",
            "sr": f"'{name}' traži kolonu ili ključ koji ne postoji: {said}. Provjeri pravopis.",
        }
    kind = type(error).__name__ + (f": {said}" if said else "")
    return {
        "en": f"'{name}' stopped with an error, {kind}",
        "sr": f"'{name}' se zaustavilo zbog greške, {kind}",
    }


def no_figure(name: str | None) -> Reason:
    """Return why no figure is found.

    Example:
        >>> no_figure("fig")["en"][:60]
        "There is no figure called 'fig' yet. Run the cell that draws"
    """
    called_en, called_sr = (f" called '{name}'", f" po imenu '{name}'") if name else ("", "")
    return {
        "en": f"There is no figure{called_en} yet. Run the cell that draws it (Shift+Enter). If it shows an "
        "error, mend that error and run it again.",
        "sr": f"Još nema slike{called_sr}. Pokreni ćeliju koja je crta (Shift+Enter). Ako javi grešku, "
        "ispravi je i pokreni ćeliju ponovo.",
    }


def not_a_figure(name: str, value: object) -> Reason:
    """Return why the value under this name is no figure.

    Example:
        >>> not_a_figure("fig", 3)["en"]
        "'fig' is no figure: its value is 3."
    """
    return {
        "en": f"'{name}' is no figure: its value is {quote(value)}.",
        "sr": f"'{name}' nije slika: njena vrijednost je {quote(value)}.",
    }
