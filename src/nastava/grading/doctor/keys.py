"""Whether keys that matter lie where others can't read them."""

from __future__ import annotations

import os
import re
import shutil
import stat
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path

from nastava.content import PRIVATE
from nastava.grading.doctor.finding import Finding, fault, warning, well

#: Where anybody may have a repository, public or not.
_PUBLIC = ("github.com", "gitlab.com", "bitbucket.org", "codeberg.org", "git.sr.ht", "framagit.org", "gitea.com", "gitee.com", "notabug.org", "huggingface.co")  # fmt: skip
_AWAY = f"keep keys in a folder of their own, in a private repository or none, and name it by {PRIVATE}: docs/private-keys.md"
_LOOK = "See that the repository is private, and who may read it. If it ever was public, the keys in it are known: replace them"
#: The host of a remote, as an address with a scheme or as ssh's short form; a path of this machine has none.
_ADDRESS = re.compile(
    r"(?:(?P<scheme>[a-z+]+)://)?(?:[^@/]*@)?(?P<host>\[[0-9a-fA-F:]+\]|[\w.-]+)(?(scheme)(?:[:/]|$)|:(?!//))"
)
_DRIVE = re.compile(r"[A-Za-z]:")


def findings(root: Path | None) -> Iterator[Finding]:
    """Yield where the keys of graded quizzes lie, and who else may read them.

    Args:
        root: the course's folder, if there is one.
    """
    named = os.environ.get(PRIVATE)
    if named:
        yield from _private(Path(named).expanduser())
    elif root is not None:
        yield from _of_course(root)


def _private(folder: Path) -> Iterator[Finding]:
    graded = folder / "quizzes" / "graded"
    if not folder.is_dir():
        found = f"{PRIVATE} names {folder}, and no such folder is there: releasing and grading refuse to run."
        yield fault("keys", found, f"Correct the variable, or make {graded} and put the banks there")
        return
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
        yield well("keys", f"Keys that matter are in {folder}, which no host shares.")


def _of_course(root: Path) -> Iterator[Finding]:
    folder = root / "quizzes" / "graded"
    if not folder.is_dir():
        yield well("keys", f"There are no graded quizzes, and {PRIVATE} is not set.")
        return
    if (root / "src" / "nastava").is_dir():
        found = f"The keys in {folder} are part of the open course and public on purpose: good for practice. "
        yield well("keys", f"{found}For marks that matter, {_AWAY}.")
        return
    yield _shared(folder, f"For marks that matter, {_AWAY}") or well(
        "keys", f"The keys are in {folder}; {PRIVATE} is not set."
    )


def _shared(folder: Path, mend: str = "") -> Finding | None:
    """Return a finding where others may have what is in the folder through its repository, or this can't be known."""
    remotes = _remotes(folder)
    if remotes is None:
        found = f"{folder} lies in a repository whose remotes can't be read: git is missing, or refuses."
        return warning("keys", found, mend or f"Run 'git remote -v' there; {_AWAY}")
    public = [remote for remote in remotes if _is_public(_host(remote))]
    if public:
        found = f"The keys in {folder} may be public: they are in a repository with a remote at {_listed(public)}."
        return warning("keys", found, ". ".join(filter(None, (_LOOK, mend))))
    others = [remote for remote in remotes if _host(remote)]
    if others:
        found = f"The keys in {folder} are in a repository with a remote at {_listed(others)}. Who reads that has them."
        return warning(
            "keys", found, mend or "See who may read it; a school's own host may show it to all its members"
        )
    return None


def _listed(remotes: Sequence[str]) -> str:
    return ", ".join(remotes)


def _host(remote: str) -> str:
    """Return the host of a remote, or nothing for a folder of this machine."""
    if _DRIVE.match(remote):
        return ""
    found = _ADDRESS.match(remote)
    return found["host"].lower() if found and found["scheme"] != "file" else ""


def _is_public(host: str) -> bool:
    return any(host == one or host.endswith(f".{one}") for one in _PUBLIC)


def _remotes(folder: Path) -> list[str] | None:
    """Return the remotes of the repository that a folder is part of; None where they can't be read."""
    folder = folder.resolve()
    if not any((one / ".git").exists() for one in (folder, *folder.parents)):
        return []
    git = shutil.which("git")
    if git is None:
        return None
    # What is ignored is no part of the repository.
    if _git(git, folder, "check-ignore", "-q", ".").returncode == 0:
        return []
    told = _git(git, folder, "remote", "-v")
    if told.returncode != 0:
        return None
    return sorted(
        {_without_password(line.split("\t")[-1].rpartition(" (")[0]) for line in told.stdout.splitlines()}
    )


def _git(git: str, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    own = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    return subprocess.run(
        [git, "-C", str(folder), *arguments], capture_output=True, text=True, check=False, env=own
    )


def _without_password(address: str) -> str:
    start, at, rest = address.rpartition("@")
    scheme, slashes, _user = start.rpartition("://")
    return f"{scheme}{slashes}{rest}" if at else address


def _open_to_others(folder: Path) -> bool:
    closed = any(not one.stat().st_mode & stat.S_IXOTH for one in folder.resolve().parents)
    return not closed and bool(folder.stat().st_mode & (stat.S_IROTH | stat.S_IXOTH))
