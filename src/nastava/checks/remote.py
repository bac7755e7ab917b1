"""What a trusted kernel and the grader tell each other: questions to the student, and what a cell's checks gave.

The trusted kernel runs the tests of one submission and never any code of the student's. ``student`` asks the
student's kernel by way of the grader, who also decides what a report is worth.
"""

from __future__ import annotations

import math
import re
import socket
import sys
from typing import Any

from nastava.checks import cells
from nastava.checks.asking import Student
from nastava.checks.collection import Checks
from nastava.checks.reasons import Reason
from nastava.checks.score import Result
from nastava.checks.unavailable import Unavailable, UnavailableError, reason_of
from nastava.checks.wire import packed, receive

_LONGEST = 2_000
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


class Line:
    """Carries questions to the grader and answers back; stands behind ``student`` in a trusted kernel.

    Args:
        connection: a connected socket.
    """

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection
        self._number = 0

    def ask(self, question: str) -> str:
        """Return the answer that belongs to the question.

        Raises:
            ConnectionError: the grader is gone, which ends the test cell.
        """
        self._number += 1
        self._connection.sendall(packed({"n": self._number, "ask": question}))
        while True:
            message = receive(self._connection)
            if message["n"] == self._number:  # an interrupted question may have left its answer behind
                return str(message["answer"])


class Session:
    """What is known of the cell that ran last.

    Args:
        student: the student of the tests; what it could not give is part of the report.
        check: the collector of the tests.
    """

    def __init__(self, student: Student, check: Checks) -> None:
        self._student = student
        self._check = check
        self._last: Any = None

    def finished(self, result: Any) -> None:
        """Keep what IPython says of a cell that has ended."""
        self._last = result

    def report(self) -> dict[str, Any]:
        """Return what the cell gave, as JSON-able data.

        Example:
            >>> session = Session(Student.of({"total": 27}), check := Checks())
            >>> check("The total", session._student.value("total"), equals=27)
            >>> [(one["what"]["en"], one["reason"]) for one in session.report()["checks"]]
            [('The total', None)]
        """
        scored = self._check.scored
        results = scored.results if scored is not None else self._check.results
        last = self._last
        error = (last.error_before_exec or last.error_in_exec) if last is not None else None
        return {
            "checks": [_result(one) for one in results],
            "of": scored.of if scored is not None else None,
            "language": scored.language if scored is not None else None,
            "value": _value(last.result) if last is not None else None,
            "error": _error(error) if error is not None else None,
            "missing": [_reason(reason) for reason in self._student.missing],
            "figures": [_reason(words) for words in self._student.figures],
        }


def _result(one: Result) -> dict[str, Any]:
    return {
        "what": _reason(one.what),
        "points": one.points,
        "reason": _reason(one.reason) if one.reason is not None else None,
        "hint": _reason(one.hint) if one.hint else None,
    }


def _value(value: object) -> Any:
    """Return a number or truth as such; anything else that a cell ends with says nothing of points."""
    if isinstance(value, Unavailable):
        return {"missing": _reason(reason_of(value))}
    numpy = sys.modules.get("numpy")
    if numpy is not None and isinstance(value, (numpy.bool_, numpy.number)):
        value = value.item()
    if isinstance(value, bool):
        return value
    if isinstance(value, (int, float)):
        number = _finite(value)
        return number if number is not None else "odd"
    return None


def _finite(value: float) -> float | None:
    try:
        number = float(value)
    except OverflowError:
        return None
    return number if math.isfinite(number) else None


def _error(error: BaseException) -> dict[str, Any]:
    kind = "test"
    if isinstance(error, AssertionError):
        kind = "assertion"
    elif isinstance(error, UnavailableError):
        kind = "missing"
    try:
        said = str(error)
    except Exception:  # noqa: BLE001 - an error may hold a value that can't be shown
        said = ""
    reason = _reason(error.reason) if isinstance(error, UnavailableError) else None
    line, own = _place(error)
    return {
        "kind": kind, "name": type(error).__name__, "said": _clean(said), "reason": reason, "line": line, "own": own
    }  # fmt: skip


def _place(error: BaseException) -> tuple[int | None, bool]:
    """Return the cell's line in which it stopped, and whether the cells' own code raised, or a library that it calls."""
    shell = cells.shell()
    line, own, step = None, False, error.__traceback__
    while step is not None:
        own = shell is not None and step.tb_frame.f_globals is shell.user_ns
        if own and step.tb_frame.f_code.co_name == "<module>":
            line = step.tb_lineno
        step = step.tb_next
    return line, own


def _reason(reason: Reason) -> dict[str, str]:
    return {str(code)[:20]: _clean(text) for code, text in reason.items()}


def _clean(text: object) -> str:
    return _CONTROL.sub("�", str(text)[:_LONGEST])
