"""Handing an assignment in: through the exchange folder where there is one, else as one file to upload."""

from __future__ import annotations

import getpass
import io
import os
import re
import zipfile
from dataclasses import dataclass
from pathlib import Path

from nastava.answers.clock import now
from nastava.atomic import write_atomically
from nastava.errors import NastavaError
from nastava.handin.assignments import Assignment
from nastava.handin.exchange import Exchange, ask
from nastava.handin.look import Handed, files_of
from nastava.handin.receipt import Receipt, save_receipt

#: Folder of files to upload, at the root of a workspace.
TO_UPLOAD = "to-upload"
# One day in the past which every archive format knows: the same work gives the same file.
_NO_TIME = (1980, 1, 1, 0, 0, 0)
_UNFIT = re.compile(r"[^\w.-]+")


@dataclass(frozen=True)
class HandedIn:
    """A receipt, the path of its page, and why the exchange folder could not be used where there is one."""

    receipt: Receipt
    page: Path
    refused: str = ""


def own_name() -> str:
    """Return the name that a learner is known by unless they say another: on a hub that of the hub.

    Example:
        >>> isinstance(own_name(), str)
        True
    """
    try:
        user = getpass.getuser()
    except (OSError, KeyError, ImportError):
        user = ""
    return os.environ.get("JUPYTERHUB_USER", user) if user in {"", "jovyan"} else user


def plain_name(name: str) -> str:
    """Return a name as it may stand in a file's name.

    Example:
        >>> plain_name(" Ana Anić/../x "), plain_name("...")
        ('Ana-Anić-..-x', '')
    """
    return _UNFIT.sub("-", name.strip()).strip("-.")[:80]


def send(
    root: Path, assignment: Assignment, exchange: Exchange, *, student: str = "", language: str
) -> HandedIn:
    """Hand an assignment in and return the receipt, which lies on the disk then.

    Args:
        root: the learner's folder.
        assignment: which.
        exchange: what ``find_exchange`` told.
        student: the learner's name or number; default: the account's.
        language: code of the language of the receipt.

    Raises:
        NastavaError: there is nothing to hand in, or a file can't be read or written.
    """
    try:
        before = files_of(assignment.folder)
        if not before:
            raise NastavaError(f"{assignment.folder}: there is nothing to hand in.")
        refused = ""
        course = exchange.course_of(assignment.name)
        if course is not None:
            request = {"do": "submit", "folder": str(assignment.folder), "course": course, "student": student}
            told = ask(request, root)
            if told.get("ok"):
                receipt = _through_exchange(assignment, course, student, str(told["where"]), before)
                return HandedIn(receipt, save_receipt(receipt, root, language))
            refused = str(told.get("why", "")).strip().partition("\n")[0]
        receipt = _as_archive(root, assignment, student)
        return HandedIn(receipt, save_receipt(receipt, root, language), refused)
    except OSError as error:
        place = error.filename2 or error.filename or root
        raise NastavaError(f"{place}: {error.strerror or error}. Nothing was handed in.") from error


def _through_exchange(
    assignment: Assignment, course: str, student: str, where: str, before: list[Handed]
) -> Receipt:
    copy = Path(where)
    # What counts is what arrived: a quiz in another tab may have saved an answer in between.
    verified = bool(where) and copy.is_dir()
    files = files_of(copy) if verified else before
    same = verified and files in (before, files_of(assignment.folder))
    # nbgrader ends the name with signs that nobody can guess, which keep the copy from other eyes: they stay unsaid.
    who, *told = copy.name.split("+")[:3] if copy.name.count("+") > 2 else [student or own_name()]
    place = f"{course}/{'+'.join((who, *told))}" if told else ""
    return Receipt(assignment.name, course, who, now().astimezone(), "exchange", place, same, tuple(files))


def _as_archive(root: Path, assignment: Assignment, student: str) -> Receipt:
    name = plain_name(student or own_name()) or "student"
    packed, files = pack(assignment)
    # Told from the workspace on: where that lies on the learner's machine is nobody's business.
    path = f"{TO_UPLOAD}/{assignment.name}/{name}.zip"
    write_atomically(root / path, packed)
    return Receipt(assignment.name, "", student or own_name(), now().astimezone(), "archive", path, True, tuple(files))  # fmt: skip


def pack(assignment: Assignment) -> tuple[bytes, list[Handed]]:
    """Return an archive as ``nbgrader zip_collect`` takes it with the course's settings, and what lies in it."""
    from hashlib import sha256

    held = io.BytesIO()
    files = []
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for each in files_of(assignment.folder):
            content = (assignment.folder / each.path).read_bytes()
            entry = zipfile.ZipInfo(f"{assignment.name}/{each.path}", _NO_TIME)
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content, zipfile.ZIP_DEFLATED)
            # What lies in the archive is what is told, also where the file changed since it was listed.
            files.append(Handed(each.path, len(content), sha256(content).hexdigest()))
    return held.getvalue(), files
