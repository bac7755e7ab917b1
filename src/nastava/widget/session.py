"""A learner at a quiz: responses in, marks and words out. No Jupyter here.

Practice: scored and explained at once, as often as the learner likes. An item's points are the best that an
attempt earned, less the cost of the hints opened before it; attempts made after the solution was shown
earn nothing more. Graded: the response is saved and confirmed; no key is at hand.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from nastava.answers import Attempt, Sheet, new_attempt, sheet_path
from nastava.errors import SheetError, SupportsSay
from nastava.items import Item, ItemView, Malformed, Score, verdict_of
from nastava.quizzes import Bank, PublishedQuiz
from nastava.text.languages import LANGUAGES
from nastava.text.markdown import to_html
from nastava.widget.sources import source_links

#: Longest response taken from a browser, in characters of JSON.
MAX_RAW = 10_000

Html = dict[str, str]


class QuizSession:
    """One quiz, or one part of it, with its answer sheet.

    Args:
        quiz: a bank (practice) or a keyless quiz (graded).
        part: show only the items of this part.
        sheet: the answer sheet; default: the one that belongs to ``folder``.
        folder: the notebook's folder; default: the working directory.
    """

    def __init__(
        self,
        quiz: Bank | PublishedQuiz,
        part: str | None = None,
        sheet: Sheet | None = None,
        folder: Path | None = None,
    ) -> None:
        self.quiz = quiz
        self.part = part
        self.items: Mapping[str, ItemView] = {
            item.id: item for item in quiz.items_in_order if part is None or item.part == part
        }
        self.sheet = sheet or Sheet.open(sheet_path(quiz.id, folder), quiz.id)
        self.unsaved: SupportsSay | None = None
        if self.sheet.unsaved:
            self.save_again()

    def version(self, item: ItemView) -> str:
        """Return the version of the item as shown."""
        return item.version if isinstance(item, Item) else self._published_versions[item.id]

    @property
    def _published_versions(self) -> Mapping[str, str]:
        return self.quiz.versions if isinstance(self.quiz, PublishedQuiz) else {}

    # What the learner does ---------------------------------------------------------------------------

    def submit(self, item_id: object, raw: Any, language: str) -> Html | None:
        """Take a response; return why it is none (HTML by language), or None where it was taken."""
        item = self._item(item_id)
        if item is None or language not in LANGUAGES or _too_long(raw):
            return _everywhere(_NOT_A_RESPONSE)
        parsed = item.parse(raw, language)
        if isinstance(parsed, Malformed):
            return {code: to_html(text, inline=True) for code, text in parsed.reason.items()}
        hints = self.sheet.hints_opened(item.id)
        attempt = new_attempt(item.id, self.version(item), parsed.response, language, hints)
        if self.sheet.solution_opened(item.id):
            attempt["after_solution"] = True
        self._saving(lambda: self.sheet.record(attempt))
        return None

    def hint(self, item_id: object) -> None:
        """Open the item's next hint."""
        item = self._item(item_id)
        if isinstance(item, Item) and self.sheet.hints_opened(item.id) < len(item.hints):
            opened = self.sheet.hints_opened(item.id) + 1
            self._saving(lambda: self.sheet.open_help(item.id, hints=opened))

    def solution(self, item_id: object) -> None:
        """Show the key and the explanation of an item that was tried."""
        item = self._item(item_id)
        if isinstance(item, Item) and self.sheet.attempts(item.id):
            self._saving(lambda: self.sheet.open_help(item.id, solution=True))

    def draft(self, item_id: object, raw: Any) -> None:
        """Keep what is typed or ticked and not yet handed in."""
        item = self._item(item_id)
        if item is not None and not _too_long(raw) and isinstance(raw, (str, list)):
            self._saving(lambda: self.sheet.draft(item.id, raw or None))

    def read_as(self, item_id: object, raw: Any, language: str) -> Html:
        """Return how a typed number is read, by language of the screen; empty where it is none."""
        item = self._item(item_id)
        if item is None or item.type != "numeric" or language not in LANGUAGES or _too_long(raw):
            return {}
        parsed = item.parse(raw, language)
        if isinstance(parsed, Malformed):
            return {}
        return {code: to_html(item.describe(parsed.response, code), inline=True) for code in LANGUAGES}

    def save_again(self) -> None:
        """Try once more to write what could not be written."""
        self._saving(self.sheet.save)

    def _saving(self, change: Any) -> None:
        try:
            change()
            self.unsaved = None
        except SheetError as error:
            self.unsaved = error.notice

    def _item(self, item_id: object) -> ItemView | None:
        return self.items.get(item_id) if isinstance(item_id, str) else None

    # What the learner sees ---------------------------------------------------------------------------

    def state(self) -> dict[str, Any]:
        """Return everything that the view shows besides the questions, as JSON."""
        return {"items": {id_: self.item_state(id_) for id_ in self.items}, **self.summary()}

    def summary(self) -> dict[str, Any]:
        """Return the score so far and the state of saving."""
        done = [id_ for id_, item in self.items.items() if self.sheet.attempts(item.id)]
        return {
            "answered": len(done),
            "points": self._sum(done),
            "of": float(sum(item.points for item in self.items.values())),
            "drafts": sum(id_ in self.sheet.content.drafts for id_ in self.items),
            "all_saved": not self.sheet.unsaved,
            "unsaved": _said(self.unsaved),
            "problems": [_said(problem) for problem in self.sheet.content.problems],
        }

    def _sum(self, ids: list[str]) -> float | None:
        items = [item for id_ in ids if isinstance(item := self.items[id_], Item)]
        if not isinstance(self.quiz, Bank):
            return None
        return round(sum(self.points(item) for item in items), 6)

    def points(self, item: Item) -> float:
        """Return the points of an item so far."""
        counted = [a for a in self.sheet.attempts(item.id) if not a.get("after_solution")]
        return max((self._earned(item, attempt) for attempt in counted), default=0.0)

    def _earned(self, item: Item, attempt: Attempt) -> float:
        opened = attempt.get("hints")
        used = item.hints[: opened if isinstance(opened, int) and opened > 0 else 0]
        cost = item.points * sum(hint.cost for hint in used)
        return max(0.0, item.score(attempt["response"]).points - cost)

    def item_state(self, id_: str) -> dict[str, Any]:
        """Return what the view shows of one item, as JSON."""
        item = self.items[id_]
        attempts = self.sheet.attempts(id_)
        last = attempts[-1] if attempts else None
        state: dict[str, Any] = {
            "attempts": len(attempts),
            "response": last["response"] if last else None,
            "language": last.get("language") if last else None,
            "at": last.get("at") if last else None,
            "saved": last is None or self.sheet.is_saved(last),
            "draft": self.sheet.content.drafts.get(id_),
            "outdated": last is not None and last.get("version") != self.version(item),
            "of": item.points,
        }
        if last:
            state["said"] = {code: to_html(_describe(item, last, code), inline=True) for code in LANGUAGES}
        if isinstance(item, Item):
            state |= self._teaching(item, last)
        return state

    def _teaching(self, item: Item, last: Attempt | None) -> dict[str, Any]:
        opened = self.sheet.hints_opened(item.id)
        shown: dict[str, Any] = {
            "hints": [_html(hint.text) for hint in item.hints[:opened]],
            "next_hint": item.hints[opened].cost if opened < len(item.hints) else None,
        }
        if last is None:
            return shown
        score = item.score(last["response"])
        solved = score.verdict == "right" or self.sheet.solution_opened(item.id)
        shown |= {
            "points": round(self.points(item), 6),
            "verdict": verdict_of(score.points, score.of),
            "feedback": [_html(text) for text in _telling(score, solved=solved)],
            "solution_shown": self.sheet.solution_opened(item.id),
        }
        if solved:
            shown |= {
                "marks": _marks(score),
                "key": {code: to_html(item.key_in_words(code), inline=True) for code in LANGUAGES},
                "explanation": _html(item.explanation),
                "sources": source_links(item.facts),
            }
        else:
            shown["marks"] = [mark for mark in _marks(score) if mark["chosen"]]
        return shown


_NOT_A_RESPONSE = {
    "en": "That answer did not arrive whole. Nothing was used up; answer again.",
    "sr": "Taj odgovor nije stigao cijeo. Pokušaj nije potrošen; odgovori ponovo.",
}


def _telling(score: Score, *, solved: bool) -> list[Mapping[str, str]]:
    """Return the words on a response; until it is solved none on an option left out, which would name the key."""
    left_out = [] if solved else [part.feedback for part in score.parts if not part.chosen]
    return [text for text in score.feedback if text not in left_out]


def _everywhere(texts: Mapping[str, str]) -> Html:
    return {code: to_html(text, inline=True) for code, text in texts.items()}


def _html(text: Mapping[str, str]) -> Html:
    return {code: to_html(words) for code, words in text.items()}


def _said(notice: SupportsSay | None) -> Html | None:
    return None if notice is None else {code: to_html(notice.say(code), inline=True) for code in LANGUAGES}


def _marks(score: Score) -> list[dict[str, Any]]:
    return [{"part": part.part, "chosen": part.chosen, "right": part.right} for part in score.parts]


def _describe(item: ItemView, attempt: Attempt, language: str) -> str:
    try:
        return item.describe(attempt["response"], language)
    except (TypeError, ValueError):  # a sheet may hold any JSON
        return ""


def _too_long(raw: Any) -> bool:
    if isinstance(raw, str):
        return len(raw) > MAX_RAW
    return isinstance(raw, (list, dict)) and len(repr(raw)) > MAX_RAW
