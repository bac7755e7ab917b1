"""Reading the course's own data files, and saying what was meant when a name is not among them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz, process

from nastava.errors import CourseDataError
from nastava.quizzes.plain_yaml import parse_yaml

DATA = Path(__file__).parent / "data"
#: Below this likeness (0 to 100) a suggestion misleads more than it helps.
_LIKE_ENOUGH = 60


def read_yaml(name: str) -> list[dict[str, Any]]:
    """Return the entries of a data file.

    Args:
        name: file name inside the package's ``data`` folder, such as ``"facts.yaml"``.

    Raises:
        CourseDataError: the file is missing or is not a list, so the installation is damaged.

    Example:
        >>> read_yaml("facts.yaml")[0]["id"]
        'seed-report-year'
    """
    path = DATA / name
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise CourseDataError(
            f"{path}: can't be read ({error}). Install again: python -m pip install --force-reinstall nastava"
        ) from error
    # The learner waits for this at their first answer: the reader of banks is several times as quick as PyYAML's.
    read = parse_yaml(text)
    if read.faults:
        fault = read.faults[0]
        raise CourseDataError(f"{path}:{fault.line}: {fault.problem}. Restore the file from the package.")
    entries = read.data
    if not isinstance(entries, list):
        raise CourseDataError(f"{path}: a list of entries was expected. Restore the file from the package.")
    return entries


def nearest(name: str, known: Iterable[str]) -> str | None:
    """Return the known name that is most like ``name``, or None where none is.

    Example:
        >>> nearest("kfor-strenght", ["kfor-strength", "kfor-contributions"])
        'kfor-strength'
        >>> nearest("weather", ["kfor-strength"]) is None
        True
    """
    found = process.extractOne(name.lower(), list(known), scorer=fuzz.ratio, score_cutoff=_LIKE_ENOUGH)
    return found[0] if found else None


def unknown(
    what: str, name: str, known: Iterable[str], *, show_all: bool, where: str | None = None
) -> CourseDataError:
    """Return the error for a name that does not exist; it names the nearest one.

    Args:
        what: the kind of thing, such as ``"fact"``.
        name: what was asked for.
        known: the names there are.
        show_all: list them all, where they are few.
        where: the function whose keys they are, where it isn't the plural of ``what``.

    Example:
        >>> print(unknown("figure", "kfor-strenght", ["kfor-strength"], show_all=True))
        There is no figure 'kfor-strenght'. Did you mean 'kfor-strength'? There is: kfor-strength.
    """
    names = list(known)
    message = f"There is no {what} {str(name)!r}."
    near = nearest(str(name), names)
    if near is not None:
        message += f" Did you mean {near!r}?"
    if show_all:
        message += f" There is: {', '.join(names)}."
    elif near is None:
        message += f" The {len(names)} ids are the keys of nastava.course.{where or what + 's'}()."
    return CourseDataError(message)
