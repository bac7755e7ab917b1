"""Keys that prefer a position: who guesses, guesses it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import exp, log

from nastava.quizzes.lint.finding import Finding, Rule
from nastava.quizzes.lint.subject import Subject

#: Fewer items show no pattern.
FEWEST = 8
#: A spread is told of where keys placed by lot would come out so, at any position, in at most so many banks.
CHANCE = 0.05


def _look(subjects: Sequence[Subject]) -> Iterator[Finding]:
    groups = [
        group
        for subject in subjects
        for group in subject.groups
        if group.single and not group.shuffled and len(group.choices) > 2
    ]
    if len(groups) < FEWEST:
        return
    places = max(len(group.choices) for group in groups)
    for position in range(places):
        among = [group for group in groups if len(group.choices) > position]
        held = sum(group.choices[position].key for group in among)
        fair = sum(1 / len(group.choices) for group in among)
        if at_most(held, fair, len(among)) * 2 * places < CHANCE:
            yield Finding(
                None,
                ("items",),
                f"option {position + 1} is the key of {held} of {len(among)} single choices whose options keep "
                f"their places; by lot it would be of about {fair:.0f}",
                "move keys to other positions, or write 'shuffle: true'",
            )
            return


def at_most(count: int, mean: float, of: int) -> float:
    """Return a bound on the chance that ``count`` of independent events happen, or a count further from the mean.

    Hoeffding's bound: it holds whatever the chances of the single events are, and is never too small.

    Example:
        >>> round(at_most(8, 2.0, 8), 6), at_most(2, 2.0, 8)
        (1.5e-05, 1.0)
    """
    share, fair = count / of, mean / of

    def part(observed: float, expected: float) -> float:
        return observed * log(observed / expected) if observed else 0.0

    return exp(-of * (part(share, fair) + part(1 - share, 1 - fair)))


KEY_POSITION = Rule(
    "key-position",
    "Where options keep their places, keys are spread evenly over the positions.",
    "Haladyna, Downing & Rodriguez 2002, guideline 20",
    _look,
    of_bank=True,
)
