"""Statistics of single items, as pure functions on arrays.

``scores`` has a row per student and a column per item; NaN stands where an item was not reached, and such entries are
left out. Where a number can't be had (nobody answered, all alike, one student) it is NaN, never an error.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]
#: With fewer students than this, no statement on discrimination is made.
LEAST_STUDENTS = 30
#: Share of the class in the upper and in the lower group.
GROUP = 0.27


def facility(scores: ArrayLike, of: ArrayLike) -> Array:
    """Return the mean share of its points that each item earned, 1 where everybody had all of them.

    Source: Crocker & Algina (1986), *Introduction to Classical and Modern Test Theory*, ch. 14, "item difficulty";
    Moodle calls it facility index.

    Args:
        scores: points, students by items.
        of: points to be had, by item.

    Example:
        >>> facility([[1, 0], [1, 2]], [1, 2]).tolist()
        [1.0, 0.5]
    """
    return np.asarray(_mean(_table(scores)) / np.asarray(of, dtype=float))


def item_rest(scores: ArrayLike) -> Array:
    """Return each item's correlation with the sum of all the others; for right/wrong items the corrected point-biserial.

    NaN where the item or the rest is the same for everybody, and with fewer than three students.

    Source: Henrysson (1963), "Correction of item-total correlations in item analysis", *Psychometrika* 28, 211-218.

    Example:
        >>> item_rest([[1, 1, 1], [1, 1, 0], [0, 1, 0], [0, 0, 0]]).round(6).tolist()
        [0.707107, 0.522233, 0.522233]
    """
    table = _table(scores)
    rests = np.nansum(table, axis=1, keepdims=True) - np.nan_to_num(table)
    return np.array([correlation(table[:, k], rests[:, k]) for k in range(table.shape[1])])


def correlation(one: ArrayLike, other: ArrayLike) -> float:
    """Return Pearson's correlation over the pairs that are complete, or NaN where it has no meaning.

    Source: Pearson (1896), *Philosophical Transactions of the Royal Society A* 187, 253-318.

    Example:
        >>> correlation([1, 2, 3], [2, 4, 6]), correlation([1, 1, 1], [1, 2, 3])
        (1.0, nan)
    """
    x, y = np.asarray(one, dtype=float), np.asarray(other, dtype=float)
    whole = ~(np.isnan(x) | np.isnan(y))
    x, y = x[whole], y[whole]
    if len(x) < 3:
        return float("nan")
    x, y = x - x.mean(), y - y.mean()
    spread = float(np.sqrt((x @ x) * (y @ y)))
    # What rounding leaves of "all alike" is no spread.
    if np.ptp(x) < 1e-12 or np.ptp(y) < 1e-12 or spread == 0:
        return float("nan")
    return float(np.clip((x @ y) / spread, -1, 1))


def discrimination_index(scores: ArrayLike, of: ArrayLike, share: float = GROUP) -> Array:
    """Return by how much the strongest students did better at each item than the weakest: -1 to 1.

    Strength is the sum over all items. Students who stand equal at the border of a group count in part, so that the order
    of the rows plays no part.

    Source: Kelley (1939), "The selection of upper and lower groups for the validation of test items", *Journal of
    Educational Psychology* 30, 17-24; Ebel & Frisbie (1991), *Essentials of Educational Measurement*, ch. 13.

    Args:
        scores: points, students by items.
        of: points to be had, by item.
        share: of the students in each group.

    Example:
        >>> discrimination_index([[1], [1], [0], [0]], [1], share=0.25).tolist()
        [1.0]
    """
    table = _table(scores)
    upper, lower = groups(np.nansum(table, axis=1), share)
    return np.asarray((_mean(table, upper) - _mean(table, lower)) / np.asarray(of, dtype=float))


def groups(totals: ArrayLike, share: float = GROUP) -> tuple[Array, Array]:
    """Return each student's weight (0 to 1) in the upper and in the lower group.

    Source: as for ``discrimination_index``.

    Example:
        >>> groups([3, 2, 2, 1], share=0.5)[0].tolist()
        [1.0, 0.5, 0.5, 0.0]
    """
    strength = np.asarray(totals, dtype=float)
    size = max(1, round(len(strength) * share)) if len(strength) > 1 else 0
    return _highest(strength, size), _highest(-strength, size)


def _highest(values: Array, size: int) -> Array:
    if not size:
        return np.zeros(len(values))
    border = np.sort(values)[-size]
    above, equal = values > border, values == border
    return np.asarray(above + equal * ((size - above.sum()) / equal.sum()))


@dataclass(frozen=True)
class Chosen:
    """How one option did: who chose it, and how well they did on the rest of the quiz.

    ``mean_rest``: mean share of the points of all other items, of those who chose it; NaN where nobody did; ``error`` is its
    standard error. ``upper`` and ``lower``: share of the strongest and of the weakest group that chose it.
    """

    option: str
    key: bool
    count: int
    share: float
    mean_rest: float
    error: float
    upper: float
    lower: float


def distractors(
    chosen: ArrayLike, rest: ArrayLike, options: Sequence[str], keys: Sequence[bool], share: float = GROUP
) -> tuple[Chosen, ...]:
    """Return the table of options.

    Source: Haladyna & Rodriguez (2013), *Developing and Validating Test Items*, ch. 18 (choice means and trace lines).

    Args:
        chosen: students by options, 1 where the option was chosen, 0 where not, NaN where nothing was answered.
        rest: each student's share of the points of all other items.
        options: ids.
        keys: whether each is right.
        share: of the students in the upper and lower group.

    Example:
        >>> [row.mean_rest for row in distractors([[1, 0], [0, 1]], [0.8, 0.4], ["a", "b"], [True, False])]
        [0.8, 0.4]
    """
    table, others = _table(chosen), np.asarray(rest, dtype=float)
    answered = ~np.isnan(table).all(axis=1) if table.size else np.zeros(len(table), dtype=bool)
    table, others = table[answered], others[answered]
    upper, lower = groups(others, share)
    counts = np.nansum(table, axis=0)
    return tuple(
        Chosen(
            option=option,
            key=bool(key),
            count=int(counts[k]),
            share=float(counts[k] / len(table)) if len(table) else float("nan"),
            mean_rest=float(others[table[:, k] == 1].mean()) if counts[k] else float("nan"),
            error=_error(others[table[:, k] == 1]),
            upper=float(_mean(table[:, [k]], upper)[0]),
            lower=float(_mean(table[:, [k]], lower)[0]),
        )
        for k, (option, key) in enumerate(zip(options, keys, strict=True))
    )


def not_reached(answered: ArrayLike) -> NDArray[np.bool_]:
    """Return which entries were not reached: nothing was answered there nor at any later item.

    All other gaps are blanks: the student went on and left that one out. Who answered nothing at all reached nothing.

    Source: Lord (1974), "Estimation of latent ability and item parameters when there are omitted responses",
    *Psychometrika* 39, 247-264, which tells omitted from not reached in this way.

    Args:
        answered: students by items, in the order asked.

    Example:
        >>> not_reached([[True, False, True, False]]).tolist()
        [[False, False, False, True]]
    """
    given = np.asarray(answered, dtype=bool)
    later = np.flip(np.logical_or.accumulate(np.flip(given, axis=1), axis=1), axis=1)
    return np.asarray(~later)


def median_time(seconds: ArrayLike) -> Array:
    """Return the median of the seconds spent on each item; NaN where nobody's time is known.

    Source: van der Linden (2009), "Conceptual issues in response-time modeling", *Journal of Educational Measurement* 46,
    247-272: times have a long tail to the right, so that a mean says little.

    Example:
        >>> median_time([[10], [20], [600]]).tolist()
        [20.0]
    """
    table = _table(seconds)
    return np.array([_median(column) for column in table.T])


def guess_score(chances: ArrayLike, of: ArrayLike) -> float:
    """Return the points that random answering earns on average.

    Source: Moodle's quiz statistics, "random guess score"; the chance of each item is that of ``nastava check``.

    Args:
        chances: share of its points that guessing earns, by item.
        of: points to be had, by item.

    Example:
        >>> guess_score([0.25, 0.5], [1, 2])
        1.25
    """
    return float(np.asarray(chances, dtype=float) @ np.asarray(of, dtype=float))


def _error(values: Array) -> float:
    return float(values.std(ddof=1) / np.sqrt(len(values))) if len(values) > 1 else float("nan")


def _median(column: Array) -> float:
    known = column[~np.isnan(column)]
    return float(np.median(known)) if len(known) else float("nan")


def _table(values: ArrayLike) -> Array:
    return np.atleast_2d(np.asarray(values, dtype=float))


def _mean(table: Array, weights: Array | None = None) -> Array:
    """Return weighted means by column of what is there; NaN where nothing is."""
    weight = (~np.isnan(table)) * (np.ones(len(table)) if weights is None else weights)[:, None]
    total = weight.sum(axis=0)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray((np.nan_to_num(table) * weight).sum(axis=0) / np.where(total > 0, total, np.nan))
