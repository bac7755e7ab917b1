"""Figures of items: a small chart or map described in the bank and drawn by matplotlib in the kernel."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Literal

from pydantic import Field, model_validator

from nastava.items.model import Localized, Model, Slug, broken
from nastava.items.parameters import Number


class Mark(Model):
    """One bar, point or place of a figure.

    ``value``: the length of a bar, the height of a point. ``at``: where it stands along the other axis, a
    number (a year, say) for ``line`` and ``timeline``, degrees ``[longitude, latitude]`` for ``map``.
    """

    id: Slug
    label: Localized
    value: Number | None = None
    at: Number | Annotated[Sequence[float], Field(min_length=2, max_length=2)] | None = None


class Picture(Model):
    """A figure that belongs to an item.

    ``alt`` says in words what the figure shows, without giving the answer away; it is read aloud and printed
    where there is no picture.
    """

    kind: Literal["bars", "line", "timeline", "map"]
    title: Localized
    alt: Localized
    unit: Localized | None = None
    marks: Annotated[Sequence[Mark], Field(min_length=1, max_length=40)]
    labels: Annotated[bool, Field(description="Whether the marks carry their labels.")] = True

    @model_validator(mode="after")
    def _complete(self) -> Picture:
        ids = [mark.id for mark in self.marks]
        for mark in self.marks:
            if ids.count(mark.id) > 1:
                raise broken(f"mark id '{mark.id}' occurs twice", "give each mark an id of its own")
            if self.kind in {"bars", "line"} and mark.value is None:
                raise broken(f"mark '{mark.id}' has no value", "add 'value:'")
            if self.kind in {"line", "timeline"} and (mark.at is None or isinstance(mark.at, (list, tuple))):
                raise broken(f"mark '{mark.id}' has no place along the axis", "add 'at:' with a number")
            if self.kind == "map" and not isinstance(mark.at, (list, tuple)):
                raise broken(f"mark '{mark.id}' has no place on the map", "add 'at: [longitude, latitude]'")
        return self
