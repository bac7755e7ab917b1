"""From the name of an assignment to the pairs that are worth a look."""

from __future__ import annotations

import contextlib
import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nastava.classroom.course import course_root, gradebook_address, read_settings
from nastava.classroom.gradebook import open_gradebook, read_people
from nastava.classroom.pseudonyms import course_namer
from nastava.errors import NastavaError
from nastava.grading.similar.compare import Pair, Passage, Text, pairs_alike
from nastava.grading.similar.gather import gather
from nastava.grading.similar.words import NOT_A_VERDICT
from nastava.text.messages import translator


@dataclass(frozen=True)
class Alike:
    """What was found; ``called`` says by what name each student goes here."""

    assignment: str
    students: int
    short: int
    pairs: tuple[Pair, ...]
    called: Mapping[str, str]
    problems: tuple[str, ...]
    names: bool

    def to_dict(self, language: str) -> dict[str, Any]:
        """Return it as JSON-able data, with the passages and with what it is not."""
        return {
            "assignment": self.assignment,
            "note": translator(language)(NOT_A_VERDICT),
            "students": self.students,
            "too_short": self.short,
            "pairs": [self._pair(pair) for pair in self.pairs],
        }

    def _pair(self, pair: Pair) -> dict[str, Any]:
        return {
            "students": [self.called[pair.left.student], self.called[pair.right.student]],
            "place": pair.left.place,
            "kind": pair.left.kind,
            "share": round(pair.share, 4),
            "order": None if math.isnan(pair.order) else round(pair.order, 4),
            "passages": [
                {
                    "words": passage.words,
                    "left": _text(pair.left, passage.left),
                    "right": _text(pair.right, passage.right),
                }
                for passage in pair.passages
            ],
        }


def _text(text: Text, place: tuple[int, int]) -> str:
    return text.text[slice(*place)]


def longest(pair: Pair) -> tuple[str, str]:
    """Return the longest passage as it stands in both texts."""
    passage = max(pair.passages, key=lambda one: one.words, default=Passage((0, 0), (0, 0), 0))
    return _text(pair.left, passage.left), _text(pair.right, passage.right)


def find_alike(assignment: str, folder: Path, *, names: bool = False) -> Alike:
    """Compare what was handed in for an assignment.

    Args:
        assignment: its name.
        folder: the course's folder, or one below it.
        names: whether students are called by their names.

    Raises:
        NastavaError: there is no course, no such assignment, no release, or nothing was handed in.
    """
    course = read_settings(course_root(folder)).coursedir
    handed_in = gather(course, assignment)
    if len(handed_in.students) < 2:
        raise NastavaError(
            f"One student alone has handed in '{assignment}': there is nothing to compare with."
        )
    people = {}
    if names:
        # Without a gradebook the ids are all that is known.
        with contextlib.suppress(NastavaError), open_gradebook(gradebook_address(course)) as connection:
            people = read_people(connection)
    call = course_namer(Path(course.root), names=names)
    called = {student: call(people.get(student), student) for student in handed_in.students}
    pairs, short = pairs_alike(handed_in.texts, handed_in.given)
    problems = tuple(_renamed(problem, called) for problem in handed_in.problems)
    return Alike(assignment, len(handed_in.students), short, tuple(pairs), called, problems, names)


def _renamed(problem: str, called: Mapping[str, str]) -> str:
    student, colon, rest = problem.partition(":")
    return f"{called.get(student, student)}{colon}{rest}"
