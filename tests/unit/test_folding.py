"""Typed answers in Latin and Cyrillic, with and without diacritics, ijekavian and ekavian."""

from __future__ import annotations

import pytest

from nastava.text.cyrillic import to_cyrillic
from nastava.text.folding import LEXICON, fold, to_latin


@pytest.mark.parametrize(
    "answer, typed",
    [
        ("Vučić", ["Vucic", "VUČIĆ", "вучић", "Вучић", "Vučic"]),
        ("Đakovica", ["Djakovica", "đakovica", "Ђаковица", "ЂАКОВИЦА"]),
        ("Ljubljana", ["Љубљана", "ljubljana", "LJUBLJANA", "ЉУБЉАНА", "ǈubǉana"]),
        ("Njemačka", ["Њемачка", "njemacka", "ЊЕМАЧКА", "ЊЕМАЧKА"]),
        ("Džordž", ["Џорџ", "dzordz", "DŽORDŽ", "ǅorǆ"]),
        ("Šćepan", ["Scepan", "Шћепан", "šćepan"]),
        ("Savjet bezbjednosti", ["Савет безбедности", "Савјет безбједности", "savet bezbednosti", "VIJEĆE SIGURNOSTI"]),
        ("sjever", ["север", "сјевер", "sever", "Śever"]),
        ("NATO", ["НАТО", "нато", "NАTO", "NАТО"]),
        ("NATO-a", ["НАТО-а", "НАТО-a", "nato-a"]),
        ("KFOR", ["КФОР", "КFOR", "kfor", "Кфор"]),
        ("Kosovo", ["Косово", "Kосово", "Kоsоvо", "kosovo", "КОСОВО"]),
        ("savjet", ["Cавјет", "савјeт", "савет"]),
        ("saradnja", ["сарадња", "suradnja", "сурадња"]),
    ],
)  # fmt: skip
def test_a_right_answer_is_right_in_either_alphabet(answer: str, typed: list[str]) -> None:
    """What a reader takes for the same word is the same: alphabets, look-alike letters, diacritics, variants."""
    assert {text: fold(text) for text in typed} == dict.fromkeys(typed, fold(answer))


@pytest.mark.parametrize(
    "one, other", [("KFOR", "SFOR"), ("NATO", "NАTА"), ("Beograd", "Београде"), ("rat", "рад")]
)
def test_other_words_stay_other(one: str, other: str) -> None:
    """Folding makes equal what reads as equal, and no more."""
    assert fold(one) != fold(other)


@pytest.mark.parametrize("word", [word for row in LEXICON for word in row])
def test_every_word_pair_holds_in_cyrillic_too(word: str) -> None:
    """The region's word pairs are found whichever alphabet is typed."""
    assert fold(to_cyrillic(word)) == fold(word)


def test_only_the_stray_letters_of_a_mixed_word_are_mended() -> None:
    """A Latin letter in a Cyrillic word is read as Cyrillic, and the other way round."""
    assert to_latin("Cавет") == "Savet"
    assert to_latin("NАTO") == "NATO"
