"""Plain data survives the crossing between notebook and test; nothing else does."""

from __future__ import annotations

import json
import math
import subprocess
import sys
import time
from collections import Counter, OrderedDict
from datetime import UTC, date, datetime, timedelta
from datetime import time as time_of_day
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nastava.checks import reasons
from nastava.checks.encoding import from_text, to_text
from nastava.checks.limits import MAX_DEPTH, MAX_VALUES, EncodingError

_scalars = (
    st.none()
    | st.booleans()
    | st.integers(-(2**70), 2**70)
    | st.floats(allow_nan=False)
    | st.text(max_size=20)
    | st.binary(max_size=20)
    | st.dates()
    | st.datetimes()
    | st.times()
    | st.timedeltas()
)
_hashable = st.recursive(_scalars, lambda inner: st.lists(inner, max_size=3).map(tuple), max_leaves=5)
_values = st.recursive(
    _scalars,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.lists(inner, max_size=4).map(tuple)
        | st.dictionaries(_hashable, inner, max_size=4)
        | st.sets(_hashable, max_size=4)
        | st.frozensets(_hashable, max_size=4)
    ),
    max_leaves=12,
)


@given(_values)
def test_plain_values_come_back_equal_and_of_the_same_type(value: Any) -> None:
    """Python's own plain values are the same after the crossing."""
    back = from_text(to_text(value))

    assert value == back
    assert type(value) is type(back)


def test_what_json_lacks_is_kept() -> None:
    """NaN, infinities and the zone of a date survive in text that is strict JSON."""
    moment = datetime(2023, 12, 31, 12, tzinfo=UTC)
    text = to_text([math.nan, math.inf, -math.inf, moment])
    nan, *rest = from_text(text)

    assert math.isnan(nan)
    assert [math.inf, -math.inf, moment] == rest
    assert "NaN" not in text


@pytest.mark.parametrize(
    "array",
    [
        np.array([[1, 2], [3, 4]], dtype=np.int16),
        np.array([0.5, np.nan, -np.inf]),
        np.array(["Zvečan", "Zveçan"]),
        np.array([True, False]),
        np.array(["2023-12-31", "NaT"], dtype="datetime64[D]"),
        np.array([1, 2], dtype="timedelta64[s]"),
        np.array(["text", 1, None], dtype=object),
        np.array([b"ab", b"c"]),
        np.array(7.5),
        np.zeros((0, 3), dtype=np.float32),
    ],
    ids=lambda array: f"{array.dtype}-{array.ndim}d",
)
def test_arrays_keep_type_shape_and_entries(array: np.ndarray[Any, Any]) -> None:
    """An array comes back with its dtype, shape and entries, missing ones included."""
    back = from_text(to_text(array))

    assert array.dtype == back.dtype
    np.testing.assert_array_equal(array, back)


@pytest.mark.parametrize("scalar", [np.float64(0.5), np.int8(3), np.bool_(True), np.str_("KFOR")])
def test_numpy_scalars_keep_their_type(scalar: Any) -> None:
    """A NumPy number is not turned into a Python one, although it may be a subclass of it."""
    back = from_text(to_text(scalar))

    assert scalar == back
    assert type(scalar) is type(back)


@pytest.fixture
def table() -> pd.DataFrame:
    """Every kind of column that a beginner's table may have."""
    return pd.DataFrame(
        {
            "country": ["Italy", None, "Türkiye"],
            "troops": [869, 593, 369],
            "share": [0.2, np.nan, 0.08],
            "date": pd.to_datetime(["2023-01-01", "NaT", "2023-12-31"]),
            "zoned": pd.to_datetime(["2023-01-01"] * 3).tz_localize("Europe/Sarajevo"),
            "role": pd.Categorical(["ally", "ally", "partner"]),
            "known": pd.array([True, None, False], dtype="boolean"),
            "count": pd.array([1, None, 3], dtype="Int64"),
            "mixed": pd.Series([1, "a", None], dtype=object),
            2023: [1.0, 2.0, 3.0],
        }
    )


def test_a_table_comes_back_whole(table: pd.DataFrame) -> None:
    """Columns of every kind, their types, gaps and order are kept."""
    pd.testing.assert_frame_equal(table, from_text(to_text(table)))


@pytest.mark.parametrize(
    "change",
    [
        lambda table: table.set_index("troops"),
        lambda table: table[table["troops"] > 500],
        lambda table: table.groupby("role", observed=True)[["troops"]].sum(),
        lambda table: table.set_index(["role", "troops"])[["share"]],
        lambda table: table.iloc[:0],
        lambda table: table[[]],
        lambda table: table[["troops", "troops"]],
        lambda _: pd.DataFrame(),
    ],
    ids=["named rows", "chosen rows", "grouped", "two-level rows", "no rows", "no columns", "twice", "empty"],
)
def test_rows_and_columns_keep_their_names(table: pd.DataFrame, change: Any) -> None:
    """Row names of every kind, empty tables and columns of the same name survive."""
    changed = change(table)

    pd.testing.assert_frame_equal(changed, from_text(to_text(changed)))


def test_columns_and_their_parts_cross(table: pd.DataFrame) -> None:
    """A single column, an index, unique values, and pandas' own scalars cross."""
    pd.testing.assert_series_equal(table["troops"], from_text(to_text(table["troops"])))
    pd.testing.assert_index_equal(table.columns, from_text(to_text(table.columns)))
    assert list(from_text(to_text(table["country"].dropna().unique()))) == ["Italy", "Türkiye"]
    scalars = [pd.Timestamp("2023-12-31 10:00:01.5"), pd.Timedelta("3 days"), pd.NaT, pd.NA]
    for scalar, back in zip(scalars, from_text(to_text(scalars)), strict=True):
        assert scalar is back or scalar == back


def test_a_copy_is_detached(table: pd.DataFrame) -> None:
    """Changing what came back leaves the notebook's own value alone."""
    copy = from_text(to_text(table))
    copy.loc[0, "troops"] = 0

    assert table.loc[0, "troops"] == 869


class _Liar(int):
    """Says yes to every comparison."""

    def __eq__(self, other: object) -> bool:
        return True

    def __hash__(self) -> int:
        return 0

    def __int__(self) -> int:
        return 8400


class _LyingList(list[int]):
    """Gives other entries than it has."""

    def __iter__(self) -> Any:
        return iter([8400])


def test_a_subclass_is_stripped_to_what_it_is() -> None:
    """Neither a lying ``__eq__`` nor a lying ``__iter__`` gets across."""
    number, entries, counted, ordered = from_text(
        to_text([_Liar(3), _LyingList([3]), Counter("aab"), OrderedDict(a=1)])
    )

    assert (3, int) == (number, type(number))
    assert number != 8400
    assert entries == [3]
    assert [dict, dict] == [type(counted), type(ordered)]
    assert type(from_text(to_text(time.struct_time(range(9))))) is tuple


@pytest.mark.parametrize("value", [object(), print, len, 3j, int, iter([]), np.array([1j])])
def test_other_types_are_refused_with_a_reason(value: object) -> None:
    """What is no plain data is refused, in each language."""
    with pytest.raises(EncodingError) as caught:
        to_text(value)

    assert {"en", "sr"} == set(caught.value.reason)


def test_the_dots_of_a_blank_are_recognised() -> None:
    """A placeholder left in place, alone or inside a list, has a reason of its own."""
    for value in (..., [1, ...]):
        with pytest.raises(EncodingError) as caught:
            to_text(value)
        assert caught.value.reason == reasons.PLACEHOLDER


def test_endless_deep_and_big_structures_are_refused() -> None:
    """A list that holds itself, too many levels, and too many or too large values end with a reason."""
    endless: list[Any] = []
    endless.append(endless)
    deep: list[Any] = []
    for _ in range(MAX_DEPTH + 1):
        deep = [deep]
    cases = [
        (endless, reasons.ENDLESS),
        (deep, reasons.TOO_DEEP),
        (list(range(MAX_VALUES + 1)), reasons.TOO_BIG),
        (range(10**12), reasons.TOO_BIG),
        (np.zeros(MAX_VALUES + 1), reasons.TOO_BIG),
        (10**5000, reasons.TOO_BIG),
        ("x" * 9_000_000, reasons.TOO_BIG),
    ]
    for value, reason in cases:
        with pytest.raises(EncodingError) as caught:
            to_text(value)
        assert reason == caught.value.reason


def test_the_same_list_twice_is_not_endless() -> None:
    """A list that stands twice beside itself has an end."""
    row = [1]

    assert from_text(to_text([row, row])) == [[1], [1]]


@pytest.mark.parametrize(
    "data",
    [
        {"$": "pickle", "data": "gASVAAAAAAAAAAA="},
        {"no": "tag"},
        {"$": "float", "is": "one"},
        {"$": "date", "iso": "yesterday"},
        {"$": "set", "items": [[]]},
        {"$": "dict", "items": 3},
        {"$": "ndarray", "dtype": "float64", "shape": [1_000_000_000], "data": [0]},
        {"$": "ndarray", "dtype": "V1000", "shape": [1], "data": [0]},
        {"$": "ndarray", "dtype": "str", "shape": [2000], "data": ["x" * 100_000] + [""] * 1999},
        {"$": "series", "index": {"range": [0, 10**12, 1], "name": None}, "name": None, "data": {}},
        {"$": "series", "index": {}, "name": None, "data": {"dtype": "object", "list": []}},
        {"$": ["list"]},
    ],
)
def test_damaged_or_hostile_data_is_refused(data: Any) -> None:
    """Whatever comes in place of well-formed data ends with one kind of error."""
    with pytest.raises(EncodingError):
        from_text(json.dumps(data))


@pytest.mark.parametrize("text", ["", "{", "[" * 100_000, "1" * 5000], ids=["empty", "cut", "deep", "digits"])
def test_text_that_is_no_json_is_refused(text: str) -> None:
    """Damaged text ends with the same kind of error."""
    with pytest.raises(EncodingError):
        from_text(text)


def test_times_of_day_and_durations_cross() -> None:
    """Times and durations keep their parts."""
    values = [time_of_day(2, 30), timedelta(days=-1, microseconds=5), date(2023, 9, 24)]

    assert values == from_text(to_text(values))


def test_importing_checks_loads_neither_pandas_nor_matplotlib() -> None:
    """The package is as light as its learners' slowest machine needs."""
    code = (
        "import sys, nastava.checks\n"
        "from nastava.checks.encoding import from_text, to_text\n"
        "assert from_text(to_text([1, {'a': (2.5,)}])) == [1, {'a': (2.5,)}]\n"
        "heavy = {'pandas', 'numpy', 'matplotlib', 'IPython', 'nbgrader'} & set(sys.modules)\n"
        "assert not heavy, heavy"
    )

    subprocess.run([sys.executable, "-c", code], check=True)
