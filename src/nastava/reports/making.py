"""From the name of an assignment to its report."""

from __future__ import annotations

from pathlib import Path

from nastava.classroom.course import course_root, read_settings
from nastava.classroom.pseudonyms import course_namer
from nastava.reports.analysis import analyse
from nastava.reports.model import Report
from nastava.reports.reading import read_class


def class_report(assignment: str, course: Path | str | None = None, *, names: bool = False) -> Report:
    """Return the report on an assignment; in a notebook it shows itself as a page.

    Args:
        assignment: its name.
        course: folder of the course, or one below it; default: the working directory.
        names: show names instead of pseudonyms.

    Raises:
        NastavaError: there is no course, no gradebook, no such assignment, or nothing was handed in.

    Example:
        >>> callable(class_report)
        True
    """
    root = course_root(Path(course) if course is not None else Path.cwd())
    folders = read_settings(root).coursedir
    return analyse(read_class(folders, assignment), course_namer(Path(folders.root), names=names))
