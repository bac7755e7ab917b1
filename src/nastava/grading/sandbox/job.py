"""What the grader asks of a prepared process, and what it hears at the end; both as JSON."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from typing import Any

from nastava.grading.sandbox.limits import Limits


@dataclass(frozen=True)
class Job:
    """A kernel to be started.

    Attributes:
        connection_file: of ``jupyter_client``, in ``channel``.
        channel: a folder that the grader and the kernel share, for the kernel's sockets.
        folder: the submission's folder; its plain files are copied.
        uid: user of the host that the kernel becomes if the grader is root; else without effect.
        limits: what it may use.
        environment: variables to set.
        arguments: further arguments of the kernel application.
        doors: names of the grader's own sockets in ``channel``, which are to stand in the kernel's folder too.
        token: run the grader's tests instead of a kernel of Jupyter's; this lets it in at the grader's socket.
        trial: enter the sandbox and end there.
        bubblewrap: start a fresh kernel in bubblewrap, instead of a fork.
    """

    connection_file: str
    channel: str
    folder: str
    uid: int
    limits: Limits = field(default_factory=Limits)
    environment: dict[str, str] = field(default_factory=dict)
    arguments: tuple[str, ...] = ()
    doors: tuple[str, ...] = ()
    token: str = ""
    trial: bool = False
    bubblewrap: bool = False

    def to_json(self) -> bytes:
        """Return the job as a line of JSON."""
        return json.dumps(asdict(self)).encode() + b"\n"

    @classmethod
    def from_json(cls, line: bytes) -> Job:
        """Read a job; the line comes from the grader."""
        data: dict[str, Any] = json.loads(line)
        return cls(
            **{
                **data,
                "limits": Limits(**data["limits"]),
                "arguments": tuple(data["arguments"]),
                "doors": tuple(data["doors"]),
            },
        )


@dataclass(frozen=True)
class Ending:
    """How a kernel ended.

    Attributes:
        code: its exit code, negative for a signal, as in ``subprocess``.
        reason: the limit it ran into ("memory", "cpu", "time"), "start" if it never ran, else empty.
        detail: what went wrong at the start.
        cpu: seconds of processor time of all its processes.
        peak_mib: the most memory of its own that was seen.
        left_out: files of the submission that it didn't get.
    """

    code: int
    reason: str = ""
    detail: str = ""
    cpu: float = 0.0
    peak_mib: float = 0.0
    left_out: tuple[str, ...] = ()

    def to_json(self) -> bytes:
        """Return the ending as JSON."""
        return json.dumps(asdict(self)).encode()

    @classmethod
    def from_json(cls, text: bytes) -> Ending:
        """Read an ending; it comes from the watcher, which no student's code can reach."""
        data: dict[str, Any] = json.loads(text)
        return cls(**{**data, "left_out": tuple(data["left_out"])})
