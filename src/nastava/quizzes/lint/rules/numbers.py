"""Options that are numbers: in order, and without overlap."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import inf, nextafter

from nastava.quizzes.lint.finding import Finding, Rule
from nastava.quizzes.lint.lexis import NUMBER, Lexis, lexis
from nastava.quizzes.lint.reading import plain
from nastava.quizzes.lint.rules.each import each
from nastava.quizzes.lint.subject import Choice, Group, Subject
from nastava.text.numbers import parse_number

_NUMBER = re.compile(NUMBER)


@dataclass(frozen=True)
class Span:
    """The number or range that an option names, and the words around it."""

    choice: Choice
    low: float
    high: float
    around: str


def _spans(group: Group, code: str) -> list[Span]:
    """Return what the options name, or nothing unless each of them is one number or range in the same words."""
    words = lexis(code)
    if words is None:
        return []
    spans = [_span(choice, code, words) for choice in group.choices if not choice.pinned]
    known = [span for span in spans if span is not None]
    same_words = len({span.around for span in known}) == 1
    return known if len(known) == len(spans) > 1 and same_words else []


def _span(choice: Choice, code: str, words: Lexis) -> Span | None:
    text = plain(choice.text[code]).strip(" .")
    for pattern in words.ranges:
        match = pattern.search(text)
        if match:
            around = (text[: match.start()] + text[match.end() :]).strip()
            limits = _limits(match.groupdict(), code)
            return Span(choice, *limits, around) if limits and not _NUMBER.search(around) else None
    match = _NUMBER.search(text)
    value = _value(match[0], code) if match else None
    around = _NUMBER.sub("", text).strip()
    if match is None or value is None or len(_NUMBER.findall(text)) > 1:
        return None
    return Span(choice, value, value, around)


def _limits(written: Mapping[str, str], code: str) -> tuple[float, float] | None:
    low, high = -inf, inf
    for name, text in written.items():
        value = _value(text, code)
        if value is None:
            return None
        if name in {"low", "over"}:
            low = value if name == "low" else nextafter(value, inf)
        else:
            high = value if name == "high" else nextafter(value, -inf)
    return (low, high) if low <= high else None


def _value(text: str, code: str) -> float | None:
    return parse_number(text.rstrip(".,"), code.partition("-")[0])


def _order(subject: Subject) -> Iterator[Finding]:
    for group in subject.groups if subject.fixed else ():
        spans = _spans(group, group.languages[0]) if group.languages else []
        if len(spans) < 3:
            continue
        place = (*spans[0].choice.place, group.languages[0])
        values = [(span.low, span.high) for span in spans]
        if not _is_sorted(values):
            listed = ", ".join(f"'{span.choice.id}'" for span in sorted(spans, key=lambda s: (s.low, s.high)))
            problem = "the numbers in the options are in no order"
            yield Finding(subject, place, problem, f"put the options in the order {listed}")
        elif group.shuffled:
            problem = "the numbers in the options lose their order when they are shuffled"
            yield Finding(subject, place, problem, "write 'shuffle: false' in this item")


def _is_sorted(values: Sequence[tuple[float, float]]) -> bool:
    return list(values) in (sorted(values), sorted(values, reverse=True))


def _overlap(subject: Subject) -> Iterator[Finding]:
    for group in subject.groups if subject.fixed else ():
        for code in group.languages:
            spans = sorted(_spans(group, code), key=lambda span: (span.low, span.high))
            for before, after in pairwise(spans):
                if after.low <= before.high and before.low < before.high:
                    yield Finding(
                        subject,
                        (*after.choice.place, code),
                        f"the ranges of the options '{before.choice.id}' and '{after.choice.id}' overlap",
                        "let each number belong to one option",
                    )
                    return


NUMBER_ORDER = Rule(
    "number-order",
    "Options that are numbers stand in their order.",
    "Haladyna, Downing & Rodriguez 2002, guideline 21",
    each(_order),
)
OVERLAPPING_RANGES = Rule(
    "overlapping-ranges",
    "No number belongs to two options.",
    "Haladyna, Downing & Rodriguez 2002, on independent choices",
    each(_overlap),
)
