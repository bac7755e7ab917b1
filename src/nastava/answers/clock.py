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
