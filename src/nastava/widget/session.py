"""A learner at a quiz: responses in, marks and words out. No Jupyter here.

Practice: scored and explained at once. Test: responses can be changed until the learner finishes, or the time is
over; then all is scored and explained. Graded: the response is saved and confirmed; no key is at hand. Who studies
alone may have the key: their graded quiz becomes practice once they have handed it in to themselves.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from nastava.answers import Attempt, Sheet, new_attempt, sheet_path, without_halves
from nastava.errors import SheetError, SupportsSay
from nastava.items import Item, ItemView, Malformed, Parsed
from nastava.quizzes import Bank, PublishedQuiz
from nastava.quizzes.credit import CERTAINTY_MARKS, best, certainty_mark
from nastava.text.languages import LANGUAGES, current_language, pick
from nastava.text.markdown import to_html
from nastava.widget.sittings import Sittings, steady_seconds

#: Longest response taken from a browser, in characters of JSON.
MAX_RAW = 50_000
#: Deepest response; real ones are a list or a mapping of texts.
MAX_DEPTH = 8
#: Seconds that a response may arrive after the end of a test's time: the browser's last words.
GRACE = 5.0

_NOT_A_RESPONSE = {
    "en": "That answer did not arrive whole. Nothing was used up; answer again.",
    "sr": "Taj odgovor nije stigao cijeo. Pokušaj nije potrošen; odgovori ponovo.",
    "sq": "Ajo përgjigje nuk mbërriti e plotë. Asnjë përpjekje nuk u harxhua; përgjigju përsëri.",
}
_HOW_CERTAIN = {
    "en": "Say how certain you are, too.",
    "sr": "Reci i koliko si siguran ili sigurna.",
    "sq": "Trego edhe sa i sigurt ose e sigurt je.",
}
_NO_MORE = {
    "en": "This question takes no more answers.",
    "sr": "Na ovo pitanje se više ne može odgovoriti.",
    "sq": "Kjo pyetje nuk pranon më përgjigje.",
}


class QuizSession:
    """One quiz, or one part of it, with its answer sheet.

    Args:
        quiz: a bank (practice or test) or a keyless quiz (graded).
        part: show only the items of this part.
        sheet: the answer sheet; default: the one that belongs to ``folder``.
        folder: the notebook's folder; default: the working directory.
        clock: returns the time, aware of its zone.
        steady: returns seconds that nobody can set.
        alone: nobody marks this graded quiz.
        own: the same quiz as practice, with its keys, for who studies alone and has them.
    """

    def __init__(
        self,
        quiz: Bank | PublishedQuiz,
        part: str | None = None,
        sheet: Sheet | None = None,
        folder: Path | None = None,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        *,
        steady: Callable[[], float] = steady_seconds,
        alone: bool = False,
        own: Bank | None = None,
    ) -> None:
        self.part = part
        self.sheet = sheet or Sheet.open(sheet_path(quiz.id, folder), quiz.id)
        self.alone, self.own = alone, own
        self._clocks = clock, steady
        handed_in = any(sitting.get("ended") for sitting in self.sheet.content.sittings)
        self._open(own if own is not None and handed_in else quiz)
        self.unsaved: SupportsSay | None = None
        #: What the learner is told besides.
        self.notices: tuple[SupportsSay, ...] = ()
        #: Code of the language of the screen, in which a draft was typed that does not tell its own.
        self.language = current_language()
        #: Ids of the items that were missed and are tried again, while only those are shown.
        self.focus: frozenset[str] = frozenset()
        if self.sheet.unsaved:
            self.save_again()

    def _open(self, quiz: Bank | PublishedQuiz) -> None:
        clock, steady = self._clocks
        self.quiz = quiz
        self.sittings = Sittings(quiz, self.part, self.sheet, clock, steady=steady)

    @property
    def items(self) -> Mapping[str, ItemView]:
        """The items shown, by id."""
        items = self.sittings.items
        return {id_: items[id_] for id_ in items if id_ in self.focus} if self.focus else items

    def version(self, item: ItemView) -> str:
        """Return the version of the item as shown."""
        return item.version if isinstance(item, Item) else self._published_versions[item.id]

    @property
    def _published_versions(self) -> Mapping[str, str]:
        return self.quiz.versions if isinstance(self.quiz, PublishedQuiz) else {}

    # What holds now ----------------------------------------------------------------------------------

    def attempts(self, item: ItemView) -> list[Attempt]:
        """Return the attempts at the item in its sitting."""
        return self.sittings.attempts(item)

    def hints_opened(self, item: ItemView) -> int:
        """Return how many hints of the item are open."""
        return self.sheet.hints_opened(self.sittings.help_key(item))

    def solution_opened(self, item: ItemView) -> bool:
        """Return whether the solution of the item was shown on request."""
        return self.sheet.solution_opened(self.sittings.help_key(item))

    def explains(self, item: ItemView) -> bool:
        """Return whether the learner may see how a response was marked."""
        mode = self.sittings.mode_of(item)
        return isinstance(item, Item) and (mode == "practice" or (mode == "test" and self.sittings.ended))

    def most_attempts(self, item: ItemView) -> int | None:
        """Return how often the item may be tried, or None; in a test it is the test that has a limit.

        What is tried again after it was missed may be tried freely: only attempts within the limit count.
        """
        return None if self.sittings.is_retry(item) else self._limit(item)

    def _limit(self, item: ItemView) -> int | None:
        return None if self.quiz.mode == "test" or item.survey else item.attempts or self.quiz.attempts

    def closed(self, item: ItemView) -> bool:
        """Return whether the item takes no more answers."""
        mode = self.sittings.mode_of(item)
        if mode == "test":
            return self.sittings.ended
        most = self.most_attempts(item)
        return mode == "practice" and most is not None and len(self.attempts(item)) >= most

    def asks_certainty(self, item: ItemView) -> bool:
        """Return whether the next response comes with how certain the learner is: the first one without hints."""
        asked = self.quiz.asks_certainty(item) if isinstance(self.quiz, Bank) and isinstance(item, Item) else item.certainty  # fmt: skip
        if self.sittings.mode_of(item) == "practice":
            tried = self.sittings.is_retry(item) or self.attempts(item)
            return bool(asked) and not tried and not self.hints_opened(item)
        return bool(asked)

    def _counted(self, item: Item) -> list[tuple[Item, Attempt]]:
        """Return the attempts that count, each with what it answers: all within the limit, in a test the last one."""
        made = [(v, attempt) for v, attempt in self.sittings.counted_attempts(item.id) if isinstance(v, Item)]
        return made[-1:] if self.quiz.mode == "test" else made[: self._limit(item)]

    def points(self, item: Item) -> float:
        """Return the points that the item counts: the best attempt's, in a test the last response's."""
        penalty = self.quiz.penalty(item) if isinstance(self.quiz, Bank) else 0.0
        return round(best(self._counted(item), penalty=penalty), 6)

    def certainty_mark(self, item: Item) -> int | None:
        """Return the certainty-based mark of the item, or None."""
        made = self._counted(item)
        attempts = [attempt for _variant, attempt in made]
        return certainty_mark(attempts, made[0][0].marked(attempts[0]["response"]) if made else None)

    # What the learner does ---------------------------------------------------------------------------

    def submit(self, item_id: object, raw: Any, language: str, certainty: Any = None) -> str | None:
        """Take a response; return why it is none (HTML in the language), or None where it was taken."""
        item = self._item(item_id)
        if language not in LANGUAGES:
            return to_html(_NOT_A_RESPONSE["en"], inline=True)
        if item is None or _too_long(raw):
            return to_html(pick(_NOT_A_RESPONSE, language), inline=True)
        self.sittings.touch()
        if not self._takes(item):
            return to_html(pick(_NO_MORE, language), inline=True)
        parsed = item.parse(without_halves(raw), language)
        if isinstance(parsed, Malformed):
            return to_html(pick(parsed.reason, language), inline=True)
        asked = self.asks_certainty(item)
        if asked and (type(certainty) is not int or certainty not in CERTAINTY_MARKS):
            return to_html(pick(_HOW_CERTAIN, language), inline=True)
        self._record(item, parsed.response, language, certainty if asked else None)
        return None

    def _record(self, item: ItemView, response: Any, language: str, certainty: int | None = None) -> None:
        attempt = new_attempt(item.id, self.version(item), response, language, self.hints_opened(item))
        attempt |= self._about(item)
        if certainty is not None:
            attempt["certainty"] = certainty
        if self.solution_opened(item):
            attempt["after_solution"] = True
        self._saving(lambda: self.sheet.record(attempt))

    def _about(self, item: ItemView) -> dict[str, Any]:
        """Return what an attempt notes besides the response."""
        return self.sittings.about(item)

    def _takes(self, item: ItemView) -> bool:
        """Return whether a response is taken now; a test whose time is over is ended."""
        left = self.sittings.left
        if self.quiz.mode == "test" and left is not None and left <= -GRACE and not self.sittings.ended:
            self._end()
        return self.sittings.started and not self.closed(item)

    def _end(self) -> None:
        """End the test. What was ticked or typed and not saved is the response: drafts are taken in time only."""
        drafts = self.sheet.content.drafts
        for item in [item for id_, item in self.sittings.items.items() if id_ in drafts]:
            response, language = self.draft_response(item)
            attempts = self.attempts(item)
            if response is not None and (not attempts or attempts[-1]["response"] != response):
                self._record(item, response, language)
        self.sittings.end()
        self._after_sitting()

    def draft_response(self, item: ItemView) -> tuple[Any, str]:
        """Return what the item's draft would be as a response, None where it is none, and its language."""
        content = self.sheet.content
        language = content.typed_in.get(item.id, "")
        language = language if language in LANGUAGES else self.language
        raw = content.drafts.get(item.id)
        parsed = None if raw is None or _too_long(raw) else item.parse(raw, language)
        return (parsed.response if isinstance(parsed, Parsed) else None), language

    def hint(self, item_id: object) -> None:
        """Open the item's next hint."""
        item = self._item(item_id)
        if not isinstance(item, Item) or self.closed(item) or not self.sittings.started:
            return
        opened = self.hints_opened(item) + 1
        if opened <= len(item.hints):
            self._saving(lambda: self.sheet.open_help(self.sittings.help_key(item), hints=opened))

    def solution(self, item_id: object) -> None:
        """Show the key and the explanation of an item that was tried."""
        item = self._item(item_id)
        if isinstance(item, Item) and self.explains(item) and self.attempts(item):
            self._saving(lambda: self.sheet.open_help(self.sittings.help_key(item), solution=True))

    def draft(self, item_id: object, raw: Any, language: str | None = None) -> None:
        """Keep what is typed or ticked and not yet handed in, where it can still be handed in."""
        item = self._item(item_id)
        if item is None or _too_long(raw) or not isinstance(raw, (str, list, dict, bool)):
            return
        self.sittings.touch()
        if not self._takes(item):
            return
        kept = None if raw in ("", [], {}) else without_halves(raw)
        known = language if language in LANGUAGES else self.language
        self._saving(lambda: self.sheet.draft(item.id, kept, known))

    def read_as(self, item_id: object, raw: Any, language: str) -> str:
        """Return how what is typed is read, in the language of the screen; empty where it can't be."""
        item = self._item(item_id)
        if item is None or not item.reads_aloud or language not in LANGUAGES or _too_long(raw):
            return ""
        parsed = item.parse(raw, language)
        if isinstance(parsed, Malformed):
            return ""
        return to_html(item.describe(parsed.response, language), inline=True)

    def rate(self, item_id: object, rating: Any) -> None:
        """Note the learner's own word on how well they knew an item; only a review asks for it."""

    def rating(self, item: ItemView, language: str) -> dict[str, Any] | None:
        """Return, as JSON, how well the learner knew an item, and when it comes back; None where it isn't asked."""
        return None

    def start(self) -> None:
        """Start the clock."""
        self.sittings.start()
        self._after_sitting()

    def finish(self) -> None:
        """Finish the test."""
        if self.quiz.mode == "test" and self.sittings.started:
            self._end()

    @property
    def may_hand_in(self) -> bool:
        """Whether the learner can hand the quiz in to themselves."""
        return self.quiz.mode == "graded" and self.own is not None and self.sittings.started

    def hand_in(self) -> None:
        """Hand the quiz in to oneself: from now on it explains itself."""
        if self.own is not None and self.may_hand_in:
            self.sittings.start()
            self._end()
            self._open(self.own)

    def again(self) -> None:
        """Begin anew, newly drawn, as often as the quiz allows."""
        if self.may_begin_again:
            self.focus = frozenset()
            self.sittings.again()
            self._after_sitting()

    def try_missed(self) -> None:
        """Begin anew with the items that were not answered right."""
        missed = self.missed
        if missed:
            self.sittings.again(only=missed)
            self.focus = frozenset(missed)
            self._after_sitting()

    def show_all(self) -> None:
        """Show every item again."""
        self.focus = frozenset()

    @property
    def may_begin_again(self) -> bool:
        """Whether the whole can be begun anew."""
        if self.quiz.mode == "graded":
            return False
        if self.quiz.mode == "test":
            return self.sittings.ended and (
                self.quiz.attempts is None or self.sittings.count < self.quiz.attempts
            )
        return True

    @property
    def missed(self) -> list[str]:
        """Ids of the items that were answered, and not right, or left open in a test that ended."""
        found = []
        for item in self.sittings.items.values():
            if not isinstance(item, Item) or not item.worth or not self.explains(item):
                continue
            attempts = self.attempts(item)
            if not attempts and self.quiz.mode != "test":
                continue
            if not attempts or item.marked(attempts[-1]["response"]).verdict != "right":
                found.append(item.id)
        return found

    def save_again(self) -> None:
        """Try once more to write what could not be written."""
        self._saving(self.sheet.save)

    def _after_sitting(self) -> None:
        trouble, self.sittings.trouble = self.sittings.trouble, None
        if trouble is not None:
            self.unsaved = trouble.notice

    def _saving(self, change: Callable[[], None]) -> None:
        try:
            change()
            self.unsaved = None
        except SheetError as error:
            self.unsaved = error.notice

    def _item(self, item_id: object) -> ItemView | None:
        return self.items.get(item_id) if isinstance(item_id, str) else None


def said(notice: SupportsSay | None, language: str) -> str | None:
    """Return a notice as HTML in the language."""
    return None if notice is None else to_html(notice.say(language), inline=True)


def html_of(text: Mapping[str, str], language: str) -> str:
    """Return an author's text as HTML in the language."""
    return to_html(pick(text, language))


def _too_long(raw: Any) -> bool:
    """Return whether a response is larger or deeper than any real one, without walking through all of it."""
    size, waiting = 0, [(raw, 0)]
    while waiting:
        value, depth = waiting.pop()
        if isinstance(value, str):
            size += len(value)
        elif isinstance(value, dict):
            size += len(value) + sum(len(str(key)) for key in value)
            waiting += ((child, depth + 1) for child in value.values())
        elif isinstance(value, list):
            size += len(value)
            waiting += ((child, depth + 1) for child in value)
        if size > MAX_RAW or depth > MAX_DEPTH:
            return True
    return False
