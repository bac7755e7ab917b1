"""A fresh kernel in bubblewrap, for systems that let an ordinary user make namespaces only through it.

Slower than a fork: the kernel imports everything anew. And the folder of its sockets stays writable for it, which is
watched instead. https://github.com/containers/bubblewrap
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import sys
from collections.abc import Iterator

from nastava.grading.sandbox.folder import TooLargeError, entries
from nastava.grading.sandbox.job import Ending, Job
from nastava.grading.sandbox.limits import MIB
from nastava.grading.sandbox.rights import new_environment
from nastava.grading.sandbox.root import ACCOUNTS, GROUPS, HOME, SETTINGS, SYSTEM, WORK, Places
from nastava.grading.sandbox.watch import watch

_NAME = "bwrap"


def run_in_bubble(job: Job, places: Places) -> Ending:
    """Watch over a kernel in bubblewrap from its start to its end; call it in a process that may end afterwards.

    Raises:
        OSError: bubblewrap isn't there, or the submission's folder can't be read.
    """
    program = shutil.which(_NAME)
    if program is None:
        raise FileNotFoundError("bubblewrap is not installed (Debian, Ubuntu: apt install bubblewrap)")
    try:
        files, left_out = _files(job)
    except TooLargeError as error:
        return Ending(-1, "disk", str(error))
    reading, writing = os.pipe()
    os.set_inheritable(writing, True)
    told = [program, "--info-fd", str(writing), *_arguments(job, places), *files]
    told += ["--", sys.executable, "-P", "-m", "nastava.grading.sandbox.kernel", job.to_json().decode()]
    child = os.fork()
    if child == 0:
        if os.geteuid() == 0:
            os.setresgid(job.uid, job.uid, job.uid)
            os.setresuid(job.uid, job.uid, job.uid)
        os.execv(program, told)  # noqa: S606 - no shell; the grader's own words
    os.close(writing)
    signal.signal(signal.SIGTERM, lambda *_: os.kill(child, signal.SIGKILL))
    said = b"".join(iter(lambda: os.read(reading, 4096), b""))
    space = ""
    if said:
        space = os.readlink(f"/proc/{json.loads(said)['child-pid']}/ns/pid")
    code, reason, seen = watch(child, job.limits, space or "none", job.channel)
    if not said:
        return Ending(code, "start", "bubblewrap could not make a sandbox; its words stand above")
    return Ending(code, reason, "", round(seen.cpu, 3), round(seen.peak, 1), tuple(left_out))


def _arguments(job: Job, places: Places) -> Iterator[str]:
    yield from ("--unshare-all", "--unshare-user", "--die-with-parent", "--new-session", "--clearenv")
    yield from ("--uid", "1000", "--gid", "1000", "--hostname", "student", "--cap-drop", "ALL")
    for path in SYSTEM:
        if os.path.islink(path):
            yield from ("--symlink", os.readlink(path), path)
        elif os.path.isdir(path):
            yield from ("--ro-bind", path, path)
    yield from ("--dev", "/dev", "--proc", "/proc")
    size = job.limits.disk_mib * MIB
    # First: the environment may lie below one of them.
    for place, share in ((HOME, size), ("/tmp", size // 4), ("/dev/shm", size // 4)):  # noqa: S108
        yield from ("--size", str(share), "--tmpfs", place)
    for path in (*SETTINGS, *places.environment):
        yield from ("--ro-bind-try", path, path)
    for path in places.hidden:
        yield from ("--size", "4096", "--tmpfs", path)
    yield from _own(job, places)


def _own(job: Job, places: Places) -> Iterator[str]:
    """Yield what concerns the kernel's own places and its environment."""
    yield from ("--dir", WORK)
    for path, text in (("/etc/passwd", ACCOUNTS), ("/etc/group", GROUPS)):
        yield from ("--file", str(_held(text.encode())), path)
    if places.fonts:
        yield from ("--ro-bind", places.fonts, f"{HOME}/.cache/matplotlib")
    for name in job.doors:
        yield from ("--symlink", f"{job.channel}/{name}", f"{WORK}/{name}")
    yield from ("--bind", job.channel, job.channel, "--remount-ro", "/", "--chdir", WORK)
    for name, value in new_environment(HOME, job.environment).items():
        yield from ("--setenv", name, value)


def _files(job: Job) -> tuple[list[str], list[str]]:
    """Return what bubblewrap is told of the submission's files, and what was left out."""
    told: list[str] = []
    left_out: list[str] = []
    for entry in entries(job.folder, at_most=job.limits.disk_mib * MIB):
        place = f"{WORK}/{entry.path}"
        if entry.left_out:
            left_out.append(entry.path)
        elif entry.descriptor is None:
            told += ["--dir", place]
        else:
            descriptor = os.dup(entry.descriptor)
            os.set_inheritable(descriptor, True)
            told += ["--file", str(descriptor), place]
    return told, left_out


def _held(data: bytes) -> int:
    """Return a descriptor from which a program can read the data."""
    descriptor = os.memfd_create("held", 0)
    os.write(descriptor, data)
    os.lseek(descriptor, 0, os.SEEK_SET)
    os.set_inheritable(descriptor, True)
    return descriptor
