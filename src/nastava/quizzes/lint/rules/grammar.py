"""Options of unequal form, and articles that fit some of them only."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from nastava.quizzes.lint.finding import Finding, Rule
from nastava.quizzes.lint.lexis import Lexis, lexis
from nastava.quizzes.lint.reading import plain
from nastava.quizzes.lint.rules.each import each
from nastava.quizzes.lint.subject import Choice, Group, Subject

_FIRST = re.compile(r"[\"“„«(]*([^\W\d_]+)")
_LAST = re.compile(r"(\S*)([.!?…])[\"”“»)]*$")
_ARTICLE = re.compile(r"\b(an?)\s*[:…_.]*$", re.IGNORECASE)
_OTHERS = 3


def _look(subject: Subject) -> Iterator[Finding]:
    for group in subject.groups:
        group_ = tuple(choice for choice in group.choices if not choice.pinned)
        for code in group.languages:
            words = lexis(code)
            if words is None or len(group_) < 2:
                continue
            for choice, problem, mend in (
                *_endings(group_, code, words),
                *_capitals(group_, code, words),
                *_openings(group_, code, words),
                *_articles(subject, group, code),
            ):
                yield Finding(subject, (*choice.place, code), f"{problem} in '{code}'", mend)


def _endings(choices: Sequence[Choice], code: str, words: Lexis) -> Iterator[tuple[Choice, str, str]]:
    ends = [(choice, _is_closed(plain(choice.text[code]), words)) for choice in choices]
    closed = [choice for choice, end in ends if end is True]
    open_ = [choice for choice, end in ends if end is False]
    if closed and open_:
        fewer = min(closed, open_, key=len)
        yield (
            fewer[0],
            f"the options end partly with a full stop and partly without ({_named(closed)}; {_named(open_)})",
            "write all of them as sentences, or none",
        )


def _is_closed(text: str, words: Lexis) -> bool | None:
    """Return whether a text ends like a sentence; None where the stop may be an ordinal's or an abbreviation's."""
    match = _LAST.search(text)
    if match is None:
        return False
    last, mark = match[1].strip('"“„«(').casefold(), match[2]
    if mark == "." and (last[-1:].isdigit() or len(last) == 1 or last in words.abbreviations):
        return None
    return True


def _capitals(choices: Sequence[Choice], code: str, words: Lexis) -> Iterator[tuple[Choice, str, str]]:
    firsts = [(choice, match[1]) for choice in choices if (match := _FIRST.match(plain(choice.text[code])))]
    small = [choice for choice, word in firsts if word[0].islower()]
    # A name has its capital anyway; a function word has one only where a sentence begins.
    large = [choice for choice, word in firsts if word[0].isupper() and word.casefold() in words.lowercase]
    if small and large:
        yield (
            min(small, large, key=len)[0],
            f"the options begin partly with a capital and partly without ({_named(large)}; {_named(small)})",
            "begin all of them in the same way",
        )


def _openings(choices: Sequence[Choice], code: str, words: Lexis) -> Iterator[tuple[Choice, str, str]]:
    firsts = {
        choice.id: match[1].casefold()
        for choice in choices
        if (match := _FIRST.match(plain(choice.text[code])))
    }
    if not firsts:
        return
    word, count = Counter(firsts.values()).most_common(1)[0]
    if word in words.openers and count >= _OTHERS and count == len(choices) - 1:
        odd = next(choice for choice in choices if firsts.get(choice.id) != word)
        yield (
            odd,
            f"all options but '{odd.id}' begin with '{word}'",
            "give all of them the same grammatical form",
        )


def _articles(subject: Subject, group: Group, code: str) -> Iterator[tuple[Choice, str, str]]:
    match = _ARTICLE.search(plain(subject.stem.get(code, ""))) if code == "en" else None
    if match is None:
        return
    wants_vowel = match[1].casefold() == "an"
    unfit = [c for c in group.choices if (plain(c.text[code])[:1].casefold() in "aeiou") != wants_vowel]
    if unfit and len(unfit) < len(group.choices):
        yield (
            unfit[0],
            f"the stem ends with '{match[1]}', which does not fit {_named(unfit)}",
            "end it with 'a(n)'",
        )


def _named(choices: Sequence[Choice]) -> str:
    return ", ".join(f"'{choice.id}'" for choice in choices)


UNEQUAL_GRAMMAR = Rule(
    "unequal-grammar",
    "All options have the same grammatical form and fit the stem.",
    "Haladyna, Downing & Rodriguez 2002, guidelines 23 and 28c",
    each(_look),
)
