"""CSV that a spreadsheet opens without running anything in it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any

#: Beginnings that a spreadsheet takes for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def harmless(value: Any) -> Any:
    """Return a value as it may stand in a cell: a text that begins like a formula gets an apostrophe before it.

    Source: OWASP, "CSV Injection". Numbers are numbers; nothing (None) is an empty cell.

    Example:
        >>> harmless("=1+1"), harmless("Ana"), harmless(2.50), harmless(None)
        ("'=1+1", 'Ana', '2.5', '')
    """
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.10g}"
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


def to_csv(heads: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    r"""Return rows as CSV with a heading, every cell harmless.

    Example:
        >>> to_csv(["name", "points"], [["Ana", 2.0]])
        'name,points\r\nAna,2\r\n'
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([harmless(head) for head in heads])
    writer.writerows([harmless(value) for value in row] for row in rows)
    return out.getvalue()
