"""What a learner can set at a figure, told without any widget: the shell turns each into one of ipywidgets.

Only kinds that become native form fields with a label are here. A slider of ipywidgets has handles without a
name for screen readers, so a range of years is two fields.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from nastava.errors import CourseDataError

Localized = Mapping[str, str]
Value = str | int | bool
Settings = Mapping[str, Value]


@dataclass(frozen=True)
class Choice:
    """One of several options; ``options`` gives each value its words."""

    name: str
    label: Localized
    options: Mapping[str, Localized]
    default: str

    def check(self, value: object) -> Value:
        """Return the value, or raise CourseDataError where it is no option."""
        if not isinstance(value, str) or value not in self.options:
            raise CourseDataError(
                f"{self.name}: {value!r} is no option. Use one of: {', '.join(self.options)}."
            )
        return value


@dataclass(frozen=True)
class Switch:
    """On or off."""

    name: str
    label: Localized
    default: bool

    def check(self, value: object) -> Value:
        """Return the value, or raise CourseDataError where it is neither True nor False."""
        if not isinstance(value, bool):
            raise CourseDataError(f"{self.name}: {value!r} is neither on nor off. Use True or False.")
        return value


@dataclass(frozen=True)
class Number:
    """A whole number from ``low`` to ``high``."""

    name: str
    label: Localized
    low: int
    high: int
    default: int

    def check(self, value: object) -> Value:
        """Return the value, or raise CourseDataError where it is no whole number in the range."""
        if isinstance(value, bool) or not isinstance(value, int) or not self.low <= value <= self.high:
            raise CourseDataError(
                f"{self.name}: {value!r} is out of range. Use a whole number from {self.low} to {self.high}."
            )
        return value


Control = Choice | Switch | Number
