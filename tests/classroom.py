"""A class that never was: a course with a gradebook, a quiz and answer sheets of as many students as asked for."""

from __future__ import annotations

import datetime as dt
import json
import math
from collections.abc import Sequence
from pathlib import Path
from random import Random
from typing import Any

import yaml
from nbgrader import api
from sqlalchemy import create_engine, insert

from nastava.grading.wiring import use_own_programs
from nastava.items import Item, Parsed
from nastava.quizzes import Bank, load_bank, publish
from nastava.quizzes.arrange import settle

START = dt.datetime(2023, 11, 20, 9, 0, tzinfo=dt.UTC)
ASSIGNMENT = QUIZ = "trial"
CONFIG = """
c = get_config()
c.CourseDirectory.course_id = "nastava"
c.CourseDirectory.source_directory = "solutions"
"""
#: Given names with letters of several alphabets, so that no student is plain ASCII by chance.
GIVEN = ("Željka", "Ђорђе", "Ana", "Çelik", "Đuro", "Mira")


def bank(items: int) -> dict[str, Any]:
    """Return a graded bank of single choices with some numbers between, harder and harder."""
    made = []
    for number in range(1, items + 1):
        text = f"Question {number}: how many?"
        common = {
            "id": f"q{number}",
            "stem": {"en": text, "sr": f"Pitanje {number}: koliko?"},
            "explanation": {"en": "So.", "sr": "Tako."},
            "tags": {
                "topic": ("kfor", "region")[number % 2],
                "bloom": ("remember", "understand", "apply")[number % 3],
            },
            "facts": ["seed-kfor-total"],
        }
        if number % 5 == 0:
            made.append({**common, "type": "numeric", "key": 4700, "tolerance": {"absolute": 10}})
        else:
            words = {"a": ("Two", "Dva"), "b": ("Three", "Tri"), "c": ("Four", "Četiri"), "d": ("Five", "Pet")}  # fmt: skip
            options = [
                {"id": id_, "text": {"en": en, "sr": sr}, "key": id_ == "b"}
                for id_, (en, sr) in words.items()
            ]
            made.append({**common, "type": "single_choice", "options": options})
    return {
        "id": QUIZ,
        "title": {"en": "KFOR in 2023", "sr": "KFOR u 2023."},
        "mode": "graded",
        "topics": {"kfor": {"en": "KFOR", "sr": "KFOR"}, "region": {"en": "The region", "sr": "Region"}},
        "items": made,
    }


def students(n: int) -> list[dict[str, Any]]:
    """Return so many students as the gradebook keeps them."""
    return [
        {
            "id": f"s{number:04}",
            "first_name": GIVEN[number % len(GIVEN)],
            "last_name": f"Šarić {number}",
            "email": f"s{number:04}@example.org",
            "lms_user_id": None,
        }
        for number in range(1, n + 1)
    ]


def write_course(
    root: Path,
    n: int = 60,
    items: int = 12,
    *,
    seed: int = 1,
    url: str | None = None,
    changes: dict[str, Any] | None = None,
    all_right: bool = False,
) -> Path:
    """Write a graded course.

    Args:
        root: folder to be made.
        n: number of students.
        items: number of questions.
        seed: of all chance.
        url: address of the gradebook; default: SQLite in the folder.
        changes: fields of the bank that are other than ``bank`` gives them.
        all_right: everybody knows everything.
    """
    random = Random(seed)
    data = bank(items) | (changes or {})
    (root / "quizzes" / "graded").mkdir(parents=True)
    path = root / "quizzes" / "graded" / f"{QUIZ}.yaml"
    path.write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")
    config = CONFIG + (f'c.CourseDirectory.db_url = "{url}"\n' if url else "")
    (root / "nbgrader_config.py").write_text(config, encoding="utf-8")
    (root / "solutions" / ASSIGNMENT).mkdir(parents=True)
    quiz = settle(load_bank(path))
    release = root / "release" / ASSIGNMENT / "quizzes" / f"{QUIZ}.json"
    release.parent.mkdir(parents=True)
    release.write_text(json.dumps(publish(quiz)), encoding="utf-8")
    people = students(n)
    strengths = {one["id"]: random.gauss(0, 1) for one in people}
    points = {
        student: _hand_in(root, student, strength, quiz, random, all_right=all_right)
        for student, strength in strengths.items()
    }
    write_gradebook(url or f"sqlite:///{root}/gradebook.db", people, points, quiz.total, strengths, random)
    return root


def _hand_in(
    root: Path, student: str, strength: float, quiz: Bank, random: Random, *, all_right: bool
) -> float:
    """Write a student's folder; return what their answers earn."""
    folder = root / "submitted" / student / ASSIGNMENT
    (folder / "answers").mkdir(parents=True)
    notebook = '{"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}'
    (folder / f"{ASSIGNMENT}.ipynb").write_text(notebook, encoding="utf-8")
    language = "sr" if random.random() < 0.45 else "en"
    at, earned, attempts = START, 0.0, []
    last = len(quiz.items) if all_right or random.random() < 0.9 else random.randrange(len(quiz.items))
    for number, item in enumerate(quiz.items[:last]):
        hardness = -1.5 + 3 * number / max(1, len(quiz.items) - 1)
        knows = all_right or random.random() < 1 / (1 + math.exp(hardness - 1.2 * strength))
        at += dt.timedelta(seconds=round(random.lognormvariate(3.5, 0.6), 3))
        if not all_right and random.random() < 0.02:
            continue
        response = _response(item, random, knows=knows)
        earned += item.marked(response).points
        attempts.append(
            {
                "id": f"{student}-{number}", "item": item.id, "version": item.version,
                "at": at.isoformat().replace("+00:00", "Z"), "response": response, "language": language, "hints": 0,
                "certainty": random.choice([1, 2, 3] if knows else [1, 1, 2, 3]),
            }
        )  # fmt: skip
    lines = ",\n".join(json.dumps(one) for one in attempts)
    sitting = {"id": "1", "seed": "x", "items": [], "started": START.isoformat()}
    sheet = f'{{"format": 1, "quiz": "{QUIZ}", "drafts": {{}}, "opened": {{}}, "sittings": [{json.dumps(sitting)}], "attempts": [\n{lines}\n]}}\n'
    (folder / "answers" / f"{QUIZ}.json").write_text(sheet, encoding="utf-8")
    return earned


def _response(item: Item, random: Random, *, knows: bool) -> Any:
    samples = [one for one in item.samples() if one.name == ("right" if knows else "wrong")]
    guess = None if knows else item.guess(random)
    if guess is not None:
        return guess
    # The first wrong sample is the likeliest, as in life.
    raw = samples[min(int(random.expovariate(1)), len(samples) - 1)] if samples else item.samples()[0]
    parsed = item.parse(raw.raw, raw.language)
    return parsed.response if isinstance(parsed, Parsed) else None


def write_graded_notebooks(root: Path, checks: int = 4) -> None:
    """Write a graded notebook for each student, as trusted tests leave it: half of the checks failed."""
    kept = [
        {
            "what": {"en": f"Check {number}", "sr": f"Provjera {number}"},
            "points": 1.0,
            "earned": float(number % 2),
        }
        for number in range(checks)
    ]
    about = {"nastava": {"checks": {"test-total": kept}, "notes": []}}
    cell = {"cell_type": "markdown", "id": "text", "metadata": {}, "source": "x" * 20_000}
    data = {"cells": [cell], "metadata": about, "nbformat": 4, "nbformat_minor": 5}
    text = json.dumps(data, indent=1, sort_keys=True)
    for folder in (root / "submitted").iterdir():
        graded = root / "autograded" / folder.name / ASSIGNMENT
        graded.mkdir(parents=True)
        (graded / f"{ASSIGNMENT}.ipynb").write_text(text, encoding="utf-8")


def write_gradebook(
    url: str,
    people: Sequence[dict[str, Any]],
    points: dict[str, float],
    most: float,
    strengths: dict[str, float],
    random: Random,
) -> None:
    """Write nbgrader's own tables by nbgrader's own hand, the rows in bulk."""
    use_own_programs()
    with api.Gradebook(url, "nastava") as book:
        book.add_assignment(ASSIGNMENT, duedate="2023-11-30 12:00:00 UTC")
        book.add_notebook(ASSIGNMENT, ASSIGNMENT)
        book.add_grade_cell(f"quiz-{QUIZ}", ASSIGNMENT, ASSIGNMENT, max_score=most, cell_type="code")
        book.add_grade_cell("test-total", ASSIGNMENT, ASSIGNMENT, max_score=4, cell_type="code")
        book.add_grade_cell("why", ASSIGNMENT, ASSIGNMENT, max_score=2, cell_type="markdown")
        book.add_solution_cell("why", ASSIGNMENT, ASSIGNMENT)
        assignment = book.find_assignment(ASSIGNMENT)
        notebook = assignment.notebooks[0]
        cells = {cell.name: cell.id for cell in notebook.grade_cells}
        ids = assignment.id, notebook.id
    rows: dict[Any, list[dict[str, Any]]] = {
        api.Student: list(people), api.SubmittedAssignment: [], api.SubmittedNotebook: [], api.Grade: [],
    }  # fmt: skip
    for number, one in enumerate(people):
        student = one["id"]
        rows[api.SubmittedAssignment].append(
            {"id": f"a{student}", "assignment_id": ids[0], "student_id": student,
             "timestamp": START.replace(tzinfo=None), "extension": None}
        )  # fmt: skip
        rows[api.SubmittedNotebook].append(
            {"id": f"n{student}", "assignment_id": f"a{student}", "notebook_id": ids[1], "flagged": False,
             "late_submission_penalty": 1.0 if number % 10 == 3 else None}
        )  # fmt: skip
        code = min(4, max(0, round(2 + strengths[student])))
        given = {
            f"quiz-{QUIZ}": (points[student], None),
            "test-total": (float(code), None),
            "why": (None, 1.5),
        }
        rows[api.Grade] += [
            {"id": f"g{student}{name}", "notebook_id": f"n{student}", "cell_id": cells[name], "auto_score": auto,
             "manual_score": manual, "extra_credit": None, "needs_manual_grade": False}
            for name, (auto, manual) in given.items()
        ]  # fmt: skip
    engine = create_engine(url)
    with engine.begin() as connection:
        for model, values in rows.items():
            if values:
                connection.execute(insert(model.__table__), values)
    engine.dispose()
