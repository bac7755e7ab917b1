"""Scoring the graded quizzes of one submission."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from nastava.answers import SheetContent
from nastava.grading.course import graded_bank
from nastava.grading.limits import beyond_limits
from nastava.grading.released import ReleasedCell
from nastava.grading.sheets import read_handed_in
from nastava.grading.words import SURPLUS
from nastava.items import Localized
from nastava.quizzes import ItemMark, QuizMark, mark
from nastava.text import LANGUAGES, current_language
from nastava.text.messages import Notice, notice


@dataclass(frozen=True)
class QuizResult:
    """What a submission earned in one quiz.

    ``points`` is what the gradebook gets: finite, and from zero to the cell's points. ``problems`` are
    sentences for student and instructor; ``language`` is the one in which the quiz was answered.
    """

    title: Localized
    points: float
    mark: QuizMark
    problems: tuple[Notice, ...]
    language: str

    @property
    def by_hand(self) -> tuple[ItemMark, ...]:
        """The items that were answered and wait for a person's marks."""
        return tuple(item for item in self.mark.items if waits_for_a_person(item))


def waits_for_a_person(item: ItemMark) -> bool:
    """Return whether an item was answered and people mark it, not the program."""
    return item.item.by_hand and not item.item.survey and item.response is not None


def score_quizzes(
    cells: Iterable[ReleasedCell], submission: Path, root: Path, multiplier: float = 1.0
) -> dict[str, QuizResult]:
    """Score every quiz of a notebook; the result is by the name of the test cell.

    Args:
        cells: the notebook's cells as released.
        submission: folder that was handed in.
        root: top of the instructor's course.
        multiplier: what time limits are multiplied with for this learner.

    Raises:
        QuizNotFoundError: a bank is missing; that is the instructor's to mend, and no student's zero.
        BankError: a bank has faults.
    """
    return {
        cell.name: _score(cell.quiz_id, cell.points or 0.0, submission, root, multiplier)
        for cell in cells
        if cell.quiz_id is not None
    }


def _score(quiz_id: str, most: float, submission: Path, root: Path, multiplier: float) -> QuizResult:
    bank = graded_bank(quiz_id, root)
    sheet = read_handed_in(submission, quiz_id)
    result = mark(bank, sheet.attempts)
    problems = (*sheet.problems, *beyond_limits(bank, sheet, multiplier))
    if result.points > most:
        problems = (*problems, notice(SURPLUS, of=f"{most:g}"))
    return QuizResult(bank.title, _within(result.points, most), result, problems, _language(sheet))


def _within(points: float, most: float) -> float:
    """Keep to what nbgrader takes: beyond the maximum it fails the submission, and NaN is full marks."""
    return min(max(points, 0.0), most) if math.isfinite(points) else 0.0


def _language(sheet: SheetContent) -> str:
    named = (attempt.get("language") for attempt in reversed(sheet.attempts))
    return next((code for code in named if isinstance(code, str) and code in LANGUAGES), current_language())
