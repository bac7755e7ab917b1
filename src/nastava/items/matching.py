"""Matching: to every prompt belongs one of the choices; some choices may belong to none.

Scoring ``per_pair`` (default): every right pair earns an equal part. ``all_or_nothing``: every pair right, or no
points. A choice serves one prompt, or several where the item says ``reuse``.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from random import Random
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import Field, ValidationInfo, field_validator, model_validator

from nastava.items.assigning import (
    Assigning,
    AssigningView,
    Labelled,
    check_distinct,
    check_unnumbered,
    check_untelling,
    neutral,
    read,
)
from nastava.items.base import ItemView, Malformed, Parsed, Policy, Sample, Score, reason
from nastava.items.judgement import sample_of
from nastava.items.model import Localized, Slug, broken
from nastava.items.seeded import one_of, shuffled
from nastava.text.languages import pick
from nastava.text.markdown import to_plain


class Prompt(Labelled):
    """A prompt with the words for those who match it wrongly."""

    feedback: Localized | None = None


class MatchingView(AssigningView):
    """What the browser gets: prompts and choices, in orders that have nothing to do with each other."""

    type: Literal["matching"]
    prompts: Annotated[Sequence[Labelled], Field(min_length=2, max_length=12)]
    choices: Annotated[Sequence[Labelled], Field(min_length=2, max_length=16)]
    reuse: Annotated[bool, Field(description="Whether a choice may serve several prompts.")] = False

    def parse(self, raw: Any, language: str) -> Parsed | Malformed:
        """Accept a choice for every prompt, ``{prompt id: choice id}``."""
        parsed = read(raw, self.prompts, self.choices, "match")
        if isinstance(parsed, Malformed) or self.reuse:
            return parsed
        counts = Counter(parsed.response.values())
        twice = next((choice for choice in self.choices if counts[choice.id] > 1), None)
        return parsed if twice is None else _used_twice(twice)

    @property
    def rows(self) -> Sequence[Labelled]:
        """The prompts."""
        return self.prompts

    @property
    def targets(self) -> Sequence[Labelled]:
        """The choices."""
        return self.choices


class Matching(MatchingView, Assigning):
    """Prompts, choices and which belong together."""

    view_class: ClassVar[type[ItemView]] = MatchingView
    policies: ClassVar[Mapping[str, Policy]] = {
        "per_pair": Policy(
            {
                "en": "Each right pair earns an equal part of the points, a wrong one nothing.",
                "sr": "Svaki tačan par donosi jednak dio bodova, a netačan ništa.",
            }
        ),
        "all_or_nothing": Policy(
            {
                "en": "All the points if every pair is right, else none.",
                "sr": "Svi bodovi ako su svi parovi tačni, inače nijedan.",
            }
        ),
    }
    prompts: Annotated[Sequence[Prompt], Field(min_length=2, max_length=12)]
    key: Annotated[dict[Slug, Slug], Field(description="The choice that belongs to each prompt.")]
    scoring: Literal["per_pair", "all_or_nothing"] = "per_pair"

    @field_validator("choices")
    @classmethod
    def _in_no_telling_order(cls, choices: Sequence[Labelled], info: ValidationInfo) -> Sequence[Labelled]:
        # Authors write choices beside their prompts. That order is forgotten here, before anybody can show it.
        return neutral(choices, str(info.data.get("id")))

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        check_distinct(self.prompts, self.choices)
        check_unnumbered([choice.id for choice in self.choices])
        prompts, choices = {prompt.id for prompt in self.prompts}, {choice.id for choice in self.choices}
        for id_ in self.key:
            if id_ not in prompts:
                raise broken(f"'{id_}' under 'key' is no prompt", "correct the id, or add the prompt")
        for prompt in self.prompts:
            if prompt.id not in self.key:
                raise broken(f"'key' has no choice for the prompt '{prompt.id}'", f"add '{prompt.id}: …'")
            if self.key[prompt.id] not in choices:
                raise broken(
                    f"'{self.key[prompt.id]}' under 'key' is no choice", "correct the id, or add the choice"
                )
        self._check_reuse()
        check_untelling(self.key, self.choices)
        return self

    def _check_reuse(self) -> None:
        used = Counter(self.key.values())
        choice, times = used.most_common(1)[0]
        if times > 1 and not self.reuse:
            raise broken(
                f"the choice '{choice}' belongs to {times} prompts", "write 'reuse: true', or correct the key"
            )
        if len(used) == 1:
            raise broken("one choice belongs to every prompt", "add a prompt that another choice belongs to")

    @property
    def right_targets(self) -> dict[str, str]:
        """The choice of each prompt."""
        return self.key

    def _right(self, response: Any) -> dict[str, bool]:
        given = self.given(response)
        if not self.reuse:
            # A sheet can be edited: a choice that serves once and stands twice counts for none.
            counts = Counter(given.values())
            given = {prompt: choice for prompt, choice in given.items() if counts[choice] == 1}
        return {prompt.id: given.get(prompt.id) == self.key[prompt.id] for prompt in self.prompts}

    def score(self, response: Any) -> Score:
        """Score by the item's policy; every prompt is a part."""
        right = self._right(response)
        share = sum(right.values()) / len(right)
        return self.marked_rows(float(share == 1) if self.right_or_wrong else share, response, right)

    def samples(self) -> Sequence[Sample]:
        """The key; every pair wrong; one or two pairs wrong; one prompt open; a choice used twice."""
        ids = [prompt.id for prompt in self.prompts]
        first, second = ids[0], next(id_ for id_ in ids if self.key[id_] != self.key[ids[0]])
        swapped = self.key | {first: self.key[second], second: self.key[first]}
        share = 0.0 if self.right_or_wrong else (len(ids) - 2) / len(ids)
        open_ = {id_: choice for id_, choice in self.key.items() if id_ != first}
        samples = [
            Sample("right", dict(self.key), 1.0),
            Sample("wrong", self._all_wrong(), 0.0),
            sample_of(swapped, share),
            Sample("malformed", open_, None),
            Sample("malformed", {}, None),
        ]
        if not self.reuse:
            samples.append(Sample("malformed", self.key | {first: self.key[second]}, None))
        return samples

    def _all_wrong(self) -> dict[str, str]:
        ids = [prompt.id for prompt in self.prompts]
        if self.reuse:
            return {id_: next(c.id for c in self.choices if c.id != self.key[id_]) for id_ in ids}
        return {id_: self.key[other] for id_, other in zip(ids, ids[1:] + ids[:1], strict=True)}

    def chance(self) -> float:
        """One in the number of choices; for all or nothing, one in the number of complete responses."""
        prompts, choices = len(self.prompts), len(self.choices)
        if not self.right_or_wrong:
            return 1 / choices
        return 1 / (choices**prompts if self.reuse else math.perm(choices, prompts))

    def guess(self, random: Random) -> dict[str, str]:
        """Return any choice for each prompt, another one each time unless choices may be used again."""
        drawn = (
            [one_of(self.choices, random) for _ in self.prompts]
            if self.reuse
            else shuffled(self.choices, random)
        )
        return {prompt.id: choice.id for prompt, choice in zip(self.prompts, drawn, strict=False)}

    def arranged(self, random: Random, *, shuffle: bool) -> Self:
        """Return the item with its choices in the order drawn, and its prompts too where orders may change."""
        choices = shuffled(self.choices, random)
        prompts = shuffled(self.prompts, random) if shuffle else self.prompts
        copy = self.model_copy(update={"choices": choices, "prompts": prompts})
        return copy.as_variant_of(self, order=[label.id for label in (*prompts, *choices)])


def _used_twice(choice: Labelled) -> Malformed:
    name = {code: to_plain(pick(choice.text, code), inline=True) for code in ("en", "sr")}
    return reason(
        en=f"“{name['en']}” is chosen more than once, but each choice serves once. Change one of them.",
        sr=f"„{name['sr']}“ je izabrano više puta, a svaki izbor služi jednom. Promijeni jedan od njih.",
    )
