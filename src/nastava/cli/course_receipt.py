"""A student's receipt beside what the instructor collected."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from nastava.classroom.course import read_settings, students_with_a_folder, submission_folder
from nastava.errors import NastavaError
from nastava.handin.look import Handed, code_of, digest_of, files_of
from nastava.handin.receipt import Receipt, read_receipt

#: How short a code may be: fewer signs may fit several submissions.
_SHORTEST = 8


def compare(root: Path, asked: str) -> tuple[bool, list[str]]:
    """Return whether a collected submission is what a receipt says, and what to tell, a sentence a line.

    Args:
        root: the course's folder.
        asked: path of a receipt, or a code: the beginning of its SHA-256, with or without dashes.

    Raises:
        NastavaError: that is neither, or there is no course.
    """
    path = Path(asked).expanduser()
    given = read_receipt(path) if path.is_file() else None
    wanted = given.digest if given else _plain(asked)
    collected = list(_collected(root, given.assignment if given else None))
    found = [each for each in collected if digest_of(each[2]).startswith(wanted)]
    if found:
        return True, [line for each in found for line in _told(root, *each)]
    lines = [
        f"No submission collected here has the code {code_of(wanted)}. Submissions looked at: {len(collected)}."
    ]
    if given:
        lines += _differences(given, collected)
    return False, lines


def _plain(code: str) -> str:
    plain = code.replace("-", "").replace(" ", "").lower()
    if not re.fullmatch(r"[0-9a-f]+", plain):
        raise NastavaError(f"{code!r} is neither a file nor a code. A code looks like 3F7A-92C1-0B4D.")
    if len(plain) < _SHORTEST:
        raise NastavaError(f"{code!r} is too short. Ask for the whole code, such as 3F7A-92C1-0B4D.")
    return plain


def _collected(root: Path, assignment: str | None) -> Iterator[tuple[str, str, list[Handed]]]:
    """Yield assignment, student and files of each submission."""
    course = read_settings(root).coursedir
    names = [assignment] if assignment else _assignments(Path(course.root) / course.submitted_directory)
    for name in names:
        for student in sorted(students_with_a_folder(course, name)):
            yield name, student, files_of(submission_folder(course, student, name))


def _assignments(submitted: Path) -> list[str]:
    return sorted({path.name for path in submitted.glob("*/*") if path.is_dir()})


def _told(root: Path, assignment: str, student: str, files: list[Handed]) -> list[str]:
    course = read_settings(root).coursedir
    stamped = submission_folder(course, student, assignment) / "timestamp.txt"
    at = stamped.read_text(encoding="utf-8", errors="replace").strip()[:40] if stamped.is_file() else ""
    same = f"The same: {assignment} of {student}, files {len(files)}, code {code_of(digest_of(files))}."
    return [
        same,
        f"Handed in, by nbgrader's time stamp: {at}."
        if at
        else "Nothing but the archive tells when it was handed in.",
    ]


def _differences(given: Receipt, collected: list[tuple[str, str, list[Handed]]]) -> Iterator[str]:
    """Yield how the submission of the receipt's student differs, where there is one of that name."""
    theirs = next((files for _name, student, files in collected if student == given.student), None)
    if theirs is None:
        yield f"Nothing was collected under the name {given.student!r} of the receipt."
        return
    told, there = ({each.path: each.sha256 for each in files} for files in (given.files, theirs))
    for path in sorted(told.keys() | there.keys()):
        if path not in there:
            yield f"  missing here: {path}"
        elif path not in told:
            yield f"  not on the receipt: {path}"
        elif told[path] != there[path]:
            yield f"  different: {path}"
