"""A small course for the tests: its files, nbgrader's commands, and what students do with a notebook."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from nbgrader.api import Gradebook

from nastava.answers import Sheet, new_attempt
from nastava.quizzes import load_published

CHECKOUT = Path(__file__).parents[2]
ASSIGNMENT = "trial"
#: Sentences and words that stand in the key alone, so that a search finds a leak.
KEY_MARKERS = ("Zebra", "ocelot", "platypus", '"key"', "key: true", "accept")

BANK = """
id: trial
title: {en: Trial, sr: Proba}
mode: graded
items:
  - id: one
    type: single_choice
    stem: {en: "Which <b>one</b>?", sr: "Koji?"}
    options:
      - {id: a, text: {en: First, sr: Prvi}, key: true}
      - {id: b, text: {en: Second, sr: Drugi}, feedback: {en: Read again., sr: Pročitaj opet.}}
    explanation: {en: Zebra one., sr: Zebra jedan.}
    tags: {topic: trial, bloom: remember}
    facts: [trial]
  - id: several
    type: multiple_choice
    points: 2
    stem: {en: "Which ones?", sr: "Koji?"}
    options:
      - {id: a, text: {en: Alpha, sr: Alfa}, key: true, feedback: {en: platypus, sr: platypus}}
      - {id: b, text: {en: Beta, sr: Beta}, key: true, feedback: {en: platypus, sr: platypus}}
      - {id: c, text: {en: Gamma, sr: Gama}}
    explanation: {en: Zebra several., sr: Zebra više.}
    tags: {topic: trial, bloom: understand}
    facts: [trial]
  - id: number
    type: numeric
    points: 2
    stem: {en: "How many?", sr: "Koliko?"}
    key: 4700
    tolerance: {absolute: 100}
    near: [{value: 3800, feedback: {en: That was before., sr: To je bilo prije.}, credit: 0.25}]
    explanation: {en: Zebra number., sr: Zebra broj.}
    tags: {topic: trial, bloom: remember}
    facts: [trial]
  - id: word
    type: short_text
    stem: {en: "Which name?", sr: "Koje ime?"}
    accept: [KFOR, ocelot]
    explanation: {en: Zebra word., sr: Zebra riječ.}
    tags: {topic: trial, bloom: remember}
    facts: [trial]
"""

RIGHT: Mapping[str, Any] = {
    "one": "a",
    "several": ["a", "b"],
    "number": {"text": "4,700", "value": 4700.0},
    "word": "KFOR",
}
SOLUTION = "total = 27\nhalf = 13.5"
#: Uses the student's names, so it runs in the student's kernel.
TESTS = (
    "# nastava: in the student's kernel\n2.0 * (total == values[0] + values[1]) + 2.0 * (half == total / 2)"
)


def cell(
    name: str,
    source: str,
    *,
    points: float | None = None,
    solution: bool = False,
    locked: bool = True,
    kind: str = "code",
):
    make = new_code_cell if kind == "code" else new_markdown_cell
    about = {
        "grade": points is not None, "grade_id": name, "locked": locked, "schema_version": 3,
        "solution": solution, "task": False, "cell_type": kind,
    }  # fmt: skip
    if points is not None:
        about["points"] = points
    return make(source, metadata={"nbgrader": about})


def instructor_notebook(quiz_points: float = 6.0) -> nbformat.NotebookNode:
    """Return the instructor's notebook: a quiz of six points, four points of code, two of writing."""
    answer = f"### BEGIN SOLUTION\n{SOLUTION}\n### END SOLUTION"
    cells = [
        new_code_cell('%precision 3\nfrom nastava import quiz\nquiz("trial")'),
        cell("quiz-trial", 'from nastava import answered\nanswered("trial")', points=quiz_points),
        cell("data", "values = [20, 7]"),
        cell("answer", answer, solution=True, locked=False),
        cell("test-answer", TESTS, points=4.0),
        cell("why", "Because.", points=2.0, solution=True, locked=False, kind="markdown"),
    ]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    return new_notebook(cells=cells, metadata={"kernelspec": kernel})


@dataclass(frozen=True)
class Course:
    """A course folder with its own nbgrader settings."""

    root: Path
    environment: Mapping[str, str]
    #: Address of the gradebook, where it is not the file in the course's folder.
    db_url: str | None = None

    @property
    def gradebook(self) -> str:
        """Address of the gradebook."""
        return self.db_url or f"sqlite:///{self.root}/gradebook.db"

    def run(
        self, *arguments: str, code: int | None = 0, cwd: Path | None = None, seconds: float = 240
    ) -> str:
        """Run an nbgrader command and return what it said; ``code``: how it ends, None where that may be."""
        done = subprocess.run(
            [sys.executable, "-m", "nbgrader", *arguments],
            cwd=cwd or self.root, env=dict(self.environment), capture_output=True, text=True, timeout=seconds, check=False,
        )  # fmt: skip
        said = done.stdout + done.stderr
        assert code is None or done.returncode == code, said
        return said

    def submission(self, student: str) -> Path:
        """Return a student's folder, filled with the release."""
        folder = self.root / "submitted" / student / ASSIGNMENT
        shutil.copytree(self.root / "release" / ASSIGNMENT, folder)
        return folder

    def grades(self, student: str) -> dict[str, tuple[float | None, bool]]:
        """Return each cell's automatic points and whether somebody has to look at it."""
        with Gradebook(self.gradebook) as book:
            notebook = book.find_submission_notebook(ASSIGNMENT, ASSIGNMENT, student)
            return {g.name: (g.auto_score, g.needs_manual_grade) for g in notebook.grades}

    def points(self, student: str) -> tuple[float | None, float | None]:
        """Return the automatic points of the quiz and of the code."""
        grades = self.grades(student)
        return grades["quiz-trial"][0], grades["test-answer"][0]

    def autograded(self, student: str) -> nbformat.NotebookNode:
        """Return a student's notebook as it was graded."""
        return nbformat.read(
            self.root / "autograded" / student / ASSIGNMENT / f"{ASSIGNMENT}.ipynb", as_version=4
        )


def write_course(root: Path, notebook: nbformat.NotebookNode) -> Course:
    """Write a course that nobody has handed in anything of; nothing of this machine's Jupyter is used."""
    root.mkdir()
    shutil.copy(CHECKOUT / "nbgrader_config.py", root)
    (root / "quizzes" / "graded").mkdir(parents=True)
    (root / "quizzes" / "graded" / "trial.yaml").write_text(BANK, encoding="utf-8")
    source = root / "solutions" / ASSIGNMENT
    source.mkdir(parents=True)
    nbformat.write(notebook, source / f"{ASSIGNMENT}.ipynb")
    home = root.parent / f"{root.name}-home"
    # A kernel of the same name that leads nowhere: the running Python must be used all the same.
    other = home / "jupyter" / "kernels" / "python3"
    other.mkdir(parents=True)
    spec = {
        "argv": ["/nowhere/python", "-f", "{connection_file}"],
        "display_name": "Other",
        "language": "python",
    }
    (other / "kernel.json").write_text(json.dumps(spec), encoding="utf-8")
    environment = {
        # The environment is not activated: its programs are not on the PATH.
        "PATH": "/usr/local/bin:/usr/bin:/bin",
        "HOME": str(home), "JUPYTER_PATH": str(home / "jupyter"), "JUPYTER_PLATFORM_DIRS": "1",
        "PYTHONPATH": str(CHECKOUT / "src"), "LANG": "C.UTF-8", "OPENBLAS_NUM_THREADS": "1",
    }  # fmt: skip
    return Course(root, environment)


def answer(folder: Path, responses: Mapping[str, Any], language: str = "en") -> None:
    """Answer the quiz as the widget does."""
    quiz = load_published(folder / "quizzes" / "trial.json")
    sheet = Sheet.open(folder / "answers" / "trial.json", "trial")
    for item, response in responses.items():
        sheet.record(new_attempt(item, quiz.versions.get(item, "?"), response, language, 0))


def edit(folder: Path, change: Callable[[dict[str, Any]], Any]) -> None:
    """Change the notebook of a submission as raw JSON."""
    path = folder / f"{ASSIGNMENT}.ipynb"
    data = json.loads(path.read_text(encoding="utf-8"))
    change(data)
    path.write_text(json.dumps(data), encoding="utf-8")


def named(data: dict[str, Any], name: str) -> dict[str, Any]:
    """Return the cell of a raw notebook with this grade id."""
    return next(c for c in data["cells"] if c["metadata"].get("nbgrader", {}).get("grade_id") == name)


def solve(folder: Path, source: str = SOLUTION) -> None:
    """Write into the solution cell."""
    edit(folder, lambda data: named(data, "answer").update(source=source))


def files_with(folder: Path, markers: tuple[str, ...] = KEY_MARKERS) -> list[str]:
    """Return which files below a folder hold a word of the key, and which word."""
    found = []
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        text = path.read_bytes().decode("utf-8", "replace")
        found += [f"{path.relative_to(folder)}: {word}" for word in markers if word in text]
    return found
