"""Tests in a kernel of their own, from the instructor's notebook to the gradebook and the feedback."""

from __future__ import annotations

import re
import shutil
from typing import Any

import pytest
from nbformat.v4 import new_notebook
from tests.integration.nbgrader_course import ASSIGNMENT, Course, cell, solve, write_course

from nastava.grading.notes import read_notes

pytestmark = pytest.mark.slow

SOLUTION = """\
import matplotlib.pyplot as plt
total = 27
rows = []
plt.bar(["Italy", "Hungary"], [869, 433])
plt.title("KFOR in 2023")
plt.show()"""
WRONG = SOLUTION.replace("27", "26").replace("[869, 433]", "[869, 434]").replace("KFOR", "SFOR")
HIDDEN = "### BEGIN HIDDEN TESTS\n{}\n### END HIDDEN TESTS\n"
#: Points and source of each test; the names say what is peculiar.
TESTS = {
    "figure": (
        3,
        "from nastava.checks import check, shows, student\n"
        "check('Title', student.figure(), that=shows.title('KFOR'))\n"
        + HIDDEN.format(
            "check('Bars', student.figure(), that=shows.bars({'Italy': 869, 'Hungary': 433}), points=2)"
        )
        + "check.score(of=3)",
    ),
    "shared": (
        1,
        (
            "from pathlib import Path\n"
            "check('Ready to hand', student.value('total'), equals=int(Path('key.txt').read_text()) * HELP)"
        ),
    ),
    "no-name": (1, "assert total == 27"),
    "open": (1, "# nastava: in the student's kernel\nassert total == 27"),
    "bug": (1, "check('Right', student.value('total'), equals=27)\n1 / 0"),
    "too-few-points": (2, "check('Right', student.value('total'), equals=27, points=1)"),
    "empty-loop": (1, "for row in student.value('rows'):\n    check('Row', row)"),
    "too-early": (
        2,
        (
            "check('Right', student.value('total'), equals=27, points=1)\n"
            "check('Long', len(student.value('list')) > 3, points=1)"
        ),
    ),
    "part": (2, "1.0 * (student.value('total') == 27)"),
    "true-or-false": (1, "student.value('total') == 27"),
    "no-number": (1, "float('nan')"),
    "noisy": (
        1,
        (
            "import sys\nprint('for everybody')\nprint('for the instructor', file=sys.stderr)\n"
            "assert student.value('total') == 27"
        ),
    ),
    "deadly": (1, "import os\nos._exit(0)"),
    "after-it": (1, "assert student.value('total') == 9 * HELP, 'The total is not right'"),
    "hidden-library": (
        1,
        HIDDEN.format("import numpy.testing\nnumpy.testing.assert_equal(student.value('total'), 27)"),
    ),
}
FLAGGED = {"no-name", "bug", "too-few-points", "empty-loop", "no-number", "deadly"}
RIGHT = {
    "figure": 3, "shared": 1, "open": 1, "too-few-points": 1, "too-early": 1, "part": 1, "true-or-false": 1,
    "noisy": 1, "after-it": 1, "hidden-library": 1,
}  # fmt: skip


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Course:
    """One right and one wrong submission, and feedback on both."""
    cells = [
        cell("setup", "# nastava: in both kernels\nHELP = 3"),
        cell("answer", f"### BEGIN SOLUTION\n{SOLUTION}\n### END SOLUTION", solution=True, locked=False),
        *(cell(name, source, points=float(points)) for name, (points, source) in TESTS.items()),
    ]
    course = write_course(tmp_path_factory.mktemp("trusted") / "course", new_notebook(cells=cells))
    (course.root / "solutions" / ASSIGNMENT / "key.txt").write_text("9", encoding="utf-8")
    (course.root / "released.log").write_text(course.run("generate_assignment", ASSIGNMENT), encoding="utf-8")
    solve(course.submission("right"), SOLUTION)
    solve(course.submission("wrong"), WRONG)
    (course.root / "submitted" / "wrong" / ASSIGNMENT / "key.txt").write_text("8", encoding="utf-8")
    (course.root / "said.log").write_text(course.run("autograde", ASSIGNMENT), encoding="utf-8")
    course.run("generate_feedback", ASSIGNMENT)
    return course


def _outputs(course: Course, student: str, name: str) -> list[Any]:
    cells = course.autograded(student).cells
    (found,) = [c for c in cells if c.metadata.get("nbgrader", {}).get("grade_id") == name]
    return list(found.outputs)


def _table(course: Course, student: str, name: str) -> str:
    return str(_outputs(course, student, name)[0].data["text/html"])


def _feedback(course: Course, student: str) -> str:
    page = (course.root / "feedback" / student / ASSIGNMENT / f"{ASSIGNMENT}.html").read_text(
        encoding="utf-8"
    )
    return re.sub(r"<[^>]+>", "", re.sub(r"<style.*?</style>", "", page, flags=re.DOTALL))


@pytest.mark.parametrize("name", TESTS)
def test_right_work_earns_what_the_test_gives(graded: Course, name: str) -> None:
    """Checks, assertions, numbers, truth; a test that is at fault itself gives nothing and is flagged."""
    points, waits = graded.grades("right")[name]

    assert points == RIGHT.get(name, 0)
    assert waits == (name in FLAGGED)


def test_wrong_work_earns_nothing(graded: Course) -> None:
    """Also where the student's own copy of the instructor's file would make it right."""
    assert {points for points, _ in graded.grades("wrong").values()} == {0.0}


def test_the_number_comes_first_and_is_plain(graded: Course) -> None:
    """What nbgrader reads is the first output, whatever the test wrote; nothing of it is stderr or an error."""
    for name in set(TESTS) - {"open"}:
        first, *rest = _outputs(graded, "right", name)
        assert first.output_type == "execute_result"
        assert first.data["text/plain"] == repr(float(RIGHT.get(name, 0)))
        assert not [
            o for o in rest if o.output_type in {"error", "execute_result"} or o.get("name") == "stderr"
        ]


@pytest.mark.parametrize(
    "name, said",
    [
        ("figure", "Something that it should name is missing"),
        ("figure", "The bar &#x27;Hungary&#x27; has another length: it shows 434"),
        ("shared", "The value is 26. Something else is expected."),
        ("after-it", "The total is not right"),
        ("hidden-library", "A condition of this test does not hold yet."),
        ("bug", "A person will look at it"),
    ],
)
def test_the_reason_stands_in_the_table(graded: Course, name: str, said: str) -> None:
    """Each failed check says what is wrong, and a hidden one never what is expected."""
    assert said in _table(graded, "wrong", name)


def test_the_picture_stands_beside_the_figure_s_description(graded: Course) -> None:
    """The grader sees what the program drew, under what it says of it."""
    described, picture = _outputs(graded, "wrong", "figure")[1:]

    assert "Italy 869; Hungary 434" in described.data["text/html"]
    assert picture.data["image/png"].startswith("iVBOR")


def test_the_instructor_reads_what_is_wrong_with_a_test(graded: Course) -> None:
    """Each test at fault has a note with the mend; a test in the student's kernel is named as such."""
    notes = {note["cell"]: note for note in read_notes(graded.autograded("right"))}

    assert set(notes) == FLAGGED | {"open", "too-early"}
    assert "student.value('name')" in notes["no-name"]["en"]
    assert "ZeroDivisionError" in notes["bug"]["en"]
    assert "add up to 1 points, but the cell has 2" in notes["too-few-points"]["en"]
    assert notes["open"]["kind"] == "students-kernel"
    assert all(note["sr"] and note["sr"] != note["en"] for note in notes.values())


def test_feedback_is_for_students(graded: Course) -> None:
    """It holds points, reasons and what a test prints; no hidden test, no note, no error of a test, no picture twice."""
    text = _feedback(graded, "wrong")

    assert "The bar 'Hungary' has another length" in text.replace("&#x27;", "'").replace("&#39;", "'")
    assert "for everybody" in text
    for hidden in (
        "assert_equal",
        "Hungary': 433",
        "The test wrote to stderr",
        "For the instructor",
        "ZeroDivision",
    ):
        assert hidden not in text


def test_release_warns_of_a_test_that_uses_the_student_s_names(graded: Course) -> None:
    """Before anybody hands anything in, with the mend; other tests are not mentioned."""
    lines = (graded.root / "released.log").read_text(encoding="utf-8").splitlines()
    (warning,) = [line for line in lines if "its kernel does not know" in line]

    assert "the test 'no-name' uses names that its kernel does not know: total." in warning


def test_grading_anew_gives_the_same(graded: Course) -> None:
    """A second run over what the first has written changes no points and adds no second note."""
    before, notes = graded.grades("right"), read_notes(graded.autograded("right"))
    shutil.copy(graded.root / "gradebook.db", graded.root / "before.db")
    graded.run("autograde", ASSIGNMENT, "--force", "--student=right")

    assert graded.grades("right") == before
    assert read_notes(graded.autograded("right")) == notes
