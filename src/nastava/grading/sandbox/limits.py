"""What a submission may use, and what is said when it wants more."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from typing import Any

from nastava.errors import NastavaError

MIB = 1024 * 1024


@dataclass(frozen=True)
class Limits:
    """Limits of one kernel.

    Attributes:
        total_seconds: wall time of the kernel, from its start.
        cpu_seconds: processor time of all its processes.
        memory_mib: memory of all its processes that isn't shared with the grader's prepared process.
        processes: processes and threads at a time.
        file_mib: the largest file.
        disk_mib: all files that it writes; they lie in memory.
        output_mib: all that its cells print and display.

    Example:
        >>> Limits(memory_mib=512).memory_mib
        512
    """

    total_seconds: float = 300.0
    cpu_seconds: float = 120.0
    memory_mib: int = 1024
    processes: int = 64
    file_mib: int = 64
    disk_mib: int = 128
    output_mib: int = 8

    def __post_init__(self) -> None:
        """Refuse what could never run.

        Raises:
            NastavaError: a limit is not above zero.
        """
        for each in fields(self):
            value = getattr(self, each.name)
            if not value > 0:
                raise NastavaError(f"The limit {each.name} is {value}. Give a number above 0.")

    def to_dict(self) -> dict[str, Any]:
        """Return the limits as JSON-able data."""
        return asdict(self)
