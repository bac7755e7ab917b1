"""Grading through nbgrader: quizzes are released without their keys and scored outside the student's reach.

What is here is wired into nbgrader by its documented traits, in the course's ``nbgrader_config.py``; its
commands and the formgrader stay as they are.

How far the guarantee goes. The key of a graded quiz is never in a released, autograded or feedback folder, and
the answer sheet is scored before any code of that submission runs. A student's code runs in a sandbox (see
``nastava.grading.sandbox``), where it reaches neither the network nor any file but the submission's. Tests run in a
kernel of their own: a student's code can lie only about its own values; expected values, tests and points never
enter its kernel. What is given up by choosing another kernel (``Execute.grading_kernel``), or
``--unsafe-no-sandbox``: code then has the rights of whoever grades.

Each name is loaded when first used: the kernel that a student's code gets is not to know nbgrader.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from nastava.grading.by_hand import WaitForMarks
    from nastava.grading.execute import Execute
    from nastava.grading.exporter import SubmissionExporter
    from nastava.grading.feedback import HideTests
    from nastava.grading.links import CollectWithoutLinks, refuse_links
    from nastava.grading.marking import ShowRubrics
    from nastava.grading.notes import Note, read_notes
    from nastava.grading.pages import page_filters
    from nastava.grading.publish import PublishQuizzes
    from nastava.grading.restore import RestoreCells
    from nastava.grading.wiring import (
        autograde_preprocessors,
        feedback_preprocessors,
        release_preprocessors,
        sanitize_preprocessors,
        use_own_programs,
        wire,
    )

__all__ = [
    "CollectWithoutLinks",
    "Execute",
    "HideTests",
    "Note",
    "PublishQuizzes",
    "RestoreCells",
    "ShowRubrics",
    "SubmissionExporter",
    "WaitForMarks",
    "autograde_preprocessors",
    "feedback_preprocessors",
    "page_filters",
    "read_notes",
    "refuse_links",
    "release_preprocessors",
    "sanitize_preprocessors",
    "use_own_programs",
    "wire",
]

_HOMES = {
    "CollectWithoutLinks": "links",
    "Execute": "execute",
    "HideTests": "feedback",
    "Note": "notes",
    "PublishQuizzes": "publish",
    "RestoreCells": "restore",
    "ShowRubrics": "marking",
    "SubmissionExporter": "exporter",
    "WaitForMarks": "by_hand",
    "autograde_preprocessors": "wiring",
    "feedback_preprocessors": "wiring",
    "page_filters": "pages",
    "read_notes": "notes",
    "refuse_links": "links",
    "release_preprocessors": "wiring",
    "sanitize_preprocessors": "wiring",
    "use_own_programs": "wiring",
    "wire": "wiring",
}


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        value = getattr(import_module(f"nastava.grading.{_HOMES[name]}"), name)
        globals()[name] = value
        return value
    raise AttributeError(f"module 'nastava.grading' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
