"""Errors that a user can mend.

Each carries one message that names the place, what is wrong and what to do. The command line and the
widget print the message alone; only a programming error shows a traceback.
"""

from __future__ import annotations

from typing import Protocol


class SupportsSay(Protocol):
    """A sentence that can be told in a language."""

    def say(self, language: str) -> str:
        """Return the sentence in the language."""


class NastavaError(Exception):
    """Base of every error that a user's input or machine can cause.

    Example:
        >>> str(NastavaError("quizzes/kfor.yaml:3: no title. Add 'title:'."))
        "quizzes/kfor.yaml:3: no title. Add 'title:'."
    """

    def _render_traceback_(self) -> list[str]:
        """IPython's hook: in a notebook the message stands alone, without a traceback."""
        return [f"{type(self).__name__}: {self}"]


class BankError(NastavaError):
    """A question bank can't be read or breaks a rule."""


class QuizNotFoundError(NastavaError):
    """No quiz with the name asked for can be reached from here."""


class SheetError(NastavaError):
    """An answer sheet can't be read or written.

    ``notice`` tells the same in every language of the interface.
    """

    def __init__(self, notice: SupportsSay) -> None:
        super().__init__(str(notice))
        self.notice = notice


class CourseDataError(NastavaError):
    """A fact, source, dataset or figure that was asked for does not exist."""


class CheckError(NastavaError):
    """A test asked the student's notebook for something that it can't give."""


class PublishError(NastavaError):
    """An assignment can't be released as it stands."""


class WorkspaceError(NastavaError):
    """The learner's workspace can't be prepared or opened."""


class RecordError(NastavaError):
    """The learner's record can't be read or written."""
