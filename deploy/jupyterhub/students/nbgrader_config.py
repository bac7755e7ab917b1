"""nbgrader's settings in the server of a student."""

import os

c = get_config()  # noqa: F821  # nbgrader runs this file with that name defined

c.Exchange.root = os.environ["NASTAVA_EXCHANGE"]
c.CourseDirectory.course_id = os.environ["NASTAVA_COURSE"]
