"""Ids for what comes from systems that have none, such that no id tells a key."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Collection, Iterable, Sequence
from itertools import count
from string import ascii_lowercase

from nastava.text.folding import to_latin

_LETTERS = "bcdfghjklmnpqrstvwxz"


def slug(text: str, otherwise: str = "item") -> str:
    """Return an id made of the first words of a text.

    Example:
        >>> slug("Šta je KFOR?"), slug("КФОР на Косову"), slug("?!", "question")
        ('sta-je-kfor', 'kfor-na-kosovu', 'question')
    """
    latin = to_latin(text).replace("đ", "dj").replace("Đ", "Dj")
    plain = unicodedata.normalize("NFKD", latin).encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z0-9]+", plain)[:8]
    while len("-".join(words)) > 60 and len(words) > 1:
        words.pop()
    return "-".join(words)[:60].strip("-") or otherwise


def unique(wanted: str, taken: Collection[str]) -> str:
    """Return the id, with a number behind it where another has it.

    Example:
        >>> unique("a", ["a", "a-2"])
        'a-3'
    """
    if wanted not in taken:
        return wanted
    return next(name for n in count(2) if (name := f"{wanted}-{n}") not in taken)


def letters(number: int) -> list[str]:
    """Return ids of options, the letters of the alphabet.

    Example:
        >>> letters(3)
        ['a', 'b', 'c']
    """
    return [ascii_lowercase[i] if i < 26 else f"o{i + 1}" for i in range(number)]


def opaque(text: str, salt: str = "") -> str:
    """Return an id that says nothing of the text and changes with it.

    Example:
        >>> opaque("KFOR") == opaque("KFOR") != opaque("EUFOR")
        True
    """
    digest = hashlib.sha256(f"{salt}\n{text}".encode()).digest()
    return "".join(_LETTERS[byte % len(_LETTERS)] for byte in digest[:6])


def all_opaque(texts: Iterable[str], salt: str = "", taken: Collection[str] = ()) -> list[str]:
    """Return opaque ids, each once; the same text twice gets two."""
    ids: list[str] = []
    for text in texts:
        ids.append(next(i for n in count() if (i := opaque(text, f"{salt}{n}")) not in {*ids, *taken}))
    return ids


def unordered(texts: Sequence[str]) -> list[str]:
    """Return opaque ids that are not in alphabetical order, for entries in the order of their key.

    Example:
        >>> ids = unordered(["first", "second", "third"])
        >>> ids == sorted(ids)
        False
    """
    for salt in ascii_lowercase:
        ids = all_opaque(texts, salt)
        if ids != sorted(ids):
            return ids
    return ids
