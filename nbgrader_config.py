"""The instructor's settings of nbgrader for this course; every one is a trait from nbgrader's documentation.

Run nbgrader's commands, and Jupyter with its formgrader, from this folder. What students hand in and what
they get back (release/, submitted/, autograded/, feedback/, gradebook.db) is written here too, and is not
part of the repository.
"""

import glob
from pathlib import Path

from nastava import grading

c = get_config()  # noqa: F821  # nbgrader runs this file with that name defined

ROOT = Path(__file__).absolute().parent

# nbgrader calls one of its programs by name, which fails in an environment that was not activated.
grading.use_own_programs()

c.CourseDirectory.course_id = "nastava"
c.CourseDirectory.source_directory = "solutions"

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
    glob.escape(f"{ROOT}/solutions/.") + "/*/answers",
]

# Collecting from the exchange folder: a link handed in is not followed.
c.ExchangeFactory.collect = grading.CollectWithoutLinks

# Collecting from a learning platform: downloaded/<assignment>/archive/<student>.zip, one archive a student,
# with the notebook and its answers folder in it. nbgrader's own default leaves the answers behind.
c.FileNameCollectorPlugin.valid_ext = [".ipynb", ".json"]
c.FileNameCollectorPlugin.named_regexp = (
    r".*/extracted/(?P<student_id>[^/]+)/(?:(?!answers/|quizzes/|__MACOSX/|\.)[^/]+/)*"
    r"(?P<file_id>(?:answers/)?[^/.][^/]*)$"
)

# Releasing: the keyless quiz is laid beside the notebook.
c.GenerateAssignment.preprocessors = grading.release_preprocessors()
c.ClearSolutions.code_stub = {
    "python": (
        "# Your code goes here, in place of these two lines. / Ovdje dolazi tvoj kod, umjesto ova dva reda.\n"
        'raise NotImplementedError("Nothing is written here yet. / Ovdje još ništa nije napisano.")'
    )
}
c.ClearSolutions.text_stub = "*Write your answer here.* / *Ovdje napiši odgovor.*"

# Grading: what counts is taken from the gradebook and the instructor's banks.
c.Autograde.pre_convert_hook = grading.refuse_links
c.Autograde.exporter_class = grading.SubmissionExporter
c.Autograde.sanitize_preprocessors = grading.sanitize_preprocessors()
c.Autograde.autograde_preprocessors = grading.autograde_preprocessors()
# Should RestoreCells be taken out of the list, nbgrader's own repair steps in.
c.OverwriteCells.add_missing_cells = True

# Giving back: the source of hidden tests stays with the instructor.
c.GenerateFeedback.preprocessors = grading.feedback_preprocessors()

# Formgrader and feedback: HTML that a student wrote or displayed runs nothing in the reader's browser.
c.HTMLExporter.sanitize_html = True
c.HTMLExporter.filters = grading.page_filters()

# Seconds for one cell; a kernel needs no farewell.
c.Execute.timeout = 60
c.Execute.shutdown_kernel = "immediate"

# Students' code runs in a sandbox, where it can be had; limits and the way without it: docs/grading.md.
# c.Execute.limits = {"memory_mib": 2048}

# Tests run in a kernel of their own: docs/trusted-tests.md. False runs all of them in the student's kernel.
# c.Execute.trusted_tests = False

# What students see of a graded quiz: see Execute.quiz_feedback in nastava.grading ("points", "feedback", "key").
# c.Execute.quiz_feedback = "key"
