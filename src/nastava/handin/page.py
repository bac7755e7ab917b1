"""``hand_in()`` in a notebook: one page on which assignments are handed in."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import anywidget
import traitlets
from IPython.display import display

from nastava.answers.clock import now, stamp
from nastava.errors import NastavaError
from nastava.handin.assignments import Assignment, assignments_in, root_of
from nastava.handin.exchange import Exchange, find_exchange
from nastava.handin.jupyter import Server, own_server
from nastava.handin.look import look
from nastava.handin.receipt import RECEIPTS, Receipt, receipts_in, what_became, when
from nastava.handin.sending import HandedIn, own_name, send
from nastava.handin.words import words
from nastava.text.dormant import dormant
from nastava.text.languages import current_language
from nastava.text.languages import language as language_of
from nastava.widget.bundle import STATIC as SHARED
from nastava.widget.later import show_later

_STATIC = Path(__file__).parent / "static"
#: Work in a notebook is newer than its file only by more than the clocks and the saving itself take.
_SECONDS = 5
#: Earlier receipts that are shown.
_MOST = 50


def hand_in(language: str | None = None) -> HandInWidget:
    """Return the page on which assignments are handed in; as the last line of a cell it is shown.

    Args:
        language: code of the language; default: the notebook's own.
    """
    return HandInWidget(Desk(root_of(Path.cwd()), current_language(language)))


class Desk:
    """What the page shows and does, without a browser."""

    def __init__(self, root: Path, language: str, ask: Callable[[Path], Exchange] = find_exchange) -> None:
        self.root = root
        self.language = language
        self._ask = ask
        self._exchange: Exchange | None = None
        self._server: Server | None = None

    @property
    def exchange(self) -> Exchange:
        """What exchange there is, asked once for a page."""
        if self._exchange is None:
            self._exchange = self._ask(self.root)
        return self._exchange

    def state(self) -> dict[str, Any]:
        """Return what the page shows, read from the disk now."""
        self._server = own_server(self.root)
        receipts = receipts_in(self.root)
        worked_in = self._server.worked_in() if self._server else {}
        names = {each.student for each in receipts[:1]} or {own_name()}
        return {
            "language": self.language,
            "tag": language_of(self.language).tag,
            "words": words(self.language),
            "read": stamp(now()),
            "student": next(iter(names)),
            "assignments": [self._told(each, receipts, worked_in) for each in assignments_in(self.root)],
            "receipts": [self._receipt(each) for each in receipts[:_MOST]],
        }

    def handle(self, message: Any) -> dict[str, Any]:
        """Return the reply to what the browser sent; a mistake of the learner's or the machine's is told in it."""
        if not isinstance(message, dict) or message.get("do") != "hand_in":
            return {"state": self.state()}
        try:
            return self._hand_in(
                str(message.get("folder", "")), str(message.get("student", "")).strip()[:120]
            )
        except NastavaError as error:
            return {"state": self.state(), "failed": str(error)}

    def _hand_in(self, folder: str, student: str) -> dict[str, Any]:
        here = assignments_in(self.root)
        assignment = next((each for each in here if self._name(each.folder) == folder), None)
        if assignment is None:
            raise NastavaError(f"{folder}: this folder is not there any more.")
        self._exchange = None  # it may have come, or gone, since the page was opened
        # Through the exchange the account says who hands in.
        own = "" if self.exchange.course_of(assignment.name) else student
        handed = send(self.root, assignment, self.exchange, student=own, language=self.language)
        state = self.state()
        return {"state": state, "done": self._receipt(handed.receipt, handed)}

    def _name(self, folder: Path) -> str:
        return folder.relative_to(self.root).as_posix()

    def _told(
        self, assignment: Assignment, receipts: Sequence[Receipt], worked_in: dict[Path, datetime]
    ) -> dict[str, Any]:
        found = look(assignment, self.language)
        last = next((each for each in receipts if each.assignment == assignment.name), None)
        notebooks = []
        for path in assignment.notebooks:
            saved = datetime.fromtimestamp(path.stat().st_mtime).astimezone()
            later = worked_in.get(path)
            is_newer = later is not None and (later - saved).total_seconds() > _SECONDS
            notebooks.append({
                "name": path.name,
                "served": self._server.path_of(path) if self._server else None,
                "saved": stamp(saved),
                "later": stamp(later) if later is not None and is_newer else None,
            })  # fmt: skip
        return {
            "folder": self._name(assignment.folder),
            "title": assignment.title(self.language),
            "alone": assignment.alone,
            "begun": found.begun,
            "complete": found.complete,
            "through_exchange": self.exchange.course_of(assignment.name) is not None,
            "notebooks": notebooks,
            "quizzes": [
                {"title": quiz.title, "total": quiz.total, "open": quiz.open_, "typed": quiz.typed, "problem": quiz.problem}
                for quiz in found.quizzes
            ],
            "boxes": found.boxes,
            "untouched": found.untouched,
            "handed_in": stamp(last.at) if last else None,
            "way": last.way if last else None,
        }  # fmt: skip

    def _receipt(self, receipt: Receipt, handed: HandedIn | None = None) -> dict[str, Any]:
        page = self.root / RECEIPTS / f"{receipt.name}.html"
        packed = self.root / receipt.where if receipt.way == "archive" else None
        server = self._server
        return {
            "assignment": receipt.assignment,
            "course": receipt.course,
            "student": receipt.student,
            "code": receipt.code,
            "sha256": receipt.digest,
            "when": when(receipt.at, self.language),
            "way": receipt.way,
            "where": receipt.where,
            "became": what_became(receipt, self.language),
            "files": [each.to_dict() for each in receipt.files],
            "page": page.relative_to(self.root).as_posix(),
            "served_page": server.path_of(page) if server and page.is_file() else None,
            "served_file": server.path_of(packed) if server and packed and packed.is_file() else None,
            "refused": handed.refused if handed else "",
        }


def _module() -> str:
    parts = (
        (SHARED / "dom.js").read_text(encoding="utf-8"),
        (_STATIC / "hand_in.js").read_text(encoding="utf-8"),
    )
    return re.sub(r"^export function", "function", "\n".join(parts), flags=re.MULTILINE)


def _style() -> str:
    return "\n".join(
        path.read_text(encoding="utf-8") for path in (SHARED / "quiz.css", _STATIC / "hand_in.css")
    )


class HandInWidget(anywidget.AnyWidget):
    """The live page. One message comes in for what the learner does, one goes out with all that is shown."""

    _esm = traitlets.Unicode().tag(sync=True)
    _css = traitlets.Unicode().tag(sync=True)
    _state = traitlets.Dict().tag(sync=True)
    #: The page is laid out by its style sheet: no model of a layout is sent along.
    layout = traitlets.Any(None, allow_none=True).tag(sync=True)

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        super().__init__(_esm=_module(), _css=_style(), _state=desk.state())
        self.on_msg(self._on_message)

    def _on_message(self, _widget: Any, message: Any, _buffers: Any) -> None:
        self.send({"heard": True})
        reply = self._desk.handle(message)
        self._state = reply["state"]
        self.send({name: value for name, value in reply.items() if name != "state"})

    def _ipython_display_(self, **_kwargs: Any) -> None:
        live = self._repr_mimebundle_()
        data = dict(live[0] if isinstance(live, tuple) else live or {})
        data["text/plain"] = ""  # the static output has the words
        display(data, raw=True)
        show_later(lambda: static_bundle(self._desk.language))


def static_bundle(language: str) -> dict[str, str]:
    """Return what the page shows without a kernel, by MIME type.

    Example:
        >>> sorted(static_bundle("en"))
        ['text/html', 'text/plain']
    """
    return dormant("hand_in", "", "", language)
