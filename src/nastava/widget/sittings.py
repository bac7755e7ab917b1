"""What one learner sees now: which sitting, from which seed, since when, for how long."""

from __future__ import annotations

import contextlib
import os
import secrets
import time
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from nastava.answers import Attempt, Sheet
from nastava.answers.clock import moment_of, stamp
from nastava.answers.sittings import Sitting, new_sitting
from nastava.errors import BankError, SheetError
from nastava.items import Item, ItemView
from nastava.quizzes import Bank, PublishedQuiz
from nastava.quizzes.arrange import arrange, drawn
from nastava.text.messages import Notice, notice

#: Gives a learner more time, such as 1.5; set for the learner's kernels by whoever runs them.
MULTIPLIER = "NASTAVA_TIME_MULTIPLIER"
#: Seeds that are tried before the bank is taken for faulty.
TRIES = 20


def _(message: str) -> str:
    return message


NOT_SHOWN_AGAIN = _(
    "The questions were changed, and their numbers as you had them can't be shown any more. You have new ones; "
    "your earlier answers are kept in the answer sheet."
)


def steady_seconds() -> float:
    """Return seconds from a clock that nobody sets and that, where the system has such, also runs while it sleeps.

    Example:
        >>> steady_seconds() <= steady_seconds()
        True
    """
    asleep_too = getattr(time, "CLOCK_BOOTTIME", None)
    if asleep_too is not None:
        with contextlib.suppress(OSError):  # a browser's Python names it and doesn't have it
            return time.clock_gettime(asleep_too)
    return time.monotonic()


def time_multiplier() -> float:
    """Return the factor on time limits for this learner; 1 where none, or none that makes sense, is set.

    Example:
        >>> time_multiplier()
        1.0
    """
    try:
        factor = float(os.environ.get(MULTIPLIER, "1"))
    except ValueError:
        return 1.0
    return factor if 1 <= factor <= 20 else 1.0


class Sittings:
    """The sittings of one quiz, or of one part of it, on an answer sheet.

    A sitting is begun when a learner first opens a quiz that differs from learner to learner or is a test, and
    each time that they start again; it lists the items that it is about, and says of which part of the quiz it
    is. A test is that of its part alone. In practice all parts and the whole share their answers: what belongs
    to an item follows from the last sitting that lists it. This object keeps what it showed first, whatever
    another tab begins.

    Args:
        quiz: a bank, or a keyless quiz.
        part: only the items of this part.
        sheet: the answer sheet.
        clock: returns the time, aware of its zone.
        steady: returns seconds that nobody can set.
    """

    def __init__(
        self,
        quiz: Bank | PublishedQuiz,
        part: str | None,
        sheet: Sheet,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        *,
        steady: Callable[[], float] = steady_seconds,
    ) -> None:
        self._quiz = quiz
        self._part = part
        self._sheet = sheet
        seen = [moment for each in sheet.content.sittings if (moment := moment_of(each.get("latest")))]
        self._opened_at, self._steady, self._opened = max([clock(), *seen]), steady, steady()
        self._by_item: dict[str, Sitting] = {}
        self._whole: Sitting | None = None
        self._variants: dict[tuple[str, str], ItemView] = {}
        self._unbuildable: set[str] = set()  # seeds that make no quiz any more
        #: What is shown, in order.
        self.items: Mapping[str, ItemView] = {}
        #: What counts: of a test the items of its last whole sitting, whatever was tried again since.
        self.counted: Mapping[str, ItemView] = {}
        #: What keeps the sheet from being written, if anything does.
        self.trouble: SheetError | None = None
        self._begin_first()
        while not self._look():
            self._begin_first()

    @property
    def problems(self) -> tuple[Notice, ...]:
        """What the learner is told of sittings that can't be shown."""
        return (notice(NOT_SHOWN_AGAIN),) if self._unbuildable else ()

    def _begin_first(self) -> None:
        if self._wanted and not self._mine():
            seed = self._seed()
            self._begin(self._drawn(seed), seed)

    @property
    def _wanted(self) -> bool:
        if isinstance(self._quiz, PublishedQuiz):
            return False
        return self._quiz.mode == "test" or self._quiz.varies

    def _in_part(self, items: Sequence[ItemView]) -> list[ItemView]:
        return [item for item in items if self._part is None or item.part == self._part]

    def _ids(self) -> set[str]:
        return {item.id for item in self._in_part(self._quiz.items_in_order)}

    def _all(self) -> list[Sitting]:
        """Return the sittings that can be shown, of the whole quiz and of any part."""
        return [each for each in self._sheet.content.sittings if each["seed"] not in self._unbuildable]

    def _mine(self) -> list[Sitting]:
        """Return the sittings of this part, or of the whole where no part is asked for."""
        ids = self._ids()
        mine = (each for each in self._all() if self._part_of(each) == self._part)
        # A draw over several parts may leave one of them empty.
        return [
            each
            for each in mine
            if ids & set(map(str, each["items"])) or (self._part is not None and not each["items"])
        ]

    def _listed(self) -> list[Sitting]:
        """Return the sittings that have a say in what is shown here."""
        return self._mine() if self._quiz.mode != "practice" else self._all()

    def _part_of(self, sitting: Sitting) -> Any:
        if "part" in sitting or len(self._quiz.parts) < 2:
            return sitting.get("part")
        # Written before sittings told their part.
        parts = {item.part for item in self._quiz.items_in_order if item.id in map(str, sitting["items"])}
        return parts.pop() if len(parts) == 1 else None

    def _drawn(self, seed: str) -> list[str]:
        chosen = drawn(self._quiz, seed) if isinstance(self._quiz, Bank) else self._ids()
        return [item.id for item in self._in_part(self._quiz.items_in_order) if item.id in chosen]

    def _seed(self, *, anew: bool = False) -> str:
        """Return a seed that makes a quiz: another part's, so that parts are parts of one draw, else a new one.

        Raises:
            BankError: none was found.
        """
        overlapping = {self._part, None} if anew else {self._part}
        sat = {
            each["seed"]
            for each in self._all()
            if self._part_of(each) in overlapping or (anew and self._part is None)
        }
        others = [
            each["seed"] for each in reversed(self._all()) if each.get("whole") and each["seed"] not in sat
        ]
        return others[0] if others and self._makes_a_quiz(others[0]) else self._new_seed()

    def _new_seed(self) -> str:
        for _try in range(TRIES):
            seed = secrets.token_hex(8)
            if self._makes_a_quiz(seed):
                break
        else:
            if isinstance(self._quiz, Bank):
                arrange(self._quiz, seed)  # says why
        return seed

    def _makes_a_quiz(self, seed: str) -> bool:
        # The whole of it, so that all parts come to the same seed.
        if isinstance(self._quiz, Bank) and any(item.parameters for item in self._quiz.items):
            try:
                arrange(self._quiz, seed)
            except BankError:
                return False
        return True

    def _look(self) -> bool:
        """Read from the sheet which items are shown, and each as which variant; return whether all can be shown."""
        self._by_item = {id_: each for each in self._listed() for id_ in map(str, each["items"])}
        self._whole = whole = next((each for each in reversed(self._mine()) if each.get("whole")), None)
        if not isinstance(self._quiz, Bank):
            self.items = self.counted = {item.id: item for item in self._in_part(self._quiz.items_in_order)}
            return True
        if self._quiz.draw and whole:
            ids = [id_ for id_ in map(str, whole["items"]) if id_ in self._ids()]
        else:
            ids = [item.id for item in self._in_part(self._quiz.items)]
        seeds: dict[str, list[str]] = {}
        for id_ in ids:
            seeds.setdefault(self._by_item.get(id_, {}).get("seed", ""), []).append(id_)
        try:
            shown: dict[str, ItemView] = {}
            for seed, those in seeds.items():
                shown |= {item.id: item for item in arrange(self._quiz, seed, only=those).items}
            self.items = self.counted = {id_: shown[id_] for id_ in ids if id_ in shown}
            if self._quiz.mode == "test" and whole:
                seed = whole["seed"]
                self.counted = {item.id: item for item in arrange(self._quiz, seed, only=ids).items}
        except BankError:
            if not any(each["seed"] == seed for each in self._all()):
                raise  # no sitting's: what the bank shows to everybody
            self._unbuildable.add(seed)
            return False
        return True

    def _begin(self, items: Collection[str], seed: str, *, whole: bool = True, anew: bool = False) -> None:
        sitting = new_sitting(seed, list(items), self.now())
        if self._quiz.parts:
            sitting["part"] = self._part
        if whole:
            sitting["whole"] = True
        if anew:
            sitting["anew"] = True
        if not self._quiz.time_limit:
            sitting["started"] = sitting["at"]
        try:
            self._sheet.begin(sitting, anew=anew)
        except SheetError as error:
            self.trouble = error

    # Starting, again, ending -----------------------------------------------------------------------------

    def again(self, only: Collection[str] | None = None) -> None:
        """Begin anew: the whole of it, newly drawn, or only these items."""
        if only is None:
            seed = self._seed(anew=True)
            self._begin(self._drawn(seed), seed, anew=True)
        else:
            seed = self._new_seed()
            self._begin([id_ for id_ in self.items if id_ in only], seed, whole=False, anew=True)
        self._look()

    @property
    def count(self) -> int:
        """How often the whole was begun."""
        return sum(bool(each.get("whole")) for each in self._mine())

    def mode_of(self, item: ItemView) -> str:
        """Return how the item is answered: what is tried again, out of the whole, is practice."""
        sitting = self._by_item.get(item.id)
        return "practice" if sitting is not None and not sitting.get("whole") else self._quiz.mode

    @property
    def started(self) -> bool:
        """Whether the clock runs, or none is needed."""
        return not self._quiz.time_limit or bool(self._whole and self._whole.get("started"))

    def start(self) -> None:
        """Start the clock."""
        if self._whole is None:
            self._begin(list(self.items), secrets.token_hex(8))
            self._look()
        self._note(started=stamp(self.now()))

    @property
    def ended(self) -> bool:
        """Whether the test was finished, or its time is over."""
        return bool(self._whole and self._whole.get("ended"))

    def end(self) -> None:
        """Finish the test."""
        self._note(ended=stamp(self.now()))

    def _note(self, **times: str) -> None:
        if self._whole is None or set(times) & set(self._whole):
            return
        try:
            self._sheet.note(self._whole, **times)
        except SheetError as error:
            self.trouble = error

    # Time ------------------------------------------------------------------------------------------------

    def now(self) -> datetime:
        """Return the time: that at which the quiz was opened, and what went by since.

        It was opened no earlier than it was last seen open, so that a clock that was set back gives no time. A
        clock that is set while the quiz is open has no say: it could end a test for good.
        """
        try:
            return self._opened_at + timedelta(seconds=self._steady() - self._opened)
        except OverflowError:  # the sheet was seen open at the end of all time
            return self._opened_at

    def touch(self) -> None:
        """Note the time at which the learner did something, to be written with the next save."""
        if self._whole is not None and self._quiz.time_limit and not self.ended:
            self._whole["latest"] = stamp(self.now())

    @property
    def limit(self) -> float | None:
        """Seconds that this learner has, or None."""
        return self._quiz.time_limit * 60 * time_multiplier() if self._quiz.time_limit else None

    @property
    def left(self) -> float | None:
        """Seconds left, below zero when over time; None without a limit or before the start."""
        whole = self._whole or {}
        started = moment_of(whole.get("started"))
        if self.limit is None or started is None:
            return None
        until = moment_of(whole.get("ended")) or self.now()
        return self.limit - (until - started).total_seconds()

    # What belongs to a sitting ---------------------------------------------------------------------------

    def attempts(self, item: ItemView) -> list[Attempt]:
        """Return the attempts at the item in the sitting that it is shown in."""
        those = self._sharing(item.id, self._by_item.get(item.id))
        return [attempt for attempt in self._sheet.attempts(item.id) if _sitting_of(attempt) in those]

    def counted_attempts(self, id_: str) -> list[tuple[ItemView, Attempt]]:
        """Return the attempts that count for an item, each with the variant that it answers.

        In a test those of its last whole sitting. In practice also those made when it was tried again since,
        after having been missed.
        """
        if self._quiz.mode == "test" and self._whole is not None:
            seeds = self._sharing(id_, self._whole)
        else:
            listed = [each for each in self._listed() if id_ in each["items"]]
            begun = max((place for place, each in enumerate(listed) if each.get("whole")), default=None)
            seeds = self._sharing(id_, None if begun is None else listed[begun])
            seeds |= {each["id"]: each["seed"] for each in listed[0 if begun is None else begun + 1 :]}
        made = [attempt for attempt in self._sheet.attempts(id_) if _sitting_of(attempt) in seeds]
        return [(self._variant(id_, seeds[_sitting_of(attempt)]), attempt) for attempt in made]

    def is_retry(self, item: ItemView) -> bool:
        """Return whether the item is tried again after it was missed."""
        sitting = self._by_item.get(item.id)
        return sitting is not None and not sitting.get("whole")

    def _sharing(self, id_: str, sitting: Sitting | None) -> dict[str | None, str]:
        """Return the sittings whose answers to an item are one sitting's, with their seeds; None is that of none."""
        if sitting is None:
            return {None: ""}
        those = [sitting]
        if self._quiz.mode == "practice":
            seed, whole = sitting["seed"], sitting.get("whole")
            those = [
                s for s in self._all() if (s["seed"], s.get("whole")) == (seed, whole) and id_ in s["items"]
            ]
        shared: dict[str | None, str] = {each["id"]: each["seed"] for each in those}
        # An attempt that names no sitting is older than the first one, and belongs to it.
        if self._is_first(id_, sitting):
            shared[None] = sitting["seed"]
        return shared

    def _is_first(self, id_: str, sitting: Sitting) -> bool:
        first = next((each for each in self._sheet.content.sittings if id_ in each["items"]), None)
        return (
            first is not None
            and not first.get("anew")
            and first["id"]
            in {
                sitting["id"],
                *(
                    s["id"]
                    for s in self._all()
                    if self._quiz.mode == "practice" and s["seed"] == sitting["seed"]
                ),
            }
        )

    def _variant(self, id_: str, seed: str) -> ItemView:
        """Return the item as a seed shows it; as it is shown now where it can't be had."""
        now = self.counted.get(id_) or self.items[id_]
        if not isinstance(self._quiz, Bank) or self._by_item.get(id_, {}).get("seed", "") == seed:
            return self.items.get(id_, now)
        if self._quiz.mode == "test":
            return now
        if (id_, seed) not in self._variants:
            try:
                found = arrange(self._quiz, seed, only=[id_]).item(id_)
            except BankError:
                found = None
            self._variants[id_, seed] = found or now
        return self._variants[id_, seed]

    def about(self, item: ItemView) -> dict[str, Any]:
        """Return what an attempt notes of its sitting and of what was shown."""
        sitting = self._by_item.get(item.id)
        noted: dict[str, Any] = {"sitting": sitting["id"]} if sitting else {}
        if isinstance(item, Item) and item.shown:
            noted["shown"] = dict(item.shown)
        return noted

    def help_key(self, item: ItemView) -> str:
        """Return under which name the sheet notes the hints opened for the item in this sitting.

        What is tried again in practice goes on with the hints that were opened before.
        """
        sitting = self._by_item.get(item.id)
        if sitting is not None and self._quiz.mode == "practice" and not sitting.get("whole"):
            begun = [each for each in self._listed() if each.get("whole") and item.id in each["items"]]
            sitting = begun[-1] if begun else None
        if sitting is None or self._is_first(item.id, sitting):
            return item.id
        first = next(id_ for id_ in self._sharing(item.id, sitting) if id_ is not None)
        return f"{item.id}@{first}"


def _sitting_of(attempt: Attempt) -> str | None:
    """Return the id of an attempt's sitting; a sheet may hold any JSON."""
    named = attempt.get("sitting")
    return named if named is None or isinstance(named, str) else ""
