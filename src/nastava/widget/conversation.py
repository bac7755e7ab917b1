"""The conversation between a quiz's view and its session: one message in, at most one out.

Independent of how the messages travel: through a Jupyter kernel (``quiz.py``) or a preview's socket.
"""

from __future__ import annotations

from typing import Any

from nastava.text.languages import LANGUAGES
from nastava.widget.feedback import item_state, summary, whole_state
from nastava.widget.messages import words
from nastava.widget.present import heading, presentable
from nastava.widget.session import QuizSession

_ABOUT_ITEMS = ("submit", "read", "hint", "solution", "draft", "rate")
_ABOUT_ALL = ("language", "start", "finish", "hand_in", "again", "missed", "all")


class Conversation:
    """One quiz, spoken about in one language at a time.

    Args:
        session: the learner at the quiz.
        language: code of the language to begin with.
    """

    def __init__(self, session: QuizSession, language: str) -> None:
        self.session = session
        self.language = session.language = language

    def content(self) -> dict[str, Any]:
        """Return the questions and the words of the interface."""
        quiz, part, code = self.session.quiz, self.session.part, self.language
        return {
            "id": quiz.id,
            "mode": quiz.mode,
            "alone": self.session.alone,
            "may_hand_in": self.session.own is not None,
            "title": heading(quiz, part, code),
            "language": code,
            "tag": LANGUAGES[code].tag,
            "content_tag": LANGUAGES[code].content_tag,
            "languages": [{"code": x.code, "name": x.name, "tag": x.tag} for x in LANGUAGES.values()],
            "words": words(code),
            "items": [presentable(item, code) for item in self.session.items.values()],
        }

    def state(self) -> dict[str, Any]:
        """Return everything that the view shows besides."""
        return whole_state(self.session, self.language)

    def handle(self, message: Any) -> dict[str, Any] | None:
        """Do what the learner asked; return the reply, or None where it was nothing."""
        if not isinstance(message, dict):
            return None
        action, id_ = message.get("do"), message.get("item")
        if action in _ABOUT_ITEMS:
            if not isinstance(id_, str) or id_ not in self.session.items:
                return None
            return {"do": action, "item": id_, **self._about_item(action, id_, message)}
        if action in _ABOUT_ALL:
            self._about_all(action, message.get("language"))
            return {"do": action, "quiz": self.content(), "state": self.state()}
        if action == "save":
            self.session.save_again()
            return {"do": action, "summary": summary(self.session, self.language)}
        return None

    def _about_item(self, action: str, id_: str, message: dict[str, Any]) -> dict[str, Any]:
        session, raw = self.session, message.get("response")
        language = str(message.get("language"))
        if action == "read":
            return {"read_as": session.read_as(id_, raw, language)}
        reply: dict[str, Any] = {}
        ended = session.sittings.ended
        if action == "submit":
            reply["malformed"] = session.submit(id_, raw, language, message.get("certainty"))
        elif action == "hint":
            session.hint(id_)
        elif action == "solution":
            session.solution(id_)
        elif action == "draft":
            session.draft(id_, raw, language)
        elif action == "rate":
            session.rate(id_, raw)
        if session.sittings.ended != ended:  # the time was over: every item has something new to show
            return reply | {"quiz": self.content(), "state": self.state()}
        return reply | {
            "state": item_state(session, id_, self.language),
            "summary": summary(session, self.language),
        }

    def _about_all(self, action: str, language: Any) -> None:
        session = self.session
        match action:
            case "language":
                if isinstance(language, str) and language in LANGUAGES:
                    self.language = session.language = language
            case "start":
                session.start()
            case "finish":
                session.finish()
            case "hand_in":
                session.hand_in()
            case "again":
                session.again()
            case "missed":
                session.try_missed()
            case "all":
                session.show_all()
