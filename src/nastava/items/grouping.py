"""Grouping: every entry belongs to one of several groups.

Scoring ``per_entry`` (default): every entry placed right earns an equal part. ``balanced``: the share placed right,
averaged over the groups, above what one group for everything earns. ``all_or_nothing``: every entry placed
right, or no points.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import product
from math import comb, prod
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
from nastava.items.base import ItemView, Malformed, Parsed, Policy, Sample, Score
from nastava.items.judgement import sample_of
from nastava.items.model import Localized, Slug, broken
from nastava.items.seeded import one_of, shuffled

#: How much more than its fair part of the entries one group may hold where every entry earns the same.
SKEW = Fraction(1, 5)


class Group(Labelled):
    """A group; ``empty``: nothing belongs there, on purpose."""

    empty: bool = False


class Entry(Labelled):
    """An entry, the group that it belongs to, and the words for those who place it elsewhere."""

    group: Slug
    feedback: Localized | None = None


class GroupingView(AssigningView):
    """What the browser gets: groups, and entries in an order that tells nothing of them."""

    type: Literal["grouping"]
    groups: Annotated[Sequence[Labelled], Field(min_length=2, max_length=6)]
    entries: Annotated[Sequence[Labelled], Field(min_length=2, max_length=20)]

    def parse(self, raw: Any, language: str) -> Parsed | Malformed:
        """Accept a group for every entry, ``{entry id: group id}``."""
        return read(raw, self.entries, self.groups, "group")

    @property
    def rows(self) -> Sequence[Labelled]:
        """The entries."""
        return self.entries

    @property
    def targets(self) -> Sequence[Labelled]:
        """The groups."""
        return self.groups


class Grouping(GroupingView, Assigning):
    """Groups, and entries with the group of each."""

    view_class: ClassVar[type[ItemView]] = GroupingView
    policies: ClassVar[Mapping[str, Policy]] = {
        "per_entry": Policy(
            {
                "en": "Each entry placed right earns an equal part of the points; one group for all earns that group's part.",
                "sr": "Svaka stavka u pravoj grupi donosi jednak dio bodova; jedna grupa za sve donosi dio te grupe.",
            }
        ),
        "balanced": Policy(
            {
                "en": "The share placed right, averaged over the groups, above what one group for everything earns; never below zero.",
                "sr": "Udio tačno raspoređenih, u prosjeku po grupama, iznad onoga što donosi jedna grupa za sve; nikad ispod nule.",
            }
        ),
        "all_or_nothing": Policy(
            {
                "en": "All the points if every entry is placed right, else none.",
                "sr": "Svi bodovi ako je svaka stavka u pravoj grupi, inače nijedan.",
            }
        ),
    }
    groups: Annotated[Sequence[Group], Field(min_length=2, max_length=6)]
    entries: Annotated[Sequence[Entry], Field(min_length=2, max_length=20)]
    scoring: Literal["per_entry", "balanced", "all_or_nothing"] = "per_entry"

    @field_validator("entries")
    @classmethod
    def _in_no_telling_order(cls, entries: Sequence[Entry], info: ValidationInfo) -> Sequence[Entry]:
        # Authors write group by group. That order is forgotten here, before anybody can show it.
        return neutral(entries, str(info.data.get("id")))

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        check_distinct(self.entries, self.groups)
        check_unnumbered([entry.id for entry in self.entries])
        known = [group.id for group in self.groups]
        for entry in self.entries:
            if entry.group not in known:
                raise broken(
                    f"the group '{entry.group}' of the entry '{entry.id}' is not among the groups",
                    f"use one of {', '.join(known)}",
                )
        for group in self.groups:
            if group.empty and self._sizes[group.id]:
                raise broken(
                    f"the group '{group.id}' is called empty and has entries", "take 'empty: true' out"
                )
            if not group.empty and not self._sizes[group.id]:
                raise broken(f"no entry belongs to the group '{group.id}'", "add one, or write 'empty: true'")
        if len(self._sizes) == 1:
            raise broken("every entry belongs to the same group", "add entries that belong to another")
        self._check_balance()
        check_untelling(self.right_targets, self.groups)
        return self

    def _check_balance(self) -> None:
        group, size = self._sizes.most_common(1)[0]
        share = Fraction(size, len(self.entries))
        if self.scoring == "per_entry" and share > Fraction(1, len(self.groups)) + SKEW:
            raise broken(
                f"everything put into '{group}' would earn {float(share):.0%}",
                "write 'scoring: balanced', or add entries to the other groups",
            )

    @property
    def right_targets(self) -> dict[str, str]:
        """The group of each entry."""
        return {entry.id: entry.group for entry in self.entries}

    @property
    def _sizes(self) -> Counter[str]:
        return Counter(entry.group for entry in self.entries)

    def _share(self, hits: Mapping[str, int]) -> Fraction:
        """Return the share earned where so many entries of each group are placed right."""
        if self.scoring == "balanced":
            # One group for everything has all of one group and none of the others: that counts as nothing.
            mean = sum((Fraction(hits[group], size) for group, size in self._sizes.items()), Fraction())
            return max(Fraction(), (mean - 1) / (len(self._sizes) - 1))
        share = Fraction(sum(hits.values()), len(self.entries))
        return Fraction(share == 1) if self.right_or_wrong else share

    def score(self, response: Any) -> Score:
        """Score by the item's policy; every entry is a part."""
        given = self.given(response)
        right = {entry.id: given.get(entry.id) == entry.group for entry in self.entries}
        share = self._share(Counter(entry.group for entry in self.entries if right[entry.id]))
        return self.marked_rows(float(share), response, right)

    def samples(self) -> Sequence[Sample]:
        """The key; every entry misplaced; one misplaced; everything in the largest group; one entry open."""
        key, groups = self.right_targets, [group.id for group in self.groups]
        after = dict(zip(groups, groups[1:] + groups[:1], strict=True))
        first = next(iter(key))
        largest, size = self._sizes.most_common(1)[0]
        one_group = {"per_entry": size / len(key), "balanced": 0.0, "all_or_nothing": 0.0}[self.scoring]
        return [
            Sample("right", key, 1.0),
            Sample("wrong", {id_: after[group] for id_, group in key.items()}, 0.0),
            sample_of(key | {first: after[key[first]]}, self._less_one(key[first])),
            sample_of(dict.fromkeys(key, largest), one_group),
            Sample("malformed", {id_: group for id_, group in key.items() if id_ != first}, None),
            Sample("malformed", {}, None),
        ]

    def _less_one(self, group: str) -> float:
        """Return the share earned where a single entry, of this group, is misplaced."""
        if self.right_or_wrong:
            return 0.0
        if self.scoring == "balanced":
            return 1 - 1 / (self._sizes[group] * (len(self._sizes) - 1))
        return 1 - 1 / len(self.entries)

    def chance(self) -> float:
        """Mean share over all complete responses, each as likely as the others."""
        groups = len(self.groups)
        if self.scoring == "per_entry":
            return 1 / groups
        if self.right_or_wrong:
            return (1 / groups) ** len(self.entries)
        # How many entries of each group come out right: counted over all the ways in which they can.
        ways, sizes = Fraction(), self._sizes
        for counts in product(*(range(size + 1) for size in sizes.values())):
            hits = dict(zip(sizes, counts, strict=True))
            share = self._share(hits)
            if share:
                ways += share * prod(
                    comb(sizes[g], n) * (groups - 1) ** (sizes[g] - n) for g, n in hits.items()
                )
        return float(ways / groups ** len(self.entries))

    def guess(self, random: Random) -> dict[str, str]:
        """Return any group for each entry."""
        return {entry.id: one_of(self.groups, random).id for entry in self.entries}

    def arranged(self, random: Random, *, shuffle: bool) -> Self:
        """Return the item with its entries in the order drawn; groups keep theirs, which often has a sense."""
        entries = shuffled(self.entries, random)
        return self.model_copy(update={"entries": entries}).as_variant_of(
            self, order=[entry.id for entry in entries]
        )
