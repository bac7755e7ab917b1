"""From what a class did to a report."""

from __future__ import annotations

import datetime as dt
import math
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nastava.classroom.pseudonyms import Namer
from nastava.items import Item
from nastava.reports.model import CellReport, Coverage, ItemReport, QuizReport, Report, StudentRow
from nastava.reports.reading import ClassData, Floats, Responses, option_ids
from nastava.reports.statistics import (
    LEAST_STUDENTS,
    Chosen,
    correlation,
    discrimination_index,
    distractors,
    facility,
    guess_score,
    item_rest,
    median_time,
    not_reached,
)
from nastava.reports.statistics_certainty import calibration
from nastava.reports.statistics_groups import LEAST_IN_A_GROUP, Functioning, mantel_haenszel
from nastava.reports.statistics_reliability import FEW_ITEMS, Reliability, reliability
from nastava.reports.words import Said, percent, quoted
from nastava.text import WRITTEN, pick
from nastava.text import language as language_of
from nastava.text.markdown import to_plain
from nastava.text.messages import Notice

#: An answer in words is listed if so many gave it: fewer might be known by it.
LEAST_SAID = 5
_MOST_SAID = 6
#: From these shares on something is told.
_EASY, _UNUSED, _BLANK, _LATE, _WEAK = 0.95, 0.05, 0.1, 0.1, 0.1
_YES_NO = {
    True: {"en": "true", "sr": "tačno"},
    False: {"en": "false", "sr": "netačno"},
}


def analyse(data: ClassData, namer: Namer) -> Report:
    """Return the report.

    Args:
        data: what the class did.
        namer: how students are called.
    """
    grades, scores = data.grades, data.grades.scores
    quizzes = tuple(_quiz(one) for one in data.quizzes.values())
    return Report(
        assignment=grades.assignment,
        made=dt.datetime.now().astimezone(),
        named=namer.names,
        of=grades.of,
        mean=float(scores.mean()),
        median=float(np.median(scores)),
        sd=_or_none(float(scores.std(ddof=1)) if len(scores) > 1 else math.nan),
        scores=tuple(float(score) for score in np.sort(scores)),
        quizzes=quizzes,
        cells=tuple(_cells(data)),
        topics={
            name: words for one in data.quizzes.values() for name, words in one.bank.written.topics.items()
        },
        blueprint=tuple(_blueprint(data)),
        students=_students(data, namer),
        notes=tuple(_notes(data)),
    )


@dataclass(frozen=True)
class _Computed:
    """What the items of a quiz have in common: arrays by item, or students by items."""

    data: Responses
    #: Items that the program marks.
    marked: list[int]
    enough: bool
    gone: NDArray[np.bool_]
    solved: Floats
    rests: Floats
    indices: Floats
    times: Floats
    totals: Floats
    compared: tuple[str, str] | None


def _compute(data: Responses) -> _Computed:
    marked = [k for k, item in enumerate(data.items) if not item.by_hand]
    of = np.array([item.points for item in data.items])
    gone = not_reached(data.answered)
    reached = np.where(gone, np.nan, data.scores)
    enough = len(data.students) >= LEAST_STUDENTS
    rests, indices = (np.full(len(data.items), np.nan) for _each in range(2))
    if enough and marked:
        rests[marked] = item_rest(reached[:, marked])
        indices[marked] = discrimination_index(data.scores[:, marked], of[marked])
    totals = data.scores[:, marked].sum(axis=1)
    return _Computed(
        data, marked, enough, gone, facility(reached, of), rests, indices, median_time(data.seconds), totals,
        _compared(data),
    )  # fmt: skip


def _quiz(data: Responses) -> QuizReport:
    computed = _compute(data)
    marked, totals = computed.marked, computed.totals
    of = np.array([item.points for item in data.items])[marked]
    certain = [k for k in marked if data.certainty[:, k].any()]
    sure = reliability(data.scores[:, marked], of) if marked and not data.drawn else None
    return QuizReport(
        id=data.bank.id,
        title=data.bank.title,
        sheets=len(data.students),
        of=float(of.sum()),
        mean=float(totals.mean()) if len(totals) else None,
        sd=float(totals.std(ddof=1)) if len(totals) > 1 else None,
        guess=guess_score([data.items[k].chance() for k in marked], of),
        reliability=sure,
        languages=dict(Counter(code for code in data.languages if code).most_common()),
        compared=computed.compared,
        calibration=calibration(data.certainty[:, certain], data.right[:, certain]) if certain else None,
        items=tuple(_item(computed, k) for k in range(len(data.items))),
        notes=tuple(_quiz_notes(computed, sure)),
    )


def _item(computed: _Computed, k: int) -> ItemReport:
    data = computed.data
    item, n, gone = data.items[k], len(data.students), computed.gone[:, k]
    others = computed.totals - (0 if item.by_hand else data.scores[:, k])
    report = ItemReport(
        id=item.id,
        number=k + 1,
        type=item.type,
        stem={code: to_plain(text) for code, text in item.stem.items()},
        points=item.points,
        by_hand=item.by_hand,
        facility=None if item.by_hand else _or_none(computed.solved[k]),
        item_rest=_or_none(computed.rests[k]),
        index=_or_none(computed.indices[k]),
        blanks=float((~data.answered[:, k] & ~gone).mean()) if n else 0.0,
        not_reached=float(gone.mean()) if n else 0.0,
        seconds=_or_none(computed.times[k]),
        chance=item.chance(),
        options=_options(computed, k, others),
        option_texts=_option_texts(item),
        said=tuple(
            (words, count)
            for words, count in data.said.get(item.id, Counter()).most_common(_MOST_SAID)
            if count >= LEAST_SAID
        ),
        functioning=_functioning(computed, k, others),
        flags=(),
    )
    return replace(report, flags=tuple(_flags(computed, report)))


def _options(computed: _Computed, k: int, others: Floats) -> tuple[Chosen, ...]:
    data = computed.data
    item = data.items[k]
    ids = option_ids(item)
    if not ids:
        return ()
    most = sum(data.items[one].points for one in computed.marked if one != k)
    return distractors(
        np.where(data.chosen[item.id] < 0, np.nan, data.chosen[item.id]),
        others / most if most else np.full(len(others), np.nan),
        [str(id_) for id_ in ids],
        [_is_key(item, id_) for id_ in ids],
    )


def _is_key(item: Item, id_: Any) -> bool:
    if item.type == "true_false":
        return item.marked(id_).verdict == "right"
    return any(option.key for option in item.options if option.id == id_)  # type: ignore[attr-defined]


def _option_texts(item: Item) -> dict[str, dict[str, str]]:
    if item.type == "true_false":
        return {str(value): words for value, words in _YES_NO.items()}
    return {
        str(option.id): {code: to_plain(text, inline=True) for code, text in option.text.items()}
        for option in (getattr(item, "options", ()) if option_ids(item) else ())
    }


def _compared(data: Responses) -> tuple[str, str] | None:
    """Return the two languages with most students, if both have enough of them."""
    counts = [
        (code, n)
        for code, n in Counter(data.languages).most_common()
        if code and n >= LEAST_IN_A_GROUP
    ]  # fmt: skip
    return (counts[0][0], counts[1][0]) if len(counts) > 1 else None


def _functioning(computed: _Computed, k: int, others: Floats) -> Functioning | None:
    """Compare the languages at an item that is right or wrong; strata are the points of all other items."""
    data, compared = computed.data, computed.compared
    if compared is None or not data.items[k].right_or_wrong:
        return None
    languages = np.array(data.languages)
    counts = np.isin(languages, compared) & ~computed.gone[:, k]
    right = np.where(counts, data.right[:, k], np.nan)
    return mantel_haenszel(right, np.round(others), languages == compared[1])


def _flags(computed: _Computed, item: ItemReport) -> Iterator[Said]:
    def flag(name: str, **values: Any) -> Said:
        return Said(name, {"number": item.number, **values}, item.id)

    if computed.enough:
        yield from _strength_flags(item, flag)
        yield from _option_flags(item, flag)
        if item.blanks > _BLANK:
            yield flag("blank", share=percent(item.blanks, "en"))
        # Told once: what comes after is reached by fewer still.
        before = computed.gone[:, item.number - 2].mean() if item.number > 1 else 0.0
        if item.not_reached > _LATE >= before:
            yield flag("late", share=percent(item.not_reached, "en"))
    outdated = int(computed.data.outdated[:, item.number - 1].sum())
    if outdated:
        yield flag("outdated", n=outdated)
    if computed.compared and item.functioning and item.functioning.klass != "A":
        reference, focal = (language_of(code).name for code in computed.compared)
        harder = item.functioning.delta < 0
        yield flag("language-hard" if harder else "language-easy", reference=reference, focal=focal, klass=item.functioning.klass)  # fmt: skip


def _strength_flags(item: ItemReport, flag: Callable[..., Said]) -> Iterator[Said]:
    solved, rest = item.facility, item.item_rest
    if rest is not None and rest < 0:
        yield flag("key-suspect" if item.options else "solved-suspect")
    elif rest is not None and rest < _WEAK and (solved or 0) <= _EASY:
        yield flag("weak", value=round(rest, 2))
    if solved is not None and solved > _EASY:
        yield flag("easy")
    if solved is not None and solved <= item.chance:
        yield flag("hard")


def _option_flags(item: ItemReport, flag: Callable[..., Said]) -> Iterator[Said]:
    key = max(
        (one for one in item.options if one.key and one.count), key=lambda one: one.mean_rest, default=None
    )
    for option in item.options:
        words = item.option_texts[option.option]
        if option.key:
            continue
        gap = option.mean_rest - key.mean_rest if key else math.nan
        # Twice its standard error: less may be chance.
        clear = key is not None and gap > 2 * math.hypot(option.error, key.error)
        if option.count >= LEAST_SAID and clear and item.type != "multiple_choice":
            yield flag("distractor-strong", option=words)
    unused = [
        item.option_texts[option.option]
        for option in item.options
        if not option.key and option.share < _UNUSED and item.type == "single_choice"
    ]
    if unused and (item.facility or 1) <= _EASY:
        names = {code: ", ".join(quoted(pick(words, code), code) for words in unused) for code in WRITTEN}
        yield flag("distractor-unused", option=names)


def _quiz_notes(computed: _Computed, sure: Reliability | None) -> Iterator[Said]:
    data, items = computed.data, len(computed.marked)
    if data.missing:
        yield Said("missing-sheets", {"n": len(data.missing)})
    if not computed.enough:
        yield Said("few-students", {"n": len(data.students), "least": LEAST_STUDENTS})
    if data.drawn:
        yield Said("drawn", {})
    elif sure is None:
        yield Said("no-variance" if len(data.students) > 1 and items > 1 else "too-small", {})
    elif sure.few_items:
        yield Said("few-items", {"n": items, "least": FEW_ITEMS})
    if computed.compared is None and len(set(data.languages)) > 1:
        yield Said("one-language", {"least": LEAST_IN_A_GROUP})


def _cells(data: ClassData) -> Iterator[CellReport]:
    grades = data.grades
    points = grades.points
    of = np.array([cell.points for cell in grades.cells])
    enough = len(grades.students) >= LEAST_STUDENTS
    totals = points.sum(axis=1)
    for k, cell in enumerate(grades.cells):
        given = ~grades.waiting[:, k]
        share = float(points[given, k].mean() / of[k]) if given.any() and of[k] else math.nan
        rest = correlation(points[given, k], (totals - points[:, k])[given]) if enough else math.nan
        yield CellReport(
            cell.notebook, cell.name, cell.kind, cell.points, _or_none(share), _or_none(rest),
            int(grades.waiting[:, k].sum()), data.checks.get(cell.name, ()),
        )  # fmt: skip


def _blueprint(data: ClassData) -> Iterator[Coverage]:
    found: dict[tuple[str, str], list[float]] = {}
    for quiz in data.quizzes.values():
        for k, item in enumerate(quiz.items):
            row = found.setdefault((item.tags.topic, item.tags.bloom), [0, 0.0, 0.0, 0.0])
            row[0] += 1
            row[1] += item.points
            if not item.by_hand and quiz.students:
                row[2] += float(quiz.scores[:, k].mean())
                row[3] += item.points
    for (topic, bloom), (items, points, earned, of) in sorted(found.items()):
        yield Coverage(topic, bloom, int(items), points, earned / of if of else None)


def _students(data: ClassData, namer: Namer) -> tuple[StudentRow, ...]:
    grades = data.grades
    notes: dict[str, list[Said | Notice]] = {}
    for quiz in data.quizzes.values():
        for student in quiz.missing:
            notes.setdefault(student, []).append(Said("no-sheet", {"quiz": quiz.bank.id}))
        for student, problem in quiz.problems:
            notes.setdefault(student, []).append(problem)
    for student in data.renamed:
        notes.setdefault(student, []).append(Said("other-name", {}))
    scores, waiting = grades.scores, np.asarray(grades.waiting.any(axis=1))
    rows = []
    for row, student in enumerate(grades.students):
        more = (Said("waits", {}),) if waiting[row] else ()
        told = (*notes.get(student, ()), *more)
        rows.append(
            StudentRow(
                namer(data.people.get(student), student), float(scores[row]), float(grades.penalty[row]), told
            )
        )
    return tuple(sorted(rows, key=lambda one: one.name.casefold()))


def _notes(data: ClassData) -> Iterator[Said]:
    waiting = int(data.grades.waiting.sum())
    if len(data.grades.students) == 1:
        yield Said("one-student", {})
    if waiting:
        yield Said("waiting", {"n": waiting})
    if data.ungraded:
        yield Said("ungraded", {"n": len(data.ungraded)})
    if data.renamed:
        yield Said("renamed", {"n": len(data.renamed)})


def _or_none(value: float) -> float | None:
    return float(value) if math.isfinite(value) else None


def title_of(quiz: QuizReport, language: str) -> str:
    """Return a quiz's title as plain words."""
    return to_plain(pick(quiz.title, language), inline=True)
