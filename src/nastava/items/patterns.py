"""Regular expressions of banks, which can take for ever and any memory: bounded in both."""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Iterable
from functools import lru_cache
from math import prod

from nastava.items.model import broken
from nastava.text.folding import fold_letters

try:
    import regex
except ImportError:
    # The core of a browser's Python. There a pattern that never ends holds up nobody but the one who typed.
    if sys.platform != "emscripten":
        raise
    regex = None

#: Seconds for all patterns of an item together on one response. What is not found by then does not match.
TIME = 0.2
#: Repetitions with a stated number are spelled out when a pattern is compiled; nested ones multiply.
MAX_REPEATED = 1_000
_ERROR = (re.error, regex.error) if regex else (re.error,)
#: What is no letter to be matched: escapes, names of groups, flags.
_LITERAL = re.compile(r"\\[pP]\{[^}]*\}|\\.|\(\?P?<[^>]*>|\(\?P=[^)]*\)|\(\?[A-Za-z-]+[:)]", re.DOTALL)
_COUNT = re.compile(r"\{\s*(\d+)")


def check_patterns(patterns: Iterable[str]) -> None:
    """Refuse patterns that can't be compiled, or would fill the memory when they are.

    Raises:
        PydanticCustomError: names the pattern and the mend.

    Example:
        >>> check_patterns(["k-?for", "(ab){2}"])
    """
    for pattern in patterns:
        # Fewer digits than Python refuses to read as a number.
        counts = [int(digits[:9]) for digits in _COUNT.findall(pattern)]
        if prod(max(count, 1) for count in counts) > MAX_REPEATED:
            raise broken(
                f"the pattern {pattern!r} repeats too often", f"stay below {MAX_REPEATED} repetitions in all"
            )
        odd = next(
            (sign for sign in _LITERAL.sub("", pattern) if fold_letters(sign) != sign and sign.isalpha()),
            None,
        )
        if odd is not None:
            raise broken(
                f"the pattern {pattern!r} can't match: what is typed is compared in small letters without diacritics",
                f"write '{fold_letters(odd)}' for '{odd}'",
            )
        try:
            (regex or re).compile(pattern)
        except (*_ERROR, RecursionError, OverflowError, MemoryError) as error:
            raise broken(
                f"the pattern {pattern!r} is no regular expression ({error})", "mend it or remove it"
            ) from None


def any_matches(patterns: Iterable[str], text: str) -> bool:
    """Return whether one of the patterns matches the whole text, as far as can be found out in ``TIME``.

    Example:
        >>> any_matches(["k-?for"], "kfor"), any_matches(["(a|b|ab)*c"], "ab" * 90)
        (True, False)
    """
    return _found(tuple(patterns), text) is True


def is_slow(patterns: Iterable[str], text: str) -> bool:
    """Return whether the patterns take too long on this text.

    Example:
        >>> is_slow(["k-?for"], "kfor")
        False
    """
    return _found(tuple(patterns), text) is None


# A quiz is scored anew with every message, each attempt on the sheet: nothing slow is done twice.
@lru_cache(maxsize=2048)
def _found(patterns: tuple[str, ...], text: str) -> bool | None:
    end = time.monotonic() + TIME
    for pattern in patterns:
        left = end - time.monotonic()
        if left <= 0:
            return None
        try:
            if _matches(pattern, text, left):
                return True
        except (TimeoutError, MemoryError):
            return None
    return False


def _matches(pattern: str, text: str, seconds: float) -> bool:
    if regex is None:
        return re.fullmatch(pattern, text) is not None
    return regex.fullmatch(pattern, text, timeout=seconds) is not None
