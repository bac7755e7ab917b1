"""Single choice: one option is the key.

Scoring: the key earns all the points, a distractor none. Random answering earns 1/n.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import Field, ValidationInfo, field_validator

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
    verdict_of,
)
from nastava.items.model import broken
from nastava.items.options import (
    Option,
    OptionView,
    boxes,
    check_options,
    known,
    reordered,
    without_key,
    words,
)
from nastava.items.seeded import one_of

CHOOSE_ONE = reason(en="Choose one option first.", sr="Prvo izaberi jednu opciju.")


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


class SingleChoice(SingleChoiceView, Item):
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
    has_order: ClassVar[bool] = True
    may_survey: ClassVar[bool] = True
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
        points = self.points if chosen is not None and chosen.key else 0.0
        parts = tuple(
            PartMark(option.id, True, option.key, option.feedback)
            for option in self.options
            if option is chosen
        )
        feedback = (chosen.feedback,) if chosen is not None and chosen.feedback else ()
        return Score(points, self.points, verdict_of(points, self.points), parts, feedback)

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

    def arranged(self, random: Random, *, shuffle: bool) -> Self:
        """Return the item with its options in the order drawn."""
        if not shuffle:
            return self
        options = reordered(self.options, random)
        copy = self.model_copy(update={"options": options})
        return copy.as_variant_of(self, order=[option.id for option in options])

    @property
    def right_or_wrong(self) -> bool:
        """Always: an option is the key or it is not."""
        return True

    def key_in_words(self, language: str) -> str:
        """Return the text of the key."""
        return self.describe(self._key.id, language)
