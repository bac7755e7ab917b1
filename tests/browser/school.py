"""A school on one machine: accounts of the system's own, each with a JupyterLab, and one exchange folder."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tests.browser.lab import Lab, served
from tests.integration.nbgrader_course import Course, instructor_notebook, write_course

_HERE = Path(__file__).parent
#: Accounts and their numbers, which no account of the machine should have.
ACCOUNTS = {"instructor": 63_001, "student-a": 63_002, "student-b": 63_003}
_CONFIG = """
c = get_config()
c.Exchange.root = {exchange!r}
c.CourseDirectory.course_id = "nastava"
"""


@dataclass(frozen=True)
class School:
    """Folders of a school; all of it is gone with its context."""

    root: Path
    course: Course
    accounts: Mapping[str, int] = field(default_factory=lambda: ACCOUNTS)

    @property
    def exchange(self) -> Path:
        """Where releases and submissions are exchanged."""
        return self.root / "exchange"

    def home(self, account: str) -> Path:
        """Return the home of an account."""
        return self.root / "home" / account

    def command(self, account: str, *arguments: str) -> list[str]:
        """Return a command as an account runs it; ``root`` knows the accounts too."""
        script, etc = str(_HERE / "as_account.sh"), str(self.root / "etc")
        return [script, etc, str(self.accounts.get(account, 0)), sys.base_prefix, *arguments]

    def environment(self, account: str) -> dict[str, str]:
        """Return the environment of an account: its own home, nothing of the tests' own Jupyter."""
        kept = {"PATH", "LANG", "PYTHONPATH", "TMPDIR"}
        own = {name: value for name, value in os.environ.items() if name in kept}
        own["PATH"] = f"{Path(sys.executable).parent}:{own.get('PATH', os.defpath)}"
        return own | {"HOME": str(self.home(account)), "USER": account, "PYTHONUNBUFFERED": "1"}

    def run(self, account: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run a command as an account."""
        environment = self.environment(account)
        return subprocess.run(self.command(account, *arguments), env=environment, capture_output=True, text=True, check=False)  # fmt: skip

    @contextlib.contextmanager
    def lab(self, account: str) -> Iterator[Lab]:
        """Run JupyterLab in an account's home; the instructor's in the course's folder."""
        folder = self.course.root if account == "instructor" else self.home(account)
        command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--ip=127.0.0.1", "--port-retries=200"]
        command += ["--ServerApp.answer_yes=True"]
        with served(self.command(account, *command), self.environment(account), folder, cwd=folder) as lab:
            yield lab


@contextlib.contextmanager
def school() -> Iterator[School]:
    """Make a school with a small course, from root: a JupyterLab for each, settings in everybody's home."""
    with accounts(ACCOUNTS, "instructor", "course") as made:
        for account in made.accounts:
            settings = made.home(account) / ".jupyter"
            settings.mkdir(parents=True)
            config = _CONFIG.format(exchange=str(made.exchange))
            if account == "instructor":
                config += f"c.CourseDirectory.root = {str(made.course.root)!r}\n"
            (settings / "nbgrader_config.py").write_text(config, encoding="utf-8")
            # Its question lies over the page.
            news = (
                settings / "lab/user-settings/@jupyterlab/apputils-extension/notification.jupyterlab-settings"
            )
            news.parent.mkdir(parents=True)
            news.write_text('{"fetchNews": "false"}', encoding="utf-8")
            give(made.home(account), made.accounts[account])
        made.exchange.mkdir()
        made.exchange.chmod(0o777)
        yield made


@contextlib.contextmanager
def accounts(numbers: Mapping[str, int], owner: str, course: str) -> Iterator[School]:
    """Make accounts with homes that are closed to others, and a small course that one of them owns.

    Args:
        numbers: the accounts' own.
        owner: whose course it is.
        course: its folder, from the top; it may lie in the owner's home.
    """
    # Not below the tests' own folder, which only root may enter.
    root = Path(tempfile.mkdtemp(prefix="nastava-school-", dir="/tmp"))
    try:
        root.chmod(0o755)
        for account in numbers:
            (root / "home" / account).mkdir(parents=True)
        made = School(root, write_course(root / course, instructor_notebook()), numbers)
        passwd = Path("/etc/passwd").read_text(encoding="utf-8")
        for account, number in numbers.items():
            passwd += f"{account}:x:{number}:{number}::{made.home(account)}:/bin/sh\n"
            give(made.home(account), number)
            made.home(account).chmod(0o700)
        (root / "etc").mkdir()
        (root / "etc" / "passwd").write_text(passwd, encoding="utf-8")
        give(made.course.root, numbers[owner])
        made.course.root.chmod(0o700)
        yield made
    finally:
        shutil.rmtree(root, ignore_errors=True)


def give(folder: Path, number: int) -> None:
    """Make an account the owner of a folder and all that is in it."""
    for path in (folder, *folder.rglob("*")):
        os.chown(path, number, number, follow_symlinks=False)
