"""A word of the stem that only the key takes up."""

from __future__ import annotations

from collections.abc import Iterator

from nastava.quizzes.lint.finding import Finding, Rule
from nastava.quizzes.lint.reading import plain, roots
from nastava.quizzes.lint.rules.each import each
from nastava.quizzes.lint.subject import Subject


def _look(subject: Subject) -> Iterator[Finding]:
    for group in subject.groups:
        for code in group.languages:
            stem = roots(subject.stem.get(code, ""), code)
            shared = [stem & roots(choice.text[code], code) for choice in group.keys]
            wrong = [roots(choice.text[code], code) for choice in group.distractors]
            echoed = frozenset.intersection(*shared).difference(*wrong)
            if echoed:
                yield Finding(
                    subject,
                    (*group.keys[0].place, code),
                    f"the key in '{code}' takes up {_words(subject.stem[code], echoed, code)} from the stem, "
                    "no distractor does",
                    "say it in other words, or let distractors take it up too",
                )


def _words(text: str, echoed: frozenset[str], code: str) -> str:
    words = [word.strip(".,;:?!()„“”\"'") for word in plain(text).split()]
    return ", ".join(dict.fromkeys(f"'{word}'" for word in words if roots(word, code) & echoed))


CLANG = Rule(
    "clang",
    "No word of the stem is taken up by the key alone.",
    "Haladyna, Downing & Rodriguez 2002, guideline 28b",
    each(_look),
)
