"""Pictures of items: a small chart or map, described in the bank and drawn by matplotlib in the kernel."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from string import ascii_uppercase
from typing import Annotated, Literal

from pydantic import Field, model_validator

from nastava.items.model import Localized, Model, Slug, broken
from nastava.items.parameters import Number, write
from nastava.text.folding import fold
from nastava.text.languages import pick
from nastava.text.markdown import to_plain

#: Directions after an angle: north and south, east and west.
_NORTH, _SOUTH = {"en": "N", "sr": "s. g. š."}, {"en": "S", "sr": "j. g. š."}
_EAST, _WEST = {"en": "E", "sr": "i. g. d."}, {"en": "W", "sr": "z. g. d."}


class Mark(Model):
    """One bar, point or place of a picture.

    ``value``: the length of a bar, the height of a point. ``at``: where it stands along the other axis, a
    number (a year, say) for ``line`` and ``timeline``, degrees ``[longitude, latitude]`` for ``map``.
    """

    id: Slug
    label: Localized
    value: Number | None = None
    at: Number | Annotated[Sequence[Number], Field(min_length=2, max_length=2)] | None = None

    @property
    def spot(self) -> tuple[float, float]:
        """Longitude and latitude of a place on a map."""
        east, north = self.at if isinstance(self.at, (list, tuple)) else (0.0, 0.0)
        return _worked_out(east), _worked_out(north)

    @property
    def place(self) -> float:
        """Where it stands along the axis of a line or timeline."""
        return 0.0 if isinstance(self.at, (list, tuple)) else _worked_out(self.at)

    @property
    def size(self) -> float:
        """Its value as a number."""
        return _worked_out(self.value)

    @property
    def numbers(self) -> list[Number]:
        """Every number that it is drawn from, worked out or not."""
        at = self.at if isinstance(self.at, (list, tuple)) else (self.at,)
        return [number for number in (self.value, *at) if isinstance(number, (int, float, str))]


class Picture(Model):
    """A picture that belongs to an item.

    ``alt`` says in words what it shows, without giving the answer away; it is read aloud and printed where
    there is no picture. ``note`` stands below it: date and source, or that the numbers are made up. With
    ``labels: false`` the marks carry letters in their reading order, and their labels go to no browser. With
    ``values: false`` bars and points don't carry their numbers, and are read off the axis.
    """

    kind: Literal["bars", "line", "timeline", "map"]
    title: Localized
    alt: Localized
    note: Localized | None = None
    unit: Localized | None = None
    marks: Annotated[Sequence[Mark], Field(min_length=1, max_length=26)]
    labels: Annotated[bool, Field(description="Whether the marks carry their labels; else letters.")] = True
    values: Annotated[bool, Field(description="Whether bars and points carry their numbers.")] = True

    @model_validator(mode="after")
    def _complete(self) -> Picture:
        ids = [mark.id for mark in self.marks]
        for mark in self.marks:
            pair = isinstance(mark.at, (list, tuple))
            if ids.count(mark.id) > 1:
                raise broken(f"mark id '{mark.id}' occurs twice", "give each mark an id of its own")
            if self.kind in {"bars", "line"} and mark.value is None:
                raise broken(f"mark '{mark.id}' has no value", "add 'value:'")
            if self.kind in {"line", "timeline"} and (mark.at is None or pair):
                raise broken(f"mark '{mark.id}' has no place along the axis", "add 'at:' with a number")
            if self.kind == "map" and not pair:
                raise broken(f"mark '{mark.id}' has no place on the map", "add 'at: [longitude, latitude]'")
            self._check_numbers(mark)
            if not self.labels:
                _check_untelling(mark)
        return self

    def _check_numbers(self, mark: Mark) -> None:
        known = [number for number in mark.numbers if not isinstance(number, str)]
        if any(not math.isfinite(number) or abs(number) > 1e12 for number in known):
            raise broken(f"mark '{mark.id}' has a number that can't be drawn", "correct it")
        if self.kind == "bars" and isinstance(mark.value, (int, float)) and mark.value < 0:
            raise broken(f"the bar '{mark.id}' is shorter than nothing", "give bars values from zero up")
        if self.kind == "map" and len(known) == 2 and not (abs(known[0]) <= 180 and abs(known[1]) <= 85):
            raise broken(
                f"mark '{mark.id}' lies outside the map", "write 'at: [longitude, latitude]' in degrees"
            )

    @property
    def is_template(self) -> bool:
        """Whether some of its numbers still wait for the values of parameters."""
        return any(isinstance(number, str) for mark in self.marks for number in mark.numbers)

    @property
    def in_reading_order(self) -> Sequence[Mark]:
        """Its marks as the eye meets them: bars as written, along an axis, on a map from north to south."""
        if self.kind == "bars" or self.is_template:
            return self.marks
        if self.kind == "map":
            return sorted(self.marks, key=lambda mark: (-mark.spot[1], mark.spot[0]))
        return sorted(self.marks, key=lambda mark: mark.place)

    @property
    def letters(self) -> Mapping[str, str]:
        """The letter of each mark: A, B … in reading order."""
        return {mark.id: ascii_uppercase[index] for index, mark in enumerate(self.in_reading_order)}

    def said(self, mark: Mark, language: str) -> str:
        """Return what stands at a mark in the picture, as plain text: its label, or its letter."""
        return to_plain(pick(mark.label, language), inline=True) if self.labels else self.letters[mark.id]

    def name(self, mark: Mark, language: str) -> str:
        """Return what a screen reader says of a mark: all that can be seen of it, and no more.

        Example:
            >>> texts = {"en": "x"}
            >>> lake = {"id": "lake", "label": {"en": "Ohrid"}, "at": [20.8, 41.12]}
            >>> picture = Picture(kind="map", title=texts, alt=texts, marks=[Mark(**lake)])
            >>> picture.name(picture.marks[0], "en")
            'Ohrid'
        """
        said = self.said(mark, language)
        if self.kind == "map":
            return said if self.labels else f"{said}, {_where(mark, language)}"
        if self.kind == "timeline" or not self.values:
            return said
        return f"{said}, {write(round(mark.size, 2), language)}"

    def untold(self) -> Picture:
        """Return what a browser may know of it: without labels, letters stand in their place."""
        if self.labels:
            return self
        marks = [
            mark.model_copy(update={"label": dict.fromkeys(mark.label, self.letters[mark.id])})
            for mark in self.marks
        ]
        return self.model_copy(update={"marks": marks})


def _worked_out(number: object) -> float:
    """Return a number, zero for one that still waits for parameters."""
    return float(number) if isinstance(number, (int, float)) else 0.0


def _check_untelling(mark: Mark) -> None:
    words = {word for label in mark.label.values() for word in _words(label)}
    shared = set(_words(mark.id.replace("-", " "))) & words
    if any(len(word) > 1 for word in shared):
        raise broken(
            f"the id of mark '{mark.id}' tells its label, which is not shown",
            "name it otherwise; the learner's browser knows the ids",
        )


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", fold(text))


def _where(mark: Mark, language: str) -> str:
    """Return a place in degrees, to a tenth."""
    east, north = mark.spot
    angles = (north, _NORTH if north >= 0 else _SOUTH), (east, _EAST if east >= 0 else _WEST)
    return ", ".join(
        f"{write(round(abs(angle), 1), language)}° {pick(way, language)}" for angle, way in angles
    )
