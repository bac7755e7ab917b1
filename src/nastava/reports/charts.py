"""The report's two pictures, as SVG whose colours are those of the page."""

from __future__ import annotations

import math
from collections.abc import Sequence
from html import escape

import numpy as np

from nastava.reports.model import QuizReport
from nastava.reports.words import number, percent, word

_WIDTH = 860
#: Most bars of the score distribution.
_BARS = 20


def bins(scores: Sequence[float], of: float) -> tuple[list[int], list[float]]:
    """Return how many scores lie in each bin, and the bins' edges from zero to the most that was earned or can be.

    Example:
        >>> bins([0, 1, 2, 2], 2)
        ([1, 3], [0.0, 1.0, 2.0])
    """
    most = max([of, *scores]) or 1.0
    step = max(1, math.ceil(most / _BARS))
    edges = [float(edge) for edge in range(0, math.ceil(most / step) * step + step, step)]
    counts, _edges = np.histogram(np.asarray(scores), bins=edges)
    return counts.tolist(), edges


def histogram(scores: Sequence[float], of: float, mean: float, language: str) -> str:
    """Return the distribution of scores, with a line at the mean."""
    counts, edges = bins(scores, of)
    height, bottom, top, left = 210, 34, 26, 12
    wide = (_WIDTH - 2 * left) / len(counts)
    tallest = max(counts)

    def x_of(score: float) -> float:
        return left + (_WIDTH - 2 * left) * score / edges[-1]

    bars = []
    for place, count in enumerate(counts):
        tall = (height - bottom - top) * count / tallest
        x, y = left + place * wide, height - bottom - tall
        if count:
            bars.append(
                f'<rect class="bar" x="{x + 1:.1f}" y="{y:.1f}" width="{wide - 2:.1f}" height="{tall:.1f}"/>'
            )
            bars.append(f'<text x="{x + wide / 2:.1f}" y="{y - 5:.1f}" text-anchor="middle">{count}</text>')
    labels = [
        f'<text x="{x_of(edge):.1f}" y="{height - 14}" text-anchor="middle">{edge:g}</text>'
        for edge in edges[:: max(1, len(edges) // 10)]
    ]
    at = x_of(mean)
    side = "end" if at > _WIDTH * 0.8 else "start"
    said = f"{word('mean', language)} {number(mean, language, 1)}"
    line = (
        f'<line class="mark" x1="{at:.1f}" x2="{at:.1f}" y1="2" y2="{height - bottom}"/>'
        f'<text class="strong" x="{at + (-6 if side == "end" else 6):.1f}" y="11" text-anchor="{side}">{escape(said)}</text>'
    )
    rule = f'<line class="rule" x1="0" x2="{_WIDTH}" y1="{height - bottom}" y2="{height - bottom}"/>'
    told = "; ".join(f"{low:g}–{high:g}: {n}" for n, low, high in zip(counts, edges, edges[1:], strict=False))
    return _svg(
        height, f"{word('scores', language)}, {word('shape', language)}: {told}", [*bars, rule, line, *labels]
    )


def item_map(quiz: QuizReport, language: str) -> str:
    """Return the items by how many solved them and how well they tell students apart; '' where that is unknown."""
    dots = [
        (item.facility, item.item_rest, item)
        for item in quiz.items
        if item.facility is not None and item.item_rest is not None
    ]
    if len(dots) < 2:
        return ""
    height, left, bottom, top = 340, 52, 42, 14
    low = 0.2 * min(0, math.floor(5 * min(rest for _f, rest, _i in dots)))
    high = 0.2 * max(3, math.ceil(5 * max(rest for _f, rest, _i in dots)))

    def place(solved: float, rest: float) -> tuple[float, float]:
        x = left + 14 + (_WIDTH - left - 34) * solved
        return x, height - bottom - (height - bottom - top) * (rest - low) / (high - low)

    parts = []
    for tenth in range(round(low * 10), round(high * 10) + 1, 2):
        _x, y = place(0, tenth / 10)
        line = "rule" if tenth else "zero"
        parts.append(f'<line class="{line}" x1="{left}" x2="{_WIDTH}" y1="{y:.1f}" y2="{y:.1f}"/>')
        parts.append(
            f'<text x="{left - 8}" y="{y + 4:.1f}" text-anchor="end">{number(tenth / 10, language, 1)}</text>'
        )
    for share in (0, 0.25, 0.5, 0.75, 1):
        x, _y = place(share, 0)
        parts.append(f'<text x="{x:.1f}" y="{height - 22}" text-anchor="middle">{percent(share, language)}</text>')  # fmt: skip
    parts.append(
        f'<text class="strong" x="{_WIDTH}" y="{height - 4}" text-anchor="end">{escape(word("facility", language))} →</text>'
    )
    parts.append(
        f'<text class="strong" x="{left + 6}" y="{top - 3}">↑ {escape(word("item-rest", language))}</text>'
    )
    taken: list[tuple[float, float]] = []
    for solved, rest, _item in sorted(dots, key=lambda one: one[2].number):
        x, y = place(solved, rest)
        bad = " bad" if rest < 0 else ""
        parts.append(f'<circle class="dot{bad}" cx="{x:.1f}" cy="{y:.1f}" r="4"/>')
        taken.append((x, y))
    for (x, y), (_s, _r, item) in zip(list(taken), sorted(dots, key=lambda one: one[2].number), strict=True):
        spot = _free((x, y), taken)
        taken.append(spot)
        parts.append(f'<text class="strong" x="{spot[0]:.1f}" y="{spot[1] + 4:.1f}" text-anchor="middle">{item.number}</text>')  # fmt: skip
    told = "; ".join(f"{item.number}: {percent(solved, language)}, {number(rest, language)}" for solved, rest, item in dots)  # fmt: skip
    return _svg(height, f"{word('map', language)}: {told}", parts)


def _free(dot: tuple[float, float], taken: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """Return a place beside a dot that no other dot or number has."""
    around = [
        (dot[0] + far * math.cos(turn), dot[1] + far * math.sin(turn))
        for far in (13, 20, 28)
        for turn in (-math.pi / 4, 0, math.pi / 4, -math.pi / 2, math.pi / 2, math.pi, 5 * math.pi / 4)
    ]
    return next(
        (spot for spot in around if all(math.dist(spot, other) > 11 for other in taken if other != dot)),
        around[0],
    )


def _svg(height: int, told: str, parts: Sequence[str]) -> str:
    return (
        f'<svg viewBox="0 0 {_WIDTH} {height}" role="img" aria-label="{escape(told)}">{"".join(parts)}</svg>'
    )
