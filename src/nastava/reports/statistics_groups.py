"""Whether an item is harder for one language's students than for equally strong students of another."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from nastava.reports.statistics_distributions import chi2_tail

#: Students that each group must have.
LEAST_IN_A_GROUP = 30
_NORMAL_95 = 1.6448536269514722
#: What a log odds ratio is multiplied with on the scale of the Educational Testing Service.
_DELTA = -2.35


@dataclass(frozen=True)
class Functioning:
    """How an item works for the focal group beside the reference group.

    ``odds``: common odds ratio; above 1 the reference group finds it easier. ``delta``: the same on ETS's scale; below 0
    it is harder for the focal group. ``klass``: A negligible, B moderate, C large.
    """

    odds: float
    delta: float
    error: float
    chi2: float
    p: float
    klass: Literal["A", "B", "C"]
    reference: int
    focal: int


def mantel_haenszel(right: ArrayLike, strength: ArrayLike, focal: ArrayLike) -> Functioning | None:
    """Compare two groups at one right/wrong item among students of equal strength; None where that says nothing.

    Nothing is said where no stratum holds both groups with both outcomes. Where all of one group had it wrong, or right,
    ``odds`` and ``delta`` are infinite and ``error`` is NaN.

    Source: Holland & Thayer (1988), "Differential item performance and the Mantel-Haenszel procedure", in Wainer & Braun,
    *Test Validity*, 129-145; the standard error: Phillips & Holland (1987), *Biometrics* 43, 425-431; the chi-squared
    with continuity correction: Mantel & Haenszel (1959); the classes: Zieky (1993), in Holland & Wainer, *Differential
    Item Functioning*, 337-347 (A: not significant at 5 % or below 1 delta; C: at least 1.5 and significantly above 1).

    Args:
        right: 1 for right, 0 for wrong, NaN for students who don't count.
        strength: what makes students comparable, such as the total; each value is a stratum.
        focal: whether a student belongs to the focal group.

    Example:
        >>> mantel_haenszel([1, 0, 1, 0], [5, 5, 5, 5], [True, True, False, False]).odds
        1.0
    """
    given = np.asarray(right, dtype=float)
    whole = ~np.isnan(given)
    hit = given[whole] > 0.5
    group, stratum = np.asarray(focal, dtype=bool)[whole], np.asarray(strength)[whole]
    _levels, where = np.unique(stratum, return_inverse=True)
    cells = np.zeros((len(_levels), 4))
    np.add.at(cells, (where, 2 * group + ~hit), 1)
    cells = cells[(cells[:, :2].sum(axis=1) > 0) & (cells[:, 2:].sum(axis=1) > 0)]
    a, b, c, d = cells.T
    n = cells.sum(axis=1)
    r, s = a * d / n, b * c / n
    big_r, big_s = float(r.sum()), float(s.sum())
    if big_r <= 0 and big_s <= 0:
        return None
    # One group had it all wrong, or all right: the ratio has no bound, nor has its error a meaning.
    one_sided = big_r <= 0 or big_s <= 0
    odds = big_r / big_s if big_s > 0 else math.inf
    error = math.nan if one_sided else _log_error(cells, r, s)
    m1, m0, n1, n0 = a + c, b + d, a + b, c + d
    with np.errstate(invalid="ignore", divide="ignore"):
        variance = float(np.where(n > 1, n1 * n0 * m1 * m0 / (n**2 * np.maximum(n - 1, 1)), 0).sum())
    gap = abs(float((a - n1 * m1 / n).sum()))
    chi2 = max(gap - 0.5, 0) ** 2 / variance if variance > 0 else 0.0
    delta = _DELTA * (math.log(odds) if odds > 0 else -math.inf)
    delta_error = abs(_DELTA) * error
    p = chi2_tail(chi2)
    return Functioning(odds, delta, delta_error, chi2, p, _class(delta, delta_error, p), int(n1.sum()), int(n0.sum()))  # fmt: skip


def _log_error(cells: np.ndarray, r: np.ndarray, s: np.ndarray) -> float:
    """Return the standard error of the log of the common odds ratio."""
    a, b, c, d = cells.T
    n = cells.sum(axis=1)
    p, q = (a + d) / n, (b + c) / n
    big_r, big_s = r.sum(), s.sum()
    variance = (
        (p * r).sum() / (2 * big_r**2)
        + (p * s + q * r).sum() / (2 * big_r * big_s)
        + (q * s).sum() / (2 * big_s**2)
    )
    return float(np.sqrt(variance))


def _class(delta: float, error: float, p: float) -> Literal["A", "B", "C"]:
    size = abs(delta)
    if size < 1 or p >= 0.05:
        return "A"
    surely = math.isnan(error) or size - 1 > _NORMAL_95 * error
    return "C" if size >= 1.5 and surely else "B"
