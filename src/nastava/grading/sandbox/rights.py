"""How a process gives up what it could do: resource limits, capabilities, new privileges, system calls."""

from __future__ import annotations

import os
import resource
import signal

from nastava.grading.sandbox import seccomp
from nastava.grading.sandbox.limits import MIB, Limits
from nastava.grading.sandbox.syscalls import PR_SET_DUMPABLE, PR_SET_PDEATHSIG, drop_capabilities, prctl

#: Address space is more than memory: libraries map files, allocators reserve.
_MAPPED = 4
_LANGUAGES = ("PATH", "LANG", "LC_ALL", "LC_CTYPE", "TZ", "PYTHONPATH", "VIRTUAL_ENV")
#: A library that starts threads when it is imported could not be forked.
_THREADS = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")


def give_up(limits: Limits) -> None:
    """Give up everything, for good; call it last, with one thread.

    Raises:
        OSError: the system doesn't allow it.
    """
    drop_capabilities()
    # Lost at each change of user. The watcher's end is this process' end.
    prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    prctl(PR_SET_DUMPABLE, 1)
    for kind, value in (
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, limits.file_mib * MIB),
        (resource.RLIMIT_CPU, int(limits.cpu_seconds) + 1),
        (resource.RLIMIT_NPROC, limits.processes),
        (resource.RLIMIT_NOFILE, 512),
        (resource.RLIMIT_MEMLOCK, 0),
        (resource.RLIMIT_AS, limits.memory_mib * MIB * _MAPPED),
    ):
        hard = resource.getrlimit(kind)[1]
        allowed = value if hard == resource.RLIM_INFINITY else min(value, hard)
        resource.setrlimit(kind, (allowed, allowed))
    seccomp.install()


def grader_environment() -> dict[str, str]:
    """Return what of the grader's environment the prepared process gets; a kernel can read all of that.

    ``/proc/self/environ`` shows the variables a process was started with, whatever it does to them later.
    """
    kept = (*_LANGUAGES, "HOME", "MPLCONFIGDIR", "XDG_CACHE_HOME")
    return {name: os.environ[name] for name in kept if name in os.environ} | dict.fromkeys(_THREADS, "1")


def new_environment(home: str, extra: dict[str, str]) -> dict[str, str]:
    """Return the environment of a kernel: nothing of the grader's but its languages and where Python is."""
    kept = _LANGUAGES
    return {
        **{name: os.environ[name] for name in kept if name in os.environ},
        "HOME": home,
        "USER": "student",
        "LOGNAME": "student",
        "TMPDIR": "/tmp",  # noqa: S108
        "IPYTHONDIR": f"{home}/.ipython",
        **{name: os.environ[name] for name in _THREADS if name in os.environ},
        **extra,
    }
