"""Opens the course for somebody who has Python and nothing else; the launchers beside this file call it.

It makes an environment in the user's own folder, installs Nastava there from the folder or the wheel that it lies
with, and opens the course. It needs no rights of an administrator, and only the standard library. Everything it makes
is below ``~/.nastava`` (or ``NASTAVA_APP``); the learner's own copy of the course is elsewhere, and is not touched.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

OLDEST, NEWEST = (3, 11), (3, 13)
#: The exit code that tells a launcher: what is wrong was said, and the person has read it.
TOLD = 3
HERE = Path(__file__).resolve().parent
#: Seconds between two signs of life while pip works.
_SIGN_OF_LIFE = 15


class Stop(Exception):
    """The course can't be opened; the two messages, English and BHS/CG, say why and what to do."""

    def __init__(self, english: str, bhs: str) -> None:
        super().__init__(english)
        self.said = (english, bhs)


def say(english: str, bhs: str) -> None:
    """Print a sentence in both languages."""
    print(f"  {english}\n  {bhs}\n", flush=True)


def environment_folder() -> Path:
    """Return the folder of all that is made here."""
    named = os.environ.get("NASTAVA_APP")
    return Path(named).expanduser().absolute() if named else Path.home() / ".nastava"


def source(here: Path = HERE) -> Path:
    """Return what is installed: a wheel beside the launchers or above them, else the folder that they came in."""
    for folder in (here, here.parent):
        wheels = sorted(folder.glob("nastava-*.whl"), key=lambda wheel: wheel.stat().st_mtime)
        if wheels:
            return wheels[-1]
    if (here.parent / "pyproject.toml").is_file():
        return here.parent
    raise Stop(
        f"The rest of Nastava is not beside this launcher ({here}). Unpack the whole downloaded file first.",
        f"Pored ovog pokretača nema ostatka Nastave ({here}). Prvo raspakuj cijelu preuzetu datoteku.",
    )


def fingerprint(what: Path) -> str:
    """Return what changes when the files to install do; they are not read, so that the second start is quick."""
    files = [what] if what.is_file() else [what / "pyproject.toml"]
    for part in () if what.is_file() else ("src", "notebooks", "quizzes"):
        files += sorted(
            path for path in (what / part).rglob("*") if path.is_file() and "__pycache__" not in path.parts
        )
    told = "".join(f"{path} {path.stat().st_size} {path.stat().st_mtime_ns}\n" for path in files)
    return hashlib.sha256(told.encode()).hexdigest()


def python_in(environment: Path) -> Path:
    """Return the Python of an environment."""
    return environment / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def is_ready(environment: Path, stamp: Path, wanted: dict[str, str]) -> bool:
    """Tell whether what is wanted is installed, and its Python still starts."""
    try:
        if json.loads(stamp.read_text(encoding="utf-8")) != wanted:
            return False
        return (
            subprocess.run([python_in(environment), "-c", ""], capture_output=True, check=False).returncode
            == 0
        )
    except (OSError, ValueError):
        return False


@contextlib.contextmanager
def one_at_a_time(path: Path) -> Iterator[None]:
    """Wait until no other window installs: whoever double-clicks twice has two."""
    with path.open("a+b") as file:
        told = False
        while not _lock(file.fileno()):
            if not told:
                say(
                    "Another window is installing already; waiting for it.",
                    "Drugi prozor već instalira; čekam ga.",
                )
                told = True
            time.sleep(1)
        yield


def _lock(descriptor: int) -> bool:
    try:
        if os.name == "nt":
            import msvcrt

            os.lseek(descriptor, 0, os.SEEK_SET)
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
        else:
            import fcntl

            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def install(what: Path, folder: Path, log: Path) -> None:
    """Make the environment, or mend it, and install into it; all that is said goes into the log."""
    environment = folder / "environment"
    log.write_text(f"Python {sys.version}\n{sys.executable}\n{what}\n", encoding="utf-8")
    try:
        import ensurepip  # noqa: F401
        import venv  # noqa: F401
    except ImportError:
        version = f"{sys.version_info[0]}.{sys.version_info[1]}"
        raise Stop(
            f"This Python can't make environments. On Debian and Ubuntu: sudo apt install python{version}-venv",
            f"Ovaj Python ne može praviti okruženja. Na Debianu i Ubuntuu: sudo apt install python{version}-venv",
        ) from None
    works = python_in(environment).exists() and not _run(
        [str(python_in(environment)), "-m", "pip", "--version"], log
    )
    if not works:
        if environment.exists() and not (environment / "pyvenv.cfg").is_file() and any(environment.iterdir()):
            raise Stop(
                f"{environment} holds something that is not Nastava's. Rename that folder, then start again.",
                f"{environment} sadrži nešto što ne pripada Nastavi. Preimenuj taj folder, pa pokreni ponovo.",
            )
        if _run([sys.executable, "-m", "venv", "--clear", str(environment)], log):
            raise _failed(log)
    pip = [str(python_in(environment)), "-m", "pip", "install", "--disable-pip-version-check", "--no-input"]
    if works and _run([*pip, "--force-reinstall", "--no-deps", str(what)], log):
        raise _failed(log)
    if _run([*pip, str(what)], log):
        raise _failed(log)


def _run(command: list[str], log: Path) -> int:
    """Run a command, its words into the log, with a sign of life now and then; return its exit code."""
    with log.open("a", encoding="utf-8") as file:
        file.write(f"\n$ {' '.join(command)}\n")
        file.flush()
        began = time.monotonic()
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=file, stderr=subprocess.STDOUT)
        try:
            while True:
                with contextlib.suppress(subprocess.TimeoutExpired):
                    return process.wait(timeout=_SIGN_OF_LIFE)
                print(f"  … {time.monotonic() - began:.0f} s", flush=True)
        except BaseException:
            process.kill()
            process.wait()
            raise


def _failed(log: Path) -> Stop:
    lines = log.read_text(encoding="utf-8", errors="replace").strip().splitlines()
    last = "\n    ".join(line[:160] for line in lines[-4:])
    return Stop(
        f"Installing did not work. Are you online, is there room on the disk? Then start again.\n"
        f"  If not, send this file to your instructor: {log}\n\n    {last}\n",
        f"Instaliranje nije uspjelo. Ima li interneta i mjesta na disku? Zatim pokreni ponovo.\n"
        f"  Ako ni tada, pošalji ovu datoteku nastavniku ili nastavnici: {log}",
    )


def prepare() -> Path:
    """Have everything installed, and return the Python that it is installed for."""
    if not OLDEST <= sys.version_info[:2] <= NEWEST:
        here = ".".join(map(str, sys.version_info[:3]))
        raise Stop(
            f"Nastava needs Python 3.11, 3.12 or 3.13; this is {here}. Get one from https://www.python.org/downloads/",
            f"Nastavi treba Python 3.11, 3.12 ili 3.13; ovo je {here}. Preuzmi ga sa https://www.python.org/downloads/",
        )
    what, folder = source(), environment_folder()
    folder.mkdir(parents=True, exist_ok=True)
    environment, stamp, log = folder / "environment", folder / "installed.json", folder / "install.log"
    wanted = {"from": str(what), "files": fingerprint(what), "python": sys.version}
    with one_at_a_time(folder / "install.lock"):
        if not is_ready(environment, stamp, wanted):
            say(
                f"Installing into {environment}: some minutes, the first time only …",
                "Instaliram: nekoliko minuta, samo prvi put …",
            )
            stamp.unlink(missing_ok=True)
            install(what, folder, log)
            stamp.write_text(json.dumps(wanted), encoding="utf-8")
    return python_in(environment)


def open_course(python: Path, arguments: list[str]) -> None:
    """Run ``nastava lab`` until it ends."""
    if subprocess.run([python, "-m", "nastava", "lab", *arguments], check=False).returncode:
        raise Stop(
            "The course has stopped; the lines above say why.", "Kurs se zaustavio; redovi iznad kažu zašto."
        )


def main(arguments: list[str]) -> int:
    """Prepare, open the course, wait until it is closed; return the exit code for the launcher."""
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(AttributeError, ValueError):
            stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    say(
        f"NASTAVA. Python: {sys.executable}\n"
        f"  This window installs the course into {environment_folder()} (the first time only, from the internet),\n"
        "  and then opens it in your browser. Leave the window open while you work.",
        "Ovaj prozor instalira kurs (samo prvi put, sa interneta), a zatim ga otvara u tvom pregledaču.\n"
        "  Ostavi prozor otvoren dok radiš.",
    )
    try:
        open_course(prepare(), arguments)
    except Stop as stop:
        print(flush=True)
        say(*stop.said)
    except OSError as error:
        say(f"This did not work: {error}", f"Nije uspjelo: {error}")
    except KeyboardInterrupt:
        return 0
    else:
        return 0
    with contextlib.suppress(EOFError, KeyboardInterrupt):
        input("  Press Enter to close. / Pritisni Enter za kraj. ")
    return TOLD


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
