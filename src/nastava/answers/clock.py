"""The one place where answer sheets look at the clock."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any


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


def moment_of(written: Any) -> datetime | None:
    """Return the time, in UTC, that a field of a sheet holds, or None: a sheet may hold any JSON.

    Example:
        >>> moment_of("2023-11-20T09:30:00Z").hour, moment_of("soon"), moment_of(5)
        (9, None, None)
    """
    try:
        moment = datetime.fromisoformat(written) if isinstance(written, str) else None
        # Beyond the years 1 to 9999 in UTC it can neither be compared nor written.
        return moment and (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
