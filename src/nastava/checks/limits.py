"""What bounds a crossing between notebook and test, in both directions."""

from __future__ import annotations

from nastava.checks import reasons
from nastava.errors import CheckError

#: Single values (numbers, texts, cells of a table) in one crossing, and levels of nesting.
MAX_VALUES = 200_000
MAX_DEPTH = 24
#: Members of a set, keys of a dictionary: made to collide, more of them would keep a test busy for minutes.
MAX_HASHED = 20_000
#: Characters of the JSON text of one crossing.
MAX_TEXT = 8_000_000
#: Binary digits of a whole number.
MAX_BITS = 1024


class EncodingError(CheckError):
    """A value can't cross; ``reason`` says why in each language."""

    def __init__(self, reason: reasons.Reason) -> None:
        super().__init__(reason["en"])
        self.reason = reason


class Budget:
    """Counts what has crossed, so that size and depth stay bounded in both directions."""

    def __init__(self) -> None:
        self._left = MAX_VALUES
        self._depth = 0

    def spend(self, values: int) -> None:
        """Take from the budget of single values."""
        self._left -= values
        if self._left < 0:
            raise EncodingError(reasons.TOO_BIG)

    def enter(self) -> None:
        """Go one level down."""
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise EncodingError(reasons.TOO_DEEP)

    def leave(self) -> None:
        """Come one level up."""
        self._depth -= 1
