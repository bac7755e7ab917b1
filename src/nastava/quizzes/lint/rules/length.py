"""The key is longer than the distractors: who guesses takes the longest option."""

from __future__ import annotations

from collections.abc import Iterator
from statistics import mean

from nastava.quizzes.lint.finding import Finding, Rule
from nastava.quizzes.lint.reading import plain
from nastava.quizzes.lint.rules.above import speaks_of_others
from nastava.quizzes.lint.rules.each import each
from nastava.quizzes.lint.subject import Subject

#: The key may be this many times as long as the distractors are on average …
RATIO = 1.5
#: … and differences of fewer characters than this are not seen.
SEEN = 10


def _look(subject: Subject) -> Iterator[Finding]:
    for group in subject.groups if subject.fixed else ():
        for code in group.languages:
            told = [choice for choice in group.choices if not speaks_of_others(choice, code)]
            keys = [len(plain(choice.text[code])) for choice in told if choice.key]
            wrong = [len(plain(choice.text[code])) for choice in told if not choice.key]
            if not keys or not any(wrong):
                continue
            share = mean(keys) / mean(wrong)
            if share > RATIO and mean(keys) - mean(wrong) >= SEEN and max(keys) > max(wrong):
                yield Finding(
                    subject,
                    (*group.keys[0].place, code),
                    f"the key in '{code}' has {mean(keys):.0f} characters, the distractors have "
                    f"{mean(wrong):.0f} on average ({share:.1f} times)",
                    "shorten the key, or make distractors as precise as it is",
                )


LONGEST_KEY = Rule(
    "longest-key",
    f"The key is not over {RATIO} times as long as the mean distractor.",
    "Haladyna, Downing & Rodriguez 2002, guideline 24",
    each(_look),
)
