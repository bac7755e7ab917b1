"""What a student's code can't do from its kernel, as root and as an ordinary user who grades."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import tempfile
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
    "take away one of the kernel's sockets": "os.remove(channel() + '/.k-1')",
    "the network, IPv4": "socket.create_connection(('198.51.100.1', 80), 2)",
    "the network, IPv6": "socket.create_connection(('2001:db8::1', 80), 2)",
    "the machine's own services": "socket.create_connection(('127.0.0.1', {port}), 2)",
    "listeners of other programs": "[None for line in open('/proc/net/unix') if '@/' in line][0]",
    "the grader's processes": "[n for n in os.listdir('/proc') if n.isdigit() and int(n) not in (1, os.getpid()) and "
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
LOOP = """
import time
while True:
    try:
        time.sleep(0.01)
    except BaseException:
        pass
"""
HOG = """
import time
held = [bytearray(50_000_000) for _ in range(40)]
time.sleep(9)
"""
HOGS = """
import os, time
for _ in range(8):
    if os.fork() == 0:
        held = bytearray(b"x") * 80_000_000
        time.sleep(9)
        os._exit(0)
time.sleep(9)
"""
BESIDE = (
    HELP.partition("try:")[0]
    + """
import time
for name in range(9):
    try:
        open(f"{channel()}/{name}", "wb").write(bytes(1_000_000))
    except OSError:
        pass
time.sleep(2)
"""
)
BOMB = """
import os, time
for count in range(500):
    try:
        if os.fork() == 0:
            time.sleep(60)
            os._exit(0)
    except OSError:
        break
print("stopped after", count)
"""
LARGE = """
with open("big", "wb") as file:
    for _ in range(99):
        file.write(bytes(1_000_000))
"""
FULL = """
for name in range(99):
    with open(str(name), "wb") as file:
        file.write(bytes(2_000_000))
"""
DAEMON = """
import os, time
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        time.sleep(3000)
    os._exit(0)
"""
#: code, limits, the reason told, and what is printed or raised.
LIMITED: dict[str, tuple[str, dict[str, float], str, str]] = {
    "an endless loop that swallows interrupts": (LOOP, {"total_seconds": 4}, "time", ""),
    "busy processes": (
        "import os\nfor _ in range(3): os.fork()\nwhile True: pass",
        {"cpu_seconds": 2},
        "cpu",
        "",
    ),
    "a memory hog": (HOG, {"memory_mib": 400}, "memory", ""),
    "memory of many processes": (HOGS, {"memory_mib": 400}, "memory", ""),
    "files beside the sockets": (BESIDE, {}, "disk", ""),
    "a fork bomb": (BOMB, {"processes": 40, "memory_mib": 2000}, "", "stopped after "),
    "a large file": (LARGE, {"file_mib": 8}, "", "File too large"),
    "a full disk": (FULL, {"disk_mib": 16}, "", "No space left"),
    "a kernel that ends itself": ("import os; os._exit(3)", {}, "", ""),
    "a daemon that lives on": (DAEMON, {}, "", ""),
}


def pieces(port: int) -> list[dict[str, Any]]:
    """What one kernel tries in turn, what takes a kernel each, and what is right."""
    tries = [HELP.replace("{code}", code.format(here=str(HERE), port=port)) for code in REFUSED.values()]
    tries += ["import os; print(open('/proc/self/environ').read(), dict(os.environ))"]
    tries += ["print(open('mine.txt').read(), sorted(__import__('os').listdir()))"]
    tries += ["import below; print(below.__file__)"]
    links = {"link": str(HERE / "test_sandbox.py")}
    asked: list[dict[str, Any]] = [{"codes": tries, "files": {"mine.txt": "hello"}, "links": links}]
    asked += [
        {"codes": [code], "limits": limits, "seconds": 8} for code, limits, _reason, _said in LIMITED.values()
    ]
    return asked


def outcome(port: int, *options: str, ordinary: bool) -> tuple[list[dict[str, Any]], list[str]]:
    """Return what came of each piece, and the processes that are left of the run."""
    command = [sys.executable, str(HERE / "in_sandbox.py"), *options]
    if ordinary:
        command = [str(HERE / "as_user.sh"), sys.base_prefix, *command]
    with tempfile.TemporaryDirectory(dir="/tmp") as library:
        Path(library).chmod(0o755)
        Path(library, "below.py").touch()
        path = os.pathsep.join(filter(None, [library, os.environ.get("PYTHONPATH")]))
        done = subprocess.run(
            command,
            input=json.dumps(pieces(port)),
            env={**os.environ, "PASSWORD": "of the grader", "PYTHONPATH": path},
            capture_output=True,
            text=True,
            check=False,
            timeout=400,
        )
        left = with_path(library)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout), left


def with_path(library: str) -> list[str]:
    """Return the processes that were started with a folder on their Python's path."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if library.encode() in (process / "environ").read_bytes():
                found.append(process.name)
    return found


@pytest.fixture(scope="module", params=["root", "ordinary user", "bubblewrap"])
def results(request: pytest.FixtureRequest) -> dict[str, dict[str, Any]]:
    """What came of each attempt; all are made in one run."""
    import socket

    if request.param == "root" and os.geteuid() != 0:
        pytest.skip("not root")
    with socket.create_server(("127.0.0.1", 0)) as server:
        ordinary = request.param != "root" and os.geteuid() == 0
        options = ["--bubblewrap"] if request.param == "bubblewrap" else []
        (first, *others), left = outcome(server.getsockname()[1], *options, ordinary=ordinary)
    tried = zip([*REFUSED, "environment", "own files", "library"], first["texts"], strict=True)
    return {
        **{name: {**first, "text": text} for name, text in tried},
        **{
            name: {**other, "text": "".join(other["texts"])}
            for name, other in zip(LIMITED, others, strict=True)
        },
        "left": {"processes": left},
    }


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_not_the_kernels_is_out_of_reach(
    results: dict[str, dict[str, Any]], name: str, request: pytest.FixtureRequest
) -> None:
    """The system refuses, and the kernel lives to say so."""
    if "sockets" in name and "bubblewrap" in request.node.name:
        pytest.skip("bubblewrap can't seal the sockets' folder; it is watched instead")
    assert results[name]["text"].startswith("refused"), results[name]


@pytest.mark.parametrize("name", LIMITED)
def test_limits_end_the_kernel_and_say_why(
    results: dict[str, dict[str, Any]], name: str, request: pytest.FixtureRequest
) -> None:
    """A limit of one process shows as an error in the cell, one of them all ends the kernel with its reason."""
    _code, _limits, reason, said = LIMITED[name]
    if name == "files beside the sockets" and "bubblewrap" not in request.node.name:
        # They can't be written at all.
        reason = ""
    result = results[name]
    assert result["reason"] == reason
    assert said in result["text"]


def test_a_kernel_has_its_own_files(results: dict[str, dict[str, Any]]) -> None:
    """What was handed in is there, and nothing else."""
    assert results["own files"]["text"].strip() == "hello ['mine.txt']"
    assert results["a link in the submission"]["left_out"] == ["link"]


def test_an_environment_below_tmp_is_there(results: dict[str, dict[str, Any]]) -> None:
    """The kernel's own empty ``/tmp`` hides nothing of what Python runs from."""
    assert results["library"]["text"].strip().endswith("/below.py")


def test_the_graders_variables_stay_with_the_grader(results: dict[str, dict[str, Any]]) -> None:
    """No password in the environment reaches a kernel, however it looks."""
    assert "PATH" in results["environment"]["text"]
    assert "of the grader" not in results["environment"]["text"]


def test_nothing_outlives_the_kernels(results: dict[str, dict[str, Any]]) -> None:
    """No process of any kernel is left, the daemon's neither."""
    assert results["a daemon that lives on"]["reason"] == ""
    assert results["left"]["processes"] == []
