"""pandas' tables, columns and their scalars as plain data."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from nastava.checks import reasons
from nastava.checks.limits import EncodingError

if TYPE_CHECKING:
    from nastava.checks.decoder import Decoder
    from nastava.checks.encoder import Encoder

#: Column types with missing values that are written value by value.
_NULLABLE = re.compile(r"str|string|boolean|U?Int(8|16|32|64)|Float(32|64)")
_MAX_ROWS = 1_000_000
#: What a column counts for, however few entries it has: pandas takes its time for each.
_COST_OF_A_COLUMN = 50
#: Names of time zones; "dateutil/…" would be read as the path of a file.
_ZONE = re.compile(r"(?!dateutil/)[A-Za-z0-9_+:/-]{1,60}")


def encode_table(encoder: Encoder, value: object) -> dict[str, Any] | None:
    """Return the data of a table, column, index or pandas scalar, or None for any other value.

    Example:
        >>> import pandas
        >>> from nastava.checks.encoder import Encoder
        >>> encode_table(Encoder(), pandas.Timestamp("2023-12-31"))
        {'$': 'timestamp', 'iso': '2023-12-31T00:00:00'}
    """
    import pandas as pd

    if value is pd.NaT or value is pd.NA:
        return {"$": "missing", "is": "NaT" if value is pd.NaT else "NA"}
    if isinstance(value, pd.Timestamp):
        return {"$": "timestamp", "iso": value.isoformat()}
    if isinstance(value, pd.Timedelta):
        return {"$": "duration", "ns": int(value.as_unit("ns").value)}
    if isinstance(value, pd.DataFrame):
        encoder.enter()
        columns = [_values(encoder, value.iloc[:, place]) for place in range(value.shape[1])]
        encoder.leave()
        return {
            "$": "dataframe",
            "index": _index(encoder, value.index),
            "columns": _index(encoder, value.columns),
            "data": columns,
        }
    if isinstance(value, pd.Series):
        return {
            "$": "series",
            "index": _index(encoder, value.index),
            "name": encoder.value(value.name),
            "data": _values(encoder, value),
        }
    if isinstance(value, pd.Index):
        return {"$": "index", "data": _index(encoder, value)}
    if isinstance(value, pd.api.extensions.ExtensionArray):
        return {"$": "extension", "data": _values(encoder, pd.Series(value))}
    return None


def decode_table(decoder: Decoder, data: Any) -> Any:
    """Return the table, column, index or pandas scalar for its data.

    Example:
        >>> from nastava.checks.decoder import Decoder
        >>> decode_table(Decoder(), {"$": "timestamp", "iso": "2023-12-31"})
        Timestamp('2023-12-31 00:00:00')
    """
    import pandas as pd

    tag = data["$"]
    if tag == "missing":
        return {"NaT": pd.NaT, "NA": pd.NA}[data["is"]]
    if tag == "timestamp":
        return pd.Timestamp(data["iso"])
    if tag == "duration":
        return pd.Timedelta(data["ns"], unit="ns")
    if tag == "index":
        return _index_from(decoder, data["data"])
    if tag == "extension":
        return _values_from(decoder, data["data"]).array
    index = _index_from(decoder, data["index"])
    if tag == "series":
        column = _values_from(decoder, data["data"])
        column.index = index
        column.name = decoder.value(data["name"])
        return column
    columns = []
    for item in data["data"]:
        decoder.spend(_COST_OF_A_COLUMN)
        column = _values_from(decoder, item)
        column.index = index
        columns.append(column)
    table = pd.concat(columns, axis=1) if columns else pd.DataFrame(index=index)
    table.columns = _index_from(decoder, data["columns"])
    return table


def _values(encoder: Encoder, column: Any) -> dict[str, Any]:
    import numpy as np
    import pandas as pd

    from nastava.checks.arrays import encode_array

    dtype = column.dtype
    if isinstance(dtype, np.dtype):
        return {"array": encode_array(encoder, column.to_numpy())}
    if isinstance(dtype, pd.CategoricalDtype):
        encoder.spend(len(column))
        return {
            "categories": _index(encoder, dtype.categories),
            "codes": column.cat.codes.tolist(),
            "ordered": bool(dtype.ordered),
        }
    if isinstance(dtype, pd.DatetimeTZDtype):
        plain = column.dt.tz_convert("UTC").dt.tz_localize(None)
        return {"zone": str(dtype.tz), "array": encode_array(encoder, plain.to_numpy())}
    if not _NULLABLE.fullmatch(str(dtype)):
        raise EncodingError(reasons.unsupported(column.array))
    items = [None if pd.isna(item) else item for item in column]
    return {"dtype": str(dtype), "list": encoder.items(items)}


def _values_from(decoder: Decoder, data: Any) -> Any:
    import pandas as pd

    from nastava.checks.arrays import decode_array

    if "codes" in data:
        decoder.spend(len(data["codes"]))
        categories = _index_from(decoder, data["categories"])
        return pd.Series(pd.Categorical.from_codes(data["codes"], categories, bool(data["ordered"])))
    if "array" in data:
        array = decode_array(decoder, data["array"])
        column: Any = pd.Series(array, dtype=array.dtype)  # else pandas makes text of objects
        if "zone" in data:
            if not _ZONE.fullmatch(data["zone"]):
                raise ValueError("no time zone")
            column = column.dt.tz_localize("UTC").dt.tz_convert(data["zone"])
        return column
    if not _NULLABLE.fullmatch(data["dtype"]):
        raise ValueError("unknown dtype")
    return pd.Series(decoder.items(data["list"]), dtype=data["dtype"])


def _index(encoder: Encoder, index: Any) -> dict[str, Any]:
    import pandas as pd

    if isinstance(index, pd.RangeIndex):
        return {"range": [index.start, index.stop, index.step], "name": encoder.value(index.name)}
    if isinstance(index, pd.MultiIndex):
        return {"levels": [_index(encoder, index.get_level_values(level)) for level in range(index.nlevels)]}
    return {
        "values": _values(encoder, pd.Series(index, dtype=index.dtype)),
        "name": encoder.value(index.name),
    }


def _index_from(decoder: Decoder, data: Any) -> Any:
    import pandas as pd

    if "range" in data:
        steps = range(*data["range"])
        if len(steps) > _MAX_ROWS:
            raise ValueError("too many rows")
        return pd.RangeIndex(steps, name=decoder.value(data["name"]))
    if "levels" in data:
        decoder.enter()
        levels = [_index_from(decoder, level) for level in data["levels"]]
        decoder.leave()
        return pd.MultiIndex.from_arrays(levels)
    values = _values_from(decoder, data["values"])
    return pd.Index(values, dtype=values.dtype, name=decoder.value(data["name"]))
