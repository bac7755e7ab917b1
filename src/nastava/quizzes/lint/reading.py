"""A text as the rules read it: without its marks, without what is quoted, as the roots of its words."""

from __future__ import annotations

import re
from functools import lru_cache

from nastava.quizzes.lint.lexis import Lexis, lexis
from nastava.text.folding import fold, to_latin
from nastava.text.numbers import parse_number

_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_MARKS = re.compile(r"[*`]+|(?<!\w)_+|_+(?!\w)")
_BOLD = re.compile(r"\*\*.+?\*\*|__.+?__", re.DOTALL)
_CODE = re.compile(r"`[^`]*`")
_CAPITALS = re.compile(r"(?<!\w)[^\W\d_a-zčćđšž]{2,}(?!\w)")
#: English, German and French marks, straight ones, and single ones that are no apostrophes.
_QUOTED = re.compile(
    r"“[^”“]*[”“]|„[^“”\"]*[“”\"]|«[^»]*»|»[^«]*«|\"[^\"]*\"|‘[^’]*’(?!\w)|(?<!\w)'[^'\n]*(?:\w'\w[^'\n]*)*'(?!\w)"
)
_TOKEN = re.compile(r"\d[\d.,\u00a0\u202f]*\d|\d|[^\W\d_]+(?:['’][^\W\d_]+)?")
_SENTENCE = re.compile(r"(?<=[.!?…])[\"”“»)]*\s+(?=[\"“„«(]?[^\W\d_a-zčćđšž])")
#: Texts kept read, since every rule reads them: those of a bank of 10,000 items.
TEXTS = 2**18
#: Shorter roots say too little.
SHORTEST = 4


@lru_cache(maxsize=TEXTS)
def plain(markdown: str) -> str:
    """Return the words of a text, in Latin script, without its marks.

    Example:
        >>> plain("oko **4.700** [војника](x)")
        'oko 4.700 vojnika'
    """
    text = _MARKS.sub("", _LINK.sub(r"\1", markdown)) if any(c in markdown for c in "*`_[") else markdown
    return " ".join((to_latin(text) if _CYRILLIC.search(text) else text).split())


@lru_cache(maxsize=TEXTS)
def unquoted(markdown: str) -> str:
    """Return the text without what stands in quotation marks or as code.

    Example:
        >>> unquoted("He spoke of “aggression”.")
        'He spoke of .'
    """
    return _QUOTED.sub("", plain(_CODE.sub("", markdown)))


def unemphasised(markdown: str) -> str:
    """Return the text without what is bold or in capitals, and without quotations.

    Example:
        >>> unemphasised("Which is **not** so? Which is NOT?")
        'Which is so? Which is ?'
    """
    return _CAPITALS.sub("", _QUOTED.sub("", plain(_BOLD.sub("", markdown))))


def question(text: str) -> str:
    """Return the sentences of a text that ask; the last one where none does.

    Example:
        >>> question("It does not matter. Which one is it?")
        'Which one is it?'
    """
    sentences = [part for part in _SENTENCE.split(text) if part]
    asking = [sentence for sentence in sentences if sentence.rstrip(' "”“»)').endswith("?")]
    return " ".join(asking or sentences[-1:])


@lru_cache(maxsize=TEXTS)
def roots(markdown: str, language: str) -> frozenset[str]:
    """Return the roots of the words that carry content, and the numbers (as ``#4700``).

    Example:
        >>> sorted(roots("The report gives 4,700 soldiers", "en"))
        ['#4700', 'report', 'soldier']
        >>> roots("izvještaja", "sr") == roots("izveštaj", "sr")
        True
    """
    words = lexis(language)
    if words is None:
        return frozenset()
    found = {_root(token, language) for token in _TOKEN.findall(plain(markdown))}
    return frozenset(root for root in found if root)


@lru_cache(maxsize=100_000)
def _root(token: str, language: str) -> str:
    words = lexis(language)
    if words is None:
        return ""
    if token[0].isdigit():
        value = parse_number(token, language.partition("-")[0])
        return f"#{token}" if value is None else number_root(value)
    folded = fold(token.partition("'")[0].partition("’")[0])
    if folded in words.stop:
        return ""
    is_short = len(folded) < SHORTEST
    return "" if is_short and not _is_acronym(token) else _without_ending(folded, words)


def number_root(value: float) -> str:
    """Return the root that a number has in a text.

    Example:
        >>> number_root(4700.0)
        '#4700'
    """
    return f"#{value:.10g}"


def _is_acronym(token: str) -> bool:
    return len(token) > 1 and token.isupper()


def _without_ending(folded: str, words: Lexis) -> str:
    for suffix in words.suffixes:
        if folded.endswith(suffix) and len(folded) - len(suffix) >= SHORTEST:
            return folded[: -len(suffix)]
    return folded
