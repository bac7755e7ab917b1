"""Ticking some of several: shares and their means over all ways to tick, shared by the types that do so."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from random import Random

from nastava.items.seeded import one_of


def balanced(hits: int, misses: int, keys: int, distractors: int) -> float:
    """Return the share of keys ticked less the share of distractors ticked, never below zero.

    Example:
        >>> balanced(2, 1, keys=2, distractors=4), balanced(2, 4, keys=2, distractors=4)
        (0.75, 0.0)
    """
    # One division, so that everything ticked is zero to the last bit.
    return max(0.0, (hits * distractors - misses * keys) / (keys * distractors))


def exactly(hits: int, misses: int, keys: int, distractors: int) -> float:
    """Return 1 for all keys and no distractor, else 0.

    Example:
        >>> exactly(2, 0, keys=2, distractors=4), exactly(2, 1, keys=2, distractors=4)
        (1.0, 0.0)
    """
    return float(hits == keys and not misses)


def mean_share(keys: int, distractors: int, share: Callable[[int, int], float]) -> float:
    """Return the mean over all sets of ticks but the empty one, each as likely as the others.

    Args:
        keys: how many there are.
        distractors: how many there are.
        share: what a set earns, by the number of keys and of distractors in it.

    Example:
        >>> mean_share(1, 1, lambda hits, misses: exactly(hits, misses, 1, 1))
        0.3333333333333333
    """
    total = sum(
        share(hits, misses) * math.comb(keys, hits) * math.comb(distractors, misses)
        for hits in range(keys + 1)
        for misses in range(distractors + 1)
        if hits or misses
    )
    return total / ((1 << keys + distractors) - 1)


def any_ticks(ids: Sequence[str], random: Random) -> list[str]:
    """Return any set of ticks but the empty one.

    Example:
        >>> any_ticks(["only"], Random(1))
        ['only']
    """
    while True:
        ticked = [id_ for id_ in ids if one_of((True, False), random)]
        if ticked:
            return ticked
