"""The practice quizzes of a chapter, as they stand on paper: the same for its readers and for its key."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nastava.cli.book.lessons import Chapter
from nastava.errors import QuizNotFoundError
from nastava.quizzes import Bank, PublishedQuiz
from nastava.quizzes.arrange import arrange
from nastava.quizzes.find import find_quiz

#: What all that varies is drawn from: a book has one version.
EDITION_SEED = "A"


@dataclass(frozen=True)
class Shown:
    """A quiz, or a part of it, where it stands in a chapter."""

    quiz: Bank | PublishedQuiz
    part: str | None


class Practice:
    """Finds quizzes once each."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, Path], Bank | PublishedQuiz] = {}

    def of_call(self, arguments: list[Any], named: dict[str, Any], chapter: Chapter) -> Shown:
        """Return the quiz of a call.

        Raises:
            QuizNotFoundError: there is no such quiz, or it has no such part.
            BankError: its bank has faults.
        """
        name = arguments[0] if arguments else named.get("name")
        key = (str(name), chapter.path.parent)
        if key not in self._found:
            found = find_quiz(str(name), chapter.path.parent)
            self._found[key] = arrange(found, EDITION_SEED) if isinstance(found, Bank) else found
        part = arguments[1] if len(arguments) > 1 else named.get("part")
        quiz = self._found[key]
        if part is not None and part not in quiz.parts:
            raise QuizNotFoundError(
                f"{chapter.path}: the quiz {quiz.id!r} has no part {part!r}. Correct the cell."
            )
        return Shown(quiz, part)

    def of(self, chapter: Chapter) -> list[Shown]:
        """Return the quizzes of a chapter, in order."""
        return [
            self.of_call(arguments, named, chapter)
            for cell in chapter.cells
            for name, arguments, named in cell.calls
            if name == "quiz"
        ]
