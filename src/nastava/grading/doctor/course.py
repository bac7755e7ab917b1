"""A course's settings, its exchange folder and its gradebook."""

from __future__ import annotations

import os
import stat
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import Any

import nbgrader
from nbgrader.exchange.default import Exchange
from sqlalchemy import Connection, create_engine, inspect, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError
from traitlets.config.loader import LazyConfigValue

from nastava.classroom.course import course_root, gradebook_address, read_settings
from nastava.classroom.gradebook import open_gradebook, shown, told
from nastava.errors import NastavaError
from nastava.grading.doctor.finding import Finding, fault, warning, well
from nastava.grading.execute import Execute
from nastava.grading.publish import PublishQuizzes

_WIRE = "In nbgrader_config.py write: from nastava import grading; grading.wire(c, Path(__file__).absolute().parent)"
_EVERYBODY = stat.S_IROTH | stat.S_IWOTH | stat.S_IXOTH


def findings(folder: Path) -> Generator[Finding, None, Path | None]:
    """Yield what is found in the course that a folder lies in; return the course's folder, or None."""
    try:
        root = course_root(folder)
    except NastavaError:
        found = f"{folder.absolute()} lies in no course: exchange folder and gradebook are not looked at."
        yield warning("course", found, "Go to the course's folder, or make one: nastava course new DIR")
        return None
    try:
        app = read_settings(root)
    except NastavaError as error:
        yield fault("course", str(error), "Mend nbgrader_config.py.")
        return root
    yield wired(app, root)
    if os.name == "posix":
        yield from exchange(app)
    yield gradebook(app.coursedir)
    return root


def wired(app: Any, root: Path) -> Finding:
    """Return whether Nastava's steps are among nbgrader's."""
    release = app.config.GenerateAssignment.get("preprocessors", ())
    grading = app.config.Autograde.get("autograde_preprocessors", ())
    if not _has(release, PublishQuizzes):
        return fault("course", "Releasing is not wired: quizzes would go out without their questions.", _WIRE)
    if not _has(grading, Execute):
        return fault(
            "course", "Grading is not wired: quizzes would earn nothing, and tests could be deceived.", _WIRE
        )
    return well("course", f"{root}: nbgrader's settings are read, and Nastava is wired in.")


def _has(steps: Any, wanted: type) -> bool:
    """Whether a step is listed, as a class or by its name."""
    listed = steps.get_value([]) if isinstance(steps, LazyConfigValue) else steps
    return any(
        issubclass(step, wanted)
        if isinstance(step, type)
        else str(step).startswith("nastava.") and str(step).rpartition(".")[2] == wanted.__name__
        for step in listed
    )


def exchange(app: Any) -> Iterator[Finding]:
    """Yield whether the exchange folder is there, and open to whom it has to be."""
    root = Path(app.config.Exchange.get("root", Exchange.root.default_value))
    shared = bool(app.coursedir.groupshared)
    if not root.is_dir():
        found = f"The exchange folder {root} is not there: assignments can't be released, and the students' list shows an error."
        make = f"Run: mkdir -p {root} && chmod a+rwx,+t {root} (perhaps with sudo), or name another as c.Exchange.root"
        yield fault("exchange", found, make)
        return
    mode = root.stat().st_mode
    needed = stat.S_IRWXG if shared else _EVERYBODY
    who = "its group" if shared else "everybody"
    shut = next((str(one) for one in root.resolve().parents if not one.stat().st_mode & (stat.S_IXGRP if shared else stat.S_IXOTH)), None)  # fmt: skip
    if not os.access(root, os.R_OK | os.W_OK | os.X_OK):
        yield fault(
            "exchange",
            f"You can't write to the exchange folder {root}.",
            f"Have its owner run: chmod a+rwx {root}",
        )
    elif mode & needed != needed:
        found = f"The exchange folder {root} is not open to {who} ({stat.filemode(mode)}): students can't hand in."
        yield fault("exchange", found, f"Run: chmod {'g' if shared else 'a'}+rwx {root}")
    elif shut:
        yield fault(
            "exchange",
            f"The exchange folder {root} can't be reached by {who}: {shut} is closed.",
            f"Run: chmod a+x {shut}, or choose a folder elsewhere",
        )
    elif not shared and not mode & stat.S_ISVTX:
        found = f"In the exchange folder {root} everybody may rename or delete a course's folder."
        yield warning("exchange", found, f"Run: chmod +t {root}")
    else:
        yield well("exchange", f"The exchange folder {root} is there and open to {who}.")
    yield from _inbound(root / app.coursedir.course_id / "inbound", shared=shared)


def _inbound(folder: Path, *, shared: bool) -> Iterator[Finding]:
    """Yield what is wrong with the folder in which submissions arrive."""
    if shared or not folder.is_dir():
        return
    mode = folder.stat().st_mode
    if mode & stat.S_IROTH:
        found = f"Everybody can see who handed in what: {folder} is readable ({stat.filemode(mode)})."
        yield fault("exchange", found, f"Run: chmod o-r {folder}")
    if not (mode & stat.S_IWOTH and mode & stat.S_IXOTH):
        yield fault(
            "exchange",
            f"Students can't hand in: {folder} is closed ({stat.filemode(mode)}).",
            f"Run: chmod o+wx {folder}",
        )


def gradebook(course: Any) -> Finding:
    """Return whether the gradebook can be reached, and is one of this nbgrader's."""
    url = gradebook_address(course)
    try:
        address = make_url(url)
    except ArgumentError:
        return fault(
            "gradebook",
            "CourseDirectory.db_url is no address of a database.",
            "Write sqlite:///PATH or postgresql+psycopg://USER@HOST/DATABASE.",
        )
    path = Path(address.database) if address.get_backend_name() == "sqlite" and address.database else None
    if path is not None and not path.exists():
        return well(
            "gradebook", f"There is no gradebook yet; the first nbgrader generate_assignment makes {path}."
        )
    try:
        if _is_empty(url):
            return well("gradebook", f"The gradebook {shown(url)} is reached; it is empty as yet.")
        with open_gradebook(url) as connection:
            there, known = _revisions(connection)
    except NastavaError as error:
        return _unopened(str(error), url)
    if there != known[0]:
        if there in known or there is None:
            return fault(
                "gradebook",
                f"The gradebook {shown(url)} was made by an older nbgrader.",
                "Make a copy of it, then run: nbgrader db upgrade",
            )
        return fault(
            "gradebook",
            f"The gradebook {shown(url)} was made by a newer nbgrader than this ({nbgrader.__version__}).",
            "Run: python -m pip install --upgrade nbgrader",
        )
    if path is not None and not os.access(path, os.W_OK):
        return fault(
            "gradebook",
            f"The gradebook {path} can't be written to.",
            f"Run: chmod u+w {path}, or have its owner let you",
        )
    if path is not None and os.name == "posix" and _open_to_others(path):
        return warning(
            "gradebook",
            f"Every user of this machine can read the gradebook {path}.",
            f"Run: chmod o-rwx {path}",
        )
    return well("gradebook", f"The gradebook {shown(url)} is reached, and is one of this nbgrader's.")


def _is_empty(url: str) -> bool:
    """Whether a database is there in which nbgrader has made no tables yet."""
    with told(url):
        engine = create_engine(url)
    try:
        with told(url), engine.connect() as connection:
            return not inspect(connection).get_table_names()
    finally:
        engine.dispose()


def _unopened(error: str, url: str) -> Finding:
    if "another version of nbgrader" in error:
        return fault(
            "gradebook",
            f"The gradebook {shown(url)} was made by another version of nbgrader.",
            "Make a copy of it, then run: nbgrader db upgrade",
        )
    return fault(
        "gradebook",
        error,
        "See that the address in c.CourseDirectory.db_url is right, the server runs, and you may use it.",
    )


def _revisions(connection: Connection) -> tuple[str | None, list[str]]:
    """Return the revision of a gradebook's tables, and those that this nbgrader knows, the newest first."""
    from alembic.script import ScriptDirectory

    scripts = ScriptDirectory(str(Path(nbgrader.__file__).parent / "alembic"))
    known = [script.revision for script in scripts.walk_revisions()]
    if "alembic_version" not in inspect(connection).get_table_names():
        return None, known
    there = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return str(there) if there else None, known


def _open_to_others(path: Path) -> bool:
    closed = any(not one.stat().st_mode & stat.S_IXOTH for one in path.resolve().parents)
    return bool(path.stat().st_mode & stat.S_IROTH) and not closed
