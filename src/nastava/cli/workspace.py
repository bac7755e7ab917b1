"""The learner's own copy of the lessons: made, brought up to date, and never overwritten where changed."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from filelock import FileLock, Timeout

import nastava
from nastava.atomic import write_atomically
from nastava.cli.exercises import for_one_alone
from nastava.cli.lesson import fingerprint, has_been_run, sign, static_outputs, with_static_outputs
from nastava.cli.marker import Marker, read_marker
from nastava.content import EXERCISES, notebooks_dir
from nastava.errors import NastavaError, WorkspaceError
from nastava.text import WRITTEN, current_language, language, translator
from nastava.text.languages import WORKSPACE_MARKER

__all__ = ["START_PAGE", "Workspace", "prepare", "static_outputs"]

#: The notebook that JupyterLab opens on, in the folder of each language.
START_PAGE = "00-start.ipynb"
_Action = Literal["add", "deleted", "restore", "leave", "refresh", "update", "keep"]
_LOCK = ".nastava-workspace.lock"


@dataclass
class Workspace:
    """A prepared workspace, and what happened to its files (paths relative to ``root``)."""

    root: Path
    language: str
    added: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    restored: list[str] = field(default_factory=list)
    deleted: list[str] = field(default_factory=list)
    #: A lesson that the learner changed, and the new one that was written beside it.
    kept: dict[str, str] = field(default_factory=dict)
    #: Where a marker that couldn't be read was put aside.
    damaged_marker: str | None = None

    def messages(self) -> list[str]:
        """Return what the learner should know, a sentence a line, in the workspace's language.

        Example:
            >>> Workspace(Path("nastava"), "en", updated=["en/02-kfor.ipynb"]).messages()
            ['Brought up to date: en/02-kfor.ipynb']
        """
        _ = translator(self.language)
        lines = []
        if self.added:
            pages = [name for name in self.added if name.endswith(".ipynb")]
            exercises = sum(name.startswith(f"{EXERCISES}/") for name in pages)
            lines.append(
                _("Copied to {folder}: lessons {lessons}, exercises {exercises}")
                .format(folder=self.root, lessons=len(pages) - exercises, exercises=exercises)
            )  # fmt: skip
        if self.damaged_marker:
            lines.append(
                _("The workspace's list of files could not be read. It was put aside as {name} and made anew.")
                .format(name=self.damaged_marker)
            )  # fmt: skip
        if self.updated:
            lines.append(_("Brought up to date: {names}").format(names=", ".join(self.updated)))
        if self.restored:
            lines.append(_("Put back: {names}").format(names=", ".join(self.restored)))
        lines += [
            _("You have changed {yours}, so it stays as it is. The new version is beside it: {new}")
            .format(yours=yours, new=new)
            for yours, new in self.kept.items()
        ]  # fmt: skip
        if self.deleted:
            names = ", ".join(self.deleted)
            lines.append(_("You deleted {names}. To have it back: nastava lab --restore").format(names=names))
        return lines


def prepare(root: Path, wanted: str | None = None, *, restore: bool = False) -> Workspace:
    """Make the workspace, or bring it up to date, and return what was done.

    Args:
        root: the folder; it may hold other things, which are left alone.
        wanted: code of the language to open in; without it the workspace's own, else the machine's.
        restore: write lessons that the learner deleted once more.

    Raises:
        WorkspaceError: the folder can't be used; the message says why and what to do.
        NastavaError: the language is unknown, or the installation has no lessons.

    Example:
        >>> import tempfile
        >>> folder = tempfile.TemporaryDirectory()
        >>> prepare(Path(folder.name) / "course", "sr").language
        'sr'
        >>> folder.cleanup()
    """
    if wanted:
        language(wanted)  # an unknown one is refused before anything is written
    root = root.expanduser().absolute()
    try:
        root.mkdir(parents=True, exist_ok=True)
        with FileLock(root / _LOCK, timeout=60):
            return _update(root, wanted, restore)
    except Timeout:
        raise WorkspaceError(f"{root}: another nastava is preparing this workspace. Try again.") from None
    except OSError as error:
        raise WorkspaceError(_explain(root, error)) from error


def _update(root: Path, wanted: str | None, restore: bool) -> Workspace:
    marker = root / WORKSPACE_MARKER
    remembered, damaged = read_marker(marker)
    workspace = Workspace(root, wanted or remembered.language or _machine_language(), damaged_marker=damaged)
    files: dict[str, str] = {}
    written: list[bytes] = []
    for name, content in _shipped():
        target = root / name
        new, old = fingerprint(content, target.suffix), remembered.files.get(name)
        files[name] = new
        action = _decide(target, old, new, remembered.version != nastava.__version__)
        if action == "deleted" and not restore and target.name != START_PAGE:
            workspace.deleted.append(name)
            continue
        if action == "leave":
            continue
        if action == "keep":
            workspace.kept[name] = beside = _beside(root, name, new, remembered.files)
            files[beside] = new
            target = root / beside
        elif action != "refresh":
            {"add": workspace.added, "update": workspace.updated}.get(action, workspace.restored).append(name)
        if target.suffix == ".ipynb":
            is_exercise = name.startswith(f"{EXERCISES}/")
            shown = content if is_exercise else with_static_outputs(content, target.parent.name)
            written.append(shown)
        else:
            shown = content
        write_atomically(target, shown)
    # New versions that stand beside a lesson are remembered, so that an untouched one may be replaced.
    files = {name: value for name, value in remembered.files.items() if (root / name).is_file()} | files
    now = Marker(workspace.language, nastava.__version__, files)
    if now != remembered:
        write_atomically(marker, now.to_json())
    sign(written)
    return workspace


def _decide(target: Path, old: str | None, new: str, upgraded: bool) -> _Action:
    """Return what to do with a file.

    Args:
        target: where it belongs in the workspace.
        old: the fingerprint of what was written there; None if nothing was.
        new: the fingerprint of what is shipped.
        upgraded: another version of the package wrote there.
    """
    if target.is_dir():
        raise WorkspaceError(
            f"{target}: a folder stands where a lesson belongs. Rename it, then start again."
        )
    if not target.is_file():
        if old is None:
            return "add"
        return "deleted" if old == new else "restore"
    found = target.read_bytes()
    theirs = fingerprint(found, target.suffix)
    if theirs == new:
        # A lesson never run shows the quizzes as they were when it was written.
        return "refresh" if old and upgraded and not has_been_run(found) else "leave"
    if old == new:
        return "leave"
    return "update" if theirs == old else "keep"


def _machine_language() -> str:
    # "sr" here is one language of four names.
    locale = next(filter(None, (os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))), "")
    neighbour = locale.partition("_")[0] in {"sr", "bs", "hr", "sh", "cnr"}
    return "sr" if neighbour and "NASTAVA_LANGUAGE" not in os.environ else current_language()


def _shipped() -> Iterator[tuple[str, bytes]]:
    """Yield each file of a workspace: its path below the root, and its content."""
    folder = notebooks_dir()
    for code in (*WRITTEN, EXERCISES):
        for path in sorted((folder / code).rglob("*")):
            name = path.relative_to(folder)
            kept = {".ipynb", ".json"} if code == EXERCISES else {".ipynb", ".png", ".svg"}
            # Besides notebooks only what they show travels; answers or checkpoints of a checkout's own use don't.
            if path.suffix not in kept or "answers" in name.parts or not path.is_file():
                continue
            if not any(part.startswith((".", "__")) for part in name.parts):
                content = path.read_bytes()
                is_page = code == EXERCISES and path.suffix == ".ipynb"
                yield name.as_posix(), for_one_alone(content, path.stem) if is_page else content


def _beside(root: Path, name: str, new: str, remembered: dict[str, str]) -> str:
    """Return a name for the new version; one that the learner has made their own is not free."""
    folder, _, file = name.rpartition("/")
    stem, dot, suffix = file.rpartition(".")
    for number in range(1, 1000):
        label = f"new {nastava.__version__}" + (f" {number}" if number > 1 else "")
        candidate = f"{folder}/{stem} ({label}){dot}{suffix}"
        path = root / candidate
        if not path.exists():
            return candidate
        ours = {new, remembered.get(candidate)}
        if path.is_file() and fingerprint(path.read_bytes(), path.suffix) in ours:
            return candidate
    raise NastavaError(
        f"{root / name}: a thousand new versions stand beside it. Delete those you don't need."
    )


def _explain(root: Path, error: OSError) -> str:
    place = error.filename2 or error.filename or root
    if isinstance(error, FileExistsError | NotADirectoryError):
        return f"{place}: a file stands where a folder is needed. Choose another: nastava lab --workspace DIR"
    if error.errno == errno.ENOSPC:
        return f"{root}: the disk is full. Make room, then start again; nothing of yours was changed."
    if isinstance(error, PermissionError) or error.errno == errno.EROFS:
        return f"{place}: this may not be written. Choose another folder: nastava lab --workspace DIR"
    return f"{place}: {error.strerror or error}. Choose another folder: nastava lab --workspace DIR"
