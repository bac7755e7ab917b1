"""nbgrader's own lists of preprocessors with ours put in, so that what a later nbgrader adds stays there."""

from __future__ import annotations

import os
import sysconfig
from typing import Any

from nbgrader import preprocessors as stock
from nbgrader.converters import Autograde, GenerateAssignment, GenerateFeedback

from nastava.grading.by_hand import WaitForMarks
from nastava.grading.execute import Execute
from nastava.grading.feedback import HideTests
from nastava.grading.publish import PublishQuizzes
from nastava.grading.restore import RestoreCells

Preprocessors = list[type[Any]]


def _own_list(converter: type[Any], trait: str) -> Preprocessors:
    return list(converter.class_traits()[trait].default())


def release_preprocessors() -> Preprocessors:
    """Return the steps of ``generate_assignment``: quizzes are published after the cells are recorded.

    Example:
        >>> [step.__name__ for step in release_preprocessors()][7:9]
        ['SaveCells', 'PublishQuizzes']
    """
    steps = _own_list(GenerateAssignment, "preprocessors")
    steps.insert(steps.index(stock.SaveCells) + 1, PublishQuizzes)
    return steps


def sanitize_preprocessors() -> Preprocessors:
    """Return the first half of ``autograde``: what was released is restored before anything looks at it.

    Example:
        >>> sanitize_preprocessors()[0].__name__
        'RestoreCells'
    """
    return [RestoreCells, *_own_list(Autograde, "sanitize_preprocessors")]


def autograde_preprocessors() -> Preprocessors:
    """Return the second half of ``autograde``: our execution for nbgrader's; essays wait for a person.

    Example:
        >>> autograde_preprocessors()[0].__module__
        'nastava.grading.execute'
    """
    steps = _own_list(Autograde, "autograde_preprocessors")
    steps.insert(steps.index(stock.SaveAutoGrades) + 1, WaitForMarks)
    return [Execute if step is stock.Execute else step for step in steps]


def feedback_preprocessors() -> Preprocessors:
    """Return the steps of ``generate_feedback``: the source of hidden tests is taken out first.

    Example:
        >>> feedback_preprocessors()[0].__name__
        'HideTests'
    """
    return [HideTests, *_own_list(GenerateFeedback, "preprocessors")]


def use_own_programs() -> None:
    """Put the folder of this Python's programs first on the PATH.

    nbgrader calls ``alembic`` by name and fails where the environment was not activated.

    Example:
        >>> use_own_programs()
        >>> os.environ["PATH"].split(os.pathsep)[0] == sysconfig.get_path("scripts")
        True
    """
    own = sysconfig.get_path("scripts")
    others = [folder for folder in os.environ.get("PATH", os.defpath).split(os.pathsep) if folder != own]
    os.environ["PATH"] = os.pathsep.join([own, *others])
