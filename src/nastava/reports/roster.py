"""Whose row in a learning platform is whose in the gradebook: a CSV file that the platform exported."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from nastava.classroom.gradebook import Person
from nastava.errors import NastavaError

#: Largest roster, in bytes: a hundred thousand people take a tenth of it.
_LARGEST = 100_000_000
Row = Mapping[str, str]


@dataclass(frozen=True)
class Roster:
    """The platform's rows; ``heads`` are its columns in order."""

    path: Path
    heads: tuple[str, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Matched:
    """Students with their rows, and who is left over on either side, with the reason."""

    rows: Mapping[str, Row]
    without_row: tuple[str, ...]
    doubtful: tuple[str, ...]
    without_student: tuple[Row, ...]


def read_roster(path: Path, columns: Sequence[str]) -> Roster:
    """Read a roster.

    Args:
        path: of the CSV file; commas, semicolons or tabs.
        columns: those of which it must have one, to know people by.

    Raises:
        NastavaError: it can't be read, or has none of the columns.
    """
    try:
        if path.stat().st_size > _LARGEST:
            raise NastavaError(
                f"{path} is larger than any roster ({_LARGEST // 1_000_000} MB). Name another file."
            )
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise NastavaError(f"The roster {path} can't be read ({error.strerror}).") from None
    except UnicodeDecodeError:
        raise NastavaError(f"The roster {path} is not UTF-8. Save it as CSV in UTF-8.") from None
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    try:
        lines = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as error:
        raise NastavaError(f"The roster {path} is no CSV file ({error}).") from None
    heads = tuple(head.strip() for head in lines[0]) if lines else ()
    if not set(columns) & set(heads):
        raise NastavaError(
            f"The roster {path} has none of the columns {', '.join(columns)}. Export it from the platform again, in English."
        )
    rows = tuple(dict(zip(heads, line, strict=False)) for line in lines[1:] if any(line))
    return Roster(path, heads, rows)


def match(people: Iterable[Person], roster: Roster, columns: Sequence[str]) -> Matched:
    """Match students to rows: one of a row's columns says the student's id, email or id in the platform.

    Columns are tried in order; the first in which exactly one row fits decides. Where several fit in each, the student is
    doubtful and left out, and so are two students who would share a row.

    Args:
        people: of the gradebook.
        roster: of the platform.
        columns: to be tried.
    """
    places: dict[str, dict[str, list[int]]] = {column: {} for column in columns if column in roster.heads}
    for number, row in enumerate(roster.rows):
        for column, known in places.items():
            value = _folded(row.get(column, ""))
            if value:
                known.setdefault(value, []).append(number)
    found: dict[str, int] = {}
    doubtful: list[str] = []
    without: list[str] = []
    for person in people:
        said = [
            _folded(value)
            for value in (person.lms_user_id, person.id, person.email)
            if value and _folded(value)
        ]
        fits = [
            {row for value in said for row in known.get(value, ())} for known in places.values()
        ]  # fmt: skip
        one = next((next(iter(rows)) for rows in fits if len(rows) == 1), None)
        if one is not None:
            found[person.id] = one
        else:
            (doubtful if any(fits) else without).append(person.id)
    owners: dict[int, list[str]] = {}
    for student, number in found.items():
        owners.setdefault(number, []).append(student)
    shared = [student for each in owners.values() if len(each) > 1 for student in each]
    rows = {
        student: roster.rows[number] for student, number in found.items() if len(owners[number]) == 1
    }  # fmt: skip
    return Matched(
        rows=rows,
        without_row=tuple(without),
        doubtful=tuple(sorted([*doubtful, *shared])),
        without_student=tuple(row for number, row in enumerate(roster.rows) if number not in owners),
    )


def _folded(value: str) -> str:
    return unicodedata.normalize("NFC", value).strip().casefold()
