"""Numeric: a number is typed, in the writing of the learner's language, with or without a unit.

Scoring: inside the tolerance earns all the points; a value of ``near`` earns its stated share. Random
answering earns nothing worth counting, so the chance score is given as zero.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from html import escape
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field, model_validator

from nastava.items.base import (
    MAX_TEXT,
    Item,
    ItemView,
    Malformed,
    Paper,
    Parsed,
    Policy,
    Sample,
    Score,
    reason,
    verdict_of,
)
from nastava.items.model import Localized, Model, broken
from nastava.items.parameters import Number
from nastava.text.languages import pick
from nastava.text.markdown import to_html, to_plain
from nastava.text.messages import translator
from nastava.text.numbers import format_number, parse_number

NO_NUMBER = reason(
    en="Type a number, such as 4,700 or 0.5.",
    sr="Upiši broj, na primjer 4.700 ili 0,5.",
)
#: A number, then whatever stands behind it.
_SPLIT = re.compile(r"^\s*([+\-−–]?[\d.,'’\s\u00a0\u2009\u202f]*\d(?:[eE][+-]?\d+)?)\s*(.*?)\s*$", re.DOTALL)


class Tolerance(Model):
    """How far from the key a right response may lie; exactly one of these.

    ``absolute``: by this much. ``relative``: by this share of the key. ``figures`` and ``places``: equal to
    the key once rounded to so many significant figures or decimal places.
    """

    absolute: float | None = None
    relative: float | None = None
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
        slack = 1e-12 * max(1.0, abs(key))
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
    return round(value, figures - 1 - math.floor(math.log10(abs(value))))


def _value(response: Any) -> float | None:
    """Return the finite number that a stored response holds; a sheet may hold any JSON."""
    value = response.get("value") if isinstance(response, dict) else None
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return None
    try:
        number = float(value)
    except OverflowError:
        return None
    return number if math.isfinite(number) else None


class Near(Model):
    """A number that learners are known to give, with words for it and, where it deserves them, points."""

    value: Number
    feedback: Localized
    credit: Annotated[float, Field(ge=0, lt=1)] = 0.0


class NumericView(ItemView):
    """What the browser gets: the unit behind the field, and the units that may be typed."""

    reads_aloud: ClassVar[bool] = True

    type: Literal["numeric"]
    unit: Localized | None = None
    units: dict[Annotated[str, Field(min_length=1, max_length=20)], Annotated[float, Field(gt=0)]] = Field(
        default={}
    )

    def parse(self, raw: Any, language: str) -> Parsed | Malformed:
        """Accept a number in the language's writing; keep what was typed beside the value read."""
        if not isinstance(raw, str) or len(raw) > MAX_TEXT:
            return NO_NUMBER
        match = _SPLIT.match(raw)
        value = parse_number(match[1], language) if match else None
        if match is None or value is None:
            return NO_NUMBER
        factor = self._factor(match[2], language)
        if factor is None:
            return self._unknown_unit(match[2])
        if not math.isfinite(value * factor):
            return NO_NUMBER
        return Parsed({"text": raw.strip(), "value": value * factor})

    def _factor(self, written: str, language: str) -> float | None:
        folded = written.strip(" .").casefold()
        if not folded or (
            self.unit
            and folded in {pick(self.unit, language).casefold(), *map(str.casefold, self.unit.values())}
        ):
            return 1.0
        if folded == "%" and not self.units:
            return 1.0 if self.unit and "%" in self.unit.values() else None
        return {name.casefold(): factor for name, factor in self.units.items()}.get(folded)

    def _unknown_unit(self, written: str) -> Malformed:
        names = ", ".join(self.units)
        written = written[:40]
        if names:
            return reason(
                en=f"The unit “{written}” is not known here. Use one of: {names}.",
                sr=f"Jedinica „{written}“ ovdje nije poznata. Koristi jednu od ovih: {names}.",
            )
        return reason(
            en=f"Type the number alone, without “{written}”.",
            sr=f"Upiši samo broj, bez „{written}“.",
        )

    def describe(self, response: Any, language: str) -> str:
        """Return the value as it was read, with the unit."""
        value = _value(response)
        if value is None:
            return ""
        unit = f" {pick(self.unit, language)}" if self.unit else ""
        return format_number(value, language) + unit

    def paper(self, language: str) -> Paper:
        """Return a line to write on, with the unit behind it."""
        answer = translator(language)("Your answer")
        unit = pick(self.unit, language) if self.unit else ""
        html = f"<p>{escape(answer)}: ____________ {to_html(unit, inline=True)}</p>"
        return Paper(html, (f"____________ {to_plain(unit)}".strip(),))


class Numeric(NumericView, Item):
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
    key: Number
    tolerance: Tolerance | None = None
    near: Sequence[Near] = ()
    computed: (
        Annotated[str, Field(min_length=1, description="How the key follows, where no fact states it.")]
        | None
    ) = None

    @model_validator(mode="after")
    def _consistent(self) -> Numeric:
        if self.parameters:
            return self  # a template: each variant is looked at when it is drawn
        for number in (self.key, *(near.value for near in self.near)):
            if isinstance(number, str):
                raise broken(f"the key '{number}' has no parameters to follow from", "add 'parameters:'")
        if not math.isfinite(self._key):
            raise broken("the key is not a finite number", "give a number")
        if not self._accepts(self._key):
            raise broken(
                f"the tolerance rejects the key {self._key:g} itself",
                "widen the tolerance, or write the key with as many figures or places as it states",
            )
        for near in self.near:
            if self._accepts(float(near.value)):
                raise broken(
                    f"the value {float(near.value):g} under 'near' lies inside the tolerance",
                    "narrow the tolerance or drop that value",
                )
        return self

    @property
    def _key(self) -> float:
        return float(self.key)

    @property
    def right_or_wrong(self) -> bool:
        """Where no near miss earns a share."""
        return not any(near.credit for near in self.near)

    def _accepts(self, value: float) -> bool:
        tolerance = self.tolerance or Tolerance(absolute=0.0)
        return tolerance.accepts(value, self._key)

    def score(self, response: Any) -> Score:
        """Compare the value read with the key, then with the known near misses."""
        value = _value(response)
        if value is None:
            return Score(0.0, self.points, "wrong")
        if self._accepts(value):
            return Score(self.points, self.points, "right")
        for near in self.near:
            if Tolerance(relative=1e-9).accepts(value, float(near.value)):
                points = self.points * near.credit
                return Score(points, self.points, verdict_of(points, self.points), (), (near.feedback,))
        return Score(0.0, self.points, "wrong")

    def samples(self) -> Sequence[Sample]:
        """The key in both ways of writing, a number far off, a word, and the near misses."""
        far = self._key * 3 + 1_000
        while self._accepts(far) or any(near.value == far for near in self.near):
            far = far * 2 + 1
        samples = [
            Sample("right", format_number(self._key, "en"), 1.0, "en"),
            Sample("right", format_number(self._key, "sr"), 1.0, "sr"),
            Sample("wrong", format_number(far, "en"), 0.0, "en"),
            Sample("malformed", "many", None),
        ]
        for near in self.near:
            name: Literal["partly", "wrong"] = "partly" if near.credit else "wrong"
            samples.append(Sample(name, format_number(float(near.value), "en"), near.credit, "en"))
        return samples

    def chance(self) -> float:
        """Zero: a random number is not the key."""
        return 0.0

    def key_in_words(self, language: str) -> str:
        """Return the key with its unit."""
        return self.describe({"value": self._key}, language)
