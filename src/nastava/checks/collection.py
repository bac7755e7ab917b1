"""Collecting checks: points and reasons of one test cell."""

from __future__ import annotations

import math
import os
from collections.abc import Callable, Mapping
from typing import Any

from nastava.checks import cells
from nastava.checks.compare import CLOSE, lacking, mismatch, to_python
from nastava.checks.matching import Lacks
from nastava.checks.quiet import quietly
from nastava.checks.reasons import Reason
from nastava.checks.score import Result, Score
from nastava.checks.unavailable import Unavailable, reason_of
from nastava.errors import CheckError
from nastava.text import current_language

#: One language for all, or ``{"en": …, "sr": …}``.
Text = str | Mapping[str, str]

_NOTHING: Any = object()
_ROUNDING = 1e-9


class ChecksFailedError(CheckError):
    """Raised under nbgrader's Validate alone, which shows a learner nothing but an error's text."""


class Checks:
    """The checks of one test cell, from the first ``check(…)`` to ``check.score()``.

    A new cell begins with none, also when the one before ended half-way or is run again.

    Example:
        >>> check = Checks()
        >>> check("The total adds the three rows", 8400, equals=8400, points=2)
        >>> check("The share is a percentage", 0.21, close=21.3, hint="Multiply by 100.")
        >>> check.score(of=3)
        2.0
    """

    def __init__(self) -> None:
        self._results: list[Result] = []
        self._scored: Score | None = None

    @property
    def results(self) -> tuple[Result, ...]:
        """What was collected since the cell began, or since its last ``score``."""
        return tuple(self._results)

    @property
    def scored(self) -> Score | None:
        """The score that the cell has asked for, if it has."""
        return self._scored

    def __call__(
        self,
        what: Text,
        got: Any,
        *,
        equals: Any = _NOTHING,
        close: float = _NOTHING,
        contains: Any = _NOTHING,
        that: Callable[[Any], object] = _NOTHING,
        tolerance: float | None = None,
        points: float = 1,
        hint: Text | None = None,
    ) -> None:
        """Check one thing. Never raises because of what the learner did: that is a reason in the table.

        Args:
            what: the claim, as a sentence that is true of a right solution.
            got: what ``student`` gave; without a comparison it must be True.
            equals: the value expected; numbers as precisely as computers count, or within ``tolerance``.
            close: the number expected, within one per cent, or within ``tolerance``.
            contains: a part, or a list of parts, that text, a list, a dictionary or a table must hold.
            that: a function of the value that gives True, such as one of ``shows``, which say what is missing.
                Compute with the value here, not before.
            tolerance: how far a number may be off, in its own unit.
            points: what the check is worth; 0 for one that only teaches.
            hint: what a learner who failed should look at.

        Raises:
            CheckError: the check itself is wrong, for instance two comparisons or negative points.
        """
        cells.watch(self.forget)
        comparisons = {"equals": equals, "close": close, "contains": contains, "that": that}
        given = [name for name, value in comparisons.items() if value is not _NOTHING]
        if len(given) > 1:
            raise CheckError(f"check({what!r}): give {' or '.join(given)}, and a second check for the other.")
        if not _is_number(points) or points < 0:
            raise CheckError(f"check({what!r}): points={points!r} must be a number, 0 or more.")
        if isinstance(got, Unavailable):
            reason: Reason | None = reason_of(got)
        else:
            with quietly():
                reason = _judge(got, comparisons, tolerance)
        shown_hint = _localized(hint) if hint else None
        self._results.append(Result(_localized(what), float(points), reason, shown_hint))

    def score(self, of: float | None = None, language: str | None = None) -> Score:
        """Return the score of the cell, and begin afresh. Write it as the cell's last line.

        Args:
            of: the cell's points in nbgrader. In a released notebook the hidden tests are missing and the
                visible checks add up to less: there, passing them all shows full marks (Validate compares
                with the cell's points) and the table says how much is decided later.
            language: code of the language of the table; by default the learner's.

        Raises:
            CheckError: the points of the checks don't add up to ``of`` (a mistake in the test cell).
            ChecksFailedError: under Validate, when a check failed: the learner reads the reasons.

        Example:
            >>> Checks().score(language="en")
            0.0
        """
        results, self._results = self._results, []
        total = math.fsum(result.points for result in results)
        most = total if of is None else of
        if not _is_number(most) or most < 0:
            raise CheckError(f"check.score(of={of!r}): write the cell's points, a number, 0 or more.")
        differs = abs(total - most) > _ROUNDING
        # Hidden tests are back when nbgrader grades, so then nothing may be missing.
        if differs and (total > most or os.environ.get("NBGRADER_EXECUTION") == "autograde"):
            raise CheckError(
                f"check.score(of={most:g}): the checks of this cell add up to {total:g} points. "
                f"Change their points, or of= and the cell's points, so that both agree."
            )
        earned = math.fsum(result.points for result in results if result.passed)
        if differs and results and all(result.passed for result in results):
            earned = most
        score = Score(min(max(earned, 0.0), most), most, results, current_language(language))
        if os.environ.get("NBGRADER_EXECUTION") == "validate" and not all(r.passed for r in results):
            raise ChecksFailedError("\n" + score.to_text())
        self._scored = score
        return score

    def forget(self) -> None:
        """Drop what was collected.

        Example:
            >>> check = Checks()
            >>> check("Left over from a cell that ended half-way", False)
            >>> check.forget()
            >>> check.score(language="en").results
            ()
        """
        self._results, self._scored = [], None


def _judge(got: Any, comparisons: Mapping[str, Any], tolerance: float | None) -> Reason | None:
    try:
        if comparisons["equals"] is not _NOTHING:
            return mismatch(got, comparisons["equals"], tolerance)
        if comparisons["close"] is not _NOTHING:
            return mismatch(got, comparisons["close"], tolerance, relative=CLOSE)
        if comparisons["contains"] is not _NOTHING:
            return lacking(got, comparisons["contains"])
        that = comparisons["that"]
        given = to_python(got) is True if that is _NOTHING else that(got)  # a bare 5 is not yes
        if isinstance(given, Lacks):
            return given.reason
        holds = bool(given)
    except Exception as error:  # noqa: BLE001 - the test met a value of a form that it did not expect
        said = f"{type(error).__name__}: {error}"[:120]
        return {
            "en": f"The value has a form that this check does not fit ({said}).",
            "sr": f"Vrijednost ima oblik koji ovoj provjeri ne odgovara ({said}).",
        }
    return None if holds else {"en": "This does not hold yet.", "sr": "Ovo još ne važi."}


def _localized(text: Text) -> Reason:
    return {"en": text} if isinstance(text, str) else dict(text)


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value)
