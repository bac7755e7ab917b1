"""What a graded quiz's limits say to the instructor.

A learner's sheet is the learner's own file: the clock and the count of attempts in it can be edited. So limits
cost nothing by themselves; what exceeds them is told, and the instructor decides.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise

from nastava.answers import Attempt, SheetContent, changes
from nastava.answers.clock import moment_of
from nastava.answers.sittings import Sitting
from nastava.grading.words import BEYOND_ATTEMPTS, BEYOND_TIME, NOTE_CLOCK
from nastava.quizzes.bank import QuizModel
from nastava.text.messages import Notice, notice

#: Seconds over the limit, or of a clock, that are not mentioned: pages are slow, and so are people.
GRACE = 30
#: Longer spans are told in hours.
_MOST_MINUTES = 120


def beyond_limits(quiz: QuizModel, sheet: SheetContent, multiplier: float = 1.0) -> Iterator[Notice]:
    """Return a sentence for each limit of the quiz that the sheet exceeds.

    Args:
        quiz: the graded quiz, as released.
        sheet: as handed in; any of its times may be missing or made up.
        multiplier: what the quiz's time is multiplied with for this learner.
    """
    made = changes(sheet.attempts)
    counts = Counter(attempt["item"] for attempt in made)
    for number, item in enumerate(quiz.items_in_order, start=1):
        most = item.attempts or quiz.attempts
        if most is not None and not item.survey and counts[item.id] > most:
            yield notice(BEYOND_ATTEMPTS, n=number, item=item.id, times=counts[item.id], most=most)
    taken = _seconds(sheet.sittings, made)
    if quiz.time_limit and taken is not None and taken > quiz.time_limit * multiplier * 60 + GRACE:
        minutes, seconds = divmod(int(taken), 60)
        limit = f"{quiz.time_limit * multiplier:g}"
        yield notice(BEYOND_TIME, minutes=minutes, seconds=seconds, limit=limit, grace=GRACE)


def clock_runs_backwards(sheet: SheetContent) -> Iterator[Notice]:
    """Return a sentence if answers are dated clearly before answers that were made earlier.

    Two tabs, or two machines, may be seconds apart; a clock that was set, or a sheet that was written by hand, is not.
    """
    moments = [moment for attempt in sheet.attempts if (moment := moment_of(attempt.get("at")))]
    back = [(before - after).total_seconds() for before, after in pairwise(moments)]
    far = [seconds for seconds in back if seconds > GRACE]
    if far:
        minutes = max(1, round(max(far) / 60))
        span = f"{minutes} min" if minutes <= _MOST_MINUTES else f"{round(minutes / 60)} h"
        yield notice(NOTE_CLOCK, n=len(far), span=span)


def _seconds(sittings: Iterable[Sitting], attempts: Iterable[Attempt]) -> float | None:
    """Return the seconds from the first start that the sheet names to the last attempt."""
    starts = [moment for sitting in sittings if (moment := moment_of(sitting.get("started")))]
    ends = [moment for attempt in attempts if (moment := moment_of(attempt.get("at")))]
    return (max(ends) - min(starts)).total_seconds() if starts and ends else None
