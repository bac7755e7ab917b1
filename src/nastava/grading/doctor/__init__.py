"""What an installation and a course lack for teaching and grading, and how to mend it.

:mod:`machine` looks at what is installed, :mod:`course` at a course's settings, exchange folder and gradebook,
:mod:`keys` at the folder of keys that matter. None of them changes anything.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from nastava.grading.doctor.finding import Finding


def examine(folder: Path) -> Iterator[Finding]:
    """Yield what is well and what is not, a finding each, as it is found.

    Args:
        folder: the course's folder, or one below it; outside any course the machine alone is looked at.
    """
    from nastava.grading.doctor import course, keys, machine

    yield from machine.findings()
    root = yield from course.findings(folder)
    yield from keys.findings(root)
