"""Texts and programs as sequences of words that are the same where a copier changed only the surface."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from pygments import token as kinds
from pygments.lexers.python import PythonLexer

from nastava.text.folding import fold

Kind = Literal["text", "code"]
_WORD = re.compile(r"\w+")
_LEXER = PythonLexer(stripnl=False, ensurenl=False)
_folded = lru_cache(maxsize=100_000)(fold)


@dataclass(frozen=True)
class Word:
    """A word with its place in the text; ``key`` is what it is compared by."""

    key: str
    start: int
    end: int


def words_of(text: str) -> list[Word]:
    """Return the words of a text: letter case, diacritics, script and ijekavian or ekavian form make no difference.

    Example:
        >>> [word.key for word in words_of("Извјештај о KFOR-u.")] == [
        ...     word.key for word in words_of("izveštaj o kfor-u")
        ... ]
        True
    """
    return [Word(_folded(found[0]) or found[0], *found.span()) for found in _WORD.finditer(text)]


def words_of_code(text: str, known: Collection[str] = ()) -> list[Word]:
    """Return the words of a program, which need not be a right one: names of the author's own are all the same.

    Args:
        text: the program.
        known: names that were given to everybody, and stay what they are.

    Example:
        >>> [word.key for word in words_of_code("a = b + 1  # the Sum")] == [
        ...     word.key for word in words_of_code("x=y+1 #the sum")
        ... ]
        True
        >>> [word.key for word in words_of_code("rows.nlargest(5)", {"rows"})]
        ['rows', '.', 'nlargest', '(', '5', ')']
    """
    return list(_code_words(text, known))


def names_in(text: str) -> set[str]:
    """Return the names that a program has.

    Example:
        >>> sorted(names_in("total = part.sum()"))
        ['part', 'sum', 'total']
    """
    return {value for _start, kind, value in _LEXER.get_tokens_unprocessed(text) if kind in kinds.Name}


def _code_words(text: str, known: Collection[str]) -> Iterator[Word]:
    before = ""
    in_string: Word | None = None
    for start, kind, value in _LEXER.get_tokens_unprocessed(text):
        if kind in kinds.String:
            in_string = Word("S", in_string.start if in_string else start, start + len(value))
            continue
        if in_string:
            yield in_string
            in_string = None
        if kind in kinds.Comment:
            # Who copies seldom changes what is said in passing.
            for word in words_of(value):
                yield Word(f"# {word.key}", start + word.start, start + word.end)
        elif value.strip():
            own = (
                kind in kinds.Name and kind not in kinds.Name.Builtin and before != "." and value not in known
            )
            yield Word("V" if own else value, start, start + len(value))
            before = value
    if in_string:
        yield in_string
