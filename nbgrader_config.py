"""The instructor's settings of nbgrader for this course.

Run nbgrader's commands, and Jupyter with its formgrader, from this folder. What students hand in and what
they get back (release/, submitted/, autograded/, feedback/, gradebook.db) is written here too, and is not
part of the repository.
"""

from pathlib import Path

from nastava import grading

c = get_config()  # noqa: F821  # nbgrader runs this file with that name defined

# All that makes nbgrader grade this course; every setting is a trait from nbgrader's documentation, and is told in
# nastava.grading.wiring. What is set below this line takes its place.
grading.wire(c, Path(__file__).absolute().parent)

c.CourseDirectory.course_id = "nastava"

# Students' code runs in a sandbox, where it can be had; limits and the way without it: docs/grading.md.
# c.Execute.limits = {"memory_mib": 2048}

# Tests run in a kernel of their own: docs/trusted-tests.md. False runs all of them in the student's kernel.
# c.Execute.trusted_tests = False

# What students see of a graded quiz: see Execute.quiz_feedback in nastava.grading ("points", "feedback", "key").
# c.Execute.quiz_feedback = "key"
