"""What a graded quiz's limits say to the instructor.

A learner's sheet is the learner's own file: the clock and the count of attempts in it can be edited. So limits
cost nothing by themselves; what exceeds them is told, and the instructor decides.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from nastava.answers import SheetContent
from nastava.answers.clock import moment_of
from nastava.grading.words import BEYOND_ATTEMPTS, BEYOND_TIME
from nastava.quizzes.bank import QuizModel
from nastava.text.messages import Notice, notice


def beyond_limits(quiz: QuizModel, sheet: SheetContent, multiplier: float = 1.0) -> Iterator[Notice]:
    """Return a sentence for each limit of the quiz that the sheet exceeds.

    Args:
        quiz: the graded quiz, as released.
        sheet: as handed in; any of its times may be missing or made up.
        multiplier: what the quiz's time is multiplied with for this learner.
    """
    counts = Counter(attempt["item"] for attempt in sheet.attempts)
    for number, item in enumerate(quiz.items_in_order, start=1):
        most = item.attempts or quiz.attempts
        if most is not None and not item.survey and counts[item.id] > most:
            yield notice(BEYOND_ATTEMPTS, n=number, item=item.id, times=counts[item.id], most=most)
    minutes = _minutes(sheet)
    if quiz.time_limit and minutes is not None and minutes > quiz.time_limit * multiplier:
        yield notice(BEYOND_TIME, minutes=f"{minutes:.0f}", limit=f"{quiz.time_limit * multiplier:g}")


def _minutes(sheet: SheetContent) -> float | None:
    """Return the minutes from the first start that the sheet names to the last attempt."""
    starts = [moment for sitting in sheet.sittings if (moment := moment_of(sitting.get("started")))]
    ends = [moment for attempt in sheet.attempts if (moment := moment_of(attempt.get("at")))]
    return (max(ends) - min(starts)).total_seconds() / 60 if starts and ends else None
