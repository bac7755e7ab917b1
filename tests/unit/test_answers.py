"""Answer sheets: what was saved is there, whatever happens to the kernel, the disk or the file."""

from __future__ import annotations

import errno
import json
import multiprocessing
import os
import signal
import time
from pathlib import Path
from typing import Any

import pytest
from tests.unit.stand_ins import full_disk

from nastava import atomic
from nastava.answers import Sheet, new_attempt, parse_sheet, sheet_path
from nastava.errors import SheetError


def attempt(item: str = "one", response: Any = "a") -> dict[str, Any]:
    return new_attempt(item, "v1", response, "en", 0)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "answers" / "kfor.json"


def test_what_is_recorded_is_read_again(path: Path) -> None:
    """A new sheet on the same file shows every attempt in order."""
    sheet = Sheet.open(path, "kfor")
    for response in ("a", {"text": "4,700", "value": 4700.0}, "ž\u2028"):
        sheet.record(attempt(response=response))
    assert [a["response"] for a in Sheet.open(path, "kfor").attempts("one")] == [
        "a",
        {"text": "4,700", "value": 4700.0},
        "ž\u2028",
    ]


def test_two_open_sheets_merge(path: Path) -> None:
    """Attempts made in two tabs are all kept."""
    first, second = Sheet.open(path, "kfor"), Sheet.open(path, "kfor")
    first.record(attempt("one"))
    second.record(attempt("two"))
    first.record(attempt("three"))
    assert [a["item"] for a in Sheet.read(path).attempts] == ["one", "two", "three"]


def _record_many(path: str, count: int) -> None:
    sheet = Sheet.open(Path(path), "kfor")
    for number in range(count):
        sheet.record(new_attempt(f"item-{os.getpid()}-{number}", "v1", "a", "en", 0))


def test_processes_that_write_at_once_lose_nothing(path: Path) -> None:
    """Three processes with fifteen attempts each leave forty-five."""
    context = multiprocessing.get_context("spawn")
    writers = [context.Process(target=_record_many, args=(str(path), 15)) for _ in range(3)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert len(Sheet.read(path).attempts) == 45


def test_a_killed_writer_leaves_a_whole_file(path: Path) -> None:
    """After SIGKILL at any moment the sheet reads without problems and the next writer goes on."""
    context = multiprocessing.get_context("spawn")
    writer = context.Process(target=_record_many, args=(str(path), 100_000))
    writer.start()
    while not path.is_file():
        time.sleep(0.01)
    time.sleep(0.2)
    os.kill(writer.pid or 0, signal.SIGKILL)
    writer.join()
    content = Sheet.read(path)
    assert content.problems == ()
    Sheet.open(path, "kfor").record(attempt("after"))
    assert len(Sheet.read(path).attempts) == len(content.attempts) + 1 > 1


def test_a_cut_file_gives_back_its_whole_lines_and_is_kept(path: Path) -> None:
    """Damage costs the damaged attempt only; the file as it was is kept and named."""
    sheet = Sheet.open(path, "kfor")
    for item in ("one", "two", "three"):
        sheet.record(attempt(item))
    damaged = path.read_bytes()[:-90]
    path.write_bytes(damaged)

    recovered = Sheet.open(path, "kfor")

    assert [a["item"] for a in recovered.content.attempts] == ["one", "two"]
    kept = list(path.parent.glob("kfor.damaged-*.json"))
    assert [file.read_bytes() for file in kept] == [damaged]
    assert kept[0].name in " ".join(map(str, recovered.content.problems))
    assert Sheet.open(path, "kfor").content.problems == ()


@pytest.mark.parametrize("raw", [b"", b"\xff\xfe\x00", b"[]", b'{"attempts": 5}', b"[" * 100_000, b"null"])
def test_no_bytes_make_reading_fail(raw: bytes) -> None:
    """Whatever lies in the file, reading it says so and raises nothing."""
    content = parse_sheet(raw)
    assert content.attempts == []
    assert content.problems


def test_a_damaged_entry_costs_only_itself() -> None:
    """Entries without what an attempt needs are left out and counted."""
    content = parse_sheet(json.dumps({"format": 1, "attempts": [attempt(), 5, {"id": "x"}]}).encode())
    assert len(content.attempts) == 1
    assert "2" in str(content.problems[0])


@pytest.mark.parametrize(
    "code, words",
    [(errno.ENOSPC, "disk is full"), (errno.EACCES, "can't be written"), (errno.EROFS, "can't be written")],
)
def test_what_cannot_be_written_is_kept_until_it_can(
    path: Path, monkeypatch: pytest.MonkeyPatch, code: int, words: str
) -> None:
    """One clear message; the attempt stays in memory, survives a refresh, and is written with the next."""
    sheet = Sheet.open(path, "kfor")
    with monkeypatch.context() as broken:

        def fail(*_args: object) -> None:
            raise OSError(code, os.strerror(code))

        broken.setattr("nastava.answers.sheet.write_atomically", fail)
        with pytest.raises(SheetError, match=words):
            sheet.record(attempt("one"))
    sheet.refresh()
    assert [a["item"] for a in sheet.content.attempts] == ["one"]
    sheet.record(attempt("two"))
    assert [a["item"] for a in Sheet.read(path).attempts] == ["one", "two"]


def test_a_failed_write_leaves_the_old_file(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the disk fills up while writing, the sheet on disk is the old one and no temporary file stays."""
    sheet = Sheet.open(path, "kfor")
    sheet.record(attempt("one"))
    before = path.read_bytes()

    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(atomic.os, "fsync", full)
    with pytest.raises(SheetError):
        sheet.record(attempt("two"))
    assert path.read_bytes() == before
    assert not list(path.parent.glob("*.tmp"))


def test_a_sheet_of_a_newer_version_is_not_cut_down(path: Path) -> None:
    """A newer format is read as far as known, said, and never written over."""
    path.parent.mkdir()
    newer = json.dumps({"format": 99, "attempts": [attempt()], "novelty": True})
    path.write_text(newer, encoding="utf-8")
    sheet = Sheet.open(path, "kfor")
    assert len(sheet.content.attempts) == 1
    with pytest.raises(SheetError, match="newer version"):
        sheet.record(attempt())
    assert path.read_text(encoding="utf-8") == newer


def test_drafts_are_kept_until_handed_in(path: Path) -> None:
    """What was typed and not handed in is there after a restart, and gone once it is handed in."""
    Sheet.open(path, "kfor").draft("one", "half a tho")
    again = Sheet.open(path, "kfor")
    assert again.content.drafts == {"one": "half a tho"}
    again.record(attempt("one"))
    assert Sheet.read(path).drafts == {}


def test_deleting_the_file_and_running_the_cell_again_starts_anew(path: Path) -> None:
    """A learner who removes the sheet gets an empty quiz, not the old answers from memory."""
    sheet = Sheet.open(path, "kfor")
    sheet.record(attempt())
    path.unlink()
    sheet.refresh()
    assert sheet.content.attempts == []


def test_messages_come_in_the_language_of_the_screen(path: Path) -> None:
    """A problem with the sheet is told in Serbian as well as in English."""
    path.parent.mkdir()
    path.write_bytes(b"{")
    problem = Sheet.open(path, "kfor").content.problems[0]
    assert problem.say("sr") != problem.say("en")


def test_places(tmp_path: Path) -> None:
    """Beside a released notebook first, then one folder for the whole workspace, then here."""
    lesson = tmp_path / "course" / "sr"
    lesson.mkdir(parents=True)
    assert sheet_path("kfor", lesson) == lesson / "answers" / "kfor.json"
    (tmp_path / "course" / ".nastava-workspace.json").write_text("{}")
    assert sheet_path("kfor", lesson) == tmp_path / "course" / "answers" / "kfor.json"
    (lesson / "quizzes").mkdir()
    (lesson / "quizzes" / "kfor.json").write_text("{}")
    assert sheet_path("kfor", lesson) == lesson / "answers" / "kfor.json"


def test_a_sheet_that_can_not_be_read_is_not_written_over(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the file can be neither read nor put aside, saving is refused and the file stays as it is."""
    Sheet.open(path, "kfor").record(attempt("one"))
    before = path.read_bytes()

    def denied(_path: Path, *_args: object, **_options: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    with monkeypatch.context() as locked:
        locked.setattr(Path, "open", denied)
        sheet = Sheet.open(path, "kfor")
        with pytest.raises(SheetError, match="nor kept under another name"):
            sheet.record(attempt("two"))
    assert path.read_bytes() == before
    sheet.save()
    assert [a["item"] for a in Sheet.read(path).attempts] == ["one", "two"]


def test_a_damaged_sheet_that_can_not_be_put_aside_is_not_written_over(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No copy of the damaged file, no new file in its place."""
    Sheet.open(path, "kfor").record(attempt("one"))
    damaged = path.read_bytes()[:-5]
    path.write_bytes(damaged)
    with full_disk(monkeypatch), pytest.raises(SheetError):
        Sheet.open(path, "kfor").record(attempt("two"))
    assert path.read_bytes() == damaged


def test_what_failed_to_save_survives_running_the_cell_again(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A draft and an opened hint that could not be written are there after a refresh, and written later."""
    sheet = Sheet.open(path, "kfor")
    with full_disk(monkeypatch):
        with pytest.raises(SheetError):
            sheet.draft("one", "half a tho")
        with pytest.raises(SheetError):
            sheet.open_help("one", hints=1)
    sheet.refresh()
    assert sheet.unsaved
    assert (sheet.content.drafts, sheet.hints_opened("one")) == ({"one": "half a tho"}, 1)
    sheet.save()
    assert not sheet.unsaved
    assert (Sheet.read(path).drafts, Sheet.read(path).opened["one"]["hints"]) == ({"one": "half a tho"}, 1)


def test_a_draft_does_not_go_back_to_what_another_kernel_replaced(path: Path) -> None:
    """The newest draft stays, and one that was handed in elsewhere does not come back."""
    first, second = Sheet.open(path, "kfor"), Sheet.open(path, "kfor")
    first.draft("one", "old")
    second.draft("one", "newer and longer")
    first.record(attempt("two"))
    assert Sheet.read(path).drafts == {"one": "newer and longer"}
    second.record(attempt("one"))
    first.record(attempt("three"))
    assert Sheet.read(path).drafts == {}


def test_an_attempt_written_late_does_not_become_the_last(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What failed to save takes its place in time, so that a newer answer from another tab counts."""
    first, second = Sheet.open(path, "kfor"), Sheet.open(path, "kfor")
    with full_disk(monkeypatch), pytest.raises(SheetError):
        first.record(attempt(response="older"))
    second.record(attempt(response="newer"))
    first.save()
    assert [a["response"] for a in Sheet.read(path).attempts] == ["older", "newer"]


def test_a_clock_set_back_does_not_change_the_order(path: Path) -> None:
    """An attempt that is written at once comes last, whatever time it bears."""
    sheet = Sheet.open(path, "kfor")
    sheet.record(attempt(response="first"))
    sheet.record({**attempt(response="second"), "at": "1999-01-01T00:00:00Z"})
    assert [a["response"] for a in Sheet.read(path).attempts] == ["first", "second"]


def test_a_number_beyond_all_bounds_does_not_stop_saving(path: Path) -> None:
    """A sheet with 1e999 in it opens, and is written again as JSON."""
    path.parent.mkdir()
    line = json.dumps(attempt(response={"text": "x", "value": 5})).replace("5}", "1e999}")
    path.write_text(f'{{"format": 1, "attempts": [\n{line}\n]}}', encoding="utf-8")
    sheet = Sheet.open(path, "kfor")
    sheet.record(attempt("two"))
    assert len(json.loads(path.read_text(encoding="utf-8"))["attempts"]) == 2
