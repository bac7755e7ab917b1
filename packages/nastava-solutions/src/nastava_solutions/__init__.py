"""Where the worked solutions, their commentary and the keys of graded quizzes are."""

from __future__ import annotations

from pathlib import Path

__all__ = ["commentary", "content_root"]

_PACKAGE = Path(__file__).resolve().parent


def content_root() -> Path:
    """Return the folder with ``solutions/`` and ``quizzes/graded/``: the wheel's, or the checkout's own.

    Raises:
        FileNotFoundError: the package was installed without them.

    Example:
        >>> (content_root() / "solutions").is_dir()
        True
    """
    for root in (_PACKAGE / "_content", *_PACKAGE.parents[3:4]):
        if (root / "solutions").is_dir() and (root / "quizzes" / "graded").is_dir():
            return root
    raise FileNotFoundError(
        f"{_PACKAGE}: the solutions are missing. Install them again: pip install nastava-solutions"
    )


def commentary(assignment: str) -> Path:
    """Return the file with the commentary on an assignment: YAML, the id of each solved cell → language → text.

    Example:
        >>> commentary("kfor-2023").name
        'kfor-2023.yaml'
    """
    return _PACKAGE / "commentary" / f"{assignment}.yaml"
