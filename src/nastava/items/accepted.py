"""Typed words, and which of them are accepted: shared by the types in which words are typed.

Compared after folding (case, diacritics, alphabet, ijekavian and ekavian, the region's word pairs) and, in
words of six letters or more, with one typing slip forgiven, two in words of ten or more; never in acronyms
or numbers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Annotated, Any

from pydantic import Field, field_validator, model_validator
from rapidfuzz.distance import OSA

from nastava.items.base import MAX_TEXT, Malformed, Parsed, reason
from nastava.items.judgement import Judgement
from nastava.items.model import Localized, Model, broken
from nastava.items.patterns import any_matches, check_patterns, is_slow
from nastava.text.folding import fold, fold_letters, to_latin

TYPE_SOMETHING = reason(
    en="Type an answer first.", sr="Prvo upiši odgovor.", sq="Së pari shkruaj një përgjigje."
)
TOO_LONG = reason(
    en="Keep the answer short: a name or a few words.",
    sr="Odgovor treba da bude kratak: ime ili nekoliko riječi.",
    sq="Përgjigjja duhet të jetë e shkurtër: një emër ose pak fjalë.",
)
SHORT = 200
#: Words that no author accepts.
NONSENSE = "qwx zzyqw"
Answer = Annotated[str, Field(min_length=1, max_length=SHORT)]


class PartlyAccepted(Model):
    """An answer that earns a share of the points."""

    text: Answer
    credit: Annotated[float, Field(gt=0, lt=1)]
    feedback: Localized


class NearMiss(Model):
    """A wrong answer that learners are known to give, with words for it."""

    text: Answer
    feedback: Localized


def read_words(raw: Any) -> Parsed | Malformed:
    """Accept up to 200 characters that hold a letter or a digit.

    Example:
        >>> read_words("  Security   Council ")
        Parsed(response='Security Council')
    """
    if not isinstance(raw, str) or len(raw) > MAX_TEXT or not fold(raw):
        return TYPE_SOMETHING
    text = " ".join(raw.split())
    return TOO_LONG if len(text) > SHORT else Parsed(text)


class Accepted(Model):
    """Which typed words are accepted, in full or in part."""

    accept: Sequence[Answer] = ()
    accept_partly: Sequence[PartlyAccepted] = ()
    patterns: Sequence[Annotated[str, Field(min_length=1, max_length=300)]] = ()
    typos: bool = True
    near: Sequence[NearMiss] = ()

    @field_validator("patterns")
    @classmethod
    def _patterns_compile(cls, patterns: Sequence[str]) -> Sequence[str]:
        check_patterns(patterns)
        return patterns

    @model_validator(mode="after")
    def _near_misses_are_misses(self) -> Accepted:
        for text in (*(near.text for near in self.near), *(partly.text for partly in self.accept_partly)):
            if is_slow(self.patterns, fold(text)):
                mend = "nest no repetition inside another one"
                raise broken(f"the patterns take too long on {text!r}", mend)
        # A near miss may lie one slip from an answer, as "naselje" does from "nasilje": it is looked at first.
        clashes = [near.text for near in self.near if self._accepted(near.text, typos=False)]
        clashes += [
            partly.text for partly in self.accept_partly if self._accepted(partly.text, typos=self.typos)
        ]
        if clashes:
            raise broken(
                f"the answer {clashes[0]!r} under 'near' or 'accept_partly' is accepted in full already",
                "remove it there, or set 'typos: false'",
            )
        return self

    def _accepted(self, text: str, *, typos: bool) -> bool:
        return (
            any(matches(text, answer, typos=False) for answer in self.accept)
            # With the region's word pairs made one, and as it was typed: a pattern may be written for either.
            or any_matches(self.patterns, fold(text))
            or any_matches(self.patterns, fold_letters(text))
            or (typos and any(matches(text, answer, typos=True) for answer in self.accept))
        )

    def judge_words(self, response: Any) -> Judgement:
        """Compare with the known near misses to the letter, then with what is accepted, then loosely."""
        text = response[:MAX_TEXT] if isinstance(response, str) else ""
        if not fold(text):
            return Judgement(0.0)  # a pattern may match nothing at all
        for near in self.near:
            if matches(text, near.text, typos=False):
                return Judgement(0.0, near.feedback)
        if self._accepted(text, typos=self.typos):
            return Judgement(1.0)
        for partly in self.accept_partly:
            if matches(text, partly.text, typos=self.typos):
                return Judgement(partly.credit, partly.feedback)
        return Judgement(0.0)

    def word_samples(self) -> Iterator[tuple[str, float]]:
        """Yield every accepted answer, every partly accepted one and near miss, and a foreign word, with its share."""
        yield from ((answer, 1.0) for answer in self.accept)
        yield from ((partly.text, partly.credit) for partly in self.accept_partly)
        yield from ((near.text, 0.0) for near in self.near)
        yield NONSENSE, 0.0


def matches(text: str, answer: str, *, typos: bool) -> bool:
    """Return whether a typed text counts as the answer.

    Example:
        >>> matches("vijece sigurnosti", "Савет безбедности", typos=False)
        True
        >>> matches("SFOR", "KFOR", typos=True)
        False
    """
    written, wanted = fold(text), fold(answer)
    if written == wanted:
        return True
    if not typos:
        return False
    given, expected = written.split(), wanted.split()
    if len(given) != len(expected):
        return False
    exact = _exact_words(answer)
    return all(
        g == e or (e not in exact and OSA.distance(g, e, score_cutoff=_slips(e)) <= _slips(e))
        for g, e in zip(given, expected, strict=True)
    )


def _slips(word: str) -> int:
    if len(word) < 6 or any(character.isdigit() for character in word):
        return 0
    return 1 if len(word) < 10 else 2


def _exact_words(answer: str) -> set[str]:
    """Return the folded acronyms of an answer: words of two capitals or more."""
    words: Iterable[str] = to_latin(answer).split()
    return {fold(word) for word in words if sum(c.isupper() for c in word) > 1}
