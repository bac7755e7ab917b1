"""Chance that can be repeated: the same seed gives the same draw on every machine and every Python.

Only ``Random.random()`` is used, since Python promises its sequence alone to stay as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random
from typing import TypeVar

_T = TypeVar("_T")


def seeded(*parts: object) -> Random:
    """Return the source of chance that belongs to the parts, such as a sitting's seed and an item's id.

    Example:
        >>> seeded("ab12", "kfor-task").random() == seeded("ab12", "kfor-task").random()
        True
    """
    return Random(":".join(map(str, parts)))  # noqa: S311  # order and numbers of a quiz are no secrets


def shuffled(
    values: Sequence[_T], random: Random, pinned: Callable[[_T], bool] = lambda _: False
) -> tuple[_T, ...]:
    """Return the values in another order; those that are pinned keep their place.

    Example:
        >>> sorted(shuffled("abc", seeded("s")))
        ['a', 'b', 'c']
        >>> shuffled("abcd", seeded("s"), pinned=lambda letter: letter == "d")[3]
        'd'
    """
    keyed = [(random.random(), value) for value in values]
    loose = iter(sorted((pair for pair in keyed if not pinned(pair[1])), key=lambda pair: pair[0]))
    return tuple(value if pinned(value) else next(loose)[1] for value in values)


def one_of(values: Sequence[_T], random: Random) -> _T:
    """Return one of the values, each as likely as the others.

    Example:
        >>> one_of(["only"], seeded("s"))
        'only'
    """
    return values[int(random.random() * len(values))]
