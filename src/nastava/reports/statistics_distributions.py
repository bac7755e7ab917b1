"""The few distributions that reports need, so that no library for statistics has to be installed."""

from __future__ import annotations

import math


def beta_cdf(x: float, a: float, b: float) -> float:
    """Return the regularised incomplete beta function.

    Source: continued fraction 26.5.8 of Abramowitz & Stegun (1964), evaluated by Lentz's method as in Press et al.
    (2007), *Numerical Recipes*, 6.4.

    Example:
        >>> round(beta_cdf(0.5, 2, 2), 12)
        0.5
    """
    if x <= 0 or x >= 1:
        return float(x >= 1)
    if x > (a + 1) / (a + b + 2):
        return 1 - beta_cdf(1 - x, b, a)
    front = math.exp(
        math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) + a * math.log(x) + b * math.log1p(-x)
    )
    return front * _fraction(x, a, b) / a


def _fraction(x: float, a: float, b: float) -> float:
    tiny = 1e-300
    c, d = 1.0, 1 / _off_zero(1 - (a + b) * x / (a + 1), tiny)
    value = d
    for m in range(1, 10_000):
        for step in (
            m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)),
            -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)),
        ):
            d = 1 / _off_zero(1 + step * d, tiny)
            c = _off_zero(1 + step / c, tiny)
            value *= c * d
        if abs(c * d - 1) < 1e-15:
            break
    return value


def _off_zero(value: float, tiny: float) -> float:
    return value if abs(value) > tiny else tiny


def f_quantile(share: float, d1: float, d2: float) -> float:
    """Return the value that an F distribution stays below with this probability.

    Source: 26.6.2 of Abramowitz & Stegun (1964): F is a transformed beta; its quantile is found by bisection.

    Args:
        share: between 0 and 1.
        d1: degrees of freedom of the numerator.
        d2: degrees of freedom of the denominator.

    Example:
        >>> round(f_quantile(0.95, 3, 12), 4)
        3.4903
    """
    low, high = 0.0, 1.0
    for _step in range(200):
        middle = (low + high) / 2
        if beta_cdf(middle, d1 / 2, d2 / 2) < share:
            low = middle
        else:
            high = middle
    x = (low + high) / 2
    return d2 * x / (d1 * (1 - x)) if x < 1 else math.inf


def chi2_tail(value: float) -> float:
    """Return the probability that a chi-squared variable with one degree of freedom exceeds the value.

    Source: 26.4.12 of Abramowitz & Stegun (1964), by way of the normal distribution.

    Example:
        >>> round(chi2_tail(3.841458820694124), 12)
        0.05
    """
    return math.erfc(math.sqrt(max(value, 0.0) / 2))
