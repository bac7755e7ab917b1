"""Which cells are trusted tests: the gradebook's word, and a comment that the instructor writes into a cell."""

from __future__ import annotations

import re

from nastava.grading.released import ReleasedCell

_LINE = r"^[ \t]*#[ \t]*nastava:[ \t]*{}[ \t]*$"
_OUT = re.compile(_LINE.format(r"in the student[’']?s kernel"), re.MULTILINE | re.IGNORECASE)
_BOTH = re.compile(_LINE.format(r"in both kernels"), re.MULTILINE | re.IGNORECASE)


def is_test(cell: ReleasedCell) -> bool:
    """Return whether a cell is an autograder test, and no quiz's.

    Example:
        >>> is_test(ReleasedCell("test-total", "code", "", None, locked=True, grade=True))
        True
    """
    graded = cell.locked and cell.grade and not cell.solution and not cell.task
    return graded and cell.cell_type == "code" and cell.quiz_id is None


def opted_out(cell: ReleasedCell) -> bool:
    r"""Return whether a test's source says ``# nastava: in the student's kernel``.

    Example:
        >>> source = "# nastava: in the student's kernel\nassert total == 27"
        >>> opted_out(ReleasedCell("test-total", "code", source, None, locked=True, grade=True))
        True
    """
    return is_test(cell) and _OUT.search(cell.source) is not None


def is_trusted(cell: ReleasedCell) -> bool:
    """Return whether a test runs in the trusted kernel.

    Example:
        >>> is_trusted(ReleasedCell("test-total", "code", "", None, locked=True, grade=True))
        True
    """
    return is_test(cell) and not opted_out(cell)


def hidden_lines(source: str, begin: str, end: str) -> frozenset[int]:
    r"""Return which lines of a test, counted from 1, are hidden from students.

    Args:
        source: the test's.
        begin: what stands in the line before them; see nbgrader's ``ClearHiddenTests``.
        end: what stands in the line after them.

    Example:
        >>> sorted(hidden_lines("a = 1\n### BEGIN\nassert a\n### END\na", "BEGIN", "END"))
        [2, 3, 4]
    """
    hidden, inside = set(), False
    for number, line in enumerate(source.splitlines(), start=1):
        inside = inside or begin in line
        if inside:
            hidden.add(number)
            inside = end not in line
    return frozenset(hidden)


def in_both_kernels(cell: ReleasedCell) -> bool:
    r"""Return whether a locked cell without points says ``# nastava: in both kernels``: tests need it too.

    Example:
        >>> source = "# nastava: in both kernels\nimport numpy as np"
        >>> in_both_kernels(ReleasedCell("setup", "code", source, None, locked=True))
        True
    """
    plain = cell.locked and not cell.grade and not cell.solution and cell.cell_type == "code"
    return plain and _BOTH.search(cell.source) is not None
