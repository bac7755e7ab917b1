"""What an item is worth after several attempts: penalties in a stated order, and certainty-based marks.

The points of an attempt: first the response is scored by the item's policy; then each attempt before it takes
off the ``attempt_penalty``'s share; then each hint opened before it takes off its ``cost``; what is left is never
below zero. An item has the points of its best attempt. Attempts made after the solution was shown earn nothing.

Certainty-based marks follow A. R. Gardner-Medwin's scheme (University College London; https://tmedwin.net/cbm/,
also in Moodle's documentation, "Using certainty-based marking"): right +1, +2 or +3, wrong 0, −2 or −6. The
second level pays from a certainty of 67 %, the third from 80 %. The marks stand beside the score and are never
part of it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from nastava.items import Item, Score
from nastava.text.numbers import count_of

#: Levels of certainty with the mark for a right and for a wrong response.
CERTAINTY_MARKS = {1: (1, 0), 2: (2, -2), 3: (3, -6)}

Attempt = Mapping[str, Any]


def points_of(item: Item, attempt: Attempt, *, earlier: int, penalty: float) -> float:
    """Return the points of one attempt.

    Args:
        item: as it was shown.
        attempt: from the answer sheet; ``hints`` counts those opened before it.
        earlier: number of attempts before it.
        penalty: share of the points that each earlier attempt costs.
    """
    scored = item.marked(attempt.get("response")).points
    if scored <= 0 or attempt.get("after_solution"):
        return min(scored, 0.0)
    hints = sum(hint.cost for hint in item.hints[: count_of(attempt.get("hints"))])
    return max(0.0, scored - item.points * (penalty * earlier + hints))


def best(attempts: Sequence[tuple[Item, Attempt]], *, penalty: float) -> float:
    """Return the points of an item: those of its best attempt, zero where there is none.

    Args:
        attempts: in order, each with the variant of the item that it answers.
        penalty: share of the points that each earlier attempt costs.
    """
    earned = [
        points_of(item, attempt, earlier=earlier, penalty=penalty)
        for earlier, (item, attempt) in enumerate(attempts)
        if not attempt.get("after_solution")
    ]
    return max(earned, default=0.0)


def certainty_mark(attempts: Sequence[Attempt], score: Score | None) -> int | None:
    """Return the certainty-based mark of an item: that of its first attempt, if no hint was opened before it.

    Args:
        attempts: at the item, in order.
        score: of the first attempt.
    """
    if not attempts or score is None or count_of(attempts[0].get("hints")):
        return None
    level = attempts[0].get("certainty")
    if isinstance(level, bool) or not isinstance(level, int) or level not in CERTAINTY_MARKS:
        return None
    right, wrong = CERTAINTY_MARKS[level]
    return right if score.verdict == "right" else wrong
