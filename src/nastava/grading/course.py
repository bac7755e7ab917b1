"""What a preprocessor needs to know of the conversion that it is part of."""

from __future__ import annotations

from typing import Any

from nbgrader.coursedir import CourseDirectory


def course_directory(preprocessor: Any) -> CourseDirectory:
    """Return the course directory of the conversion that a preprocessor is part of.

    nbgrader makes a preprocessor a child of the exporter, and the exporter a child of the converter. The
    converter's own directory is asked, since the formgrader changes it without changing the configuration.
    """
    parent = preprocessor.parent
    while parent is not None:
        if getattr(parent, "coursedir", None) is not None:
            return parent.coursedir
        parent = parent.parent
    return CourseDirectory(parent=preprocessor)
