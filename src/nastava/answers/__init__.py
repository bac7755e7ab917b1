"""Answer sheets on disk: every attempt is kept, nothing typed is lost."""

from nastava.answers.content import Attempt, SheetContent, new_attempt, parse_sheet
from nastava.answers.place import sheet_path
from nastava.answers.sheet import Sheet

__all__ = ["Attempt", "Sheet", "SheetContent", "new_attempt", "parse_sheet", "sheet_path"]
