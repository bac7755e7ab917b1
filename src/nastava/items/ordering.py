"""Ordering: entries are put into the right order.

Scoring ``adjacent_pairs`` (default): the share of neighbours in the key, one directly before the other, that stand
so in the response. ``positions``: the share of entries in their right place. ``all_or_nothing``: the right order, or
no points. Random orders earn 1/n by pairs (each of the n − 1 pairs stands so in (n − 1)! of the n! orders) and by
positions (each entry is in its place in (n − 1)! of them), 1/n! otherwise.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Mapping, Sequence
from datetime import date
from html import escape
from itertools import pairwise
from random import Random
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import Field, model_validator

from nastava.items.assigning import check_unnumbered
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
from nastava.items.on_paper import unbulleted
from nastava.items.seeded import shuffled
from nastava.text.dates import format_date, iso_parts
from nastava.text.languages import pick
from nastava.text.markdown import to_html, to_plain

MOVE_SOMETHING = reason(
    en="Put the entries in order first.",
    sr="Prvo poredaj stavke.",
    sq="Së pari vëri në radhë.",
)
NOT_THESE = reason(
    en="These are not the entries of this question. Reload the quiz and order them again.",
    sr="To nisu stavke ovog pitanja. Ponovo učitaj kviz i poredaj ih.",
    sq="Këto nuk i përkasin kësaj pyetjeje. Ngarko përsëri kuizin dhe vëri në radhë.",
)


class EntryView(Model):
    """An entry as the learner sees it."""

    id: Slug
    text: Localized


class Entry(EntryView):
    """An entry; ``at`` is its date, written 2004, 2004-03 or 2004-03-18."""

    at: str | None = None


class OrderingView(ItemView):
    """What the browser gets: the entries in an order that is not the key's, and words for the two ends."""

    type: Literal["ordering"]
    entries: Annotated[Sequence[EntryView], Field(min_length=3, max_length=10)]
    first: Localized | None = None
    last: Localized | None = None

    def parse(self, raw: Any, language: str) -> Parsed | Malformed:
        """Accept a list of the ids of all entries."""
        if not isinstance(raw, list) or not raw:
            return MOVE_SOMETHING
        ids = [entry.id for entry in self.entries]
        if len(raw) != len(ids) or any(not isinstance(id_, str) for id_ in raw) or sorted(raw) != sorted(ids):
            return NOT_THESE
        return Parsed(list(raw))

    def describe(self, response: Any, language: str) -> str:
        """Return the entries in the order given."""
        texts = {entry.id: to_plain(pick(entry.text, language)) for entry in self.entries}
        ids = response if isinstance(response, list) else []
        return " → ".join(texts[id_] for id_ in ids if isinstance(id_, str) and id_ in texts)

    def paper(self, language: str) -> Paper:
        """Return the entries, each with a line for its place."""
        texts = [pick(entry.text, language) for entry in self.entries]
        ends = [to_plain(pick(end, language)) for end in (self.first, self.last) if end]
        between = f"1 = {ends[0]}, {len(texts)} = {ends[1]}" if len(ends) == 2 else f"1 … {len(texts)}"
        rows = unbulleted(f"____ {to_html(text, inline=True)}" for text in texts)
        lines = (f"____ {to_plain(text)}" for text in texts)
        return Paper(f"<p>{escape(between)}</p>{rows}", (between, *lines))


class Ordering(OrderingView, Item):
    """Entries, written in the right order.

    ``timeline``: once it is solved the entries are shown on a line at their true distances.
    """

    view_class: ClassVar[type[ItemView]] = OrderingView
    policies: ClassVar[Mapping[str, Policy]] = {
        "adjacent_pairs": Policy(
            {
                "en": "Each pair of neighbours that stands together in the right order earns an equal part.",
                "sr": "Svaki par susjednih stavki koji stoji zajedno tačnim redom donosi jednak dio bodova.",
            }
        ),
        "positions": Policy(
            {
                "en": "Each entry in its right place earns an equal part.",
                "sr": "Svaka stavka na svom mjestu donosi jednak dio bodova.",
            }
        ),
        "all_or_nothing": Policy(
            {
                "en": "All the points for the right order, else none.",
                "sr": "Svi bodovi za tačan redoslijed, inače nijedan.",
            }
        ),
    }
    has_order: ClassVar[bool] = True
    entries: Annotated[Sequence[Entry], Field(min_length=3, max_length=10)]
    scoring: Literal["adjacent_pairs", "positions", "all_or_nothing"] = "adjacent_pairs"
    timeline: bool = False

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        ids = self._key
        for id_ in ids:
            if ids.count(id_) > 1:
                raise broken(f"entry id '{id_}' occurs twice", "give each entry an id of its own")
        check_unnumbered(ids)
        if ids == sorted(ids):
            raise broken(
                "the ids of the entries are in alphabetical order, so that they tell the key",
                "name them by what they are about, or shuffle the letters",
            )
        for entry in self.entries:
            if self.timeline and entry.at is None:
                raise broken(f"entry '{entry.id}' has no date", "add 'at:', or take 'timeline: true' out")
            if entry.at is not None:
                try:
                    iso_parts(entry.at)
                except ValueError as error:
                    raise broken(f"entry '{entry.id}': {error}", "correct 'at:'") from None
        dated = [entry for entry in self.entries if entry.at]
        for before, after in pairwise(dated):
            if _day(before) >= _day(after):
                raise broken(
                    f"entry '{after.id}' stands after '{before.id}' and is not later",
                    "write the entries in the right order, or correct 'at:'",
                )
        return self

    @property
    def _key(self) -> list[str]:
        return [entry.id for entry in self.entries]

    def view_data(self) -> dict[str, Any]:
        """Return the keyless twin: the entries as shown, never in the order of the key."""
        data = super().view_data()
        order = list(self._shown.get("order") or _untelling(self._key))
        data["entries"] = sorted(data["entries"], key=lambda entry: order.index(entry["id"]))
        return data

    def varies(self, *, shuffle: bool) -> bool:
        """Always: no learner gets the order of the bank."""
        return True

    def arranged(self, random: Random, *, shuffle: bool) -> Self:
        """Return the item with the order drawn in which it is shown; the key's own order is drawn again."""
        order = list(shuffled(self._key, random))
        while order == self._key:
            order = list(shuffled(self._key, random))
        return self.model_copy().as_variant_of(self, order=order)

    def paper(self, language: str) -> Paper:
        """Return the entries as shown, each with a line for its place."""
        return OrderingView.paper(self.view(), language)  # type: ignore[arg-type]

    def _share(self, response: Sequence[Any]) -> float:
        key = self._key
        if self.scoring == "positions":
            return float(
                sum(given == wanted for given, wanted in zip(response, key, strict=False)) / len(key)
            )
        if self.scoring == "adjacent_pairs":
            given = list(pairwise(response))
            return sum(pair in given for pair in pairwise(key)) / (len(key) - 1)
        return float(list(response) == key)

    def _stands_right(self, ids: Sequence[str]) -> list[bool]:
        """Return for each entry whether it earns something: in its place, or in a right pair of neighbours."""
        if self.scoring != "adjacent_pairs":
            return [id_ == wanted for id_, wanted in zip(ids, self._key, strict=True)]
        earning = {id_ for pair in pairwise(self._key) if pair in list(pairwise(ids)) for id_ in pair}
        return [id_ in earning for id_ in ids]

    def score(self, response: Any) -> Score:
        """Score by the item's policy; every entry is a part, right where it earns something."""
        ids = response if isinstance(response, list) else []
        whole = len(ids) == len(self.entries) and all(isinstance(i, str) for i in ids) and sorted(ids) == sorted(self._key)  # fmt: skip
        if not whole:
            return self.earned(0.0)
        right = zip(ids, self._stands_right(ids), strict=True)
        return self.earned(self._share(ids), (PartMark(id_, True, stands) for id_, stands in right))

    def samples(self) -> Sequence[Sample]:
        """The key; the key with its last two exchanged, and backwards; an entry missing; nothing."""
        key = self._key
        exchanged = [*key[:-2], key[-1], key[-2]]
        backwards = key[::-1]
        shares = {
            "adjacent_pairs": ((len(key) - 3) / (len(key) - 1), 0.0),
            "positions": ((len(key) - 2) / len(key), len(key) % 2 / len(key)),
            "all_or_nothing": (0.0, 0.0),
        }[self.scoring]
        return [
            Sample("right", key, 1.0),
            sample_of(exchanged, shares[0]),
            sample_of(backwards, shares[1]),
            Sample("wrong", [*key[1:], key[0]], self._share([*key[1:], key[0]]))
            if self.scoring != "adjacent_pairs"
            else Sample("wrong", backwards, 0.0),
            Sample("malformed", key[1:], None),
            Sample("malformed", [], None),
        ]

    def chance(self) -> float:
        """One in n, or in n! where only the whole order counts."""
        n = len(self.entries)
        return 1 / math.factorial(n) if self.scoring == "all_or_nothing" else 1 / n

    def guess(self, random: Random) -> list[str]:
        """Return any order."""
        return list(shuffled(self._key, random))

    def key_in_words(self, language: str) -> str:
        """Return the entries in the right order."""
        return self.describe(self._key, language)

    def reveal(self, language: str) -> list[dict[str, Any]]:
        """Return the entries in the right order; with a timeline the date of each and its place from 0 to 1."""
        days = [_day(entry) for entry in self.entries] if self.timeline else []
        rows: list[dict[str, Any]] = []
        for index, entry in enumerate(self.entries):
            row: dict[str, Any] = {"id": entry.id, "text": to_html(pick(entry.text, language), inline=True)}
            if days and entry.at:
                row["said"] = format_date(entry.at, language, standing_alone=True)
                row["place"] = round((days[index] - days[0]) / (days[-1] - days[0]), 4)
            rows.append(row)
        return rows


def _day(entry: Entry) -> int:
    """Return the day on which an entry stands, a partial date in its middle."""
    year, month, day = iso_parts(entry.at or "1")
    return date(year, month or 7, day or (15 if month else 1)).toordinal()


def _untelling(key: Sequence[str]) -> list[str]:
    """Return an order for when no learner is known: by hash, and not the key's."""
    order = sorted(key, key=lambda id_: hashlib.sha256(id_.encode()).digest())
    return order if order != list(key) else [*order[1:], order[0]]
