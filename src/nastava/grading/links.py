"""Links and special files in a submission: nbgrader copies what they point at, with the grader's rights."""

from __future__ import annotations

import hashlib
import shutil
import stat
import tempfile
from collections.abc import Iterable, Iterator
from os import walk
from pathlib import Path
from typing import Any

from nbgrader.exchange.default import ExchangeCollect
from traitlets import Enum
from traitlets.log import get_logger

from nastava.answers.handed_in import NOTE_START

_LONGEST_NOTE = 10_000
NOTE = NOTE_START + "{what} when it was handed in. Only regular files are taken.\n"


def refuse_links(assignment: str, student: str, notebooks: Iterable[str]) -> None:
    """``c.Autograde.pre_convert_hook``: put a note in place of every link and special file of a submission.

    Runs before nbgrader copies the submission's files. Without it a link to a graded bank would bring the key
    into the autograded and the feedback folder.

    Args:
        assignment: not used; nbgrader passes it.
        student: not used; nbgrader passes it.
        notebooks: the submission's notebooks, in the folder that was handed in.
    """
    for folder in {Path(notebook).parent for notebook in notebooks}:
        for path, what in list(_odd_files(folder)):
            _put_note(path, what)


class CollectWithoutLinks(ExchangeCollect):  # type: ignore[misc]
    """``c.ExchangeFactory.collect``: takes the regular files that were handed in, and notes instead of others.

    nbgrader's own follows a link that a student placed in the exchange, with the rights of whoever collects.
    """

    owners = Enum(
        ["warn", "account", "number"],
        "warn",
        help="""How a submission is known to be its student's. "warn": as nbgrader, which warns where the account that
        handed in has another name, and collects all the same. "account": such a submission is left where it is.
        "number": the same, where accounts have no names but numbers that follow from them (deploy/kubernetes).""",
    ).tag(config=True)

    def init_src(self) -> None:
        """Find the newest submission of each student, among those that are their own."""
        super().init_src()
        self.src_records: list[dict[str, Any]] = [one for one in self.src_records if one["username"]]
        if self.owners != "warn":
            self.check_owner = False  # done, and numbers have no names that nbgrader could compare

    def _path_to_record(self, path: str) -> dict[str, Any]:
        record: dict[str, Any] = super()._path_to_record(path)
        student = record["username"]
        if self.owners != "warn" and Path(path).stat().st_uid != self._number(student):
            self.log.warning("%s is not from %s, whose name it bears; it is not collected", path, student)
            record["username"] = ""
        return record

    def _number(self, student: str) -> int | None:
        if self.owners == "number":
            return account_number(student)
        import pwd  # not on Windows, which has no exchange

        try:
            return pwd.getpwnam(student).pw_uid
        except KeyError:
            return None

    def do_copy(self, src: str, dest: str, log: object = None) -> None:
        """Copy a submission by way of a folder in which nothing is a link."""
        with tempfile.TemporaryDirectory() as temporary:
            copy = Path(temporary) / "submission"
            shutil.copytree(src, copy, symlinks=True, ignore=_special_files)
            for path, what in _odd_files(Path(src)):
                _put_note(copy / path.relative_to(src), what)
            super().do_copy(str(copy), dest, log)


def account_number(student: str) -> int:
    """Return the number that a student's pod runs as on Kubernetes, as ``deploy/jupyterhub/nastava_hub.py`` does.

    Example:
        >>> account_number("ana") == account_number("ana") != account_number("ben")
        True
    """
    first, last = 2**20, 2**31 - 2
    return first + int.from_bytes(hashlib.sha256(student.encode()).digest()[:8], "big") % (last - first)


def odd_files(folder: Path) -> Iterator[str]:
    """Yield the names, from the folder's top, of the files in whose place a note was put.

    Who hands in such a note of their own only tells on themselves.
    """
    for parent, folders, files in walk(folder):
        folders.sort()
        for path in (Path(parent, name) for name in sorted(files)):
            small = what_is_odd(path) is None and path.stat().st_size < _LONGEST_NOTE
            if small and path.read_bytes().startswith(NOTE_START.encode()):
                yield path.relative_to(folder).as_posix()


def _put_note(path: Path, what: str) -> None:
    get_logger().warning("%s is %s; a note was put in its place", path, what)
    path.unlink(missing_ok=True)
    path.write_text(NOTE.format(what=what), encoding="utf-8")


def _odd_files(folder: Path) -> Iterator[tuple[Path, str]]:
    for parent, folders, files in walk(folder):
        for path in (Path(parent, name) for name in (*folders, *files)):
            what = what_is_odd(path)
            if what is not None:
                yield path, what


def what_is_odd(path: Path) -> str | None:
    """Return in words what a path is, or None where it is a regular file or a folder."""
    mode = path.lstat().st_mode
    if stat.S_ISLNK(mode):
        return f"a link to {path.readlink()}"
    return None if stat.S_ISREG(mode) or stat.S_ISDIR(mode) else "a special file"


def _special_files(folder: str, names: list[str]) -> set[str]:
    kinds = (stat.S_ISREG, stat.S_ISDIR, stat.S_ISLNK)
    return {name for name in names if not any(kind(Path(folder, name).lstat().st_mode) for kind in kinds)}
