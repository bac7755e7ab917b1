"""Answer sheets on disk: every attempt is kept, nothing typed is lost."""

from nastava.answers.place import sheet_path
from nastava.answers.sheet import Attempt, Sheet, SheetContent, new_attempt, parse_sheet

__all__ = ["Attempt", "Sheet", "SheetContent", "new_attempt", "parse_sheet", "sheet_path"]
