"""The test's side of a conversation with a learner's notebook."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Protocol

from nastava.checks import cells, reasons
from nastava.checks.encoding import decode, dump, encode, load
from nastava.checks.figures import FigureDescription
from nastava.checks.in_words import in_words
from nastava.checks.limits import EncodingError
from nastava.checks.quiet import OutOfTimeError, within
from nastava.checks.responder import Responder
from nastava.checks.unavailable import Unavailable
from nastava.errors import CheckError
from nastava.text import LANGUAGES

_LONGEST_REASON = 600
#: Seconds for making a value of an answer.
_SECONDS = 10.0
#: Reasons and figures that are remembered of one cell.
_MOST_KEPT = 20
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


class Backing(Protocol):
    """Carries a question to the notebook and its answer back, both JSON text (see ``responder``)."""

    def ask(self, question: str) -> str:
        """Return the notebook's answer. What it says is checked; what it raises ends the test cell."""


class Student:
    """The learner's notebook, seen from a test.

    Whatever can't be given comes as an ``Unavailable``, which ``check`` turns into a failed check.

    Args:
        backing: where to ask; by default the notebook that this kernel runs.

    Example:
        >>> notebook = Student.of({"total": 8400, "triple": lambda number: 3 * number})
        >>> notebook.value("total"), notebook.call("triple", 12)
        (8400, 36)
        >>> notebook.value("Total")
        <unavailable: Nothing is called 'Total' yet, but there is 'total'. Capital letters matter.>
    """

    def __init__(self, backing: Backing | None = None) -> None:
        self._backing = backing
        self._missing: list[reasons.Reason] = []
        self._figures: list[reasons.Reason] = []

    @property
    def missing(self) -> tuple[reasons.Reason, ...]:
        """Why what was asked for last could not be given, in the order of asking."""
        return tuple(self._missing)

    @property
    def figures(self) -> tuple[reasons.Reason, ...]:
        """The figures that were asked for last, each in words."""
        return tuple(self._figures)

    def forget(self) -> None:
        """Begin afresh with ``missing`` and ``figures``, as a new cell does.

        Example:
            >>> someone = Student.of({})
            >>> _ = someone.value("total")
            >>> someone.forget()
            >>> someone.missing
            ()
        """
        self._missing, self._figures = [], []

    @classmethod
    def of(cls, namespace: Mapping[str, object]) -> Student:
        """Return a student with these variables; outside a notebook give it ``globals()``.

        Example:
            >>> Student.of({"nations": 27}).value("nations")
            27
        """
        return cls(Responder(lambda: namespace))

    def connect(self, backing: Backing | None) -> None:
        """Ask elsewhere from now on; None returns to this kernel's own notebook.

        Example:
            >>> someone = Student()
            >>> someone.connect(Responder(lambda: {"nations": 27}))
            >>> someone.value("nations")
            27
        """
        self._backing = backing

    def value(self, name: str) -> Any:
        """Return a detached copy of a variable: number, text, list, table, date and so on.

        Raises:
            CheckError: the name is no variable name (a mistake in the test).
        """
        return self._ask({"ask": "value", "name": _variable(name)})

    def call(self, name: str, /, *arguments: object, **keywords: object) -> Any:
        """Return what a function of the notebook gives for copies of these arguments.

        What it prints is not shown, and it has five seconds.

        Raises:
            CheckError: an argument can't be copied (a mistake in the test).
        """
        question = {
            "ask": "call",
            "name": _variable(name),
            "arguments": encode(list(arguments)),
            "keywords": encode(keywords),
        }
        return self._ask(question)

    def figure(self, name: str | None = None) -> Any:
        """Return the ``FigureDescription`` of a figure that the notebook drew.

        Args:
            name: a variable that holds the figure or its axes. Give it when the notebook draws more than
                one figure; without it ``fig`` and ``ax`` are looked at, then the figure drawn last.
        """
        answer = self._ask({"ask": "figure", "name": name if name is None else _variable(name)})
        if isinstance(answer, Unavailable):
            return answer
        try:
            figure = FigureDescription.from_plain(answer)
            words = in_words(figure)
        except (TypeError, KeyError, ValueError, AttributeError, OverflowError):
            return self._not_there(reasons.UNREADABLE)
        if words not in self._figures:
            self._figures = [*self._figures, words][-_MOST_KEPT:]
        return figure

    def _ask(self, question: dict[str, Any]) -> Any:
        backing = self._backing or _this_notebook()
        text = backing.ask(dump(question))
        try:
            with within(_SECONDS):
                answer = load(text)
                if "problem" in answer:
                    return self._not_there(_reason(answer["problem"]))
                return decode(answer["value"])
        except EncodingError as error:
            return self._not_there(error.reason)
        except OutOfTimeError:
            return self._not_there(reasons.TOO_BIG)
        except (TypeError, KeyError, AttributeError):  # an answer of another form
            return self._not_there(reasons.UNREADABLE)

    def _not_there(self, reason: reasons.Reason) -> Unavailable:
        self._missing = [*self._missing, reason][-_MOST_KEPT:]
        return Unavailable(reason)


def _this_notebook() -> Responder:
    variables = cells.namespace()  # outside the responder, which would make a reason of a missing notebook
    return Responder(lambda: variables, cells.last_drawn)


def _variable(name: str) -> str:
    if not str(name).isidentifier():
        raise CheckError(f"{name!r} is no name of a variable. Write it like student.value('total').")
    return name


def _reason(problem: Mapping[str, object]) -> reasons.Reason:
    """Take the notebook's word for why: a text for each language that there is, without codes for a screen."""
    texts = {
        code: _CONTROL.sub("�", text[:_LONGEST_REASON])
        for code in LANGUAGES
        if isinstance(text := problem.get(code), str) and text
    }
    return texts if "en" in texts else reasons.UNREADABLE
