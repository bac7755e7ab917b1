"""How figures word numbers, bounds and lists in each language."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from nastava.text.languages import pick
from nastava.text.numbers import symbols

_BOUNDS = {
    "exact": {"en": "{}", "sr": "{}"},
    "about": {"en": "about {}", "sr": "oko {}"},
    "over": {"en": "over {}", "sr": "više od {}"},
    "under": {"en": "just under {}", "sr": "nešto manje od {}"},
}
_AND = {"en": "and", "sr": "i"}


@cache
def _group(language: str) -> str:
    return symbols(language).group


def number(value: float, language: str) -> str:
    """Return a whole number with the language's thousands mark.

    Example:
        >>> number(4700, "en"), number(4700, "sr")
        ('4,700', '4.700')
    """
    return f"{round(value):,}".replace(",", _group(language))


def bounded(value: float, bound: str, language: str) -> str:
    """Return a number with what its source says of it.

    Args:
        value: the number.
        bound: exact, about, over or under, as in ``kfor_strength``.
        language: code of the reader's language.

    Example:
        >>> bounded(3800, "under", "en"), bounded(4500, "over", "sr")
        ('just under 3,800', 'više od 4.500')
    """
    return pick(_BOUNDS[bound], language).format(number(value, language))


def listed(parts: Sequence[str], language: str) -> str:
    """Return "a, b and c".

    Example:
        >>> listed(["4,811", "5,222", "4,699"], "en"), listed(["a", "b"], "sr")
        ('4,811, 5,222 and 4,699', 'a i b')
    """
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {pick(_AND, language)} {parts[-1]}"


def of_troops(count: int, language: str) -> str:
    """Return the noun that follows a number of troops: Serbian has two forms, one after 1, 21, 31 ….

    Example:
        >>> of_troops(4700, "en"), of_troops(1, "sr"), of_troops(4700, "sr")
        ('troops', 'vojnik', 'vojnika')
    """
    one = count % 10 == 1 and count % 100 != 11
    return pick({"en": "troops", "sr": "vojnik" if one else "vojnika"}, language)
