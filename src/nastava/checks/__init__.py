"""Tests of code exercises that speak with a learner's notebook.

A test cell of an assignment reads::

    from nastava.checks import check, shows, student

    check("The total adds the three rows", student.value("total"), equals=8400, points=2)
    check(
        {"en": "The chart shows five countries", "sr": "Grafikon prikazuje pet država"},
        student.figure("fig"),
        that=lambda figure: len(figure.axes[0].bars) == 5,
        hint={"en": "Write head(5).", "sr": "Napiši head(5)."},
    )
    check("The axis says what is counted", student.figure("fig"), that=shows.x_label("troops", "soldiers"))
    check.score(of=3)

- ``student`` fetches plain data: ``student.value("total")``, ``student.call("triple", 12)``,
  ``student.figure("fig")`` (a ``FigureDescription``). What can't be given (a name that is missing, a function
  that stops with an error, a structure without end) is a failed check with a reason, not the end of the cell.
- ``check`` collects points and reasons, with one of ``equals=``, ``close=``, ``contains=`` or ``that=``, all
  or nothing each. Compute with a value inside ``that=``, not before.
- ``check.score(of=3)`` stands last: the number that nbgrader reads, and the table that people read. ``of`` is
  the cell's points; hidden tests that are missing in the released notebook are allowed for.

- ``shows`` holds comparisons for figures that say in plain words what is missing: ``shows.title("KFOR")``,
  ``shows.bars({"Italy": 869})``, ``shows.line(y=[…])`` and others.

How far to trust it: in the learner's own notebook a test runs in the kernel that the learner's code has had to
itself, and a learner who wants to can replace anything in it, ``check`` included. That is fine for learning and
for Validate. When ``nastava.grading`` grades, the same cells run unchanged in a kernel of their own: ``student``
then asks the learner's kernel from there (``remote``, ``answering``), everything crosses as plain JSON
(``responder``, ``encoding``), and the learner's code can lie about its own values only.
"""

from nastava.checks import shows
from nastava.checks.asking import Backing, Student
from nastava.checks.cells import watch
from nastava.checks.collection import Checks, ChecksFailedError
from nastava.checks.figures import AxesDescription, Bar, FigureDescription, Line, Wedge
from nastava.checks.limits import EncodingError
from nastava.checks.matching import Lacks
from nastava.checks.responder import Responder
from nastava.checks.score import Result, Score
from nastava.checks.unavailable import Unavailable

#: The learner's notebook.
student = Student()
#: Collects the checks of a cell.
check = Checks()

# In a notebook, from here on: figures are remembered although the notebook closes them, and every cell
# begins without checks.
watch(check.forget)

__all__ = [
    "AxesDescription",
    "Backing",
    "Bar",
    "Checks",
    "ChecksFailedError",
    "EncodingError",
    "FigureDescription",
    "Lacks",
    "Line",
    "Responder",
    "Result",
    "Score",
    "Student",
    "Unavailable",
    "Wedge",
    "check",
    "shows",
    "student",
]
