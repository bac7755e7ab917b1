"""Grading through nbgrader: quizzes are released without their keys and scored outside the student's reach.

What is here is wired into nbgrader by its documented traits, in the course's ``nbgrader_config.py``; its
commands and the formgrader stay as they are.

How far the guarantee goes. The key of a graded quiz is never in a released, autograded or feedback folder, and
the answer sheet is scored before any code of that submission runs. Tests run in a kernel of their own: a student's
code can lie only about its own values; expected values, tests and points never enter its kernel. But the code that nbgrader
runs has the rights of whoever grades: it can read any file that the grader can, the banks included, by an
absolute or a relative path, and it can rewrite what was handed in, which a later grading would then read.
Keep keys that matter in the private overlay (``NASTAVA_PRIVATE``), and
grade submissions of people you don't know on a machine or an account that holds nothing else.
"""

from nastava.grading.by_hand import WaitForMarks
from nastava.grading.execute import Execute
from nastava.grading.exporter import SubmissionExporter
from nastava.grading.feedback import HideTests
from nastava.grading.links import CollectWithoutLinks, refuse_links
from nastava.grading.notes import Note, read_notes
from nastava.grading.publish import PublishQuizzes
from nastava.grading.restore import RestoreCells
from nastava.grading.wiring import (
    autograde_preprocessors,
    feedback_preprocessors,
    release_preprocessors,
    sanitize_preprocessors,
    use_own_programs,
)

__all__ = [
    "CollectWithoutLinks",
    "Execute",
    "HideTests",
    "Note",
    "PublishQuizzes",
    "RestoreCells",
    "SubmissionExporter",
    "WaitForMarks",
    "autograde_preprocessors",
    "feedback_preprocessors",
    "read_notes",
    "refuse_links",
    "release_preprocessors",
    "sanitize_preprocessors",
    "use_own_programs",
]
