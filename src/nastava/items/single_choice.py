"""Single choice: one option is the key.

Scoring: the key earns all the points, a distractor none. Random answering earns 1/n.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field, ValidationInfo, field_validator

from nastava.items.base import (
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
from nastava.items.model import broken
from nastava.items.options import (
    Option,
    OptionView,
    WithOptions,
    boxes,
    check_options,
    known,
    without_key,
    words,
)
from nastava.items.seeded import one_of

CHOOSE_ONE = reason(
    en="Choose one option first.", sr="Prvo izaberi jednu opciju.", sq="Së pari zgjidh një opsion."
)


class SingleChoiceView(ItemView):
    """What the browser gets."""

    type: Literal["single_choice"]
    options: Annotated[Sequence[OptionView], Field(min_length=2, max_length=12)]

    def parse(self, raw: Any, language: str) -> Parsed | Malformed:
        """Accept the id of an option."""
        if not isinstance(raw, str) or not raw:
            return CHOOSE_ONE
        return known(raw, self.options) or Parsed(raw)

    def describe(self, response: Any, language: str) -> str:
        """Return the text of the option chosen."""
        return words([response], self.options, language)

    def paper(self, language: str) -> Paper:
        """Return the options with a circle before each."""
        return boxes(self.options, language, several=False)


class SingleChoice(SingleChoiceView, WithOptions):
    """A question with one right option."""

    view_class: ClassVar[type[ItemView]] = SingleChoiceView
    policies: ClassVar[Mapping[str, Policy]] = {
        "all_or_nothing": Policy(
            {
                "en": "The right option earns all the points, any other none.",
                "sr": "Tačna opcija donosi sve bodove, svaka druga nijedan.",
            }
        )
    }
    options: Annotated[Sequence[Option], Field(min_length=2, max_length=12)]

    @field_validator("options")
    @classmethod
    def _one_key(cls, options: Sequence[Option], info: ValidationInfo) -> Sequence[Option]:
        check_options(options)
        keys = sum(option.key for option in options)
        if info.data.get("survey"):
            return without_key(options)
        if keys != 1:
            raise broken(
                f"a single choice has one key, this one has {keys}",
                "mark one option with 'key: true', or use type: multiple_choice",
            )
        return options

    @property
    def _key(self) -> Option:
        return next(option for option in self.options if option.key)

    def score(self, response: Any) -> Score:
        """Give all the points for the key."""
        chosen = next((option for option in self.options if option.id == response), None)
        if chosen is None:
            return self.earned(0.0)
        part = PartMark(chosen.id, True, chosen.key, chosen.feedback)
        return self.earned(float(chosen.key), [part], [chosen.feedback])

    def samples(self) -> Sequence[Sample]:
        """The key, each distractor, and no choice at all."""
        wrong = [Sample("wrong", option.id, 0.0) for option in self.options if not option.key]
        return [Sample("right", self._key.id, 1.0), *wrong, Sample("malformed", "", None)]

    def chance(self) -> float:
        """One in the number of options."""
        return 1 / len(self.options)

    def guess(self, random: Random) -> str:
        """Return the id of any option."""
        return one_of(self.options, random).id

    def key_in_words(self, language: str) -> str:
        """Return the text of the key."""
        return self.describe(self._key.id, language)
