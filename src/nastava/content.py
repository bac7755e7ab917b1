"""Where the lessons and the practice quizzes are: inside an installed package, or in a checkout."""

from __future__ import annotations

import os
from pathlib import Path

from nastava.errors import NastavaError

#: Folder of a workspace, and below ``notebooks/``, with the exercises of those who study alone.
EXERCISES = "exercises"
#: Names a folder of the instructor's with keys that matter, laid out like the course, looked in first.
PRIVATE = "NASTAVA_PRIVATE"
_PACKAGE = Path(__file__).resolve().parent
#: Where the wheel carries them.
_INSTALLED = _PACKAGE / "_content"
#: Top of a checkout, ``src/nastava`` being two folders below it.
_CHECKOUT = _PACKAGE.parents[1]


def private_folder() -> Path | None:
    """Return the instructor's private folder, or None where none is named.

    Raises:
        NastavaError: it is named and not there: nobody may be marked by other keys unnoticed.

    Example:
        >>> private_folder() is None or private_folder().is_dir()
        True
    """
    named = os.environ.get(PRIVATE)
    if not named:
        return None
    folder = Path(named).expanduser().absolute()
    if not folder.is_dir():
        raise NastavaError(
            f"{PRIVATE} names {folder}, and no such folder is there. Correct the variable, or unset it."
        )
    return folder


def content_root() -> Path:
    """Return the folder that holds ``notebooks/`` and ``quizzes/``.

    A checkout is read as it stands, so that an editable install is never stale.

    Raises:
        NastavaError: the package was installed without its content.

    Example:
        >>> (content_root() / "notebooks").is_dir()
        True
    """
    for root in (_INSTALLED, _CHECKOUT):
        if (root / "notebooks").is_dir() and (root / "quizzes").is_dir():
            return root
    raise NastavaError(
        f"{_PACKAGE}: the lessons are missing from this installation. "
        "Install it again: python -m pip install --force-reinstall nastava"
    )


def notebooks_dir() -> Path:
    """Return the folder of the lessons; it has one folder per language.

    Raises:
        NastavaError: the package was installed without its content.

    Example:
        >>> notebooks_dir().name
        'notebooks'
    """
    return content_root() / "notebooks"


def quizzes_dir() -> Path:
    """Return the folder of the practice banks.

    Raises:
        NastavaError: the package was installed without its content.

    Example:
        >>> quizzes_dir().name
        'quizzes'
    """
    return content_root() / "quizzes"


def solutions_root() -> Path | None:
    """Return the folder with ``solutions/`` and ``quizzes/graded/``, or None without nastava-solutions.

    Example:
        >>> solutions_root() is None or (solutions_root() / "solutions").is_dir()
        True
    """
    try:
        from nastava_solutions import content_root as their_root

        return Path(their_root())
    except (ImportError, FileNotFoundError):
        return None
