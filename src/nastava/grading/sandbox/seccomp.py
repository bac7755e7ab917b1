"""A filter of system calls: what no exercise needs and an escape would begin with is refused.

The list follows what container runtimes refuse by default (Docker's seccomp profile, systemd's ``@mount``,
``@module``, ``@debug``, ``@keyring``, ``@privileged`` groups); the numbers are those of the kernel's own tables.
"""

from __future__ import annotations

import ctypes
import errno
import platform
import struct

from nastava.grading.sandbox.syscalls import (
    CLONE_NEWUSER,
    PR_SET_NO_NEW_PRIVS,
    PR_SET_PDEATHSIG,
    PR_SET_SECCOMP,
    SECCOMP_MODE_FILTER,
    prctl,
)

#: Names with their numbers on x86_64 and aarch64; None where the processor has no such call.
_REFUSED: dict[str, tuple[int | None, int | None]] = {
    "ptrace": (101, 117),
    "process_vm_readv": (310, 270),
    "process_vm_writev": (311, 271),
    "kcmp": (312, 272),
    "pidfd_getfd": (438, 438),
    "mount": (165, 40),
    "umount2": (166, 39),
    "pivot_root": (155, 41),
    "chroot": (161, 51),
    "open_tree": (428, 428),
    "move_mount": (429, 429),
    "fsopen": (430, 430),
    "fsconfig": (431, 431),
    "fsmount": (432, 432),
    "fspick": (433, 433),
    "mount_setattr": (442, 442),
    "unshare": (272, 97),
    "setns": (308, 268),
    "name_to_handle_at": (303, 264),
    "open_by_handle_at": (304, 265),
    "keyctl": (250, 219),
    "add_key": (248, 217),
    "request_key": (249, 218),
    "bpf": (321, 280),
    "perf_event_open": (298, 241),
    "userfaultfd": (323, 282),
    "io_uring_setup": (425, 425),
    "io_uring_enter": (426, 426),
    "io_uring_register": (427, 427),
    "init_module": (175, 105),
    "finit_module": (313, 273),
    "delete_module": (176, 106),
    "kexec_load": (246, 104),
    "kexec_file_load": (320, 294),
    "reboot": (169, 142),
    "swapon": (167, 224),
    "swapoff": (168, 225),
    "acct": (163, 89),
    "quotactl": (179, 60),
    "settimeofday": (164, 170),
    "clock_settime": (227, 112),
    "iopl": (172, None),
    "ioperm": (173, None),
    "modify_ldt": (154, None),
}
#: Told "no such call", so that the C library falls back to clone, whose flags the filter can read.
_CLONE3 = 435
_CLONE = {"x86_64": 56, "aarch64": 220}
_PRCTL = {"x86_64": 157, "aarch64": 167}
_ARCHITECTURE = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
#: Numbers from here on are the x32 calls, which would step around the list.
_X32 = 0x40000000

_LOAD, _EQUAL, _AT_LEAST, _ANY_BIT, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_ALLOW, _KILL, _ERRNO = 0x7FFF0000, 0x80000000, 0x00050000
#: Offsets in struct seccomp_data.
_NUMBER, _ARCH, _ARG0 = 0, 4, 16


def program(machine: str) -> bytes:
    """Return the filter for a processor as the kernel reads it: 8 bytes an instruction.

    Raises:
        OSError: there is none for this processor.

    Example:
        >>> len(program("x86_64")) % 8
        0
    """
    if machine not in _ARCHITECTURE:
        raise OSError(errno.ENOSYS, f"no filter of system calls for {machine}")
    column = list(_ARCHITECTURE).index(machine)
    code = [
        (_LOAD, 0, 0, _ARCH),
        (_EQUAL, 1, 0, _ARCHITECTURE[machine]),
        (_RETURN, 0, 0, _KILL),
        (_LOAD, 0, 0, _NUMBER),
    ]
    if machine == "x86_64":
        code += [(_AT_LEAST, 0, 1, _X32), (_RETURN, 0, 0, _ERRNO | errno.ENOSYS)]
    code += [(_EQUAL, 0, 1, _CLONE3), (_RETURN, 0, 0, _ERRNO | errno.ENOSYS)]
    for numbers in _REFUSED.values():
        number = numbers[column]
        if number is not None:
            code += [(_EQUAL, 0, 1, number), (_RETURN, 0, 0, _ERRNO | errno.EPERM)]
    code += [
        (_EQUAL, 0, 3, _CLONE[machine]),
        (_LOAD, 0, 0, _ARG0),
        (_ANY_BIT, 0, 1, CLONE_NEWUSER),
        (_RETURN, 0, 0, _ERRNO | errno.EPERM),
        (_LOAD, 0, 0, _NUMBER),
        # Its watcher's end must stay its own end.
        (_EQUAL, 0, 3, _PRCTL[machine]),
        (_LOAD, 0, 0, _ARG0),
        (_EQUAL, 0, 1, PR_SET_PDEATHSIG),
        (_RETURN, 0, 0, _ERRNO | errno.EPERM),
        (_RETURN, 0, 0, _ALLOW),
    ]
    return b"".join(struct.pack("<HBBI", *step) for step in code)


def install() -> None:
    """Put the filter on this process and all that it starts, for good.

    Raises:
        OSError: the system doesn't allow it, or there is no filter for this processor.
    """
    code = program(platform.machine())
    held = ctypes.create_string_buffer(code, len(code))
    # struct sock_fprog: a length, then a pointer.
    fprog = ctypes.create_string_buffer(struct.pack("@HP", len(code) // 8, ctypes.addressof(held)))
    prctl(PR_SET_NO_NEW_PRIVS, 1)
    prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, ctypes.byref(fprog))
