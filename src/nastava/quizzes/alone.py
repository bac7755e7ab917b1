"""A graded quiz in an exercise that a learner does alone: nobody marks it but, with the keys at hand, they themselves."""

from __future__ import annotations

from pathlib import Path

from nastava.content import EXERCISES, solutions_root
from nastava.errors import BankError
from nastava.quizzes.bank import Bank, PublishedQuiz, load_bank
from nastava.quizzes.released import as_released
from nastava.text.languages import WORKSPACE_MARKER


def is_alone(folder: Path | None = None) -> bool:
    """Return whether a folder (default: the working directory) holds an exercise of a learner's own workspace.

    What an instructor hands out lies elsewhere, even inside a workspace.

    Example:
        >>> is_alone(Path("/course/submitted/kfor-2023"))
        False
    """
    folder = (folder or Path.cwd()).absolute()
    return folder.parent.name == EXERCISES and (folder.parents[1] / WORKSPACE_MARKER).is_file()


def own_marking(quiz: PublishedQuiz) -> Bank | None:
    """Return a released quiz as practice, with its keys from nastava-solutions; None where they can't be had.

    What was asked, and in which order, stays as it was released.
    """
    root = solutions_root()
    path = root / "quizzes" / "graded" / f"{quiz.id}.yaml" if root else None
    if path is None or not path.is_file():
        return None
    try:
        bank = as_released(load_bank(path), quiz).bank
    except BankError:
        return None  # the answers stay saved; a newer package may have the keys
    still = tuple(item.model_copy(update={"shuffle": False}) for item in bank.items)
    changes = {"mode": "practice", "time_limit": None, "attempts": None, "attempt_penalty": 0.0, "shuffle": False,
               "draw": ()}  # fmt: skip
    return bank.arranged(still).model_copy(update=changes)
