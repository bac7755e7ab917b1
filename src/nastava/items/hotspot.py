"""Hotspot: regions of a picture, one or several of which are keys; they are clicked or chosen by keyboard.

One key (default): right or wrong. With ``several`` the regions are ticked and scored ``balanced`` (default): the
share of keys ticked minus the share of distractors ticked, never below zero, or ``all_or_nothing``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import Field, model_validator

from nastava.items.base import (
    Item,
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
from nastava.items.model import Localized, Model, Slug, broken
from nastava.items.on_paper import to_tick
from nastava.items.picture import Mark, Picture
from nastava.items.seeded import one_of
from nastava.items.ticking import any_ticks, balanced, exactly, mean_share
from nastava.text.joining import in_one_line
from nastava.text.languages import WRITTEN, pick
from nastava.text.markdown import to_html, to_plain
from nastava.text.tex import literal

CHOOSE_ONE = reason(
    en="Choose a place in the picture first.",
    sr="Prvo izaberi mjesto na slici.",
    sq="Së pari zgjidh një vend në figurë.",
)
CHOOSE_SOME = reason(
    en="Choose at least one place in the picture first.",
    sr="Prvo izaberi bar jedno mjesto na slici.",
    sq="Së pari zgjidh të paktën një vend në figurë.",
)
NO_SUCH_REGION = reason(
    en="That place is not one of this question's. Reload the quiz and choose again.",
    sr="To mjesto ne pripada ovom pitanju. Ponovo učitaj kviz i izaberi.",
    sq="Ai vend nuk i përket kësaj pyetjeje. Ngarko përsëri kuizin dhe zgjidh.",
)


class RegionView(Model):
    """A region as the learner meets it: a mark of the picture and, where it needs one, a name of its own."""

    mark: Slug
    text: Localized | None = None


class Region(RegionView):
    """A region with its place in the key and the words for those who choose it."""

    key: bool = False
    feedback: Localized | None = None


class HotspotView(ItemView):
    """What the browser gets: the picture, and which of its marks can be chosen."""

    type: Literal["hotspot"]
    picture: Picture
    regions: Annotated[Sequence[RegionView], Field(min_length=2, max_length=16)]
    several: Annotated[bool, Field(description="Whether several regions may be chosen.")] = False

    @property
    def region_ids(self) -> list[str]:
        """The regions in the reading order of the picture, whatever the order of their author."""
        wanted = {region.mark for region in self.regions}
        return [mark.id for mark in self.picture.in_reading_order if mark.id in wanted]

    def names(self, language: str) -> dict[str, str]:
        """Return what each region is called, in plain text, in reading order."""
        marks = {mark.id: mark for mark in self.picture.marks}
        own = {region.mark: region.text for region in self.regions if region.text}
        return {id_: self._name(marks[id_], own.get(id_), language) for id_ in self.region_ids}

    def _name(self, mark: Mark, own: Mapping[str, str] | None, language: str) -> str:
        if own is None:
            return self.picture.name(mark, language)
        name = to_plain(pick(own, language), inline=True)
        # Whoever sees the letter, and whoever hears the name, mean the same place.
        return name if self.picture.labels else f"{self.picture.said(mark, language)}, {name}"

    def parse(self, raw: Any, language: str) -> Parsed | Malformed:
        """Accept the id of a mark, or with ``several`` a list of them."""
        ids = self.region_ids
        if self.several:
            if not isinstance(raw, list) or not raw:
                return CHOOSE_SOME
            if any(choice not in ids for choice in raw):
                return NO_SUCH_REGION
            return Parsed([id_ for id_ in ids if id_ in raw])
        if not isinstance(raw, str) or not raw:
            return CHOOSE_ONE
        return Parsed(raw) if raw in ids else NO_SUCH_REGION

    def describe(self, response: Any, language: str) -> str:
        """Return the names of the regions chosen."""
        chosen = response if isinstance(response, list) else [response]
        return in_one_line(name for id_, name in self.names(language).items() if id_ in chosen)

    def paper(self, language: str) -> Paper:
        """Return the regions with a circle or a box before each; the picture stands above."""
        names = self.names(language).values()
        return to_tick(((literal(name), name) for name in names), several=self.several)


class Hotspot(HotspotView, Item):
    """A picture, its regions, and which of them are keys."""

    view_class: ClassVar[type[ItemView]] = HotspotView
    policies: ClassVar[Mapping[str, Policy]] = {
        "balanced": Policy(
            {
                "en": "The share of right places chosen, less the share of wrong places chosen, never below zero.",
                "sr": "Udio izabranih tačnih mjesta umanjen za udio izabranih netačnih, nikad ispod nule.",
            }
        ),
        "all_or_nothing": Policy(
            {
                "en": "All the points for exactly what is right in the picture, else none.",
                "sr": "Svi bodovi za tačno ono što je tačno na slici, inače nijedan.",
            }
        ),
    }
    regions: Annotated[Sequence[Region], Field(min_length=2, max_length=16)]
    scoring: Literal["balanced", "all_or_nothing"] = "balanced"

    @model_validator(mode="after")
    def _fits_the_picture(self) -> Self:
        known, ids = {mark.id for mark in self.picture.marks}, [region.mark for region in self.regions]
        for id_ in ids:
            if id_ not in known:
                raise broken(f"the picture has no mark '{id_}'", "correct the id, or add the mark")
            if ids.count(id_) > 1:
                raise broken(f"the mark '{id_}' has two regions", "take one of them out")
        if self.several and self._keys == len(ids):
            raise broken("every region is a key, so choosing all would pay", "add at least one distractor")
        if self.several and not self._keys:
            raise broken("no region is a key", "mark the right ones with 'key: true'")
        if not self.several and self._keys != 1:
            raise broken(
                f"one region is the key, here there are {self._keys}",
                "mark one with 'key: true', or write 'several: true'",
            )
        if not self.several and "scoring" in self.model_fields_set:
            raise broken("'scoring' belongs to 'several: true'", "take it out, or add 'several: true'")
        for language in WRITTEN:
            names = list(self.names(language).values())
            if len(set(names)) < len(names):
                raise broken("two regions have the same name", "give each a 'text:' of its own")
        return self

    @property
    def _keys(self) -> int:
        return sum(region.key for region in self.regions)

    @property
    def scored_by(self) -> str:
        """The word for how the item is scored: with one key there is nothing to balance."""
        return self.scoring if self.several else "all_or_nothing"

    def _share_of(self, hits: int, misses: int) -> float:
        share = exactly if self.right_or_wrong else balanced
        return share(hits, misses, self._keys, len(self.regions) - self._keys)

    def _share(self, chosen: Sequence[Any]) -> float:
        hits = sum(region.key for region in self.regions if region.mark in chosen)
        return self._share_of(hits, sum(region.mark in chosen for region in self.regions) - hits)

    def score(self, response: Any) -> Score:
        """Score by the item's policy; with ``several`` every region is a part, else the one chosen."""
        if self.several:
            chosen = response if isinstance(response, list) else []
        else:
            chosen = [response] if isinstance(response, str) else []
        parts = [
            PartMark(
                region.mark, region.mark in chosen, (region.mark in chosen) == region.key, region.feedback
            )
            for region in self.regions
            if self.several or region.mark in chosen
        ]
        told = [part.feedback for part in parts if not (self.several and part.right)]
        return self.earned(self._share(chosen), parts, told)

    def samples(self) -> Sequence[Sample]:
        """The keys; a key less; everything; each distractor; nothing."""
        keys = [region.mark for region in self.regions if region.key]
        wrong = [region.mark for region in self.regions if not region.key]
        if not self.several:
            return [
                Sample("right", keys[0], 1.0),
                *(Sample("wrong", id_, 0.0) for id_ in wrong),
                Sample("malformed", "", None),
            ]
        samples = [
            Sample("right", keys, 1.0),
            Sample("wrong", keys + wrong, 0.0),
            *(Sample("wrong", [id_], 0.0) for id_ in wrong),
            Sample("malformed", [], None),
        ]
        if len(keys) > 1:
            samples.append(sample_of(keys[1:], 0.0 if self.right_or_wrong else (len(keys) - 1) / len(keys)))
        return samples

    def chance(self) -> float:
        """One in the number of regions; with ``several`` the mean over all choices but the empty one."""
        if not self.several:
            return 1 / len(self.regions)
        return mean_share(self._keys, len(self.regions) - self._keys, self._share_of)

    def guess(self, random: Random) -> Any:
        """Return any region, or with ``several`` any choice of them but the empty one."""
        return any_ticks(self.region_ids, random) if self.several else one_of(self.region_ids, random)

    def view_data(self) -> dict[str, Any]:
        """Return the keyless twin; its regions stand in reading order."""
        data = super().view_data()
        order = self.region_ids
        data["regions"] = sorted(data["regions"], key=lambda region: order.index(region["mark"]))
        return data

    def key_in_words(self, language: str) -> str:
        """Return the names of the keys; where the picture has letters, what they stand for as well."""
        labels = {mark.id: to_plain(pick(mark.label, language), inline=True) for mark in self.picture.marks}
        keys = {region.mark for region in self.regions if region.key}
        told = {id_: name for id_, name in self.names(language).items() if id_ in keys}
        if self.picture.labels:
            return in_one_line(told.values())
        return "; ".join(f"{self.picture.letters[id_]} ({labels[id_]})" for id_ in told)

    def reveal(self, language: str) -> list[dict[str, str]] | None:
        """Return what the letters of the picture stand for; None where it has no letters."""
        if self.picture.labels:
            return None
        return [
            {
                "said": self.picture.said(mark, language),
                "text": to_html(pick(mark.label, language), inline=True),
            }
            for mark in self.picture.in_reading_order
        ]
