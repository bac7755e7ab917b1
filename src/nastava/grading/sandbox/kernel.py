"""The kernel itself: IPython's, with nothing kept between submissions.

In bubblewrap this is a program: ``python -P -m nastava.grading.sandbox.kernel JOB``, JOB as JSON.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable

from nastava.grading.sandbox.job import Job
from nastava.grading.sandbox.rights import give_up


def kernel(job: Job) -> Callable[[], None]:
    """Make a kernel ready; return what runs it until it is told to end."""
    if job.trial:
        return lambda: None
    if job.token:
        from nastava.checks.running import prepare

        return prepare(job.doors[0], job.token)
    from ipykernel.kernelapp import IPKernelApp
    from IPython.core.interactiveshell import InteractiveShell

    app = IPKernelApp.instance()
    app.initialize(["-f", job.connection_file, "--HistoryManager.enabled=False", *job.arguments])
    if "matplotlib.pyplot" in sys.modules:
        # It was imported before there was a kernel to show figures in.
        InteractiveShell.instance().enable_matplotlib("inline")
    start: Callable[[], None] = app.start
    return start


if __name__ == "__main__":
    asked = Job.from_json(sys.argv[1].encode())
    give_up(asked.limits)
    os.umask(0o077)
    kernel(asked)()
