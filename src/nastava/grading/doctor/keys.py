"""Whether keys that matter lie where others can't read them."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
from collections.abc import Iterator
from pathlib import Path

from nastava.content import PRIVATE
from nastava.grading.doctor.finding import Finding, fault, warning, well

#: Where repositories are public more often than not.
_PUBLIC = ("github.com", "gitlab.com", "bitbucket.org", "codeberg.org", "git.sr.ht", "framagit.org")
_AWAY = f"Keep keys in a folder outside any repository, and name it by {PRIVATE}"


def findings(root: Path | None) -> Iterator[Finding]:
    """Yield where the keys of graded quizzes lie, and who else may read them.

    Args:
        root: the course's folder, if there is one.
    """
    named = os.environ.get(PRIVATE)
    if named:
        yield from _private(Path(named).expanduser())
    elif root is not None:
        yield from _public(root / "quizzes" / "graded")


def _private(folder: Path) -> Iterator[Finding]:
    graded = folder / "quizzes" / "graded"
    if not graded.is_dir():
        found = f"{PRIVATE} names {folder}, which holds no quizzes/graded: the course's own keys are used."
        yield fault("keys", found, f"Make {graded} and put the banks there, or correct the variable")
        return
    shared = _shared(folder)
    if shared is not None:
        yield shared
    if os.name == "posix" and _open_to_others(folder):
        yield fault(
            "keys",
            f"Every user of this machine can read the keys in {folder}.",
            f"Run: chmod -R go-rwx {folder}",
        )
    elif shared is None:
        yield well("keys", f"Keys that matter are in {folder}, in no repository that is shared.")


def _public(folder: Path) -> Iterator[Finding]:
    if not folder.is_dir():
        yield well("keys", f"There are no graded quizzes, and {PRIVATE} is not set.")
        return
    remotes = _remotes(folder)
    if remotes:
        found = f"The keys in {folder} are in a repository that is shared ({', '.join(remotes)}): good for practice only."
        yield warning("keys", found, f"For marks that matter: {_AWAY[0].lower()}{_AWAY[1:]}")
    else:
        yield well("keys", f"The keys are in {folder}; {PRIVATE} is not set.")


def _shared(folder: Path) -> Finding | None:
    """Return a finding where the folder is part of a repository with a remote, or this can't be known."""
    remotes = _remotes(folder)
    if remotes is None:
        return warning(
            "keys",
            f"{folder} lies in a repository, and without the program git its remotes are not known.",
            _AWAY,
        )
    public = [remote for remote in remotes if any(host in remote for host in _PUBLIC)]
    if public:
        return fault(
            "keys", f"The keys in {folder} are in a repository with a remote at {', '.join(public)}.", _AWAY
        )
    if remotes:
        return warning(
            "keys",
            f"The keys in {folder} are in a repository with a remote at {', '.join(remotes)}. Who reads that has them.",
            _AWAY,
        )
    return None


def _remotes(folder: Path) -> list[str] | None:
    """Return where a repository that a folder is part of is shared: hosts and folders; None where git is missing."""
    folder = folder.resolve()
    if not any((one / ".git").exists() for one in (folder, *folder.parents)):
        return []
    git = shutil.which("git")
    if git is None:
        return None
    # What is ignored is no part of the repository.
    if subprocess.run([git, "-C", str(folder), "check-ignore", "-q", "."], capture_output=True, check=False).returncode == 0:  # fmt: skip
        return []
    told = subprocess.run(
        [git, "-C", str(folder), "config", "--get-regexp", r"^remote\..*\.(push)?url$"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    return sorted({_without_password(line.partition(" ")[2]) for line in told.stdout.splitlines()})


def _without_password(address: str) -> str:
    start, at, rest = address.rpartition("@")
    scheme, slashes, _user = start.rpartition("://")
    return f"{scheme}{slashes}{rest}" if at else address


def _open_to_others(folder: Path) -> bool:
    closed = any(not one.stat().st_mode & stat.S_IXOTH for one in folder.resolve().parents)
    return not closed and bool(folder.stat().st_mode & (stat.S_IROTH | stat.S_IXOTH))
