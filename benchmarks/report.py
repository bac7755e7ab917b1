"""A class report on 5,000 students and 20 items, beside reading the same rows with pandas.

The rows are the grades in the gradebook and every answer on every answer sheet. pandas reads the one by ``read_sql``, the
other from the parsed files into one table: no cheaper way with pandas was found. Each side runs in a process of its own,
three times; the report also reads what checks gave from a graded notebook of each student, which pandas does not.
Printed are the medians, the ratio, and the most memory that the report took.

    python benchmarks/report.py [STUDENTS [ITEMS]]
"""

from __future__ import annotations

import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from _common import verdict  # noqa: E402

RUNS = 3


def report(root: Path) -> None:
    """Read the class, compute and write the page."""
    from nastava.classroom.course import read_settings
    from nastava.classroom.pseudonyms import course_namer
    from nastava.reports.analysis import analyse
    from nastava.reports.page import page
    from nastava.reports.reading import read_class

    course = read_settings(root, []).coursedir
    start = time.perf_counter()
    text = page(analyse(read_class(course, "trial"), course_namer(root)))
    print(time.perf_counter() - start, len(text), _peak())


def pandas_alone(root: Path) -> None:
    """Read the same rows."""
    import json

    import pandas as pd
    from sqlalchemy import create_engine

    start = time.perf_counter()
    engine = create_engine(f"sqlite:///{root}/gradebook.db")
    grades = pd.read_sql(
        "SELECT a.student_id, n.late_submission_penalty, g.* FROM grade g JOIN submitted_notebook n ON g.notebook_id = n.id "
        "JOIN submitted_assignment a ON n.assignment_id = a.id",
        engine,
    )
    rows = []
    for path in root.glob("submitted/*/trial/answers/trial.json"):
        student = path.parts[-4]
        rows += [{"student": student, **one} for one in json.loads(path.read_bytes())["attempts"]]
    answers = pd.DataFrame(rows)
    answers["at"] = pd.to_datetime(answers["at"], format="ISO8601")
    print(time.perf_counter() - start, len(grades) + len(answers), _peak())


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def _measure(what: str, root: Path) -> tuple[float, int, int]:
    runs = []
    for _run in range(RUNS):
        done = subprocess.run([sys.executable, __file__, what, str(root)], capture_output=True, text=True, check=True)  # fmt: skip
        took, size, memory = done.stdout.split()[-3:]
        runs.append((float(took), int(size), int(memory)))
    return statistics.median(run[0] for run in runs), runs[0][1], max(run[2] for run in runs)


def main() -> None:
    """Make a class, measure and print."""
    from tests.classroom import write_course, write_graded_notebooks

    sizes = [int(argument) for argument in sys.argv[1:]]
    students, items = (sizes + [5_000, 20][len(sizes) :])[:2]
    with tempfile.TemporaryDirectory() as folder:
        root = write_course(Path(folder) / "course", students, items)
        write_graded_notebooks(root)
        alone, rows, _memory = _measure("pandas", root)
        took, size, memory = _measure("report", root)
    print(f"{students} students, {items} items: {rows} rows; the page has {size / 1e6:.2f} MB")
    print(f"pandas reads the rows in {alone:.2f} s; the report takes {took:.2f} s")
    print(verdict("time, report / pandas", took / alone, 5))
    print(verdict("peak memory of the report", memory / 1e6, 500, " MB"))


if __name__ == "__main__":
    if len(sys.argv) == 3 and sys.argv[1] in {"report", "pandas"}:
        {"report": report, "pandas": pandas_alone}[sys.argv[1]](Path(sys.argv[2]))
    else:
        main()
