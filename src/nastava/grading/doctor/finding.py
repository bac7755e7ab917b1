"""One thing that was looked at."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Literal

State = Literal["well", "warning", "fault"]


@dataclass(frozen=True)
class Finding:
    """What was found at one point; ``mend`` says what to do where it is not well.

    Example:
        >>> Finding("exchange", "fault", "There is none.", "Make it.").to_dict()["state"]
        'fault'
    """

    check: str
    state: State
    found: str
    mend: str = ""

    def to_dict(self) -> dict[str, str]:
        """Return it as JSON-able data."""
        return asdict(self)


def well(check: str, found: str) -> Finding:
    """Return a finding that all is well."""
    return Finding(check, "well", found)


def warning(check: str, found: str, mend: str) -> Finding:
    """Return a finding that should be thought about."""
    return Finding(check, "warning", found, mend)


def fault(check: str, found: str, mend: str) -> Finding:
    """Return a finding that has to be mended."""
    return Finding(check, "fault", found, mend)
