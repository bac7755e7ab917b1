"""nbgrader's settings in the server of the course's account."""

import os
from pathlib import Path

from nastava import grading

c = get_config()  # noqa: F821  # nbgrader runs this file with that name defined

root = Path.home() / os.environ["NASTAVA_COURSE"]
grading.wire(c, root)
# The course's own settings hold in the formgrader too, which is started in the folder above.
if (root / "nbgrader_config.py").is_file():
    load_subconfig("nbgrader_config.py", path=str(root))  # noqa: F821  # the same

c.CourseDirectory.root = str(root)
c.CourseDirectory.course_id = os.environ["NASTAVA_COURSE"]
c.Exchange.root = os.environ["NASTAVA_EXCHANGE"]
# Who hands in under another's name is not collected.
c.CollectWithoutLinks.owners = os.environ["NASTAVA_OWNERS"]
