"""How far a quiz's total can be relied on: internal consistency, its interval, and the standard error of a score."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from nastava.reports.statistics_distributions import f_quantile

#: Under so many items a coefficient says little, and a report warns.
FEW_ITEMS = 10


@dataclass(frozen=True)
class Reliability:
    """A coefficient with its interval, and the standard error of measurement in points.

    ``low`` and ``high`` are NaN where no interval can be had.
    """

    coefficient: Literal["KR-20", "Cronbach's alpha"]
    value: float
    low: float
    high: float
    confidence: float
    error: float
    students: int
    items: int

    @property
    def few_items(self) -> bool:
        """Whether it rests on so few items that it says little."""
        return self.items < FEW_ITEMS


def reliability(scores: ArrayLike, of: ArrayLike, confidence: float = 0.95) -> Reliability | None:
    """Return KR-20 where every item is right or wrong, else Cronbach's alpha; None where there is none.

    There is none with fewer than two items or students, nor where everybody has the same total. Entries that are NaN
    (not reached) count as no points, as they do in the total.

    Source: see ``kr20``, ``cronbach_alpha``, ``feldt_interval`` and ``standard_error``.

    Args:
        scores: points, students by items.
        of: points to be had, by item.
        confidence: of the interval.

    Example:
        >>> reliability([[1, 1], [0, 0], [1, 0]], [1, 1]).coefficient
        'KR-20'
    """
    table, most = np.nan_to_num(np.atleast_2d(np.asarray(scores, dtype=float))), np.asarray(of, dtype=float)
    dichotomous = bool(((table == 0) | (table == most)).all()) if table.size else False
    # Equal points are what KR-20 supposes: it knows only right and wrong.
    same = dichotomous and len(set(most.tolist())) == 1
    value = kr20(table / most) if same else cronbach_alpha(table)
    if np.isnan(value):
        return None
    n, k = table.shape
    low, high = feldt_interval(value, n, k, confidence)
    error = standard_error(table.sum(axis=1), value)
    return Reliability("KR-20" if same else "Cronbach's alpha", value, low, high, confidence, error, n, k)


def kr20(right: ArrayLike) -> float:
    """Return Kuder and Richardson's coefficient 20 of right (1) and wrong (0) responses; NaN without any variance.

    Source: Kuder & Richardson (1937), "The theory of the estimation of test reliability", *Psychometrika* 2, 151-160,
    formula 20. All variances are those of the students themselves (division by their number).

    Args:
        right: students by items.

    Example:
        >>> round(kr20([[1, 1, 1], [1, 1, 0], [1, 0, 0], [0, 0, 0]]), 6)
        0.75
    """
    table = np.atleast_2d(np.asarray(right, dtype=float))
    students, items = table.shape
    variance = float(table.sum(axis=1).var()) if students else 0.0
    if students < 2 or items < 2 or variance < 1e-12:
        return float("nan")
    p = table.mean(axis=0)
    return float(items / (items - 1) * (1 - (p * (1 - p)).sum() / variance))


def cronbach_alpha(scores: ArrayLike) -> float:
    """Return Cronbach's alpha of points, students by items; NaN without any variance.

    Source: Cronbach (1951), "Coefficient alpha and the internal structure of tests", *Psychometrika* 16, 297-334.

    Example:
        >>> round(cronbach_alpha([[2, 4], [1, 2], [3, 3]]), 6)
        0.666667
    """
    table = np.atleast_2d(np.asarray(scores, dtype=float))
    students, items = table.shape
    if students < 2 or items < 2:
        return float("nan")
    variance = float(table.sum(axis=1).var(ddof=1))
    if variance < 1e-12:
        return float("nan")
    return float(items / (items - 1) * (1 - table.var(axis=0, ddof=1).sum() / variance))


def feldt_interval(alpha: float, students: int, items: int, confidence: float = 0.95) -> tuple[float, float]:
    """Return the confidence interval of an alpha or a KR-20.

    Source: Feldt, Woodruff & Salih (1987), "Statistical inference for coefficient alpha", *Applied Psychological
    Measurement* 11, 93-103.

    Args:
        alpha: the coefficient.
        students: their number.
        items: their number.
        confidence: of the interval.

    Example:
        >>> [round(bound, 3) for bound in feldt_interval(0.8, 41, 26)]
        [0.7, 0.879]
    """
    if students < 2 or items < 2:
        return float("nan"), float("nan")
    d1, d2 = students - 1, (students - 1) * (items - 1)
    tail = (1 - confidence) / 2
    return (
        1 - (1 - alpha) * f_quantile(1 - tail, d1, d2),
        1 - (1 - alpha) * f_quantile(tail, d1, d2),
    )


def standard_error(totals: ArrayLike, coefficient: float) -> float:
    """Return the standard error of measurement, in points: how far a student's total is from what it would be on average.

    NaN with one student; a coefficient below zero counts as zero.

    Source: Lord & Novick (1968), *Statistical Theories of Mental Test Scores*, 3.4; Harvill (1991), *Educational
    Measurement: Issues and Practice* 10(2), 33-41.

    Args:
        totals: the students' totals.
        coefficient: their reliability.

    Example:
        >>> standard_error([1, 2, 3], 0.75)
        0.5
    """
    sums = np.asarray(totals, dtype=float)
    if len(sums) < 2:
        return float("nan")
    return float(sums.std(ddof=1) * np.sqrt(1 - min(max(coefficient, 0.0), 1.0)))
