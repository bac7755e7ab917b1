"""NumPy's arrays and scalars as plain data."""

from __future__ import annotations

import base64
import math
import re
from typing import TYPE_CHECKING, Any

from nastava.checks import reasons
from nastava.checks.limits import MAX_TEXT, EncodingError

if TYPE_CHECKING:
    from nastava.checks.decoder import Decoder
    from nastava.checks.encoder import Encoder

_NUMBERS = {
    "bool", "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64",
    "float16", "float32", "float64",
}  # fmt: skip
_MOMENTS = re.compile(r"(datetime64|timedelta64)\[(Y|M|W|D|h|m|s|ms|us|ns)\]")
_MAX_DIMENSIONS = 8


def encode_array(encoder: Encoder, value: object) -> dict[str, Any] | None:
    """Return the data of an array or scalar, or None for any other value.

    Example:
        >>> import numpy
        >>> from nastava.checks.encoder import Encoder
        >>> encode_array(Encoder(), numpy.array([1.0, numpy.nan]))
        {'$': 'ndarray', 'dtype': 'float64', 'shape': [2], 'data': [1.0, 'nan']}
    """
    import numpy as np

    if isinstance(value, np.ma.MaskedArray):
        raise EncodingError(reasons.unsupported(value))  # the mask would be lost without a word
    if isinstance(value, np.generic):
        array = np.asarray(value)
        return {"$": "scalar", "dtype": _dtype(array), "data": _flat(encoder, array)}
    if isinstance(value, np.ndarray):
        array = np.ndarray.view(value, np.ndarray)
        return {
            "$": "ndarray",
            "dtype": _dtype(array),
            "shape": list(array.shape),
            "data": _flat(encoder, array),
        }
    return None


def decode_array(decoder: Decoder, data: Any) -> Any:
    """Return the array or scalar for its data.

    Example:
        >>> from nastava.checks.decoder import Decoder
        >>> decode_array(Decoder(), {"$": "scalar", "dtype": "int64", "data": [7]})
        np.int64(7)
    """
    import numpy as np

    dtype, flat = data["dtype"], data["data"]
    decoder.spend(len(flat))
    shape = tuple(data.get("shape", ()))
    if len(shape) > _MAX_DIMENSIONS or any(size < 0 for size in shape) or math.prod(shape) != len(flat):
        raise ValueError("shape and data disagree")
    if dtype == "object":
        array = np.empty(len(flat), dtype=object)
        for place, item in enumerate(decoder.items(flat)):
            array[place] = item
    elif dtype in {"str", "bytes"}:
        if max((len(item) for item in flat), default=0) * len(flat) > MAX_TEXT:
            raise ValueError("too wide")  # each entry takes the room of the longest
        texts = flat if dtype == "str" else [base64.b64decode(item, validate=True) for item in flat]
        array = np.array(texts, dtype=np.str_ if dtype == "str" else np.bytes_)
    elif dtype in _NUMBERS:
        array = np.array([float(x) if isinstance(x, str) else x for x in flat], dtype=dtype)
    elif _MOMENTS.fullmatch(dtype):
        array = np.array(flat, dtype=np.int64).view(dtype)
    else:
        raise ValueError("unknown dtype")
    return array[0] if data["$"] == "scalar" else array.reshape(shape)


def _dtype(array: Any) -> str:

    kind, name = array.dtype.kind, array.dtype.name
    if kind == "f" and name not in _NUMBERS:
        return "float64"  # longer floats depend on the machine
    if name in _NUMBERS or _MOMENTS.fullmatch(name):
        return str(name)
    named = {"U": "str", "T": "str", "S": "bytes", "O": "object"}.get(kind)
    if named is None:
        raise EncodingError(reasons.unsupported(array[()] if array.ndim == 0 else array))
    return named


def _flat(encoder: Encoder, array: Any) -> list[Any]:
    encoder.spend(array.size)
    kind = array.dtype.kind
    values = array.ravel()
    if kind == "O":
        return encoder.items(values.tolist())
    if kind in "Mm":
        return [int(x) for x in values.view("int64")]
    if kind == "S":
        return [base64.b64encode(x).decode("ascii") for x in values.tolist()]
    if kind in "UT":
        return [str(x) for x in values.tolist()]
    if kind == "f":
        return [x if math.isfinite(x) else repr(x) for x in values.astype("float64").tolist()]
    return list(values.tolist())
