"""Words by which a side is taken, said in the course's own voice."""

from __future__ import annotations

from collections.abc import Iterator

from nastava.quizzes.lint.finding import Finding, Rule
from nastava.quizzes.lint.lexis import lexis
from nastava.quizzes.lint.reading import unquoted
from nastava.quizzes.lint.rules.each import each
from nastava.quizzes.lint.subject import Subject


def _look(subject: Subject) -> Iterator[Finding]:
    for place, text in subject.texts:
        for code, markdown in text.items():
            words = lexis(code)
            if words is None:
                continue
            said = words.loaded_allowed.sub("", unquoted(markdown))
            found = words.loaded.search(said)
            if found:
                yield Finding(
                    subject,
                    (*place, code),
                    f"'{found[0]}' in '{code}' takes a side in the course's own voice",
                    "quote it and name the speaker, or say what happened",
                )


LOADED_WORDS = Rule(
    "loaded-words",
    "Words that judge stand inside quotation marks, with their speaker.",
    "BBC Editorial Guidelines, on words that carry value judgements",
    each(_look),
)
