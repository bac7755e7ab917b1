"""Answer sheets on disk: every attempt is kept, nothing typed is lost."""

from nastava.answers.content import (
    Attempt,
    SheetContent,
    changes,
    is_plain,
    new_attempt,
    parse_sheet,
    without_halves,
)
from nastava.answers.place import sheet_path
from nastava.answers.sheet import Sheet

__all__ = [
    "Attempt",
    "Sheet",
    "SheetContent",
    "changes",
    "is_plain",
    "new_attempt",
    "parse_sheet",
    "sheet_path",
    "without_halves",
]
