"""The answer sheet being filled in: every attempt is on disk before the learner is told that it is saved.

Writers merge: what is on disk is read again under a lock, the attempts of both are kept, and the file is
replaced atomically. A file that must not be written over, because a newer version wrote it or because it
can be neither read nor put aside, stays as it is; what is answered then waits in a file of its own beside it.
"""

from __future__ import annotations

import contextlib
import errno
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from nastava.answers.clock import now
from nastava.answers.content import (
    MAX_BYTES,
    Attempt,
    SheetContent,
    dump_sheet,
    is_plain,
    parse_sheet,
    without_halves,
)
from nastava.answers.listening import tell
from nastava.answers.order import merged
from nastava.answers.sittings import Sitting, merged_sittings
from nastava.answers.words import (
    DISK_FULL,
    FULL,
    HELD,
    KEPT_AS,
    NEWER,
    NEWER_WAITING,
    NOT_PLAIN,
    NOT_PUT_ASIDE,
    NOT_PUT_ASIDE_WAITING,
    NOT_WRITTEN,
    READ_ONLY,
    UNREADABLE,
)
from nastava.atomic import remove_leftovers, write_atomically
from nastava.errors import SheetError
from nastava.locking import Timeout, lock
from nastava.text.messages import Notice, notice
from nastava.text.numbers import count_of

#: Seconds to wait for another kernel that is writing.
LOCK_TIME = 10


class Sheet:
    """An answer sheet that is being filled in.

    What can't be written stays in memory and is written with the next change that can be. Its methods may be
    called from several threads: JupyterLab hears the browser in one and runs cells in another.
    """

    def __init__(self, path: Path, quiz_id: str) -> None:
        self.path = path
        self.quiz_id = quiz_id
        self.content = SheetContent()
        self._one_at_a_time = threading.RLock()
        self._pending: list[Attempt] = []
        self._follows: dict[str, list[str]] = {}  # for those pending, which attempts each was made after
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
        with self._one_at_a_time:
            drafts, typed_in = self._touched_drafts()
            opened = self.content.opened if self._helped else {}
            disk = self.read(self.path)
            if disk.problems and not disk.newer and self.path.is_file():
                disk.at_risk = True
                with contextlib.suppress(Timeout, OSError), self._locked():
                    disk = self._load(self.path)
            if disk.newer:
                disk.problems = (*disk.problems, notice(NEWER, file=self.path.name))
            # Those that are known stay the same objects, for whoever holds one.
            listed = {each["id"] for each in disk.sittings}
            sittings = [each for each in self.content.sittings if self._seated or each["id"] in listed]
            self.content = SheetContent(list(self._pending), drafts, typed_in, opened, sittings)
            self._merge(disk, self.read(self._waiting))

    @property
    def unsaved(self) -> bool:
        """Whether something here is not on the sheet yet."""
        return bool(self._pending or self._touched or self._helped or self._seated)

    @staticmethod
    def read(path: Path) -> SheetContent:
        """Return what the file holds without changing anything. Never raises."""
        try:
            with path.open("rb") as file:
                return parse_sheet(file.read(MAX_BYTES + 1))
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
            SheetError: it could not be saved; it is kept in memory and saved with the next change. Or it is
                nothing that a sheet can hold, and was not added.
        """
        _demand_plain(attempt)
        with self._one_at_a_time:
            last = (*self.content.attempts[-1:], *self._pending[-1:])
            self._follows[attempt["id"]] = [other["id"] for other in last]
            self.content.attempts.append(attempt)
            self._pending.append(attempt)
            self._forget_draft(attempt["item"])
            self.save()

    def draft(self, item: str, raw: Any, language: str | None = None) -> None:
        """Keep what is typed but not handed in; None forgets it.

        Args:
            item: its id.
            raw: what is typed.
            language: code of the language in which it is typed: numbers are written differently in each.

        Raises:
            SheetError: it could not be saved, or is nothing that a sheet can hold.
        """
        _demand_plain(raw)
        with self._one_at_a_time:
            self._forget_draft(item)
            if raw is not None:
                self.content.drafts[item] = without_halves(raw)
                if language is not None:
                    self.content.typed_in[item] = language
            self.save()

    def _forget_draft(self, item: str) -> None:
        self.content.drafts.pop(item, None)
        self.content.typed_in.pop(item, None)
        self._touched.add(item)

    def _touched_drafts(self) -> tuple[dict[str, Any], dict[str, str]]:
        """Return the drafts that are newer here than in the file, and their languages."""
        mine = self.content
        drafts = {item: raw for item, raw in mine.drafts.items() if item in self._touched}
        return drafts, {item: code for item, code in mine.typed_in.items() if item in drafts}

    def open_help(self, item: str, *, hints: int | None = None, solution: bool = False) -> None:
        """Note that hints or the solution of an item were shown; neither can be unseen.

        Raises:
            SheetError: it could not be saved.
        """
        with self._one_at_a_time:
            seen = self.content.opened.setdefault(item, {})
            seen["hints"] = max(hints or 0, count_of(seen.get("hints")))
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
        with self._one_at_a_time:
            known = {each["id"] for each in self.content.sittings}
            self.refresh()
            for other in self.content.sittings:
                alike = all(other.get(name) == sitting.get(name) for name in ("items", "part"))
                if other["id"] not in known and alike:
                    return other
            self.content.sittings.append(sitting)
            for item in sitting["items"] if anew else ():
                if item in self.content.drafts:
                    self._forget_draft(item)
            self._seated = True
            self.save()
            return sitting

    def note(self, sitting: Sitting, **times: str) -> None:
        """Note when a sitting was started, ended or last seen.

        Raises:
            SheetError: it could not be saved.
        """
        with self._one_at_a_time:
            sitting.update(times)
            if all(
                each is not sitting for each in self.content.sittings
            ):  # held since before it left the file
                self.content.sittings = merged_sittings(self.content.sittings, [sitting])
            self._seated = True
            self.save()

    def is_saved(self, attempt: Attempt) -> bool:
        """Return whether an attempt is on the sheet on disk, as far as is known here."""
        return all(waiting["id"] != attempt["id"] for waiting in self._pending)

    def hints_opened(self, item: str) -> int:
        """Return how many hints of the item were shown."""
        return count_of(self.content.opened.get(item, {}).get("hints"))

    def solution_opened(self, item: str) -> bool:
        """Return whether the solution of the item was shown."""
        return self.content.opened.get(item, {}).get("solution") is True

    # Writing -----------------------------------------------------------------------------------------

    def save(self) -> None:
        """Merge with the file and replace it.

        Raises:
            SheetError: one message that says why and what to do; nothing in memory or on disk is lost.
        """
        with self._one_at_a_time:
            is_news = bool(self._pending) or self._seated
            try:
                with self._locked():
                    self._write()
            except Timeout:
                raise SheetError(notice(HELD, file=self.path.name)) from None
            except OSError as error:
                raise SheetError(_why_not_saved(error, self.path)) from error
            finally:
                self._late = {attempt["id"] for attempt in self._pending}
        if is_news:
            tell(self.path)

    @property
    def _waiting(self) -> Path:
        """Where answers wait while the sheet itself must stay as it is."""
        return self.path.with_name(f"{self.path.stem}.waiting.json")

    @contextlib.contextmanager
    def _locked(self) -> Iterator[None]:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with lock(self.path.with_name(f".{self.path.stem}.lock"), LOCK_TIME):
            yield

    def _write(self) -> None:
        disk, waiting = self._load(self.path), self._load(self._waiting)
        self._merge(disk, waiting)
        if disk.newer or disk.at_risk:
            self._let_wait(disk, waiting)
        whole = dump_sheet(self.quiz_id, self.content)
        if len(whole) > MAX_BYTES:
            raise SheetError(notice(FULL, file=self.path.name))
        write_atomically(self.path, whole)
        self._pending.clear()
        self._follows.clear()
        self._touched.clear()
        self._helped = self._seated = False
        if _usable(waiting):
            self._waiting.unlink(missing_ok=True)
        remove_leftovers(self.path.parent, f"{self.path.stem}.")

    def _let_wait(self, disk: SheetContent, waiting: SheetContent) -> None:
        """Write what is not on the sheet into the file beside it, and say so by raising."""
        name = self.path.name
        if not _usable(waiting):
            raise SheetError(notice(NEWER if disk.newer else NOT_PUT_ASIDE, file=name))
        drafts, typed_in = self._touched_drafts()
        opened = self.content.opened if self._helped else {}
        sittings = self.content.sittings if self._seated else []
        mine = SheetContent(self._pending, drafts, typed_in, opened, sittings)
        write_atomically(self._waiting, dump_sheet(self.quiz_id, mine))
        remove_leftovers(self.path.parent, f"{self.path.stem}.")
        words = NEWER_WAITING if disk.newer else NOT_PUT_ASIDE_WAITING
        raise SheetError(notice(words, file=name, waiting=self._waiting.name))

    def _load(self, path: Path) -> SheetContent:
        """Read a file under the lock; a damaged one is kept under another name, so that writing can't lose it."""
        content = self.read(path)
        if content.problems and not content.newer and path.is_file():
            kept = self._keep_damaged(path)
            content.problems = (*content.problems, *kept)
            content.at_risk = not kept
        return content

    def _keep_damaged(self, path: Path) -> tuple[Notice, ...]:
        stamp = now().strftime("%Y%m%dT%H%M%S%f")
        aside, more = path.with_name(f"{path.stem}.damaged-{stamp}.json"), 1
        while aside.exists():  # a clock that stands still, or was set back
            more += 1
            aside = path.with_name(f"{path.stem}.damaged-{stamp}-{more}.json")
        try:
            raw = path.read_bytes()
            write_atomically(aside, raw)
            write_atomically(path, dump_sheet(self.quiz_id, parse_sheet(raw)))
        except OSError:
            return ()
        return (notice(KEPT_AS, file=aside.name),)

    # Merging -----------------------------------------------------------------------------------------

    def _merge(self, disk: SheetContent, waiting: SheetContent) -> None:
        mine = self.content
        self._adopt(waiting, disk)
        mine.attempts = merged(disk.attempts, mine.attempts, follows=self._follows, late=self._late)
        drafts, typed_in = self._touched_drafts()
        theirs = {item: raw for item, raw in disk.drafts.items() if item not in self._touched}
        mine.drafts = theirs | drafts
        mine.typed_in = {item: code for item, code in disk.typed_in.items() if item in theirs} | typed_in
        self._merge_opened(disk)
        mine.sittings = merged_sittings(disk.sittings, mine.sittings)
        # What this version does not know it does not change either, so the file is right.
        mine.extra = {**mine.extra, **disk.extra}
        mine.problems = tuple(dict.fromkeys((*mine.problems, *disk.problems)))

    def _merge_opened(self, other: SheetContent) -> None:
        for item, seen in other.opened.items():
            ours = self.content.opened.get(item, {})
            self.content.opened[item] = {
                **ours,
                **seen,
                "hints": max(count_of(ours.get("hints")), count_of(seen.get("hints"))),
                "solution": ours.get("solution") is True or seen.get("solution") is True,
            }

    def _adopt(self, waiting: SheetContent, disk: SheetContent) -> None:
        """Take over what waits beside the sheet as if it had been answered here and not been saved yet."""
        if not _usable(waiting):
            return
        known = {attempt["id"] for attempt in (*disk.attempts, *self.content.attempts)}
        before: list[str] = []
        for attempt in waiting.attempts:
            if attempt["id"] not in known:
                self.content.attempts.append(attempt)
                self._pending.append(attempt)
                self._follows[attempt["id"]] = before
                self._late.add(attempt["id"])
            before = [attempt["id"]]
        for item, raw in waiting.drafts.items():
            if item not in self._touched and item not in disk.drafts:
                self._forget_draft(item)
                self.content.drafts[item] = raw
                if item in waiting.typed_in:
                    self.content.typed_in[item] = waiting.typed_in[item]
        if waiting.sittings:
            self.content.sittings = merged_sittings(waiting.sittings, self.content.sittings)
            self._seated = True
        if waiting.opened:
            self._merge_opened(waiting)
            self._helped = True


def _usable(waiting: SheetContent) -> bool:
    return not waiting.newer and not waiting.at_risk


def _demand_plain(value: Any) -> None:
    # One value that JSON can't hold would stop every later save.
    if not is_plain(value):
        raise SheetError(notice(NOT_PLAIN))


def _why_not_saved(error: OSError, path: Path) -> Notice:
    if error.errno in {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)}:
        return notice(DISK_FULL, folder=path.parent)
    if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
        return notice(READ_ONLY, folder=path.parent)
    return notice(NOT_WRITTEN, file=path.name, why=error.strerror or error)
