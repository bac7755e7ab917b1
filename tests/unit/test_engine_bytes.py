"""What travels between coordinator and workers, and what is kept on the disk."""

from __future__ import annotations

import json
import os
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nastava.grading.engine.handing import (
    RefusedError,
    digest_of,
    read_folder,
    read_submission_folder,
    timestamp_of,
)
from nastava.grading.engine.laying import lay, swap_in
from nastava.grading.engine.result import ResultError, failed, read_result
from nastava.grading.engine.settings import GradingEngine
from nastava.grading.engine.store import Store
from nastava.grading.engine.wire import Blob, Packet, WireError, pack, unpack

CELLS = [
    {"name": "test", "kind": "grade", "max_score": 4.0, "cell_type": "code"},
    {"name": "why", "kind": "solution"},
]
ROWS = {"assignment": "trial", "notebooks": [{"name": "trial", "cells": CELLS, "sources": []}]}


@given(st.dictionaries(st.sampled_from(["a", "b/c", "b/d.txt"]), st.binary(max_size=50)))
def test_a_packet_comes_back_as_it_was(files: dict[str, bytes]):
    """Head and files survive the way, byte by byte."""
    packet = Packet({"student": "ana"}, {name: Blob(data) for name, data in files.items()})
    assert unpack(pack(packet)) == packet


@given(st.binary(max_size=200))
def test_bytes_that_are_no_packet_are_refused(data: bytes):
    """Whatever a worker sends, reading it ends in a packet or in one kind of error."""
    for sent in (data, pack(Packet({}))[:5] + data):
        try:
            unpack(sent)
        except WireError:
            continue


@pytest.mark.parametrize("path", ["../x", "/etc/passwd", "a/../../x", "", ".", "a//b", "a/", "a\\b", "a\0b"])
def test_no_path_leads_out(path: str, tmp_path: Path):
    """A packet can't name a file outside its folder, neither when packed, nor when read, nor when laid."""
    with pytest.raises(WireError):
        pack(Packet({}, {path: Blob(b"x")}))
    head = json.dumps({"head": {}, "files": [[path, 1, 0o644]]}).encode()
    with pytest.raises(WireError):
        unpack(b"NSTV1" + len(head).to_bytes(8, "big") + head + b"x")
    with pytest.raises(WireError):
        lay(tmp_path / "folder", {path: Blob(b"x")})


def _answer(**changes: object) -> bytes:
    grades = {"test": {"auto_score": 2.0, "needs_manual_grade": False}}
    notebook = {"grades": grades, "comments": {"why": None}}
    head = {"student": "ana", "status": "graded", "notebooks": {"trial": notebook}}
    return pack(Packet(head | changes))


@pytest.mark.parametrize(
    "row, words",
    [
        ({"test": {"auto_score": 4.5, "needs_manual_grade": False}}, "impossible"),
        ({"test": {"auto_score": -1.0, "needs_manual_grade": False}}, "impossible"),
        ({"test": {"auto_score": float("nan"), "needs_manual_grade": False}}, "impossible|can't be read"),
        ({"test": {"auto_score": float("inf"), "needs_manual_grade": False}}, "impossible|can't be read"),
        ({"other": {"auto_score": 1.0, "needs_manual_grade": False}}, "no points"),
        ({"test": {"auto_score": 1.0, "needs_manual_grade": False, "manual_score": 9}}, "can't be read"),
    ],
)
def test_a_worker_can_not_give_what_the_gradebook_does_not_know(row: dict[str, object], words: str):
    """Points beyond the cell's, for cells that have none, or set as a person's, are refused."""
    assert read_result(_answer(), "ana", ROWS)[0].points == 2
    with pytest.raises(ResultError, match=words):
        read_result(_answer(notebooks={"trial": {"grades": row}}), "ana", ROWS)


def test_a_worker_can_not_answer_for_somebody_else():
    """A result is taken for the student that was asked for, and for no notebook that is unknown."""
    with pytest.raises(ResultError, match="another student"):
        read_result(_answer(), "ben", ROWS)
    with pytest.raises(ResultError, match="lacks"):
        read_result(_answer(notebooks={"other": {}}), "ana", ROWS)
    with pytest.raises(ResultError, match="takes no comment"):
        read_result(_answer(notebooks={"trial": {"comments": {"test": "x"}}}), "ana", ROWS)


def test_a_folder_is_swapped_in_whole(tmp_path: Path):
    """What was there is gone, what is new has its permissions, and nothing else is left beside it."""
    folder = tmp_path / "trial"
    lay(folder, {"old/file.txt": Blob(b"old", 0o444)})
    (tmp_path / ".trial.new").mkdir()
    (tmp_path / ".trial.old").touch()
    swap_in(folder, {"sub/new.txt": Blob(b"new", 0o444)})

    assert [path.name for path in tmp_path.iterdir()] == ["trial"]
    assert (folder / "sub" / "new.txt").read_bytes() == b"new"
    assert stat.S_IMODE((folder / "sub" / "new.txt").stat().st_mode) == 0o444
    assert not (folder / "old").exists()


def test_links_and_pipes_are_read_as_notes(tmp_path: Path):
    """A link in a submission, to a file or a folder, is never followed; a pipe is not waited for."""
    secret = tmp_path / "secret.yaml"
    secret.write_text("key: Zebra")
    folder = tmp_path / "ana"
    folder.mkdir()
    (folder / "trial.ipynb").symlink_to(secret)
    (folder / "all").symlink_to(tmp_path)
    os.mkfifo(folder / "pipe")
    files = read_folder(folder, GradingEngine())

    assert set(files) == {"trial.ipynb", "all", "pipe"}
    assert all(blob.data.startswith(b"Not taken: this was a ") for blob in files.values())
    (tmp_path / "ben").symlink_to(folder)
    with pytest.raises(RefusedError, match="a link"):
        read_folder(tmp_path / "ben", GradingEngine())


def test_too_much_is_refused_before_it_is_in_memory(tmp_path: Path):
    """A submission beyond the limits of size or number is refused, a file without end of it too."""
    with (tmp_path / "big").open("wb") as file:
        file.truncate(2**40)
    with pytest.raises(RefusedError, match="larger than 1 MB"):
        read_folder(tmp_path, GradingEngine(max_megabytes=1))
    (tmp_path / "big").unlink()
    for number in range(4):
        (tmp_path / str(number)).touch()
    with pytest.raises(RefusedError, match="more than 3 files"):
        read_folder(tmp_path, GradingEngine(max_files=3))


def test_a_time_that_is_none_is_left_out(tmp_path: Path):
    """A timestamp that nbgrader would stop at costs nothing but itself, and is told."""
    (tmp_path / "timestamp.txt").write_text("yesterday or so")
    handed_in = read_submission_folder("ana", tmp_path, GradingEngine())
    assert not handed_in.files and "holds no time" in handed_in.notes[0].en
    assert timestamp_of({"timestamp.txt": Blob(b"2024-03-14 12:00:00 UTC")}) == "2024-03-14T12:00:00"


def test_a_key_tells_apart_what_differs():
    """Another student, file name, content or assignment is another result; the same is the same."""
    files = {"a": Blob(b"1"), "b": Blob(b"2")}
    keys = {
        digest_of(files, "x", "ana"),
        digest_of(files, "x", "ben"),
        digest_of(files, "y", "ana"),
        digest_of({"a": Blob(b"12"), "b": Blob(b"")}, "x", "ana"),
        digest_of({"ab": Blob(b"1")}, "x", "ana"),
    }
    assert len(keys) == 5
    assert digest_of(dict(reversed(files.items())), "x", "ana") in keys


def test_the_store_keeps_the_last_result_and_hides_it_from_others(tmp_path: Path):
    """A result comes back as it was, a damaged one as none; others of the student go."""
    store = Store(tmp_path, "trial")
    for key in ("old", "new"):
        store.put("ana", key, b"result")
    store.tidy("ana", "new")
    path = store.folder / "ana" / "new.result"

    assert store.get("ana", "new") == b"result" and not store.has("ana", "old")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    path.write_bytes(path.read_bytes()[:5])
    assert store.get("ana", "new") is None


def test_a_failure_says_why_in_bounds():
    """The reason of a failure is cut to what a gradebook should hold."""
    assert len(failed("ana", "x" * 10_000).reason or "") <= 2000
