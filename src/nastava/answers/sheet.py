"""The answer sheet: every attempt at a quiz, on disk before the learner is told that it is saved.

A sheet is one JSON file with an attempt on each line, so that a damaged one gives back every whole line.
Writers merge: what is on disk is read again under a lock, the attempts of both are kept, and the file is
replaced atomically.
"""

from __future__ import annotations

import contextlib
import errno
import json
import math
import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from nastava.atomic import write_atomically
from nastava.errors import SheetError
from nastava.text.messages import Notice, notice

FORMAT = 1
#: Larger sheets are not read: thousands of attempts take a few hundred kilobytes.
MAX_BYTES = 16 * 1024 * 1024
#: Seconds to wait for another kernel that is writing.
LOCK_TIME = 10

TOO_LARGE = "The answer sheet is larger than any real one and was not read."
DAMAGED = "The answer sheet was damaged. Attempts that could be read from it: {n}."
ENTRIES_DAMAGED = "Damaged entries of the answer sheet that were left out: {n}."
UNREADABLE = "The answer sheet {file} can't be read ({why})."
NOT_PUT_ASIDE = (
    "Not saved yet: {file} can't be read, nor kept under another name. Rename it, or make it readable; your "
    "answer is kept here until then."
)
KEPT_AS = "The damaged file is kept as {file}."
NEWER = (
    "{file} was written by a newer version of Nastava. Update Nastava; until then nothing in it is changed."
)
HELD = "Not saved yet: another program holds {file}. Close the other tab or wait a moment."
DISK_FULL = (
    "Not saved yet: the disk is full ({folder}). Free some space; your answer is kept here until then."
)
READ_ONLY = "Not saved yet: the folder {folder} can't be written. Make it writable; your answer is kept here until then."
NOT_WRITTEN = "Not saved yet: {file} can't be written ({why}). Your answer is kept here until that is mended."

Attempt = dict[str, Any]
Sitting = dict[str, Any]
#: Fields of the file that are read; every other is kept as it is.
_FIELDS = {"format", "quiz", "attempts", "drafts", "opened", "sittings"}


@dataclass
class SheetContent:
    """What a sheet holds.

    ``attempts`` in the order made. ``drafts``: what was typed and not yet handed in, by item. ``opened``:
    by item, the number of hints shown and whether the solution was. ``sittings``: the times that a quiz was
    begun anew, each with its id, seed, items and times. ``problems``: what was wrong with the
    file, in sentences. ``extra``: fields of a newer format, kept as they are.
    """

    attempts: list[Attempt] = field(default_factory=list)
    drafts: dict[str, Any] = field(default_factory=dict)
    opened: dict[str, dict[str, Any]] = field(default_factory=dict)
    sittings: list[Sitting] = field(default_factory=list)
    problems: tuple[Notice, ...] = ()
    extra: dict[str, Any] = field(default_factory=dict)
    format: int = FORMAT
    #: The file holds what could neither be read nor put aside: writing over it would lose that.
    at_risk: bool = False


def new_sitting(seed: str, items: Sequence[str], at: datetime | None = None) -> Sitting:
    """Return a sitting that begins now.

    Args:
        seed: what its draws and variants follow from.
        items: ids of the items that it is about.
        at: the time; default: now.
    """
    return {"id": uuid.uuid4().hex, "seed": seed, "items": list(items), "at": stamp(at or datetime.now(UTC))}


def stamp(at: datetime) -> str:
    """Return a time as sheets write it.

    Example:
        >>> stamp(datetime(2023, 11, 20, 9, 30, tzinfo=UTC))
        '2023-11-20T09:30:00.000000Z'
    """
    return at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def new_attempt(item: str, version: str, response: Any, language: str, hints: int) -> Attempt:
    """Return an attempt made now.

    Args:
        item: id of the item.
        version: version of the item that was shown.
        response: the parsed response, JSON.
        language: code of the language shown.
        hints: how many hints had been opened.
    """
    return {
        "id": uuid.uuid4().hex,
        "item": item,
        "version": version,
        "at": stamp(datetime.now(UTC)),
        "response": response,
        "language": language,
        "hints": hints,
    }


def parse_sheet(raw: bytes) -> SheetContent:
    """Read the bytes of a sheet; what is damaged is left out and said in ``problems``. Never raises."""
    if len(raw) > MAX_BYTES:
        return SheetContent(problems=(notice(TOO_LARGE),))
    text = raw.decode("utf-8", errors="replace")
    try:
        data = json.loads(text, parse_constant=_no_number, parse_float=_finite)
    except (ValueError, RecursionError):
        data = None
    if not isinstance(data, dict) or not isinstance(data.get("attempts"), list):
        attempts = list(_whole_lines(text))
        return SheetContent(attempts=attempts, problems=(notice(DAMAGED, n=len(attempts)),))
    return _content(data)


def _content(data: Mapping[str, Any]) -> SheetContent:
    kept = [entry for entry in data["attempts"] if _is_attempt(entry)]
    left_out = len(data["attempts"]) - len(kept)
    drafts, opened = data.get("drafts"), data.get("opened")
    content = SheetContent(
        attempts=kept,
        drafts=dict(drafts) if isinstance(drafts, dict) else {},
        opened={k: v for k, v in opened.items() if isinstance(v, dict)} if isinstance(opened, dict) else {},
        sittings=[entry for entry in data.get("sittings") or () if _is_sitting(entry)]
        if isinstance(data.get("sittings"), list)
        else [],
        extra={k: v for k, v in data.items() if k not in _FIELDS},
        format=data["format"] if isinstance(data.get("format"), int) else FORMAT,
    )
    if left_out:
        content.problems = (notice(ENTRIES_DAMAGED, n=left_out),)
    return content


def _is_attempt(entry: Any) -> bool:
    return (
        isinstance(entry, dict)
        and isinstance(entry.get("id"), str)
        and isinstance(entry.get("item"), str)
        and "response" in entry
    )


def _is_sitting(entry: Any) -> bool:
    return (
        isinstance(entry, dict)
        and isinstance(entry.get("id"), str)
        and isinstance(entry.get("seed"), str)
        and isinstance(entry.get("items"), list)
    )


def _whole_lines(text: str) -> Iterator[Attempt]:
    for line in text.splitlines():
        with contextlib.suppress(ValueError, RecursionError):
            entry = json.loads(line.strip().rstrip(","), parse_constant=_no_number, parse_float=_finite)
            if _is_attempt(entry):
                yield entry


def _dump(quiz_id: str, content: SheetContent) -> bytes:
    def one_line(value: Any) -> str:
        return json.dumps(value, ensure_ascii=False, allow_nan=False)

    attempts = ",\n".join(one_line(attempt) for attempt in content.attempts)
    head = {"format": FORMAT, "quiz": quiz_id, **content.extra}
    fields = [f"{one_line(key)}: {one_line(value)}" for key, value in head.items()]
    fields.append(f'"drafts": {one_line(content.drafts)}')
    fields.append(f'"opened": {one_line(content.opened)}')
    fields.append(f'"sittings": {one_line(content.sittings)}')
    fields.append(f'"attempts": [\n{attempts}\n]')
    # Half a character pair, which a browser can send, becomes an escape that JSON reads back.
    return ("{\n" + ",\n".join(fields) + "\n}\n").encode("utf-8", "backslashreplace")


def _finite(written: str) -> float | None:
    """Read a number beyond all bounds, such as 1e999, as no value: JSON could not write it again."""
    number = float(written)
    return number if math.isfinite(number) else None


def _no_number(_constant: str) -> None:
    """Read NaN and Infinity, which are no JSON, as no value."""


class Sheet:
    """An answer sheet that is being filled in.

    What can't be written stays in memory and is written with the next change that can be.
    """

    def __init__(self, path: Path, quiz_id: str) -> None:
        self.path = path
        self.quiz_id = quiz_id
        self.content = SheetContent()
        self._pending: list[Attempt] = []
        self._late: set[str] = set()  # ids of attempts that could not be written at first
        self._touched: set[str] = set()  # items whose draft here is newer than the file's
        self._helped = False  # a hint or a solution was opened that the file does not tell of
        self._seated = False  # a sitting was begun or changed that the file does not tell of

    @classmethod
    def open(cls, path: Path, quiz_id: str) -> Sheet:
        """Return the sheet at ``path``, read if it exists. Never raises: see ``content.problems``."""
        sheet = cls(path, quiz_id)
        sheet.refresh()
        return sheet

    def refresh(self) -> None:
        """Read the file again; attempts that could not be written yet are kept. Never raises."""
        drafts = {item: raw for item, raw in self.content.drafts.items() if item in self._touched}
        opened = self.content.opened if self._helped else {}
        sittings = self.content.sittings if self._seated else []
        self.content = SheetContent(list(self._pending), drafts, opened, sittings)
        self._merge(self._load())

    @property
    def unsaved(self) -> bool:
        """Whether something here is not on the disk yet."""
        return bool(self._pending or self._touched or self._helped or self._seated)

    @staticmethod
    def read(path: Path) -> SheetContent:
        """Return what the file holds without changing anything. Never raises."""
        try:
            return parse_sheet(path.read_bytes())
        except FileNotFoundError:
            return SheetContent()
        except OSError as error:
            return SheetContent(problems=(notice(UNREADABLE, file=path.name, why=error.strerror),))

    def attempts(self, item: str) -> Sequence[Attempt]:
        """Return the attempts at an item, in the order made."""
        return [attempt for attempt in self.content.attempts if attempt["item"] == item]

    def record(self, attempt: Attempt) -> None:
        """Add an attempt and save; the item's draft goes.

        Raises:
            SheetError: it could not be saved; it is kept in memory and saved with the next change.
        """
        self.content.attempts.append(attempt)
        self._pending.append(attempt)
        self.content.drafts.pop(attempt["item"], None)
        self._touched.add(attempt["item"])
        self.save()

    def draft(self, item: str, raw: Any) -> None:
        """Keep what is typed but not handed in; None forgets it.

        Raises:
            SheetError: it could not be saved.
        """
        if raw is None:
            self.content.drafts.pop(item, None)
        else:
            self.content.drafts[item] = raw
        self._touched.add(item)
        self.save()

    def open_help(self, item: str, *, hints: int | None = None, solution: bool = False) -> None:
        """Note that hints or the solution of an item were shown; neither can be unseen.

        Raises:
            SheetError: it could not be saved.
        """
        seen = self.content.opened.setdefault(item, {})
        seen["hints"] = max(hints or 0, _count(seen.get("hints")))
        seen["solution"] = bool(seen.get("solution")) or solution
        self._helped = True
        self.save()

    def begin(self, sitting: Sitting, *, anew: bool = False) -> Sitting:
        """Note that a sitting begins; return it, or the one that another kernel began meanwhile instead.

        Args:
            sitting: see ``new_sitting``.
            anew: the items were answered before; what was typed for them and not handed in goes.

        Raises:
            SheetError: it could not be saved.
        """
        known = {each["id"] for each in self.content.sittings}
        self.refresh()
        for other in self.content.sittings:
            if other["id"] not in known and other["items"] == sitting["items"]:
                return other
        self.content.sittings.append(sitting)
        for item in sitting["items"] if anew else ():
            if item in self.content.drafts:
                del self.content.drafts[item]
                self._touched.add(item)
        self._seated = True
        self.save()
        return sitting

    def note(self, sitting: Sitting, **times: str) -> None:
        """Note when a sitting was started, ended or last seen.

        Raises:
            SheetError: it could not be saved.
        """
        sitting.update(times)
        self._seated = True
        self.save()

    def is_saved(self, attempt: Attempt) -> bool:
        """Return whether an attempt is on the disk, as far as this sheet knows."""
        return all(waiting["id"] != attempt["id"] for waiting in self._pending)

    def hints_opened(self, item: str) -> int:
        """Return how many hints of the item were shown."""
        return _count(self.content.opened.get(item, {}).get("hints"))

    def solution_opened(self, item: str) -> bool:
        """Return whether the solution of the item was shown."""
        return self.content.opened.get(item, {}).get("solution") is True

    def save(self) -> None:
        """Merge with the file and replace it.

        Raises:
            SheetError: one message that says why and what to do; nothing in memory or on disk is lost.
        """
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with FileLock(self.path.with_name(f".{self.path.stem}.lock"), timeout=LOCK_TIME):
                disk = self._load()
                if disk.format > FORMAT:
                    raise SheetError(notice(NEWER, file=self.path.name))
                if disk.at_risk:
                    raise SheetError(notice(NOT_PUT_ASIDE, file=self.path.name))
                self._merge(disk)
                write_atomically(self.path, _dump(self.quiz_id, self.content))
                self._pending.clear()
                self._touched.clear()
                self._helped = self._seated = False
        except Timeout:
            raise SheetError(notice(HELD, file=self.path.name)) from None
        except OSError as error:
            raise SheetError(_why_not_saved(error, self.path)) from error
        finally:
            self._late = {attempt["id"] for attempt in self._pending}

    def _load(self) -> SheetContent:
        """Read the file; a damaged one is kept under another name first, so that writing can't lose it."""
        content = self.read(self.path)
        if content.format > FORMAT:
            content.problems = (*content.problems, notice(NEWER, file=self.path.name))
        elif content.problems and self.path.is_file():
            kept = self._keep_damaged()
            content.problems = (*content.problems, *kept)
            content.at_risk = not kept
        return content

    def _keep_damaged(self) -> tuple[Notice, ...]:
        stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%f")
        aside = self.path.with_name(f"{self.path.stem}.damaged-{stamp}.json")
        try:
            raw = self.path.read_bytes()
            write_atomically(aside, raw)
            write_atomically(self.path, _dump(self.quiz_id, parse_sheet(raw)))
        except OSError:
            return ()
        return (notice(KEPT_AS, file=aside.name),)

    def _merge(self, disk: SheetContent) -> None:
        mine = self.content
        known = {attempt["id"] for attempt in disk.attempts}
        attempts = list(disk.attempts)
        for attempt in mine.attempts:
            if attempt["id"] in self._late:
                attempts.insert(_place_by_time(attempt, attempts), attempt)
            elif attempt["id"] not in known:
                attempts.append(attempt)
        mine.attempts = attempts
        mine.drafts = {
            **{item: raw for item, raw in disk.drafts.items() if item not in self._touched},
            **{item: raw for item, raw in mine.drafts.items() if item in self._touched},
        }
        for item, seen in disk.opened.items():
            ours = mine.opened.setdefault(item, {})
            ours["hints"] = max(_count(ours.get("hints")), _count(seen.get("hints")))
            ours["solution"] = ours.get("solution") is True or seen.get("solution") is True
        mine.sittings = _merged(disk.sittings, mine.sittings)
        mine.extra = {**disk.extra, **mine.extra}
        mine.problems = tuple(dict.fromkeys((*mine.problems, *disk.problems)))


def _merged(disk: Sequence[Sitting], mine: Sequence[Sitting]) -> list[Sitting]:
    """Return all sittings; of one that both have, the earliest start and end and the latest time seen hold."""
    ours = {each["id"]: each for each in mine}
    merged = []
    for theirs in disk:
        # The same object stays in use, so that whoever holds it sees what came from the disk.
        each = ours.pop(theirs["id"], {})
        for name, value in theirs.items():
            if name not in each or _holds(name, value, each[name]):
                each[name] = value
        merged.append(each)
    return [*merged, *ours.values()]


def _holds(name: str, theirs: Any, mine: Any) -> bool:
    if not isinstance(theirs, str) or not isinstance(mine, str):
        return False
    return theirs > mine if name == "latest" else name in {"started", "ended"} and theirs < mine


def _place_by_time(attempt: Attempt, attempts: Sequence[Attempt]) -> int:
    """Return where an attempt that is written late belongs: before those that another kernel made since.

    Attempts written at once keep their order whatever the clock says.
    """
    place = len(attempts)
    while place and str(attempts[place - 1].get("at")) > str(attempt.get("at")):
        place -= 1
    return place


def _count(value: Any) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) and value > 0 else 0


def _why_not_saved(error: OSError, path: Path) -> Notice:
    if error.errno in {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)}:
        return notice(DISK_FULL, folder=path.parent)
    if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
        return notice(READ_ONLY, folder=path.parent)
    return notice(NOT_WRITTEN, file=path.name, why=error.strerror or error)
