"""The assignment that the hostile submissions are handed in for, and what each of them does.

Every submission leaves ``total`` and ``triple`` wrong and ``right`` right, so that only ``test-next`` is deserved.
"""

from __future__ import annotations

import html
import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import nbformat
from nbformat.v4 import new_notebook
from nbgrader.api import Gradebook
from nbgrader.converters import Autograde
from tests.integration.nbgrader_course import ASSIGNMENT, Course, cell, edit, named, write_course

from nastava.grading.notes import read_notes

_IMPORT = "from nastava.checks import check, student\n"
#: The source of each test, with its points. ``hid`` stands in hidden tests alone.
TESTS = {
    "test-checks": (
        3.0,
        _IMPORT
        + "check('The total is there', student.value('total'), that=lambda total: total > 0, points=0)\n"
        + "### BEGIN HIDDEN TESTS\nhid = 27\n"
        + "check('The total is right', student.value('total'), equals=hid, points=2)\n"
        + "### END HIDDEN TESTS\n"
        + "check('Three times', student.call('triple', 12), equals=36, points=1)\ncheck.score(of=3)",
    ),
    "test-assert": (
        2.0,
        (
            "import numpy.testing\nfrom nastava.checks import student\n"
            "assert student.value('total') == 27, 'The total is not right'\n"
            "numpy.testing.assert_allclose(student.call('triple', 2), 6)"
        ),
    ),
    "test-number": (
        4.0,
        (
            "from nastava.checks import student\npoints = 0.0\n"
            "points += 2.0 * (student.value('total') == 27)\n"
            "tripled = student.call('triple', 12)\npoints += 2.0 * (tripled == 36)\npoints"
        ),
    ),
    "test-figure": (
        1.0,
        (
            "from nastava.checks import check, shows, student\n"
            "check('The bars', student.figure('fig'), that=shows.bars({'a': 2, 'b': 3}))\ncheck.score(of=1)"
        ),
    ),
    "test-next": (1.0, _IMPORT + "check('Right', student.value('right'), equals=5)\ncheck.score(of=1)"),
}
_FIGURE_AS_STOCK = "assert [bar.get_height() for bar in fig.axes[0].patches] == [2, 3]"
MOST = {name: points for name, (points, _) in TESTS.items()}
NOTHING = dict.fromkeys(TESTS, 0.0)
ONLY_THE_NEXT = NOTHING | {"test-next": 1.0}
HONEST = (
    "total = 27\ndef triple(number):\n    return 3 * number\nright = 5\n"
    "import matplotlib.pyplot as plt\nfig, axes = plt.subplots()\naxes.bar(['a', 'b'], [2, 3])\n"
)
WRONG = "total = 1\ndef triple(number):\n    return number\nright = 5\n"


@dataclass(frozen=True)
class Hostile:
    """A submission: what its solution cell holds, the points it gets, and words that the graded cells hold."""

    code: str
    points: dict[str, float] = field(default_factory=lambda: dict(ONLY_THE_NEXT))
    said: tuple[str, ...] = ()
    files: dict[str, str] = field(default_factory=dict)
    #: Symbolic links in the folder, with what they point at.
    links: dict[str, str] = field(default_factory=dict)
    #: Kinds of notes that the instructor gets, beside others, or how they begin.
    notes: set[str] = field(default_factory=set)
    #: What is done to the notebook's raw JSON besides.
    change: Callable[[dict[str, Any]], Any] = lambda data: None
    #: Whether stock nbgrader gives it points that it has not earned.
    deceives_stock: bool = False
    #: What it does under stock nbgrader beside that, in words for the table.
    harms_stock: str = ""
    #: Whether stock nbgrader can be asked at all, and has what is attacked.
    safe_for_stock: bool = True


def instructor_notebook(*, plain: bool = False) -> nbformat.NotebookNode:
    """Return the instructor's notebook; ``plain`` writes the tests as nbgrader's users do."""
    cells = [
        cell("setup", "import matplotlib\nmatplotlib.use('agg')"),
        cell("answer", f"### BEGIN SOLUTION\n{HONEST}### END SOLUTION", solution=True, locked=False),
    ]
    for name, (points, source) in TESTS.items():
        text = as_stock(name, source) if plain else source
        cells.append(cell(name, text, points=points))
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    return new_notebook(cells=cells, metadata={"kernelspec": kernel})


def as_stock(name: str, source: str) -> str:
    """Return a test as it is written where all share one kernel: with the student's names, or with ``nastava.checks``."""
    if name == "test-figure":
        return _FIGURE_AS_STOCK
    if "check(" in source:
        return source
    source = re.sub(r"student\.value\('(\w+)'\)", r"\1", source)
    source = re.sub(r"student\.call\('(\w+)', (\d+)\)", r"\1(\2)", source)
    return source.replace("from nastava.checks import student\n", "")


def hand_in(folder: Path, hostile: Hostile) -> None:
    """Write a submission into its folder."""
    edit(folder, lambda data: named(data, "answer").update(source=hostile.code))
    edit(folder, hostile.change)
    for name, text in hostile.files.items():
        (folder / name).write_text(text, encoding="utf-8")
    for name, target in hostile.links.items():
        (folder / name).symlink_to(target)


def course(root: Path, *, stock: bool = False) -> Course:
    """Return a released course; ``stock`` grades with nbgrader's own steps."""
    made = write_course(root, instructor_notebook(plain=stock))
    if stock:  # which would take the kernel that leads nowhere
        shutil.rmtree(root.parent / f"{root.name}-home" / "jupyter" / "kernels")
    settings = (
        "\nc.Execute.answer_timeout = 4\nc.Execute.timeout = 20\n"
        "c.Execute.limits = {'memory_mib': 640, 'total_seconds': 60, 'cpu_seconds': 40, 'disk_mib': 32}\n"
    )
    if stock:
        steps = {
            name: [step.__name__ for step in Autograde.class_traits()[name].default()]
            for name in ("sanitize_preprocessors", "autograde_preprocessors")
        }
        settings += "import nbgrader.preprocessors as stock\nimport nbconvert.preprocessors as convert\n"
        for name, names in steps.items():
            found = ", ".join(f"getattr(stock, {step!r}, getattr(convert, {step!r}, None))" for step in names)
            settings += f"c.Autograde.{name} = [{found}]\n"
        settings += "c.Autograde.pre_convert_hook = None\n"
        settings += "c.OverwriteCells.add_missing_cells = False\n"
        settings += "c.Autograde.exporter_class = 'nbconvert.exporters.NotebookExporter'\n"
    config = made.root / "nbgrader_config.py"
    config.write_text(config.read_text(encoding="utf-8") + settings, encoding="utf-8")
    made.run("generate_assignment", ASSIGNMENT)
    return made


def points_of(graded: Course, student: str) -> dict[str, float | None]:
    """Return the automatic points of each test."""
    return {name: points for name, (points, _) in graded.grades(student).items()}


def total_of(graded: Course, student: str) -> float | None:
    """Return what the gradebook counts in all, or None where a test of the submission was not graded."""
    with Gradebook(f"sqlite:///{graded.root}/gradebook.db") as book:
        submission = book.find_submission(ASSIGNMENT, student)
        grades = [grade for notebook in submission.notebooks for grade in notebook.grades]
        if any(grade.auto_score is None and grade.manual_score is None for grade in grades):
            return None
        return float(submission.score)


def shown(graded: Course, student: str) -> str:
    """Return all that the outputs of the test cells say, as HTML."""
    tests = [cell for cell in graded.autograded(student).cells if _about(cell).get("grade")]
    outputs = [output for cell in tests for output in cell.outputs]
    return "\n".join(output.get("data", {}).get("text/html", "") for output in outputs)


def graded_right(graded: Course, name: str, hostile: Hostile) -> None:
    """Assert that a submission has the points it earned, with the reasons, and harmed nobody after it."""
    assert points_of(graded, name) == hostile.points
    said = shown(graded, name)
    assert [words for words in hostile.said if words not in said] == []
    assert "<script" not in said
    assert "\x1b" not in said
    assert unexplained(graded, name) == []
    kinds = {kind for kind, _ in notes_of(graded, name)}
    assert {wanted for wanted in hostile.notes if not any(kind.startswith(wanted) for kind in kinds)} == set()
    assert harm_of(graded, name) == []
    assert points_of(graded, "zz-honest") == MOST


def unexplained(graded: Course, name: str) -> list[str]:
    """Return the tests that gave fewer than all points without a row that says why."""
    points = points_of(graded, name)
    lost = {test for test, most in MOST.items() if (points[test] or 0.0) < most}
    return sorted(test for test in lost if not reasons_of(graded, name, test))


def reasons_of(graded: Course, name: str, test: str) -> list[str]:
    """Return what the table of a test says of each check that did not pass."""
    cells = [cell for cell in graded.autograded(name).cells if _about(cell).get("grade_id") == test]
    page = "".join(output.get("data", {}).get("text/html", "") for cell in cells for output in cell.outputs)
    rows = [
        re.findall(r"<p>(.*?)</p>", row.partition("</tr>")[0], re.DOTALL)
        for row in page.split("<tr>")
        if "✗" in row
    ]
    return [html.unescape(why[0]) for why in rows if why]


def harm_of(graded: Course, name: str) -> list[str]:
    """Return the traces that a submission's program left where it had no business; see ``reaching``."""
    own = {graded.root / step / name for step in ("submitted", "autograded", "feedback")}
    found = [
        path.relative_to(graded.root).as_posix()
        for path in sorted(graded.root.rglob("*"))
        if path.is_file() and not own & set(path.parents) and f"HARM-{name}".encode() in path.read_bytes()
    ]
    outputs = [cell.get("outputs", []) for cell in _graded_cells(graded, name)]
    return found + ["its outputs"] * (f"READ-{name}" in str(outputs))


def _graded_cells(graded: Course, name: str) -> list[Any]:
    path = graded.root / "autograded" / name / ASSIGNMENT / f"{ASSIGNMENT}.ipynb"
    return list(nbformat.read(path, as_version=4).cells) if path.exists() else []


def notes_of(graded: Course, student: str) -> set[tuple[str, str]]:
    """Return kind and cell of each note for the instructor."""
    return {(note["kind"], note["cell"]) for note in read_notes(graded.autograded(student))}


def sentences_of(graded: Course, student: str) -> list[str]:
    """Return what each note for the instructor says."""
    return [note["en"] for note in read_notes(graded.autograded(student))]


def _about(cell: Any) -> dict[str, Any]:
    return dict(cell.metadata.get("nbgrader", {}))
