"""What each figure of the progress page says: a finding, a description, a table. Drawing is elsewhere."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from nastava.course.figures.controls import Localized
from nastava.course.figures.spec import Cell, Table, View
from nastava.course.wording import number
from nastava.study.progress_data import DAYS, Progress
from nastava.study.schedule import Card
from nastava.text.dates import format_date
from nastava.text.languages import pick
from nastava.text.markdown import to_plain

#: The levels of certainty: lowest and highest share that they claim, in per cent.
LEVELS = {1: (0, 67), 2: (67, 80), 3: (80, 100)}
#: Days ahead that the curve is told for.
AHEAD = (0, 7, 14, 30)

_T: Mapping[str, Localized] = {
    "origin": {"en": "Source: the record of your own answers", "sr": "Izvor: evidencija tvojih odgovora"},
    "topic": {"en": "Topic", "sr": "Tema"},
    "remembered": {"en": "remembered today (expected)", "sr": "danas u pamćenju (očekivano)"},
    "fading": {"en": "answered, but faded", "sr": "odgovoreno, ali izblijedjelo"},
    "unasked": {"en": "not answered yet", "sr": "još neodgovoreno"},
    "total": {"en": "all", "sr": "ukupno"},
    "mastery": {"en": "Today you would know roughly {n} of {total} questions", "sr": "Danas bi znao ili znala otprilike {n} od ukupno {total} pitanja"},
    "mastery_alt": {"en": "Bars by topic. {rows}", "sr": "Stupci po temama. {rows}"},
    "mastery_row": {"en": "{topic}: roughly {n} of {total}, {open} not answered yet.", "sr": "{topic}: otprilike {n} od {total}, još neodgovoreno {open}."},
    "mastery_note": {
        "en": "For each question the chance that you remember it today follows from when and how you answered it; the bars add these chances up.",
        "sr": "Za svako pitanje vjerovatnoća da ga se danas sjećaš slijedi iz toga kad je i kako odgovoreno; stupci sabiraju te vjerovatnoće.",
    },
    "due": {"en": "Due today: {n}; in the next 30 days: {m}", "sr": "Danas na redu: {n}; u narednih 30 dana: {m}"},
    "due_alt": {"en": "A bar for each day from today on. {busiest}", "sr": "Stupac za svaki dan od danas. {busiest}"},
    "busiest": {"en": "The most on one day: {n}, on {day}.", "sr": "Najviše u jednom danu: {n}, {day}"},
    "none_ahead": {"en": "Nothing is due on any of them.", "sr": "Ni na jedan od njih ništa nije na redu."},
    "due_note": {
        "en": "Questions that were due earlier stand at today. What you answer meanwhile comes back later.",
        "sr": "Pitanja koja su ranije bila na redu stoje kod današnjeg dana. Na šta se u međuvremenu odgovori, vraća se kasnije.",
    },
    "day": {"en": "Day", "sr": "Dan"},
    "questions": {"en": "Questions (number)", "sr": "Pitanja (broj)"},
    "answers": {"en": "Answers (number)", "sr": "Odgovori (broj)"},
    "of_reviews": {"en": "of them in reviews", "sr": "od toga u ponavljanju"},
    "in_reviews": {"en": "in reviews", "sr": "u ponavljanju"},
    "in_lessons": {"en": "in the quizzes of lessons", "sr": "u kvizovima lekcija"},
    "activity": {"en": "You answered on {n} of the last 30 days; answers: {m}", "sr": "U posljednjih 30 dana: dana sa odgovorima {n}, odgovora {m}"},
    "activity_alt": {"en": "A bar for each day of the last 30. {busiest}", "sr": "Stupac za svaki od posljednjih 30 dana. {busiest}"},
    "curve": {"en": "{what}: {n} % today, {m} % in 30 days without a review", "sr": "{what}: danas {n} %, za 30 dana bez ponavljanja {m} %"},
    "curve_alt": {
        "en": "A line: the chance to remember, on average of its questions. It falls with time and rises with each answer. {rows}",
        "sr": "Linija: vjerovatnoća sjećanja, u prosjeku njenih pitanja. S vremenom pada, a sa svakim odgovorom raste. {rows}",
    },
    "curve_row": {"en": "In {d} days: {n} %.", "sr": "Za {d} dana: {n} %."},
    "curve_note": {
        "en": "The broken line shows what happens if nothing is reviewed. The fine one is the share that you want to remember: {n} %.",
        "sr": "Isprekidana linija pokazuje šta biva ako se ništa ne ponavlja. Tanka je udio koji želiš da pamtiš: {n} %.",
    },
    "days_on": {"en": "Days from today", "sr": "Dani od danas"},
    "recall": {"en": "Chance to remember (per cent)", "sr": "Vjerovatnoća sjećanja (odsto)"},
    "today": {"en": "today", "sr": "danas"},
    "wanted": {"en": "wanted", "sr": "željeno"},
    "said": {"en": "You said", "sr": "Tvoja procjena"},
    "right": {"en": "Right (per cent)", "sr": "Tačno (odsto)"},
    "right_of": {"en": "right", "sr": "tačno"},
    "level_1": {"en": "less than 67 %", "sr": "manje od 67 %"},
    "level_2": {"en": "67 to 80 %", "sr": "67 do 80 %"},
    "level_3": {"en": "more than 80 %", "sr": "više od 80 %"},
    "calibration": {"en": "When you said “{level}”, {n} % of your answers were right", "sr": "Uz procjenu „{level}“ tačnih odgovora bilo je {n} %"},
    "calibration_alt": {
        "en": "For each level of certainty a band, which is what it claims, and a dot, which is the share that was right. {rows}",
        "sr": "Za svaki stepen sigurnosti traka, koja je ono što on tvrdi, i tačka, koja je udio tačnih. {rows}",
    },
    "calibration_row": {"en": "“{level}”: {n} of {m} right.", "sr": "„{level}“: tačno {n} od {m}."},
    "calibration_note": {
        "en": "A dot inside its band: you know how well you know. Below it you are too certain, above it not certain enough. Few answers say little.",
        "sr": "Tačka u svojoj traci: znaš koliko znaš. Ispod nje je sigurnosti previše, iznad premalo. Malo odgovora malo i govori.",
    },
}  # fmt: skip


def say(name: str, language: str, **values: Any) -> str:
    """Return a text of the figures; numbers as the language writes them."""
    shown = {k: number(v, language) if isinstance(v, (int, float)) else v for k, v in values.items()}
    return pick(_T[name], language).format(**shown)


def mastery(progress: Progress, language: str) -> View:
    """Return what is known by topic, begun topics first."""
    topics = sorted(progress.topics, key=lambda topic: not topic.answered)
    names = [to_plain(pick(topic.name, language), inline=True) for topic in topics]
    total, known = sum(t.total for t in topics), sum(t.remembered for t in topics)
    title = say("mastery", language, total=total, n=known)
    told = [
        say("mastery_row", language, topic=name, n=t.remembered, total=t.total, open=t.total - t.answered)
        for name, t in zip(names, topics, strict=True)
    ]
    rows = [
        [
            Cell(name),
            *_numbers((t.remembered, t.answered - t.remembered, t.total - t.answered, t.total), language),
        ]
        for name, t in zip(names, topics, strict=True)
    ]
    header = [say(name, language) for name in ("topic", "remembered", "fading", "unasked", "total")]
    height = 40 * len(topics) + 110
    return View(
        title, f"{title}. {say('mastery_alt', language, rows=' '.join(told))}", (), Table(header, rows), (height, height + 40),
        (say("mastery_note", language),), list(zip(names, topics, strict=True)), say("origin", language),
    )  # fmt: skip


def due(progress: Progress, language: str) -> View:
    """Return what is due on each of the next days."""
    today = _local_day(progress)
    days = [(today + timedelta(days=n)).isoformat() for n in range(DAYS + 1)]
    title = say("due", language, n=progress.due[0], m=sum(progress.due))
    busiest = _busiest(days, progress.due, language) or say("none_ahead", language)
    rows = [
        [Cell(_date(day, language)), *_numbers((n,), language)]
        for day, n in zip(days, progress.due, strict=True)
    ]
    return View(
        title, f"{title}. {say('due_alt', language, busiest=busiest)}", (),
        Table([say("day", language), say("questions", language)], rows), (240, 240), (say("due_note", language),),
        ([(day, n, 0) for day, n in zip(days, progress.due, strict=True)], "questions"), say("origin", language),
    )  # fmt: skip


def activity(progress: Progress, language: str) -> View:
    """Return what was answered on each of the last days."""
    counts = [answers for _day, answers, _reviews in progress.activity]
    days = [day for day, _answers, _reviews in progress.activity]
    title = say("activity", language, n=sum(map(bool, counts)), m=sum(counts))
    busiest = _busiest(days, counts, language)
    rows = [[Cell(_date(day, language)), *_numbers((n, of), language)] for day, n, of in progress.activity]
    header = [say(name, language) for name in ("day", "answers", "of_reviews")]
    return View(
        title, f"{title}. {say('activity_alt', language, busiest=busiest)}", (), Table(header, rows), (260, 260), (),
        (list(progress.activity), "answers"), say("origin", language),
    )  # fmt: skip


def curve(progress: Progress, cards: Sequence[Card], what: str, language: str) -> View:
    """Return how well these items are remembered, from their first answer to thirty days from now."""
    import numpy as np

    first = min(card.history[0][0] for card in cards)
    back = min(365.0, (progress.at - first).total_seconds() / 86_400)
    past, ahead = np.linspace(-back, 0, 160), np.linspace(0, DAYS, 61)
    told = {days: 100 * float(_recall(progress, cards, np.array([float(days)]))[0]) for days in AHEAD}
    title = say("curve", language, what=what, n=told[0], m=told[30])
    rows = [
        [Cell(number(days, language), numeric=True), *_numbers((share,), language)]
        for days, share in told.items()
    ]
    alt = " ".join(say("curve_row", language, d=days, n=share) for days, share in told.items() if days)
    wanted = 100 * progress.scheduler.retention
    return View(
        title, f"{title}. {say('curve_alt', language, rows=alt)}", (),
        Table([say("days_on", language), say("recall", language)], rows), (280, 280), (say("curve_note", language, n=wanted),),
        (past, _recall(progress, cards, past), ahead, _recall(progress, cards, ahead), wanted), say("origin", language),
    )  # fmt: skip


def _recall(progress: Progress, cards: Sequence[Card], days: Any) -> Any:
    """Return the mean chance of recall on days from now; before its first answer an item counts as unknown."""
    import numpy as np

    total = np.zeros(len(days))
    for card in cards:
        asked = np.array(
            [(at - progress.at).total_seconds() / 86_400 for at, _stability, _rating in card.history]
        )
        stability = np.array([stability for _at, stability, _rating in card.history])
        place = np.searchsorted(asked, days, side="right") - 1
        since = np.maximum(days - asked[np.maximum(place, 0)], 0)
        total += np.where(place >= 0, progress.scheduler.recall(since, stability[np.maximum(place, 0)]), 0)
    return total / len(cards)


def calibration(progress: Progress, language: str) -> View:
    """Return how often answers of each level of certainty were right; there must be some."""
    shares = {level: (right, n) for level, (right, n) in sorted(progress.certainty.items()) if n}
    level = max(shares)
    right, n = shares[level]
    title = say("calibration", language, level=say(f"level_{level}", language), n=100 * right / n)
    told = [
        say("calibration_row", language, level=say(f"level_{level}", language), n=right, m=n)
        for level, (right, n) in shares.items()
    ]
    rows = [
        [Cell(say(f"level_{level}", language)), *_numbers((100 * right / n, n), language)]
        for level, (right, n) in shares.items()
    ]
    header = [say(name, language) for name in ("said", "right", "answers")]
    return View(
        title, f"{title}. {say('calibration_alt', language, rows=' '.join(told))}", (), Table(header, rows), (270, 270),
        (say("calibration_note", language),), shares, say("origin", language),
    )  # fmt: skip


def _numbers(values: Sequence[float], language: str) -> list[Cell]:
    return [Cell(number(value, language), numeric=True) for value in values]


def _busiest(days: Sequence[str], counts: Sequence[int], language: str) -> str:
    if not any(counts):
        return ""
    most = max(counts)
    return say("busiest", language, n=most, day=_date(days[list(counts).index(most)], language))


def _date(day: str, language: str) -> str:
    return format_date(day, language)


def _local_day(progress: Progress) -> Any:
    return datetime.fromisoformat(progress.activity[-1][0]).date()
