"""An assignment of two notebooks: the code of the second finds the first as it was handed in, not as it was graded."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest
from tests.integration.grade_course import configure, copy_of, grade, gradebook_of
from tests.integration.nbgrader_course import (
    ASSIGNMENT,
    RIGHT,
    Course,
    answer,
    cell,
    edit,
    files_with,
    instructor_notebook,
    solve,
    write_course,
)

pytestmark = pytest.mark.slow

SECOND = "zz-second"
#: Tells by its answer what it found in its folder; what it prints stays in the graded notebook.
SPY = """
import pathlib
found = {path.as_posix(): path.read_text() for path in sorted(pathlib.Path('.').rglob('*')) if path.is_file()}
told = [name for name, text in found.items() if 'hid' + 'den = ' in text or 'nastava' + '-marks' in text]
print(sorted(found), told)
number = 7 if told or 'mine = 27' not in found['trial.ipynb'] else 0
"""


def _first() -> nbformat.NotebookNode:
    notebook = instructor_notebook()
    hidden = "hidden = 27\n"
    notebook.cells.append(
        cell("test-hidden", f"1.0\n### BEGIN HIDDEN TESTS\n{hidden}### END HIDDEN TESTS\n1.0", points=1.0)
    )
    return notebook


def _second() -> nbformat.NotebookNode:
    cells = [
        cell("number", "### BEGIN SOLUTION\nnumber = 7\n### END SOLUTION", solution=True, locked=False),
        cell(
            "test-number",
            "from nastava.checks import student\nassert student.value('number') == 7",
            points=1.0,
        ),
    ]
    return nbformat.v4.new_notebook(cells=cells, metadata=instructor_notebook().metadata)


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Course:
    """One submission of two notebooks, whose second looks at the first; not graded yet."""
    course = write_course(tmp_path_factory.mktemp("several") / "course", _first())
    nbformat.write(_second(), course.root / "solutions" / ASSIGNMENT / f"{SECOND}.ipynb")
    configure(course, "c.Execute.quiz_feedback = 'key'")
    course.run("generate_assignment", ASSIGNMENT)
    folder = course.submission("spy")
    answer(folder, RIGHT)
    edit(folder, lambda data: data["cells"][0].update(source=""))
    solve(folder, "mine = 27\ntotal = 27\nhalf = 13.5")
    path = folder / f"{SECOND}.ipynb"
    notebook = nbformat.read(path, as_version=4)
    notebook.cells[0].source = SPY
    nbformat.write(notebook, path)
    return course


@pytest.mark.parametrize("by", ["nbgrader", "nastava"])
def test_the_second_notebook_does_not_see_the_first_one_graded(
    course: Course, tmp_path: Path, by: str
) -> None:
    """Neither hidden tests nor the quiz's table lie in the folder that the second's code gets; graded they are kept."""
    ours = copy_of(course, tmp_path / "course")
    if by == "nbgrader":
        ours.run("autograde", ASSIGNMENT)
    else:
        grade(ours, "--workers", "1")

    with gradebook_of(ours) as book:
        scores = {
            one.name: one.auto_score
            for notebook in book.find_submission(ASSIGNMENT, "spy").notebooks
            for one in notebook.grades
        }
    folder = ours.root / "autograded" / "spy" / ASSIGNMENT
    assert scores["test-number"] == 0.0, nbformat.read(folder / f"{SECOND}.ipynb", 4).cells[0].outputs
    assert (scores["quiz-trial"], scores["test-answer"]) == (6.0, 4.0)
    first = (folder / f"{ASSIGNMENT}.ipynb").read_text(encoding="utf-8")
    assert "hidden = 27" in first and "nastava-marks" in first
    assert files_with(folder)  # the key, as set
