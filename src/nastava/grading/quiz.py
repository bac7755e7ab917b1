"""Scoring the graded quizzes of one submission."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from nastava.answers import SheetContent
from nastava.answers.handed_in import read_handed_in
from nastava.grading.limits import beyond_limits, clock_runs_backwards
from nastava.grading.released import ReleasedCell
from nastava.grading.words import GONE, STRAY, SURPLUS, UNSURE
from nastava.items import Localized
from nastava.quizzes import Bank, ItemMark, PublishedQuiz, QuizMark, mark
from nastava.quizzes.graded import graded_bank, released_quiz, require_its_bank
from nastava.text import LANGUAGES, current_language
from nastava.text.messages import Notice, notice

#: Most questions that one sentence names.
MOST_NAMED = 5
_NAME = re.compile(r"[a-z0-9-]{1,80}")


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
    #: What is wrong with the sheet's clock, for the instructor alone.
    clock: tuple[Notice, ...] = ()

    @property
    def by_hand(self) -> tuple[ItemMark, ...]:
        """The items that were answered and wait for a person's marks."""
        return tuple(item for item in self.mark.items if waits_for_a_person(item))


def waits_for_a_person(item: ItemMark) -> bool:
    """Return whether an item was answered and people mark it, not the program."""
    return item.item.by_hand and not item.item.survey and item.response is not None


def score_quizzes(
    cells: Iterable[ReleasedCell],
    submission: Path,
    root: Path,
    multiplier: float = 1.0,
    release: Path | None = None,
) -> dict[str, QuizResult]:
    """Score every quiz of a notebook; the result is by the name of the test cell.

    Args:
        cells: the notebook's cells as released.
        submission: folder that was handed in.
        root: top of the instructor's course.
        multiplier: what time limits are multiplied with for this learner.
        release: the instructor's own copy of the released assignment, which says what was asked.

    Raises:
        QuizNotFoundError: a bank is missing; that is the instructor's to mend, and no student's zero.
        BankError: a bank has faults, is not the one that was released, or the released quiz is damaged.
    """
    results = {}
    for cell in cells:
        if cell.quiz_id is not None:
            asked = released_quiz(cell.quiz_id, release) if release else None
            if asked is not None:
                require_its_bank(asked, root)
            bank = graded_bank(cell.quiz_id, root)
            sheet = read_handed_in(submission, cell.quiz_id)
            results[cell.name] = _score(bank, asked, sheet, cell.points or 0.0, multiplier)
    return results


def _score(
    bank: Bank, asked: PublishedQuiz | None, sheet: SheetContent, most: float, multiplier: float
) -> QuizResult:
    result = mark(bank, sheet.attempts, asked)
    limits = beyond_limits(asked or bank, sheet, multiplier)
    problems = (*sheet.problems, *_not_as_released(result), *limits)
    if result.points > most:
        problems = (*problems, notice(SURPLUS, of=f"{most:g}"))
    clock = tuple(clock_runs_backwards(sheet))
    return QuizResult(bank.title, _within(result.points, most), result, problems, _language(sheet), clock)


def _not_as_released(result: QuizMark) -> Iterator[Notice]:
    """Return what student and instructor are told where the bank no longer fits what was answered."""
    for item in result.gone:
        yield notice(GONE, item=item.id, points=f"{0 if item.survey else item.points:g}")
    for id_ in result.unsure:
        yield notice(UNSURE, item=id_)
    if result.stray:
        # The names come from the learner's file.
        named = [id_ for id_ in result.stray if _NAME.fullmatch(id_)][:MOST_NAMED]
        others = len(result.stray) - len(named)
        yield notice(STRAY, items=", ".join([*named, *([f"+{others}"] if others else [])]))


def _within(points: float, most: float) -> float:
    """Keep to what nbgrader takes: beyond the maximum it fails the submission, and NaN is full marks."""
    return min(max(points, 0.0), most) if math.isfinite(points) else 0.0


def _language(sheet: SheetContent) -> str:
    named = (attempt.get("language") for attempt in reversed(sheet.attempts))
    return next((code for code in named if isinstance(code, str) and code in LANGUAGES), current_language())
