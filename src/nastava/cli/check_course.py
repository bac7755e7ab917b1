"""What ``nastava check`` looks at besides banks: lessons, figures, the coverage of the article, and runs."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from nastava.content import content_root
from nastava.course.coverage import Covered, as_markdown, check_coverage, coverage
from nastava.course.figure_rules import check_figures
from nastava.course.lesson_rules import check_lessons
from nastava.course.name_rules import check_assignment_names
from nastava.errors import BankError
from nastava.quizzes import Fault
from nastava.quizzes.bank import load_bank
from nastava.quizzes.find import instructor_course
from nastava.text.languages import WRITTEN

COVERAGE_NAME = "coverage.md"
#: Seconds that one cell may take.
_PATIENCE = 120


def course_here() -> Path:
    """Return the instructor's course that the working directory lies in, else Nastava's own."""
    course = instructor_course(Path.cwd())
    return course if course and (course / "notebooks").is_dir() else content_root()


def check_course(root: Path) -> list[Fault]:
    """Return what is wrong in lessons and, in Nastava's own course, in figures and the coverage of the article.

    Args:
        root: the folder with ``notebooks/`` and ``quizzes/``.
    """
    faults = check_lessons(root / "notebooks", WRITTEN)
    own = root.resolve() == content_root().resolve()
    if own:
        faults += check_figures(WRITTEN)
    if (root / "solutions").is_dir():
        faults += check_assignment_names(root / "solutions")
    if own and (root / "solutions").is_dir():
        # A bank's own faults are told with the banks.
        with suppress(BankError):
            faults += check_coverage(covered(root), root / "docs" / COVERAGE_NAME)
    return faults


def covered(root: Path) -> list[Covered]:
    """Return what covers each fact of the article.

    Args:
        root: a checkout of the course.

    Raises:
        BankError: a bank has faults.
    """
    folders = (root / "quizzes", root / "quizzes" / "graded")
    practice, graded = ([load_bank(path) for path in sorted(folder.glob("*.yaml"))] for folder in folders)
    return coverage(root, practice, graded)


def write_coverage(root: Path) -> Iterator[str]:
    """Write ``docs/coverage.md``; yield a line per fact with how many places cover it, then the file's path.

    Args:
        root: a checkout of the course.

    Raises:
        BankError: a bank has faults.
    """
    rows = covered(root)
    width = max(len(row.fact) for row in rows)
    yield f"{'fact':{width}}  lessons  items  exercises"
    for row in rows:
        yield f"{row.fact:{width}}  {len(row.lessons):7}  {len(row.items):5}  {len(row.exercises):9}"
    path = root / "docs" / COVERAGE_NAME
    path.write_text(as_markdown(rows), encoding="utf-8")
    yield f"Wrote {path}"


def run_lesson(path: Path) -> list[Fault]:
    """Run a notebook from top to bottom in a kernel and a folder of its own; return what it complained of.

    A cell may end in an error only where its tag ``raises-exception`` says so. Each shows something: a learner who
    runs a cell and sees nothing thinks it broken.

    Args:
        path: the notebook, in the folder of its language.
    """
    import nbformat
    from nbclient import NotebookClient
    from nbclient.exceptions import CellControlSignal, DeadKernelError

    with tempfile.TemporaryDirectory() as place:
        # Answers lie beside the folder of the language, and lessons read each other's names.
        folder = Path(place) / path.parent.name
        shutil.copytree(path.parent, folder)
        practice = path.absolute().parents[2] / "quizzes"
        if practice.is_dir():
            shutil.copytree(practice, Path(place) / "quizzes", ignore=shutil.ignore_patterns("graded"))
        notebook = nbformat.read(folder / path.name, as_version=4)
        client = NotebookClient(
            notebook, timeout=_PATIENCE, kernel_name="python3", resources={"metadata": {"path": str(folder)}}
        )
        stopped = ""
        try:
            client.execute()
        except (CellControlSignal, DeadKernelError) as error:
            stopped = str(error).strip().rpartition("\n")[2] or type(error).__name__
        found = []
        for cell in notebook.cells:
            expected = "raises-exception" in cell.metadata.get("tags", [])
            for output in cell.get("outputs", []):
                if output.output_type == "error" and not expected:
                    found.append(_fault(path, cell.id, f"it ends in {output.ename}: {output.evalue}"))
                    stopped = ""
                elif output.get("name") == "stderr":
                    found.append(_fault(path, cell.id, f"it complains: {output.text.strip()}"))
            failed = any(output.output_type == "error" for output in cell.get("outputs", []))
            if expected and not failed:
                found.append(_fault(path, cell.id, "it should end in an error, as its tag says, and doesn't"))
            if cell.cell_type == "code" and not cell.outputs and not stopped:
                found.append(_fault(path, cell.id, "it shows nothing"))
    if stopped:
        found.append(Fault(path, 0, None, f"it did not run to its end: {stopped}", "run it in JupyterLab"))
    return found


def _fault(path: Path, cell: str, problem: str) -> Fault:
    return Fault(path, 0, cell, problem, "run the cell in JupyterLab and correct it")
