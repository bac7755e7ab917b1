"""A report as tables of pandas, for a notebook."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

    from nastava.reports.model import Report


def item_table(report: Report) -> pd.DataFrame:
    """Return the items of all quizzes, one a row, by quiz and id."""
    import pandas as pd

    rows = [
        {
            "quiz": quiz.id, "item": item.id, "type": item.type, "points": item.points, "facility": item.facility,
            "item_rest": item.item_rest, "index": item.index, "blanks": item.blanks, "not_reached": item.not_reached,
            "seconds": item.seconds, "chance": item.chance, "flags": [flag.name for flag in item.flags],
        }
        for quiz in report.quizzes
        for item in quiz.items
    ]  # fmt: skip
    return pd.DataFrame(rows).set_index(["quiz", "item"]) if rows else pd.DataFrame()
