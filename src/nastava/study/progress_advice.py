"""The three things worth doing next, in words."""

from __future__ import annotations

from collections.abc import Iterator

from nastava.course.figures.controls import Localized
from nastava.course.wording import number
from nastava.study.progress_data import Progress, Topic
from nastava.study.reviewing import due_by_day
from nastava.study.session import in_days
from nastava.text.languages import pick
from nastava.text.markdown import to_plain

#: How many are said.
THREE = 3
#: Answers below which a share says little.
SOME = 10
#: What "very certain" claims.
CERTAIN = 0.8
#: Answered items below which nothing is said of a topic.
FEW = 3
#: Below this share of what was answered a topic is worth reading again.
WEAK = 0.75

_Said = tuple[Localized, dict[str, object]]

_DUE: Localized = {
    "en": "Answer what is due today (questions: {n}): it is what you would forget next.",
    "sr": "Odgovori na ono što je danas na redu; pitanja: {n}. To je ono što bi se prvo zaboravilo.",
}
_HARD: Localized = {
    "en": "Read the explanation of one question slowly: “{stem}” You did not know it {n} times.",
    "sr": "Polako pročitaj obrazloženje jednog pitanja: „{stem}“ Koliko puta ga nisi znao ili znala: {n}.",
}
_WEAK: Localized = {
    "en": "Read “{topic}” again: of {n} questions that you answered you would know roughly {m} today.",
    "sr": "Ponovo pročitaj „{topic}“: od odgovorenih pitanja ({n}) danas bi se sjetio ili sjetila otprilike {m}.",
}
_SURE: Localized = {
    "en": "When you are very certain, look once more: of {n} such answers {m} were right, which is less than four in five.",
    "sr": "Kad si veoma siguran ili sigurna, pogledaj još jednom: od takvih odgovora ({n}) tačnih je {m}, manje od četiri od pet.",
}
_UNSURE: Localized = {
    "en": "Trust yourself more: of {n} answers that you were least certain of, {m} were right.",
    "sr": "Vjeruj sebi više: od odgovora u koje je bilo najmanje sigurnosti ({n}) tačnih je {m}.",
}
_OPEN: Localized = {
    "en": "Go on with “{topic}”: questions that you have not answered yet: {n}.",
    "sr": "Nastavi „{topic}“; pitanja na koja još nisi odgovorio ili odgovorila: {n}.",
}
_BEGIN: Localized = {
    "en": "Begin with “{topic}”; its questions: {n}.",
    "sr": "Počni „{topic}“; pitanja: {n}.",
}
_LATER: Localized = {
    "en": "Come back {when}: until then nothing is due.",
    "sr": "Vrati se {when}: do tada ništa nije na redu.",
}
_KEEP: Localized = {
    "en": "Retell one lesson to somebody, without looking: what you leave out is what to read again.",
    "sr": "Prepričaj nekome jednu lekciju bez gledanja: ono što izostane vrijedi ponovo pročitati.",
}
_RARE: Localized = {
    "en": "Come back on more days, for a few minutes each: in the last 30 days you answered on {n}.",
    "sr": "Vraćaj se češće, po nekoliko minuta: u posljednjih 30 dana odgovori su davani na {n}.",
}
_DAYS_OF = {"en": "{n} days", "sr": "dana: {n}"}


def advice(progress: Progress, language: str) -> list[str]:
    """Return the three sentences, the most useful first."""
    said: list[str] = []
    for sentence in _all(progress, language):
        if sentence not in said:
            said.append(sentence)
        if len(said) == THREE:
            break
    return said


def _all(progress: Progress, language: str) -> Iterator[str]:
    """Yield what can be said, the most useful first, and in any case enough."""
    for kind in (_about_due, _about_topics, _about_hard, _about_certainty, _about_what_is_open, _about_days):
        for text, values in kind(progress, language):
            yield _say(text, language, **values)
    yield pick(_KEEP, language)
    for topic in progress.topics:
        left = topic.total - topic.answered
        yield _say(_OPEN if topic.answered else _BEGIN, language, topic=_name(topic, language), n=left)


def _about_due(progress: Progress, language: str) -> Iterator[_Said]:
    if progress.due[0]:
        yield _DUE, {"n": progress.due[0]}


def _about_topics(progress: Progress, language: str) -> Iterator[_Said]:
    weak = [t for t in progress.topics if t.answered >= FEW and t.remembered / t.answered < WEAK]
    if weak:
        worst = min(weak, key=lambda topic: topic.remembered / topic.answered)
        yield _WEAK, {"topic": _name(worst, language), "n": worst.answered, "m": worst.remembered}


def _about_hard(progress: Progress, language: str) -> Iterator[_Said]:
    if progress.hard:
        known, times = progress.hard[0]
        yield _HARD, {"stem": _short(to_plain(pick(known.item.stem, language))), "n": times}


def _about_certainty(progress: Progress, language: str) -> Iterator[_Said]:
    right, answers = progress.certainty.get(3, (0, 0))
    if answers >= SOME and right / answers < CERTAIN:
        yield _SURE, {"n": answers, "m": right}
    right, answers = progress.certainty.get(1, (0, 0))
    if answers >= SOME and right / answers >= CERTAIN:
        yield _UNSURE, {"n": answers, "m": right}


def _about_what_is_open(progress: Progress, language: str) -> Iterator[_Said]:
    begun = [topic for topic in progress.topics if 0 < topic.answered < topic.total]
    if begun:
        nearest = min(begun, key=lambda topic: topic.total - topic.answered)
        yield _OPEN, {"topic": _name(nearest, language), "n": nearest.total - nearest.answered}
    other = next((topic for topic in progress.topics if not topic.answered), None)
    if other:
        yield _BEGIN, {"topic": _name(other, language), "n": other.total}


def _about_days(progress: Progress, language: str) -> Iterator[_Said]:
    days = sum(bool(answers) for _day, answers, _reviews in progress.activity)
    if progress.cards and days < SOME:
        yield _RARE, {"n": pick(_DAYS_OF, language).format(n=days)}
    if progress.cards and not progress.due[0]:
        yield _LATER, {"when": in_days(min(due_by_day(progress.cards, progress.at)), language)}


def _say(text: Localized, language: str, **values: object) -> str:
    shown = {k: number(v, language) if isinstance(v, (int, float)) else v for k, v in values.items()}
    return pick(text, language).format(**shown)


def _name(topic: Topic, language: str) -> str:
    return to_plain(pick(topic.name, language), inline=True)


def _short(text: str, most: int = 120) -> str:
    text = " ".join(text.split())
    return text if len(text) <= most else f"{text[: most - 1].rsplit(' ', 1)[0]} …"
