"""How a course is wired into nbgrader: its own lists of steps with ours put in, and the settings that go with them.

What a later nbgrader adds to its lists stays there.
"""

from __future__ import annotations

import glob
import os
import sysconfig
from pathlib import Path
from typing import Any

from nbgrader import preprocessors as stock
from nbgrader.converters import Autograde, GenerateAssignment, GenerateFeedback

from nastava.content import PRIVATE
from nastava.grading.by_hand import WaitForMarks
from nastava.grading.execute import Execute
from nastava.grading.exporter import SubmissionExporter
from nastava.grading.feedback import HideTests
from nastava.grading.links import CollectWithoutLinks, refuse_links
from nastava.grading.marking import ShowRubrics
from nastava.grading.pages import page_filters
from nastava.grading.publish import PublishQuizzes
from nastava.grading.restore import RestoreCells

Preprocessors = list[type[Any]]
#: Where instructors' notebooks are, below a course's folder.
SOURCE = "solutions"
#: What stands at release in place of a solution, in the languages of the course.
_CODE_STUB = (
    "# Your code goes here, in place of these two lines. / Ovdje dolazi tvoj kod, umjesto ova dva reda.\n"
    'raise NotImplementedError("Nothing is written here yet. / Ovdje još ništa nije napisano.")'
)
_TEXT_STUB = "*Write your answer here.* / *Ovdje napiši odgovor.*"


def wire(c: Any, root: Path) -> None:
    """Enter all of Nastava's settings of nbgrader, each a documented trait; what is set later takes their place.

    Args:
        c: the configuration, as ``get_config()`` gives it in ``nbgrader_config.py``.
        root: the course's folder.

    Example:
        >>> from traitlets.config import Config
        >>> c = Config()
        >>> wire(c, Path("/srv/course"))
        >>> c.CourseDirectory.source_directory, c.OverwriteCells.add_missing_cells
        ('solutions', True)
    """
    # nbgrader calls one of its programs by name, which fails in an environment that was not activated.
    use_own_programs()
    source = source_folder(root)
    c.CourseDirectory.source_directory = source
    # Every file beside an instructor's notebook is released, and lies over the student's own when grading.
    # So keys must not stand there, nor answers that the instructor gave when trying a quiz; students' folders
    # of that name, which nbgrader copies under the same rule, are not matched by the longer pattern.
    c.CourseDirectory.ignore = [
        ".ipynb_checkpoints",
        "__pycache__",
        "*.pyc",
        "*.lock",
        ".*.lock",
        "feedback",
        "*.yaml",
        "*.yml",
        "graded",
        glob.escape(os.path.join(root, source, ".")) + "/*/answers",  # noqa: PTH118  # nbgrader's paths keep the dot
    ]
    # Collecting from the exchange folder: a link handed in is not followed.
    c.ExchangeFactory.collect = CollectWithoutLinks
    # Collecting from a learning platform: downloaded/<assignment>/archive/<student>.zip, one archive a student,
    # with the notebook and its answers folder in it. nbgrader's own default leaves the answers behind.
    c.FileNameCollectorPlugin.valid_ext = [".ipynb", ".json"]
    c.FileNameCollectorPlugin.named_regexp = (
        r".*/extracted/(?P<student_id>[^/]+)/(?:(?!answers/|quizzes/|__MACOSX/|\.)[^/]+/)*"
        r"(?P<file_id>(?:answers/)?[^/.][^/]*)$"
    )
    # Releasing: the keyless quiz is laid beside the notebook.
    c.GenerateAssignment.preprocessors = release_preprocessors()
    c.ClearSolutions.code_stub = {"python": _CODE_STUB}
    c.ClearSolutions.text_stub = _TEXT_STUB
    # Grading: what counts is taken from the gradebook and the instructor's banks.
    c.Autograde.pre_convert_hook = refuse_links
    c.Autograde.exporter_class = SubmissionExporter
    c.Autograde.sanitize_preprocessors = sanitize_preprocessors()
    c.Autograde.autograde_preprocessors = autograde_preprocessors()
    # Should RestoreCells be taken out of the list, nbgrader's own repair steps in.
    c.OverwriteCells.add_missing_cells = True
    # Giving back: the source of hidden tests stays with the instructor.
    c.GenerateFeedback.preprocessors = feedback_preprocessors()
    # Formgrader and feedback: HTML that a student wrote or displayed runs nothing in the reader's browser. In the
    # formgrader alone, what a text is marked by stands beside it.
    c.HTMLExporter.sanitize_html = True
    c.HTMLExporter.filters = page_filters()
    c.HTMLExporter.preprocessors = [ShowRubrics]
    # Seconds for one cell; a kernel needs no farewell.
    c.Execute.timeout = 60
    c.Execute.shutdown_kernel = "immediate"


def source_folder(root: Path) -> str:
    """Return where the instructors' notebooks are: in the private folder, if it has any, else in the course.

    Args:
        root: the course's folder.

    Example:
        >>> source_folder(Path("/srv/course"))
        'solutions'
    """
    named = os.environ.get(PRIVATE)
    private = Path(named).expanduser().absolute() if named else root.absolute()
    # A process that grades finds all of an assignment in a course of its own, which is its private folder too.
    if private != root.absolute() and (private / SOURCE).is_dir():
        return str(private / SOURCE)
    return SOURCE


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
