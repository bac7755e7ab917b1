"""Words without exception, and words without measure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from nastava.quizzes.lint.finding import Finding, Rule
from nastava.quizzes.lint.lexis import Lexis, lexis
from nastava.quizzes.lint.reading import unquoted
from nastava.quizzes.lint.rules.above import speaks_of_others
from nastava.quizzes.lint.rules.each import each
from nastava.quizzes.lint.subject import Choice, Subject

Hits = list[tuple[Choice, str]]


def _hits(choices: Sequence[Choice], code: str, pattern: re.Pattern[str], words: Lexis) -> Hits:
    found = []
    for choice in (choice for choice in choices if not speaks_of_others(choice, code)):
        text = words.absolute_harmless.sub("", unquoted(choice.text[code]))
        match = pattern.search(text)
        if match:
            found.append((choice, match[0]))
    return found


def _absolute(subject: Subject) -> Iterator[Finding]:
    for group in subject.groups:
        for code in group.languages:
            words = lexis(code)
            if words is None:
                continue
            strong = _hits(group.distractors, code, words.absolute, words)
            mild = _hits(group.distractors, code, words.absolute_mild, words)
            right = _hits(group.keys, code, words.absolute, words)
            right_mild = _hits(group.keys, code, words.absolute_mild, words)
            if (strong or mild) and not right and not right_mild:
                choice, word = (strong or mild)[0]
                where = "only in distractors"
            elif right and not strong and not mild:
                choice, word = right[0]
                where = "only in the key"
            else:
                continue
            yield Finding(
                subject,
                (*choice.place, code),
                f"'{word}' in option '{choice.id}' ('{code}'): such words stand {where}",
                "say it without the word, or use one on both sides",
            )


def _vague(subject: Subject) -> Iterator[Finding]:
    for group in subject.groups:
        for code in group.languages:
            words = lexis(code)
            hits = _hits(group.choices, code, words.vague, words) if words else []
            if hits:
                choice, word = hits[0]
                yield Finding(
                    subject,
                    (*choice.place, code),
                    f"'{word}' in option '{choice.id}' ('{code}') means a different share to every reader",
                    "give a number or a time, or leave the word out",
                )


ABSOLUTE_WORDS = Rule(
    "absolute-words",
    "Words such as “always” or “only” do not tell keys from distractors.",
    "Haladyna, Downing & Rodriguez 2002, guideline 28a",
    each(_absolute),
)
VAGUE_WORDS = Rule(
    "vague-words",
    "Options do without words of vague frequency, such as “often”.",
    "NBME Item-Writing Guide 2020, on technical item flaws",
    each(_vague),
)
