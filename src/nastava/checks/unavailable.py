"""What a test holds when the notebook could not give what it asked for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NoReturn

from nastava.checks.reasons import Reason
from nastava.errors import CheckError


class UnavailableError(CheckError):
    """A test computed with a value that is not there; ``reason`` says why it is not."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(f"{reason['en']} (A test must compute with a fetched value inside that=.)")
        self.reason = reason


class Unavailable:
    """Stands for a value that is not there, with the reason; ``check`` turns it into a failed check.

    Computing with it (columns, methods, arithmetic, comparisons) gives it again, so that a test cell that
    computes before it checks does not end. What must give a number or a length can't: write that inside
    ``that=``, which is not called for a value that is not there.

    Example:
        >>> nothing = Unavailable({"en": "Run the cell above first."})
        >>> nothing["troops"].sum() * 2 > 5
        <unavailable: Run the cell above first.>
        >>> bool(nothing)
        False
    """

    __slots__ = ("_reason",)

    def __init__(self, reason: Reason) -> None:
        self._reason = reason

    def __repr__(self) -> str:
        return f"<unavailable: {self._reason['en']}>"

    def __bool__(self) -> bool:
        return False

    def __hash__(self) -> int:
        return id(self)

    def __getattr__(self, name: str) -> Unavailable:
        if name.startswith("_"):  # IPython, copy and others look for hooks here
            raise AttributeError(name)
        return self

    def _again(self, *_: object, **__: object) -> Unavailable:
        return self

    def _refuse(self, *_: object) -> NoReturn:
        raise UnavailableError(self._reason)

    __call__ = __getitem__ = _again
    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = __truediv__ = __rtruediv__ = _again
    __floordiv__ = __rfloordiv__ = __mod__ = __rmod__ = __pow__ = __rpow__ = _again
    __and__ = __rand__ = __or__ = __ror__ = __neg__ = __abs__ = __invert__ = _again
    __lt__ = __le__ = __gt__ = __ge__ = _again
    __eq__: Any = _again
    __ne__: Any = _again
    __len__ = __float__ = __int__ = __index__ = _refuse

    def __iter__(self) -> Iterator[Any]:
        self._refuse()

    def __contains__(self, item: object) -> bool:
        return False

    def __round__(self, digits: int | None = None) -> Unavailable:
        return self


def reason_of(value: Unavailable) -> Reason:
    """Return why the value is not there.

    Example:
        >>> reason_of(Unavailable({"en": "Not drawn."}))["en"]
        'Not drawn.'
    """
    return value._reason  # noqa: SLF001 - a public name would shadow a column
