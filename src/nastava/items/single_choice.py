"""Single choice: one option is the key.

Scoring: the key earns all the points, a distractor none. Random answering earns 1/n.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field, field_validator

from nastava.items.base import (
    Item,
    ItemView,
    Malformed,
    Parsed,
    PartMark,
    Sample,
    Score,
    broken,
    reason,
    verdict_of,
)
from nastava.items.options import Option, OptionView, check_options, known, words

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


class SingleChoice(SingleChoiceView, Item):
    """A question with one right option."""

    view_class: ClassVar[type[ItemView]] = SingleChoiceView
    options: Annotated[Sequence[Option], Field(min_length=2, max_length=12)]

    @field_validator("options")
    @classmethod
    def _one_key(cls, options: Sequence[Option]) -> Sequence[Option]:
        check_options(options)
        keys = sum(option.key for option in options)
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

    def key_in_words(self, language: str) -> str:
        """Return the text of the key."""
        return self.describe(self._key.id, language)
