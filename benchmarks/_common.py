"""What the benchmarks share: a clock, and tables that say plainly whether an aim is met."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Sequence


def seconds(work: Callable[[], object]) -> float:
    """Return how long it takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def spread(values: Sequence[float], unit: str = "ms", scale: float = 1000) -> str:
    """Return the median and, in brackets, the smallest and the largest."""
    low, middle, high = (scale * value for value in (min(values), statistics.median(values), max(values)))
    return f"{middle:8.1f} {unit} ({low:.1f} to {high:.1f})"


def verdict(what: str, value: float, aim: float, unit: str = "") -> str:
    """Return a line with a result, its aim (at most this), and whether it is met."""
    met = "met" if value <= aim else "NOT MET"
    return f"{what}: {value:.3g}{unit} (aim: at most {aim:.3g}{unit}; {met})"
