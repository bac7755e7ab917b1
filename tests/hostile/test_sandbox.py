"""What a student's code can't do from its kernel, as root and as an ordinary user who grades."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the sandbox takes Linux")

HERE = Path(__file__).parent
#: Each prints "refused" where the system says no; what got through otherwise.
REFUSED = {
    "the course's folder": "os.listdir({here!r})",
    "the grader's home": "os.listdir('/home/student/../../root/.ssh')",
    "accounts and passwords": "open('/etc/shadow').read()",
    "write into Python's environment": "open(sys.prefix + '/pyvenv.cfg', 'a')",
    "write into the system": "open('/usr/lib/os-release', 'a')",
    "write beside the system": "open('/mine', 'w')",
    "write a library of the course's": "open(__import__('nastava').__file__, 'a')",
    "write into the folder of the kernel's sockets": "open(channel() + '/mine', 'w')",
    "take away the kernel's socket": "os.remove(channel() + '/k-1')",
    "the network, IPv4": "socket.create_connection(('198.51.100.1', 80), 2)",
    "the network, IPv6": "socket.create_connection(('2001:db8::1', 80), 2)",
    "the machine's own services": "socket.create_connection(('127.0.0.1', {port}), 2)",
    "sockets of other programs": "[None for line in open('/proc/net/unix') if '@/' in line][0]",
    "the grader's processes": "[n for n in os.listdir('/proc') if n.isdigit() and int(n) > 1 and "
    "open(f'/proc/{{n}}/cmdline').read()][0]",
    "become root": "os.setuid(0)",
    "new user namespace": "call('unshare', 0x10000000)",
    "new user namespace by a program": "subprocess.run(['unshare', '-U', 'true'], check=True, stderr=-3)",
    "mount": "call('mount', b'none', b'/tmp', b'tmpfs', 0, None)",
    "change the root": "os.chroot('/tmp')",
    "trace a process": "call('ptrace', 16, 1, 0, 0)",
    "outlive the watcher": "call('prctl', 1, 0, 0, 0, 0)",
    "read another process' memory": "call('process_vm_readv', 1, None, 0, None, 0, 0)",
    "settings of the machine": "open('/proc/sys/kernel/core_pattern', 'w')",
    "devices of the machine": "os.mknod('/tmp/disk', 0o60600, os.makedev(8, 0)) or open('/tmp/disk')",
    "a link in the submission": "open('link').read()",
    "kernel modules": "call('syscall', 175, None, 0, None)",
}
HELP = """
import ctypes, os, socket, subprocess, sys
libc = ctypes.CDLL(None, use_errno=True)
def call(name, *values):
    if getattr(libc, name)(*values) < 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
def channel():
    return next(line.split()[4] for line in open("/proc/self/mountinfo") if "/nastava-" in line and "root" not in line.split()[4])
try:
    got = {code}
    print("GOT THROUGH:", got)
except (OSError, IndexError, StopIteration, subprocess.SubprocessError) as error:
    print("refused", type(error).__name__, error)
"""
#: code, limits, the reason told, and what is printed or raised.
LIMITED: dict[str, tuple[str, dict[str, float], str, str]] = {
    "an endless loop that swallows interrupts": (
        "import time\nwhile True:\n    try:\n        time.sleep(0.01)\n    except BaseException:\n        pass",
        {"total_seconds": 4},
        "time",
        "",
    ),
    "busy processes": (
        "import os\nfor _ in range(3): os.fork()\nwhile True: pass",
        {"cpu_seconds": 2},
        "cpu",
        "",
    ),
    "a memory hog": ("held = [bytearray(50_000_000) for _ in range(40)]\nimport time; time.sleep(9)", {"memory_mib": 400},
                     "memory", ""),
    "memory of many processes": (
        "import os, time\nfor _ in range(8):\n    if os.fork() == 0:\n        held = bytearray(os.urandom(1)) * 80_000_000\n"
        "        time.sleep(9); os._exit(0)\ntime.sleep(9)",
        {"memory_mib": 400},
        "memory",
        "",
    ),
    "a fork bomb": (
        "import os, time\nfor count in range(500):\n    try:\n        if os.fork() == 0: time.sleep(60); os._exit(0)\n"
        "    except OSError: break\nprint('stopped after', count)",
        {"processes": 40, "memory_mib": 2000},
        "",
        "stopped after ",
    ),
    "a large file": ("with open('big', 'wb') as f:\n    for _ in range(99): f.write(bytes(1_000_000))", {"file_mib": 8}, "",
                     "File too large"),
    "a full disk": ("for name in range(99):\n    open(str(name), 'wb').write(bytes(2_000_000))", {"disk_mib": 16}, "",
                    "No space left"),
    "a kernel that ends itself": ("import os; os._exit(3)", {}, "", ""),
    "a daemon that lives on": (
        "import os, time\nif os.fork() == 0:\n    os.setsid()\n    if os.fork() == 0:\n        time.sleep(3000)\n    os._exit(0)",
        {},
        "",
        "",
    ),
}  # fmt: skip


def pieces(port: int) -> list[dict[str, Any]]:
    asked = [
        {
            "code": HELP.replace("{code}", code.format(here=str(HERE), port=port)),
            "links": {"link": str(HERE / "test_sandbox.py")},
        }
        for code in REFUSED.values()
    ]
    asked += [
        {"code": code, "limits": limits, "seconds": 8} for code, limits, _reason, _said in LIMITED.values()
    ]
    asked += [
        {
            "code": "print(open('mine.txt').read(), sorted(__import__('os').listdir()))",
            "files": {"mine.txt": "hello"},
        }
    ]
    asked += [{"code": "import os; print(open('/proc/self/environ').read(), dict(os.environ))"}]
    return asked


def outcome(port: int, *, ordinary: bool) -> list[dict[str, Any]]:
    command = [sys.executable, str(HERE / "in_sandbox.py")]
    if ordinary:
        command = [str(HERE / "as_user.sh"), sys.base_prefix, *command]
    done = subprocess.run(
        command,
        input=json.dumps(pieces(port)),
        env={**os.environ, "PASSWORD": "of the grader"},
        capture_output=True,
        text=True,
        check=False,
        timeout=400,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.fixture(scope="module", params=["root", "ordinary user"])
def results(request: pytest.FixtureRequest) -> dict[str, dict[str, Any]]:
    """What came of each attempt; all are made in one run."""
    import socket

    if request.param == "root" and os.geteuid() != 0:
        pytest.skip("not root")
    with socket.create_server(("127.0.0.1", 0)) as server:
        ordinary = request.param != "root" and os.geteuid() == 0
        found = outcome(server.getsockname()[1], ordinary=ordinary)
    return dict(zip([*REFUSED, *LIMITED, "own files", "environment"], found, strict=True))


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_not_the_kernels_is_out_of_reach(results: dict[str, dict[str, Any]], name: str) -> None:
    """The system refuses, and the kernel lives to say so."""
    assert results[name]["text"].startswith("refused"), results[name]


@pytest.mark.parametrize("name", LIMITED)
def test_limits_end_the_kernel_and_say_why(results: dict[str, dict[str, Any]], name: str) -> None:
    """A limit of one process shows as an error in the cell, one of them all ends the kernel with its reason."""
    _code, _limits, reason, said = LIMITED[name]
    result = results[name]
    assert result["reason"] == reason
    assert said in f"{result['text']} {result['error']}"


def test_a_kernel_has_its_own_files(results: dict[str, dict[str, Any]]) -> None:
    """What was handed in is there, and nothing else."""
    assert results["own files"]["text"].strip() == "hello ['mine.txt']"
    assert results["a link in the submission"]["left_out"] == ["link"]


def test_the_graders_variables_stay_with_the_grader(results: dict[str, dict[str, Any]]) -> None:
    """No password in the environment reaches a kernel, however it looks."""
    assert "PATH" in results["environment"]["text"]
    assert "of the grader" not in results["environment"]["text"]


def test_nothing_outlives_the_kernels(results: dict[str, dict[str, Any]]) -> None:
    """No process of any kernel is left, the daemon's neither."""
    assert results["a daemon that lives on"]["reason"] == ""
    left = subprocess.run(
        ["pgrep", "-f", "nastava.grading.sandbox.zygote"], capture_output=True, text=True, check=False
    )
    assert left.stdout == ""
