"""Comparing what a learner's notebook gave with what the test expects. Gives a reason, or None for a match.

Beginners are asked for the value, not for its type: 21 and 21.0 are the same, so are a list, a tuple, an
array and a column with the same entries. Text in place of a number is not, and is explained.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Iterable, Mapping
from typing import Any

from nastava.checks import reasons
from nastava.checks.reasons import Reason, quote

#: Relative difference that ``equals`` forgives: rounding inside the computer, nothing a person would see.
EXACT = 1e-9
#: Relative difference that ``close`` forgives when no tolerance is given: a figure rounded for reading.
CLOSE = 0.01


def mismatch(
    got: Any, expected: Any, tolerance: float | None = None, relative: float = EXACT
) -> Reason | None:
    """Return why the value is not the one expected, or None when it is.

    Args:
        got: plain data from the learner's notebook.
        expected: what it should be. Never shown, since it may be the key of a hidden test.
        tolerance: how far a number may be off, in its own unit; without it ``relative`` decides.
        relative: the same as a share of the expected number.

    Example:
        >>> mismatch(8400.0, 8400) is None, mismatch([1, 2], (1, 2)) is None
        (True, True)
        >>> mismatch("8400", 8400)["en"]
        "The value is text, '8400', not a number. Take away the quotation marks."
    """
    if got is None and expected is not None:
        return reasons.NOTHING
    if _is_frame(expected) or _is_frame(got):
        return _tables_differ(got, expected, tolerance, relative)
    expected, got = to_python(expected), to_python(got)
    if isinstance(expected, bool) or expected is None:
        return None if got is expected else _other(got)
    if isinstance(expected, (int, float)):
        return _numbers_differ(got, expected, tolerance, relative)
    if isinstance(expected, str):
        return _texts_differ(got, expected)
    if isinstance(expected, Mapping):
        return _mappings_differ(got, expected, tolerance, relative)
    if isinstance(expected, (set, frozenset)):
        return None if isinstance(got, (set, frozenset)) and got == expected else _other(got)
    if isinstance(expected, (list, tuple)):
        return _sequences_differ(got, expected, tolerance, relative)
    return None if type(got) is type(expected) and got == expected else _other(got)


def lacking(got: Any, wanted: Any) -> Reason | None:
    """Return why the value does not contain what is wanted, or None when it does.

    Text is searched without regard to capital letters, a table by the names of its columns, a dictionary by
    its keys. A list of things wanted means all of them.

    Example:
        >>> lacking("KFOR troops, 2023", ["troops", "2023"]) is None
        True
        >>> lacking([869, 593], 433)["en"]
        'Something is missing in [869, 593].'
    """
    if got is None:
        return reasons.NOTHING
    needles = wanted if isinstance(wanted, (list, tuple, set, frozenset)) else [wanted]
    if isinstance(got, str):
        found = all(str(needle).casefold() in got.casefold() for needle in needles)
    else:
        held = list(got.columns) if _is_frame(got) else to_python(got)
        if not isinstance(held, Iterable):
            return _other(got)
        present = list(held)
        found = all(any(mismatch(item, needle) is None for item in present) for needle in needles)
    if found:
        return None
    return {"en": f"Something is missing in {quote(got)}.", "sr": f"Nešto nedostaje u {quote(got)}."}


def _numbers_differ(got: Any, expected: float, tolerance: float | None, relative: float) -> Reason | None:
    if isinstance(got, str):
        return {
            "en": f"The value is text, {quote(got)}, not a number. Take away the quotation marks.",
            "sr": f"Vrijednost je tekst, {quote(got)}, a ne broj. Ukloni navodnike.",
        }
    if isinstance(got, bool) or not isinstance(got, (int, float)):
        return {
            "en": f"A number is expected, but the value is {quote(got)}.",
            "sr": f"Očekuje se broj, a vrijednost je {quote(got)}.",
        }
    # Equality first: it serves infinities and whole numbers that floats can't hold.
    if got == expected or (math.isnan(expected) and math.isnan(got)):
        return None
    try:
        allowed = abs(expected) * relative if tolerance is None else tolerance + abs(expected) * EXACT
        if math.isfinite(expected) and abs(got - expected) <= allowed:
            return None
    except OverflowError:  # a whole number beyond all floats
        pass
    return _other(got)


def _texts_differ(got: Any, expected: str) -> Reason | None:
    if not isinstance(got, str):
        return {
            "en": f"Text in quotation marks is expected, but the value is {quote(got)}.",
            "sr": f"Očekuje se tekst u navodnicima, a vrijednost je {quote(got)}.",
        }
    if got == expected:
        return None
    if " ".join(got.split()).casefold() == " ".join(expected.split()).casefold():
        return {
            "en": f"The value, {quote(got)}, differs only in spaces or capital letters.",
            "sr": f"Vrijednost, {quote(got)}, razlikuje se samo u razmacima ili velikim slovima.",
        }
    return _other(got)


def _mappings_differ(
    got: Any, expected: Mapping[Any, Any], tolerance: float | None, relative: float
) -> Reason | None:
    if not isinstance(got, Mapping) or set(got) != set(expected):
        return _other(got)
    return _first(mismatch(got[key], item, tolerance, relative) for key, item in expected.items())


def _sequences_differ(got: Any, expected: Any, tolerance: float | None, relative: float) -> Reason | None:
    if not isinstance(got, (list, tuple)):
        return {
            "en": f"A list is expected, but the value is {quote(got)}.",
            "sr": f"Očekuje se lista, a vrijednost je {quote(got)}.",
        }
    if len(got) != len(expected):
        return {
            "en": f"The number of entries does not fit: there are {len(got)}.",
            "sr": f"Broj stavki ne odgovara: ima ih {len(got)}.",
        }
    return _first(
        mismatch(mine, right, tolerance, relative) for mine, right in zip(got, expected, strict=True)
    )


def _tables_differ(got: Any, expected: Any, tolerance: float | None, relative: float) -> Reason | None:
    """Compare names of columns, number of rows, entries. Row numbers don't count, row names do."""
    if not (_is_frame(got) and _is_frame(expected)):
        return {
            "en": f"A table is expected, but the value is {quote(got)}.",
            "sr": f"Očekuje se tabela, a vrijednost je {quote(got)}.",
        }
    if [str(name) for name in got.columns] != [str(name) for name in expected.columns]:
        names = ", ".join(str(name) for name in got.columns)
        return {
            "en": f"The columns do not fit. Yours are: {names}.",
            "sr": f"Kolone ne odgovaraju. Vaše su: {names}.",
        }
    if len(got) != len(expected):
        return {
            "en": f"The number of rows does not fit: your table has {len(got)}.",
            "sr": f"Broj redova ne odgovara: vaša tabela ih ima {len(got)}.",
        }
    named = expected.index.dtype.kind not in "iu"
    if named and mismatch(got.index.tolist(), expected.index.tolist()) is not None:
        return {"en": "The names of the rows do not fit.", "sr": "Imena redova ne odgovaraju."}
    for place, name in enumerate(expected.columns):
        mine, right = got.iloc[:, place].tolist(), expected.iloc[:, place].tolist()
        if _sequences_differ(_gaps(mine), _gaps(right), tolerance, relative) is not None:
            return {
                "en": f"The column '{name}' does not hold what is expected.",
                "sr": f"Kolona '{name}' ne sadrži ono što se očekuje.",
            }
    return None


def _gaps(values: list[Any]) -> list[Any]:
    """Make every kind of missing entry None, since tables have several."""
    import pandas as pd

    kinds = (None, pd.NA, pd.NaT)
    return [None if any(value is kind for kind in kinds) or _is_nan(value) else value for value in values]


def _is_nan(value: Any) -> bool:
    return isinstance(value, float) and math.isnan(value)


def _first(found: Iterable[Reason | None]) -> Reason | None:
    return next((reason for reason in found if reason is not None), None)


def _other(got: Any) -> Reason:
    return {
        "en": f"The value is {quote(got)}. Something else is expected.",
        "sr": f"Vrijednost je {quote(got)}. Očekuje se nešto drugo.",
    }


def _is_frame(value: object) -> bool:
    pandas = sys.modules.get("pandas")
    return pandas is not None and isinstance(value, pandas.DataFrame)


def to_python(value: Any) -> Any:
    """Return arrays and columns as lists, their scalars as Python's; other values as they are.

    Example:
        >>> import numpy
        >>> to_python(numpy.array([1, 2])), to_python(numpy.True_)
        ([1, 2], True)
    """
    if type(value).__module__.split(".")[0] not in {"numpy", "pandas"}:
        return value
    if hasattr(value, "to_pydatetime"):
        return value.to_pydatetime()
    if hasattr(value, "tolist"):
        return value.tolist()
    return list(value) if isinstance(value, Iterable) else value
