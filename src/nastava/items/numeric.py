"""Numeric: a number is typed, in the writing of the learner's language, with or without a unit.

Scoring: inside the tolerance earns all the points; a value of ``near`` earns its stated share. Random
answering earns nothing worth counting, so the chance score is given as zero.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any, ClassVar, Literal

from pydantic import model_validator

from nastava.items.base import Item, ItemView, Malformed, Paper, Parsed, Policy, Sample, Score
from nastava.items.judgement import sample_of
from nastava.items.quantity import Quantity
from nastava.items.tolerance import Keyed
from nastava.text.languages import pick
from nastava.text.markdown import to_html, to_plain
from nastava.text.messages import translator
from nastava.text.numbers import format_number


class NumericView(Quantity, ItemView):
    """What the browser gets: the unit behind the field, and the units that may be typed."""

    reads_aloud: ClassVar[bool] = True

    type: Literal["numeric"]

    def parse(self, raw: Any, language: str) -> Parsed | Malformed:
        """Accept a number in the language's writing; keep what was typed beside the value read."""
        return self.read_number(raw, language)

    def describe(self, response: Any, language: str) -> str:
        """Return the value as it was read, with the unit."""
        return self.number_in_words(response, language)

    def paper(self, language: str) -> Paper:
        """Return a line to write on, with the unit behind it."""
        answer = translator(language)("Your answer")
        unit = pick(self.unit, language) if self.unit else ""
        html = f"<p>{escape(answer)}: ____________ {to_html(unit, inline=True)}</p>"
        return Paper(html, (f"____________ {to_plain(unit)}".strip(),))


class Numeric(NumericView, Keyed, Item):
    """A question whose key is a number."""

    view_class: ClassVar[type[ItemView]] = NumericView
    policies: ClassVar[Mapping[str, Policy]] = {
        "tolerance": Policy(
            {
                "en": "A number within the tolerance earns all the points; a known near miss the share stated for it.",
                "sr": "Broj unutar tolerancije donosi sve bodove; poznata bliska greška dio koji je za nju naveden.",
            }
        )
    }

    @model_validator(mode="after")
    def _consistent(self) -> Numeric:
        if not self.parameters:  # else a template: each variant is looked at when it is drawn
            self.check_key()
        return self

    @property
    def right_or_wrong(self) -> bool:
        """Where no near miss earns a share."""
        return not any(near.credit for near in self.near)

    def score(self, response: Any) -> Score:
        """Give the share that the value earns."""
        judged = self.judge_number(response)
        return self.earned(judged.share, feedback=[judged.feedback])

    def samples(self) -> Sequence[Sample]:
        """The key in both ways of writing, a number far off, a word, and the near misses."""
        return [
            Sample("right", format_number(self.key_number, "sr"), 1.0, "sr"),
            *(sample_of(format_number(value, "en"), share) for value, share in self.number_samples()),
            Sample("malformed", "many", None),
        ]

    def chance(self) -> float:
        """Zero: a random number is not the key."""
        return 0.0

    def key_in_words(self, language: str) -> str:
        """Return the key with its unit."""
        return self.describe({"value": self.key_number}, language)
