"""What a learner chooses for reviews; it holds until they choose again."""

from __future__ import annotations

from typing import Any

from nastava.errors import RecordError
from nastava.study.due import MOST, NEW
from nastava.study.record import Record
from nastava.study.schedule import RETENTION, checked_retention

_COUNTS = {"most": (1, 500, MOST), "new": (0, 500, NEW)}


def choose(record: Record, *, retention: Any = None, most: Any = None, new: Any = None) -> None:
    """Keep what is given; None leaves a setting as it is.

    Raises:
        RecordError: a value that makes no sense, in one line; nothing is changed then.
    """
    chosen: dict[str, Any] = {}
    if retention is not None:
        chosen["retention"] = checked_retention(retention)
    for name, value in (("most", most), ("new", new)):
        if value is not None:
            chosen[name] = _checked_count(name, value)
    for name, value in chosen.items():
        if record.setting(name) != value:
            record.set(name, value)


def limits(record: Record) -> dict[str, int]:
    """Return how many items a review asks at most, and how many new ones a day."""
    found = {}
    for name, (_lowest, _highest, default) in _COUNTS.items():
        try:
            found[name] = _checked_count(name, record.setting(name))
        except RecordError:
            found[name] = default
    return found


def retention(record: Record) -> float:
    """Return the share of items that the learner wants to remember."""
    try:
        return checked_retention(record.setting("retention"))
    except RecordError:
        return RETENTION


def _checked_count(name: str, value: Any) -> int:
    lowest, highest, _default = _COUNTS[name]
    if isinstance(value, int) and not isinstance(value, bool) and lowest <= value <= highest:
        return value
    raise RecordError(f"{name!r} is a whole number from {lowest} to {highest}, not {value!r:.40}.")
