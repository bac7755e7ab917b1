"""What a worker does with a packet."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from nastava.errors import NastavaError
from nastava.grading.engine.feedback_one import feedback_one
from nastava.grading.engine.grade_one import grade_one
from nastava.grading.engine.quick import quicken
from nastava.grading.engine.result import failed
from nastava.grading.engine.scratch import ScratchCourse
from nastava.grading.engine.versions import differences, versions
from nastava.grading.engine.wire import Packet
from nastava.grading.sandbox.probe import NoSandboxError, require_sandbox


class Work:
    """Keeps the assignment between tasks.

    Args:
        top: a folder of the worker's own.
    """

    def __init__(self, top: Path) -> None:
        self._top = top
        self._scratch: ScratchCourse | NastavaError | None = None
        self._unfit = ""
        quicken()

    def do(self, packet: Packet) -> Packet:
        """Take in an assignment, grade a submission, or write its feedback."""
        if packet.head["task"] == "assignment":
            self._take(packet)
            return Packet({"taken": True})
        student = str(packet.head["student"])
        if self._unfit:
            return Packet(failed(student, self._unfit, mismatch=True).model_dump())
        if not isinstance(self._scratch, ScratchCourse):
            return Packet(failed(student, str(self._scratch or "There is no assignment.")).model_dump())
        if packet.head["task"] == "feedback":
            return feedback_one(self._scratch, packet)
        return grade_one(self._scratch, student, packet.files)

    def _take(self, packet: Packet) -> None:
        wanted: Mapping[str, Any] = packet.head["versions"]
        other = differences(dict(wanted), versions())
        self._unfit = f"The worker has {other}. Install the same on every machine." if other else ""
        try:
            self._scratch = ScratchCourse(self._top, packet)
            if self._scratch.sandboxed:
                require_sandbox()
        except NoSandboxError as error:
            self._unfit = str(error)
        except NastavaError as error:
            self._scratch = error
