"""nastava course doctor: each fault is found, and the line below says how to mend it."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from nbgrader.api import Gradebook
from sqlalchemy import create_engine, text
from typer.testing import CliRunner

from nastava.cli import app
from nastava.cli.course_new import write_course
from nastava.grading.doctor import course as of_course
from nastava.grading.doctor import examine, keys, machine
from nastava.grading.doctor.finding import Finding
from nastava.grading.sandbox import probe

GIT = shutil.which("git")
ROOT = Path(__file__).parents[2]


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that every user of the machine can reach, as pytest's own can't."""
    with tempfile.TemporaryDirectory(prefix="nastava-doctor-") as name:
        Path(name).chmod(0o755)
        yield Path(name)


@pytest.fixture
def course(open_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A new course with an exchange folder that is as it should be, on a machine where all is well."""
    root = open_folder / "course"
    write_course(root)
    exchange = open_folder / "exchange"
    exchange.mkdir()
    exchange.chmod(0o1777)
    config = root / "nbgrader_config.py"
    config.write_text(config.read_text(encoding="utf-8") + f"\nc.Exchange.root = {str(exchange)!r}\n", encoding="utf-8")  # fmt: skip
    monkeypatch.delenv("NASTAVA_PRIVATE", raising=False)
    monkeypatch.setattr(machine, "findings", lambda: iter(()))
    monkeypatch.chdir(root)
    return root


def amiss(folder: Path) -> list[Finding]:
    """What is not well."""
    return [finding for finding in examine(folder) if finding.state != "well"]


def only(found: list[Finding]) -> Finding:
    (one,) = found
    assert one.mend
    return one


# --- a machine --------------------------------------------------------------------------------------------------


def test_versions_that_will_do_are_told_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    """What belongs to an extra is not asked for."""
    monkeypatch.setattr(
        machine, "requires", lambda name: ["nbgrader>=0.9", 'nothing-such; extra == "grading"']
    )
    (line,) = machine.versions()

    assert line.state == "well"
    assert "nbgrader 0." in line.found


@pytest.mark.parametrize("needed", ["nbgrader>=99", "nothing-such>=1"])
def test_what_is_too_old_or_missing_is_named(needed: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the command that installs it."""
    monkeypatch.setattr(machine, "requires", lambda name: [needed])
    found = only(list(machine.versions()))

    assert found.state == "fault"
    assert found.mend == f'Run: python -m pip install "{needed}"'


def test_extensions_of_this_machine_are_on() -> None:
    """As they are after an installation."""
    assert {finding.state for finding in (*machine.server_extensions(), *machine.lab_extensions())} == {"well"}  # fmt: skip


def test_a_server_extension_that_is_off_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The user's own settings switch the formgrader off."""
    off = {"ServerApp": {"jpserver_extensions": {"nbgrader.server_extensions.formgrader": False}}}
    folder = tmp_path / "jupyter_server_config.d"
    folder.mkdir()
    (folder / "nbgrader.json").write_text(json.dumps(off), encoding="utf-8")
    monkeypatch.setenv("JUPYTER_CONFIG_PATH", str(tmp_path))
    found = only([one for one in machine.server_extensions() if one.state != "well"])

    assert found.found == "nbgrader's server extension Formgrader is not enabled."
    assert "jupyter server extension enable" in found.mend


@pytest.mark.parametrize(
    "there, disabled, said",
    [
        ({}, {}, "@jupyter/nbgrader is not installed"),
        (None, {"@jupyter/nbgrader:formgrader": True}, "@jupyter/nbgrader:formgrader is disabled"),
        ({"@jupyter/nbgrader": "0.1"}, {}, "@jupyter/nbgrader is 0.1, nbgrader is"),
    ],
)
def test_an_extension_of_jupyterlab_that_is_missing_off_or_old_is_found(
    there: dict[str, str] | None, disabled: dict[str, bool], said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each with its own command."""
    real, _disabled = machine._lab()
    others = {name: number for name, number in real.items() if name != "@jupyter/nbgrader"}
    monkeypatch.setattr(machine, "_lab", lambda: (real if there is None else others | there, disabled))
    found = only(list(machine.lab_extensions()))

    assert found.state == "fault"
    assert said in found.found


def test_what_the_user_disabled_in_jupyterlab_is_seen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Read from where JupyterLab keeps it."""
    (tmp_path / "labconfig").mkdir()
    off = {"disabledExtensions": {"@jupyter/nbgrader": True}}
    (tmp_path / "labconfig" / "page_config.json").write_text(json.dumps(off), encoding="utf-8")
    monkeypatch.setenv("JUPYTER_CONFIG_PATH", str(tmp_path))
    assert (
        only(list(machine.lab_extensions())).found == "JupyterLab's extension @jupyter/nbgrader is disabled."
    )


@pytest.mark.parametrize("system", ["Darwin", "Windows"])
def test_a_system_without_a_sandbox_is_warned_of(system: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the documented ways to grade on Linux all the same; writing and releasing work there."""
    monkeypatch.setattr(sys, "platform", {"Darwin": "darwin", "Windows": "win32"}[system])
    monkeypatch.setattr(probe.platform, "system", lambda: system)
    probe._reason.cache_clear()
    try:
        found = machine.sandbox()
    finally:
        probe._reason.cache_clear()

    assert found.state == "warning"
    assert f"this is {system}" in found.found
    assert "WSL 2" in found.mend
    assert "--unsafe-no-sandbox" in found.mend
    title = re.search(r"docs/grading\.md, '(.+?)'", found.mend)
    assert title
    assert f"## {title[1]}\n" in (ROOT / "docs" / "grading.md").read_text(encoding="utf-8")


def test_a_linux_machine_without_a_sandbox_is_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    """There it can be mended."""
    monkeypatch.setattr(probe, "_reason", lambda: "user namespaces are forbidden")
    found = machine.sandbox()

    assert found.state == "fault"
    assert "user namespaces" in found.mend


def test_a_sandbox_that_works_is_well(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing to mend."""
    monkeypatch.setattr(probe, "_reason", lambda: "")
    assert machine.sandbox().state == "well"


# --- a course ---------------------------------------------------------------------------------------------------


def test_a_new_course_is_well(course: Path) -> None:
    """Also before there is a gradebook."""
    assert amiss(course) == []


def test_outside_a_course_the_machine_alone_is_looked_at(course: Path, tmp_path: Path) -> None:
    """Which is no fault."""
    assert only(amiss(tmp_path)).state == "warning"


def test_settings_that_can_not_be_read_are_a_fault(course: Path) -> None:
    """In one line."""
    (course / "nbgrader_config.py").write_text("1/0", encoding="utf-8")
    found = only(amiss(course))

    assert (found.check, found.state) == ("course", "fault")
    assert "ZeroDivisionError" in found.found


def test_a_course_that_is_not_wired_is_a_fault(course: Path) -> None:
    """Stock settings release a quiz without its questions."""
    config = course / "nbgrader_config.py"
    config.write_text(config.read_text(encoding="utf-8").replace("grading.wire(", "str.format('', "), encoding="utf-8")  # fmt: skip
    found = only(amiss(course))

    assert found.state == "fault"
    assert "grading.wire" in found.mend


def test_steps_may_be_listed_by_name_or_added_one_by_one(course: Path) -> None:
    """As nbgrader's own documentation does."""
    config = course / "nbgrader_config.py"
    lines = """
del c.GenerateAssignment["preprocessors"]
c.GenerateAssignment.preprocessors.append("nastava.grading.PublishQuizzes")
"""
    config.write_text(config.read_text(encoding="utf-8") + lines, encoding="utf-8")
    assert amiss(course) == []


def test_a_missing_exchange_folder_is_a_fault(course: Path, open_folder: Path) -> None:
    """With the command that makes it."""
    (open_folder / "exchange").rmdir()
    found = only(amiss(course))

    assert (found.check, found.state) == ("exchange", "fault")
    assert f"mkdir -p {open_folder / 'exchange'}" in found.mend


@pytest.mark.parametrize(
    "mode, state, said",
    [
        (0o755, "fault", "students can't hand in"),
        (0o770, "fault", "students can't hand in"),
        (0o777, "warning", "rename or delete"),
    ],
)
def test_permissions_of_the_exchange_folder(course: Path, open_folder: Path, mode: int, state: str, said: str) -> None:  # fmt: skip
    """Too little is a fault; that anybody may rename in it is worth a word."""
    (open_folder / "exchange").chmod(mode)
    found = only(amiss(course))

    assert (found.check, found.state) == ("exchange", state)
    assert said in found.found


def test_an_exchange_folder_behind_a_closed_one_is_a_fault(course: Path, open_folder: Path) -> None:
    """As in somebody's home."""
    open_folder.chmod(0o700)
    found = [one for one in amiss(course) if one.check == "exchange"]

    assert f"{open_folder} is closed" in only(found).found


def test_a_folder_that_one_may_not_write_to_is_a_fault(course: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever runs this is not its owner."""
    monkeypatch.setattr(of_course.os, "access", lambda path, mode: False)
    assert "You can't write" in only(amiss(course)).found


@pytest.mark.parametrize(
    "mode, said",
    [(0o777, "who handed in what"), (0o755, "who handed in what"), (0o711, "can't hand in")],
)
def test_the_folder_of_submissions_is_for_handing_in_alone(course: Path, open_folder: Path, mode: int, said: str) -> None:  # fmt: skip
    """nbgrader makes it so that nobody can list it."""
    inbound = open_folder / "exchange" / "course" / "inbound"
    inbound.mkdir(parents=True)
    inbound.chmod(0o733)
    assert amiss(course) == []

    inbound.chmod(mode)
    assert any(said in one.found for one in amiss(course))


def gradebook(course: Path) -> str:
    url = f"sqlite:///{course}/gradebook.db"
    Gradebook(url).close()
    (course / "gradebook.db").chmod(0o600)
    return url


def test_a_gradebook_of_this_nbgrader_is_well(course: Path) -> None:
    """And of its newest revision."""
    gradebook(course)
    assert amiss(course) == []


@pytest.mark.parametrize(
    "change, mend",
    [
        ("UPDATE alembic_version SET version_num = 'b6d005d67074'", "nbgrader db upgrade"),
        ("DROP TABLE alembic_version", "nbgrader db upgrade"),
        ("ALTER TABLE student DROP COLUMN lms_user_id", "nbgrader db upgrade"),
        ("UPDATE alembic_version SET version_num = 'ffffffffffff'", "pip install --upgrade nbgrader"),
    ],
)
def test_a_gradebook_of_another_nbgrader_is_a_fault(course: Path, change: str, mend: str) -> None:
    """Older: it is upgraded; newer: nbgrader is."""
    engine = create_engine(gradebook(course))
    with engine.begin() as connection:
        connection.execute(text(change))
    engine.dispose()
    found = only(amiss(course))

    assert (found.check, found.state) == ("gradebook", "fault")
    assert mend in found.mend


def test_an_empty_gradebook_is_well(course: Path) -> None:
    """nbgrader makes its tables when it first needs them."""
    (course / "gradebook.db").touch()
    assert amiss(course) == []


def test_a_file_that_is_no_gradebook_is_a_fault(course: Path) -> None:
    """One line, whatever the database says."""
    (course / "gradebook.db").write_bytes(b"no database at all" * 100)
    found = only(amiss(course))

    assert found.check == "gradebook"
    assert "can't be opened" in found.found


def test_a_server_that_does_not_answer_is_a_fault(course: Path) -> None:
    """Its password is not shown."""
    config = course / "nbgrader_config.py"
    line = '\nc.CourseDirectory.db_url = "postgresql+psycopg://ana:secret@127.0.0.1:9/course"\n'
    config.write_text(config.read_text(encoding="utf-8") + line, encoding="utf-8")
    found = only(amiss(course))

    assert found.check == "gradebook"
    assert "secret" not in found.found


def test_an_address_that_is_none_is_a_fault(course: Path) -> None:
    """Such as a path alone."""
    config = course / "nbgrader_config.py"
    config.write_text(config.read_text(encoding="utf-8") + '\nc.CourseDirectory.db_url = "gradebook"\n', encoding="utf-8")  # fmt: skip
    assert "no address of a database" in only(amiss(course)).found


def test_a_gradebook_that_everybody_can_read_is_worth_a_word(course: Path) -> None:
    """Grades are personal data."""
    gradebook(course)
    (course / "gradebook.db").chmod(0o644)
    found = only(amiss(course))

    assert (found.check, found.state) == ("gradebook", "warning")
    assert found.mend == f"Run: chmod o-rwx {course / 'gradebook.db'}"


# --- keys -------------------------------------------------------------------------------------------------------


@pytest.fixture
def private(course: Path, open_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A private folder that is as it should be."""
    folder = open_folder / "vault" / "keys"
    (folder / "quizzes" / "graded").mkdir(parents=True)
    folder.chmod(0o700)
    monkeypatch.setenv("NASTAVA_PRIVATE", str(folder))
    return folder


def repository(folder: Path, remote: str | None) -> None:
    """Make a folder a repository."""
    if GIT is None:
        pytest.skip("there is no git here")
    subprocess.run([GIT, "init", "-q", str(folder)], check=True)
    if remote:
        subprocess.run([GIT, "-C", str(folder), "remote", "add", "origin", remote], check=True)


def test_keys_in_a_folder_of_their_own_are_well(course: Path, private: Path) -> None:
    """Also in a repository that is shared with nobody."""
    assert amiss(course) == []
    repository(private.parent, None)
    assert amiss(course) == []


@pytest.mark.parametrize(
    "remote, state",
    [
        ("https://ana:secret@github.com/ana/keys.git", True),
        ("git@gitlab.com:ana/keys.git", True),
        ("ssh://git@codeberg.org:22/ana/keys.git", True),
        ("https://ana.github.com/keys", True),
        ("ssh://git@git.school.example/keys.git", False),
        ("git@git.school.example:mirror/github.com/keys.git", False),
        ("https://notgithub.com/ana/keys.git", False),
    ],
)
def test_keys_in_a_repository_with_a_remote(course: Path, private: Path, remote: str, state: bool) -> None:
    """Where it may be public it is to be checked, elsewhere worth a word; passwords are not shown."""
    repository(private.parent, remote)
    found = only(amiss(course))

    assert (found.check, found.state) == ("keys", "warning")
    assert ("may be public" in found.found) == state
    assert ("See that the repository is private" in found.mend) == state
    assert "secret" not in found.found
    assert remote.rpartition("@")[2] in found.found


@pytest.mark.parametrize("remote", ["/srv/git/keys.git", "file:///srv/git/keys.git", "../keys.git"])
def test_a_remote_on_this_machine_is_well(course: Path, private: Path, remote: str) -> None:
    """Nobody else gets it from there."""
    repository(private.parent, remote)
    assert amiss(course) == []


def test_one_public_remote_among_others_is_told(course: Path, private: Path) -> None:
    """Also where it is pushed to alone."""
    repository(private.parent, "/srv/git/keys.git")
    subprocess.run(
        [
            str(GIT),
            "-C",
            str(private.parent),
            "remote",
            "set-url",
            "--add",
            "--push",
            "origin",
            "git@github.com:ana/keys.git",
        ],
        check=True,
    )
    assert (
        "may be public: they are in a repository with a remote at github.com:ana/keys.git"
        in only(amiss(course)).found
    )


def test_a_repository_that_git_refuses_to_read_is_worth_a_word(course: Path, private: Path) -> None:
    """Such as that of another user."""
    if GIT is None:
        pytest.skip("there is no git here")
    (private.parent / ".git").mkdir()
    assert "can't be read" in only(amiss(course)).found


def test_what_the_repository_ignores_is_not_in_it(course: Path, private: Path) -> None:
    """The folder stands in a checkout, and git leaves it out."""
    repository(private.parent, "https://github.com/ana/keys.git")
    (private.parent / ".gitignore").write_text("/keys/\n", encoding="utf-8")
    assert amiss(course) == []


def test_without_git_a_repository_is_worth_a_word(course: Path, private: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    """Nobody can say who has its keys."""
    (private.parent / ".git").mkdir()
    monkeypatch.setattr(keys.shutil, "which", lambda name: None)
    assert only(amiss(course)).state == "warning"


def test_a_folder_that_is_not_there_is_a_fault(course: Path, private: Path) -> None:
    """Otherwise everybody would be marked by the public keys, and nobody would know."""
    shutil.rmtree(private / "quizzes")
    assert "the course's own keys are used" in only(amiss(course)).found
    shutil.rmtree(private)
    assert "releasing and grading refuse" in only(amiss(course)).found


def test_keys_that_every_user_can_read_are_a_fault(course: Path, private: Path) -> None:
    """Students may have accounts on the same machine."""
    private.chmod(0o755)
    assert only(amiss(course)).mend == f"Run: chmod -R go-rwx {private}"


def test_public_keys_are_told_to_be_for_practice(course: Path) -> None:
    """The course's repository may be public, and its keys with it; a repository of one's own is well."""
    repository(course, None)
    assert amiss(course) == []
    subprocess.run(
        [str(GIT), "-C", str(course), "remote", "add", "origin", "https://github.com/ana/course.git"],
        check=True,
    )
    found = only(amiss(course))
    assert found.state == "warning"
    assert "may be public" in found.found
    assert "NASTAVA_PRIVATE" in found.mend


def test_the_open_course_is_public_on_purpose(course: Path) -> None:
    """This is said once, and is no fault."""
    repository(course, "https://github.com/ana/nastava.git")
    (course / "src" / "nastava").mkdir(parents=True)
    assert amiss(course) == []
    (told,) = keys.findings(course)
    assert "public on purpose" in told.found
    assert "NASTAVA_PRIVATE" in told.found


# --- the command ------------------------------------------------------------------------------------------------


def test_the_command_ends_with_one_where_there_is_a_fault(course: Path, open_folder: Path) -> None:
    """A line each, with the mend below; warnings alone are no fault."""
    result = CliRunner().invoke(app, ["course", "doctor"])
    assert (result.exit_code, result.output.splitlines()[-1]) == (0, "Faults: 0. Warnings: 0.")

    (open_folder / "exchange").chmod(0o777)
    assert CliRunner().invoke(app, ["course", "doctor"]).exit_code == 0
    (open_folder / "exchange").rmdir()
    result = CliRunner().invoke(app, ["course", "doctor"])
    assert result.exit_code == 1
    assert "✗ fault    exchange: The exchange folder" in result.output
    assert "mkdir -p" in result.output


def test_json_has_every_finding(course: Path, open_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """For a program that watches an installation; from elsewhere by --course."""
    (open_folder / "exchange").rmdir()
    monkeypatch.chdir(open_folder)
    result = CliRunner().invoke(app, ["course", "doctor", "--json", "--course", str(course)])
    told = json.loads(result.output)

    assert (result.exit_code, told["faults"]) == (1, 1)
    assert {one["state"] for one in told["findings"]} == {"well", "fault"}
