"""The launcher on Linux, as a double click starts it: a fresh home, a real environment, a real installation."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import time
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parents[2]
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(os.name != "posix", reason="the shell script is for Linux and macOS"),
]


def start(
    home: Path, *arguments: str, launcher: Path = CHECKOUT / "launchers" / "nastava.sh"
) -> subprocess.CompletedProcess[str]:
    """Start it with a home of its own; only libraries are borrowed from the tests' environment, nothing is downloaded."""
    environment = {
        "HOME": str(home),
        "PATH": f"{Path(sys.base_prefix) / 'bin'}:/usr/bin:/bin",
        "LANG": "C.UTF-8",
        # Real pip, a real wheel of this checkout; its requirements are found where the tests have them.
        "PYTHONPATH": sysconfig.get_path("purelib"),
        "PIP_NO_DEPS": "1", "PIP_NO_INDEX": "1", "PIP_NO_BUILD_ISOLATION": "0", "PIP_CACHE_DIR": str(home / "pip"),
    }  # fmt: skip
    return subprocess.run(["sh", str(launcher), *arguments], env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=300, check=False)  # fmt: skip


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home in which the launcher was started once; its path has a space."""
    made = tmp_path_factory.mktemp("launcher") / "Ana Anić"
    (made / "nastava").mkdir(parents=True)
    (made / "nastava" / "notes.txt").write_text("mine")
    first = start(made, "--help")
    assert first.returncode == 0, first.stdout + first.stderr
    assert "Open the course in JupyterLab" in first.stdout
    assert first.stdout.index("This window installs") < first.stdout.index("Installing into")
    return made


def test_it_installs_into_the_users_own_folder(home: Path) -> None:
    """The package is there, with its lessons; the learner's own folder is as it was."""
    (package,) = (home / ".nastava" / "environment" / "lib").glob("python3*/site-packages/nastava")
    assert (package / "_content" / "notebooks" / "en" / "00-start.ipynb").is_file()
    assert [path.name for path in (home / "nastava").iterdir()] == ["notes.txt"]


def test_the_second_start_is_quick(home: Path) -> None:
    """Nothing is installed again."""
    began = time.monotonic()
    again = start(home, "--help")
    seconds = time.monotonic() - began
    assert again.returncode == 0, again.stdout + again.stderr
    assert "Installing" not in again.stdout
    print(f"second start: {seconds:.1f} s")
    assert seconds < 20


def test_a_failure_is_told_with_the_log_and_the_window_stays(home: Path, tmp_path: Path) -> None:
    """pip's last words, the file for the instructor, and a key to press."""
    broken = tmp_path / "Nastava (2)"
    shutil.copytree(CHECKOUT / "launchers", broken / "launchers")
    (broken / "pyproject.toml").write_text(
        '[build-system]\nrequires = []\nbuild-backend = "no_such_backend"\n'
    )
    done = start(home, "--help", launcher=broken / "launchers" / "nastava.sh")
    assert done.returncode == 3
    assert "Installing did not work" in done.stdout and "Instaliranje nije uspjelo" in done.stdout
    assert str(home / ".nastava" / "install.log") in done.stdout
    assert done.stdout.rstrip().endswith("Press Enter to close. / Pritisni Enter za kraj.")
    assert (home / "nastava" / "notes.txt").read_text() == "mine"


def test_a_launcher_alone_says_what_is_missing(home: Path, tmp_path: Path) -> None:
    """As when it is opened from within the downloaded archive."""
    shutil.copytree(CHECKOUT / "launchers", tmp_path / "launchers")
    done = start(home, "--help", launcher=tmp_path / "launchers" / "nastava.sh")
    assert done.returncode == 3
    assert "Unpack the whole downloaded file first" in done.stdout


def test_what_is_not_ours_is_not_removed(tmp_path: Path) -> None:
    """A folder of that name with other things in it stays."""
    (tmp_path / ".nastava" / "environment").mkdir(parents=True)
    (tmp_path / ".nastava" / "environment" / "thesis.txt").write_text("years of work")
    done = start(tmp_path, "--help")
    assert done.returncode == 3
    assert "Rename that folder" in done.stdout
    assert (tmp_path / ".nastava" / "environment" / "thesis.txt").read_text() == "years of work"
