"""What one learner sees of a bank: items drawn from pools, values of parameters, the order of options.

All of it follows from a seed. A practice sitting has a seed of its own; a graded quiz has one for everybody,
settled at release, since a learner's answer sheet can be edited.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from random import Random
from typing import TYPE_CHECKING

from pydantic import ValidationError
from pydantic_core import PydanticCustomError

from nastava.errors import BankError
from nastava.items.seeded import seeded, shuffled

if TYPE_CHECKING:
    from nastava.items import Item
    from nastava.quizzes.bank import Bank, Draw


def arrange(bank: Bank, seed: str, only: Collection[str] | None = None) -> Bank:
    """Return the bank as it is shown for a seed.

    Args:
        bank: as its author wrote it.
        seed: any text; the same text gives the same quiz.
        only: show these items, by id, instead of drawing; those that the bank no longer has are left out.

    Raises:
        BankError: the values drawn for an item's parameters make no valid item.
    """
    chosen = set(only) if only is not None else drawn(bank, seed)
    items = tuple(
        _variant(item, seed, bank.id, shuffle=bank.shuffle if item.shuffle is None else item.shuffle)
        for item in bank.items
        if item.id in chosen
    )
    return bank.arranged(items)


def _variant(item: Item, seed: str, bank_id: str, *, shuffle: bool) -> Item:
    # A source of chance for each item, so that an item that is added or removed changes no other.
    random: Random = seeded(seed, item.id)
    try:
        return item.variant(random).arranged(random, shuffle=shuffle)
    except (ValidationError, PydanticCustomError) as error:
        raise BankError(no_item(bank_id, item.id, error)) from None


def no_item(bank_id: str, item_id: str, error: ValidationError | PydanticCustomError) -> str:
    """Return the sentence that says why the values drawn for an item's parameters make none."""
    why = error.message() if isinstance(error, PydanticCustomError) else error.errors()[0]["msg"]
    return f"{bank_id}: [{item_id}] a variant of this item is no item: {why}. Run 'nastava check' and mend its parameters."


def drawn(bank: Bank, seed: str) -> set[str]:
    """Return the ids of the items that a seed draws: all that belong to no pool, and so many of each pool."""
    chosen = {item.id for item in bank.items}
    for number, draw in enumerate(bank.draw):
        pool = [item.id for item in bank.items if draw.takes(item)]
        chosen -= set(shuffled(pool, seeded(seed, "draw", number))[draw.count :])
    return chosen


def settle(bank: Bank) -> Bank:
    """Return a graded bank as everybody gets it; it was settled already if it is arranged."""
    return bank if bank.is_arranged else arrange(bank, seed_of(bank))


def seed_of(bank: Bank) -> str:
    """Return the seed from which follows what a graded bank asks at release."""
    return bank.seed or f"release:{bank.id}"


def pools(bank: Bank) -> Sequence[tuple[Draw, Sequence[Item]]]:
    """Return each draw with the items that it draws from."""
    return [(draw, [item for item in bank.items if draw.takes(item)]) for draw in bank.draw]
