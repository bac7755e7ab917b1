"""Short text: a name, a term or a number in words is typed.

Compared after folding (case, diacritics, alphabet, ijekavian and ekavian, the region's word pairs) and, in
words of six letters or more, with one typing slip forgiven, two in words of ten or more; never in acronyms
or numbers. Scoring: an accepted answer earns all the points, one of ``accept_partly`` its stated share.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Annotated, Any, ClassVar, Literal

import regex
from pydantic import Field, field_validator, model_validator
from rapidfuzz.distance import OSA

from nastava.items.base import (
    MAX_TEXT,
    Item,
    ItemView,
    Malformed,
    Parsed,
    Policy,
    Sample,
    Score,
    reason,
    verdict_of,
)
from nastava.items.model import Localized, Model, broken
from nastava.text.folding import fold, to_latin

#: A pattern that takes longer, in seconds, does not match.
PATTERN_TIME = 0.2
TYPE_SOMETHING = reason(en="Type an answer first.", sr="Prvo upiši odgovor.")
TOO_LONG = reason(
    en="Keep the answer short: a name or a few words.",
    sr="Odgovor treba da bude kratak: ime ili nekoliko riječi.",
)
SHORT = 200
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


class ShortTextView(ItemView):
    """What the browser gets."""

    type: Literal["short_text"]

    def parse(self, raw: Any, language: str) -> Parsed | Malformed:
        """Accept up to 200 characters that hold a letter or a digit."""
        if not isinstance(raw, str) or len(raw) > MAX_TEXT or not fold(raw):
            return TYPE_SOMETHING
        text = " ".join(raw.split())
        return TOO_LONG if len(text) > SHORT else Parsed(text)


class ShortText(ShortTextView, Item):
    """A question answered by a few typed words."""

    view_class: ClassVar[type[ItemView]] = ShortTextView
    policies: ClassVar[Mapping[str, Policy]] = {
        "accepted": Policy(
            {
                "en": "An accepted answer earns all the points, a partly accepted one the share stated for it.",
                "sr": "Prihvaćen odgovor donosi sve bodove, a djelimično prihvaćen dio koji je za njega naveden.",
            }
        )
    }
    may_survey: ClassVar[bool] = True
    accept: Sequence[Answer] = ()
    accept_partly: Sequence[PartlyAccepted] = ()
    patterns: Sequence[Annotated[str, Field(min_length=1, max_length=300)]] = ()
    typos: bool = True
    near: Sequence[NearMiss] = ()

    @field_validator("patterns")
    @classmethod
    def _patterns_compile(cls, patterns: Sequence[str]) -> Sequence[str]:
        for pattern in patterns:
            try:
                regex.compile(pattern)
            except regex.error as error:
                raise broken(
                    f"the pattern {pattern!r} is no regular expression ({error})", "mend it or remove it"
                ) from None
        return patterns

    @model_validator(mode="after")
    def _near_misses_are_misses(self) -> ShortText:
        if self.survey and (self.accept or self.accept_partly or self.patterns or self.near):
            raise broken(
                "a survey item has a key", "take out 'accept:', or 'survey: true' if it is to be marked"
            )
        if not self.survey and not self.accept:
            raise broken("'accept' is missing", "add 'accept:' with at least one answer")
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
        folded = fold(text)
        return (
            any(matches(text, answer, typos=False) for answer in self.accept)
            or any(_matches_pattern(pattern, folded) for pattern in self.patterns)
            or (typos and any(matches(text, answer, typos=True) for answer in self.accept))
        )

    def score(self, response: Any) -> Score:
        """Compare with the known near misses to the letter, then with what is accepted, then loosely."""
        text = response[:MAX_TEXT] if isinstance(response, str) else ""
        for near in self.near:
            if matches(text, near.text, typos=False):
                return Score(0.0, self.points, "wrong", (), (near.feedback,))
        if self._accepted(text, typos=self.typos):
            return Score(self.points, self.points, "right")
        for partly in self.accept_partly:
            if matches(text, partly.text, typos=self.typos):
                points = self.points * partly.credit
                return Score(points, self.points, verdict_of(points, self.points), (), (partly.feedback,))
        return Score(0.0, self.points, "wrong")

    def samples(self) -> Sequence[Sample]:
        """Every accepted answer, every partly accepted one and near miss, a foreign word, and nothing."""
        samples = [Sample("right", answer, 1.0) for answer in self.accept]
        samples += [Sample("partly", partly.text, partly.credit) for partly in self.accept_partly]
        samples += [Sample("wrong", near.text, 0.0) for near in self.near]
        return [*samples, Sample("wrong", "qwx zzyqw", 0.0), Sample("malformed", "  ", None)]

    def chance(self) -> float:
        """Zero: a random word is not the key."""
        return 0.0

    @property
    def right_or_wrong(self) -> bool:
        """Where no answer earns a share."""
        return not self.accept_partly

    def key_in_words(self, language: str) -> str:
        """Return the first accepted answer."""
        return self.accept[0]


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


def _matches_pattern(pattern: str, folded: str) -> bool:
    try:
        return regex.fullmatch(pattern, folded, timeout=PATTERN_TIME) is not None
    except TimeoutError:
        return False
