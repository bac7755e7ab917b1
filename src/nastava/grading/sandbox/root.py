"""The private root of a kernel: the system and Python read-only, its own folder, and nothing else of the machine."""

from __future__ import annotations

import os
import stat
import sys
import sysconfig
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from nastava.grading.sandbox.limits import MIB, Limits
from nastava.grading.sandbox.syscalls import (
    MS_BIND,
    MS_NODEV,
    MS_NOEXEC,
    MS_NOSUID,
    MS_PRIVATE,
    MS_RDONLY,
    MS_REC,
    MS_REMOUNT,
    mount,
)

#: Where the kernel finds its submission, and its home.
WORK = "/home/student/work"
HOME = "/home/student"
#: What programs and libraries need of the system. Symbolic links among them are made anew.
SYSTEM = ("/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32")
SETTINGS = ("/etc/ld.so.cache", "/etc/ld.so.conf", "/etc/ld.so.conf.d", "/etc/localtime", "/etc/fonts",
             "/etc/alternatives", "/etc/mime.types")  # fmt: skip
_DEVICES = ("null", "zero", "full", "random", "urandom")
#: Worked solutions, where an instructor has installed them beside the course.
_HIDDEN = ("nastava_solutions",)
ACCOUNTS = "root:x:0:0::/root:/bin/false\nstudent:x:1000:1000::/home/student:/bin/false\n"
GROUPS = "root:x:0:\nstudent:x:1000:\n"
_LOCKED = (
    (os.ST_NOSUID, MS_NOSUID),
    (os.ST_NODEV, MS_NODEV),
    (os.ST_NOEXEC, MS_NOEXEC),
    (1024, 1024),  # noatime
    (2048, 2048),  # nodiratime
    (4096, 1 << 21),  # relatime
)


@dataclass(frozen=True)
class Places:
    """Paths that are found out once, before any fork.

    Attributes:
        root: an empty folder, where each kernel mounts its own root.
        environment: what Python runs from.
        hidden: folders below it that no student's code may read.
        fonts: matplotlib's cache; empty for none.
    """

    root: str
    environment: list[str]
    hidden: list[str]
    fonts: str


def environment_paths() -> list[str]:
    """Return the folders that this Python runs from, outermost only: its installation, its environment, its path.

    Example:
        >>> any(sys.prefix.startswith(path) for path in environment_paths())
        True
    """
    wanted = {sys.prefix, sys.base_prefix, sys.exec_prefix, *sysconfig.get_paths().values()}
    # A course is no library, even where it was put on the path.
    wanted |= {entry for entry in sys.path if entry and not os.path.exists(f"{entry}/nbgrader_config.py")}
    real = {os.path.realpath(path) for path in wanted if os.path.isdir(path)}
    return outermost(real | {os.path.abspath(path) for path in wanted if os.path.isdir(path)})


def outermost(paths: Iterable[str]) -> list[str]:
    """Return the paths that lie below no other, and below none of the system's.

    Example:
        >>> outermost(["/usr/lib/python3", "/opt/env", "/opt/env/lib"])
        ['/opt/env']
    """
    kept: list[str] = []
    for path in sorted(paths):
        if not any(path == top or path.startswith(top.rstrip("/") + "/") for top in (*SYSTEM, *kept)):
            kept.append(path)
    return kept


def hidden_paths() -> list[str]:
    """Return folders below the environment that no student's code may read."""
    return [
        str(Path(entry) / name) for entry in sys.path for name in _HIDDEN if (Path(entry) / name).is_dir()
    ]


def build(places: Places, limits: Limits) -> None:
    """Mount a private root at ``places.root`` in this mount namespace.

    Args:
        places: what is shown there.
        limits: the size of what can be written.

    Raises:
        OSError: the system doesn't allow it.
    """
    root = places.root
    mount("none", "/", None, MS_REC | MS_PRIVATE)
    mount("tmpfs", root, "tmpfs", MS_NOSUID | MS_NODEV, "mode=755,size=1m")
    # First: the environment may lie below one of them.
    for place in (HOME, "/tmp", "/dev/shm"):  # noqa: S108
        os.makedirs(root + place, exist_ok=True)
        size = limits.disk_mib * MIB // (1 if place == HOME else 4)
        options = f"mode=1777,size={size},nr_inodes=20000"
        mount("tmpfs", root + place, "tmpfs", MS_NOSUID | MS_NODEV, options)
    _show_system(root, places.environment, places.hidden)
    _make_devices(root)
    _written(f"{root}/etc/passwd", ACCOUNTS)
    _written(f"{root}/etc/group", GROUPS)
    os.makedirs(f"{root}/proc", mode=0o555)
    os.mkdir(root + WORK)
    if places.fonts:
        bind(places.fonts, f"{root}{HOME}/.cache/matplotlib")


def _show_system(root: str, environment: Sequence[str], hidden: Sequence[str]) -> None:
    for path in SYSTEM:
        if os.path.islink(path):
            os.symlink(os.readlink(path), root + path)
        elif os.path.isdir(path):
            bind(path, root + path)
    for path in (*SETTINGS, *environment):
        if os.path.exists(path):
            bind(path, root + path)
    for path in hidden:
        mount("tmpfs", root + path, "tmpfs", MS_RDONLY | MS_NOSUID | MS_NODEV, "mode=755,size=4k")


def _make_devices(root: str) -> None:
    os.makedirs(f"{root}/dev", exist_ok=True)
    for name in _DEVICES:
        bind(f"/dev/{name}", f"{root}/dev/{name}", devices=True)
    for name, target in (("fd", "/proc/self/fd"), ("stdin", "fd/0"), ("stdout", "fd/1"), ("stderr", "fd/2")):
        os.symlink(target, f"{root}/dev/{name}")


def bind(source: str, target: str, *, writable: bool = False, devices: bool = False) -> None:
    """Show a file or folder at another place, read-only unless told otherwise.

    Raises:
        OSError: the system doesn't allow it.
    """
    if stat.S_ISDIR(os.stat(source).st_mode):
        os.makedirs(target, exist_ok=True)
    else:
        _written(target, "")
    mount(source, target, None, MS_BIND | MS_REC)
    # An ordinary user's namespace may not take away what the host has locked.
    kept = sum(flag for bit, flag in _LOCKED if os.statvfs(target).f_flag & bit)
    flags = MS_BIND | MS_REMOUNT | MS_NOSUID | kept
    flags |= 0 if writable else MS_RDONLY
    mount("none", target, None, flags if devices else flags | MS_NODEV)


def seal(root: str) -> None:
    """Make the root itself read-only, once all is in its place.

    Raises:
        OSError: the system doesn't allow it.
    """
    mount("none", root, None, MS_REMOUNT | MS_BIND | MS_RDONLY | MS_NOSUID | MS_NODEV)


def _written(path: str, text: str) -> None:
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "a", encoding="utf-8") as file:
        file.write(text)
