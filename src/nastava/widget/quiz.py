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
from nastava.quizzes.find import find_quiz
from nastava.text.dormant import dormant
from nastava.text.languages import LANGUAGES, current_language
from nastava.widget.bundle import browser_module, style_sheet
from nastava.widget.messages import words
from nastava.widget.present import heading, presentable, static_html, static_plain
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
    return QuizWidget(QuizSession(*_asked(name, part), sheet=_sheet(name)), current_language(language))


def static_bundle(name: str, part: str | None = None, language: str | None = None) -> dict[str, str]:
    """Return what a notebook shows of a quiz that is not running, by MIME type.

    Raises:
        QuizNotFoundError: no such quiz or part.
        BankError: the bank has faults.
    """
    asked, part = _asked(name, part)
    code = current_language(language)
    items = [item for item in asked.items_in_order if part is None or item.part == part]
    title = heading(asked, part, code)
    return dormant("quiz", static_html(title, items, code), static_plain(title, items, code), code)


def _asked(name: str, part: str | None) -> tuple[Bank | PublishedQuiz, str | None]:
    found = find_quiz(name)
    if part is not None and part not in found.parts:
        parts = ", ".join(repr(known) for known in found.parts) or "none"
        raise QuizNotFoundError(f"The quiz {name!r} has no part {part!r}. Its parts: {parts}.")
    return found, part


def _sheet(name: str) -> Sheet:
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
    _language = traitlets.Unicode().tag(sync=True)

    def __init__(self, session: QuizSession, language: str) -> None:
        self._session = session
        super().__init__(_quiz=_content(session), _state=session.state(), _language=language)
        self.on_msg(self._on_message)

    def _should_send_property(self, key: str, value: Any) -> bool:
        # The browser is told of each change by a message of its own; the whole state goes only to a new page.
        return key != "_state" and bool(super()._should_send_property(key, value))

    def _on_message(self, _widget: Any, message: Any, _buffers: Any) -> None:
        if not isinstance(message, dict):
            return
        item, language = message.get("item"), message.get("language")
        if item is not None and not (isinstance(item, str) and item in self._session.items):
            return
        reply = self._do(message.get("do"), item, message.get("response"), str(language))
        if reply is None:
            return
        self._state = self._session.state()
        self.send(
            {
                **reply,
                "do": message["do"],
                "item": item,
                "state": self._session.item_state(item) if item is not None else None,
                "summary": self._session.summary(),
            }
        )

    def _do(self, action: Any, item: Any, raw: Any, language: str) -> dict[str, Any] | None:
        """Do what the learner asked; return what the reply adds to the item's state, or None if it was nothing."""
        session = self._session
        match action:
            case "submit":
                return {"malformed": session.submit(item, raw, language)}
            case "read":
                return {"read_as": session.read_as(item, raw, language)}
            case "hint":
                session.hint(item)
            case "solution":
                session.solution(item)
            case "draft":
                session.draft(item, raw)
            case "save":
                session.save_again()
            case _:
                return None
        return {}

    def _ipython_display_(self, **_kwargs: Any) -> None:
        code = self._language
        items = list(self._session.items.values())
        title = heading(self._session.quiz, self._session.part, code)
        static = dormant("quiz", static_html(title, items, code), static_plain(title, items, code), code)
        display(static, raw=True)
        live = self._repr_mimebundle_()
        data = dict(live[0] if isinstance(live, tuple) else live or {})
        data["text/plain"] = title
        display(data, raw=True)


def _content(session: QuizSession) -> dict[str, Any]:
    quiz_, part = session.quiz, session.part
    return {
        "id": quiz_.id,
        "mode": quiz_.mode,
        "title": {code: heading(quiz_, part, code) for code in LANGUAGES},
        "languages": [{"code": x.code, "name": x.name, "tag": x.tag} for x in LANGUAGES.values()],
        "words": {code: words(code) for code in LANGUAGES},
        "items": [presentable(item) for item in session.items.values()],
    }
