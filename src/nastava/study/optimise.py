"""The memory model fitted to the learner's own reviews, and adopted only if it foretells them better.

The last reviews are held out: the default parameters and the fitted ones both foretell each of them from what came
before, and the log loss of the two is compared. Smaller is better.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import TYPE_CHECKING

from nastava.errors import RecordError
from nastava.items import Item
from nastava.study.rating import RATINGS, Review, reviews_of
from nastava.study.record import Record
from nastava.study.schedule import Key, Scheduler

if TYPE_CHECKING:
    from fsrs import ReviewLog

#: Repetitions (an item asked again on a later day) that there must be; of fewer the library fits nothing.
ENOUGH = 640
#: Share of the repetitions, the last ones, that are held out.
HELD_OUT = 0.2

Parameters = tuple[float, ...]
Fitter = Callable[[Sequence["ReviewLog"]], Sequence[float]]


@dataclass(frozen=True)
class Fit:
    """What came of fitting.

    ``default`` and ``own`` are log losses a review, on those held out.
    """

    repetitions: int
    held_out: int
    default: float
    own: float
    parameters: Parameters

    @property
    def is_better(self) -> bool:
        """Whether the fitted parameters foretell better than the default."""
        return self.own < self.default


def with_library(logs: Sequence[ReviewLog]) -> Sequence[float]:
    """Return parameters fitted by the library's optimiser.

    Raises:
        RecordError: the optional part of it is not installed.
    """
    from fsrs import Optimizer

    try:
        return list(Optimizer(list(logs)).compute_optimal_parameters())
    except ImportError:
        raise RecordError(
            "Fitting needs more software, about a gigabyte: python -m pip install 'nastava[optimise]'"
        ) from None


def fit(record: Record, items: Mapping[Key, Item], fitter: Fitter = with_library) -> Fit:
    """Return the comparison of the default parameters with those fitted; nothing is adopted yet.

    Raises:
        RecordError: there is not enough history, or the optimiser is missing.
    """
    histories = list(_histories(record, items))
    times = sorted(review.at for history in histories for review in _repetitions(history))
    if len(times) < ENOUGH:
        raise RecordError(
            f"Fitting needs {ENOUGH} repetitions on later days; there are {len(times)} so far. "
            "Until then the default, fitted to many learners, serves best."
        )
    since = times[round(len(times) * (1 - HELD_OUT))]
    fitted: Parameters = tuple(fitter(list(_logs(histories, since))))
    default, own = Scheduler(), Scheduler(parameters=fitted)
    held_out = sum(at >= since for at in times)
    return Fit(len(times), held_out, _loss(default, histories, since), _loss(own, histories, since), fitted)


def adopt(record: Record, outcome: Fit) -> None:
    """Schedule by the fitted parameters from now on, if they are better, else by the default."""
    record.set("parameters", list(outcome.parameters) if outcome.is_better else None)


def _histories(record: Record, items: Mapping[Key, Item]) -> Iterator[Sequence[Review]]:
    for key, item in items.items():
        reviews = reviews_of(record.events_of(*key), {item.version, *item.same_meaning_as})
        if reviews:
            yield reviews


def _repetitions(history: Sequence[Review]) -> Iterator[Review]:
    for before, review in pairwise(history):
        if (review.at - before.at).days >= 1:  # within a day the model says nothing
            yield review


def _logs(histories: Sequence[Sequence[Review]], until: datetime) -> Iterator[ReviewLog]:
    from fsrs import Rating, ReviewLog

    for number, history in enumerate(histories):
        for review in history:
            if review.at < until:
                yield ReviewLog(number, Rating(RATINGS.index(review.rating) + 1), review.at, None)


def _loss(scheduler: Scheduler, histories: Sequence[Sequence[Review]], since: datetime) -> float:
    losses = []
    for history in histories:
        held_out = [review for review in _repetitions(history) if review.at >= since]
        if not held_out:
            continue
        card = scheduler.card(("", ""), history)
        stability = {at: stability for at, stability, _rating in card.history}
        before = {later.at: earlier for earlier, later in pairwise(history)}
        for review in held_out:
            earlier = before[review.at].at
            chance = float(scheduler.recall((review.at - earlier).days, stability[earlier]))
            chance = min(max(chance, 1e-6), 1 - 1e-6)
            losses.append(-math.log(chance if review.rating != "again" else 1 - chance))
    return sum(losses) / len(losses)
