"""A key that shares most with the others: it can be found by counting."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from nastava.quizzes.lint.finding import Finding, Rule
from nastava.quizzes.lint.reading import roots
from nastava.quizzes.lint.rules.each import each
from nastava.quizzes.lint.subject import Subject

_FEWEST_OPTIONS = 4


def _look(subject: Subject) -> Iterator[Finding]:
    for group in subject.groups:
        if not group.single or len(group.choices) < _FEWEST_OPTIONS:
            continue
        for code in group.languages:
            elements = {choice.id: roots(choice.text[code], code) for choice in group.choices}
            counts = Counter(root for found in elements.values() for root in found)
            frame = {root for root, count in counts.items() if count == len(group.choices)}
            key = group.keys[0].id
            parts = {id_: found - frame for id_, found in elements.items()}
            if len(parts[key]) < 2 or len(elements) < len(group.choices):
                continue
            shared = {id_: sum(counts[root] - 1 for root in found) for id_, found in parts.items()}
            whole = [id_ for id_, found in parts.items() if all(counts[root] > 1 for root in found)]
            most = max(share for id_, share in shared.items() if id_ != key)
            if whole == [key] and shared[key] > most:
                yield Finding(
                    subject,
                    (*group.keys[0].place, code),
                    f"in '{code}' every element of the key occurs in other options too, and the key shares most",
                    "let each element occur equally often over the options",
                )


CONVERGENCE = Rule(
    "convergence",
    "The key is not the option that has most in common with the others.",
    "NBME Item-Writing Guide 2020, on technical item flaws",
    each(_look),
)
