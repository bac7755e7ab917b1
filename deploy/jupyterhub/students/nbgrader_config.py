"""nbgrader's settings in the server of a student."""

import os
from pathlib import Path

c = get_config()  # noqa: F821  # nbgrader runs this file with that name defined

c.Exchange.root = os.environ["NASTAVA_EXCHANGE"]
c.CourseDirectory.course_id = os.environ["NASTAVA_COURSE"]
# Assignments are fetched into the copy of the lessons, the folder of the server.
lessons = Path.home() / "nastava"
if lessons.is_dir():
    c.Exchange.assignment_dir = str(lessons)
