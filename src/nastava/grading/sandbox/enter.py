"""From a forked process to a kernel in namespaces and a root of its own.

Two processes: the watcher, outside the new process namespace, and its child, the kernel. Where the grader is root, the
root file system is made by root itself, and only then the kernel becomes an ordinary user of the host, alone in a user
namespace: what is mounted belongs to nobody that it could become. An ordinary user makes the user namespace first.
"""

from __future__ import annotations

import contextlib
import os
import random
import signal
import sys
import traceback
from collections.abc import Callable

from nastava.grading.sandbox.bubble import run_in_bubble
from nastava.grading.sandbox.folder import TooLargeError, copy_files
from nastava.grading.sandbox.job import Ending, Job
from nastava.grading.sandbox.limits import MIB
from nastava.grading.sandbox.rights import give_up, new_environment
from nastava.grading.sandbox.root import HOME, WORK, Places, bind, build, seal
from nastava.grading.sandbox.syscalls import (
    CLONE_NEWIPC,
    CLONE_NEWNET,
    CLONE_NEWNS,
    CLONE_NEWPID,
    CLONE_NEWUSER,
    CLONE_NEWUTS,
    MS_BIND,
    MS_NODEV,
    MS_NOEXEC,
    MS_NOSUID,
    MS_RDONLY,
    MS_REMOUNT,
    PR_SET_PDEATHSIG,
    enter_root,
    mount,
    prctl,
    set_host_name,
    unshare,
)
from nastava.grading.sandbox.watch import watch

#: User and group within the kernel's namespace.
INSIDE = 1000
#: Said by the kernel's process when it stands in its own root.
_ROOTED = b"\0"
_SPACES = CLONE_NEWNS | CLONE_NEWPID | CLONE_NEWNET | CLONE_NEWIPC | CLONE_NEWUTS


def run(job: Job, places: Places, report: int, kernel: Callable[[Job], Callable[[], None]]) -> None:
    """Watch over a kernel from its start to its end; never returns.

    Call it in a fork of a process with a single thread.

    Args:
        job: what to start.
        places: what the prepared process found out beforehand.
        report: a pipe's end for the :class:`Ending`.
        kernel: makes the kernel ready, in the sandbox, and returns what runs it.
    """
    try:
        prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        os.setsid()
        ending = run_in_bubble(job, places) if job.bubblewrap else _run(job, places, kernel)
    except BaseException:  # noqa: BLE001 - the grader is told, whatever it is
        ending = Ending(-1, "start", traceback.format_exc(limit=-4))
    os.write(report, ending.to_json())
    os._exit(0)


def _run(job: Job, places: Places, kernel: Callable[[Job], Callable[[], None]]) -> Ending:
    as_root = os.geteuid() == 0
    if as_root:
        os.setgroups([])
        unshare(_SPACES)
    else:
        uid, gid = os.geteuid(), os.getegid()
        unshare(CLONE_NEWUSER | _SPACES)
        _write("/proc/self/setgroups", "deny")
        _write("/proc/self/uid_map", f"{INSIDE} {uid} 1")
        _write("/proc/self/gid_map", f"{INSIDE} {gid} 1")
    owner = (job.uid, job.uid) if as_root else None
    root = places.root
    proc = os.open("/proc", os.O_PATH | os.O_DIRECTORY | os.O_CLOEXEC)
    build(places, job.limits)
    bind(job.channel, root + job.channel, writable=True)
    try:
        left_out = copy_files(job.folder, root + WORK, at_most=job.limits.disk_mib * MIB, owner=owner)
    except TooLargeError as error:
        return Ending(-1, "disk", str(error))
    for name in job.doors:
        os.symlink(f"{job.channel}/{name}", f"{root}{WORK}/{name}")
    if owner:
        os.chown(root + WORK, *owner)
        os.chown(root + HOME, *owner)
    ready, go = os.pipe(), os.pipe()
    child = os.fork()
    if child == 0:
        os.close(ready[0])
        os.close(go[1])
        _become(job, root, ready=ready[1], go=go[0], as_root=as_root, kernel=kernel)
    for ending in (ready[1], go[0]):
        os.close(ending)
    first = os.read(ready[0], 1)
    if first == _ROOTED and as_root:
        for name in ("uid_map", "gid_map"):
            descriptor = os.open(f"{child}/{name}", os.O_WRONLY, dir_fd=proc)
            os.write(descriptor, f"{INSIDE} {job.uid} 1".encode())
            os.close(descriptor)
    os.close(proc)
    os.write(go[1], b"g")
    signal.signal(signal.SIGTERM, lambda *_: os.kill(child, signal.SIGKILL))
    signal.signal(signal.SIGINT, lambda *_: os.kill(child, signal.SIGINT))
    # Closed when the kernel has its sockets; before that it may say what went wrong.
    trouble = first.strip(_ROOTED) + b"".join(iter(lambda: os.read(ready[0], 65536), b""))
    # The folder of the sockets is the host's: no student's code may fill it, or put something in their place.
    if not trouble:
        mount("none", job.channel, None, MS_REMOUNT | MS_BIND | MS_RDONLY | MS_NOSUID | MS_NODEV)
    os.close(go[1])
    code, reason, seen = watch(child, job.limits)
    reason = "start" if trouble else reason
    return Ending(
        code,
        reason,
        trouble.decode(errors="replace"),
        round(seen.cpu, 3),
        round(seen.peak, 1),
        tuple(left_out),
    )


def _become(
    job: Job, root: str, *, ready: int, go: int, as_root: bool, kernel: Callable[[Job], Callable[[], None]]
) -> None:
    """Turn this process, the first of its namespace, into the kernel; never returns."""
    try:
        # While the host's own is still in sight: an ordinary user gets no new one otherwise.
        mount("proc", f"{root}/proc", "proc", MS_NOSUID | MS_NODEV | MS_NOEXEC)
        seal(root)
        enter_root(root)
        set_host_name("student")
        if as_root:
            unshare(CLONE_NEWUSER)
        os.write(ready, _ROOTED)
        os.read(go, 1)
        if as_root:
            os.setresgid(INSIDE, INSIDE, INSIDE)
            os.setresuid(INSIDE, INSIDE, INSIDE)
        _tidy_up(job, kept=(go, ready))
        give_up(job.limits)
        start = kernel(job)
    except BaseException:  # noqa: BLE001 - as above; what follows must not run on in a half-made sandbox
        with contextlib.suppress(OSError):
            os.write(ready, traceback.format_exc(limit=-4).encode())
        os._exit(1)
    os.close(ready)
    os.read(go, 1)
    os.close(go)
    try:
        start()
    finally:
        os._exit(0)


def _tidy_up(job: Job, kept: tuple[int, ...]) -> None:
    """Leave nothing of the grader's but a few descriptors: environment, folder, signals, random numbers."""
    os.environ.clear()
    os.environ.update(new_environment(HOME, job.environment))
    os.chdir(WORK)
    os.umask(0o077)
    null = os.open("/dev/null", os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(null, descriptor)
    for descriptor in map(int, os.listdir("/proc/self/fd")):
        if descriptor > 2 and descriptor not in kept:
            with contextlib.suppress(OSError):
                os.close(descriptor)
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGCHLD):
        signal.signal(number, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    if "numpy" in sys.modules:
        sys.modules["numpy"].random.seed()
    random.seed()


def _write(path: str, text: str) -> None:
    with open(path, "w", encoding="ascii") as file:
        file.write(text)
