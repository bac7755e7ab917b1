"""Reading an answer sheet that was handed in: a student's file, so nothing in it is trusted."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from nastava.answers.content import MAX_BYTES, SheetContent, parse_sheet
from nastava.answers.words import (
    SHEET_MISSING,
    SHEET_NEWER,
    SHEET_NOT_A_FILE,
    SHEET_UNREADABLE,
    SHEET_WAITING,
)
from nastava.text.messages import notice

#: How the note begins that stands in place of a link or a special file.
NOTE_START = "Not taken: this was "
# Where the system has no such flags (Windows), the check of each part of the path stands alone.
_FLAGS = (
    os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
)


def read_handed_in(submission: Path, quiz_id: str) -> SheetContent:
    """Return what the sheet of a quiz holds. Never raises: see ``problems``.

    No link below the submission's folder is followed, no pipe is waited for, and no more is read than a
    sheet can have. What waited beside the sheet, because a newer version had written that, counts as well.

    Args:
        submission: folder that was handed in.
        quiz_id: the quiz.
    """
    sheet = _read_below(submission, f"answers/{quiz_id}.json")
    waiting_name = f"answers/{quiz_id}.waiting.json"
    if sheet.newer:
        sheet.problems = (*sheet.problems, notice(SHEET_NEWER, file=f"answers/{quiz_id}.json"))
    if (submission / waiting_name).exists():
        waiting = _read_below(submission, waiting_name)
        known = {attempt["id"] for attempt in sheet.attempts}
        more = [attempt for attempt in waiting.attempts if attempt["id"] not in known]
        sheet.attempts += more
        told = (notice(SHEET_WAITING, file=waiting_name, n=len(more)),) if more else ()
        sheet.problems = (*sheet.problems, *waiting.problems, *told)
    return sheet


def _read_below(submission: Path, name: str) -> SheetContent:
    try:
        if stat.S_ISLNK((submission / "answers").lstat().st_mode):
            return SheetContent(problems=(notice(SHEET_NOT_A_FILE, file=name),))
        return _read(submission / name, name)
    except FileNotFoundError:
        return SheetContent(problems=(notice(SHEET_MISSING, file=name),))
    except OSError as error:
        return SheetContent(problems=(notice(SHEET_UNREADABLE, file=name, why=error.strerror),))


def _read(path: Path, name: str) -> SheetContent:
    not_a_file = SheetContent(problems=(notice(SHEET_NOT_A_FILE, file=name),))
    if not stat.S_ISREG(path.lstat().st_mode):
        return not_a_file
    # It may have become something else since: what was opened is looked at again.
    with os.fdopen(os.open(path, _FLAGS), "rb") as file:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            return not_a_file
        raw = file.read(MAX_BYTES + 1)
    return not_a_file if raw.startswith(NOTE_START.encode()) else parse_sheet(raw)
