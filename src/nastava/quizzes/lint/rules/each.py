"""Rules that look at one item at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from nastava.quizzes.lint.finding import Finding
from nastava.quizzes.lint.subject import Subject


def each(look: Callable[[Subject], Iterator[Finding]]) -> Callable[[Sequence[Subject]], Iterator[Finding]]:
    """Return the look at a whole bank that looks at each of its items.

    Example:
        >>> list(each(lambda subject: iter(()))([]))
        []
    """

    def look_at_all(subjects: Sequence[Subject]) -> Iterator[Finding]:
        for subject in subjects:
            yield from look(subject)

    return look_at_all
