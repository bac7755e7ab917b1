"""Options that speak of the other options."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from nastava.quizzes.lint.finding import Finding, Rule
from nastava.quizzes.lint.lexis import lexis
from nastava.quizzes.lint.reading import plain
from nastava.quizzes.lint.rules.each import each
from nastava.quizzes.lint.subject import Choice, Group, Subject


def speaks_of_others(choice: Choice, code: str) -> bool:
    """Return whether an option stands for all or none of the others."""
    return any(_is(choice, code, name) for name in ("all_of_the_above", "none_of_the_above"))


def _is(choice: Choice, code: str, name: str) -> bool:
    words, text = lexis(code), choice.text.get(code, "")
    return bool(words and getattr(words, name).fullmatch(plain(text).rstrip(" .")))


def _look(subject: Subject, *, name: str, problem: str, mend: str) -> Iterator[Finding]:
    for group in subject.groups:
        for choice in group.choices:
            codes = [code for code in choice.text if _is(choice, code, name)]
            if codes:
                words = f"the option '{choice.id}' in '{codes[0]}' {problem}"
                yield Finding(subject, (*choice.place, codes[0]), words + _moving(group, choice), mend)


def _moving(group: Group, choice: Choice) -> str:
    return ", and being shuffled it may stand above them" if group.shuffled and not choice.pinned else ""


ALL_OF_THE_ABOVE = Rule(
    "all-of-the-above",
    "No option stands for all the others, or for some of them.",
    "Haladyna, Downing & Rodriguez 2002, on all-of-the-above",
    each(
        partial(
            _look,
            name="all_of_the_above",
            problem="stands for other options: two that look right decide it, one that looks wrong rules it out",
            mend="replace it, or ask it as a multiple choice",
        )
    ),
)
NONE_OF_THE_ABOVE = Rule(
    "none-of-the-above",
    "“None of the above” is used with care: pinned, and for a reason.",
    "Haladyna, Downing & Rodriguez 2002, on none-of-the-above",
    each(
        partial(
            _look,
            name="none_of_the_above",
            problem="stands for none of the others: who takes it need not know what is right",
            mend="replace it, or pin it ('pinned: true') and say under 'allow:' why it is there",
        )
    ),
)
