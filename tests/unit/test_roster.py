"""Class lists: what is read from tables of other systems, what is refused, and that nothing is half-written."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from nbgrader.api import Gradebook
from sqlalchemy import event
from sqlalchemy.orm import Session
from typer.testing import CliRunner

from nastava.classroom.gradebook import open_gradebook, read_people
from nastava.classroom.roster import compare, enter, read_roster
from nastava.cli import app
from nastava.errors import NastavaError
from nastava.grading.wiring import use_own_programs

NBGRADER = "id,first_name,last_name,email\nana,Ana,Šarić,ana@example.org\nben,Ben,Đukić,ben@example.org\n"
MOODLE = (
    'First name,Last name,Username,"ID number","Email address",Groups\n'
    'Željka,"Šarić, mlađa",zeljka,2026/17,zeljka@example.org,Group 1\n'
)
MOODLE_SR = "Ime;Prezime;Korisničko ime;ID broj;Adresa e-pošte\nŽeljka;Šarić;zeljka;17;zeljka@example.org\n"
CANVAS = (
    "Student,ID,SIS User ID,SIS Login ID,Section,Quiz 1 (42)\n"
    "    Points Possible,,,,,10\n"
    '"Šarić, Željka",901,2026-17,zeljka,Section A,7\n'
    '"Student, Test",902,,77aa,Section A,\n'
)


def people(text: str | bytes, **options):
    raw = text if isinstance(text, bytes) else text.encode()
    read = read_roster(raw, "class.csv", **options)
    assert not read.faults
    return [entry.person for entry in read.entries]


def faults(text: str) -> tuple[str, ...]:
    return read_roster(text.encode(), "class.csv").faults


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """A course's folder with settings of nbgrader's own."""
    (tmp_path / "nbgrader_config.py").write_text(
        f"c = get_config()\nc.CourseDirectory.root = {str(tmp_path)!r}\nc.CourseDirectory.course_id = 'trial'\n"
    )
    return tmp_path


@pytest.mark.parametrize("text", [MOODLE, MOODLE_SR, CANVAS], ids=["moodle", "moodle-sr", "canvas"])
def test_exports_of_other_systems_are_understood(text: str):
    """The name at login is told from their own columns, and rows that are no students are left out."""
    (one,) = people(text)
    assert (one.id, one.first_name) == ("zeljka", "Željka")
    assert one.last_name is not None and one.last_name.startswith("Šarić")
    assert one.lms_user_id in {"2026/17", "17", "2026-17"}


@pytest.mark.parametrize(
    "raw",
    [
        b"\xef\xbb\xbf" + NBGRADER.encode(),
        NBGRADER.replace(",", ";").encode(),
        NBGRADER.replace(",", "\t").encode("utf-16"),
        ("sep=;\r\n" + NBGRADER.replace(",", ";").replace("\n", "\r\n")).encode(),
        NBGRADER.replace("\n", "\n\n", 1).encode() + b",,,\n",
    ],
    ids=["mark", "semicolons", "tabs and UTF-16", "Excel's first line", "empty lines"],
)
def test_tables_of_every_kind_give_the_same_people(raw: bytes):
    """Byte order marks, separators and empty lines are understood."""
    assert people(raw) == people(NBGRADER)


def test_an_older_encoding_is_asked_for_by_name_and_never_guessed():
    """A list in Windows-1250 is refused with its line and the way out; named, it is read."""
    raw = NBGRADER.encode("cp1250")
    with pytest.raises(NastavaError, match=r"class.csv, line 2: .* --encoding cp1250"):
        people(raw)
    assert people(raw, encoding="cp1250") == people(NBGRADER)
    with pytest.raises(NastavaError, match="'cp9' is not known"):
        people(raw, encoding="cp9")


def test_each_fault_says_its_line():
    """Lines are counted as an editor counts them, after a cell of two lines too."""
    text = 'id,first_name,email\nana,"Ana\nMarija",\n,Ben,\nb b,Ben,\nana,Ana,\neva,Eva,nothing\neva,Eva,a@b,c\n../x,X,\n'
    told = faults(text)
    assert [re.match(r"line \d+", each)[0] for each in told] == [f"line {n}" for n in (4, 5, 6, 7, 8, 9)]  # type: ignore[index]
    for words, each in zip(
        ("missing", "'b b'", "stands in line 2", "'nothing' is no address", "4 cells", "'../x'"),
        told,
        strict=True,
    ):
        assert words in each


@pytest.mark.parametrize(
    "text, words",
    [
        ("", "no first line"),
        ("id\n", "names no student"),
        ("First name,Email address\nAna,a@b\n", "It has: 'First name', 'Email address'. .* --id COLUMN"),
        ('id,name\nana,"Ana\n', "line 2: the table can't be read"),
    ],
)
def test_what_is_no_class_list_is_refused_in_a_sentence(text: str, words: str):
    """Empty, without students, without names at login, or torn."""
    with pytest.raises(NastavaError, match=words):
        read_roster(text.encode(), "class.csv")


def test_what_would_spoil_a_terminal_is_refused_and_line_breaks_become_spaces():
    """A name is one line of letters."""
    assert people('id,first_name\nana,"Ana\n  Marija"\n')[0].first_name == "Ana Marija"
    (fault,) = faults("id,first_name\nana,\x1b[31mAna\n")
    assert fault == "line 2: a cell holds characters that can't be shown"


def test_names_at_login_may_stand_in_any_column_and_become_a_hubs_accounts():
    """--id names the column; accounts of The Littlest JupyterHub are known by their prefix."""
    text = "First name,Email address\nAna,Ana@example.org\n"
    assert people(text, id_column="email  Address")[0].id == "Ana@example.org"
    assert people(text, id_column="Email address", hub="kubernetes")[0].id == "ana@example.org"
    assert people(NBGRADER, hub="tljh")[0].id == "jupyter-ana"
    with pytest.raises(NastavaError, match="no column 'login'"):
        people(text, id_column="login")


def test_a_list_is_entered_once_and_what_it_lacks_stays(tmp_path: Path):
    """A second run changes nothing; an empty cell takes nothing away; nobody is removed."""
    url = f"sqlite:///{tmp_path}/gradebook.db"
    entries = read_roster(NBGRADER.encode(), "class.csv").entries
    assert len(compare(url, entries).added) == 2 and not list(tmp_path.iterdir())
    assert len(enter(url, "trial", entries).added) == 2
    assert enter(url, "trial", entries).same == 2
    shorter = read_roster(b"id,first_name,last_name\nana,Anja,\n", "class.csv").entries
    changes = enter(url, "trial", shorter)
    assert (len(changes.changed), changes.others) == (1, ("ben",))
    with open_gradebook(url) as connection:
        there = read_people(connection)
    assert (there["ana"].first_name, there["ana"].last_name, there["ana"].email) == (
        "Anja",
        "Šarić",
        "ana@example.org",
    )
    assert set(there) == {"ana", "ben"}


def test_a_failure_in_the_middle_leaves_the_gradebook_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """What could not be written whole is not written."""
    url = f"sqlite:///{tmp_path}/gradebook.db"
    use_own_programs()  # nbgrader calls alembic by name
    Gradebook(url, "trial").close()

    def fail(*_arguments: object) -> None:
        raise RuntimeError("power")

    event.listen(Session, "after_flush", fail)
    try:
        with pytest.raises(RuntimeError):
            enter(url, "trial", read_roster(NBGRADER.encode(), "class.csv").entries)
    finally:
        event.remove(Session, "after_flush", fail)
    with open_gradebook(url) as connection:
        assert read_people(connection) == {}


def test_the_command_checks_tells_and_writes(course: Path):
    """A dry run writes nothing; a fault ends it with exit code 1; names for the hub are written beside."""
    table, names = course / "class.csv", course / "students.txt"
    table.write_text(NBGRADER, encoding="utf-8")
    command = ["course", "roster", str(table), "--course", str(course), "--hub", "tljh"]
    done = CliRunner().invoke(app, [*command, "--dry-run", "--names", str(names)])
    assert done.exit_code == 0 and "Would be added: 2" in done.output and "Nothing was written" in done.output
    assert not names.exists() and not (course / "gradebook.db").exists()
    done = CliRunner().invoke(app, [*command, "--names", str(names)])
    assert done.exit_code == 0 and "+ jupyter-ana: Ana Šarić" in done.output
    assert names.read_text() == "ana\nben\n"
    table.write_text(NBGRADER.replace("ben,", "b n,"), encoding="utf-8")
    done = CliRunner().invoke(app, command)
    assert isinstance(done.exception, NastavaError) and "line 3: 'b n'" in done.output
    with pytest.raises(NastavaError, match="Hub 'moodle' is not known"):
        CliRunner().invoke(app, [*command[:-1], "moodle"], catch_exceptions=False)
