"""Parameterised items: numbers and words drawn from a seed, put into texts, keys and figures.

An item with ``parameters`` is a template. In its texts ``{{name}}`` stands for a value, written as the
language writes numbers; where a number is expected ``"= troops / total * 100"`` is worked out by simpleeval,
which knows arithmetic, comparison and the functions below and nothing else of Python. What is shown rounded
is rounded before anything follows from it, so that a learner is marked by what was on the screen.
"""

from __future__ import annotations

import ast
import math
import operator
import re
from collections.abc import Iterable, Mapping, Sequence
from random import Random
from typing import Annotated, Any

from pydantic import Field, model_validator
from simpleeval import InvalidExpression, SimpleEval

from nastava.items.model import Localized, Model, broken
from nastava.items.seeded import one_of
from nastava.text.languages import WRITTEN, is_localized
from nastava.text.numbers import symbols

#: Most values that a range may have.
MAX_VALUES = 100_000
_FUNCTIONS = {"abs": abs, "ceil": math.ceil, "floor": math.floor, "max": max, "min": min, "round": round, "sqrt": math.sqrt}  # fmt: skip
#: No shifts and no whole-number powers, whose results can be longer than any memory.
_OPERATORS = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: lambda a, b: float(a) * float(b),
    ast.Div: operator.truediv,
    ast.FloorDiv: operator.floordiv,
    ast.Mod: lambda a, b: float(a) % float(b),
    ast.Pow: lambda a, b: float(a) ** float(b),
    ast.USub: operator.neg,
    ast.UAdd: operator.pos,
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.Gt: operator.gt,
    ast.Lt: operator.lt,
    ast.GtE: operator.ge,
    ast.LtE: operator.le,
}
_PLACEHOLDER = re.compile(r"\{\{\s*([a-z][a-z0-9_]*)\s*\}\}")
_EXPRESSION = re.compile(r"^=\s+\S")

Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$", max_length=40)]
Expression = Annotated[
    str,
    Field(
        pattern=r"^=\s+\S", max_length=300, description="'= ' and arithmetic with the names of parameters."
    ),
]
#: A number, or in an item with parameters how it follows from them.
Number = float | Expression
Value = float | str | dict[str, str]


class Parameter(Model):
    """One value that differs from learner to learner; exactly one of three ways to get it.

    ``from`` and ``to`` (with ``step``, 1 unless given): a number of the range, both ends included.
    ``choose``: one of the numbers or words listed. ``value``: an expression over the parameters above it,
    rounded to ``places`` if given.
    """

    from_: Annotated[float | None, Field(alias="from")] = None
    to: float | None = None
    step: Annotated[float, Field(gt=0)] = 1
    choose: Sequence[float | Localized] | None = None
    value: Expression | None = None
    places: Annotated[int, Field(ge=0, le=10)] | None = None

    @model_validator(mode="after")
    def _one_way(self) -> Parameter:
        ranged = self.from_ is not None and self.to is not None
        if sum((ranged, bool(self.choose), self.value is not None)) != 1:
            raise broken(
                "a parameter has one way to get its value", "give 'from' and 'to', or 'choose', or 'value'"
            )
        if self.from_ is not None and self.to is not None:
            if not math.isfinite(self.from_) or not math.isfinite(self.to) or self.to < self.from_:
                raise broken("the range of a parameter is empty", "'to' is not less than 'from'")
            if (self.to - self.from_) / self.step > MAX_VALUES:
                raise broken("the range of a parameter has too many values", "make 'step' larger")
        return self

    def draw(self, random: Random, known: Mapping[str, Value]) -> Value:
        """Return a value.

        Raises:
            PydanticCustomError: an expression can't be worked out; the message says why.
        """
        if self.choose:
            return one_of(self.choose, random)
        if self.value is not None:
            return self._rounded(evaluate(self.value, known))
        low, high = self.from_ or 0.0, self.to or 0.0
        steps = math.floor((high - low) / self.step + 1e-9)
        return self._rounded(low + self.step * int(random.random() * (steps + 1)))

    def _rounded(self, value: float) -> float:
        if self.places is not None:
            return round(value, self.places)
        return round(value, 10)  # so that 0.1 * 3 is shown and marked as 0.3


def draw_all(parameters: Mapping[str, Parameter], random: Random) -> dict[str, Value]:
    """Return a value for each parameter, in the order written.

    Raises:
        PydanticCustomError: an expression can't be worked out.
    """
    values: dict[str, Value] = {}
    for name, parameter in parameters.items():
        values[name] = parameter.draw(random, values)
    return values


def evaluate(expression: str, values: Mapping[str, Value]) -> float:
    """Return the finite number that an expression gives.

    Raises:
        PydanticCustomError: it names what it may not, can't be worked out, or gives no finite number.

    Example:
        >>> evaluate("= 100 * a / b", {"a": 1.0, "b": 4.0})
        25.0
    """
    numbers = {name: value for name, value in values.items() if isinstance(value, (int, float))}
    text = expression.removeprefix("=").strip()
    try:
        result = SimpleEval(operators=_OPERATORS, names=numbers, functions=_FUNCTIONS).eval(text)
        number = float(result) if isinstance(result, (int, float)) else math.nan
    except InvalidExpression as error:
        raise broken(f"the expression '{text}' can't be worked out ({error})", "correct it") from None
    except (ArithmeticError, ValueError, TypeError, SyntaxError, RecursionError, MemoryError) as error:
        problem = f"the expression '{text}' can't be worked out ({type(error).__name__})"
        raise broken(problem, "correct it or narrow its parameters") from None
    if not math.isfinite(number):
        raise broken(f"the expression '{text}' gives no finite number", "correct it")
    return number


def fill(data: Any, values: Mapping[str, Value]) -> Any:
    """Return the data of an item with its placeholders and expressions replaced.

    Raises:
        PydanticCustomError: a placeholder names no parameter, or an expression can't be worked out.

    Example:
        >>> fill({"stem": {"en": "Of {{n}} troops?"}, "key": "= n / 2"}, {"n": 4700.0})
        {'stem': {'en': 'Of 4,700 troops?'}, 'key': 2350.0}
    """
    if isinstance(data, Mapping):
        if is_localized(data):
            return {code: _fill_text(text, values, code) for code, text in data.items()}
        return {key: fill(child, values) for key, child in data.items()}
    if isinstance(data, (list, tuple)):
        return [filled for child in data for filled in _fill_entry(child, values)]
    if isinstance(data, str):
        return evaluate(data, values) if _EXPRESSION.match(data) else _fill_text(data, values, "en")
    return data


def _fill_entry(entry: Any, values: Mapping[str, Value]) -> Iterable[Any]:
    # Accepted answers are in no language: each is given as every language writes it.
    if isinstance(entry, str) and not _EXPRESSION.match(entry):
        return dict.fromkeys(_fill_text(entry, values, code) for code in WRITTEN)
    return [fill(entry, values)]


def _fill_text(text: str, values: Mapping[str, Value], language: str) -> str:
    def written(match: re.Match[str]) -> str:
        if match[1] not in values:
            known = ", ".join(values) or "none"
            raise broken(
                f"'{match[0]}' names no parameter (there are: {known})", "correct the name, or add it"
            )
        return write(values[match[1]], language)

    return _PLACEHOLDER.sub(written, text)


def write(value: Value, language: str) -> str:
    """Return a value as the language writes it.

    Example:
        >>> write(4700.5, "en"), write(4700.5, "sr"), write({"en": "May", "sr": "maj"}, "sr")
        ('4,700.5', '4.700,5', 'maj')
    """
    if isinstance(value, dict):
        return value.get(language) or next(iter(value.values()))
    if isinstance(value, str):
        return value
    marks = symbols(language)
    text = f"{value:,.10f}".rstrip("0").rstrip(".").replace("-", "−")
    return text.translate({ord(","): marks.group, ord("."): marks.decimal})
