"""Multiple choice: one option or more are keys, and each is ticked or left.

Scoring ``balanced`` (default): the share of keys ticked minus the share of distractors ticked, never below
zero. ``per_option``: each key ticked earns its part, each distractor ticked costs ``penalty`` times as much,
never below ``floor``. ``all_or_nothing``: exactly the keys, or no points. Ticking everything, or nothing, earns
nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import Field, ValidationInfo, field_validator, model_validator

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
from nastava.items.judgement import sample_of
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
from nastava.items.ticking import any_ticks, balanced, exactly, mean_share

CHOOSE_SOME = reason(
    en="Choose at least one option first.",
    sr="Prvo izaberi bar jednu opciju.",
    sq="Së pari zgjidh të paktën një opsion.",
)


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

    def paper(self, language: str) -> Paper:
        """Return the options with a box before each."""
        return boxes(self.options, language, several=True)


class MultipleChoice(MultipleChoiceView, WithOptions):
    """A question with one right option or more."""

    view_class: ClassVar[type[ItemView]] = MultipleChoiceView
    policies: ClassVar[Mapping[str, Policy]] = {
        "balanced": Policy(
            {
                "en": "The share of right options ticked, less the share of wrong options ticked, never below zero.",
                "sr": "Udio označenih tačnih opcija umanjen za udio označenih netačnih, nikad ispod nule.",
            }
        ),
        "per_option": Policy(
            {
                "en": "Each right option ticked earns an equal part, each wrong one ticked costs its penalty.",
                "sr": "Svaka označena tačna opcija donosi jednak dio, a svaka označena netačna ga smanjuje.",
            }
        ),
        "all_or_nothing": Policy(
            {
                "en": "All the points for exactly the right options, else none.",
                "sr": "Svi bodovi za tačno sve tačne opcije, inače nijedan.",
            }
        ),
    }
    options: Annotated[Sequence[Option], Field(min_length=3, max_length=12)]
    scoring: Literal["balanced", "per_option", "all_or_nothing"] = "balanced"
    penalty: Annotated[float, Field(ge=0, le=10, description="What a wrong tick costs, in right ticks.")] | None = None  # fmt: skip
    floor: Annotated[float, Field(ge=-1, le=0, description="Lowest share that the item can earn.")] = 0.0

    @field_validator("options")
    @classmethod
    def _keys_and_distractors(cls, options: Sequence[Option], info: ValidationInfo) -> Sequence[Option]:
        check_options(options)
        if info.data.get("survey"):
            return without_key(options)
        if not any(option.key for option in options):
            raise broken("no option is a key", "mark the right ones with 'key: true'")
        if all(option.key for option in options):
            raise broken("every option is a key, so ticking all would pay", "add at least one distractor")
        return options

    @model_validator(mode="after")
    def _everything_pays_nothing(self) -> Self:
        if self.scoring != "per_option" and (self.penalty is not None or self.floor):
            raise broken("'penalty' and 'floor' belong to 'scoring: per_option'", "take them out, or set it")
        if self.scoring == "per_option" and not self.survey and self._share([o.id for o in self.options]) > 0:
            least = self._keys / (len(self.options) - self._keys)
            raise broken("ticking everything would pay", f"raise 'penalty' to {least:g} or more")
        return self

    @property
    def _keys(self) -> int:
        return sum(option.key for option in self.options)

    @property
    def lowest(self) -> float:
        """Points at the floor."""
        return self.floor * self.points

    def _share(self, ticked: Sequence[str]) -> float:
        hits = sum(option.key for option in self.options if option.id in ticked)
        return self._share_of(hits, sum(option.id in ticked for option in self.options) - hits)

    def _share_of(self, hits: int, misses: int) -> float:
        keys, distractors = self._keys, len(self.options) - self._keys
        if self.scoring == "per_option":
            penalty = keys / distractors if self.penalty is None else self.penalty
            return max(self.floor, round((hits - penalty * misses) / keys, 12))
        return (exactly if self.right_or_wrong else balanced)(hits, misses, keys, distractors)

    def score(self, response: Any) -> Score:
        """Score by the item's policy; every option is a part."""
        ticked = [id_ for id_ in response if isinstance(id_, str)] if isinstance(response, list) else []
        parts = [
            PartMark(option.id, option.id in ticked, (option.id in ticked) == option.key, option.feedback)
            for option in self.options
        ]
        return self.earned(self._share(ticked), parts, [part.feedback for part in parts if not part.right])

    def samples(self) -> Sequence[Sample]:
        """All keys; a key less where there are two or more; everything; a distractor; nothing."""
        keys = [option.id for option in self.options if option.key]
        distractors = [option.id for option in self.options if not option.key]
        samples = [
            Sample("right", keys, 1.0),
            Sample("wrong", keys + distractors, min(0.0, self._share(keys + distractors))),
            Sample("wrong", distractors[:1], min(0.0, self._share(distractors[:1]))),
            Sample("malformed", [], None),
        ]
        if len(keys) > 1:
            samples.append(sample_of(keys[1:], 0.0 if self.right_or_wrong else (len(keys) - 1) / len(keys)))
        return samples

    def chance(self) -> float:
        """Mean share over all sets of ticks but the empty one, each as likely as the others."""
        return mean_share(self._keys, len(self.options) - self._keys, self._share_of)

    def guess(self, random: Random) -> list[str]:
        """Return any set of ticks but the empty one."""
        return any_ticks([option.id for option in self.options], random)

    def key_in_words(self, language: str) -> str:
        """Return the texts of the keys."""
        return self.describe([option.id for option in self.options if option.key], language)
