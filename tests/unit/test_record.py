"""The learner's record: everything answered is in it, once, whatever happens to it."""

from __future__ import annotations

import contextlib
import json
import os
import sqlite3
import stat
import subprocess
import sys
import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest
import yaml
from tests.unit.test_session import BANK

from nastava import quiz
from nastava.answers import Sheet
from nastava.errors import RecordError
from nastava.quizzes import Bank, load_published, publish
from nastava.study import Event, Record, feed, record_schema, sheets
from nastava.study.place import known_folders
from nastava.study.sheets import catch_up, up_to_date
from nastava.widget.session import QuizSession

AT = datetime(2024, 5, 1, 12, tzinfo=UTC)
WRITER = """
import sys
import threading
from pathlib import Path
from nastava.answers.clock import now
from nastava.study import Event, Record
record, name = Record(Path(sys.argv[1])), sys.argv[2]
for number in range(60):
    record.add([Event(f"{name}-{number}", "attempt", now(), quiz="force", item="who-leads")])
    list(record.events(after=number))
"""


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A learner's home and workspace; the working directory is the workspace."""
    home = tmp_path / "home"
    monkeypatch.setenv("NASTAVA_HOME", str(home))
    workspace = tmp_path / "workspace"
    (workspace / "quizzes").mkdir(parents=True)
    (workspace / "quizzes" / "force.yaml").write_text(BANK, encoding="utf-8")
    monkeypatch.chdir(workspace)
    return home


def event(id_: str = "a1", **fields: object) -> Event:
    return Event(id_, "attempt", AT, quiz="force", item="who-leads", **fields)  # type: ignore[arg-type]


def answer(item: str = "who-leads", response: object = "a") -> None:
    """Answer an item in a quiz as a notebook shows it, and let the record be fed."""
    widget = quiz("force")
    widget._talk.handle({"do": "submit", "item": item, "response": response, "language": "en"})
    feed.wait()


def items(home: Path) -> list[str]:
    return [each.item for each in Record(home).events(kinds=("attempt",))]


def test_an_answer_is_in_the_record_with_its_score(home: Path) -> None:
    """What was answered in a quiz, what it earned, and how, stand in the record a moment later."""
    answer("who-leads", "b")
    answer("how-many", "4,700")
    wrong, right = Record(home).events()
    assert (wrong.quiz, wrong.item, wrong.share, wrong.data["response"]) == ("force", "who-leads", 0, "b")
    assert (right.type, right.topic, right.mode, right.share, right.worth) == (
        "numeric",
        "kfor",
        "practice",
        1,
        1,
    )
    assert wrong.seq < right.seq


def test_feeding_twice_counts_once(home: Path) -> None:
    """A sheet that is read again, and one that was copied elsewhere, add nothing."""
    answer()
    answer("how-many", "5")
    sheet = Path("answers/force.json")
    copied = home.parent / "copy" / "answers" / "force.json"
    copied.parent.mkdir(parents=True)
    copied.write_bytes(sheet.read_bytes())
    os.utime(sheet)
    assert catch_up(Record(home), [copied.parent]) == 0
    assert items(home) == ["who-leads", "how-many"]


def test_the_record_is_made_anew_from_the_sheets(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the database everything answered comes back, from whatever folder one asks, with its score."""
    answer("who-leads", "b")
    answer("how-many", "4700")
    before = [each.to_dict() for each in Record(home).events()]
    Record(home).path.unlink()
    monkeypatch.chdir(home)
    assert catch_up(Record(home)) == 2
    assert [each.to_dict() for each in Record(home).events()] == before


def test_a_quiz_goes_on_where_the_record_cannot_be_written(home: Path) -> None:
    """No record, no trouble: the answer is saved on its sheet, and joins the record when that can be written."""
    home.write_text("a file stands where the folder belongs", encoding="utf-8")
    answer()
    assert Sheet.read(Path("answers/force.json")).attempts[0]["response"] == "a"
    home.unlink()
    assert catch_up(Record(home)) == 1


def test_a_graded_answer_has_no_score(home: Path) -> None:
    """A graded quiz has no key at hand: its answers are in the record without points."""
    bank = Bank.model_validate(yaml.safe_load(BANK)).model_copy(update={"mode": "graded"})
    path = Path("released/quizzes/force.json")
    path.parent.mkdir(parents=True)
    path.write_text(json.dumps(publish(bank)), encoding="utf-8")
    session = QuizSession(load_published(path), folder=Path("released"))
    session.submit("who-leads", "a", "en")
    catch_up(Record(home), [Path("released/answers").absolute()])
    (found,) = Record(home).events()
    assert (found.mode, found.points, found.share, found.type) == ("graded", None, None, "single_choice")


def test_a_test_is_in_the_record_when_it_has_ended(home: Path) -> None:
    """Nobody reads in the record whether an answer of a running test is right."""
    bank = BANK.replace("id: force\n", "id: force\nmode: test\n")
    Path("quizzes/force.yaml").write_text(bank, encoding="utf-8")
    talk = quiz("force")._talk
    talk.handle({"do": "submit", "item": "who-leads", "response": "a", "language": "en"})
    feed.wait()
    assert items(home) == []
    talk.handle({"do": "finish"})
    feed.wait()
    assert items(home) == ["who-leads"]


def test_an_edited_item_has_no_score_unless_its_meaning_stayed(home: Path) -> None:
    """An old answer is not marked by a new key, unless the author says that the item still asks the same."""
    answer()
    old = next(iter(Record(home).events())).version
    edited = BANK.replace("Who leads KFOR?", "Who is in command of KFOR?")
    for text, share in (
        (edited, None),
        (edited.replace("    type: single", f"    same_meaning_as: ['{old}']\n    type: single"), 1),
    ):
        Path("quizzes/force.yaml").write_text(text, encoding="utf-8")
        Record(home).path.unlink()
        catch_up(Record(home))
        assert [each.share for each in Record(home).events()] == [share]


def test_saying_that_the_meaning_stayed_is_no_edit() -> None:
    """The author's flag itself makes no new version."""
    bank = yaml.safe_load(BANK)
    plain = Bank.model_validate(bank).items[0].version
    bank["items"][0]["same_meaning_as"] = ["0123456789ab"]
    assert Bank.model_validate(bank).items[0].version == plain


def test_several_processes_write_at_once(home: Path) -> None:
    """Two kernels and a review at once: no lock error, nothing lost."""
    running = [
        subprocess.Popen([sys.executable, "-c", WRITER, str(home), name], stderr=subprocess.PIPE, text=True)
        for name in ("first", "second", "review")
    ]
    for process in running:
        assert process.communicate(timeout=120)[1] == ""
    assert len(list(Record(home).events())) == 180
    assert not list(home.glob("*-wal"))


@pytest.mark.parametrize("harm", ["overwritten", "cut", "no tables"])
def test_a_damaged_record_is_set_aside_and_made_anew(home: Path, harm: str) -> None:
    """Whatever became of the file: answers come back from their sheets, the file is kept, and the learner is told once."""
    answer()
    record = Record(home)
    record.add([event(f"e{number}") for number in range(500)])
    raw = record.path.read_bytes()
    if harm == "overwritten":
        record.path.write_bytes(b"not a database at all\n" * 1000)
    elif harm == "cut":
        record.path.write_bytes(raw[: len(raw) // 2])
    else:
        with contextlib.closing(sqlite3.connect(record.path)) as db:
            db.execute("DROP TABLE events")
    up_to_date(record)
    assert "who-leads" in items(home)
    assert any(each.data.get("response") == "a" for each in record.events(kinds=("attempt",)))
    (kept,) = home.glob("record.damaged-*.sqlite3")
    (told,) = record.news()
    assert kept.name in str(told)
    assert record.news() == []


def test_what_no_sheet_holds_is_read_from_a_damaged_record(home: Path) -> None:
    """Settings and other entries that can still be read are not lost with a damaged page."""
    record = Record(home)
    record.set("retention", 0.85)
    record.add([event(f"e{number}", data={"response": "x" * 500}) for number in range(2000)])
    raw = bytearray(record.path.read_bytes())
    half = len(raw) // 2
    raw[half : half + 8192] = b"\xff" * 8192
    record.path.write_bytes(raw)
    for _time in range(2):  # whether or not reading happens upon the damage
        with contextlib.suppress(RecordError):
            list(record.events())
    assert record.setting("retention") == 0.85
    assert list(home.glob("record.damaged-*"))


def test_a_record_of_a_newer_version_is_left_alone(home: Path) -> None:
    """A newer Nastava's record is not written to, and the message says to update."""
    record = Record(home)
    record.add([event()])
    with contextlib.closing(sqlite3.connect(record.path)) as db:
        db.execute("PRAGMA user_version = 99")
    with pytest.raises(RecordError, match="Update Nastava"):
        record.add([event("a2")])
    assert not list(home.glob("record.damaged-*"))


def test_an_old_record_is_migrated(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A record made by the first version of its tables keeps its events."""
    with monkeypatch.context() as earlier:
        earlier.setattr(record_schema, "MIGRATIONS", record_schema.MIGRATIONS[:1])
        Record(home).add([event()])
    record = Record(home)
    assert [each.id for each in record.events()] == ["a1"]
    assert record.use(lambda db: db.execute("PRAGMA user_version").fetchone()[0]) == len(
        record_schema.MIGRATIONS
    )


def test_events_are_never_changed(home: Path) -> None:
    """The table only grows."""
    record = Record(home)
    record.add([event()])
    with pytest.raises(RecordError, match="never changed"):
        record.use(lambda db: db.execute("UPDATE events SET points = 1"))


def test_a_reader_goes_on_where_it_stopped(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Events come in order and in pieces; a later reading asks only for what is new."""
    monkeypatch.setattr("nastava.study.record.CHUNK", 3)
    record = Record(home)
    record.add([event(f"e{number}") for number in range(10)])
    read = list(record.events())
    assert [each.id for each in read] == [f"e{number}" for number in range(10)]
    record.add([event("new")])
    assert [each.id for each in record.events(after=read[-1].seq)] == ["new"]


def test_only_the_learner_can_read_the_record(home: Path) -> None:
    """Folder and database are private, and no write-ahead log is kept."""
    answer()
    record = Record(home)
    assert stat.S_IMODE(home.stat().st_mode) == 0o700
    assert stat.S_IMODE(record.path.stat().st_mode) == 0o600
    assert record.use(lambda db: db.execute("PRAGMA journal_mode").fetchone()[0]) == "delete"
    assert known_folders(home) == [Path("answers").absolute()]


@pytest.mark.parametrize(
    "content",
    ['{"attempts": [5, {"id": "x", "item": "who-leads", "response": {"a": [1]}, "at": 7}]}', "torn"],
)
def test_a_strange_sheet_feeds_what_it_has(home: Path, content: str) -> None:
    """A sheet may hold any JSON, or none: nothing fails."""
    Path("answers").mkdir()
    Path("answers/force.json").write_text(content, encoding="utf-8")
    catch_up(Record(home))
    assert [each.share for each in Record(home).events()] in ([], [None], [0])


def test_an_author_reads_the_versions_to_list(home: Path) -> None:
    """What `same_meaning_as` takes is printed by the check, and is what attempts note."""
    from typer.testing import CliRunner

    from nastava.cli import app

    answer()
    printed = CliRunner().invoke(app, ["check", "--versions", "quizzes/force.yaml"]).output
    assert f"force  who-leads  {next(iter(Record(home).events())).version}" in printed


def test_an_answer_goes_into_the_record_of_its_time(
    home: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Where the record lives is settled when an answer is saved, not when its turn comes."""
    started = threading.Event()
    real = sheets.feed_sheet

    def later(record: Record, path: Path) -> int:
        started.wait(10)
        return real(record, path)

    monkeypatch.setattr(sheets, "feed_sheet", later)
    quiz("force")._talk.handle({"do": "submit", "item": "who-leads", "response": "a", "language": "en"})
    monkeypatch.setenv("NASTAVA_HOME", str(tmp_path / "another"))
    started.set()
    feed.wait()
    assert items(home) == ["who-leads"]
    assert not (tmp_path / "another").exists()
