"""What counts as the same value."""

from __future__ import annotations

import math
from datetime import date
from typing import Any

import numpy as np
import pandas as pd
import pytest

from nastava.checks.compare import CLOSE, lacking, mismatch

_TABLE = pd.DataFrame({"country": ["Italy", "Hungary"], "troops": [869, 433]})


@pytest.mark.parametrize(
    "got, expected",
    [
        (8400.0, 8400),
        (0.1 + 0.2, 0.3),
        (np.int64(27), 27),
        (np.True_, True),
        (math.inf, math.inf),
        (math.nan, math.nan),
        (10**400, 10**400),
        (pd.Timestamp("2023-09-24"), pd.Timestamp("2023-09-24")),
        ("KFOR", "KFOR"),
        ((1, 2), [1, 2]),
        (np.array([1, 2]), [1, 2]),
        (_TABLE["troops"], [869, 433]),
        ([1, [2.0, "a"]], [1, [2, "a"]]),
        ({"a": 1.0}, {"a": 1}),
        ({1, 2}, {2, 1}),
        (None, None),
        (date(2023, 9, 24), date(2023, 9, 24)),
        (_TABLE, _TABLE),
        (_TABLE.astype({"troops": float}), _TABLE),
        (_TABLE.set_axis([7, 9]), _TABLE),
    ],
)
def test_the_same_value_in_another_type_matches(got: Any, expected: Any) -> None:
    """Whole and decimal numbers, lists and columns, row numbers: a beginner need not know the difference."""
    assert mismatch(got, expected) is None


@pytest.mark.parametrize(
    "got, expected, said",
    [
        ("8400", 8400, "Take away the quotation marks"),
        (True, 1, "A number is expected, but the value is True"),
        ([8400], 8400, "A number is expected"),
        (8300, 8400, "The value is 8300. Something else is expected."),
        (math.nan, 8400, "The value is nan"),
        (math.inf, 8400, "The value is inf"),
        (10**400, 8400.5, "The value is 1"),
        (None, 8400, "it needs return"),
        (1, True, "The value is 1"),
        (27, "27", "Text in quotation marks is expected"),
        (" kfor", "KFOR", "only in spaces or capital letters"),
        ("SFOR", "KFOR", "Something else"),
        (3, [3], "A list is expected"),
        ([3, 4], [3], "there are 2"),
        ([3], [4], "The value is 3"),
        ({"a": 1}, {"b": 1}, "Something else"),
        ([1], {1}, "Something else"),
        ("2023-09-24", date(2023, 9, 24), "Something else"),
        (_TABLE["troops"], _TABLE, "A table is expected"),
        (_TABLE, [869, 433], "A table is expected"),
        (_TABLE[["country"]], _TABLE, "Yours are: country."),
        (_TABLE.head(1), _TABLE, "your table has 1"),
        (_TABLE.assign(troops=[869, 0]), _TABLE, "The column 'troops'"),
        (_TABLE.set_axis(["x", "y"]), _TABLE.set_axis(["a", "b"]), "names of the rows"),
    ],
)
def test_another_value_is_explained(got: Any, expected: Any, said: str) -> None:
    """The reason says what is wrong with the learner's value."""
    reason = mismatch(got, expected)

    assert reason is not None
    assert said in reason["en"]
    assert reason["sr"]


def test_the_key_is_never_told() -> None:
    """A reason shows the learner's own value alone: the expected one may belong to a hidden test."""
    for got, expected in [(1, 8400), ("a", "secret"), ([1], [8400]), ({"a": 1}, {"secret": 1})]:
        told = str(mismatch(got, expected))
        assert "8400" not in told
        assert "secret" not in told


def test_tolerances() -> None:
    """A tolerance is in the number's own unit; ``close`` forgives one per cent."""
    assert mismatch(21, 21.28, tolerance=0.5) is None
    assert mismatch(20, 21.28, tolerance=0.5)
    assert mismatch(0.3, 0.1, tolerance=0.2) is None
    assert mismatch(21.3, 21.28, relative=CLOSE) is None
    assert mismatch(21.6, 21.28, relative=CLOSE)
    assert mismatch([1.004], [1], tolerance=0.01) is None


@pytest.mark.parametrize(
    "got, wanted",
    [
        ("KFOR Troops, 2023", "troops"),
        ("KFOR troops, 2023", ["kfor", "2023"]),
        ([869, 593.0], 593),
        (np.array([869, 593]), [593, 869]),
        ({"total": 1}, "total"),
        (_TABLE, ["troops"]),
        ({1, 2}, 2),
    ],
)
def test_a_part_is_found(got: Any, wanted: Any) -> None:
    """In text, lists, dictionaries' keys and tables' columns."""
    assert lacking(got, wanted) is None


@pytest.mark.parametrize(
    "got, wanted", [("KFOR", "troops"), ([1], [1, 2]), (_TABLE, "role"), (5, 5), (None, "x"), ("", "x")]
)
def test_a_part_that_is_missing_is_reported(got: Any, wanted: Any) -> None:
    """Also where nothing can be contained."""
    assert lacking(got, wanted)
