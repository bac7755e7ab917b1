"""What an assignment would hand in as it lies on the disk, and what is still open in it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from nastava.answers.handed_in import read_handed_in
from nastava.course.lessons import joined
from nastava.errors import BankError
from nastava.handin.assignments import Assignment, about, cells_of
from nastava.quizzes.bank import load_published
from nastava.text.languages import pick
from nastava.text.markdown import to_plain

#: A longer question is cut: it is to be recognised, not read.
_LONGEST = 90


@dataclass(frozen=True)
class Handed:
    """A file that counts: its path below the assignment, its size and what tells it from any other."""

    path: str
    size: int
    sha256: str

    def to_dict(self) -> dict[str, Any]:
        """Return it as a receipt has it."""
        return {"path": self.path, "bytes": self.size, "sha256": self.sha256}


@dataclass(frozen=True)
class QuizState:
    """How far a quiz is: ``open_`` holds number and stem of each question without a saved answer.

    ``typed``: the numbers of those in which something is typed or ticked that was never saved.
    """

    title: str
    total: int
    open_: Sequence[tuple[int, str]]
    typed: Sequence[int] = ()
    problem: str = ""


@dataclass(frozen=True)
class Look:
    """How an assignment stands."""

    files: Sequence[Handed]
    #: When a notebook of it was last saved.
    saved: datetime | None
    quizzes: Sequence[QuizState]
    #: Boxes that the learner is to fill in, and how many of them are as they were given out.
    boxes: int
    untouched: int

    @property
    def begun(self) -> bool:
        """Whether anything of it was worked on."""
        answered = any(len(quiz.open_) < quiz.total or quiz.typed for quiz in self.quizzes)
        return answered or self.untouched < self.boxes

    @property
    def complete(self) -> bool:
        """Whether nothing is open."""
        return not self.untouched and not any(quiz.open_ or quiz.problem for quiz in self.quizzes)


def look(assignment: Assignment, language: str) -> Look:
    """Return how an assignment stands.

    Args:
        assignment: where it lies.
        language: code of the language that questions are told in.
    """
    boxes = [
        cell
        for notebook in assignment.notebooks
        for cell in cells_of(notebook)
        if about(cell).get("solution")
    ]
    saved = max((path.stat().st_mtime for path in assignment.notebooks), default=None)
    return Look(
        files=files_of(assignment.folder),
        saved=None if saved is None else datetime.fromtimestamp(saved, UTC),
        quizzes=tuple(_quizzes(assignment.folder, language)),
        boxes=len(boxes),
        untouched=sum(is_untouched(cell) for cell in boxes),
    )


def files_of(folder: Path) -> list[Handed]:
    """Return the files that count, in alphabetical order: notebooks and answer sheets, links left out."""
    found = [*folder.glob("*.ipynb")]
    answers = folder / "answers"
    if not answers.is_symlink():
        found += answers.glob("*.json")
    counted = (
        path for path in found if not path.name.startswith(".") and path.is_file() and not path.is_symlink()
    )
    handed = []
    for path in counted:
        content = path.read_bytes()
        name = path.relative_to(folder).as_posix()
        handed.append(Handed(name, len(content), hashlib.sha256(content).hexdigest()))
    return sorted(handed, key=lambda each: each.path)


def digest_of(files: Sequence[Handed]) -> str:
    """Return the SHA-256 over the list of files, written as ``sha256sum`` writes it.

    Example:
        >>> digest_of([])[:12]
        'e3b0c44298fc'
    """
    lines = "".join(f"{each.sha256}  {each.path}\n" for each in sorted(files, key=lambda each: each.path))
    return hashlib.sha256(lines.encode()).hexdigest()


def code_of(digest: str) -> str:
    """Return the short code of a digest, to be quoted.

    Example:
        >>> code_of("e3b0c44298fc1c14")
        'E3B0-C442-98FC'
    """
    short = digest[:12].upper()
    return "-".join(short[place : place + 4] for place in (0, 4, 8))


def is_untouched(cell: dict[str, Any]) -> bool:
    """Tell whether a box is as it was given out, by the checksum that nbgrader left in it.

    Example:
        >>> is_untouched({"cell_type": "code", "source": "", "metadata": {}})
        False
    """
    noted = about(cell)
    # The order is nbgrader's own.
    told = [joined(cell.get("source", "")), cell["cell_type"]]
    told += [str(noted.get(name, False)) for name in ("grade", "solution", "locked")]
    told.append(str(noted.get("grade_id", "")))
    if noted.get("grade"):
        try:
            told.append(str(float(noted.get("points", 0))))
        except (TypeError, ValueError):
            return False
    return (
        bool(noted)
        and noted.get("checksum") == hashlib.md5("".join(told).encode(), usedforsecurity=False).hexdigest()
    )


def _quizzes(folder: Path, language: str) -> Iterator[QuizState]:
    for path in sorted((folder / "quizzes").glob("*.json")):
        try:
            quiz = load_published(path)
        except BankError as error:
            yield QuizState(path.stem, 0, (), problem=str(error))
            continue
        sheet = read_handed_in(folder, path.stem)
        answered = {attempt["item"] for attempt in sheet.attempts}
        open_, typed = [], []
        for number, item in enumerate(quiz.items_in_order, start=1):
            if item.id in answered:
                continue
            stem = " ".join(to_plain(pick(item.stem, language)).split())
            open_.append((number, stem if len(stem) <= _LONGEST else f"{stem[:_LONGEST].rstrip()}…"))
            if item.id in sheet.drafts:
                typed.append(number)
        # That there is no sheet yet is told by all questions being open.
        is_there = (folder / "answers" / path.name).exists()
        problem = " ".join(each.say(language) for each in sheet.problems) if is_there else ""
        title = to_plain(pick(quiz.title, language), inline=True)
        yield QuizState(title, len(quiz.items_in_order), tuple(open_), tuple(typed), problem)
