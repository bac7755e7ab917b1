"""The quiz in a notebook: one anywidget model for the whole quiz."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import anywidget
import traitlets
from IPython.display import display

from nastava.answers import Sheet, sheet_path
from nastava.errors import QuizNotFoundError
from nastava.quizzes import Bank, PublishedQuiz
from nastava.quizzes.alone import is_alone, own_marking
from nastava.quizzes.arrange import settle
from nastava.quizzes.find import find_quiz
from nastava.text.dormant import dormant
from nastava.text.languages import current_language
from nastava.widget.bundle import browser_module, style_sheet
from nastava.widget.conversation import Conversation
from nastava.widget.later import show_later
from nastava.widget.present import heading, static_html, static_plain
from nastava.widget.session import QuizSession

#: One sheet per file in this kernel, so that what could not be written survives a re-run of the cell.
_SHEETS: dict[Path, Sheet] = {}


def quiz(name: str, part: str | None = None, language: str | None = None) -> QuizWidget:
    """Return a quiz to be answered; as the last line of a cell it is shown.

    Args:
        name: id of the quiz, such as ``"kfor"``.
        part: show one part of it only, as lessons do between their sections.
        language: code of the language to start with; default: the lesson's own.

    Raises:
        QuizNotFoundError: no such quiz or part; the message names those there are.
        BankError: the bank has faults.
    """
    found, part = _asked(name, part)
    alone = isinstance(found, PublishedQuiz) and is_alone()
    own = own_marking(found) if alone and isinstance(found, PublishedQuiz) else None
    session = QuizSession(found, part, sheet=open_sheet(name), alone=alone, own=own)
    return QuizWidget(session, current_language(language))


def static_bundle(name: str, part: str | None = None, language: str | None = None) -> dict[str, str]:
    """Return what a notebook shows of a quiz that is not running, by MIME type.

    Raises:
        QuizNotFoundError: no such quiz or part.
        BankError: the bank has faults.
    """
    asked, part = _asked(name, part)
    code = current_language(language)
    whole = settle(asked) if isinstance(asked, Bank) else asked
    items = [item for item in whole.items_in_order if part is None or item.part == part]
    title = heading(asked, part, code)
    return dormant("quiz", static_html(title, items, code), static_plain(title, items, code), code)


def _asked(name: str, part: str | None) -> tuple[Bank | PublishedQuiz, str | None]:
    found = find_quiz(name)
    if part is not None and (not isinstance(part, str) or part not in found.parts):
        parts = ", ".join(repr(known) for known in found.parts) or "none"
        raise QuizNotFoundError(f"The quiz {name!r} has no part {part!r}. Its parts: {parts}.")
    return found, part


def open_sheet(name: str) -> Sheet:
    """Return this kernel's one answer sheet of a quiz, read anew."""
    path = sheet_path(name)
    if path in _SHEETS:
        _SHEETS[path].refresh()
    else:
        _SHEETS[path] = Sheet.open(path, name)
    return _SHEETS[path]


class QuizWidget(anywidget.AnyWidget):
    """The live quiz. Its state lives on the answer sheet; the model only mirrors it for the browser.

    One message comes in for each thing that the learner does, one goes out with what changed.
    """

    _esm = traitlets.Unicode(browser_module()).tag(sync=True)
    _css = traitlets.Unicode(style_sheet()).tag(sync=True)
    _quiz = traitlets.Dict().tag(sync=True)
    _state = traitlets.Dict().tag(sync=True)
    #: Quizzes are laid out by their style sheet: no model of a layout is sent along.
    layout = traitlets.Any(None, allow_none=True).tag(sync=True)

    def __init__(self, session: QuizSession, language: str) -> None:
        self._talk = Conversation(session, language)
        super().__init__(_quiz=self._talk.content())
        self.on_msg(self._on_message)

    def get_state(self, key: Any = None, drop_defaults: bool = False) -> Any:
        """Return the model's state; what the learner has done is looked up only when a page asks for it."""
        if key is None or "_state" in key:
            self._state = self._talk.state()
        return super().get_state(key, drop_defaults)

    def _should_send_property(self, key: str, value: Any) -> bool:
        # The browser is told of each change by a message of its own; the whole state goes only to a new page.
        return key not in {"_quiz", "_state"} and bool(super()._should_send_property(key, value))

    def _on_message(self, _widget: Any, message: Any, _buffers: Any) -> None:
        reply = self._talk.handle(message)
        if reply is None:
            return
        if "quiz" in reply:
            self._quiz = reply["quiz"]
        self.send(reply)

    def _ipython_display_(self, **_kwargs: Any) -> None:
        live = self._repr_mimebundle_()
        data = dict(live[0] if isinstance(live, tuple) else live or {})
        data["text/plain"] = ""  # the static output has the words
        display(data, raw=True)
        show_later(self._asleep)

    def _asleep(self) -> dict[str, str]:
        """Return what the saved notebook shows without a kernel."""
        session, code = self._talk.session, self._talk.language
        items = list(session.items.values())
        title = heading(session.quiz, session.part, code)
        return dormant("quiz", static_html(title, items, code), static_plain(title, items, code), code)
