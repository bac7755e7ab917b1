"""Options without a word for those who choose them, and options beyond need."""

from __future__ import annotations

from collections.abc import Iterator

from nastava.quizzes.lint.finding import Finding, Rule
from nastava.quizzes.lint.rules.each import each
from nastava.quizzes.lint.subject import Subject

#: More options of a single choice cost reading time and are seldom chosen.
MOST_OPTIONS = 5


def _silent(subject: Subject) -> Iterator[Finding]:
    for group in subject.groups:
        silent = [choice for choice in group.distractors if not choice.feedback]
        if silent:
            named = ", ".join(f"'{choice.id}'" for choice in silent)
            plural = "s" if len(silent) > 1 else ""
            yield Finding(
                subject,
                silent[0].place[:-1],
                f"no feedback for the distractor{plural} {named}",
                "say in a sentence what is wrong with it, so that nobody keeps it in mind as right",
            )


def _many(subject: Subject) -> Iterator[Finding]:
    for group in subject.groups:
        if group.single and subject.item.type == "single_choice" and len(group.choices) > MOST_OPTIONS:
            yield Finding(
                subject,
                group.place,
                f"{len(group.choices)} options for one key",
                "keep the distractors that people choose; three options do",
            )


NO_FEEDBACK = Rule(
    "no-feedback",
    "Every distractor has feedback.",
    "Butler & Roediger 2008, Memory & Cognition 36, 604-616",
    each(_silent),
)
MANY_OPTIONS = Rule(
    "many-options",
    f"A single choice has at most {MOST_OPTIONS} options; three are enough.",
    "Rodriguez 2005, Educational Measurement: Issues and Practice 24, 3-13",
    each(_many),
)
