"""The one place where answer sheets look at the clock."""

from __future__ import annotations

from datetime import UTC, datetime


def now() -> datetime:
    """Return the present moment in UTC. Clocks are wrong and are set: only people read times, order is kept apart.

    Example:
        >>> now().tzinfo is UTC
        True
    """
    return datetime.now(UTC)


def stamp(at: datetime) -> str:
    """Return a time as sheets write it.

    Example:
        >>> stamp(datetime(2023, 11, 20, 9, 30, tzinfo=UTC))
        '2023-11-20T09:30:00.000000Z'
    """
    return at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
