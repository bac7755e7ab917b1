"""Multiple choice: one option or more are keys, and each is ticked or left.

Scoring ``balanced`` (default): the share of keys ticked minus the share of distractors ticked, never below
zero. Ticking everything, or nothing, earns nothing. ``all_or_nothing``: exactly the keys, or no points.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
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

CHOOSE_SOME = reason(en="Choose at least one option first.", sr="Prvo izaberi bar jednu opciju.")


class MultipleChoiceView(ItemView):
    """What the browser gets."""

    type: Literal["multiple_choice"]
    options: Annotated[Sequence[OptionView], Field(min_length=3, max_length=12)]

    def parse(self, raw: Any, language: str) -> Parsed | Malformed:
        """Accept a list of option ids; order and repetition play no part."""
        if not isinstance(raw, list) or not raw:
            return CHOOSE_SOME
        for choice in raw:
            fault = known(choice, self.options)
            if fault:
                return fault
        return Parsed([option.id for option in self.options if option.id in raw])

    def describe(self, response: Any, language: str) -> str:
        """Return the texts of the options ticked."""
        return words(response, self.options, language)


class MultipleChoice(MultipleChoiceView, Item):
    """A question with one right option or more."""

    view_class: ClassVar[type[ItemView]] = MultipleChoiceView
    options: Annotated[Sequence[Option], Field(min_length=3, max_length=12)]
    scoring: Literal["balanced", "all_or_nothing"] = "balanced"

    @field_validator("options")
    @classmethod
    def _keys_and_distractors(cls, options: Sequence[Option]) -> Sequence[Option]:
        check_options(options)
        if not any(option.key for option in options):
            raise broken("no option is a key", "mark the right ones with 'key: true'")
        if all(option.key for option in options):
            raise broken("every option is a key, so ticking all would pay", "add at least one distractor")
        return options

    def _share(self, ticked: Sequence[str]) -> float:
        keys = [option.id for option in self.options if option.key]
        distractors = [option.id for option in self.options if not option.key]
        hits = sum(id_ in ticked for id_ in keys)
        misses = sum(id_ in ticked for id_ in distractors)
        if self.scoring == "all_or_nothing":
            return float(hits == len(keys) and not misses)
        # One division, so that everything ticked is zero to the last bit.
        return max(0.0, (hits * len(distractors) - misses * len(keys)) / (len(keys) * len(distractors)))

    def score(self, response: Any) -> Score:
        """Score by the item's policy; every option is a part."""
        ticked = [id_ for id_ in response if isinstance(id_, str)] if isinstance(response, list) else []
        points = self.points * self._share(ticked)
        parts = tuple(
            PartMark(option.id, option.id in ticked, (option.id in ticked) == option.key, option.feedback)
            for option in self.options
        )
        told = tuple(o.feedback for o in self.options if o.feedback and (o.id in ticked) != o.key)
        return Score(points, self.points, verdict_of(points, self.points), parts, told)

    def samples(self) -> Sequence[Sample]:
        """All keys; a key less where there are two or more; everything; a distractor; nothing."""
        keys = [option.id for option in self.options if option.key]
        distractors = [option.id for option in self.options if not option.key]
        samples = [
            Sample("right", keys, 1.0),
            Sample("wrong", keys + distractors, 0.0),
            Sample("wrong", distractors[:1], 0.0),
            Sample("malformed", [], None),
        ]
        if len(keys) > 1:
            share = (len(keys) - 1) / len(keys) if self.scoring == "balanced" else 0.0
            samples.append(Sample("partly" if share else "wrong", keys[1:], share))
        return samples

    def chance(self) -> float:
        """Mean share over all sets of ticks but the empty one, each as likely as the others."""
        ids = [option.id for option in self.options]
        sets = [
            [i for i, on in zip(ids, ticks, strict=True) if on] for ticks in product((0, 1), repeat=len(ids))
        ]
        return sum(self._share(ticked) for ticked in sets if ticked) / (len(sets) - 1)

    def key_in_words(self, language: str) -> str:
        """Return the texts of the keys."""
        return self.describe([option.id for option in self.options if option.key], language)
