"""Damaged, foreign and hostile sheets: read as far as can be, never written over, always said."""

from __future__ import annotations

import json
import math
import os
import threading
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nastava.answers import Sheet, new_attempt, parse_sheet
from nastava.answers.content import MAX_BYTES, SheetContent, dump_sheet
from nastava.answers.sittings import new_sitting
from nastava.errors import SheetError


def attempt(item: str = "one", response: Any = "a") -> dict[str, Any]:
    return new_attempt(item, "v1", response, "en", 0)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "answers" / "kfor.json"
    path.parent.mkdir()
    return path


def write(path: Path, data: Any) -> bytes:
    raw = data if isinstance(data, bytes) else json.dumps(data).encode()
    path.write_bytes(raw)
    return raw


def aside(path: Path) -> list[bytes]:
    return [file.read_bytes() for file in sorted(path.parent.glob("kfor.damaged-*.json"))]


def deep(levels: int) -> Any:
    value: Any = []
    for _ in range(levels):
        value = [value]
    return value


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)


# Newer versions ----------------------------------------------------------------------------------------


def test_fields_of_a_later_version_survive(path: Path) -> None:
    """What this version does not know, in the file, in an attempt and under opened help, is written back as it was."""
    old = attempt() | {"confidence": {"level": 2}, "x": [1, None]}
    opened = {"one": {"hints": 1, "solution": False, "when": ["12:00"]}}
    sitting = {"id": "1", "seed": "s", "items": ["one"], "room": {"n": 5}}
    write(path, {"attempts": [old], "opened": opened, "sittings": [sitting], "novelty": [1], "y": "ž"})
    sheet = Sheet.open(path, "kfor")
    sheet.record(attempt("two"))
    sheet.open_help("one", hints=2)
    sheet.open_help("two", solution=True)
    written = json.loads(path.read_text(encoding="utf-8"))
    assert written["attempts"][0] == old
    assert written["opened"]["one"] == {"hints": 2, "solution": False, "when": ["12:00"]}
    assert (written["sittings"], written["novelty"], written["y"]) == ([sitting], [1], "ž")


def test_an_unknown_field_that_changed_on_disk_is_not_set_back(path: Path) -> None:
    """A kernel with this version that was open all along keeps what another version wrote meanwhile."""
    write(path, {"attempts": [], "novelty": [1]})
    sheet = Sheet.open(path, "kfor")
    write(path, {"attempts": [], "novelty": [1, 2]})
    sheet.record(attempt())
    assert json.loads(path.read_bytes())["novelty"] == [1, 2]


@pytest.mark.parametrize(
    "newer",
    [
        {"format": 2, "attempts": [attempt("old")], "novelty": True},
        {"format": 2, "attempts": {"old": [1, 2]}, "drafts": [], "opened": 5},
        {"format": 2, "log": []},
        {"format": 2.5, "attempts": [attempt("old"), {"kind": "of a new form"}]},
        {"format": 10**30, "attempts": []},
    ],
)
def test_a_sheet_of_a_newer_version_stays_as_it_is_and_nothing_typed_is_lost(path: Path, newer: Any) -> None:
    """Whatever its form, not a byte of it changes; answers, drafts and hints survive the kernel's end beside it."""
    raw = write(path, newer)
    first = Sheet.open(path, "kfor")
    assert any("newer version" in str(problem) for problem in first.content.problems)
    with pytest.raises(SheetError, match=r"newer version .* wait in kfor\.waiting\.json"):
        first.record(attempt("one"))
    with pytest.raises(SheetError):
        first.draft("two", "half a tho")
    with pytest.raises(SheetError):
        first.open_help("one", hints=1)
    assert not first.is_saved(first.attempts("one")[0])
    del first

    second = Sheet.open(path, "kfor")
    with pytest.raises(SheetError):
        second.record(attempt("three"))
    third = Sheet.open(path, "kfor")
    assert [a["item"] for a in third.content.attempts if a["item"] != "old"] == ["one", "three"]
    assert third.content.drafts == {"two": "half a tho"}
    assert third.hints_opened("one") == 1
    assert third.unsaved
    assert path.read_bytes() == raw
    assert aside(path) == []


def test_what_waited_joins_the_sheet_once_it_can(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After an update of Nastava everything that waited is on the sheet, once, and the waiting file is gone."""
    write(path, {"format": 2, "attempts": [attempt("old")], "novelty": True})
    for name in ("one", "two"):
        with pytest.raises(SheetError):
            Sheet.open(path, "kfor").record(attempt(name))
    with pytest.raises(SheetError):
        Sheet.open(path, "kfor").draft("three", "half")

    monkeypatch.setattr("nastava.answers.content.FORMAT", 2)  # the newer version
    sheet = Sheet.open(path, "kfor")
    assert sheet.unsaved
    sheet.save()
    sheet.save()
    content = Sheet.read(path)
    assert [a["item"] for a in content.attempts] == ["old", "one", "two"]
    assert (content.drafts, content.extra) == ({"three": "half"}, {"novelty": True})
    assert not path.with_name("kfor.waiting.json").exists()
    assert not Sheet.open(path, "kfor").unsaved


def test_a_sitting_waits_too(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A test begun and finished beside a newer sheet is known after a restart, and joins it later."""
    write(path, {"format": 2, "attempts": []})
    sheet = Sheet.open(path, "kfor")
    sitting = new_sitting("s", ["one"])
    with pytest.raises(SheetError):
        sheet.begin(sitting)
    with pytest.raises(SheetError):
        sheet.note(sitting, ended="2024")
    monkeypatch.setattr("nastava.answers.content.FORMAT", 2)
    Sheet.open(path, "kfor").save()
    assert Sheet.read(path).sittings == [sitting]
    assert sitting["ended"] == "2024"


@pytest.mark.parametrize("file_gone", [False, True])
def test_the_end_of_a_test_is_saved_whatever_cells_were_run_meanwhile(path: Path, *, file_gone: bool) -> None:
    """A quiz that was shown before another cell read the sheet again still ends the sitting that it holds."""
    sheet = Sheet.open(path, "kfor")
    held = sheet.begin(new_sitting("s", ["one"]))
    if file_gone:
        path.unlink()
    sheet.refresh()
    sheet.note(held, ended="2024")
    assert [each["ended"] for each in Sheet.read(path).sittings] == ["2024"]


def test_a_waiting_file_of_a_newer_version_stays_too(path: Path) -> None:
    """Where even the waiting file is newer, neither is changed and the answer stays in memory."""
    newer = {"format": 3, "attempts": []}
    raw = write(path, newer)
    beside = path.with_name("kfor.waiting.json")
    write(beside, newer)
    sheet = Sheet.open(path, "kfor")
    with pytest.raises(SheetError, match="newer version"):
        sheet.record(attempt("one"))
    sheet.refresh()
    assert [a["item"] for a in sheet.content.attempts] == ["one"]
    assert path.read_bytes() == beside.read_bytes() == raw


# Damage ------------------------------------------------------------------------------------------------


def test_half_a_character_in_a_sheet_can_be_shown_and_written(path: Path) -> None:
    """JSON may hold half of a pair; no page takes it, and no file could be written with it."""
    attempt = r'{"id": "1", "item": "a", "response": "\ud800", "at": "2024-01-01T00:00:00Z"}'
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(
        rf'{{"format": 1, "quiz": "kfor", "attempts": [{attempt}], "drafts": {{"b": "x\udfff"}}}}'
    )
    content = Sheet.open(path, "kfor").content
    assert [attempt["response"] for attempt in content.attempts] == ["\N{REPLACEMENT CHARACTER}"]
    assert content.drafts == {"b": "x\N{REPLACEMENT CHARACTER}"}


def test_a_text_with_odd_line_ends_is_recovered(path: Path) -> None:
    """An answer with a line separator, a next-line or a form feed in it survives a cut through the file."""
    odd = "a\u2028b\u2029c\x85d\x0be\x0cf\r\ng"
    sheet = Sheet.open(path, "kfor")
    sheet.record(attempt(response=odd))
    sheet.record(attempt("two"))
    path.write_bytes(path.read_bytes()[:-20])
    assert [a["response"] for a in Sheet.open(path, "kfor").content.attempts] == [odd]


def test_a_damaged_text_is_kept_aside(path: Path) -> None:
    """A byte that is no text inside an answer is said, and the file as it was is kept."""
    Sheet.open(path, "kfor").record(attempt(response="vijeće"))
    torn = path.read_bytes().replace("ć".encode(), b"\xc4")
    write(path, torn)
    sheet = Sheet.open(path, "kfor")
    assert sheet.content.problems
    sheet.record(attempt("two"))
    assert aside(path) == [torn]
    assert len(Sheet.read(path).attempts) == 2


def test_a_byte_order_mark_is_no_damage(path: Path) -> None:
    """A sheet that an editor saved with a byte order mark reads whole."""
    write(path, b"\xef\xbb\xbf" + dump_sheet("kfor", SheetContent([attempt()], {"two": "half"})))
    content = Sheet.open(path, "kfor").content
    assert (len(content.attempts), content.drafts, content.problems) == (1, {"two": "half"}, ())


@pytest.mark.parametrize(
    "fields",
    [
        {"drafts": ["x"]},
        {"opened": "x"},
        {"opened": {"one": 5}},
        {"drafts": {"one": deep(200)}},
        {"other": deep(200)},
        {"format": "two"},
    ],
)
def test_fields_of_a_wrong_kind_are_kept_aside(path: Path, fields: dict[str, Any]) -> None:
    """Before a field that can't be used is left out, the file is kept under another name and that is said."""
    raw = write(path, {"attempts": [attempt()], **fields})
    sheet = Sheet.open(path, "kfor")
    sheet.record(attempt("two"))
    if fields != {"format": "two"}:
        assert sheet.content.problems
        assert aside(path) == [raw]
    assert [a["item"] for a in Sheet.read(path).attempts] == ["one", "two"]


def test_damage_found_while_another_kernel_writes_costs_nothing(path: Path) -> None:
    """Mending a damaged file waits for the writer at work, so what that one adds is not overwritten."""
    sheet = Sheet.open(path, "kfor")
    sheet.record(attempt("one"))
    path.write_bytes(path.read_bytes()[:-5])
    opened: list[Sheet] = []
    with sheet._locked():  # another kernel is about to write
        reader = threading.Thread(target=lambda: opened.append(Sheet.open(path, "kfor")))
        reader.start()
        time.sleep(0.3)
        path.write_bytes(dump_sheet("kfor", SheetContent([attempt("one"), attempt("two")])))
    reader.join()
    assert [a["item"] for a in Sheet.read(path).attempts] == ["one", "two"]
    assert [a["item"] for a in opened[0].content.attempts] == ["one", "two"]


def test_two_damaged_files_at_one_time_by_the_clock_are_both_kept(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A clock that stands still gives no two damaged files the same name."""
    from nastava.answers.clock import now

    frozen = now()
    monkeypatch.setattr("nastava.answers.sheet.now", lambda: frozen)
    for raw in (b"{1", b"{2"):
        write(path, raw)
        Sheet.open(path, "kfor")
    assert sorted(aside(path)) == [b"{1", b"{2"]


def test_a_full_sheet_is_said_before_it_could_no_longer_be_read(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No sheet grows beyond what is read again, here and by a grader."""
    sheet = Sheet.open(path, "kfor")
    sheet.record(attempt(response="x" * 300))
    monkeypatch.setattr("nastava.answers.sheet.MAX_BYTES", 900)
    sheet.record(attempt("two"))
    with pytest.raises(SheetError, match="is full"):
        sheet.record(attempt(response="x" * 300))
    assert len(Sheet.read(path).attempts) == 2


def test_leftovers_of_killed_writers_go_and_other_files_stay(path: Path) -> None:
    """Temporary files of this sheet are cleared with the next save; those of other quizzes are not ours."""
    for name in (".kfor.json.abc.tmp", ".kfor.damaged-1.json.abc.tmp", ".kfor-2.json.abc.tmp", "mine.tmp"):
        (path.parent / name).touch()
    Sheet.open(path, "kfor").record(attempt())
    assert sorted(file.name for file in path.parent.iterdir()) == [
        ".kfor-2.json.abc.tmp",
        ".kfor.lock",
        "kfor.json",
        "mine.tmp",
    ]


# Hostile values ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "value", [math.nan, [math.inf], {1, 2}, deep(100), deep(100_000), "x" * 2_000_000, [10**5000], object()]
)
def test_a_value_that_no_sheet_can_hold_is_refused_and_stops_no_later_answer(path: Path, value: Any) -> None:
    """It is said, nothing is added, and the next answer is saved as always."""
    sheet = Sheet.open(path, "kfor")
    with pytest.raises(SheetError, match="can't be kept"):
        sheet.draft("one", value)
    with pytest.raises(SheetError, match="can't be kept"):
        sheet.record(attempt("one", value))
    sheet.record(attempt("two"))
    content = Sheet.read(path)
    assert ([a["item"] for a in content.attempts], content.drafts, content.problems) == (["two"], {}, ())


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(raw=JSON, text=st.text(max_size=50))
def test_any_draft_and_any_text_come_back_as_they_were(
    tmp_path_factory: pytest.TempPathFactory, raw: Any, text: str
) -> None:
    """Control characters, bidi marks: what was kept is read again, and the file stays JSON."""
    path = tmp_path_factory.mktemp("any") / "kfor.json"
    sheet = Sheet.open(path, "kfor")
    try:
        sheet.draft("one", raw)
        kept = raw is not None
    except SheetError:
        kept = False
    sheet.record(attempt("two\u202e", text + "\u202e\x00"))
    json.loads(path.read_bytes())
    content = Sheet.read(path)
    assert content.problems == ()
    assert content.attempts[0]["response"] == text + "\u202e\x00"
    assert content.drafts == ({"one": raw} if kept else {})


@settings(max_examples=200)
@given(
    data=JSON, attempts=st.lists(JSON | st.fixed_dictionaries({"id": JSON, "item": JSON, "response": JSON}))
)
def test_any_json_in_place_of_a_sheet_reads_and_can_be_written(data: Any, attempts: list[Any]) -> None:
    """No JSON makes reading raise, and what was read can always be written again."""
    for whole in (data, {"attempts": attempts, "drafts": data, "opened": data, "format": data, "x": data}):
        content = parse_sheet(json.dumps(whole).encode())
        assert parse_sheet(dump_sheet("kfor", content)).attempts == content.attempts


@settings(max_examples=200)
@given(raw=st.binary(max_size=300))
def test_any_bytes_in_place_of_a_sheet_read(raw: bytes) -> None:
    """No bytes make reading raise."""
    assert parse_sheet(raw).attempts == []


def _many(count: int) -> bytes:
    lines = (f'{{"id": "{n % 7}", "item": "several", "response": ["a"], "at": "x"}}' for n in range(count))
    return ('{"attempts": [' + ",\n".join(lines) + "]}").encode()


def _fields(count: int) -> bytes:
    return ("{" + ",".join(f'"{n}":[]' for n in range(count)) + ', "attempts": []}').encode()


HOSTILE = {
    "deep lists": lambda: b'{"attempts": [' + b"[" * 100_000 + b"]" * 100_000 + b"]}",
    "deep objects": lambda: b'{"attempts": ' + b'{"a":' * 100_000,
    "many attempts": lambda: _many(100_000),
    "many attempts, cut": lambda: _many(100_000)[:-3],
    "newlines": lambda: b"\n" * MAX_BYTES,
    "opened braces": lambda: b"{" * MAX_BYTES,
    "short bad lines": lambda: b'{"id":"x","item":"y","response":00000}\n' * 400_000,
    "deep lines": lambda: (b'{"id":"x","item":"y","response":' + b"[" * 2000 + b"\n") * 8_000,
    "a huge whole number": lambda: b'{"attempts": [], "x": ' + b"9" * 10_000_000 + b"}",
    "a huge fraction": lambda: b'{"attempts": [], "x": 0.' + b"9" * 10_000_000 + b"}",
    "a huge exponent": lambda: b'{"attempts": [], "x": 1e' + b"9" * 10_000_000 + b"}",
    "one huge text": lambda: (
        b'{"attempts": [{"id": "' + b"x" * 15_000_000 + b'", "item": "a", "response": 1}]}'
    ),
    "nothing but NUL": lambda: b"\0" * MAX_BYTES,
    "no text": lambda: os.urandom(1_000_000),
    "repeated keys": lambda: b"{" + b'"attempts": [1],' * 900_000 + b'"attempts": []}',
    "many fields": lambda: _fields(900_000),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_no_sheet_that_is_handed_in_holds_up_the_grader(name: str) -> None:
    """The worst files of the largest size that is read are done within seconds, most of them at once."""
    raw = HOSTILE[name]()
    started = time.process_time()
    content = parse_sheet(raw)
    assert time.process_time() - started < 4
    assert len(content.attempts) in {0, 1, 99_998, 100_000}
