"""Cloze: a text with blanks to fill in, each with words, a number or a choice.

Scoring ``per_blank`` (default): every blank earns its part, all parts equal unless ``weight`` says otherwise.
``all_or_nothing``: every blank right, or no points. An empty blank is a wrong one.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from random import Random
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from nastava.items.base import (
    Item,
    ItemView,
    Malformed,
    Paper,
    Parsed,
    PartMark,
    Policy,
    Sample,
    Score,
    reason,
)
from nastava.items.blanks import (
    Blank,
    BlankView,
    ChoiceBlank,
    ChoiceBlankView,
    NumberBlank,
    NumberBlankView,
    TextBlank,
)
from nastava.items.cloze_text import check_text, order, printed
from nastava.items.judgement import sample_of
from nastava.items.model import Localized, Slug, broken
from nastava.items.options import reordered
from nastava.items.own_words import in_own_words
from nastava.items.seeded import one_of
from nastava.text.languages import pick
from nastava.text.markdown import to_plain
from nastava.text.tex import literal

FILL_ONE = reason(
    en="Fill in at least one blank first.",
    sr="Prvo popuni bar jednu prazninu.",
    sq="Së pari plotëso të paktën një vend bosh.",
)
MOST = 20


class ClozeView(ItemView):
    """What the browser gets: the text with ``[[name]]`` where a blank stands, and what each blank takes."""

    type: Literal["cloze"]
    text: Localized
    blanks: Annotated[Mapping[Slug, BlankView], Field(min_length=1, max_length=MOST)]

    def numbers(self, language: str) -> dict[str, int]:
        """Return each blank's number in the order of the language's text."""
        return order(self.text, self.blanks, language)

    def parse(self, raw: Any, language: str) -> Parsed | Malformed:
        """Accept what stands in the blanks by name; some may be empty, not all."""
        raw = raw if isinstance(raw, dict) else {}
        response: dict[str, Any] = {}
        for name in self.numbers(language):
            given = raw.get(name)
            if given is None or (isinstance(given, str) and not given.strip()):
                continue
            read = self.blanks[name].read(given, language)
            if isinstance(read, Malformed):
                return self._about(name, read)
            response[name] = read.response
        return Parsed(response) if response else FILL_ONE

    def _about(self, name: str, fault: Malformed) -> Malformed:
        if len(self.blanks) == 1:
            return fault
        en, sr = (self.numbers(code)[name] for code in ("en", "sr"))
        return reason(en=f"Blank {en}: {fault.reason['en']}", sr=f"Praznina {sr}: {fault.reason['sr']}")

    def describe(self, response: Any, language: str) -> str:
        """Return what stands in the blanks by their numbers, numbers as they were read."""
        given = response if isinstance(response, dict) else {}
        words = {name: blank.said(given.get(name), language) for name, blank in self.blanks.items()}
        return self._by_number(words, language)

    def _by_number(self, words: Mapping[str, str], language: str) -> str:
        if len(words) == 1:
            return next(iter(words.values()))
        return "; ".join(f"({n}) {words[name] or '–'}" for name, n in self.numbers(language).items())

    def paper(self, language: str) -> Paper:
        """Return the text with lines to write on, and below it what there is to choose from."""
        numbers = self.numbers(language)

        def line(name: str) -> str:
            blank = self.blanks.get(name)
            unit = (
                to_plain(pick(blank.unit, language))
                if isinstance(blank, NumberBlankView) and blank.unit
                else ""
            )
            return f"____________ ({numbers.get(name, '?')}) {unit}".rstrip()

        html, lines = printed(self.text, line, language)
        choices = [
            f"({number}) "
            + " / ".join(to_plain(pick(option.text, language), inline=True) for option in blank.options)
            for name, number in numbers.items()
            if isinstance(blank := self.blanks[name], ChoiceBlankView)
        ]
        return Paper(html + "".join(f"<p>{literal(words)}</p>" for words in choices), (*lines, *choices))


class Cloze(ClozeView, Item):
    """A text with blanks and what belongs in them."""

    view_class: ClassVar[type[ItemView]] = ClozeView
    policies: ClassVar[Mapping[str, Policy]] = {
        "per_blank": Policy(
            {
                "en": "Each blank filled in right earns its part of the points, an empty or wrong one nothing.",
                "sr": "Svaka tačno popunjena praznina donosi svoj dio bodova, a prazna ili netačna ništa.",
            }
        ),
        "all_or_nothing": Policy(
            {
                "en": "All the points if every blank is right, else none.",
                "sr": "Svi bodovi ako su sve praznine tačno popunjene, inače nijedan.",
            }
        ),
    }
    has_order: ClassVar[bool] = True
    blanks: Annotated[Mapping[Slug, Blank], Field(min_length=1, max_length=MOST)]
    scoring: Literal["per_blank", "all_or_nothing"] = "per_blank"

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        check_text(self.text, self.blanks)
        if self.parameters:
            return self  # a template: each variant is looked at when it is drawn
        for name, blank in self.blanks.items():
            try:
                blank.check()
            except PydanticCustomError as error:
                why = error.context or {}
                raise broken(f"blank '{name}': {why['problem']}", str(why["mend"])) from None
            if blank.named_by(name):
                raise broken(
                    f"the name of the blank '{name}' is an answer, and the learner's browser knows the names",
                    "name it after what is asked, such as 'who' or 'year'",
                )
        return self

    @property
    def right_or_wrong(self) -> bool:
        """Where there is no partial credit."""
        return super().right_or_wrong or (
            len(self.blanks) == 1 and not any(blank.partial for blank in self.blanks.values())
        )

    def _together(self, shares: Mapping[str, float]) -> float:
        """Return the share of the points that the blanks' shares earn together."""
        if self.scoring == "all_or_nothing":
            return float(all(shares.get(name) == 1 for name in self.blanks))
        earned = sum(blank.weight * shares.get(name, 0.0) for name, blank in self.blanks.items())
        return earned / sum(blank.weight for blank in self.blanks.values())

    def score(self, response: Any) -> Score:
        """Judge each blank; each is a part."""
        given = response if isinstance(response, dict) else {}
        judged = {name: blank.judge(given.get(name)) for name, blank in self.blanks.items()}
        share = self._together({name: one.share for name, one in judged.items()})
        parts = [
            PartMark(name, given.get(name) is not None, one.share == 1, one.feedback)
            for name, one in judged.items()
        ]
        return self.earned(share, parts, [part.feedback for part in parts])

    def samples(self) -> Sequence[Sample]:
        """Everything right in each language; each answer that is known beside right ones; everything wrong; one blank."""
        return list(self._samples())

    def _samples(self) -> Iterator[Sample]:
        pieces = {name: list(blank.pieces("en")) for name, blank in self.blanks.items()}
        right = {name: known[0][0] for name, known in pieces.items()}
        yield Sample("right", right, 1.0)
        yield Sample(
            "right", {name: next(blank.pieces("sr"))[0] for name, blank in self.blanks.items()}, 1.0, "sr"
        )
        yield Sample("wrong", {name: _wrong(known) for name, known in pieces.items()}, 0.0)
        for name, known in pieces.items():
            for raw, share in known[1:]:
                shares = dict.fromkeys(self.blanks, 1.0) | {name: share}
                yield sample_of(right | {name: raw}, self._together(shares))
        first = next(iter(self.blanks))
        yield sample_of({first: right[first]}, self._together({first: 1.0}))
        yield Sample("malformed", {}, None)
        for name, blank in self.blanks.items():
            if isinstance(blank, NumberBlank):
                yield Sample("malformed", right | {name: "many"}, None)

    def chance(self) -> float:
        """Choosing at random, everything typed left empty: the mean share."""
        chances = {name: blank.chance for name, blank in self.blanks.items()}
        return math.prod(chances.values()) if self.scoring == "all_or_nothing" else self._together(chances)

    def guess(self, random: Random) -> dict[str, str] | None:
        """Return a choice for each blank that has one; None where none has."""
        choices = {n: blank for n, blank in self.blanks.items() if isinstance(blank, ChoiceBlank)}
        return {name: one_of(blank.options, random).id for name, blank in choices.items()} or None

    def varies(self, *, shuffle: bool) -> bool:
        """Only choices have an order."""
        choices = any(isinstance(blank, ChoiceBlank) for blank in self.blanks.values())
        return bool(self.parameters) or (choices and super().varies(shuffle=shuffle))

    def arranged(self, random: Random, *, shuffle: bool) -> Self:
        """Return the item with the choices of each blank in the order drawn."""
        if not self.varies(shuffle=shuffle):
            return self
        blanks = {name: _reordered(blank, random) for name, blank in self.blanks.items()}
        shown = {
            n: [o.id for o in blank.options] for n, blank in blanks.items() if isinstance(blank, ChoiceBlank)
        }
        return self.model_copy(update={"blanks": blanks}).as_variant_of(self, order=shown)

    def key_in_words(self, language: str) -> str:
        """Return what belongs in the blanks, by their numbers."""
        return self._by_number(self._key_said(language), language)

    def reveal(self, language: str) -> dict[str, str]:
        """Return what belongs in each blank, as safe HTML."""
        return {name: literal(said) for name, said in self._key_said(language).items()}

    def _key_said(self, language: str) -> dict[str, str]:
        return {
            name: in_own_words(blank.accept, [self.text, *self.wording], language)
            if isinstance(blank, TextBlank)
            else blank.said(blank.key_response, language)
            for name, blank in self.blanks.items()
        }


def _reordered(blank: Blank, random: Random) -> Blank:
    if not isinstance(blank, ChoiceBlank):
        return blank
    return blank.model_copy(update={"options": reordered(blank.options, random)})


def _wrong(pieces: Sequence[tuple[Any, float]]) -> Any:
    return next(raw for raw, share in pieces if share == 0)
