"""The exercises of an assignment in otter's own form, made from the instructor's notebook."""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from _running import ENVIRONMENT
from nbgrader.api import Gradebook

ROOT = Path(__file__).parents[1]


def make_environment(folder: Path) -> Path:
    """Return an environment with otter-grader and this course, made where it is missing.

    It is not this one: otter brings extensions of JupyterLab, and a server of its own for notebooks, that the course
    should not be tried with.
    """
    if not (folder / "bin" / "otter").exists():
        print(f"Installing otter-grader into {folder} …", file=sys.stderr, flush=True)
        subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
        pip = [
            str(folder / "bin" / "python"),
            "-m",
            "pip",
            "--disable-pip-version-check",
            "--quiet",
            "install",
        ]
        subprocess.run([*pip, "otter-grader>=6", "ipykernel", "--editable", str(ROOT)], check=True)
    return folder


def otter_command(environment: Path, *arguments: str) -> list[str]:
    """Return a command of otter, with its own programs first on the PATH: the kernel is called by name."""
    path = os.pathsep.join([str(environment / "bin"), ENVIRONMENT["PATH"]])
    return ["env", f"PATH={path}", str(environment / "bin" / "otter"), *arguments]


def exercises(source: Path, course: Path, name: str, folder: Path) -> tuple[Path, dict[str, Path]]:
    """Write an autograder, and what each student handed in without cells that are graded.

    Each ``check(…)`` of a test cell becomes a case of an OK test with the check's own points; those that are worth
    none, which only teach, are left out, and so are the quiz and the essay, which otter does not mark.
    """
    folder.mkdir()
    autograder = folder / "autograder.zip"
    with zipfile.ZipFile(autograder, "w") as archive:
        archive.writestr("otter_config.json", json.dumps({"lang": "python", "pdf": False}))
        for cell in _tests(json.loads(source.read_text("utf-8"))):
            test = cell["metadata"]["nbgrader"]["grade_id"].replace("-", "_")
            suite = {"cases": list(_cases("".join(cell["source"]))), "type": "doctest"}
            spec = {"name": test, "points": None, "suites": [suite]}
            archive.writestr(f"tests/{test}.py", f"OK_FORMAT = True\n\ntest = {spec!r}\n")
    notebooks = {}
    for submitted in sorted((course / "submitted").iterdir()):
        data = json.loads((submitted / name / f"{name}.ipynb").read_text("utf-8"))
        data["cells"] = [cell for cell in data["cells"] if not _is_graded(cell) and not _shows_quiz(cell)]
        notebooks[submitted.name] = folder / f"{submitted.name}.ipynb"
        notebooks[submitted.name].write_text(json.dumps(data), "utf-8")
    return autograder, notebooks


def scores(folder: Path, notebooks: Mapping[str, Path], gradebook: Path, name: str) -> dict[str, object]:
    """Return whose points of a test differ from those in nbgrader's gradebook."""
    differ = {}
    with Gradebook(f"sqlite:///{gradebook}") as book:
        for student in notebooks:
            told = json.loads((folder / student / "results.json").read_text("utf-8"))["tests"]
            otter = {one["name"].replace("_", "-"): one["score"] for one in told if "score" in one}
            notebook = book.find_submission_notebook(name, name, student)
            ours = {grade.name: grade.auto_score for grade in notebook.grades if grade.name in otter}
            if ours != otter or not ours:
                differ[student] = (ours, otter)
    return differ


def _is_graded(cell: dict) -> bool:
    return bool(cell["cell_type"] == "code" and cell["metadata"].get("nbgrader", {}).get("grade"))


def _shows_quiz(cell: dict) -> bool:
    return bool(cell["metadata"].get("nbgrader", {}).get("grade_id") == "quiz")


def _tests(data: dict) -> Iterator[dict]:
    for cell in data["cells"]:
        if _is_graded(cell) and not cell["metadata"]["nbgrader"]["grade_id"].startswith("quiz-"):
            yield cell


def _cases(source: str) -> Iterator[dict[str, object]]:
    tree = ast.parse(source)
    imports = [ast.unparse(one) for one in tree.body if isinstance(one, ast.Import | ast.ImportFrom)]
    for one in tree.body:
        if not (isinstance(one, ast.Expr) and isinstance(one.value, ast.Call)):
            continue
        call = one.value
        if not (isinstance(call.func, ast.Name) and call.func.id == "check"):
            continue
        points = next((ast.literal_eval(word.value) for word in call.keywords if word.arg == "points"), 1)
        if points:
            lines = [*imports, ast.unparse(one)]
            code = "".join(">>> " + "\n... ".join(line.splitlines()) + "\n" for line in lines)
            yield {"code": f"{code}>>> print(float(check.score()))\n{float(points)}\n", "points": points}
