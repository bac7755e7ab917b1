"""Questions turned round by a word that is easily read over."""

from __future__ import annotations

from collections.abc import Iterator

from nastava.quizzes.lint.finding import Finding, Rule
from nastava.quizzes.lint.lexis import lexis
from nastava.quizzes.lint.reading import question, unemphasised
from nastava.quizzes.lint.rules.each import each
from nastava.quizzes.lint.subject import Subject


def _look(subject: Subject) -> Iterator[Finding]:
    for code, text in subject.stem.items():
        words = lexis(code)
        if words is None:
            continue
        asked = words.negative_harmless.sub("", question(unemphasised(text)))
        found = words.negative.search(asked)
        if found:
            yield Finding(
                subject,
                (*subject.stem_place, code),
                f"the question in '{code}' has an unmarked negative word, '{found[0]}'",
                f"ask for what is so, or write **{found[0]}** in bold or capitals",
            )


NEGATIVE_STEM = Rule(
    "negative-stem",
    "The stem asks for what is so; a negative word in the question is bold or in capitals.",
    "Haladyna, Downing & Rodriguez 2002, guideline 17",
    each(_look),
)
