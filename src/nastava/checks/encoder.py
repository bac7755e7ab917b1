"""Values to plain data."""

from __future__ import annotations

import base64
import math
import sys
from collections.abc import Callable, Iterable
from datetime import date, datetime, time, timedelta
from typing import Any

from nastava.checks import reasons
from nastava.checks.limits import MAX_BITS, Budget, EncodingError

#: The key of an object's tag.
TAG = "$"
SEQUENCES: dict[str, Any] = {"tuple": tuple, "set": set, "frozenset": frozenset}
_CONTAINERS = (list, dict, tuple, set, frozenset, range)


class Encoder(Budget):
    """Turns one value and all that it holds into JSON-able data."""

    def __init__(self) -> None:
        super().__init__()
        self._open: set[int] = set()

    def value(self, value: object) -> Any:
        """Encode one value."""
        self.spend(1)
        if value is None or value is True or value is False:
            return value
        if value is Ellipsis:
            raise EncodingError(reasons.PLACEHOLDER)
        for module in ("pandas", "numpy"):  # first: their scalars are subclasses of Python's
            if module in sys.modules:
                encoded = _encoder_of(module)(self, value)
                if encoded is not None:
                    return encoded
        return self._scalar(value) if not isinstance(value, _CONTAINERS) else self._container(value)

    def items(self, values: Iterable[object]) -> list[Any]:
        """Encode the values of a container, one level down."""
        self.enter()
        encoded = [self.value(item) for item in values]
        self.leave()
        return encoded

    def _scalar(self, value: object) -> Any:
        # The base class's own methods, so that a subclass can't substitute anything.
        if isinstance(value, str):
            return str.__str__(value)
        if isinstance(value, int):
            number = int.__int__(value)
            if number.bit_length() > MAX_BITS:
                raise EncodingError(reasons.TOO_BIG)
            return number
        if isinstance(value, float):
            number_ = float.__float__(value)
            return number_ if math.isfinite(number_) else {TAG: "float", "is": repr(number_)}
        if isinstance(value, (bytes, bytearray)):
            self.spend(len(value) // 64)
            return {TAG: "bytes", "base64": base64.b64encode(bytes(value)).decode("ascii")}
        if isinstance(value, datetime):
            return {TAG: "datetime", "iso": datetime.isoformat(value)}
        if isinstance(value, date):
            return {TAG: "date", "iso": date.isoformat(value)}
        if isinstance(value, time):
            return {TAG: "time", "iso": time.isoformat(value)}
        if isinstance(value, timedelta):
            return {TAG: "timedelta", "parts": [value.days, value.seconds, value.microseconds]}
        raise EncodingError(reasons.unsupported(value))

    def _container(self, value: object) -> Any:
        if id(value) in self._open:
            raise EncodingError(reasons.ENDLESS)
        self._open.add(id(value))
        try:
            if isinstance(value, list):
                return self.items(list.__iter__(value))
            if isinstance(value, range):
                self.spend(len(value))
                return list(value)
            if isinstance(value, dict):
                pairs = list(dict.items(value))
                keys, values = self.items(key for key, _ in pairs), self.items(item for _, item in pairs)
                return {TAG: "dict", "items": [[key, item] for key, item in zip(keys, values, strict=True)]}
            for tag, kind in SEQUENCES.items():
                if isinstance(value, kind):
                    return {TAG: tag, "items": self.items(kind.__iter__(value))}
        finally:
            self._open.discard(id(value))
        raise EncodingError(reasons.unsupported(value))


def _encoder_of(library: str) -> Callable[[Encoder, object], Any]:
    """Return the encoder for a library that is loaded anyway; importing this module loads neither."""
    if library == "pandas":
        from nastava.checks.tables import encode_table

        return encode_table
    from nastava.checks.arrays import encode_array

    return encode_array
