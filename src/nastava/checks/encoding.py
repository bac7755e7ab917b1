"""Plain data as JSON, with tags for what JSON lacks. Never pickle.

A value of a learner's notebook crosses in this form into the tests, today inside one kernel and later
between two. What comes out is a detached copy made of known types, so that a class with a lying ``__eq__``
can't reach a test. Lists, text, numbers, true, false and null stand as they are; everything else is an
object with its tag under ``"$"``. ``encoder`` and ``decoder`` do it,
``arrays`` and ``tables`` for NumPy and pandas.
"""

from __future__ import annotations

import json
from typing import Any

from nastava.checks import reasons
from nastava.checks.decoder import Decoder
from nastava.checks.encoder import Encoder
from nastava.checks.limits import MAX_TEXT, EncodingError


def to_text(value: object) -> str:
    """Return the value as JSON text.

    Raises:
        EncodingError: a type that can't cross, too big, too deep, or without end.

    Example:
        >>> to_text({"share": (1, float("inf"))})
        '{"$": "dict", "items": [["share", {"$": "tuple", "items": [1, {"$": "float", "is": "inf"}]}]]}'
    """
    return dump(encode(value))


def from_text(text: str) -> Any:
    """Return the value that ``to_text`` wrote.

    Raises:
        EncodingError: the text is too long, damaged, or holds an unknown tag.

    Example:
        >>> from_text(to_text({"share": (1, float("inf"))}))
        {'share': (1, inf)}
    """
    return decode(load(text))


def dump(data: object) -> str:
    """Return JSON text of already encoded data, refused when too long.

    Example:
        >>> dump(["č", 1.0])
        '["č", 1.0]'
    """
    text = json.dumps(data, ensure_ascii=False, allow_nan=False)
    if len(text) > MAX_TEXT:
        raise EncodingError(reasons.TOO_BIG)
    return text


def load(text: str) -> Any:
    """Return the JSON data of a text that may be hostile.

    Example:
        >>> load('["č", 1.0]')
        ['č', 1.0]
    """
    if len(text) > MAX_TEXT:
        raise EncodingError(reasons.TOO_BIG)
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        raise EncodingError(reasons.UNREADABLE) from None


def encode(value: object) -> Any:
    """Return JSON-able data for the value; see ``to_text``.

    Example:
        >>> encode({3})
        {'$': 'set', 'items': [3]}
    """
    return Encoder().value(value)


def decode(data: object) -> Any:
    """Return the value for JSON-able data; see ``from_text``.

    Example:
        >>> decode({"$": "set", "items": [3]})
        {3}
    """
    try:
        return Decoder().value(data)
    except EncodingError:
        raise
    except Exception:  # noqa: BLE001 - whatever damaged data makes a constructor raise
        raise EncodingError(reasons.UNREADABLE) from None
