"""What the rules need to know of a language: its word lists, read from ``words/<language>.yaml``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from nastava.text.folding import fold

WORDS = Path(__file__).parent / "words"
#: A number as people write it, with its separators; a percent sign may follow.
NUMBER = r"\d[\d.,\u00a0\u202f]*"
_NOTHING = re.compile(r"(?!)")


@dataclass(frozen=True)
class Lexis:
    """The word lists of one language, made ready for use."""

    stop: frozenset[str]
    suffixes: tuple[str, ...]
    openers: frozenset[str]
    lowercase: frozenset[str]
    abbreviations: frozenset[str]
    all_of_the_above: re.Pattern[str]
    none_of_the_above: re.Pattern[str]
    negative: re.Pattern[str]
    negative_harmless: re.Pattern[str]
    absolute: re.Pattern[str]
    absolute_mild: re.Pattern[str]
    absolute_harmless: re.Pattern[str]
    vague: re.Pattern[str]
    loaded: re.Pattern[str]
    loaded_allowed: re.Pattern[str]
    ranges: tuple[re.Pattern[str], ...]


@cache
def lexis(language: str) -> Lexis | None:
    """Return the word lists of a language, or None where nobody has written them yet.

    Example:
        >>> bool(lexis("sr-Cyrl")), lexis("xx")
        (True, None)
    """
    path = WORDS / f"{language.partition('-')[0]}.yaml"
    if not path.is_file():
        return None
    # BaseLoader leaves words words: elsewhere in YAML "no" and "on" are truth values.
    data: dict[str, Any] = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506
    numbers = [pattern for name in ("range", "above", "below") for pattern in data[name]]
    return Lexis(
        stop=frozenset(fold(data["stop"]).split()),
        suffixes=tuple(sorted(map(fold, data["suffixes"]), key=lambda suffix: -len(suffix))),
        openers=frozenset(data["openers"]),
        lowercase=frozenset(data["lowercase"]),
        abbreviations=frozenset(data["abbreviations"]),
        all_of_the_above=_anywhere(data["all_of_the_above"]),
        none_of_the_above=_anywhere(data["none_of_the_above"]),
        negative=_words(data["negative"]),
        negative_harmless=_words(data["negative_harmless"]),
        absolute=_words(data["absolute"]),
        absolute_mild=_words(data["absolute_mild"]),
        absolute_harmless=_words(data["absolute_harmless"]),
        vague=_words(data["vague"]),
        loaded=_words(data["loaded"]),
        loaded_allowed=_words(data["loaded_allowed"]),
        ranges=tuple(_anywhere([pattern.replace("NUMBER", NUMBER)]) for pattern in numbers),
    )


def _anywhere(patterns: Sequence[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)


def _words(patterns: Sequence[str]) -> re.Pattern[str]:
    if not patterns:
        return _NOTHING
    return re.compile(
        rf"(?<!\w)(?:{'|'.join(f'(?:{pattern})' for pattern in patterns)})(?!\w)", re.IGNORECASE
    )
