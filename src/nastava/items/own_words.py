"""Which of the accepted answers is said to a learner: one in the learner's language.

Answers in all languages stand in one list. What tells them apart are the texts of the item, which exist in each.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from nastava.text.folding import fold
from nastava.text.languages import language, pick

#: Letters that a case ending may add to a name, its hyphen among them: ``KFOR-om``.
_LONGEST_ENDING = 3


def in_own_words(answers: Sequence[str], texts: Sequence[Mapping[str, str]], code: str) -> str:
    """Return the first answer that is not another language's, in the script of this one.

    An answer is another language's if more of its words stand in the texts of that language alone than in those
    of this one alone. Where all are, it is a name without any other form; so is what the texts leave in Latin.

    Args:
        answers: accepted ones, in the author's order.
        texts: of the item, in each language.
        code: of the language.

    Example:
        >>> told = {"en": "The Security Council did.", "sr": "Savjet bezbjednosti."}
        >>> [
        ...     in_own_words(["Security Council", "Savjet bezbjednosti"], [told], code)
        ...     for code in ("en", "sr-Cyrl")
        ... ]
        ['Security Council', 'Савјет безбједности']
    """
    written = language(code).written
    own = _words(pick(text, written) for text in texts)
    others = _words(words for text in texts for other, words in text.items() if other != written)
    for answer in answers:
        words = _words([answer])
        foreign = sum(word in others and not _stands_in(own, word) for word in words)
        if foreign <= len(words & own - others):
            as_written = any(answer in pick(text, code) for text in texts)
            return answer if as_written else pick({written: answer}, code)
    return answers[0]


def _words(texts: Iterable[str]) -> set[str]:
    return {word for text in texts for word in fold(text).split()}


def _stands_in(words: Collection[str], wanted: str) -> bool:
    """Return whether a word is there, bare or with an ending."""
    return any(word.startswith(wanted) and len(word) <= len(wanted) + _LONGEST_ENDING for word in words)
