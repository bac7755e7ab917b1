"""The notebook's side of a conversation: answers what a test asks, from the notebook's own variables.

Question and answer are JSON text, so it makes no difference whether they stay in this kernel or travel:

    {"ask": "value", "name": "total"}
    {"ask": "call", "name": "triple", "arguments": [12], "keywords": {"$": "dict", "items": []}}
    {"ask": "figure", "name": "fig"}            # or null

    {"value": 8400}   or   {"problem": {"en": "…", "sr": "…"}}
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from nastava.checks import reasons
from nastava.checks.drawing import describe, find_figure
from nastava.checks.encoding import decode, dump, encode, load
from nastava.checks.limits import EncodingError
from nastava.checks.quiet import OutOfTimeError, quietly, within

#: Seconds that a learner's function, or the copying of a value, may take.
SECONDS = 5.0


class Responder:
    """Answers from a namespace.

    Args:
        namespace: gives the variables as they are at the moment of the question.
        last_drawn: gives the figure that the notebook has shown last, if it is known.
        seconds: how long one answer may take.

    Example:
        >>> Responder(lambda: {"total": 8400}).ask('{"ask": "value", "name": "total"}')
        '{"value": 8400}'
    """

    def __init__(
        self,
        namespace: Callable[[], Mapping[str, object]],
        last_drawn: Callable[[], object] = lambda: None,
        seconds: float = SECONDS,
    ) -> None:
        self._namespace = namespace
        self._last_drawn = last_drawn
        self._seconds = seconds

    def ask(self, question: str) -> str:
        """Return the answer; whatever goes wrong becomes a problem with its reason.

        Example:
            >>> Responder(dict).ask("nonsense")[:12]
            '{"problem": '
        """
        try:
            with quietly(), within(self._seconds):
                return dump({"value": self._answer(load(question))})
        except EncodingError as error:
            problem = error.reason
        except OutOfTimeError:
            problem = reasons.TOO_LONG
        except (Exception, SystemExit):  # noqa: BLE001 - a learner's class may fail in any way when it is looked at
            problem = reasons.UNREADABLE
        return dump({"problem": dict(problem)})

    def _answer(self, question: Any) -> Any:
        namespace, name = self._namespace(), question["name"]
        if question["ask"] == "figure":
            return encode(describe(find_figure(namespace, name, self._last_drawn())).to_plain())
        if name not in namespace:
            raise EncodingError(reasons.missing(name, namespace))
        value = namespace[name]
        if question["ask"] == "value":
            return encode(value)
        arguments, keywords = decode(question["arguments"]), decode(question["keywords"])
        return encode(self._call(name, value, arguments, keywords))

    def _call(self, name: str, function: object, arguments: list[Any], keywords: dict[str, Any]) -> Any:
        if function is Ellipsis:
            raise EncodingError(reasons.PLACEHOLDER)
        if not callable(function):
            raise EncodingError(reasons.not_callable(name, function))
        try:
            return function(*arguments, **keywords)
        except (Exception, SystemExit) as error:  # noqa: BLE001 - the learner is told which
            raise EncodingError(reasons.stopped(name, error)) from None
