"""Typed numbers: read by the writing of the learner's language, with or without a unit."""

from __future__ import annotations

import math
import re
from typing import Annotated, Any

from pydantic import Field

from nastava.items.base import MAX_TEXT, Malformed, Parsed, reason
from nastava.items.model import Localized, Model
from nastava.text.languages import pick
from nastava.text.numbers import format_number, parse_number

NO_NUMBER = reason(
    en="Type a number, such as 4,700 or 0.5.",
    sr="Upiši broj, na primjer 4.700 ili 0,5.",
)
#: A number, then whatever stands behind it.
_SPLIT = re.compile(r"^\s*([+\-−–]?[\d.,'’\s\u00a0\u2009\u202f]*\d(?:[eE][+-]?\d+)?)\s*(.*?)\s*$", re.DOTALL)


def value_of(response: Any) -> float | None:
    """Return the finite number that a stored response holds, or None; a sheet may hold any JSON.

    Example:
        >>> value_of({"text": "4,700", "value": 4700}), value_of("4,700")
        (4700.0, None)
    """
    value = response.get("value") if isinstance(response, dict) else None
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return None
    try:
        number = float(value)
    except OverflowError:
        return None
    return number if math.isfinite(number) else None


class Quantity(Model):
    """What may be typed where a number is asked for: the unit behind the field, and units that are converted."""

    unit: Localized | None = None
    units: dict[Annotated[str, Field(min_length=1, max_length=20)], Annotated[float, Field(gt=0)]] = Field(
        default={}
    )

    def read_number(self, raw: Any, language: str) -> Parsed | Malformed:
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
        exact = self.units.get(written.strip(" ."))
        if exact is not None:
            return exact
        # "KM" for km is understood; "mw" is not where there are both mW and MW.
        close = [factor for name, factor in self.units.items() if name.casefold() == folded]
        return close[0] if len(close) == 1 else None

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

    def number_in_words(self, response: Any, language: str) -> str:
        """Return the value as it was read, with the unit; nothing where there is none."""
        value = value_of(response)
        if value is None:
            return ""
        unit = f" {pick(self.unit, language)}" if self.unit else ""
        return format_number(value, language) + unit
