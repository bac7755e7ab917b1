"""When a number counts as the key: tolerances, known near misses, and the judging of a value."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Annotated, Any

from pydantic import Field, model_validator

from nastava.items.judgement import Judgement
from nastava.items.model import Localized, Model, broken
from nastava.items.parameters import Number
from nastava.items.quantity import value_of


class Tolerance(Model):
    """How far from the key a right response may lie; exactly one of these.

    ``absolute``: by this much. ``relative``: by this share of the key. ``figures`` and ``places``: equal to
    the key once rounded to so many significant figures or decimal places.
    """

    absolute: float | None = None
    relative: Annotated[float, Field(le=1_000)] | None = None
    figures: Annotated[int, Field(ge=1, le=15)] | None = None
    places: Annotated[int, Field(ge=0, le=15)] | None = None

    @model_validator(mode="after")
    def _exactly_one(self) -> Tolerance:
        given = [getattr(self, name) for name in self.model_fields_set]
        if len(given) != 1 or given[0] is None or not math.isfinite(given[0]):
            raise broken(
                "a tolerance names exactly one rule with a finite number",
                "keep one of absolute, relative, figures, places",
            )
        return self

    def accepts(self, value: float, key: float) -> bool:
        """Return whether the value counts as the key.

        The bound itself is accepted, with a rounding error of binary fractions forgiven (1e-12 of the key).
        """
        slack = 1e-12 * max(abs(key), abs(self.absolute or 0.0))
        if self.absolute is not None:
            return abs(value - key) <= self.absolute + (slack if self.absolute >= 0 else 0)
        if self.relative is not None:
            return abs(value - key) <= self.relative * abs(key) + (slack if self.relative >= 0 else 0)
        if self.figures is not None:
            return abs(_significant(value, self.figures) - key) <= slack
        return abs(round(value, self.places) - key) <= slack


def _significant(value: float, figures: int) -> float:
    if value == 0 or not math.isfinite(value):
        return value
    try:
        return round(value, figures - 1 - math.floor(math.log10(abs(value))))
    except OverflowError:  # rounded up, it is larger than a number can be
        return math.copysign(math.inf, value)


class Near(Model):
    """A number that learners are known to give, with words for it and, where it deserves them, points."""

    value: Number
    feedback: Localized
    credit: Annotated[float, Field(ge=0, lt=1)] = 0.0


class Keyed(Model):
    """A key that is a number, and what lies near enough."""

    key: Number
    tolerance: Tolerance | None = None
    near: Sequence[Near] = ()
    computed: (
        Annotated[str, Field(min_length=1, description="How the key follows, where no fact states it.")]
        | None
    ) = None

    def check_key(self) -> None:
        """Raise where the key contradicts itself; the numbers must be worked out already.

        Raises:
            PydanticCustomError: one sentence on what is wrong, with the mend.
        """
        for number in (self.key, *(near.value for near in self.near)):
            if isinstance(number, str):
                raise broken(f"the key '{number}' has no parameters to follow from", "add 'parameters:'")
        key = self.key_number
        if not math.isfinite(key):
            raise broken("the key is not a finite number", "give a number")
        if not self.accepts(key):
            raise broken(
                f"the tolerance rejects the key {key:g} itself",
                "widen the tolerance, or write the key with as many figures or places as it states",
            )
        for near in self.near:
            if self.accepts(float(near.value)):
                raise broken(
                    f"the value {float(near.value):g} under 'near' lies inside the tolerance",
                    "narrow the tolerance or drop that value",
                )

    @property
    def key_number(self) -> float:
        """The key as a number."""
        return float(self.key)

    def accepts(self, value: float) -> bool:
        """Return whether a value counts as the key."""
        return (self.tolerance or Tolerance(absolute=0.0)).accepts(value, self.key_number)

    def judge_number(self, response: Any) -> Judgement:
        """Compare the value read with the key, then with the known near misses."""
        value = value_of(response)
        if value is None:
            return Judgement(0.0)
        if self.accepts(value):
            return Judgement(1.0)
        for near in self.near:
            if Tolerance(relative=1e-9).accepts(value, float(near.value)):
                return Judgement(near.credit, near.feedback)
        return Judgement(0.0)

    def number_samples(self) -> Iterator[tuple[float, float]]:
        """Yield the key, a number far off and the near misses, each with its share."""
        far = self.key_number * 3 + 1_000
        while math.isfinite(far) and (self.accepts(far) or any(near.value == far for near in self.near)):
            far = far * 2 + 1
        yield self.key_number, 1.0
        if math.isfinite(far):
            yield far, 0.0
        yield from ((float(near.value), near.credit) for near in self.near)
