"""Trusted tests: the test cells of a submission run in a kernel of their own, which no code of the student reaches.

    test cell ── trusted kernel ──(Unix socket, JSON)── grader ──(Jupyter messages)── student's kernel

The guarantee, as it is: a student's code can lie only about its own values. Expected values, tests and points never
enter its kernel, and what it answers is decoded from plain JSON, never unpickled or run.
"""

from nastava.grading.trusted.cells import in_both_kernels, is_trusted, opted_out
from nastava.grading.trusted.runner import TrustedTests
from nastava.grading.trusted.verdict import Outcome

__all__ = ["Outcome", "TrustedTests", "in_both_kernels", "is_trusted", "opted_out"]
