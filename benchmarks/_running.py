"""Commands that are measured from outside."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from _watch import Watch

ENVIRONMENT = {**os.environ, "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
ENVIRONMENT["PATH"] = os.pathsep.join([sysconfig.get_path("scripts"), ENVIRONMENT["PATH"]])


@dataclass
class Measured:
    """What commands took: seconds, the processor's by part, and the most memory.

    ``waited`` are the processor's seconds of all processes that were waited for, which is everything but for
    ``nastava grade``: its kernels are nobody's who waits.
    """

    seconds: float
    waited: float
    parts: dict[str, float] = field(default_factory=dict)
    megabytes: float = 0.0
    first_megabytes: float = 0.0
    said: str = ""

    @classmethod
    def of_all(cls, several: Sequence[Measured]) -> Measured:
        """Return several, one after another, as one."""
        return cls(
            sum(one.seconds for one in several),
            sum(one.waited for one in several),
            megabytes=max(one.megabytes for one in several),
        )

    @property
    def processor(self) -> float | None:
        """The processor's seconds of all of it; None where they were not seen."""
        if "worker" not in self.parts:
            return self.waited
        return sum(self.parts.values()) if "kernels" in self.parts else None

    def to_dict(self) -> dict[str, object]:
        """Return it as data for JSON."""
        return {
            "seconds": self.seconds,
            "processor": self.processor,
            "megabytes": self.megabytes,
            "first_megabytes": self.first_megabytes,
            "parts": self.parts,
        }


def python(*arguments: str) -> list[str]:
    """Return a command of this Python."""
    return [sys.executable, *arguments]


def measure(
    commands: Sequence[Sequence[str]],
    folder: Path,
    *,
    kernels: bool = False,
    environment: Mapping[str, str] = ENVIRONMENT,
) -> Measured:
    """Run commands side by side to their end.

    Args:
        commands: what to run.
        folder: where.
        kernels: whether to look at kernels too, which takes a tenth of a processor.
        environment: its variables.
    """
    with tempfile.TemporaryFile() as said, tempfile.TemporaryFile() as errors:
        start = time.perf_counter()
        processes = [
            subprocess.Popen(command, cwd=folder, env=dict(environment), stdout=said, stderr=errors)
            for command in commands
        ]
        watch = Watch([one.pid for one in processes], kernels=kernels)
        waited, codes = 0.0, []
        for one in processes:
            _, status, used = os.wait4(one.pid, 0)
            one.returncode = os.waitstatus_to_exitcode(status)
            codes.append(one.returncode)
            waited += used.ru_utime + used.ru_stime
        seconds = time.perf_counter() - start
        watch.stop()
        said.seek(0)
        errors.seek(0)
        words, wrong = said.read().decode("utf-8", "replace"), errors.read().decode("utf-8", "replace")
    if any(codes):
        raise SystemExit(f"{' '.join(map(str, commands[0]))} failed:\n{words[-3000:]}{wrong[-3000:]}")
    return Measured(seconds, waited, watch.processor, watch.megabytes, watch.first, words)
