"""A class list from a table, into nbgrader's gradebook: checked whole before anything is written."""

from __future__ import annotations

import csv
import hashlib
import io
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from nbgrader.api import Gradebook, Student
from sqlalchemy import select

from nastava.classroom.gradebook import Person, open_gradebook, read_people, told
from nastava.errors import NastavaError

#: Names of columns, as nbgrader, Moodle and Canvas write them, in English and in the region's languages.
_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "id": ("username", "user name", "login", "login id", "sis login id", "korisničko ime", "student id"),
    "first_name": ("first name", "firstname", "given name", "ime"),
    "last_name": ("last name", "lastname", "surname", "family name", "prezime"),
    "email": ("email", "e mail", "email address", "e mail address", "mail", "adresa e pošte", "e pošta", "imejl"),
    "lms_user_id": ("lms user id", "id number", "sis user id", "id broj"),
    "full_name": ("student", "full name", "name", "ime i prezime", "prezime i ime"),
}  # fmt: skip
#: A column that means who hands in where there is no better one, and else the learning platform's own number.
_PLAIN_ID = "id"
#: Canvas puts these among the students.
_NO_STUDENTS = {"points possible", "student, test", "test student"}
_LONGEST = 128
#: What can't stand in a name of nbgrader's folders or of its submissions.
_FORBIDDEN = re.compile(r"[+*/\\\s\x00-\x1f\x7f]")
_SEPARATORS = ",;\t"
FIELDS = ("first_name", "last_name", "email", "lms_user_id")


@dataclass(frozen=True)
class Entry:
    """A student of a class list: the name at login, and what the gradebook is to know."""

    line: int
    login: str
    person: Person


@dataclass(frozen=True)
class Roster:
    """A class list; ``faults`` say what is wrong with it, each with its line."""

    entries: tuple[Entry, ...]
    faults: tuple[str, ...]
    #: Which column each thing was read from.
    columns: Mapping[str, str]


@dataclass(frozen=True)
class Changes:
    """What a class list changes in a gradebook."""

    added: tuple[Person, ...] = ()
    changed: tuple[tuple[Person, Person], ...] = ()
    same: int = 0
    #: Students that the gradebook has and the list has not.
    others: tuple[str, ...] = ()


def read_roster(
    raw: bytes, name: str, *, encoding: str = "utf-8", id_column: str | None = None, hub: str | None = None
) -> Roster:
    """Return the class list of a table in CSV.

    Args:
        raw: the file; a byte order mark is understood.
        name: how to call it when something is wrong.
        encoding: how it is written, without a mark.
        id_column: the column with the name that students log in by.
        hub: ``tljh`` or ``kubernetes`` if ids are to be those of its accounts.

    Raises:
        NastavaError: it is no table with a column for that name.
    """
    rows, numbers = _rows(_decoded(raw, name, encoding), name)
    head = [_plain(cell) for cell in rows[0]]
    where = _columns(head, rows[0], name, id_column)
    entries: list[Entry] = []
    faults: list[str] = []
    first_line: dict[str, int] = {}
    for line, row in zip(numbers[1:], rows[1:], strict=True):
        cells = {what: " ".join(row[at].split()) if at < len(row) else "" for what, at in where.items()}
        if not any(cell.strip() for cell in row) or _is_no_student(cells):
            continue
        wrong = list(_faults(cells, row, len(head)))
        login = cells["id"].lower() if hub else cells["id"]
        id_ = system_name(login) if hub == "tljh" else login
        if id_ in first_line and not wrong:
            wrong.append(f"'{cells['id']}' stands in line {first_line[id_]} already")
        first_line.setdefault(id_, line)
        faults += [f"line {line}: {each}" for each in wrong]
        if not wrong:
            entries.append(Entry(line, login, _person(id_, cells)))
    if not entries and not faults:
        raise NastavaError(f"{name} names no student.")
    return Roster(tuple(entries), tuple(faults), {what: rows[0][at].strip() for what, at in where.items()})


def compare(url: str, entries: Sequence[Entry]) -> Changes:
    """Return what a class list would change; a gradebook that is not there yet has nobody."""
    path = url.removeprefix("sqlite:///")
    if url.startswith("sqlite:///") and not Path(path).is_file():
        return Changes(added=tuple(entry.person for entry in entries))
    with open_gradebook(url) as connection:
        return _changes(read_people(connection), entries)


def enter(url: str, course: str, entries: Sequence[Entry]) -> Changes:
    """Write a class list into a gradebook, all of it or nothing; nobody is removed.

    Raises:
        NastavaError: the gradebook can't be written.
    """
    with told(url), Gradebook(url, course) as book:
        try:
            there = {student.id: student for student in book.db.scalars(select(Student))}
            before = {id_: _known(student) for id_, student in there.items()}
            changes = _changes(before, entries)
            for person in (*changes.added, *(after for _before, after in changes.changed)):
                student = there.get(person.id)
                if student is None:
                    student = Student(id=person.id)
                    book.db.add(student)
                for field in FIELDS:
                    setattr(student, field, getattr(person, field))
            book.db.commit()
        except BaseException:
            book.db.rollback()
            raise
    return changes


def system_name(login: str) -> str:
    """Return the account that The Littlest JupyterHub makes for a name at login.

    Example:
        >>> system_name("ana"), system_name("a-name-longer-than-accounts-can-be")
        ('jupyter-ana', 'jupyter-a-name-longer-than-51090')
    """
    account = f"jupyter-{login}"
    if len(account) < 26:
        return account
    return f"{account[:26]}-{hashlib.sha256(account.encode()).hexdigest()[:5]}"


def _decoded(raw: bytes, name: str, encoding: str) -> str:
    for mark, marked in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if raw.startswith(mark):
            encoding = marked
    try:
        return raw.decode(encoding)
    except LookupError:
        raise NastavaError(
            f"The encoding '{encoding}' is not known. Usual ones: utf-8, cp1250, cp1252."
        ) from None
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise NastavaError(
            f"{name}, line {line}: this is not {encoding}. Save the table as 'CSV UTF-8', or say how it is written, "
            "as in --encoding cp1250."
        ) from None


def _rows(text: str, name: str) -> tuple[list[list[str]], list[int]]:
    """Return the rows of a table, with the lines that they begin in."""
    skipped = 0
    separator = None
    first, _newline, rest = text.partition("\n")
    if re.fullmatch(r"sep=[,;\t]\s*", first):  # a line of Excel's
        separator, text, skipped = first[4], rest, 1
        first = rest.partition("\n")[0]
    separator = separator or max(_SEPARATORS, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    rows: list[list[str]] = []
    numbers: list[int] = []
    line = 1 + skipped
    try:
        for row in reader:
            rows.append(row)
            numbers.append(line)
            line = 1 + skipped + reader.line_num
    except csv.Error as error:
        raise NastavaError(
            f"{name}, line {line}: the table can't be read ({error}). Save it as CSV again."
        ) from None
    if not rows or not any(cell.strip() for cell in rows[0]):
        raise NastavaError(f"{name} has no first line with names of columns.")
    return rows, numbers


def _columns(head: list[str], written: list[str], name: str, id_column: str | None) -> dict[str, int]:
    """Return where each thing stands."""
    where: dict[str, int] = {}
    for what, known in _COLUMNS.items():
        for candidate in known:
            if candidate in head and what not in where:
                where[what] = head.index(candidate)
    if _PLAIN_ID in head:
        where.setdefault("lms_user_id" if "id" in where else "id", head.index(_PLAIN_ID))
    if id_column is not None:
        if _plain(id_column) not in head:
            raise NastavaError(f"{name} has no column '{id_column}'. It has: {_listed(written)}.")
        where["id"] = head.index(_plain(id_column))
    if "id" not in where:
        raise NastavaError(
            f"{name} has no column with the name that students log in by. It has: {_listed(written)}. "
            "Say which it is with --id COLUMN."
        )
    if "first_name" in where and "last_name" in where:
        where.pop("full_name", None)
    return where


def _listed(written: list[str]) -> str:
    return ", ".join(f"'{cell.strip()}'" for cell in written if cell.strip())


def _plain(column: str) -> str:
    composed = unicodedata.normalize("NFC", column).casefold()
    return re.sub(r"[\s_-]+", " ", composed).strip()


def _is_no_student(cells: Mapping[str, str]) -> bool:
    return cells.get("full_name", "").casefold() in _NO_STUDENTS


def _faults(cells: Mapping[str, str], row: list[str], width: int) -> Iterator[str]:
    if len(row) > width and any(cell.strip() for cell in row[width:]):
        yield f"{len(row)} cells, where the first line names {width}; a name with a comma takes quotation marks"
        return
    if any(unicodedata.category(letter) == "Cc" for cell in cells.values() for letter in cell):
        yield "a cell holds characters that can't be shown"
        return
    id_ = cells["id"]
    if not id_:
        yield "the name at login is missing"
    elif _FORBIDDEN.search(id_) or id_.startswith("."):
        yield f"'{id_}' can't be a name at login: no spaces, '+', '*', slashes, and no full stop at its beginning"
    if cells.get("email") and not re.fullmatch(r"[^@\s]+@[^@\s]+", cells["email"]):
        yield f"'{cells['email']}' is no address of e-mail"
    yield from (
        f"'{cell[:20]}…' has more than {_LONGEST} characters"
        for cell in cells.values()
        if len(cell) > _LONGEST
    )


def _person(id_: str, cells: Mapping[str, str]) -> Person:
    first, last = cells.get("first_name") or None, cells.get("last_name") or None
    if cells.get("full_name"):
        one, comma, two = cells["full_name"].partition(",")
        if comma:  # Canvas: last name, first name
            given, family = two.strip(), one.strip()
        else:
            given, _space, family = cells["full_name"].partition(" ")
        first, last = first or given or None, last or family.strip() or None
    return Person(id_, first, last, cells.get("email") or None, cells.get("lms_user_id") or None)


def _known(student: Student) -> Person:
    return Person(student.id, student.first_name, student.last_name, student.email, student.lms_user_id)


def _changes(there: Mapping[str, Person], entries: Sequence[Entry]) -> Changes:
    """Compare; what the list leaves empty stays as the gradebook has it."""
    added, changed, same = [], [], 0
    for person in (entry.person for entry in entries):
        before = there.get(person.id)
        if before is None:
            added.append(person)
            continue
        after = Person(person.id, *(getattr(person, field) or getattr(before, field) for field in FIELDS))
        if after == before:
            same += 1
        else:
            changed.append((before, after))
    listed = {entry.person.id for entry in entries}
    return Changes(tuple(added), tuple(changed), same, tuple(sorted(set(there) - listed)))
