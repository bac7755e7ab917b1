"""Graded quizzes in the instructor's course: the bank with its keys, and what was released of it."""

from __future__ import annotations

import json
from pathlib import Path

from nastava.content import PRIVATE
from nastava.errors import BankError, QuizNotFoundError
from nastava.quizzes.arrange import settle
from nastava.quizzes.bank import Bank, PublishedQuiz, load_bank
from nastava.quizzes.find import instructor_bank, is_private


def released_quiz(quiz_id: str, folder: Path) -> PublishedQuiz | None:
    """Return a quiz as it was released, or None where the release is not there.

    Args:
        quiz_id: the quiz.
        folder: the instructor's own copy of the released assignment.

    Raises:
        BankError: the file can't be read, or is that of another quiz.
    """
    path = folder / "quizzes" / f"{quiz_id}.json"
    if not path.exists():
        return None
    try:
        quiz = PublishedQuiz.model_validate(json.loads(path.read_bytes()))
    except (OSError, ValueError, RecursionError) as error:
        raise BankError(_unusable(path, f"can't be read ({type(error).__name__})")) from None
    if quiz.id != quiz_id:
        raise BankError(_unusable(path, f"is that of the quiz '{quiz.id}'"))
    return quiz


def _unusable(path: Path, why: str) -> str:
    return (
        f"{path}: the released quiz {why}. Students are marked by what was released: put that file back, from a "
        f"backup or the exchange. Without any, delete it: they are then marked by what the bank would draw today."
    )


def require_its_bank(asked: PublishedQuiz, root: Path) -> None:
    """Make sure that a quiz released from the private folder is not marked by a public bank of the same name.

    Args:
        asked: the quiz as released.
        root: top of the instructor's course.

    Raises:
        BankError: it would be.
    """
    bank = instructor_bank(asked.id, root)
    if asked.private and (bank is None or not is_private(bank)):
        raise BankError(
            f"The quiz '{asked.id}' was released from a private folder, and {PRIVATE} names none that holds "
            f"quizzes/graded/{asked.id}.yaml. Set {PRIVATE} to that folder and grade again: any other bank has other keys."
        )


def graded_bank(quiz_id: str, root: Path) -> Bank:
    """Return the bank of a graded quiz with its keys, settled as everybody gets it.

    Args:
        quiz_id: the quiz.
        root: top of the instructor's course.

    Raises:
        QuizNotFoundError: there is no such bank; the message says where it was looked for.
        BankError: it has faults, or it is no graded one.
    """
    path = instructor_bank(quiz_id, root)
    if path is None:
        raise QuizNotFoundError(
            f"There is no graded bank '{quiz_id}'. Write {root / 'quizzes' / 'graded' / quiz_id}.yaml, "
            f"put it into the private folder that {PRIVATE} names, or correct the quiz's name in the notebook."
        )
    bank = load_bank(path)
    if bank.mode != "graded":
        raise BankError(
            f"{path}: the bank's mode is '{bank.mode}'. Write 'mode: graded' to use it in an assignment."
        )
    return settle(bank)
