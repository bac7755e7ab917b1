"""A PostgreSQL server for the tests: found on this machine, else installed. Also a command: prints where it is.

python tests/integration/postgres.py
"""

from __future__ import annotations

import contextlib
import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

#: Names the folder of PostgreSQL's programs.
VARIABLE = "NASTAVA_POSTGRES"
_NEEDED = ("initdb", "pg_ctl")


class NoPostgresError(Exception):
    """There is no PostgreSQL; the message says what was tried."""


def find() -> Path | None:
    """Return the folder of PostgreSQL's programs, the newest where there are several."""
    named = os.environ.get(VARIABLE)
    on_path = shutil.which("initdb")
    packaged = Path("/usr/lib/postgresql").glob("*/bin")
    by_version = sorted(packaged, key=lambda path: [int(part) for part in path.parent.name.split(".")])
    places = [Path(named)] if named else [*reversed(by_version), *([Path(on_path).parent] if on_path else [])]
    return next((one for one in places if all((one / name).is_file() for name in _NEEDED)), None)


def ensure() -> Path:
    """Return the folder of PostgreSQL's programs, installing Debian's package where the machine allows it."""
    path = find()
    if path is None:
        why = _install()
        path = find()
        if path is None:
            raise NoPostgresError(
                f"PostgreSQL is not here ({why}), so that the tests of it as a gradebook are left out. Install it "
                f"(Debian, as root: apt-get update && apt-get install postgresql), or set {VARIABLE} to the folder "
                "of initdb."
            )
    return path


@contextlib.contextmanager
def server() -> Iterator[Server]:
    """Run a server that only its own folder leads to; it and all its data are gone afterwards.

    Raises:
        NoPostgresError: there is none on this machine.
    """
    programs = find()
    if programs is None:
        raise NoPostgresError(f"PostgreSQL is not here, nor does {VARIABLE} name the folder of its programs")
    # Not below the tests' own folder: a socket's path is short, and an ordinary user has to reach it.
    top = Path(tempfile.mkdtemp(prefix="nastava-pg-", dir="/tmp"))
    try:
        if os.geteuid() == 0:
            user = _ordinary_user()
            os.chown(top, user.pw_uid, user.pw_gid)
        yield from _serve(Server(programs, top))
    finally:
        shutil.rmtree(top, ignore_errors=True)


def _serve(one: Server) -> Iterator[Server]:
    one.call("initdb", "--auth=trust", "--username=postgres", "--encoding=UTF8", "--locale=C", "--no-sync")
    one.start()
    try:
        yield one
    finally:
        one.stop()


class Server:
    """A running server.

    Args:
        programs: where its programs are.
        top: its folder.
    """

    def __init__(self, programs: Path, top: Path) -> None:
        self._programs = programs
        self._top = top

    @property
    def pid(self) -> int:
        """Number of its first process."""
        return int((self._top / "data" / "postmaster.pid").read_text(encoding="utf-8").splitlines()[0])

    def start(self) -> None:
        """Start it; it listens on a socket in its folder and on no port."""
        options = f"-c listen_addresses='' -c unix_socket_directories={self._top} -c fsync=off"
        self.call(
            "pg_ctl", "start", "--wait", "--silent", "--log", str(self._top / "log"), "--options", options
        )

    def stop(self) -> None:
        """End it at once, as a power failure would."""
        self.call("pg_ctl", "stop", "--wait", "--silent", "--mode", "immediate")

    def address(self, database: str) -> str:
        """Return the address of a database, whether it is there or not."""
        return f"postgresql+psycopg://postgres@/{database}?host={quote(str(self._top))}"

    def create(self, database: str) -> str:
        """Make an empty database, and return its address."""
        from sqlalchemy import create_engine, text

        engine = create_engine(self.address("postgres"), isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(text(f'CREATE DATABASE "{database}"'))
        engine.dispose()
        return self.address(database)

    def call(self, program: str, *arguments: str) -> None:
        """Run one of its programs, as an ordinary user: as root they refuse."""
        command = [str(self._programs / program), "--pgdata", str(self._top / "data"), *arguments]
        more = {}
        if os.geteuid() == 0:
            user = _ordinary_user()
            more = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
        with (self._top / "said").open("a+b") as said:
            done = subprocess.run(
                command,
                cwd=self._top,
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=said,
                check=False,
                **more,
            )
        if done.returncode:
            words = (self._top / "said").read_text(encoding="utf-8", errors="replace")
            raise NoPostgresError(f"`{' '.join(command)}` failed: {words[-2000:]}")


def _ordinary_user() -> pwd.struct_passwd:
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            return pwd.getpwnam(name)
    raise NoPostgresError("PostgreSQL does not run as root, and there is no user 'postgres' or 'nobody'")


def _install() -> str:
    """Install Debian's package; return why it could not be done, or '' where it was."""
    if shutil.which("apt-get") is None:
        return "this machine has no apt-get"
    if os.geteuid() != 0:
        return "only root may install packages"
    # The server that the package brings is not started: the tests start their own.
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive", "RUNLEVEL": "1"}
    for arguments in (["update"], ["install", "--yes", "--no-install-recommends", "postgresql"]):
        command = ["apt-get", "-qq", "-o", "DPkg::Lock::Timeout=120", *arguments]
        print("  " + " ".join(command), file=sys.stderr, flush=True)
        if subprocess.run(command, env=quiet, stdout=sys.stderr, check=False).returncode:
            return f"`{' '.join(command)}` failed"
    return ""


if __name__ == "__main__":
    try:
        print(ensure())
    except NoPostgresError as error:
        # Not an error: everything else is tested without it.
        print(error)
