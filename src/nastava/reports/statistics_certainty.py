"""How well students know what they know: stated certainty beside what was right."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

#: The probability that each level of certainty stands for: the middle of its band. The levels pay from 67 and from 80 %
#: (Gardner-Medwin 2006), and nobody who guesses among several is surer than a half.
PROBABILITY = {1: 0.5, 2: 0.735, 3: 0.9}


@dataclass(frozen=True)
class Bin:
    """The responses of one level: how many, what was claimed, what came of it."""

    level: int
    count: int
    claimed: float
    right: float


@dataclass(frozen=True)
class Calibration:
    """Brier score (0 is best) and its bins; ``bias`` above 0 says that students were surer than they were right."""

    brier: float
    bias: float
    bins: tuple[Bin, ...]

    @property
    def calibration(self) -> float:
        """The part of the score that misjudged certainty costs: Murphy's reliability term."""
        total = sum(one.count for one in self.bins)
        return sum(one.count * (one.claimed - one.right) ** 2 for one in self.bins) / total


def brier(probability: ArrayLike, right: ArrayLike) -> float:
    """Return the mean squared gap between probabilities stated and what came of them (1 right, 0 wrong).

    Source: Brier (1950), "Verification of forecasts expressed in terms of probability", *Monthly Weather Review* 78, 1-3,
    in the form for one event.

    Example:
        >>> round(brier([0.7], [1]), 12)
        0.09
    """
    gaps = np.asarray(probability, dtype=float) - np.asarray(right, dtype=float)
    return float((gaps**2).mean()) if gaps.size else float("nan")


def calibration(levels: ArrayLike, right: ArrayLike) -> Calibration | None:
    """Return how certainty and success agree; None where nobody stated any.

    Source: Murphy (1973), "A new vector partition of the probability score", *Journal of Applied Meteorology* 12, 595-600;
    for the levels Gardner-Medwin (2006), in Bryan & Clegg, *Innovative Assessment in Higher Education*, 141-149.

    Args:
        levels: 1, 2 or 3 by response; anything else is left out.
        right: 1 for right, 0 for wrong.

    Example:
        >>> calibration([3, 3], [1, 0]).bias
        0.4
    """
    stated, came = np.asarray(levels, dtype=float).ravel(), np.asarray(right, dtype=float).ravel()
    known = np.isin(stated, list(PROBABILITY)) & ~np.isnan(came)
    stated, came = stated[known], came[known]
    if not len(stated):
        return None
    claimed = np.array([PROBABILITY[int(level)] for level in stated])
    bins = tuple(
        Bin(level, int((stated == level).sum()), p, float(came[stated == level].mean()))
        for level, p in PROBABILITY.items()
        if (stated == level).any()
    )
    return Calibration(brier(claimed, came), float(claimed.mean() - came.mean()), bins)
