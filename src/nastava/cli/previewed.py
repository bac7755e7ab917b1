"""A bank while its author writes it: what is wrong with it, its last good state, and a quiz of that."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from pydantic_core import PydanticCustomError

from nastava.answers import Sheet
from nastava.cli.check import read_and_check
from nastava.errors import BankError
from nastava.items import Item
from nastava.quizzes import Bank, Fault, PublishedQuiz, publish
from nastava.quizzes.arrange import settle
from nastava.quizzes.lint import Remark, lint
from nastava.text.languages import LANGUAGES, pick
from nastava.text.markdown import to_html
from nastava.text.messages import translator
from nastava.text.numbers import format_number
from nastava.widget.conversation import Conversation
from nastava.widget.session import QuizSession


@dataclass(frozen=True)
class Reading:
    """What one look at the file gave; ``bank`` is None where its form is broken."""

    bank: Bank | None
    faults: Sequence[Fault]
    remarks: Sequence[Remark] = ()


class Previewed:
    """A bank under preview.

    Args:
        path: the bank.
        language: code of the language to begin with.
        folder: where the answers of the preview are kept: never where a learner's are.
    """

    def __init__(self, path: Path, language: str, folder: Path) -> None:
        self.path = path
        self._folder = folder
        self._first_language = language
        self._sheet: Sheet | None = None
        self._runs = 0
        self._bank: Bank | None = None
        self._faults: Sequence[Fault] = ()
        self._remarks: Sequence[Remark] = ()
        self._stale = False
        self.talk: Conversation | None = None
        #: Counts what has to be drawn anew; a fault alone leaves the quiz as it stands.
        self.revision = 0

    @property
    def language(self) -> str:
        """The language spoken now."""
        return self.talk.language if self.talk else self._first_language

    @language.setter
    def language(self, code: str) -> None:
        if code in LANGUAGES:
            self._first_language = code
            if self.talk:
                self.talk.language = code
                self.revision += 1

    def signature(self) -> tuple[int, ...]:
        """Return what changes whenever the file is written, renamed into place or removed."""
        try:
            stat = self.path.stat()
        except OSError:
            return ()
        return stat.st_mtime_ns, stat.st_size, stat.st_ino

    def read(self) -> Reading:
        """Read and check the file, as ``nastava check`` does."""
        source, bank, faults = read_and_check(self.path)
        return Reading(bank, faults, lint(bank, source) if bank is not None else ())

    def take(self, reading: Reading) -> None:
        """Show what was read. Where the form is broken the quiz stays as it was, with the faults above it."""
        self._faults, self._remarks = reading.faults, reading.remarks
        self._stale = reading.bank is None
        if reading.bank is not None and reading.bank != self._bank:
            self._open(reading.bank)

    def begin_anew(self) -> None:
        """Put the answers away and draw another variant."""
        self._sheet = None
        if self._bank is not None:
            self._open(self._bank)

    def _open(self, bank: Bank) -> None:
        if self._sheet is None or self._sheet.quiz_id != bank.id:
            self._runs += 1
            self._sheet = Sheet.open(self._folder / str(self._runs) / f"{bank.id}.json", bank.id)
        try:
            # What a learner gets: of a graded bank the keyless twin.
            quiz = PublishedQuiz.model_validate(publish(bank)) if bank.mode == "graded" else bank
            talk = Conversation(QuizSession(quiz, sheet=self._sheet), self.language)
        except (BankError, ValidationError, PydanticCustomError):
            self._stale = True  # a variant that is no item; the faults say which
            return
        self._bank, self.talk = bank, talk
        self.revision += 1

    # What the page shows -----------------------------------------------------------------------------

    def shown(self) -> dict[str, Any]:
        """Return all that the page shows, as JSON."""
        return {
            "revision": self.revision,
            "language": self.language,
            "quiz": self.talk.content() if self.talk else None,
            "state": self.talk.state() if self.talk else None,
            "stale": self._stale,
            "faults": [fault.to_dict() for fault in self._faults],
            "warnings": [remark.to_dict() for remark in self._remarks],
            "answers": self.answers(),
        }

    def answers(self) -> list[dict[str, Any]]:
        """Return, for each item as it is shown, its key, what random answering earns, and how it is scored."""
        if self.talk is None or self._bank is None:
            return []
        shown: Sequence[Any] = list(self.talk.session.items.values())
        if self._bank.mode == "graded":
            shown = settle(self._bank).items
        return [_answer(item, self.language) for item in shown if isinstance(item, Item)]


def _answer(item: Item, code: str) -> dict[str, Any]:
    _ = translator(code)
    if item.survey:
        return {"id": item.id, "type": item.type, "key": "", "chance": "", "policy": _("Survey question, not marked")}  # fmt: skip
    return {
        "id": item.id,
        "type": item.type,
        "key": to_html(item.key_in_words(code), inline=True),
        "chance": "" if item.by_hand else f"{format_number(round(100 * item.chance(), 1), code)} %",
        "policy": pick(item.policy.sentence, code),
    }
