"""What students are called where a class is shown: pseudonyms that stay the same in a course, unless names are asked for."""

from __future__ import annotations

import base64
import contextlib
import hmac
import secrets
from pathlib import Path

from nastava.atomic import write_atomically
from nastava.classroom.gradebook import Person
from nastava.errors import NastavaError

#: Where the course keeps what its pseudonyms follow from, below its root.
KEY_FILE = Path(".nastava") / "pseudonyms.key"
_LETTERS = 8


class Namer:
    """Calls students by pseudonyms or by names.

    Args:
        key: what the pseudonyms follow from; without it nobody can tell whose they are.
        names: whether names are shown.

    Example:
        >>> call = Namer(b"key")
        >>> call(None, "ana") == call(None, "ana") != call(None, "boris")
        True
        >>> Namer(b"key", names=True)(Person("ana", "Ana"), "ana")
        'Ana (ana)'
    """

    def __init__(self, key: bytes, *, names: bool = False) -> None:
        self._key = key
        self.names = names

    def __call__(self, person: Person | None, student: str) -> str:
        """Return what a student is called."""
        if self.names:
            return f"{person.name} ({student})" if person and person.name != student else student
        digest = hmac.digest(self._key, student.encode("utf-8", "surrogateescape"), "sha256")
        return "S-" + base64.b32encode(digest).decode()[:_LETTERS]


def course_namer(root: Path, *, names: bool = False) -> Namer:
    """Return how a course calls its students; makes the course's key the first time.

    Raises:
        NastavaError: the key can't be read or written.
    """
    path = root / KEY_FILE
    try:
        with contextlib.suppress(FileNotFoundError):
            return Namer(path.read_bytes(), names=names)
        key = secrets.token_bytes(32)
        if not names:
            path.parent.mkdir(mode=0o700, exist_ok=True)
            write_atomically(path, key, private=True)
    except OSError as error:
        raise NastavaError(
            f"{path} can't be used ({error.strerror}). Make it readable and its folder writable, or ask for --names."
        ) from None
    return Namer(key, names=names)
