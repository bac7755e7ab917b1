"""Making equal what a reader of the region reads as equal.

Case and diacritics, Latin and Cyrillic, letters that only look alike, ijekavian and ekavian forms, and the
word pairs of the region's standard languages are folded before a typed answer is compared.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

import cyrtranslit

_CYRILLIC_LOOKS, _LATIN_LOOKS = "АВЕЅЈКМНОРСТХУаеѕјорсху", "ABESJKMHOPCTXYaesjopcxy"
#: Cyrillic capital and small letters that look like a Latin one, for words that mix both alphabets (as the
#: "ЕU" of some converted news texts does). A wholly Cyrillic word is transliterated by sound instead.
LOOK_ALIKES = str.maketrans(_CYRILLIC_LOOKS, _LATIN_LOOKS)
_TO_CYRILLIC = str.maketrans(_LATIN_LOOKS, _CYRILLIC_LOOKS)

#: Beginnings of words that mean the same; the first of each row stands for all. Rows hold folded text.
LEXICON: tuple[tuple[str, ...], ...] = (
    ("bezbjednos", "bezbednos", "sigurnos"),
    ("bezbjedn", "bezbedn", "sigurn"),
    # Who advises is no councillor: these keep their beginning, but for its ekavian form.
    ("savjetni", "savjetni", "savetni"),
    ("savjetov", "savjetov", "savetov"),
    ("vijec", "savjet", "savet"),
    ("hiljad", "tisuc"),
    ("izvjest", "izvest", "izvjesc"),
    ("sjever", "sever"),
    ("mjesec", "mesec"),
    ("vrijem", "vrem"),
    ("mjest", "mest"),
    ("rjesen", "resen"),
    ("saradnj", "suradnj"),
    ("susjed", "sused"),
    ("njemac", "nemac"),
    ("povrijedj", "povredj", "ozlijedj"),
    ("opstin", "opcin"),
    ("evrop", "europ"),
    ("generaln", "glavn"),
    ("sekretar", "tajnik"),
    ("sprovodj", "provodj"),
    ("ujedinjenih nacija", "ujedinjenih naroda"),
    ("ujedinjene nacije", "ujedinjeni narodi"),
)
#: Whole words where the pair differs in its ending too.
WHOLE_WORDS = {
    "savjet": "vijece",
    "savet": "vijece",
    "vece": "vijece",
    "veca": "vijeca",
    "vecu": "vijecu",
    "savjetom": "vijecem",
    "savetom": "vijecem",
}
_TWO_WORDS = tuple((alternative, row[0]) for row in LEXICON for alternative in row[1:] if " " in alternative)
_BEGINNINGS = sorted(
    ((alternative, row[0]) for row in LEXICON for alternative in row[1:] if " " not in alternative),
    key=lambda pair: -len(pair[0]),
)
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")
_LETTERS = re.compile(r"[^\W\d_]+")
_NOT_WORD = re.compile(r"[^\w\s.,%+-]|(?<!\d)[.,]|[.,](?!\d)|(?<!\w)-|-(?!\w)")


def to_latin(text: str) -> str:
    """Return the text in Latin script, look-alike letters in mixed words mended first.

    Example:
        >>> to_latin("Косово"), to_latin("ЕU"), to_latin("Kосово")  # the last one with a Latin K
        ('Kosovo', 'EU', 'Kosovo')
    """
    return _LETTERS.sub(_word_to_latin, text) if _CYRILLIC.search(text) else text


def _word_to_latin(found: re.Match[str]) -> str:
    word = found[0]
    cyrillic = "".join(_CYRILLIC.findall(word))
    if not cyrillic:
        return word
    if len(cyrillic) < len(word):
        latin = "".join(_LATIN.findall(word))
        # The stray letters are those that all have a twin in the other alphabet.
        if cyrillic.translate(LOOK_ALIKES).isascii() or not set(latin) <= set(_LATIN_LOOKS):
            word = word.translate(LOOK_ALIKES)
        else:
            word = word.translate(_TO_CYRILLIC)
    return str(cyrtranslit.to_latin(word, "sr"))


# A question folds the same few answers again and again: when its bank is read, and for each response.
@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """Return the form in which two answers are compared.

    Example:
        >>> fold("Савет безбедности") == fold("Vijeće sigurnosti") == fold("savjet bezbjednosti")
        True
    """
    words = fold_letters(text)
    for alternative, standard in _TWO_WORDS:
        words = words.replace(alternative, standard)
    return " ".join(_standard(word) for word in words.split())


def fold_letters(text: str) -> str:
    """Return small Latin letters without diacritics, with one space between words; no word becomes another.

    Example:
        >>> fold_letters("Савет безбедности"), fold_letters("Vijeće  sigurnosti!")
        ('savet bezbednosti', 'vijece sigurnosti')
    """
    latin = to_latin(unicodedata.normalize("NFKC", text)).replace("đ", "dj").replace("Đ", "dj")
    bare = "".join(c for c in unicodedata.normalize("NFKD", latin) if not unicodedata.combining(c))
    return " ".join(_NOT_WORD.sub(" ", bare.casefold()).split())


def _standard(word: str) -> str:
    if word in WHOLE_WORDS:
        return WHOLE_WORDS[word]
    for alternative, standard in _BEGINNINGS:
        if word.startswith(alternative):
            return standard + word[len(alternative) :]
    return word
