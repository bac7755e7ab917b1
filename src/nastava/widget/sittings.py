"""What one learner sees now: which sitting, from which seed, since when, for how long."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from nastava.answers import Attempt, Sheet
from nastava.answers.clock import moment_of, stamp
from nastava.answers.sittings import Sitting, new_sitting
from nastava.errors import SheetError
from nastava.items import Item, ItemView
from nastava.quizzes import Bank, PublishedQuiz
from nastava.quizzes.arrange import arrange, drawn

#: Gives a learner more time, such as 1.5; set for the learner's kernels by whoever runs them.
MULTIPLIER = "NASTAVA_TIME_MULTIPLIER"


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
    each time that they start again; it lists the items that it is about. What belongs to an item follows from
    the last sitting that lists it. This object keeps what it showed first, whatever another tab begins.

    Args:
        quiz: a bank, or a keyless quiz.
        part: only the items of this part.
        sheet: the answer sheet.
        clock: returns the time, aware of its zone.
    """

    def __init__(
        self,
        quiz: Bank | PublishedQuiz,
        part: str | None,
        sheet: Sheet,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._quiz = quiz
        self._part = part
        self._sheet = sheet
        self._clock = clock
        self._by_item: dict[str, Sitting] = {}
        self._whole: Sitting | None = None
        #: What is shown, in order.
        self.items: Mapping[str, ItemView] = {}
        #: What counts: of a test the items of its last whole sitting, whatever was tried again since.
        self.counted: Mapping[str, ItemView] = {}
        #: What keeps the sheet from being written, if anything does.
        self.trouble: SheetError | None = None
        if self._wanted and not self._listed():
            self._begin(self._drawn(seed := secrets.token_hex(8)), seed)
        self._look()

    @property
    def _wanted(self) -> bool:
        if isinstance(self._quiz, PublishedQuiz):
            return False
        return self._quiz.mode == "test" or self._quiz.varies

    def _in_part(self, items: Sequence[ItemView]) -> list[ItemView]:
        return [item for item in items if self._part is None or item.part == self._part]

    def _ids(self) -> set[str]:
        return {item.id for item in self._in_part(self._quiz.items_in_order)}

    def _listed(self) -> list[Sitting]:
        """Return the sittings about items of this quiz and part."""
        ids = self._ids()
        return [each for each in self._sheet.content.sittings if ids & set(map(str, each["items"]))]

    def _drawn(self, seed: str) -> list[str]:
        chosen = drawn(self._quiz, seed) if isinstance(self._quiz, Bank) else self._ids()
        return [item.id for item in self._in_part(self._quiz.items_in_order) if item.id in chosen]

    def _look(self) -> None:
        """Read from the sheet which items are shown, and each as which variant."""
        sittings = self._listed()
        self._by_item = {id_: each for each in sittings for id_ in map(str, each["items"])}
        self._whole = whole = next((each for each in reversed(sittings) if each.get("whole")), None)
        if not isinstance(self._quiz, Bank):
            self.items = self.counted = {item.id: item for item in self._in_part(self._quiz.items_in_order)}
            return
        if self._quiz.draw and whole:
            ids = [id_ for id_ in map(str, whole["items"]) if id_ in self._ids()]
        else:
            ids = [item.id for item in self._in_part(self._quiz.items)]
        shown: dict[str, ItemView] = {}
        seeds: dict[str, list[str]] = {}
        for id_ in ids:
            seeds.setdefault(self._by_item.get(id_, {}).get("seed", ""), []).append(id_)
        for seed, those in seeds.items():
            shown |= {item.id: item for item in arrange(self._quiz, seed, only=those).items}
        self.items = self.counted = {id_: shown[id_] for id_ in ids if id_ in shown}
        if self._quiz.mode == "test" and whole:
            self.counted = {item.id: item for item in arrange(self._quiz, whole["seed"], only=ids).items}

    def _begin(self, items: Collection[str], seed: str, *, whole: bool = True, anew: bool = False) -> None:
        sitting = new_sitting(seed, list(items), self.now())
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
        seed = secrets.token_hex(8)
        if only is None:
            self._begin(self._drawn(seed), seed, anew=True)
        else:
            self._begin([id_ for id_ in self.items if id_ in only], seed, whole=False, anew=True)
        self._look()

    @property
    def count(self) -> int:
        """How often the whole was begun."""
        return sum(bool(each.get("whole")) for each in self._listed())

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
        """Return the time, which never goes back: a clock that was set back stands still until it catches up."""
        seen = [moment for each in self._sheet.content.sittings if (moment := moment_of(each.get("latest")))]
        return max([self._clock(), *seen])

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
        return self._attempts(item.id, self._by_item.get(item.id))

    def counted_attempts(self, item: ItemView) -> list[Attempt]:
        """Return the attempts at the item that count."""
        in_test = self._quiz.mode == "test" and self._whole is not None
        return self._attempts(item.id, self._whole if in_test else self._by_item.get(item.id))

    def _attempts(self, id_: str, sitting: Sitting | None) -> list[Attempt]:
        attempts = self._sheet.attempts(id_)
        # An attempt that names no sitting is older than the first one, and belongs to it.
        mine = [sitting["id"] if sitting else None]
        if self._is_first(id_, sitting):
            mine.append(None)
        return [attempt for attempt in attempts if attempt.get("sitting") in mine]

    def _is_first(self, id_: str, sitting: Sitting | None) -> bool:
        if sitting is None or sitting.get("anew"):
            return sitting is None
        first = next((each["id"] for each in self._sheet.content.sittings if id_ in each["items"]), None)
        return bool(sitting["id"] == first)

    def about(self, item: ItemView) -> dict[str, Any]:
        """Return what an attempt notes of its sitting and of what was shown."""
        sitting = self._by_item.get(item.id)
        noted: dict[str, Any] = {"sitting": sitting["id"]} if sitting else {}
        if isinstance(item, Item) and item.shown:
            noted["shown"] = dict(item.shown)
        return noted

    def help_key(self, item: ItemView) -> str:
        """Return under which name the sheet notes the hints opened for the item in this sitting."""
        sitting = self._by_item.get(item.id)
        if sitting is None or self._is_first(item.id, sitting):
            return item.id
        return f"{item.id}@{sitting['id']}"
