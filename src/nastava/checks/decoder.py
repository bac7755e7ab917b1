"""Plain data, which may be hostile, back to values of known types."""

from __future__ import annotations

import base64
import math
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any

from nastava.checks import reasons
from nastava.checks.encoder import SEQUENCES, TAG
from nastava.checks.limits import MAX_HASHED, Budget, EncodingError

_NOT_FINITE = {"nan": math.nan, "inf": math.inf, "-inf": -math.inf}


class Decoder(Budget):
    """Turns JSON-able data, which may be hostile, back into values of known types."""

    def value(self, data: Any) -> Any:
        """Decode one value."""
        self.spend(1)
        if data is None or isinstance(data, (bool, int, float, str)):
            return data
        if isinstance(data, list):
            return self.items(data)
        tag = data[TAG]
        if tag in SEQUENCES:
            values = self.items(data["items"])
            if tag != "tuple" and len(values) > MAX_HASHED:
                raise EncodingError(reasons.TOO_BIG)
            return SEQUENCES[tag](values)
        if tag in _DECODERS:
            return _DECODERS[tag](self, data)
        for module, tags in _LIBRARY_TAGS.items():
            if tag in tags:
                return _decoder_of(module)(self, data)
        raise EncodingError(reasons.UNREADABLE)

    def items(self, data: Any) -> list[Any]:
        """Decode a list, one level down."""
        if not isinstance(data, list):
            raise EncodingError(reasons.UNREADABLE)
        self.enter()
        values = [self.value(item) for item in data]
        self.leave()
        return values


_DECODERS: dict[str, Callable[[Decoder, Any], Any]] = {
    "dict": lambda decoder, data: {decoder.value(key): item for key, item in _pairs(decoder, data["items"])},
    "float": lambda _, data: _NOT_FINITE[data["is"]],
    "bytes": lambda _, data: base64.b64decode(data["base64"], validate=True),
    "datetime": lambda _, data: datetime.fromisoformat(data["iso"]),
    "date": lambda _, data: date.fromisoformat(data["iso"]),
    "time": lambda _, data: time.fromisoformat(data["iso"]),
    "timedelta": lambda _, data: timedelta(*data["parts"]),
}
_LIBRARY_TAGS = {
    "numpy": {"ndarray", "scalar"},
    "pandas": {"dataframe", "series", "index", "extension", "timestamp", "duration", "missing"},
}


def _pairs(decoder: Decoder, pairs: list[Any]) -> list[tuple[Any, Any]]:
    if len(pairs) > MAX_HASHED:
        raise EncodingError(reasons.TOO_BIG)
    return list(zip([key for key, _ in pairs], decoder.items([item for _, item in pairs]), strict=True))


def _decoder_of(library: str) -> Callable[[Decoder, Any], Any]:
    if library == "pandas":
        from nastava.checks.tables import decode_table

        return decode_table
    from nastava.checks.arrays import decode_array

    return decode_array
