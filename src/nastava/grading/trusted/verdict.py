"""What a trusted test is worth: from the kernel's report to points, reasons, and what a person must look at."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from nastava.checks.reasons import Reason
from nastava.checks.score import Result
from nastava.grading.words import (
    ALL_PASSED,
    ASSERTION_FAILED,
    COMPUTED_TOO_EARLY,
    NAME_UNKNOWN,
    ODD_NUMBER,
    ODD_REPORT,
    PART_OF_THE_POINTS,
    POINTS_DIFFER,
    TEST_STOPPED,
    TEST_UNREADABLE,
    THE_TEST,
)
from nastava.text import WRITTEN
from nastava.text.messages import Notice, notice

_ROUNDING = 1e-9
Finite = Field(allow_inf_nan=False)


class _Strict(BaseModel):
    model_config = ConfigDict(strict=True, frozen=True, extra="forbid")


class _Check(_Strict):
    what: dict[str, str]
    points: float = Field(ge=0, allow_inf_nan=False)
    reason: dict[str, str] | None
    hint: dict[str, str] | None


class _Missing(_Strict):
    missing: dict[str, str]


class _Error(_Strict):
    kind: Literal["assertion", "missing", "test"]
    name: str
    said: str
    reason: dict[str, str] | None
    line: int | None
    own: bool


class Report(_Strict):
    """The report of a trusted kernel on one cell; see ``nastava.checks.remote``."""

    checks: list[_Check] = Field(max_length=1_000)
    of: float | None = Finite
    language: str | None
    value: bool | float | Literal["odd"] | _Missing | None
    error: _Error | None
    missing: list[dict[str, str]]
    figures: list[dict[str, str]]


@dataclass(frozen=True)
class Outcome:
    """What a test gave: ``points`` from zero to ``of``, the rows of the table, and what only the instructor reads.

    ``by_hand`` says that a person must look: the test itself is at fault, so that its points say nothing.
    """

    points: float
    of: float
    results: tuple[Result, ...]
    language: str | None = None
    figures: tuple[Reason, ...] = ()
    said: tuple[Notice, ...] = ()
    by_hand: bool = False


def verdict(text: str, most: float, *, has_checks: bool, hidden: frozenset[int] = frozenset()) -> Outcome:
    """Return what a cell earned.

    Args:
        text: the trusted kernel's report.
        most: the cell's points in the gradebook.
        has_checks: whether the cell's source calls ``check``; then a cell without any check is no full marks.
        hidden: the lines of the cell that are hidden tests: what a library says of them may hold the key.
    """
    try:
        report = Report.model_validate_json(text)
    except ValidationError:
        return failed(most, notice(ODD_REPORT))
    outcome = _judge(report, most, hidden, has_checks=has_checks)
    return Outcome(
        outcome.points, most, outcome.results, report.language, tuple(report.figures), outcome.said, outcome.by_hand
    )  # fmt: skip


def failed(most: float, *said: Notice) -> Outcome:
    """Return the outcome of a test that is at fault itself: no points, and a person looks.

    Example:
        >>> failed(2.0, notice(ODD_REPORT)).by_hand
        True
    """
    return Outcome(0.0, most, (_row(most, told(notice(TEST_UNREADABLE))),), said=said, by_hand=True)


def _judge(report: Report, most: float, hidden: frozenset[int], *, has_checks: bool) -> Outcome:
    results = tuple(_result(check) for check in report.checks)
    earned = math.fsum(result.earned for result in results)
    if report.error is not None:
        return _stopped(report, report.error, results, most, hidden)
    if results or has_checks:
        total = report.of if report.of is not None else math.fsum(result.points for result in results)
        if abs(total - most) > _ROUNDING:
            odd = notice(POINTS_DIFFER, total=f"{total:g}", of=f"{most:g}")
            rest = (_row(most - total, told(notice(TEST_UNREADABLE))),) if total < most else ()
            return Outcome(min(earned, most), most, (*results, *rest), said=(odd,), by_hand=True)
        return Outcome(min(earned, most), most, results)
    return _without_checks(report, most)


def _stopped(
    report: Report, error: _Error, results: tuple[Result, ...], most: float, hidden: frozenset[int]
) -> Outcome:
    """Judge a cell that ended with an error: the student's doing, or the test's own."""
    if error.kind == "assertion":
        return Outcome(0.0, most, (*_for_nothing(results), _row(most, _why(report, error, hidden))))
    if error.kind == "missing":
        earned = min(math.fsum(result.earned for result in results), most)
        rest = max(most - math.fsum(result.points for result in results), 0.0)
        row = _row(rest, error.reason or told(notice(ASSERTION_FAILED)))
        said = (notice(COMPUTED_TOO_EARLY),) if results else ()
        return Outcome(earned, most, (*results, row), said=said)
    words = NAME_UNKNOWN if error.name == "NameError" else TEST_STOPPED
    return failed(most, notice(words, error=f"{error.name}: {error.said}"))


def _without_checks(report: Report, most: float) -> Outcome:
    """Judge a plain test cell, as nbgrader does: a number is the points, nothing is all of them."""
    value = report.value
    if isinstance(value, _Missing):
        return Outcome(0.0, most, (_row(most, value.missing),))
    if value is False:
        return Outcome(0.0, most, (_row(most, told(notice(ASSERTION_FAILED))),))
    if value is None or value is True:
        return Outcome(most, most, (_row(most, None),))
    if value == "odd" or not 0 <= value <= most + _ROUNDING:
        return failed(most, notice(ODD_NUMBER, of=f"{most:g}"))
    points = min(value, most)
    if points == most:
        return Outcome(most, most, (_row(most, None),))
    words = told(notice(PART_OF_THE_POINTS if points else ASSERTION_FAILED))
    reason = report.missing[-1] if report.missing else words
    return Outcome(points, most, (_row(most, reason, points),))


def _for_nothing(results: tuple[Result, ...]) -> tuple[Result, ...]:
    """Return rows that keep their reasons and earn nothing, before an assertion that failed."""
    return tuple(Result(one.what, 0.0, one.reason, one.hint) for one in results)


def _why(report: Report, error: _Error, hidden: frozenset[int]) -> Reason:
    """Return the instructor's words of an assertion, and why a value was missing; else only that it failed."""
    shown = error.own or (error.line is not None and error.line not in hidden)
    words = dict.fromkeys(WRITTEN, error.said) if shown and error.said else None
    if not report.missing:
        return words or told(notice(ASSERTION_FAILED))
    missing = report.missing[-1]
    return (
        {code: f"{words[code]} {missing.get(code, missing['en'])}" for code in WRITTEN} if words else missing
    )


def _row(points: float, reason: Reason | None, part: float | None = None) -> Result:
    what = told(notice(ALL_PASSED)) if reason is None else told(notice(THE_TEST))
    return Result(what, points, reason, None, part)


def _result(check: _Check) -> Result:
    return Result(check.what, check.points, check.reason, check.hint)


def told(words: Notice) -> Reason:
    """Return a sentence in every written language.

    Example:
        >>> told(notice(THE_TEST))["en"]
        'The test of this exercise'
    """
    return {language: words.say(language) for language in WRITTEN}
