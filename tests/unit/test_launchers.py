"""The launchers, as far as one machine can look at those for the others."""

from __future__ import annotations

import importlib.util
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

LAUNCHERS = Path(__file__).parents[2] / "launchers"
BAT = (LAUNCHERS / "Nastava.bat").read_bytes()


@pytest.fixture
def start() -> ModuleType:
    """The part that all launchers share."""
    spec = importlib.util.spec_from_file_location("nastava_start", LAUNCHERS / "nastava_start.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_windows_reads_each_line_of_the_batch_file() -> None:
    """Lines end as Windows ends them, and there is no mark at the beginning that it would take for a command."""
    assert BAT.count(b"\r\n") == BAT.count(b"\n")
    assert BAT.startswith(b"@echo off\r\n")


def test_the_batch_file_takes_any_folder() -> None:
    """No block in parentheses, which a name such as "Nastava (2)" would end; each path stands in quotes."""
    lines = [line for line in BAT.decode("utf-8").splitlines() if not line.startswith(("rem", "echo"))]
    assert not [line for line in lines if re.search(r"^\s*\(|\bdo\s*\(|\belse\b|^if .*\($", line)]
    assert all(re.search(r'"%~dp0[^"]*"', line) for line in lines if "%~dp0" in line)
    assert not [line for line in lines if "!" in line]


def test_the_batch_file_jumps_only_to_labels_that_it_has() -> None:
    """And whatever it says without Python stays on the screen."""
    text = BAT.decode("utf-8")
    labels = set(re.findall(r"^:(\w+)", text, re.MULTILINE))
    assert set(re.findall(r"goto (\w+)", text)) | set(re.findall(r"call :(\w+)", text)) == labels
    for label in ("missing", "notwhole"):
        block = text.partition(f"\n:{label}")[2].partition("\n:")[0]
        assert "pause" in block
    # No sign that the command line would take for its own in what it only says.
    assert not [
        line for line in text.splitlines() if line.startswith("echo") and re.search(r"[<>|&^%]", line)
    ]


@pytest.mark.skipif(os.name != "posix", reason="needs a shell")
@pytest.mark.parametrize("name", ["nastava.sh", "Nastava.command"])
def test_the_shell_scripts_are_whole(name: str) -> None:
    """They can be read by a plain shell, and double-clicked."""
    assert subprocess.run(["sh", "-n", str(LAUNCHERS / name)], check=False).returncode == 0
    assert os.access(LAUNCHERS / name, os.X_OK)
    assert b"\r" not in (LAUNCHERS / name).read_bytes()


@pytest.mark.skipif(os.name != "posix", reason="needs a shell")
@pytest.mark.parametrize("name", ["nastava.sh", "Nastava.command"])
def test_without_python_the_mend_is_told(name: str, tmp_path: Path) -> None:
    """In both languages, for the system that it runs on; a Python that is too old is none."""
    programs = tmp_path / "bin"
    programs.mkdir()
    for program in ("sh", "dirname", "uname"):
        (programs / program).symlink_to(shutil.which(program) or program)
    old = programs / "python3"
    old.write_text("#!/bin/sh\nexit 1\n")
    old.chmod(0o755)
    folder = tmp_path / "Nastava (2) š"
    shutil.copytree(LAUNCHERS, folder)
    script = (
        (folder / "nastava.sh").read_text(encoding="utf-8").replace("/usr/local/bin/", str(tmp_path / "none"))
    )
    (folder / "nastava.sh").write_text(script, encoding="utf-8")
    done = subprocess.run(
        ["sh", str(folder / name)], env={"PATH": str(programs), "HOME": str(tmp_path)},
        stdin=subprocess.DEVNULL, capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert done.returncode == 3, done.stderr
    assert "there is none here yet" in done.stdout and "ovdje ga još nema" in done.stdout
    assert "python.org" in done.stdout if sys.platform == "darwin" else "sudo apt install" in done.stdout
    assert "Press Enter" in done.stdout


@pytest.mark.skipif(os.name != "posix", reason="needs a shell")
def test_the_desktop_entry_finds_the_script_beside_it(tmp_path: Path) -> None:
    """Whatever the folder is called; read as the specification of desktop entries says."""
    entry = (LAUNCHERS / "Nastava.desktop").read_text(encoding="utf-8")
    exec_ = next(line for line in entry.splitlines() if line.startswith("Exec=")).removeprefix("Exec=")
    folder = tmp_path / "my course (2)"
    folder.mkdir()
    (folder / "nastava.sh").write_text("echo found\n")
    command = [word.replace("\\$", "$") for word in shlex.split(exec_.replace("\\\\", "\\"))]
    command = [str(folder / "Nastava.desktop") if each == "%k" else each for each in command]
    assert subprocess.run(command, capture_output=True, text=True, check=False).stdout == "found\n"


def test_a_wheel_beside_the_launchers_is_taken(start: ModuleType, tmp_path: Path) -> None:
    """A download may hold the wheel alone."""
    here = tmp_path / "launchers"
    here.mkdir()
    with pytest.raises(start.Stop, match="Unpack the whole"):
        start.source(here)
    (tmp_path / "pyproject.toml").touch()
    assert start.source(here) == tmp_path
    (here / "nastava-0.1.0-py3-none-any.whl").touch()
    assert start.source(here).name == "nastava-0.1.0-py3-none-any.whl"


def test_changed_files_are_installed_again(start: ModuleType, tmp_path: Path) -> None:
    """What Python leaves behind is no change."""
    (tmp_path / "src").mkdir()
    (tmp_path / "pyproject.toml").touch()
    first = start.fingerprint(tmp_path)
    (tmp_path / "src" / "__pycache__").mkdir()
    (tmp_path / "src" / "__pycache__" / "x.pyc").touch()
    assert start.fingerprint(tmp_path) == first
    (tmp_path / "src" / "new.py").touch()
    assert start.fingerprint(tmp_path) != first


def test_another_python_is_refused_with_its_version(
    start: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody may start the shared part by hand."""
    monkeypatch.setattr(sys, "version_info", (3, 9, 6))
    with pytest.raises(start.Stop, match=r"this is 3\.9\.6"):
        start.prepare()


def test_two_windows_do_not_install_at_once(start: ModuleType, tmp_path: Path) -> None:
    """The second waits until the first is done."""
    with start.one_at_a_time(tmp_path / "lock"), (tmp_path / "lock").open("a+b") as second:
        assert not start._lock(second.fileno())
    with (tmp_path / "lock").open("a+b") as third:
        assert start._lock(third.fileno())
