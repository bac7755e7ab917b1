"""``nastava grade`` and ``nbgrader autograde`` on the same fifty submissions."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbformat.v4 import new_notebook
from tests.integration.grade_course import (
    configure,
    copy_of,
    everything,
    grade,
    gradebook_of,
    hand_in,
    told,
)
from tests.integration.nbgrader_course import (
    ASSIGNMENT,
    RIGHT,
    Course,
    answer,
    cell,
    edit,
    instructor_notebook,
    named,
    solve,
    write_course,
)
from tests.integration.nbgrader_submissions import HANDED_IN, perfect

pytestmark = [pytest.mark.slow, pytest.mark.timeout(3000)]

DUE = datetime(2024, 3, 14, 12)  # noqa: DTZ001 - as nbgrader keeps it
#: As ``nastava grade`` is to be like nbgrader with the course's settings, whatever these become.
FIGURE = "import matplotlib.pyplot as plt\nplt.bar(['a', 'b'], values)\nplt.title('Both')\nplt.show()\n"
#: Students whose second notebook is there too; all others left it out.
BOTH = {"v1", "v2", "v5"}


def _variant(number: int) -> Callable[[Path], None]:
    """Work that is neither perfect nor absurd, each a little different."""

    def change(folder: Path) -> None:
        answered = list(RIGHT)[: number % (len(RIGHT) + 1)]
        answer(folder, {name: RIGHT[name] for name in answered}, "sr" if number % 2 else "en")
        code = [
            "total = 27\nhalf = 13.5",
            "total = 27\nhalf = 13",
            "total = sum(values)\nhalf = total / 2",
            "total = 1\nhalf = 0.5",
            "import warnings\nwarnings.warn('mind')\ntotal = 27\nhalf = 13.5",
            "raise RuntimeError('stop')",
        ][number % 6]
        solve(folder, (FIGURE if number % 3 == 0 else "") + code)
        if number % 4 == 0:
            edit(folder, lambda data: named(data, "why").update(source=f"Reason {number}."))
        if number % 5 == 0:
            hours = number - 10
            moment = DUE + timedelta(hours=hours)
            (folder / "timestamp.txt").write_text(f"{moment:%Y-%m-%d %H:%M:%S} UTC", encoding="utf-8")

    return change


SUBMISSIONS = HANDED_IN | {f"v{number}": _variant(number) for number in range(50 - len(HANDED_IN))}


def second_notebook() -> nbformat.NotebookNode:
    """A notebook with a test and a task for a person."""
    task = cell("do-it", "Do it.", kind="markdown")
    task.metadata["nbgrader"] |= {"task": True, "points": 3.0}
    cells = [
        cell("number", "### BEGIN SOLUTION\nnumber = 7\n### END SOLUTION", solution=True, locked=False),
        cell("test-number", "assert number == 7", points=1.0),
        task,
    ]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    return new_notebook(cells=cells, metadata={"kernelspec": kernel})


def _graded_before(course: Course) -> None:
    """Enter what people gave before: points, extra credit, comments, a flag, an extension."""
    with gradebook_of(course) as book:
        book.update_or_create_assignment(ASSIGNMENT, duedate=DUE)
        for student in ("perfect", "v5", "v8", "v15", "untouched"):
            book.update_or_create_student(student, first_name="A", last_name=student)
            with book.db.no_autoflush:
                book.update_or_create_submission(ASSIGNMENT, student)
            notebook = book.find_submission_notebook(ASSIGNMENT, ASSIGNMENT, student)
            notebook.flagged = student == "v5"
            for grade_ in notebook.grades:
                if grade_.name in {"why", "test-answer"}:
                    grade_.manual_score = 1.5
                    grade_.needs_manual_grade = False
                if grade_.name == "quiz-trial":
                    grade_.extra_credit = 0.5
            for comment in notebook.comments:
                comment.manual_comment = "Seen."
        book.db.commit()
        book.grant_extension(ASSIGNMENT, "v15", hours=3)
        other = book.find_submission_notebook("second", ASSIGNMENT, "perfect")
        other.grades[0].manual_score = 0.5
        book.db.commit()


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Course, Course, dict[str, Any]]]:
    """The course graded by nbgrader, the same by Nastava with two workers, and what the latter told."""
    folder = tmp_path_factory.mktemp("like")
    stock = write_course(folder / "stock", instructor_notebook())
    # Tests run as nbgrader runs them: what is compared is the way into the gradebook.
    configure(stock, 'c.LateSubmissionPlugin.penalty_method = "zero"', "c.Execute.trusted_tests = False")
    nbformat.write(second_notebook(), stock.root / "solutions" / ASSIGNMENT / "second.ipynb")
    (stock.root / "solutions" / ASSIGNMENT / "data.csv").write_text("year,value\n2023,27\n", encoding="utf-8")
    stock.run("generate_assignment", ASSIGNMENT)
    for student, change in SUBMISSIONS.items():
        handed_in = hand_in(stock, student, change)
        if student not in BOTH:
            (handed_in / "second.ipynb").unlink()
    _graded_before(stock)
    ours = copy_of(stock, folder / "ours")
    report = grade(ours, "--workers", "2")
    said = stock.run("autograde", ASSIGNMENT)
    assert "There was an error" not in said
    yield stock, ours, report
    shutil.rmtree(folder, ignore_errors=True)


def test_fifty_submissions_are_compared(both: tuple[Course, Course, dict[str, Any]]):
    """Fifty varied submissions went both ways, and each has a result."""
    _, _, report = both
    assert len(SUBMISSIONS) == 50 == report["graded"]
    assert report["complete"]


def test_every_grade_comment_and_flag_is_that_of_nbgrader(both: tuple[Course, Course, dict[str, Any]]):
    """Points, comments, flags, times, extensions and penalties are equal, those of people among them."""
    stock, ours, _ = both
    expected, found = everything(stock), everything(ours)

    assert set(found) == set(expected)
    for place, rows in expected.items():
        assert found[place] == rows, place


def test_the_comparison_meets_what_it_is_about(both: tuple[Course, Course, dict[str, Any]]):
    """Among what was equal are late work with its penalty, manual points to look at again, and missing notebooks."""
    stock, _, _ = both
    rows = everything(stock)

    assert rows["v15/trial"]["penalty"] is not None and rows["v5/trial"]["penalty"] is None
    assert rows["v5/trial"]["flagged"] and rows["v5/trial"]["comments"]["why"][1] == "Seen."
    assert rows["v8/trial"]["grades"]["why"][1:] == (1.5, None, True)
    assert rows["v3/second"]["grades"]["do-it"] == (0.0, None, None, False)
    assert rows["v1/second"]["grades"]["do-it"] == (None, None, None, True)


def test_the_graded_files_are_those_of_nbgrader(both: tuple[Course, Course, dict[str, Any]]):
    """The same files with the same permissions lie in autograded/; the notebooks differ in nothing but times."""
    stock, ours, _ = both

    def files(course: Course) -> dict[str, int]:
        top = course.root / "autograded"
        return {str(p.relative_to(top)): p.stat().st_mode for p in top.rglob("*") if p.is_file()}

    assert files(ours) == files(stock)
    for student in ("perfect", "half-right", "v3", "no-json"):
        assert _timeless(ours.autograded(student)) == _timeless(stock.autograded(student)), student


def _timeless(notebook: nbformat.NotebookNode) -> list[Any]:
    return [
        (one.source, [output.get("data", output.get("text")) for output in one.get("outputs", ())])
        for one in notebook.cells
    ]


def test_each_cell_has_its_time(both: tuple[Course, Course, dict[str, Any]]):
    """What a run tells names the seconds of each cell that ran."""
    _, _, report = both
    cells = dict(told(report)["v3"]["cells"]["trial"])

    assert cells["answer"] > cells["data"] >= 0
    assert told(report)["v3"]["seconds"] >= sum(cells.values())


def test_a_second_run_has_nothing_to_do(both: tuple[Course, Course, dict[str, Any]]):
    """Run again at once, it finds every submission unchanged and leaves the gradebook as it is."""
    _, ours, _ = both
    before = everything(ours)
    report = grade(ours)

    assert report["unchanged"] == 50
    assert everything(ours) == before


def test_perfect_work_is_graded_as_such(both: tuple[Course, Course, dict[str, Any]]):
    """The comparison is no comparison of nothing: the best work has its points."""
    _, ours, _ = both
    assert perfect is SUBMISSIONS["perfect"]
    assert ours.points("perfect") == (6.0, 4.0)
