"""A graded quiz as it was released: which items, with which numbers, whatever the bank says today.

The keys are today's, so that a corrected key regrades everybody; what was asked is taken from the released quiz.
That file reaches the learners. So it names the values of those parameters alone that the learner reads anyway:
another one, such as the number that the question asks for, could be the key.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError
from pydantic_core import PydanticCustomError

from nastava.errors import BankError
from nastava.items.parameters import Parameter, Value
from nastava.items.seeded import seeded
from nastava.quizzes.arrange import no_item, seed_of

if TYPE_CHECKING:
    from random import Random

    from nastava.items import Item, ItemView
    from nastava.quizzes.bank import Bank, PublishedQuiz

#: What may stand in another order for each learner; the entries of an ordering stand in that of the key.
_IN_ORDER = ("options", "prompts", "choices")


@dataclass(frozen=True)
class Released:
    """A quiz as it was released, with today's keys.

    ``gone``: items that were released and that the bank no longer has. ``unsure``: ids of items that were edited
    since, and whose numbers the released quiz doesn't name all.
    """

    bank: Bank
    gone: tuple[ItemView, ...]
    unsure: tuple[str, ...]


def told_values(written: Item, variant: Item) -> dict[str, Value]:
    """Return the values of a variant that its learner reads, by the parameter's name.

    Args:
        written: the item as its author wrote it.
        variant: as it is shown.
    """
    values = variant.shown.get("parameters", {})
    text = json.dumps(written.view_data(), ensure_ascii=False)
    return {name: value for name, value in values.items() if re.search(rf"\{{\{{\s*{name}\s*\}}\}}", text)}


def as_released(bank: Bank, quiz: PublishedQuiz) -> Released:
    """Return the bank's items as a released quiz shows them.

    Args:
        bank: today's, as its author wrote it or settled.
        quiz: the instructor's own copy of what was released, never a learner's.

    Raises:
        BankError: with the values released an item is none.
    """
    written = {item.id: item for item in bank.written.items}
    seed = seed_of(bank)
    items, unsure = [], []
    for view in quiz.items:
        if view.id not in written:
            continue
        item, doubtful = _with_values(written[view.id], quiz.parameters.get(view.id, {}), bank, seed)
        items.append(item := _in_order(item, view))
        edited = item.version != quiz.versions[view.id]
        if edited and doubtful is not None and (doubtful or _differs(item, view)):
            unsure.append(item.id)
    gone = tuple(view for view in quiz.items if view.id not in written)
    return Released(bank.arranged(items), gone, tuple(unsure))


def _with_values(item: Item, told: Mapping[str, Value], bank: Bank, seed: str) -> tuple[Item, bool | None]:
    """Return the variant with the values told, and whether those drawn anew contradict them; None for no such."""
    random = seeded(seed, item.id)
    shuffle = bank.shuffle if item.shuffle is None else item.shuffle
    try:
        values, doubtful = _values(item, told, random)
        fixed = {name: Parameter(choose=[value]) for name, value in values.items()}  # type: ignore[list-item]
        variant = item.model_copy(update={"parameters": fixed}).variant(random) if fixed else item
        return variant.arranged(random, shuffle=shuffle).as_variant_of(item, **variant.shown), doubtful
    except (ValidationError, PydanticCustomError) as error:
        raise BankError(no_item(bank.id, item.id, error)) from None


def _values(item: Item, told: Mapping[str, Value], random: Random) -> tuple[dict[str, Value], bool | None]:
    values: dict[str, Value] = {}
    drawn_anew = contradicted = False
    for name, parameter in item.parameters.items():
        try:
            # Drawn also where it is told, so that those after it are drawn as they were.
            value = parameter.draw(random, values)
        except PydanticCustomError:
            if name not in told:
                raise
            value = ""
        values[name] = told.get(name, value)
        drawn_anew |= name not in told and parameter.value is None
        contradicted |= parameter.value is not None and values[name] != value
    return values, contradicted if drawn_anew else None


def _in_order(item: Item, view: ItemView) -> Item:
    """Put options where the released quiz has them; those that it lacks come last."""
    ordered: dict[str, Any] = {}
    for name in _IN_ORDER:
        place = {each.id: number for number, each in enumerate(getattr(view, name, ()))}
        if place and hasattr(item, name):
            ordered[name] = tuple(
                sorted(getattr(item, name), key=lambda each: place.get(each.id, len(place)))
            )
    return item.model_copy(update=ordered)


def _differs(item: Item, view: ItemView) -> bool:
    return item.view().model_dump(exclude={"certainty"}) != view.model_dump(exclude={"certainty"})
